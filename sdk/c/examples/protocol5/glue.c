/* The glue: what the kit may tell it to begin. */
#include "protocol5.h"

/* A packet as the scenario wants it: one of ours that is at home, or a new one. */
static FRAME *Prepare(BINDING *Binding, const char *Argument, int Index) {
  PNDIS_PACKET Named = custody_wanted_packet(Argument, Index);
  UINT Bytes = (UINT)custody_wanted_field(Argument, Index, "size", 64), i;
  const UCHAR *Data = custody_wanted_bytes(Argument, Index, &Bytes);
  FRAME *Frame;
  if (Named != NULL && FRAME_OF(Named)->Away) return NULL;
  if (Named != NULL) Frame = FRAME_OF(Named);
  else if ((Frame = MakeFrame(Binding, Bytes, 0)) == NULL) return NULL;
  else {
    for (i = 0; i < Bytes; i++) Frame->Frame[i] = Data != NULL ? Data[i] : (UCHAR)i;
    LinkTo(Binding, &Binding->Sent, &Frame->Link);
    Binding->CancelId = (ULONG)custody_wanted_field(Argument, Index, "cancel", 0);
    NDIS_SET_PACKET_CANCEL_ID(Frame->Packet, (PVOID)(ULONG_PTR)Binding->CancelId);
  }
  NDIS_SET_PACKET_STATUS(Frame->Packet, NDIS_STATUS_SUCCESS);
  Frame->Away = TRUE;
  return Frame;
}

static BOOLEAN BeginSend(BINDING *Binding) {
  FRAME *Frame = Prepare(Binding, "packet", 0);
  if (Frame == NULL) return FALSE;
  SendOne(Binding, Frame);
  return TRUE;
}
static BOOLEAN BeginSendPackets(BINDING *Binding) {
  PNDIS_PACKET Packets[16];
  int Count = custody_wanted_count("packets"), i;
  if (Count < 0) Count = 1;
  if (Count > 16) return FALSE;
  for (i = 0; i < Count; i++) {
    FRAME *Frame = Prepare(Binding, "packets", i);
    if (Frame == NULL) return FALSE;
    Packets[i] = Frame->Packet;
  }
  NdisSendPackets(Binding->Handle, Packets, (UINT)Count);
  return TRUE;
}
static VOID ClientSends(const char *Client, const char *What, const UCHAR *Data, UINT Bytes) {
  FRAME *Frame = Bound->Leaving ? NULL : MakeFrame(Bound, HEADER + Bytes, 0);
  UNREFERENCED_PARAMETER(Client), UNREFERENCED_PARAMETER(What);
  if (Frame == NULL) return;
  NdisFillMemory(Frame->Frame, HEADER, 0xff);
  NdisMoveMemory(Frame->Frame + HEADER, Data, Bytes);
  Frame->Away = TRUE;
  LinkTo(Bound, &Bound->Sent, &Frame->Link);
  SendOne(Bound, Frame);
}

/* Shares at hand, those named or as many as there are. */
static BOOLEAN BeginReturn(BINDING *Binding) {
  PNDIS_PACKET Packets[16];
  int Count = custody_wanted_count("packets"), i;
  PLIST_ENTRY At;
  if (Count < 0) {
    BOOLEAN Any = FALSE;
    for (At = Binding->Held.Flink; At != &Binding->Held; At = At->Flink) Any = (BOOLEAN)(Any || CONTAINING_RECORD(At, HELD, Link)->Due > 0);
    if (Any) ReturnShares(Binding);
    return Any;
  }
  if (Count > 16) return FALSE;
  for (i = 0; i < Count; i++) {
    PNDIS_PACKET Named = custody_wanted_packet("packets", i);
    HELD *Held = NULL;
    for (At = Binding->Held.Flink; At != &Binding->Held && Held == NULL; At = At->Flink) {
      HELD *One = CONTAINING_RECORD(At, HELD, Link);
      if (!One->Open && One->Due > 0 && (Named == NULL || One->Packet == Named)) Held = One;
    }
    if (Held == NULL) {
      while (i-- > 0) HeldOf(Binding, Packets[i])->Due++;
      return FALSE;
    }
    Held->Due--;
    Packets[i] = Held->Packet;
  }
  ReturnAll(Binding, Packets, (UINT)Count);
  return TRUE;
}

static BOOLEAN BeginCancel(BINDING *Binding) {
  ULONG Id = (ULONG)custody_wanted_int("id", (LONGLONG)Binding->CancelId);
  if (Id == 0) return FALSE;
  NdisCancelSendPackets(Binding->Handle, (PVOID)(ULONG_PTR)Id);
  return TRUE;
}

static int Begin(const char *Word) {
  if (Bound == NULL) return CUSTODY_CANNOT;
  if (custody_is(Word, "NdisSend")) return BeginSend(Bound);
  if (custody_is(Word, "NdisSendPackets")) return BeginSendPackets(Bound);
  if (custody_is(Word, "NdisReturnPackets")) return BeginReturn(Bound);
  if (!custody_is(Word, "NdisCancelSendPackets")) return CUSTODY_NEVER;
  return BeginCancel(Bound);
}

int main(void) {
  static const custody_driver Driver = {"protocol5", "1.0", "protocol", Load, NULL, Begin, ClientSends, ClientReturns, NULL, NULL, NULL};
  return custody_main(&Driver);
}
