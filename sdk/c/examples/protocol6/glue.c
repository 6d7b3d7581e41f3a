/* The glue: what the kit may tell it to begin. */
#include "protocol6.h"

static VOID ClientSends(const char *Client, const char *What, const UCHAR *Data, UINT Bytes) {
  REQUEST *Request;
  UNREFERENCED_PARAMETER(What);
  if (!MaySend(Bound) || (Request = MakeRequest(Bound, HEADER + Bytes)) == NULL) return;
  Fill(Request, NULL, 0);
  NdisMoveMemory(Request->Frame + HEADER, Data, Bytes);
  if (Bound->CancelId != 0) Bound->CancelId++;
  Mark(Bound, Request, Client);
  Hand(Bound, Request->List, 0);
}

/* A list of several net buffers, each of them a frame. */
static REQUEST *PrepareFrames(BINDING *Binding, int Index, int Count) {
  REQUEST *Request;
  UINT Bytes = 0, Total = 0, At = 0;
  int i;
  for (i = 0; i < Count; i++, Total += Bytes)
    if (custody_wanted_frame("lists", Index, i, &Bytes) == NULL) return NULL;
  if ((Request = MakeRequest(Binding, Total)) == NULL) return NULL;
  for (i = 0; i < Count; i++, At += Bytes) {
    const UCHAR *Frame = custody_wanted_frame("lists", Index, i, &Bytes);
    NdisMoveMemory(Request->Frame + At, Frame, Bytes);
    if (i == 0) NET_BUFFER_DATA_LENGTH(Request->Buffer) = Bytes;
    else if (!AddBuffer(Binding, Request, At, Bytes)) {
      FreeRequest(Binding, Request);
      return NULL;
    }
  }
  return Request;
}

/* A list as the scenario wants it: one of ours that is at home, or a new one. */
static REQUEST *Prepare(BINDING *Binding, int Index) {
  PNET_BUFFER_LIST Named = custody_wanted_list("lists", Index);
  UINT Bytes = (UINT)custody_wanted_field("lists", Index, "size", 64);
  const UCHAR *Data = custody_wanted_bytes("lists", Index, &Bytes);
  REQUEST *Request;
  if (Named != NULL) return RequestOf(Named)->Away ? NULL : RequestOf(Named);
  if (custody_wanted_frames("lists", Index) > 0) return PrepareFrames(Binding, Index, custody_wanted_frames("lists", Index));
  Request = MakeRequest(Binding, Bytes);
  if (Request != NULL) Fill(Request, Data, Bytes);
  return Request;
}

/* A claim that is true: the level is raised for it. */
static ULONG SendFlags(VOID) {
  return custody_wanted_count("flags") > 0 && custody_is(custody_wanted_text("flags", 0, NULL), "DISPATCH_LEVEL") ? NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0;
}

static BOOLEAN BeginSend(BINDING *Binding) {
  KIRQL Before;
  int Count = custody_wanted_count("lists"), i;
  PNET_BUFFER_LIST First = NULL, *Last = &First;
  if (!MaySend(Binding)) return FALSE;
  if (Count < 0) Count = 1;
  if (Binding->CancelId != 0) Binding->CancelId++;
  for (i = 0; i < Count; i++) {
    const char *Client = custody_wanted_text("lists", i, "client");
    REQUEST *Request = Prepare(Binding, i);
    if (Request == NULL) return FALSE;
    if (custody_wanted_text("lists", i, "id") == NULL && custody_wanted_field("lists", i, "id", -1) == 0) {
      ULONG Id = Binding->CancelId;
      Binding->CancelId = 0;
      Mark(Binding, Request, Client);
      Binding->CancelId = Id;
    } else Mark(Binding, Request, Client != NULL ? Client : custody_neighbour("client", 0));
    *Last = Request->List;
    Last = &NET_BUFFER_LIST_NEXT_NBL(Request->List);
  }
  if (First == NULL) return FALSE;
  NDIS_RAISE_IRQL_TO_DISPATCH(&Before);
  Hand(Binding, First, SendFlags());
  NDIS_LOWER_IRQL(Before, DISPATCH_LEVEL);
  return TRUE;
}

static BOOLEAN BeginIds(BINDING *Binding) {
  NdisInterlockedIncrement(&Binding->Calling);
  Binding->CancelId = (ULONG)NdisGeneratePartialCancelId() << 24;
  NdisInterlockedDecrement(&Binding->Calling);
  Settle(Binding);
  return TRUE;
}

static BOOLEAN BeginCancel(BINDING *Binding) {
  ULONG Id = (ULONG)custody_wanted_int("id", (LONGLONG)Binding->CancelId);
  if (Id == 0 || Binding->Phase == Closing) return FALSE;
  NdisInterlockedIncrement(&Binding->Calling);
  NdisCancelSendNetBufferLists(Binding->Handle, (PVOID)(ULONG_PTR)Id);
  NdisInterlockedDecrement(&Binding->Calling);
  Settle(Binding);
  return TRUE;
}

/* Out of those it has: the one named, or the oldest. */
static PNET_BUFFER_LIST TakeReceived(BINDING *Binding, PNET_BUFFER_LIST Named) {
  PNET_BUFFER_LIST *At = &Binding->Received, Taken;
  while (*At != NULL && (Named != NULL ? *At != Named : NET_BUFFER_LIST_NEXT_NBL(*At) != NULL)) At = &NET_BUFFER_LIST_NEXT_NBL(*At);
  Taken = *At;
  if (Taken == NULL) return NULL;
  *At = NET_BUFFER_LIST_NEXT_NBL(Taken);
  NET_BUFFER_LIST_NEXT_NBL(Taken) = NULL;
  return Taken;
}

static BOOLEAN BeginReturn(BINDING *Binding) {
  int Count = custody_wanted_count("lists"), i;
  PNET_BUFFER_LIST First = NULL, *Last = &First;
  if (Binding->Received == NULL) return FALSE;
  if (Count < 0) {
    ReturnAll(Binding);
    return TRUE;
  }
  for (i = 0; i < Count; i++) {
    PNET_BUFFER_LIST Taken = TakeReceived(Binding, custody_wanted_list("lists", i));
    if (Taken == NULL) break;
    *Last = Taken;
    Last = &NET_BUFFER_LIST_NEXT_NBL(Taken);
  }
  if (i < Count) {
    *Last = Binding->Received;
    Binding->Received = First;
    return FALSE;
  }
  Return(Binding, First);
  return TRUE;
}

static BOOLEAN BeginClose(BINDING *Binding) {
  if ((Binding->Phase != Running && Binding->Phase != Paused) || Binding->Outstanding > 0 || Binding->Received != NULL || Binding->Calling > 0) return FALSE;
  Binding->Phase = Closing;
  if (NdisCloseAdapterEx(Binding->Handle) != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return TRUE;
}

static int Begin(const char *Word) {
  if (Bound == NULL) return CUSTODY_CANNOT;
  if (custody_is(Word, "NdisSendNetBufferLists")) return BeginSend(Bound);
  if (custody_is(Word, "NdisReturnNetBufferLists")) return BeginReturn(Bound);
  if (custody_is(Word, "NdisCancelSendNetBufferLists")) return BeginCancel(Bound);
  if (custody_is(Word, "NdisCloseAdapterEx")) return BeginClose(Bound);
  if (custody_is(Word, "NdisCompleteNetPnPEvent")) return CUSTODY_CANNOT; /* it says it by itself */
  if (!custody_is(Word, "NdisGeneratePartialCancelId")) return CUSTODY_NEVER;
  return BeginIds(Bound);
}

int main(void) {
  static const custody_driver Driver = {"protocol6", "1.0", "protocol", Load, NULL, Begin, ClientSends, NULL, NULL, NULL, NULL};
  return custody_main(&Driver);
}
