/* The NIC's side: registration, state, the words that it hears and says. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../include/custody.h"
#include "../ndis/parts.h"

#define FROM_HERE __builtin_return_address(0)
static NDIS_MINIPORT_DRIVER_CHARACTERISTICS six;
static NDIS_MINIPORT_CHARACTERISTICS five;
static NDIS_HANDLE driver_context;
static int version;

void give_lists(party *self, const char *word, PNET_BUFFER_LIST lists, const char *to, void *from);

NDIS_STATUS NdisMRegisterMiniportDriver(PDRIVER_OBJECT object, PUNICODE_STRING path, NDIS_HANDLE context, PNDIS_MINIPORT_DRIVER_CHARACTERISTICS characteristics, PNDIS_HANDLE handle) {
  (void)object, (void)path;
  memset(&six, 0, sizeof six);
  memcpy(&six, characteristics, characteristics->Header.Size < sizeof six ? characteristics->Header.Size : sizeof six);
  driver_context = context;
  version = 6;
  *handle = &six;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisMDeregisterMiniportDriver(NDIS_HANDLE handle) {
  (void)handle;
  version = 0;
}
void custody_init_wrapper(PNDIS_HANDLE wrapper, PVOID driver) {
  (void)driver;
  *wrapper = &five;
}
VOID NdisTerminateWrapper(NDIS_HANDLE wrapper, PVOID specific) {
  (void)wrapper, (void)specific;
}
NDIS_STATUS NdisMRegisterMiniport(NDIS_HANDLE wrapper, PNDIS_MINIPORT_CHARACTERISTICS characteristics, UINT length) {
  (void)wrapper;
  memset(&five, 0, sizeof five);
  memcpy(&five, characteristics, length < sizeof five ? length : sizeof five);
  version = 5;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisMSetMiniportAttributes(NDIS_HANDLE adapter, PNDIS_MINIPORT_ADAPTER_ATTRIBUTES attributes) {
  if (attributes->RegistrationAttributes.Header.Type == NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES)
    ((party *)adapter)->context = attributes->RegistrationAttributes.MiniportAdapterContext;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisMSetAttributesEx(NDIS_HANDLE adapter, NDIS_HANDLE context, UINT seconds, ULONG flags, NDIS_INTERFACE_TYPE type) {
  (void)seconds, (void)flags, (void)type;
  ((party *)adapter)->context = context;
}

static NDIS_STATUS initialize(party *self) {
  if (version == 6) {
    static NDIS_MINIPORT_INIT_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_MINIPORT_INIT_PARAMETERS, 1, sizeof parameters}};
    return six.InitializeHandlerEx(self, driver_context, &parameters);
  }
  if (version == 5) {
    static NDIS_MEDIUM mediums[] = {NdisMedium802_3, NdisMedium802_5, NdisMediumWan};
    NDIS_STATUS error;
    UINT medium = 0;
    return five.InitializeHandler(&error, &medium, mediums, 3, self, NULL);
  }
  return NDIS_STATUS_FAILURE;
}
static NDIS_STATUS restart(party *self) {
  static NDIS_MINIPORT_RESTART_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof parameters}};
  return six.RestartHandler(self->context, &parameters);
}

/* It is there and runs, as far as the scenario is concerned. */
void miniport_start(party *self) {
  NDIS_STATUS status = initialize(self);
  if (status == NDIS_STATUS_SUCCESS && version == 6 && six.RestartHandler != NULL) status = restart(self);
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

/* ------------------------------------------------------------ what it says */

static void void_call(party *self, const char *word) {
  call_begin(self, word, ndis_of(self));
  json_free(call_end());
}

VOID NdisMSendNetBufferListsComplete(NDIS_HANDLE adapter, PNET_BUFFER_LIST lists, ULONG flags) {
  party *self = adapter;
  for (PNET_BUFFER_LIST list = lists; list != NULL; list = KIT(list)->Next) {
    if (object_at(list) == NULL) return blame_caller("NdisMSendNetBufferListsComplete of what is no list");
    tell_list(object_at(list), 0, 0);
  }
  call_begin(self, "NdisMSendNetBufferListsComplete", ndis_of(self));
  say_lists("lists", lists);
  say_flags(flags, complete_flags, complete_values);
  give_lists(self, "NdisMSendNetBufferListsComplete", lists, ndis_of(self), FROM_HERE);
  json_free(call_end());
  fibre_yield();
}

static void back_again(object *it) {
  it->holder[0] = 0;
  parts_access(it, CUSTODY_WRITE, CUSTODY_WRITE);
}

VOID NdisMIndicateReceiveNetBufferLists(NDIS_HANDLE adapter, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG count, ULONG flags) {
  party *self = adapter;
  int n = 0;
  PNET_BUFFER_LIST all[256];
  char text[64];
  (void)port;
  for (PNET_BUFFER_LIST list = lists; list != NULL && n < 256; list = KIT(list)->Next) {
    if (object_at(list) == NULL) return blame_caller("NdisMIndicateReceiveNetBufferLists of what is no list");
    all[n] = list;
    tell_list(object_at(list), 1, n++);
  }
  call_begin(self, "NdisMIndicateReceiveNetBufferLists", ndis_of(self));
  snprintf(text, sizeof text, "adapter:%s", self->id);
  say_text("adapter", text);
  say_lists("lists", lists);
  say_int("count", count);
  say_flags(flags, receive_flags, receive_values);
  give_lists(self, "NdisMIndicateReceiveNetBufferLists", lists, ndis_of(self), FROM_HERE);
  json_free(call_end());
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(flags))
    for (int i = 0; i < n; i++) back_again(object_at(all[i]));
  fibre_yield();
}

VOID NdisMPauseComplete(NDIS_HANDLE adapter) {
  void_call(adapter, "NdisMPauseComplete");
}
static void status_call(party *self, const char *word, NDIS_STATUS status) {
  call_begin(self, word, ndis_of(self));
  say_text("status", status_name(status, 6));
  json_free(call_end());
}
VOID NdisMRestartComplete(NDIS_HANDLE adapter, NDIS_STATUS status) {
  if (!custody_quiet) status_call(adapter, "NdisMRestartComplete", status);
}
VOID NdisMResetComplete(NDIS_HANDLE adapter, NDIS_STATUS status, BOOLEAN addressing) {
  (void)addressing;
  status_call(adapter, "NdisMResetComplete", status);
}

VOID NdisMIndicateReceivePacket(NDIS_HANDLE adapter, PPNDIS_PACKET packets, UINT count) {
  party *self = adapter;
  int serialized = (int)custody_property_int(NULL, "serialized", 0), lent = 0;
  for (UINT i = 0; i < count; i++) {
    if (object_at(packets[i]) == NULL) return blame_caller("NdisMIndicateReceivePacket of what is no packet");
    tell_packet(object_at(packets[i]));
  }
  call_begin(self, "NdisMIndicateReceivePacket", ndis_of(self));
  access_begin();
  for (UINT i = 0; i < count; i++) parts_give(object_at(packets[i]), ndis_of(self), "NdisMIndicateReceivePacket", FROM_HERE);
  access_commit();
  say_open("packets", '[');
  for (UINT i = 0; i < count; i++) say_item(object_at(packets[i])->id);
  say_close(']');
  json_line *line = call_end();
  const json *resources = json_get(line->root, "resources");
  for (UINT i = 0; i < count; i++) {
    object *it = object_at(packets[i]);
    const json *now = json_get(resources, it->id);
    NDIS_STATUS status = NDIS_OOB_DATA_FROM_PACKET(KIT(packets[i]))->Status;
    lent |= status == NDIS_STATUS_RESOURCES;
    if (lent || (serialized && now != NULL && !strcmp(json_text(json_get(now, "access"), ""), "write"))) hear_packet(self, resources, it->id);
  }
  json_free(line);
}

static void indicate(party *self, const char *word, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size) {
  object *it = object_at(look);
  if (it == NULL) return blame_caller("%s with a lookahead buffer that was not allocated", word);
  if (it->id[0] == 0) introduce(it, "lookahead", NULL);
  int64_t known = it->told.size;
  act_begin("writes");
  say_text("what", it->id);
  say_text("field", "data");
  say_hex("value", KIT((unsigned char *)look), bytes);
  act_end();
  if (known != bytes) {
    act_begin("writes");
    say_text("what", it->id);
    say_text("field", "size");
    say_int("value", it->told.size = bytes);
    act_end();
  }
  call_begin(self, word, ndis_of(self));
  if (context != NULL) {
    char text[64];
    snprintf(text, sizeof text, "context:%llu", (unsigned long long)(uintptr_t)context);
    say_text("context", handle_of(text));
  }
  if (head > 0) say_hex("header", KIT((unsigned char *)header), head);
  say_text("lookahead", it->id);
  say_int("size", size);
  json_free(call_end());
}
VOID NdisMEthIndicateReceive(NDIS_HANDLE adapter, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size) {
  indicate(adapter, "NdisMEthIndicateReceive", context, header, head, look, bytes, size);
}
VOID NdisMTrIndicateReceive(NDIS_HANDLE adapter, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size) {
  indicate(adapter, "NdisMTrIndicateReceive", context, header, head, look, bytes, size);
}
VOID NdisMWanIndicateReceive(PNDIS_STATUS status, NDIS_HANDLE adapter, NDIS_HANDLE context, PUCHAR packet, UINT size) {
  indicate(adapter, "NdisMWanIndicateReceive", context, NULL, 0, packet, size, size);
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisMEthIndicateReceiveComplete(NDIS_HANDLE adapter) {
  void_call(adapter, "NdisMEthIndicateReceiveComplete");
}
VOID NdisMTrIndicateReceiveComplete(NDIS_HANDLE adapter) {
  void_call(adapter, "NdisMTrIndicateReceiveComplete");
}

static void packet_call(party *self, const char *word, PNDIS_PACKET packet, NDIS_STATUS status, int64_t bytes, void *from) {
  object *it = object_at(packet);
  if (it == NULL) return blame_caller("%s of what is no packet", word);
  call_begin(self, word, ndis_of(self));
  parts_give(it, ndis_of(self), word, from);
  say_text("packet", it->id);
  say_text("status", status_name(status, 5));
  if (bytes >= 0) say_int("bytes", bytes);
  json_free(call_end());
}
VOID NdisMTransferDataComplete(NDIS_HANDLE adapter, PNDIS_PACKET packet, NDIS_STATUS status, UINT bytes) {
  packet_call(adapter, "NdisMTransferDataComplete", packet, status, bytes, FROM_HERE);
}
VOID NdisMSendComplete(NDIS_HANDLE adapter, PNDIS_PACKET packet, NDIS_STATUS status) {
  packet_call(adapter, "NdisMSendComplete", packet, status, -1, FROM_HERE);
}
VOID NdisMSendResourcesAvailable(NDIS_HANDLE adapter) {
  void_call(adapter, "NdisMSendResourcesAvailable");
}

/* ------------------------------------------------------------ what it hears */

static json *argument(json *line, const char *name) {
  return json_get(json_get(line, "args"), name);
}
static void answer_void(json *line) {
  return_begin(line);
  return_end();
}
static void answer_status(json *line, NDIS_STATUS status) {
  return_begin(line);
  say_text("status", status_name(status, 6));
  return_end();
}

static void send_lists(party *self, json *line) {
  bind_quietly(self);
  if (version != 6) return say_unsupported(line, "it is an NDIS 5 driver");
  six.SendNetBufferListsHandler(self->context, hear_lists(self, line, "lists", 0), 0, 0);
  answer_void(line);
}
static void return_lists(party *self, json *line) {
  bind_quietly(self);
  if (version != 6) return say_unsupported(line, "it is an NDIS 5 driver");
  six.ReturnNetBufferListsHandler(self->context, hear_lists(self, line, "lists", 0), 0);
  answer_void(line);
}
static void cancel_send(party *self, json *line) {
  bind_quietly(self);
  if (version != 6 || six.CancelSendHandler == NULL) return say_unsupported(line, "it has no MiniportCancelSend");
  six.CancelSendHandler(self->context, (PVOID)(uintptr_t)json_int(argument(line, "id"), 0));
  answer_void(line);
}
static void send_packets(party *self, json *line) {
  bind_quietly(self);
  int count = json_count(argument(line, "packets"));
  PNDIS_PACKET packets[64];
  if (version != 5) return say_unsupported(line, "it is an NDIS 6 driver");
  for (int i = 0; i < count && i < 64; i++) packets[i] = hear_packet(self, json_get(line, "resources"), json_text(json_item(argument(line, "packets"), i), ""));
  NDIS_STATUS statuses[64];
  if (five.SendPacketsHandler != NULL) five.SendPacketsHandler(self->context, packets, (UINT)count);
  for (int i = 0; i < count && i < 64; i++)
    statuses[i] = five.SendPacketsHandler == NULL ? five.SendHandler(self->context, packets[i], 0) : NDIS_OOB_DATA_FROM_PACKET(KIT(packets[i]))->Status;
  for (int i = 0; i < count && i < 64; i++)
    if (custody_property_int(NULL, "serialized", 0) && statuses[i] != NDIS_STATUS_PENDING) parts_give(object_at(packets[i]), ndis_of(self), "MiniportSendPackets returned", NULL);
  return_begin(line);
  say_open("statuses", '[');
  for (int i = 0; i < count && i < 64; i++) say_item(status_name(statuses[i], 5));
  say_close(']');
  return_end();
}
static void return_packet(party *self, json *line) {
  bind_quietly(self);
  if (version != 5 || five.ReturnPacketHandler == NULL) return say_unsupported(line, "it has no MiniportReturnPacket");
  five.ReturnPacketHandler(self->context, hear_packet(self, json_get(line, "resources"), json_text(argument(line, "packet"), "")));
  answer_void(line);
}
static void transfer_data(party *self, json *line) {
  bind_quietly(self);
  UINT moved = 0;
  unsigned long long context = 0;
  if (version != 5 || five.TransferDataHandler == NULL) return say_unsupported(line, "it has no MiniportTransferData");
  sscanf(json_text(argument(line, "context"), ""), "context:%llu", &context);
  PNDIS_PACKET packet = hear_packet(self, json_get(line, "resources"), json_text(argument(line, "packet"), ""));
  NDIS_STATUS status = five.TransferDataHandler(packet, &moved, self->context, (NDIS_HANDLE)(uintptr_t)context, (UINT)json_int(argument(line, "offset"), 0), (UINT)json_int(argument(line, "count"), 0));
  if (status != NDIS_STATUS_PENDING) parts_give(object_at(packet), ndis_of(self), "MiniportTransferData returned", NULL);
  return_begin(line);
  say_text("status", status_name(status, 5));
  say_int("bytes", moved);
  return_end();
}
static void halt5(party *self, json *line) {
  bind_quietly(self);
  custody_self->level = PASSIVE_LEVEL;
  if (version == 5) five.HaltHandler(self->context);
  else six.HaltHandlerEx(self->context, NdisHaltDeviceStopped);
  self->bound = UNBOUND;
  answer_void(line);
}
static void cancel_packets(party *self, json *line) {
  bind_quietly(self);
  if (version != 5 || five.CancelSendPacketsHandler == NULL) return say_unsupported(line, "it has no MiniportCancelSendPackets");
  five.CancelSendPacketsHandler(self->context, (PVOID)(uintptr_t)json_int(argument(line, "id"), 0));
  answer_void(line);
}
static void start_aloud(party *self, json *line, int answers) {
  custody_self->level = PASSIVE_LEVEL;
  if (custody_the_driver->load != NULL && version == 0) {
    custody_quiet++;
    custody_the_driver->load();
    custody_quiet--;
  }
  if ((version == 5) != (custody_property_int(NULL, "generation", 5) == 5)) return say_unsupported(line, "it is a driver of the other generation");
  self->bound = BOUND;
  NDIS_STATUS status = initialize(self);
  if (status == NDIS_STATUS_SUCCESS && !answers && version == 6) restart(self); /* a scenario that only says MiniportInitialize means a running one */
  if (answers) answer_status(line, status);
  else answer_void(line);
}
static void initialize_plain(party *self, json *line) {
  start_aloud(self, line, 0);
}
static void initialize_ex(party *self, json *line) {
  start_aloud(self, line, 1);
}
static void pause(party *self, json *line) {
  static NDIS_MINIPORT_PAUSE_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof parameters}};
  bind_quietly(self);
  custody_self->level = PASSIVE_LEVEL;
  if (version != 6 || six.PauseHandler == NULL) return say_unsupported(line, "it has no MiniportPause");
  answer_status(line, six.PauseHandler(self->context, &parameters));
}
static void restart_aloud(party *self, json *line) {
  bind_quietly(self);
  custody_self->level = PASSIVE_LEVEL;
  if (version != 6 || six.RestartHandler == NULL) return say_unsupported(line, "it has no MiniportRestart");
  answer_status(line, restart(self));
}
static void reset_ex(party *self, json *line) {
  BOOLEAN addressing;
  bind_quietly(self);
  if (version != 6 || six.ResetHandlerEx == NULL) return say_unsupported(line, "it has no MiniportResetEx");
  answer_status(line, six.ResetHandlerEx(self->context, &addressing));
}
static void arrive(party *self, json *line) {
  bind_quietly(self);
  if (custody_the_driver->arrive == NULL) return say_unsupported(line, "it is on no medium");
  if ((version == 5) != (custody_property_int(NULL, "generation", 5) == 5)) return say_unsupported(line, "it is a driver of the other generation");
  const json *hex = json_get(argument(line, "data"), "all");
  size_t bytes = hex == NULL ? 0 : hex->length / 2;
  unsigned char *data = malloc(bytes + 1);
  if (data == NULL) say_fatal("out of memory");
  json_bytes(hex, data, bytes);
  custody_the_driver->arrive(data, (UINT)bytes);
  free(data);
  answer_void(line);
}

const word miniport_words[] = {
    {"MiniportSendNetBufferLists", send_lists},
    {"MiniportReturnNetBufferLists", return_lists},
    {"MiniportCancelSend", cancel_send},
    {"MiniportSendPackets", send_packets},
    {"MiniportCancelSendPackets", cancel_packets},
    {"MiniportReturnPacket", return_packet},
    {"MiniportTransferData", transfer_data},
    {"MiniportHalt", halt5},
    {"MiniportHaltEx", halt5},
    {"MiniportInitialize", initialize_plain},
    {"MiniportInitializeEx", initialize_ex},
    {"MiniportPause", pause},
    {"MiniportRestart", restart_aloud},
    {"MiniportResetEx", reset_ex},
    {"Arrive", arrive},
    {NULL, NULL},
};
