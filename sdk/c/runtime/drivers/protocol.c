/* The protocol's side: registration, binding, the words that it hears and says. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../include/custody.h"
#include "../ndis/parts.h"

#define FROM_HERE __builtin_return_address(0)
static NDIS_PROTOCOL_DRIVER_CHARACTERISTICS six;
static NDIS_PROTOCOL_CHARACTERISTICS five;
static NDIS_HANDLE driver_context;
static int version; /* 0: nothing is registered */

const char *const send_flags[] = {"DISPATCH_LEVEL", "CHECK_FOR_LOOPBACK", "SINGLE_QUEUE", NULL};
const ULONG send_values[] = {1, 2, 4};
const char *const complete_flags[] = {"DISPATCH_LEVEL", "SINGLE_QUEUE", NULL};
const ULONG complete_values[] = {1, 2};
const char *const receive_flags[] = {"DISPATCH_LEVEL", "RESOURCES", "SINGLE_ETHER_TYPE", "SINGLE_VLAN", "PERFECT_FILTERED", "SINGLE_QUEUE", NULL};
const ULONG receive_values[] = {1, 2, 0x100, 0x200, 0x400, 0x800};
const char *const return_flags[] = {"DISPATCH_LEVEL", "SINGLE_QUEUE", NULL};
const ULONG return_values[] = {1, 2};

const char *ndis_of(const party *self) {
  party *below = neighbour(self, "ndis", 0);
  return below == NULL ? "ndis" : below->id;
}

static char *texts[1024];
PVOID handle_of(const char *text) {
  for (int i = 0; i < 1024; i++) {
    if (texts[i] == NULL) texts[i] = strdup(text);
    if (!strcmp(texts[i], text)) return texts[i];
  }
  return NULL;
}
const char *handle_text(NDIS_HANDLE handle) {
  for (int i = 0; i < 1024 && texts[i] != NULL; i++)
    if (texts[i] == handle) return texts[i];
  return "unknown";
}

static void say_binding(const party *self) {
  char text[64];
  snprintf(text, sizeof text, "binding:%s", self->id);
  say_text("binding", text);
}

/* ------------------------------------------------------------ registration and binding */

NDIS_STATUS NdisRegisterProtocolDriver(NDIS_HANDLE context, PNDIS_PROTOCOL_DRIVER_CHARACTERISTICS characteristics, PNDIS_HANDLE handle) {
  memset(&six, 0, sizeof six);
  memcpy(&six, characteristics, characteristics->Header.Size < sizeof six ? characteristics->Header.Size : sizeof six);
  driver_context = context;
  version = 6;
  *handle = &six;
  return NDIS_STATUS_SUCCESS;
}
VOID NdisDeregisterProtocolDriver(NDIS_HANDLE handle) {
  (void)handle;
  version = 0;
}
VOID NdisRegisterProtocol(PNDIS_STATUS status, PNDIS_HANDLE handle, PNDIS_PROTOCOL_CHARACTERISTICS characteristics, UINT length) {
  memset(&five, 0, sizeof five);
  memcpy(&five, characteristics, length < sizeof five ? length : sizeof five);
  version = 5;
  *handle = &five;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisDeregisterProtocol(PNDIS_STATUS status, NDIS_HANDLE handle) {
  (void)handle;
  version = 0;
  *status = NDIS_STATUS_SUCCESS;
}

static const WCHAR adapter_name[] = {'\\', 'D', 'e', 'v', 'i', 'c', 'e', '\\', 'N', 'I', 'C', 0};

static NDIS_STATUS bind(party *self) {
  NDIS_STRING name;
  NDIS_STATUS status = NDIS_STATUS_FAILURE;
  NdisInitUnicodeString(&name, adapter_name);
  if (version == 6) {
    static NDIS_BIND_PARAMETERS parameters;
    parameters = (NDIS_BIND_PARAMETERS){.Header = {NDIS_OBJECT_TYPE_BIND_PARAMETERS, 1, sizeof parameters}, .ProtocolSection = &name, .AdapterName = &name, .MtuSize = 1500, .MaxXmitLinkSpeed = 1000000000, .XmitLinkSpeed = 1000000000, .MaxRcvLinkSpeed = 1000000000, .RcvLinkSpeed = 1000000000, .MediaConnectState = MediaConnectStateConnected, .LookaheadSize = 1500, .MacAddressLength = 6, .CurrentMacAddress = {2, 0, 0, 0, 0, 1}, .AccessType = NET_IF_ACCESS_BROADCAST, .IfType = 6};
    status = six.BindAdapterHandlerEx(driver_context, self, &parameters);
  } else if (version == 5) five.BindAdapterHandler(&status, self, &name, NULL, NULL);
  return status;
}

/* A binding of NDIS 6 begins at rest: it is told to go on before anything else happens. */
static void go_on(party *self) {
  static NDIS_PROTOCOL_RESTART_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_PROTOCOL_RESTART_PARAMETERS, 1, sizeof parameters}};
  static NET_PNP_EVENT_NOTIFICATION event = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof event}};
  if (version != 6 || six.NetPnPEventHandler == NULL) return;
  event.NetPnPEvent.NetEvent = NetEventRestart;
  event.NetPnPEvent.Buffer = &parameters;
  event.NetPnPEvent.BufferLength = sizeof parameters;
  custody_quiet++;
  six.NetPnPEventHandler(self->context, &event);
  custody_quiet--;
}

static void load(void) {
  static int loaded;
  if (loaded++ || custody_the_driver->load == NULL) return;
  custody_quiet++;
  if (custody_the_driver->load() != NDIS_STATUS_SUCCESS) say_error("the driver refuses to be loaded");
  custody_quiet--;
}

void miniport_start(party *self);
void bind_quietly(party *self) {
  KIRQL level = custody_self->level;
  if (self == NULL || !self->plays || self->bound != UNBOUND) return;
  custody_self->level = PASSIVE_LEVEL;
  self->bound = QUIETLY_BOUND;
  load();
  custody_quiet++;
  if (!strcmp(custody_the_driver->role, "nic")) miniport_start(self);
  else if (bind(self) != NDIS_STATUS_SUCCESS) say_error("the driver refuses to be bound");
  else go_on(self);
  custody_quiet--;
  custody_self->level = level;
}

/* A closed binding is opened again, as NDIS has it done: by binding the driver once more. 0: there is nothing to open. */
int open_again(party *self) {
  if (version != 6 || self->bound != CLOSED) return 0;
  custody_self->level = PASSIVE_LEVEL;
  custody_quiet++;
  NDIS_STATUS status = bind(self);
  custody_quiet--;
  if (status != NDIS_STATUS_SUCCESS) return 1;
  self->bound = QUIETLY_BOUND;
  go_on(self);
  return 1;
}

NDIS_STATUS NdisOpenAdapterEx(NDIS_HANDLE protocol, NDIS_HANDLE context, PNDIS_OPEN_PARAMETERS parameters, NDIS_HANDLE bind_context, PNDIS_HANDLE binding) {
  party *self = bind_context != NULL ? bind_context : acting();
  (void)protocol;
  if (parameters->SelectedMediumIndex != NULL) *parameters->SelectedMediumIndex = 0;
  if (self->bound == CLOSED) {
    call_begin(self, "NdisOpenAdapterEx", ndis_of(self));
    json_line *line = call_end();
    NDIS_STATUS status = status_of(json_text(json_get(json_get(line->root, "results"), "status"), "SUCCESS"));
    json_free(line);
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
  if (custody_quiet || self->bound == UNBOUND) return NDIS_STATUS_SUCCESS;
  self->bound = CLOSED;
  call_begin(self, "NdisCloseAdapterEx", ndis_of(self));
  say_binding(self);
  json_line *line = call_end();
  NDIS_STATUS status = status_of(json_text(json_get(json_get(line->root, "results"), "status"), "SUCCESS"));
  json_free(line);
  return status;
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

/* What every adapter knows of itself; anything else is not supported. */
static NDIS_STATUS answer_oid(NDIS_OID oid, PVOID buffer, UINT length, PUINT written, PUINT needed) {
  ULONG number = 0;
  const void *from = &number;
  UINT bytes = sizeof number;
  static const UCHAR address[6] = {2, 0, 0, 0, 0, 1};
  switch (oid) {
  case OID_802_3_CURRENT_ADDRESS:
  case OID_802_3_PERMANENT_ADDRESS: from = address, bytes = 6; break;
  case OID_GEN_MAXIMUM_FRAME_SIZE: number = 1500; break;
  case OID_GEN_MAXIMUM_TOTAL_SIZE: number = 1514; break;
  case OID_GEN_LINK_SPEED: number = 10000000; break;
  case OID_GEN_MAC_OPTIONS:
  case OID_GEN_MEDIA_CONNECT_STATUS:
  case OID_GEN_CURRENT_PACKET_FILTER: break;
  default: return NDIS_STATUS_NOT_SUPPORTED;
  }
  *needed = bytes;
  if (length < bytes) return NDIS_STATUS_BUFFER_TOO_SHORT;
  memcpy(buffer, from, bytes);
  *written = bytes;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisOidRequest(NDIS_HANDLE binding, PNDIS_OID_REQUEST request) {
  (void)binding;
  if (request->RequestType == NdisRequestSetInformation) {
    request->DATA.SET_INFORMATION.BytesRead = request->DATA.SET_INFORMATION.InformationBufferLength;
    return NDIS_STATUS_SUCCESS;
  }
  return answer_oid(request->DATA.QUERY_INFORMATION.Oid, request->DATA.QUERY_INFORMATION.InformationBuffer, request->DATA.QUERY_INFORMATION.InformationBufferLength, &request->DATA.QUERY_INFORMATION.BytesWritten, &request->DATA.QUERY_INFORMATION.BytesNeeded);
}
VOID NdisRequest(PNDIS_STATUS status, NDIS_HANDLE binding, PNDIS_REQUEST request) {
  (void)binding;
  if (request->RequestType == NdisRequestSetInformation) {
    request->DATA.SET_INFORMATION.BytesRead = request->DATA.SET_INFORMATION.InformationBufferLength;
    *status = NDIS_STATUS_SUCCESS;
  } else *status = answer_oid(request->DATA.QUERY_INFORMATION.Oid, request->DATA.QUERY_INFORMATION.InformationBuffer, request->DATA.QUERY_INFORMATION.InformationBufferLength, &request->DATA.QUERY_INFORMATION.BytesWritten, &request->DATA.QUERY_INFORMATION.BytesNeeded);
}
VOID NdisReset(PNDIS_STATUS status, NDIS_HANDLE binding) {
  (void)binding;
  *status = NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisQueryAdapterInstanceName(PNDIS_STRING name, NDIS_HANDLE binding) {
  (void)binding;
  name->Buffer = NdisAllocateMemoryWithTagPriority(NULL, sizeof adapter_name, 0, NormalPoolPriority);
  name->MaximumLength = sizeof adapter_name;
  name->Length = sizeof adapter_name - sizeof(WCHAR);
  memcpy(name->Buffer, adapter_name, sizeof adapter_name);
  return NDIS_STATUS_SUCCESS;
}
ULONG NdisGetVersion(VOID) {
  return 0x0006001e;
}

/* ------------------------------------------------------------ what it says */

static int all_lists(PNET_BUFFER_LIST lists, const char *word) {
  for (PNET_BUFFER_LIST list = lists; list != NULL; list = KIT(list)->Next)
    if (object_at(list) == NULL) {
      blame_caller("%s of what is no list", word);
      return 0;
    }
  return 1;
}

void give_lists(party *self, const char *word, PNET_BUFFER_LIST lists, const char *to, void *from) {
  access_begin();
  for (PNET_BUFFER_LIST list = lists, next; list != NULL; list = next) {
    object *it = object_at(list);
    next = KIT(list)->Next;
    parts_give(it, to, word, from);
  }
  access_commit();
  (void)self;
}

VOID NdisSendNetBufferLists(NDIS_HANDLE binding, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG flags) {
  party *self = binding;
  (void)port;
  if (!all_lists(lists, "NdisSendNetBufferLists")) return;
  int n = 0;
  for (PNET_BUFFER_LIST list = lists; list != NULL; list = KIT(list)->Next) tell_list(object_at(list), 0, n++);
  call_begin(self, "NdisSendNetBufferLists", ndis_of(self));
  say_binding(self);
  say_lists("lists", lists);
  say_flags(flags, send_flags, send_values);
  give_lists(self, "NdisSendNetBufferLists", lists, ndis_of(self), FROM_HERE);
  json_free(call_end());
  fibre_yield();
}

VOID NdisReturnNetBufferLists(NDIS_HANDLE binding, PNET_BUFFER_LIST lists, ULONG flags) {
  party *self = binding;
  if (!all_lists(lists, "NdisReturnNetBufferLists")) return;
  int n = 0;
  for (PNET_BUFFER_LIST list = lists; list != NULL; list = KIT(list)->Next) tell_list(object_at(list), 0, n++);
  call_begin(self, "NdisReturnNetBufferLists", ndis_of(self));
  say_binding(self);
  say_lists("lists", lists);
  say_flags(flags, return_flags, return_values);
  give_lists(self, "NdisReturnNetBufferLists", lists, ndis_of(self), FROM_HERE);
  json_free(call_end());
  fibre_yield();
}

VOID NdisCancelSendNetBufferLists(NDIS_HANDLE binding, PVOID id) {
  party *self = binding;
  call_begin(self, "NdisCancelSendNetBufferLists", ndis_of(self));
  say_binding(self);
  say_int("id", (int64_t)(uintptr_t)id);
  json_free(call_end());
}

UCHAR NdisGeneratePartialCancelId(VOID) {
  party *self = acting();
  static UCHAR quietly = 1;
  if (custody_quiet) return quietly++;
  call_begin(self, "NdisGeneratePartialCancelId", ndis_of(self));
  json_line *line = call_end();
  UCHAR part = (UCHAR)json_int(json_get(json_get(line->root, "results"), "part"), 0);
  json_free(line);
  return part;
}

static void complete_event(party *self, const char *event, NDIS_STATUS status) {
  call_begin(self, "NdisCompleteNetPnPEvent", ndis_of(self));
  say_text("event", event);
  say_text("status", status_name(status, 6));
  json_free(call_end());
}
VOID NdisCompleteNetPnPEvent(NDIS_HANDLE binding, PNET_PNP_EVENT_NOTIFICATION event, NDIS_STATUS status) {
  complete_event(binding, event->NetPnPEvent.NetEvent == NetEventPause ? "NetEventPause" : "NetEventRestart", status);
}
VOID NdisCompletePnPEvent(NDIS_STATUS status, NDIS_HANDLE binding, PNET_PNP_EVENT event) {
  complete_event(binding, event->NetEvent == NetEventPause ? "NetEventPause" : "NetEventRestart", status);
}

/* ------------------------------------------------------------ what it hears */

static json *argument(json *line, const char *name) {
  return json_get(json_get(line, "args"), name);
}
static void answer_void(json *line) {
  return_begin(line);
  return_end();
}
static void answer_status(json *line, const char *status) {
  return_begin(line);
  say_text("status", status);
  return_end();
}

static void bind_aloud(party *self, json *line) {
  if (self->bound != UNBOUND) return answer_void(line);
  custody_self->level = PASSIVE_LEVEL;
  load();
  if (version == 5) return say_unsupported(line, "it is an NDIS 5 driver, and bindings begin and end with pools of lists");
  self->bound = BOUND;
  if (bind(self) != NDIS_STATUS_SUCCESS) say_error("the driver refuses to be bound");
  go_on(self);
  answer_void(line);
}

static void unbind(party *self, json *line) {
  bind_quietly(self);
  custody_self->level = PASSIVE_LEVEL;
  self->bound = UNBOUND; /* closing is part of it */
  NDIS_STATUS status = NDIS_STATUS_SUCCESS;
  if (version == 6) status = six.UnbindAdapterHandlerEx(self, self->context);
  else if (version == 5) five.UnbindAdapterHandler(&status, self->context, self);
  if (status == NDIS_STATUS_PENDING) say_error("unbinding later is not supported yet: answer when it is done");
  answer_void(line);
}

static void receive_packet(party *self, json *line) {
  bind_quietly(self);
  if (five.ReceivePacketHandler == NULL) return say_unsupported(line, "it has no ProtocolReceivePacket");
  PNDIS_PACKET packet = hear_packet(self, json_get(line, "resources"), json_text(argument(line, "packet"), ""));
  object *it = object_at(packet);
  it->shown++;
  it->shares = 0;
  INT count = five.ReceivePacketHandler(self->context, packet);
  it->shown--;
  snprintf(it->since, sizeof it->since, "ProtocolReceivePacket returned %d", count);
  packet_shares(it, count);
  return_begin(line);
  say_int("count", count);
  return_end();
}

static void receive(party *self, json *line) {
  UINT bytes = 0;
  unsigned char header[256];
  bind_quietly(self);
  if (five.ReceiveHandler == NULL) return say_unsupported(line, "it has no ProtocolReceive");
  object *look = hear_lookahead(self, json_get(line, "resources"), json_text(argument(line, "lookahead"), ""), &bytes);
  size_t head = json_bytes(json_get(argument(line, "header"), "all"), header, sizeof header);
  object *top = object_make(OBJECT_LOOKAHEAD, head > 0 ? head : 1, 0);
  memcpy(KIT(top->at), header, head);
  top->of = look;
  object_access_all(top, CUSTODY_READ);
  NDIS_STATUS status = five.ReceiveHandler(self->context, handle_of(json_text(argument(line, "context"), "")), top->at, (UINT)head, look->at, bytes, (UINT)json_int(argument(line, "size"), 0));
  snprintf(look->holder, sizeof look->holder, "%s", ndis_of(self));
  snprintf(look->since, sizeof look->since, "ProtocolReceive returned");
  object_retire(top);
  object_access_all(look, CUSTODY_NONE);
  answer_status(line, status_name(status, 5));
}

static void transfer_complete(party *self, json *line) {
  bind_quietly(self);
  PNDIS_PACKET packet = hear_packet(self, json_get(line, "resources"), json_text(argument(line, "packet"), ""));
  if (five.TransferDataCompleteHandler == NULL) return say_unsupported(line, "it has no ProtocolTransferDataComplete");
  five.TransferDataCompleteHandler(self->context, packet, status_of(json_text(argument(line, "status"), "")), (UINT)json_int(argument(line, "bytes"), 0));
  answer_void(line);
}

static void receive_complete(party *self, json *line) {
  bind_quietly(self);
  if (five.ReceiveCompleteHandler != NULL) five.ReceiveCompleteHandler(self->context);
  answer_void(line);
}

static void send_complete(party *self, json *line) {
  bind_quietly(self);
  PNDIS_PACKET packet = hear_packet(self, json_get(line, "resources"), json_text(argument(line, "packet"), ""));
  if (five.SendCompleteHandler == NULL) return say_unsupported(line, "it has no ProtocolSendComplete");
  five.SendCompleteHandler(self->context, packet, status_of(json_text(argument(line, "status"), "")));
  answer_void(line);
}

static void lists_complete(party *self, json *line) {
  bind_quietly(self);
  if (version != 6) return say_unsupported(line, "it is an NDIS 5 driver");
  PNET_BUFFER_LIST lists = hear_lists(self, line, "lists", 0);
  six.SendNetBufferListsCompleteHandler(self->context, lists, hear_flags(argument(line, "flags"), complete_flags, complete_values));
  answer_void(line);
}

static void receive_lists(party *self, json *line) {
  bind_quietly(self);
  if (version != 6) return say_unsupported(line, "it is an NDIS 5 driver");
  ULONG flags = hear_flags(argument(line, "flags"), receive_flags, receive_values);
  int lent = NDIS_TEST_RECEIVE_CANNOT_PEND(flags), count = json_count(argument(line, "lists")), n = 0;
  PNET_BUFFER_LIST lists = hear_lists(self, line, "lists", lent);
  PNET_BUFFER_LIST *all = calloc((size_t)count + 1, sizeof *all);
  for (PNET_BUFFER_LIST list = lists; list != NULL && n < count; list = KIT(list)->Next) all[n++] = list;
  six.ReceiveNetBufferListsHandler(self->context, lists, 0, (ULONG)json_int(argument(line, "count"), count), flags);
  if (lent)
    for (int i = 0; i < n; i++) {
      object *it = object_at(all[i]);
      tell_list(it, 1, 0);
      parts_give(it, ndis_of(self), "ProtocolReceiveNetBufferLists with RESOURCES returned", NULL);
    }
  free(all);
  answer_void(line);
}

static NET_PNP_EVENT_NOTIFICATION pnp_event;
static void net_event(party *self, json *line) {
  bind_quietly(self);
  custody_self->level = PASSIVE_LEVEL;
  memset(&pnp_event, 0, sizeof pnp_event);
  static NDIS_PROTOCOL_RESTART_PARAMETERS parameters;
  pnp_event.Header.Size = sizeof pnp_event;
  pnp_event.NetPnPEvent.Buffer = &parameters;
  pnp_event.NetPnPEvent.BufferLength = sizeof parameters;
  pnp_event.NetPnPEvent.NetEvent = !strcmp(json_text(argument(line, "event"), ""), "NetEventPause") ? NetEventPause : NetEventRestart;
  NDIS_STATUS status = NDIS_STATUS_SUCCESS;
  if (version == 6 && six.NetPnPEventHandler != NULL) status = six.NetPnPEventHandler(self->context, &pnp_event);
  else if (version == 5 && five.PnPEventHandler != NULL) status = five.PnPEventHandler(self->context, &pnp_event.NetPnPEvent);
  else return say_unsupported(line, "it has no handler of network events");
  answer_status(line, status_name(status, 6));
}

static void close_complete(party *self, json *line) {
  custody_self->level = PASSIVE_LEVEL;
  if (version == 6) six.CloseAdapterCompleteHandlerEx(self->context);
  else if (version == 5) five.CloseAdapterCompleteHandler(self->context, NDIS_STATUS_SUCCESS);
  answer_void(line);
}

static void client_returns(party *self, json *line) {
  bind_quietly(self);
  const char *from = json_text(json_get(line, "from"), ""), *id = json_text(argument(line, "packet"), "");
  object *it = object_of_id(id, self);
  if (custody_the_driver->client_return == NULL) return say_unsupported(line, "it has no clients");
  if (it != NULL) {
    packet_shares(it, 1);
    custody_the_driver->client_return(from, (PNDIS_PACKET)it->at);
  }
  answer_void(line);
}

static void client_sends(party *self, json *line) {
  bind_quietly(self);
  if (custody_the_driver->client_send == NULL) return say_unsupported(line, "it has no clients");
  const json *hex = json_get(argument(line, "data"), "all");
  size_t bytes = hex == NULL ? 0 : hex->length / 2;
  unsigned char *data = malloc(bytes + 1);
  if (data == NULL) say_fatal("out of memory");
  json_bytes(hex, data, bytes);
  custody_the_driver->client_send(json_text(json_get(line, "from"), ""), json_text(argument(line, "request"), ""), data, (UINT)bytes);
  free(data);
  answer_void(line);
}

const word protocol_words[] = {
    {"ProtocolBindAdapter", bind_aloud},
    {"ProtocolUnbindAdapter", unbind},
    {"ProtocolReceivePacket", receive_packet},
    {"ProtocolReceive", receive},
    {"ProtocolTransferDataComplete", transfer_complete},
    {"ProtocolReceiveComplete", receive_complete},
    {"ProtocolSendComplete", send_complete},
    {"ProtocolSendNetBufferListsComplete", lists_complete},
    {"ProtocolReceiveNetBufferLists", receive_lists},
    {"ProtocolNetPnPEvent", net_event},
    {"ProtocolCloseAdapterCompleteEx", close_complete},
    {"TdiReturnChainedReceives", client_returns},
    {"ClientSend", client_sends},
    {NULL, NULL},
};
