/* Sends, and what is done with a list that has come back. */
#include "protocol6.h"

static const char *const AfterSend[] = {"keep", "free", "send again", NULL};

VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  BINDING *Binding = Context;
  PNET_BUFFER_LIST List, Next, Again = NULL;
  LONG Came = 0;
  int Then;
  BOOLEAN First = TRUE;
  UNREFERENCED_PARAMETER(Flags);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List), Came++) {
    REQUEST *Request = RequestOf(List);
    if (Request->Client[0] != 0) custody_notifies(Request->Client, List, NET_BUFFER_LIST_STATUS(List));
    Request->Away = FALSE;
    First = (BOOLEAN)(First && Request->Sends == 1);
  }
  Then = custody_choose("afterwards", AfterSend);
  if (Then == 2 && !(First && Binding->Phase == Running)) Then = 0;
  for (List = Lists; List != NULL; List = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(List);
    NET_BUFFER_LIST_NEXT_NBL(List) = NULL;
    if (Then == 1) FreeRequest(Binding, RequestOf(List));
    if (Then == 2) {
      PNET_BUFFER_LIST *Last = &Again;
      while (*Last != NULL) Last = &NET_BUFFER_LIST_NEXT_NBL(*Last);
      Mark(Binding, RequestOf(List), NULL);
      NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(List, NULL);
      *Last = List;
    }
  }
  if (Again != NULL) NdisSendNetBufferLists(Binding->Handle, Again, 0, 0);
  else NdisAcquireSpinLock(&Binding->Lock), Binding->Outstanding -= Came, NdisReleaseSpinLock(&Binding->Lock);
  Settle(Binding);
}

BOOLEAN MaySend(BINDING *Binding) {
  return (BOOLEAN)(Binding != NULL && Binding->Phase == Running);
}

VOID Hand(BINDING *Binding, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PNET_BUFFER_LIST List;
  NdisAcquireSpinLock(&Binding->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Binding->Outstanding++;
  NdisReleaseSpinLock(&Binding->Lock);
  NdisSendNetBufferLists(Binding->Handle, Lists, 0, Flags);
}
