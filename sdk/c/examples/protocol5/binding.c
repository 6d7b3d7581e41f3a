/* The life of a binding: bound, and unbound when every packet is back. */
#include "protocol5.h"

NDIS_HANDLE Protocol;

static VOID Bind(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING Name, PVOID One, PVOID Two) {
  NDIS_MEDIUM Mediums[] = {NdisMedium802_3, NdisMedium802_5, NdisMediumWan};
  NDIS_STATUS Error;
  UINT Medium;
  BINDING *Binding;
  UNREFERENCED_PARAMETER(BindContext), UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two);
  if ((*Status = NdisAllocateMemoryWithTag((PVOID *)&Binding, sizeof *Binding, TAG)) != NDIS_STATUS_SUCCESS) return;
  NdisZeroMemory(Binding, sizeof *Binding);
  NdisAllocateSpinLock(&Binding->Lock);
  NdisInitializeEvent(&Binding->Home);
  InitializeListHead(&Binding->Held);
  InitializeListHead(&Binding->Taken);
  InitializeListHead(&Binding->Sent);
  NdisInitializeTimer(&Binding->ReturnTimer, ReturnTimer, Binding);
  NdisAllocatePacketPool(Status, &Binding->Packets, 64, sizeof(FRAME *));
  NdisAllocateBufferPool(Status, &Binding->Buffers, 64);
  NdisOpenAdapter(Status, &Error, &Binding->Handle, &Medium, Mediums, 3, Protocol, Binding, Name, 0, NULL);
}

static VOID FreeBinding(BINDING *Binding) {
  BOOLEAN Cancelled;
  NdisCancelTimer(&Binding->ReturnTimer, &Cancelled);
  while (!IsListEmpty(&Binding->Taken)) FreeFrame(CONTAINING_RECORD(RemoveHeadList(&Binding->Taken), FRAME, Link));
  while (!IsListEmpty(&Binding->Sent)) FreeFrame(CONTAINING_RECORD(RemoveHeadList(&Binding->Sent), FRAME, Link));
  NdisFreeBufferPool(Binding->Buffers);
  NdisFreePacketPool(Binding->Packets);
  NdisFreeSpinLock(&Binding->Lock);
  NdisFreeMemory(Binding, sizeof *Binding, 0);
}
static VOID CloseComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Status);
  FreeBinding(Context);
}
static VOID Unbind(PNDIS_STATUS Status, NDIS_HANDLE Context, NDIS_HANDLE UnbindContext) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(UnbindContext);
  Binding->Leaving = TRUE;
  ReturnShares(Binding);
  Settle(Binding);
  NdisWaitEvent(&Binding->Home, 0);
  NdisCloseAdapter(Status, Binding->Handle);
  if (*Status != NDIS_STATUS_PENDING) FreeBinding(Binding);
}

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status, NDIS_STATUS Error) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status), UNREFERENCED_PARAMETER(Error);
}
static VOID ResetComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status);
}
static VOID RequestComplete(NDIS_HANDLE Context, PNDIS_REQUEST Request, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request), UNREFERENCED_PARAMETER(Status);
}
static VOID Indicated(NDIS_HANDLE Context, NDIS_STATUS Status, PVOID Buffer, UINT Size) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status), UNREFERENCED_PARAMETER(Buffer), UNREFERENCED_PARAMETER(Size);
}
static VOID IndicatedAll(NDIS_HANDLE Context) {
  UNREFERENCED_PARAMETER(Context);
}

NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_CHARACTERISTICS Driver;
  NDIS_STATUS Status;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.MajorNdisVersion = 5;
  Driver.OpenAdapterCompleteHandler = OpenComplete;
  Driver.CloseAdapterCompleteHandler = CloseComplete;
  Driver.SendCompleteHandler = SendComplete;
  Driver.TransferDataCompleteHandler = TransferComplete;
  Driver.ResetCompleteHandler = ResetComplete;
  Driver.RequestCompleteHandler = RequestComplete;
  Driver.ReceiveHandler = Receive;
  Driver.ReceiveCompleteHandler = ReceiveComplete;
  Driver.StatusHandler = Indicated;
  Driver.StatusCompleteHandler = IndicatedAll;
  Driver.ReceivePacketHandler = ReceivePacket;
  Driver.BindAdapterHandler = Bind;
  Driver.UnbindAdapterHandler = Unbind;
  NdisRegisterProtocol(&Status, &Protocol, &Driver, sizeof Driver);
  return Status;
}
