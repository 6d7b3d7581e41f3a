/* Lists that come: looked at, and returned at once or later. */
#include "protocol6.h"

static const char *const WhenToReturn[] = {"later", "inside", NULL};

static VOID Look(PNET_BUFFER_LIST List) {
  UCHAR Header[HEADER];
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer))
    (void)NdisGetDataBuffer(Buffer, HEADER, Header, 1, 0);
}

VOID Return(BINDING *Binding, PNET_BUFFER_LIST Lists) {
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Calling++;
  NdisReleaseSpinLock(&Binding->Lock);
  NdisReturnNetBufferLists(Binding->Handle, Lists, 0);
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Calling--;
  NdisReleaseSpinLock(&Binding->Lock);
  Settle(Binding);
}

VOID ReturnAll(BINDING *Binding) {
  PNET_BUFFER_LIST Lists;
  NdisAcquireSpinLock(&Binding->Lock);
  Lists = Binding->Received;
  Binding->Received = NULL;
  NdisReleaseSpinLock(&Binding->Lock);
  if (Lists != NULL) Return(Binding, Lists);
}

VOID ReturnTimer(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  ReturnAll(Context);
}
VOID ReturnAfter(BINDING *Binding, LONGLONG Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  NdisSetTimerObject(Binding->ReturnTimer, Due, 0, NULL);
}

VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Count, ULONG Flags) {
  BINDING *Binding = Context;
  PNET_BUFFER_LIST List;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Count);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Look(List);
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) return;
  if (Binding->Phase != Running || custody_choose("return lists", WhenToReturn) == 1) {
    Return(Binding, Lists);
    return;
  }
  NdisAcquireSpinLock(&Binding->Lock);
  for (List = Lists; NET_BUFFER_LIST_NEXT_NBL(List) != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List))
    ;
  NET_BUFFER_LIST_NEXT_NBL(List) = Binding->Received;
  Binding->Received = Lists;
  NdisReleaseSpinLock(&Binding->Lock);
  ReturnAfter(Binding, 20000);
}
