/* Frames of which the beginning is shown: copied, and the rest transferred. */
#include "protocol5.h"

static const char *const OneAnswer[] = {"SUCCESS", "NOT_ACCEPTED", NULL};

static VOID Deliver(BINDING *Binding, FRAME *Frame) {
  Unlink(Binding, &Frame->Link);
  custody_delivers(Frame->Context, Frame->Size);
  FreeFrame(Frame);
}

/* Whole, or given up when the transfer failed or fell short. */
static VOID Transferred(BINDING *Binding, FRAME *Frame, NDIS_STATUS Status, UINT Bytes) {
  Frame->Moving = FALSE;
  if (Status != NDIS_STATUS_SUCCESS || Bytes < Frame->Asked) {
    Unlink(Binding, &Frame->Link);
    FreeFrame(Frame);
  } else if (Frame->Released) Deliver(Binding, Frame);
  Settle(Binding);
}

/* What else is known of the packet: when it was sent and received. */
static VOID AskWhen(BINDING *Binding, NDIS_HANDLE MacContext) {
  NDIS_STATUS Status;
  LONGLONG Sent, Received;
  UCHAR More[16];
  UINT Needed;
  NdisQueryReceiveInformation(&Status, Binding->Handle, MacContext, &Sent, &Received, More, sizeof More, &Needed);
}

NDIS_STATUS Receive(NDIS_HANDLE Context, NDIS_HANDLE MacContext, PVOID Header, UINT HeaderSize, PVOID LookAhead, UINT LookAheadSize, UINT PacketSize) {
  BINDING *Binding = Context;
  UINT Here = LookAheadSize < PacketSize ? LookAheadSize : PacketSize, From = Here, Moved = 0;
  NDIS_STATUS Status;
  FRAME *Frame;
  int Offsets[2];
  UNREFERENCED_PARAMETER(Header), UNREFERENCED_PARAMETER(HeaderSize);
  if (custody_property_int(NULL, "asksInformation", 0)) AskWhen(Binding, MacContext);
  if (Binding->Leaving || custody_choose("status", OneAnswer) == 1) return NDIS_STATUS_NOT_ACCEPTED;
  Offsets[0] = (int)Here, Offsets[1] = 0;
  if (Here < PacketSize) From = (UINT)custody_pick("offset", Offsets, 2);
  else From = 0;
  if ((Frame = MakeFrame(Binding, PacketSize, From)) == NULL) return NDIS_STATUS_NOT_ACCEPTED;
  NdisMoveMappedMemory(Frame->Frame, LookAhead, Here);
  Frame->Context = MacContext;
  Frame->Size = PacketSize;
  LinkTo(Binding, &Binding->Taken, &Frame->Link);
  if (Here == PacketSize) return NDIS_STATUS_SUCCESS;
  Frame->Asked = custody_property_int(NULL, "headersOnly", 0) ? 0 : PacketSize - From;
  if (Frame->Asked == 0) Frame->Size = Here;
  Frame->Moving = TRUE;
  NdisTransferData(&Status, Binding->Handle, MacContext, From, Frame->Asked, Frame->Packet, &Moved);
  if (Status != NDIS_STATUS_PENDING) Transferred(Binding, Frame, Status, Moved);
  return NDIS_STATUS_SUCCESS;
}

VOID TransferComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status, UINT Bytes) {
  Transferred(Context, FRAME_OF(Packet), Status, Bytes);
}

VOID ReceiveComplete(NDIS_HANDLE Context) {
  BINDING *Binding = Context;
  PLIST_ENTRY At, Next;
  for (At = Binding->Taken.Flink; At != &Binding->Taken; At = Next) {
    FRAME *Frame = CONTAINING_RECORD(At, FRAME, Link);
    Next = At->Flink;
    Frame->Released = TRUE;
    if (!Frame->Moving) Deliver(Binding, Frame);
  }
}
