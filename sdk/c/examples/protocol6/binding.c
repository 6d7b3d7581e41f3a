/* The life of a binding: bound, paused, restarted, unbound when everything is back. */
#include "protocol6.h"

NDIS_HANDLE Protocol;

VOID Settle(BINDING *Binding) {
  PNET_PNP_EVENT_NOTIFICATION Event = NULL;
  NdisAcquireSpinLock(&Binding->Lock);
  if (Binding->Outstanding == 0 && Binding->Received == NULL && Binding->Calling == 0) {
    Event = Binding->Event;
    Binding->Event = NULL;
    if (Event != NULL) Binding->Phase = Paused;
    if (Binding->Phase == Closing) NdisSetEvent(&Binding->Home);
  }
  NdisReleaseSpinLock(&Binding->Lock);
  if (Event != NULL) NdisCompleteNetPnPEvent(Binding->Handle, Event, NDIS_STATUS_SUCCESS);
}

static NDIS_STATUS NetPnPEvent(NDIS_HANDLE Context, PNET_PNP_EVENT_NOTIFICATION Event) {
  BINDING *Binding = Context;
  NDIS_STATUS Status = NDIS_STATUS_SUCCESS;
  BOOLEAN Later = FALSE;
  NdisAcquireSpinLock(&Binding->Lock);
  if (Event->NetPnPEvent.NetEvent == NetEventRestart) Binding->Phase = Running;
  else if (Event->NetPnPEvent.NetEvent == NetEventPause) {
    Binding->Phase = Paused;
    if (Binding->Outstanding > 0 || Binding->Received != NULL || Binding->Calling > 0) {
      Binding->Phase = Pausing;
      Binding->Event = Event;
      Status = NDIS_STATUS_PENDING;
      Later = (BOOLEAN)(Binding->Received != NULL);
    }
  }
  NdisReleaseSpinLock(&Binding->Lock);
  if (Later) ReturnAfter(Binding, 1);
  return Status;
}

VOID FreeBinding(BINDING *Binding) {
  while (!IsListEmpty(&Binding->Requests)) FreeRequest(Binding, CONTAINING_RECORD(Binding->Requests.Flink, REQUEST, Link));
  NdisCancelTimerObject(Binding->ReturnTimer);
  NdisFreeTimerObject(Binding->ReturnTimer);
  if (Binding->Buffers != NULL) NdisFreeNetBufferPool(Binding->Buffers);
  if (Binding->Pool != NULL) NdisFreeNetBufferListPool(Binding->Pool);
  NdisFreeSpinLock(&Binding->Lock);
  NdisFreeMemory(Binding, sizeof *Binding, 0);
}

static VOID CloseComplete(NDIS_HANDLE Context) {
  FreeBinding(Context);
}
static NDIS_STATUS Unbind(NDIS_HANDLE UnbindContext, NDIS_HANDLE Context) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(UnbindContext);
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Phase = Closing;
  NdisReleaseSpinLock(&Binding->Lock);
  ReturnAll(Binding);
  Settle(Binding);
  NdisWaitEvent(&Binding->Home, 0);
  if (NdisCloseAdapterEx(Binding->Handle) != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS Bind(NDIS_HANDLE DriverContext, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, FALSE, MEMORY_ALLOCATION_ALIGNMENT, TAG, 0, 0};
  NET_BUFFER_POOL_PARAMETERS Buffers = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1}, TAG, 0};
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, TAG, ReturnTimer, NULL};
  NDIS_OPEN_PARAMETERS Open;
  NDIS_MEDIUM Medium = NdisMedium802_3;
  UINT Selected = 0;
  NDIS_STATUS Status;
  BINDING *Binding = NdisAllocateMemoryWithTagPriority(Protocol, sizeof *Binding, TAG, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext);
  if (Binding == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Binding, sizeof *Binding);
  NdisAllocateSpinLock(&Binding->Lock);
  NdisInitializeEvent(&Binding->Home);
  InitializeListHead(&Binding->Requests);
  Timer.FunctionContext = Binding;
  NdisAllocateTimerObject(Protocol, &Timer, &Binding->ReturnTimer);
  Binding->Pool = NdisAllocateNetBufferListPool(Protocol, &Pool);
  Binding->Buffers = NdisAllocateNetBufferPool(Protocol, &Buffers);
  if (Binding->Pool == NULL || Binding->Buffers == NULL) {
    FreeBinding(Binding);
    return NDIS_STATUS_RESOURCES;
  }
  NdisZeroMemory(&Open, sizeof Open);
  Open.Header.Type = NDIS_OBJECT_TYPE_OPEN_PARAMETERS;
  Open.Header.Revision = NDIS_OPEN_PARAMETERS_REVISION_1;
  Open.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
  Open.AdapterName = Parameters->AdapterName;
  Open.MediumArray = &Medium;
  Open.MediumArraySize = 1;
  Open.SelectedMediumIndex = &Selected;
  Status = NdisOpenAdapterEx(Protocol, Binding, &Open, BindContext, &Binding->Handle);
  if (Status != NDIS_STATUS_SUCCESS && Status != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return Status;
}

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status);
}
static VOID OidComplete(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request), UNREFERENCED_PARAMETER(Status);
}
static VOID Indicated(NDIS_HANDLE Context, PNDIS_STATUS_INDICATION Indication) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Indication);
}

NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_DRIVER_CHARACTERISTICS Driver;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
  Driver.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
  Driver.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
  Driver.MajorNdisVersion = 6;
  Driver.BindAdapterHandlerEx = Bind;
  Driver.UnbindAdapterHandlerEx = Unbind;
  Driver.OpenAdapterCompleteHandlerEx = OpenComplete;
  Driver.CloseAdapterCompleteHandlerEx = CloseComplete;
  Driver.NetPnPEventHandler = NetPnPEvent;
  Driver.OidRequestCompleteHandler = OidComplete;
  Driver.StatusHandlerEx = Indicated;
  Driver.ReceiveNetBufferListsHandler = Receive;
  Driver.SendNetBufferListsCompleteHandler = SendComplete;
  return NdisRegisterProtocolDriver(NULL, &Driver, &Protocol);
}
