/* Bindings of a protocol: made, opened, closed. */
#define _GNU_SOURCE
#include <string.h>
#include "driver.h"

static const WCHAR adapter_name[] = {'\\', 'D', 'e', 'v', 'i', 'c', 'e', '\\', 'N', 'I', 'C', 0};

NDIS_STATUS protocol_bind(party *self) {
  NDIS_STRING name;
  NDIS_STATUS status = NDIS_STATUS_FAILURE;
  NdisInitUnicodeString(&name, adapter_name);
  if (driver_generation == 6) {
    static NDIS_BIND_PARAMETERS parameters;
    parameters = (NDIS_BIND_PARAMETERS){.Header = {NDIS_OBJECT_TYPE_BIND_PARAMETERS, 1, sizeof parameters}, .ProtocolSection = &name, .AdapterName = &name, .MtuSize = 1500, .MaxXmitLinkSpeed = 1000000000, .XmitLinkSpeed = 1000000000, .MaxRcvLinkSpeed = 1000000000, .RcvLinkSpeed = 1000000000, .MediaConnectState = MediaConnectStateConnected, .LookaheadSize = 1500, .MacAddressLength = 6, .CurrentMacAddress = {2, 0, 0, 0, 0, 1}, .AccessType = NET_IF_ACCESS_BROADCAST, .IfType = 6};
    status = protocol6.BindAdapterHandlerEx(driver_context, self, &parameters);
  } else if (driver_generation == 5) protocol5.BindAdapterHandler(&status, self, &name, NULL, NULL);
  return status;
}

void protocol_go_on(party *self) {
  static NDIS_PROTOCOL_RESTART_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_PROTOCOL_RESTART_PARAMETERS, 1, sizeof parameters}};
  static NET_PNP_EVENT_NOTIFICATION event = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof event}};
  if (driver_generation != 6 || protocol6.NetPnPEventHandler == NULL) return;
  event.NetPnPEvent.NetEvent = NetEventRestart;
  event.NetPnPEvent.Buffer = &parameters;
  event.NetPnPEvent.BufferLength = sizeof parameters;
  custody_quiet++;
  protocol6.NetPnPEventHandler(self->context, &event);
  custody_quiet--;
}

/* A closed binding is opened again, as NDIS has it done: by binding the driver once more. 0: there is nothing to open. */
int open_again(party *self) {
  if (driver_generation != 6 || self->bound != CLOSED) return 0;
  custody_self->level = PASSIVE_LEVEL;
  custody_quiet++;
  NDIS_STATUS status = protocol_bind(self);
  custody_quiet--;
  if (status != NDIS_STATUS_SUCCESS) return 1;
  self->bound = QUIETLY_BOUND;
  protocol_go_on(self);
  return 1;
}

NDIS_STATUS NdisOpenAdapterEx(NDIS_HANDLE protocol, NDIS_HANDLE context, PNDIS_OPEN_PARAMETERS parameters, NDIS_HANDLE bind_context, PNDIS_HANDLE binding) {
  party *self = bind_context != NULL ? bind_context : acting();
  (void)protocol;
  if (parameters->SelectedMediumIndex != NULL) *parameters->SelectedMediumIndex = 0;
  if (self->bound == CLOSED) {
    NDIS_STATUS status = answered_status(ASK(self, "NdisOpenAdapterEx", NOTHING));
    if (status != NDIS_STATUS_SUCCESS) return status;
  }
  self->context = context;
  *binding = self;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisOpenAdapter(PNDIS_STATUS status, PNDIS_STATUS error, PNDIS_HANDLE binding, PUINT medium, PNDIS_MEDIUM mediums, UINT count, NDIS_HANDLE protocol, NDIS_HANDLE context, PNDIS_STRING name, UINT options, STRING *addressing) {
  (void)protocol, (void)name, (void)options, (void)addressing;
  party *self = acting();
  const char *wanted = custody_property_text("nic", "medium");
  NDIS_MEDIUM is = wanted != NULL && !strcmp(wanted, "tokenring") ? NdisMedium802_5 : wanted != NULL && !strcmp(wanted, "wan") ? NdisMediumWan : NdisMedium802_3;
  *status = NDIS_STATUS_UNSUPPORTED_MEDIA;
  for (UINT i = 0; i < count; i++)
    if (mediums[i] == is) *medium = i, *status = NDIS_STATUS_SUCCESS;
  *error = NDIS_STATUS_SUCCESS;
  self->context = context;
  *binding = self;
}

static NDIS_STATUS close_binding(party *self) {
  if (custody_quiet || self->bound == UNBOUND || self->bound == ENDED) return NDIS_STATUS_SUCCESS;
  self->bound = CLOSED;
  return answered_status(ASK(self, "NdisCloseAdapterEx", OWN("binding", self)));
}
NDIS_STATUS NdisCloseAdapterEx(NDIS_HANDLE binding) {
  return close_binding(binding);
}
VOID NdisCloseAdapter(PNDIS_STATUS status, NDIS_HANDLE binding) {
  *status = close_binding(binding);
}
VOID NdisCompleteBindAdapterEx(NDIS_HANDLE context, NDIS_STATUS status) {
  (void)context, (void)status;
}
VOID NdisCompleteUnbindAdapterEx(NDIS_HANDLE context) {
  (void)context;
}
VOID NdisCompleteBindAdapter(NDIS_HANDLE context, NDIS_STATUS status, NDIS_STATUS open) {
  (void)context, (void)status, (void)open;
}
VOID NdisCompleteUnbindAdapter(NDIS_HANDLE context, NDIS_STATUS status) {
  (void)context, (void)status;
}
VOID NdisReEnumerateProtocolBindings(NDIS_HANDLE handle) {
  (void)handle;
}
