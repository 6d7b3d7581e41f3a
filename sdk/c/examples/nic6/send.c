/* Sends: how and when they are completed, and how they are cancelled. */
#include "nic6.h"

static const char *const WhenToComplete[] = {"in the call", "later", "one by one", "backwards", NULL};
static const char *const WhenToComplete1[] = {"in the call", "later", NULL};
static const char *const Cancelling[] = {"abort", "too late", NULL};

static PNET_BUFFER_LIST Backwards(PNET_BUFFER_LIST Lists) {
  PNET_BUFFER_LIST Turned = NULL, Next;
  for (; Lists != NULL; Lists = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(Lists);
    NET_BUFFER_LIST_NEXT_NBL(Lists) = Turned;
    Turned = Lists;
  }
  return Turned;
}

VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags) {
  ADAPTER *Adapter = Context;
  PNET_BUFFER_LIST List, Next;
  int How;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Flags);
  if (Adapter->Phase != Running || Adapter->Resetting) {
    SetStatus(Lists, Adapter->Phase != Running ? NDIS_STATUS_PAUSED : NDIS_STATUS_RESET_IN_PROGRESS);
    Complete(Adapter, Lists);
    return;
  }
  if (custody_property_int(NULL, "queues", 0)) {
    Append(&Adapter->Queued, Lists);
    CompleteAfter(Adapter, 10000);
    return;
  }
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Transmit(List);
  How = custody_choose("complete", NET_BUFFER_LIST_NEXT_NBL(Lists) == NULL ? WhenToComplete1 : WhenToComplete);
  SetStatus(Lists, NDIS_STATUS_SUCCESS);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  if (How == 1) Append(&Adapter->Sending, Lists);
  NdisReleaseSpinLock(&Adapter->Lock);
  if (How == 0) Complete(Adapter, Lists);
  if (How == 1) CompleteAfter(Adapter, Adapter->Phase == Running ? 10000 : 1);
  if (How == 2)
    for (List = Lists; List != NULL; List = Next) {
      Next = NET_BUFFER_LIST_NEXT_NBL(List);
      NET_BUFFER_LIST_NEXT_NBL(List) = NULL;
      Complete(Adapter, List);
    }
  if (How == 3) Complete(Adapter, Backwards(Lists));
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

static VOID CancelIn(PNET_BUFFER_LIST *Head, PVOID Id, PNET_BUFFER_LIST *Cancelled) {
  while (*Head != NULL)
    if (NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(*Head) == Id) Append(Cancelled, Take(Head, NULL));
    else Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
}
VOID CancelSend(NDIS_HANDLE Context, PVOID Id) {
  ADAPTER *Adapter = Context;
  PNET_BUFFER_LIST Cancelled = NULL;
  if (custody_choose("cancel", Cancelling) == 1) return;
  NdisAcquireSpinLock(&Adapter->Lock);
  CancelIn(&Adapter->Queued, Id, &Cancelled);
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Cancelled == NULL) return;
  SetStatus(Cancelled, NDIS_STATUS_SEND_ABORTED);
  Complete(Adapter, Cancelled);
}
