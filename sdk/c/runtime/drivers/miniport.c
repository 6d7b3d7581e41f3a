/* An adapter: its attributes, its beginning, and a configuration that has nothing in it. */
#include "driver.h"

NDIS_STATUS NdisMSetMiniportAttributes(NDIS_HANDLE adapter, PNDIS_MINIPORT_ADAPTER_ATTRIBUTES attributes) {
  if (attributes->RegistrationAttributes.Header.Type == NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES)
    ((party *)adapter)->context = attributes->RegistrationAttributes.MiniportAdapterContext;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisMSetAttributesEx(NDIS_HANDLE adapter, NDIS_HANDLE context, UINT seconds, ULONG flags, NDIS_INTERFACE_TYPE type) {
  (void)seconds, (void)flags, (void)type;
  ((party *)adapter)->context = context;
}

NDIS_STATUS miniport_initialize(party *self) {
  if (driver_generation == 6) {
    static NDIS_MINIPORT_INIT_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_MINIPORT_INIT_PARAMETERS, 1, sizeof parameters}};
    return miniport6.InitializeHandlerEx(self, driver_context, &parameters);
  }
  if (driver_generation == 5) {
    static NDIS_MEDIUM mediums[] = {NdisMedium802_3, NdisMedium802_5, NdisMediumWan};
    NDIS_STATUS error;
    UINT medium = 0;
    return miniport5.InitializeHandler(&error, &medium, mediums, 3, self, NULL);
  }
  return NDIS_STATUS_FAILURE;
}
NDIS_STATUS miniport_restart(party *self) {
  static NDIS_MINIPORT_RESTART_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof parameters}};
  if (miniport6.RestartHandler == NULL) return NDIS_STATUS_SUCCESS;
  return miniport6.RestartHandler(self->context, &parameters);
}

void miniport_start(party *self) {
  NDIS_STATUS status = miniport_initialize(self);
  if (status == NDIS_STATUS_SUCCESS && driver_generation == 6) status = miniport_restart(self);
  if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING) say_error("the driver refuses to be initialized");
}

/* ------------------------------------------------------------ configuration: there is none */

NDIS_STATUS NdisOpenConfigurationEx(PNDIS_CONFIGURATION_OBJECT object, PNDIS_HANDLE configuration) {
  *configuration = object;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisOpenConfiguration(PNDIS_STATUS status, PNDIS_HANDLE configuration, NDIS_HANDLE context) {
  *configuration = context;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisReadConfiguration(PNDIS_STATUS status, PNDIS_CONFIGURATION_PARAMETER *value, NDIS_HANDLE configuration, PNDIS_STRING keyword, NDIS_PARAMETER_TYPE type) {
  (void)configuration, (void)keyword, (void)type;
  *value = NULL;
  *status = NDIS_STATUS_FAILURE;
}
VOID NdisWriteConfiguration(PNDIS_STATUS status, NDIS_HANDLE configuration, PNDIS_STRING keyword, PNDIS_CONFIGURATION_PARAMETER value) {
  (void)configuration, (void)keyword, (void)value;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisReadNetworkAddress(PNDIS_STATUS status, PVOID *address, PUINT length, NDIS_HANDLE configuration) {
  (void)address, (void)configuration;
  *length = 0;
  *status = NDIS_STATUS_FAILURE;
}
VOID NdisCloseConfiguration(NDIS_HANDLE configuration) {
  (void)configuration;
}
VOID NdisMGetDeviceProperty(NDIS_HANDLE adapter, PVOID *physical, PVOID *functional, PVOID *next, PVOID *resources, PVOID *translated) {
  PVOID *all[] = {physical, functional, next, resources, translated};
  (void)adapter;
  for (unsigned i = 0; i < ARRAYSIZE(all); i++)
    if (all[i] != NULL) *all[i] = NULL;
}
ULONG NdisGetSharedDataAlignment(VOID) {
  return 64;
}
VOID NdisMIndicateStatusEx(NDIS_HANDLE adapter, PNDIS_STATUS_INDICATION indication) {
  (void)adapter, (void)indication;
}
VOID NdisMOidRequestComplete(NDIS_HANDLE adapter, PNDIS_OID_REQUEST request, NDIS_STATUS status) {
  (void)adapter, (void)request, (void)status;
}
