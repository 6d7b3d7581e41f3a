/* The adapter from its beginning to its halt. */
#include "nic6.h"

static NDIS_HANDLE Driver;

static VOID Halt(NDIS_HANDLE Context, NDIS_HALT_ACTION Action) {
  ADAPTER *Adapter = Context;
  LONG i;
  UNREFERENCED_PARAMETER(Action);
  Adapter->Phase = Halted;
  CompleteAll(Adapter, NDIS_STATUS_SUCCESS);
  Adapter->Waiting++;
  Settle(Adapter);
  NdisWaitEvent(&Adapter->Home, 0);
  for (i = 0; i < RING; i++) {
    PLACE *Place = &Adapter->Ring[i];
    if (Place->List != NULL) NdisFreeNetBufferList(Place->List);
    if (Place->Mdl != NULL) NdisFreeMdl(Place->Mdl);
    if (Place->Frame != NULL) NdisFreeMemory(Place->Frame, ROOM, 0);
  }
  NdisCancelTimerObject(Adapter->Timer);
  NdisFreeTimerObject(Adapter->Timer);
  NdisCancelTimerObject(Adapter->StateTimer);
  NdisFreeTimerObject(Adapter->StateTimer);
  NdisFreeNetBufferListPool(Adapter->Pool);
  NdisFreeMemory(Adapter, sizeof *Adapter, 0);
}

static NDIS_STATUS Initialize(NDIS_HANDLE Handle, NDIS_HANDLE DriverContext, PNDIS_MINIPORT_INIT_PARAMETERS Parameters) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, TRUE, 0, TAG, 0, 0};
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, TAG, TimedOut, NULL};
  NDIS_MINIPORT_ADAPTER_ATTRIBUTES Attributes;
  ADAPTER *Adapter = NdisAllocateMemoryWithTagPriority(Handle, sizeof *Adapter, TAG, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext), UNREFERENCED_PARAMETER(Parameters);
  if (Adapter == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Adapter, sizeof *Adapter);
  Adapter->Handle = Handle;
  NdisAllocateSpinLock(&Adapter->Lock);
  NdisInitializeEvent(&Adapter->Home);
  Timer.FunctionContext = Adapter;
  NdisAllocateTimerObject(Handle, &Timer, &Adapter->Timer);
  Timer.TimerFunction = StateTimedOut;
  NdisAllocateTimerObject(Handle, &Timer, &Adapter->StateTimer);
  Adapter->Pool = NdisAllocateNetBufferListPool(Handle, &Pool);
  NdisZeroMemory(&Attributes, sizeof Attributes);
  Attributes.RegistrationAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
  Attributes.RegistrationAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
  Attributes.RegistrationAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
  Attributes.RegistrationAttributes.MiniportAdapterContext = Adapter;
  return NdisMSetMiniportAttributes(Handle, &Attributes);
}

static NDIS_STATUS OidRequest(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request);
  return NDIS_STATUS_NOT_SUPPORTED;
}

NDIS_STATUS Load(VOID) {
  NDIS_MINIPORT_DRIVER_CHARACTERISTICS Miniport;
  NdisZeroMemory(&Miniport, sizeof Miniport);
  Miniport.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
  Miniport.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
  Miniport.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
  Miniport.MajorNdisVersion = 6;
  Miniport.InitializeHandlerEx = Initialize;
  Miniport.HaltHandlerEx = Halt;
  Miniport.PauseHandler = Pause;
  Miniport.RestartHandler = Restart;
  Miniport.OidRequestHandler = OidRequest;
  Miniport.SendNetBufferListsHandler = Send;
  Miniport.ReturnNetBufferListsHandler = ReturnLists;
  Miniport.CancelSendHandler = CancelSend;
  Miniport.ResetHandlerEx = Reset;
  return NdisMRegisterMiniportDriver(NULL, NULL, NULL, &Miniport, &Driver);
}
