/* What passes: on inside of the call, kept for a while, ended here, or replaced by lists of its own. */
#include "filter6.h"

static const char *const Sending[] = {"pass on", "keep", "drop", "clone", NULL};
static const char *const Receiving[] = {"pass on", "keep", "drop", NULL};
static const char *const Shown[] = {"pass on", "drop", "copy", NULL};
static const char *const Passing[] = {"pass on", "keep", NULL};
static const char *const Cancelling[] = {"abort", "too late", NULL};

VOID Append(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST More) {
  while (*Head != NULL) Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
  *Head = More;
}
PNET_BUFFER_LIST Take(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Named) {
  PNET_BUFFER_LIST Taken;
  while (*Head != NULL && Named != NULL && *Head != Named) Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
  Taken = *Head;
  if (Taken == NULL) return NULL;
  *Head = NET_BUFFER_LIST_NEXT_NBL(Taken);
  NET_BUFFER_LIST_NEXT_NBL(Taken) = NULL;
  return Taken;
}

static ULONG CountOf(PNET_BUFFER_LIST Lists) {
  ULONG Count = 0;
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists)) Count++;
  return Count;
}

VOID PassOn(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PNET_BUFFER_LIST Own;
  if (Lists == NULL) return;
  NdisInterlockedIncrement(&Filter->Passing);
  switch (Way) {
  case Sends: NdisFSendNetBufferLists(Filter->Handle, Lists, NDIS_DEFAULT_PORT_NUMBER, 0); break;
  case Completions: NdisFSendNetBufferListsComplete(Filter->Handle, Lists, 0); break;
  case Returns: NdisFReturnNetBufferLists(Filter->Handle, Lists, 0); break;
  default:
    Own = IsOwn(Filter, Lists) ? Lists : NULL;
    NdisFIndicateReceiveNetBufferLists(Filter->Handle, Lists, NDIS_DEFAULT_PORT_NUMBER, CountOf(Lists), Flags);
    /* its own that it only showed are back */
    if (Own != NULL && NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) Settle(Filter, Own);
  }
  NdisInterlockedDecrement(&Filter->Passing);
  Drained(Filter);
}

VOID Keep(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists) {
  NdisAcquireSpinLock(&Filter->Lock);
  Append(&Filter->Kept[Way], Lists);
  NdisReleaseSpinLock(&Filter->Lock);
  After(Filter, 20000);
}

static PNET_BUFFER_LIST AllKept(FILTER *Filter, WAY Way) {
  PNET_BUFFER_LIST Lists;
  NdisAcquireSpinLock(&Filter->Lock);
  Lists = Filter->Kept[Way];
  Filter->Kept[Way] = NULL;
  NdisReleaseSpinLock(&Filter->Lock);
  return Lists;
}

VOID Drop(FILTER *Filter, PNET_BUFFER_LIST Lists, NDIS_STATUS Status) {
  PNET_BUFFER_LIST List;
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) NET_BUFFER_LIST_STATUS(List) = Status;
  PassOn(Filter, Completions, Lists, 0);
}

VOID HandBack(FILTER *Filter, NDIS_STATUS Status) {
  Drop(Filter, AllKept(Filter, Sends), Status);
  PassOn(Filter, Completions, AllKept(Filter, Completions), 0);
  PassOn(Filter, Returns, AllKept(Filter, Receives), 0);
  PassOn(Filter, Returns, AllKept(Filter, Returns), 0);
}

/* What waits goes first, so that sends keep their order. */
VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags) {
  FILTER *Filter = Context;
  PNET_BUFFER_LIST Waiting;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Flags);
  if (Filter->Phase != Running) {
    Drop(Filter, Lists, NDIS_STATUS_PAUSED);
    return;
  }
  switch (custody_choose("send", Sending)) {
  case 1: Keep(Filter, Sends, Lists); return;
  case 2: Drop(Filter, Lists, NDIS_STATUS_FAILURE); return;
  case 3: Lists = CloneAll(Filter, Lists); break;
  default: break;
  }
  Waiting = AllKept(Filter, Sends);
  Append(&Waiting, Lists);
  PassOn(Filter, Sends, Waiting, 0);
}

static VOID CameBack(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists) {
  Lists = Settle(Filter, Lists);
  if (Lists == NULL) Drained(Filter);
  else if (Filter->Phase == Running && custody_choose("came back", Passing) == 1) Keep(Filter, Way, Lists);
  else PassOn(Filter, Way, Lists, 0);
}
VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  UNREFERENCED_PARAMETER(Flags);
  CameBack(Context, Completions, Lists);
}
VOID Return(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  UNREFERENCED_PARAMETER(Flags);
  CameBack(Context, Returns, Lists);
}

VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Count, ULONG Flags) {
  FILTER *Filter = Context;
  int How;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Count);
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) {
    How = custody_choose("receive", Shown);
    if (How == 0) PassOn(Filter, Receives, Lists, Flags);
    if (How == 2 && Filter->Phase == Running) PassOn(Filter, Receives, CopyAll(Filter, Lists), Flags & ~NDIS_RECEIVE_FLAGS_RESOURCES);
    return;
  }
  How = Filter->Phase == Running ? custody_choose("receive", Receiving) : 2;
  if (How == 0) PassOn(Filter, Receives, Lists, Flags);
  if (How == 1) Keep(Filter, Receives, Lists);
  if (How == 2) PassOn(Filter, Returns, Lists, 0);
}

/* What waits here under this id is aborted; the drivers below are asked in any case. */
VOID CancelSend(NDIS_HANDLE Context, PVOID Id) {
  FILTER *Filter = Context;
  PNET_BUFFER_LIST Cancelled = NULL, *At = &Filter->Kept[Sends];
  int How = *At == NULL ? 1 : custody_choose("cancel", Cancelling);
  NdisAcquireSpinLock(&Filter->Lock);
  while (How == 0 && *At != NULL)
    if (NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(*At) == Id) Append(&Cancelled, Take(At, NULL));
    else At = &NET_BUFFER_LIST_NEXT_NBL(*At);
  NdisReleaseSpinLock(&Filter->Lock);
  Drop(Filter, Cancelled, NDIS_STATUS_SEND_ABORTED);
  NdisFCancelSendNetBufferLists(Filter->Handle, Id);
}
