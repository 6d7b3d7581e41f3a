/* Plays the role {{role}} for Custody: `make && npx custody run --target exec:./adapter --role {{role}}`.
 *
 * The driver is ordinary NDIS code; put your own sources beside this file. What follows it, the glue, tells the kit which driver this
 * is and how it is made to begin something. */
#include <ndis.h>
#include "custody.h"

#define IS_{{role}} 1

static NDIS_HANDLE MakePool(NDIS_HANDLE Handle) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = { {NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, TRUE, 0, 0, 0, 0};
  return NdisAllocateNetBufferListPool(Handle, &Pool);
}

#ifndef IS_filter
/* A list with one buffer over memory of its own; NULL where there is no memory. */
static PNET_BUFFER_LIST MakeList(NDIS_HANDLE Handle, NDIS_HANDLE Pool, const UCHAR *Data, UINT Bytes) {
  PUCHAR Frame = NdisAllocateMemoryWithTagPriority(Handle, Bytes, 0, NormalPoolPriority);
  PMDL Mdl = Frame == NULL ? NULL : NdisAllocateMdl(Handle, Frame, Bytes);
  PNET_BUFFER_LIST List = Mdl == NULL ? NULL : NdisAllocateNetBufferAndNetBufferList(Pool, 0, 0, Mdl, 0, Bytes);
  UINT i;
  if (List == NULL) {
    if (Mdl != NULL) NdisFreeMdl(Mdl);
    if (Frame != NULL) NdisFreeMemory(Frame, Bytes, 0);
    return NULL;
  }
  for (i = 0; i < Bytes; i++) Frame[i] = Data == NULL ? (UCHAR)i : Data[i];
  List->SourceHandle = Handle;
  return List;
}
static VOID FreeList(PNET_BUFFER_LIST List) {
  PMDL Mdl = NET_BUFFER_FIRST_MDL(NET_BUFFER_LIST_FIRST_NB(List));
  PVOID Frame = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);
  UINT Bytes = MmGetMdlByteCount(Mdl);
  NdisFreeNetBufferList(List);
  NdisFreeMdl(Mdl);
  NdisFreeMemory(Frame, Bytes, 0);
}
#endif

#ifdef IS_protocol
typedef struct {
  NDIS_HANDLE Handle, Pool;
  /* sends that have not come back; whoever unbinds waits for the last one */
  LONG Out;
  BOOLEAN Leaving;
  NDIS_EVENT Home;
} BINDING;
static NDIS_HANDLE Protocol;

static BOOLEAN Send(BINDING *Binding, const UCHAR *Data, UINT Bytes) {
  PNET_BUFFER_LIST List = Binding->Leaving ? NULL : MakeList(Binding->Handle, Binding->Pool, Data, Bytes);
  if (List == NULL) return FALSE;
  NET_BUFFER_LIST_STATUS(List) = NDIS_STATUS_PENDING;
  NdisInterlockedIncrement(&Binding->Out);
  NdisSendNetBufferLists(Binding->Handle, List, NDIS_DEFAULT_PORT_NUMBER, 0);
  /* from here on the list is not ours to look at */
  return TRUE;
}
static VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  BINDING *Binding = Context;
  PNET_BUFFER_LIST Next;
  UNREFERENCED_PARAMETER(Flags);
  for (; Lists != NULL; Lists = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(Lists);
    FreeList(Lists);
    if (NdisInterlockedDecrement(&Binding->Out) == 0 && Binding->Leaving) NdisSetEvent(&Binding->Home);
  }
}
static VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Count, ULONG Flags) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Count);
  if (NDIS_TEST_RECEIVE_CAN_PEND(Flags)) NdisReturnNetBufferLists(Binding->Handle, Lists, 0);
}
static NDIS_STATUS Bind(NDIS_HANDLE DriverContext, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters) {
  NDIS_OPEN_PARAMETERS Open;
  BINDING *Binding = NdisAllocateMemoryWithTagPriority(Protocol, sizeof *Binding, 0, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext);
  if (Binding == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Binding, sizeof *Binding);
  NdisInitializeEvent(&Binding->Home);
  if ((Binding->Pool = MakePool(Protocol)) == NULL) {
    NdisFreeMemory(Binding, sizeof *Binding, 0);
    return NDIS_STATUS_RESOURCES;
  }
  NdisZeroMemory(&Open, sizeof Open);
  Open.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
  Open.AdapterName = Parameters->AdapterName;
  return NdisOpenAdapterEx(Protocol, Binding, &Open, BindContext, &Binding->Handle);
}
static NDIS_STATUS Unbind(NDIS_HANDLE UnbindContext, NDIS_HANDLE Context) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(UnbindContext);
  Binding->Leaving = TRUE;
  if (Binding->Out > 0) NdisWaitEvent(&Binding->Home, 0);
  NdisCloseAdapterEx(Binding->Handle);
  NdisFreeNetBufferListPool(Binding->Pool);
  NdisFreeMemory(Binding, sizeof *Binding, 0);
  return NDIS_STATUS_SUCCESS;
}
static NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_DRIVER_CHARACTERISTICS Driver;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
  Driver.MajorNdisVersion = 6;
  Driver.BindAdapterHandlerEx = Bind;
  Driver.UnbindAdapterHandlerEx = Unbind;
  Driver.ReceiveNetBufferListsHandler = Receive;
  Driver.SendNetBufferListsCompleteHandler = SendComplete;
  return NdisRegisterProtocolDriver(NULL, &Driver, &Protocol);
}

/* ---- the glue */
static VOID ClientSends(const char *Client, const char *What, const UCHAR *Data, UINT Bytes) {
  UNREFERENCED_PARAMETER(Client), UNREFERENCED_PARAMETER(What);
  Send(custody_context(), Data, Bytes);
}
static int Begin(const char *Word) {
  if (!custody_is(Word, "NdisSendNetBufferLists")) return CUSTODY_NEVER;
  if (custody_wanted_count("lists") > 1 || custody_wanted_list("lists", 0) != NULL) return CUSTODY_CANNOT;
  return Send(custody_context(), NULL, (UINT)custody_wanted_field("lists", 0, "size", 64)) ? CUSTODY_BEGUN : CUSTODY_CANNOT;
}
int main(void) {
  static const char *const Without[] = {"netBufferPool", NULL}; /* its net buffers come with the lists */
  static const custody_driver Glue = {"a new {{role}}", "0", "protocol", Load, NULL, Begin, ClientSends, NULL, NULL, Without, NULL};
  return custody_main(&Glue);
}
#elif defined(IS_nic)
typedef struct {
  NDIS_HANDLE Handle, Pool;
} ADAPTER;
static NDIS_HANDLE Driver;

static VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags) {
  ADAPTER *Adapter = Context;
  PNET_BUFFER_LIST List;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Flags);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) {
    PNET_BUFFER Buffer = NET_BUFFER_LIST_FIRST_NB(List);
    UCHAR Storage[2048];
    UINT Bytes = NET_BUFFER_DATA_LENGTH(Buffer);
    const UCHAR *Frame = Bytes > sizeof Storage ? NULL : NdisGetDataBuffer(Buffer, Bytes, Storage, 1, 0);
    if (Frame != NULL) custody_transmit(Frame, Bytes);
    NET_BUFFER_LIST_STATUS(List) = Frame == NULL ? NDIS_STATUS_INVALID_LENGTH : NDIS_STATUS_SUCCESS;
  }
  NdisMSendNetBufferListsComplete(Adapter->Handle, Lists, 0);
}
static VOID Return(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PNET_BUFFER_LIST Next;
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Flags);
  for (; Lists != NULL; Lists = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(Lists);
    FreeList(Lists);
  }
}
static NDIS_STATUS Initialize(NDIS_HANDLE Handle, NDIS_HANDLE DriverContext, PNDIS_MINIPORT_INIT_PARAMETERS Parameters) {
  NDIS_MINIPORT_ADAPTER_ATTRIBUTES Attributes;
  ADAPTER *Adapter = NdisAllocateMemoryWithTagPriority(Handle, sizeof *Adapter, 0, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext), UNREFERENCED_PARAMETER(Parameters);
  if (Adapter == NULL) return NDIS_STATUS_RESOURCES;
  Adapter->Handle = Handle;
  if ((Adapter->Pool = MakePool(Handle)) == NULL) {
    NdisFreeMemory(Adapter, sizeof *Adapter, 0);
    return NDIS_STATUS_RESOURCES;
  }
  NdisZeroMemory(&Attributes, sizeof Attributes);
  Attributes.RegistrationAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
  Attributes.RegistrationAttributes.MiniportAdapterContext = Adapter;
  return NdisMSetMiniportAttributes(Handle, &Attributes);
}
static VOID Halt(NDIS_HANDLE Context, NDIS_HALT_ACTION Action) {
  ADAPTER *Adapter = Context;
  UNREFERENCED_PARAMETER(Action);
  NdisFreeNetBufferListPool(Adapter->Pool);
  NdisFreeMemory(Adapter, sizeof *Adapter, 0);
}
static NDIS_STATUS Load(VOID) {
  NDIS_MINIPORT_DRIVER_CHARACTERISTICS Miniport;
  NdisZeroMemory(&Miniport, sizeof Miniport);
  Miniport.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
  Miniport.MajorNdisVersion = 6;
  Miniport.InitializeHandlerEx = Initialize;
  Miniport.HaltHandlerEx = Halt;
  Miniport.SendNetBufferListsHandler = Send;
  Miniport.ReturnNetBufferListsHandler = Return;
  return NdisMRegisterMiniportDriver(NULL, NULL, NULL, &Miniport, &Driver);
}

/* ---- the glue */
static VOID Arrive(const UCHAR *Frame, UINT Bytes) {
  ADAPTER *Adapter = custody_context();
  PNET_BUFFER_LIST List = MakeList(Adapter->Handle, Adapter->Pool, Frame, Bytes);
  if (List != NULL) NdisMIndicateReceiveNetBufferLists(Adapter->Handle, List, NDIS_DEFAULT_PORT_NUMBER, 1, 0);
}
static int Begin(const char *Word) {
  if (!custody_is(Word, "NdisMIndicateReceiveNetBufferLists")) return custody_is(Word, "NdisMSendNetBufferListsComplete") ? CUSTODY_CANNOT : CUSTODY_NEVER;
  if (custody_wanted_count("lists") > 1 || custody_wanted_count("flags") > 0) return CUSTODY_CANNOT;
  Arrive(NULL, (UINT)custody_wanted_field("lists", 0, "size", 64));
  return CUSTODY_BEGUN;
}
int main(void) {
  static const custody_driver Glue = {"a new {{role}}", "0", "nic", Load, NULL, Begin, NULL, NULL, Arrive, NULL, NULL};
  return custody_main(&Glue);
}
#elif defined(IS_filter)
/* What it has no handler for NDIS passes by it: SendNetBufferListsHandler, ReceiveNetBufferListsHandler and their completions. */
static NDIS_HANDLE Driver;

static NDIS_STATUS Attach(NDIS_HANDLE Handle, NDIS_HANDLE DriverContext, PNDIS_FILTER_ATTACH_PARAMETERS Parameters) {
  NDIS_FILTER_ATTRIBUTES Attributes = { {NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES, NDIS_FILTER_ATTRIBUTES_REVISION_1, NDIS_SIZEOF_FILTER_ATTRIBUTES_REVISION_1}, 0};
  UNREFERENCED_PARAMETER(DriverContext), UNREFERENCED_PARAMETER(Parameters);
  return NdisFSetAttributes(Handle, MakePool(Handle), &Attributes);
}
static VOID Detach(NDIS_HANDLE Context) {
  NdisFreeNetBufferListPool(Context);
}
static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_FILTER_RESTART_PARAMETERS Parameters) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Parameters);
  return NDIS_STATUS_SUCCESS;
}
static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_FILTER_PAUSE_PARAMETERS Parameters) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Parameters);
  return NDIS_STATUS_SUCCESS;
}
static NDIS_STATUS Load(VOID) {
  NDIS_FILTER_DRIVER_CHARACTERISTICS Characteristics;
  NdisZeroMemory(&Characteristics, sizeof Characteristics);
  Characteristics.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_1;
  Characteristics.MajorNdisVersion = 6;
  Characteristics.AttachHandler = Attach;
  Characteristics.DetachHandler = Detach;
  Characteristics.RestartHandler = Restart;
  Characteristics.PauseHandler = Pause;
  return NdisFRegisterFilterDriver(NULL, NULL, &Characteristics, &Driver);
}

/* ---- the glue: it begins nothing by itself */
static int Begin(const char *Word) {
  UNREFERENCED_PARAMETER(Word);
  return CUSTODY_NEVER;
}
int main(void) {
  static const custody_driver Glue = {"a new {{role}}", "0", "filter", Load, NULL, Begin, NULL, NULL, NULL, NULL, NULL};
  return custody_main(&Glue);
}
#else
#error "The C SDK plays the roles protocol, nic and filter; for {{role}} there are Python and TypeScript."
#endif
