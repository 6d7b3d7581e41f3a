/* How a driver registers itself, and when it is loaded and bound. */
#define _GNU_SOURCE
#include <string.h>
#include "driver.h"

NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol6;
NDIS_PROTOCOL_CHARACTERISTICS protocol5;
NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport6;
NDIS_MINIPORT_CHARACTERISTICS miniport5;
NDIS_FILTER_DRIVER_CHARACTERISTICS filter6;
NDIS_HANDLE driver_context;
int driver_generation;

/* No more is read than the driver says there is. */
static void registered(int generation, void *to, size_t room, const void *from, size_t length) {
  memset(to, 0, room);
  memcpy(to, from, length < room ? length : room);
  driver_generation = generation;
}

NDIS_STATUS NdisRegisterProtocolDriver(NDIS_HANDLE context, PNDIS_PROTOCOL_DRIVER_CHARACTERISTICS characteristics, PNDIS_HANDLE handle) {
  registered(6, &protocol6, sizeof protocol6, characteristics, characteristics->Header.Size);
  driver_context = context;
  *handle = &protocol6;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisDeregisterProtocolDriver(NDIS_HANDLE handle) {
  (void)handle;
  driver_generation = 0;
}
VOID NdisRegisterProtocol(PNDIS_STATUS status, PNDIS_HANDLE handle, PNDIS_PROTOCOL_CHARACTERISTICS characteristics, UINT length) {
  registered(5, &protocol5, sizeof protocol5, characteristics, length);
  *handle = &protocol5;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisDeregisterProtocol(PNDIS_STATUS status, NDIS_HANDLE handle) {
  (void)handle;
  driver_generation = 0;
  *status = NDIS_STATUS_SUCCESS;
}

NDIS_STATUS NdisMRegisterMiniportDriver(PDRIVER_OBJECT object, PUNICODE_STRING path, NDIS_HANDLE context, PNDIS_MINIPORT_DRIVER_CHARACTERISTICS characteristics, PNDIS_HANDLE handle) {
  (void)object, (void)path;
  registered(6, &miniport6, sizeof miniport6, characteristics, characteristics->Header.Size);
  driver_context = context;
  *handle = &miniport6;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisMDeregisterMiniportDriver(NDIS_HANDLE handle) {
  (void)handle;
  driver_generation = 0;
}
void custody_init_wrapper(PNDIS_HANDLE wrapper, PVOID driver) {
  (void)driver;
  *wrapper = &miniport5;
}
VOID NdisTerminateWrapper(NDIS_HANDLE wrapper, PVOID specific) {
  (void)wrapper, (void)specific;
}
NDIS_STATUS NdisMRegisterMiniport(NDIS_HANDLE wrapper, PNDIS_MINIPORT_CHARACTERISTICS characteristics, UINT length) {
  (void)wrapper;
  registered(5, &miniport5, sizeof miniport5, characteristics, length);
  return NDIS_STATUS_SUCCESS;
}

NDIS_STATUS NdisFRegisterFilterDriver(PDRIVER_OBJECT object, NDIS_HANDLE context, PNDIS_FILTER_DRIVER_CHARACTERISTICS characteristics, PNDIS_HANDLE handle) {
  (void)object;
  registered(6, &filter6, sizeof filter6, characteristics, characteristics->Header.Size);
  driver_context = context;
  *handle = &filter6;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisFDeregisterFilterDriver(NDIS_HANDLE handle) {
  (void)handle;
  driver_generation = 0;
}

void driver_load(void) {
  static int loaded;
  if (loaded++ || custody_the_driver->load == NULL) return;
  custody_quiet++;
  if (custody_the_driver->load() != NDIS_STATUS_SUCCESS) say_error("the driver refuses to be loaded");
  custody_quiet--;
}

/* Where the scenario does not speak of it: before the first word that needs it. */
void bind_quietly(party *self) {
  KIRQL level = custody_self->level;
  if (self == NULL || !self->plays || self->bound != UNBOUND) return;
  custody_self->level = PASSIVE_LEVEL;
  self->bound = QUIETLY_BOUND;
  driver_load();
  custody_quiet++;
  if (!strcmp(custody_the_driver->role, "nic")) miniport_start(self);
  else if (!strcmp(custody_the_driver->role, "filter")) filter_start(self);
  else if (protocol_bind(self) != NDIS_STATUS_SUCCESS) say_error("the driver refuses to be bound");
  else protocol_go_on(self);
  custody_quiet--;
  custody_self->level = level;
}
