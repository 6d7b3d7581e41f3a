/* Attached, restarted, paused, detached. What it has of others goes back before it rests, and its own is awaited. */
#include "filter6.h"

static NDIS_HANDLE Driver;
static const char *const HowToAttach[] = {"SUCCESS", "RESOURCES", "FAILURE", NULL};
static const char *const HowToRestart[] = {"SUCCESS", "PENDING", "RESOURCES", "FAILURE", NULL};
static const char *const NowOrLater[] = {"SUCCESS", "PENDING", NULL};

VOID After(FILTER *Filter, LONGLONG Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  NdisSetTimerObject(Filter->Timer, Due, 0, NULL);
}

static BOOLEAN IsHome(FILTER *Filter) {
  return (BOOLEAN)(Filter->Passing == 0 && Filter->Own == 0);
}
BOOLEAN Drained(FILTER *Filter) {
  BOOLEAN Done;
  NdisAcquireSpinLock(&Filter->Lock);
  Done = (BOOLEAN)(Filter->Phase == Pausing && IsHome(Filter));
  if (Done) Filter->Phase = Resting;
  NdisReleaseSpinLock(&Filter->Lock);
  if (Done) NdisFPauseComplete(Filter->Handle);
  return Done;
}
BOOLEAN Restarted(FILTER *Filter, NDIS_STATUS Status) {
  if (!Filter->Restarting) return FALSE;
  Filter->Restarting = FALSE;
  Filter->Phase = Status == NDIS_STATUS_SUCCESS ? Running : Resting;
  NdisFRestartComplete(Filter->Handle, Status);
  return TRUE;
}
static VOID TimedOut(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  FILTER *Filter = Context;
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  HandBack(Filter, Filter->Phase == Running ? NDIS_STATUS_FAILURE : NDIS_STATUS_PAUSED);
  Restarted(Filter, NDIS_STATUS_SUCCESS);
  Drained(Filter);
}

static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_FILTER_RESTART_PARAMETERS Parameters) {
  FILTER *Filter = Context;
  UNREFERENCED_PARAMETER(Parameters);
  switch (custody_choose("status", HowToRestart)) {
  case 0: Filter->Phase = Running; return NDIS_STATUS_SUCCESS;
  case 1:
    Filter->Restarting = TRUE;
    After(Filter, 1);
    return NDIS_STATUS_PENDING;
  case 2: return NDIS_STATUS_RESOURCES;
  default: return NDIS_STATUS_FAILURE;
  }
}

/* What it keeps goes back behind the answer where something is to be awaited, else at once. */
static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_FILTER_PAUSE_PARAMETERS Parameters) {
  FILTER *Filter = Context;
  BOOLEAN IsDone;
  UNREFERENCED_PARAMETER(Parameters);
  Filter->Phase = Resting;
  HandBack(Filter, NDIS_STATUS_PAUSED);
  NdisAcquireSpinLock(&Filter->Lock);
  IsDone = IsHome(Filter);
  if (!IsDone) Filter->Phase = Pausing;
  NdisReleaseSpinLock(&Filter->Lock);
  if (IsDone && custody_choose("status", NowOrLater) == 0) return NDIS_STATUS_SUCCESS;
  Filter->Phase = Pausing;
  After(Filter, 1);
  return NDIS_STATUS_PENDING;
}

static VOID Detach(NDIS_HANDLE Context) {
  FILTER *Filter = Context;
  NdisCancelTimerObject(Filter->Timer);
  NdisFreeTimerObject(Filter->Timer);
  NdisFreeNetBufferListPool(Filter->Pool);
  NdisFreeSpinLock(&Filter->Lock);
  NdisFreeMemory(Filter, sizeof *Filter, 0);
}

static NDIS_STATUS Attach(NDIS_HANDLE Handle, NDIS_HANDLE DriverContext, PNDIS_FILTER_ATTACH_PARAMETERS Parameters) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, TRUE, 0, TAG, 0, 0};
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, TAG, TimedOut, NULL};
  NDIS_FILTER_ATTRIBUTES Attributes = {{NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES, NDIS_FILTER_ATTRIBUTES_REVISION_1, NDIS_SIZEOF_FILTER_ATTRIBUTES_REVISION_1}, 0};
  int How = custody_choose("status", HowToAttach);
  FILTER *Filter;
  UNREFERENCED_PARAMETER(DriverContext), UNREFERENCED_PARAMETER(Parameters);
  if (How != 0) return How == 1 ? NDIS_STATUS_RESOURCES : NDIS_STATUS_FAILURE;
  Filter = NdisAllocateMemoryWithTagPriority(Handle, sizeof *Filter, TAG, NormalPoolPriority);
  if (Filter == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Filter, sizeof *Filter);
  Filter->Handle = Handle;
  NdisAllocateSpinLock(&Filter->Lock);
  Timer.FunctionContext = Filter;
  NdisAllocateTimerObject(Handle, &Timer, &Filter->Timer);
  Filter->Pool = NdisAllocateNetBufferListPool(Handle, &Pool);
  return NdisFSetAttributes(Handle, Filter, &Attributes);
}

NDIS_STATUS Load(VOID) {
  NDIS_FILTER_DRIVER_CHARACTERISTICS Characteristics;
  NdisZeroMemory(&Characteristics, sizeof Characteristics);
  Characteristics.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
  Characteristics.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_1;
  Characteristics.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_1;
  Characteristics.MajorNdisVersion = 6;
  Characteristics.AttachHandler = Attach;
  Characteristics.DetachHandler = Detach;
  Characteristics.RestartHandler = Restart;
  Characteristics.PauseHandler = Pause;
  Characteristics.SendNetBufferListsHandler = Send;
  Characteristics.SendNetBufferListsCompleteHandler = SendComplete;
  Characteristics.CancelSendNetBufferListsHandler = CancelSend;
  Characteristics.ReceiveNetBufferListsHandler = Receive;
  Characteristics.ReturnNetBufferListsHandler = Return;
  return NdisFRegisterFilterDriver(NULL, NULL, &Characteristics, &Driver);
}
