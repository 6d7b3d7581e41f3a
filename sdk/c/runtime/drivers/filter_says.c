/* What a filter says to NDIS, and what NDIS does for it. */
#include <stdlib.h>
#include <string.h>
#include "driver.h"

VOID NdisFSendNetBufferLists(NDIS_HANDLE filter, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG flags) {
  (void)port, (void)flags;
  SPEAK(filter, "NdisFSendNetBufferLists", LISTS(lists));
}
VOID NdisFSendNetBufferListsComplete(NDIS_HANDLE filter, PNET_BUFFER_LIST lists, ULONG flags) {
  (void)flags;
  SPEAK(filter, "NdisFSendNetBufferListsComplete", LISTS(lists));
}
VOID NdisFCancelSendNetBufferLists(NDIS_HANDLE filter, PVOID id) {
  SPEAK(filter, "NdisFCancelSendNetBufferLists", INT("id", (uintptr_t)id));
}
VOID NdisFIndicateReceiveNetBufferLists(NDIS_HANDLE filter, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG count, ULONG flags) {
  (void)port;
  SPEAK(filter, "NdisFIndicateReceiveNetBufferLists", LINKED(lists), INT("count", count), FLAGS(flags, receive_flags));
}
VOID NdisFReturnNetBufferLists(NDIS_HANDLE filter, PNET_BUFFER_LIST lists, ULONG flags) {
  (void)flags;
  SPEAK(filter, "NdisFReturnNetBufferLists", LISTS(lists));
}
VOID NdisFPauseComplete(NDIS_HANDLE filter) {
  SPEAK(filter, "NdisFPauseComplete", NOTHING);
}
VOID NdisFRestartComplete(NDIS_HANDLE filter, NDIS_STATUS status) {
  if (custody_quiet) return;
  SPEAK(filter, "NdisFRestartComplete", TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ what no scenario speaks of */

NDIS_STATUS NdisFSetAttributes(NDIS_HANDLE filter, NDIS_HANDLE context, PNDIS_FILTER_ATTRIBUTES attributes) {
  (void)attributes;
  ((party *)filter)->context = context;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisSetOptionalHandlers(NDIS_HANDLE handle, PNDIS_DRIVER_OPTIONAL_HANDLERS handlers) {
  (void)handle, (void)handlers;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisFRestartFilter(NDIS_HANDLE filter) {
  (void)filter;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisFOidRequest(NDIS_HANDLE filter, PNDIS_OID_REQUEST request) {
  return NdisOidRequest(filter, request);
}
VOID NdisFOidRequestComplete(NDIS_HANDLE filter, PNDIS_OID_REQUEST request, NDIS_STATUS status) {
  (void)filter, (void)request, (void)status;
}
VOID NdisFCancelOidRequest(NDIS_HANDLE filter, PVOID id) {
  (void)filter, (void)id;
}
VOID NdisFIndicateStatus(NDIS_HANDLE filter, PNDIS_STATUS_INDICATION indication) {
  (void)filter, (void)indication;
}
NDIS_STATUS NdisFNetPnPEvent(NDIS_HANDLE filter, PNET_PNP_EVENT_NOTIFICATION event) {
  (void)filter, (void)event;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisFDevicePnPEventNotify(NDIS_HANDLE filter, PNET_DEVICE_PNP_EVENT event) {
  (void)filter, (void)event;
}
NDIS_STATUS NdisAllocateCloneOidRequest(NDIS_HANDLE handle, PNDIS_OID_REQUEST request, UINT tag, PNDIS_OID_REQUEST *clone) {
  *clone = NdisAllocateMemoryWithTagPriority(handle, sizeof *request, tag, NormalPoolPriority);
  if (*clone == NULL) return NDIS_STATUS_RESOURCES;
  memcpy(*clone, request, sizeof *request);
  return NDIS_STATUS_SUCCESS;
}
VOID NdisFreeCloneOidRequest(NDIS_HANDLE handle, PNDIS_OID_REQUEST clone) {
  (void)handle;
  NdisFreeMemory(clone, 0, 0);
}

NDIS_STATUS NdisRegisterDeviceEx(NDIS_HANDLE handle, PNDIS_DEVICE_OBJECT_ATTRIBUTES attributes, PDEVICE_OBJECT *device, PNDIS_HANDLE device_handle) {
  static DRIVER_OBJECT driver;
  (void)handle;
  memcpy(driver.MajorFunction, attributes->MajorFunctions, sizeof driver.MajorFunction);
  NTSTATUS status = IoCreateDevice(&driver, attributes->ExtensionSize, attributes->DeviceName, 0, 0, FALSE, device);
  *device_handle = *device;
  return status == STATUS_SUCCESS ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES;
}
VOID NdisDeregisterDeviceEx(NDIS_HANDLE device) {
  IoDeleteDevice(device);
}
PVOID NdisGetDeviceReservedExtension(PDEVICE_OBJECT device) {
  return device->DeviceExtension;
}
