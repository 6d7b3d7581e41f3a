/* What a protocol hears from NDIS and from its clients. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "driver.h"
#include "../kernel/scarcity.h"

PNET_BUFFER_LIST heard_lists(const crossing *at) {
  return at->count == 0 ? NULL : (PNET_BUFFER_LIST)at->things[0]->at;
}
PNDIS_PACKET heard_packet(const crossing *at) {
  return at->count == 0 ? NULL : (PNDIS_PACKET)at->things[0]->at;
}
unsigned char *asked_bytes(const crossing *at, const char *argument, size_t *count) {
  const json *hex = json_get(asked(at, argument), "all");
  *count = hex == NULL ? 0 : hex->length / 2;
  unsigned char *bytes = malloc(*count + 1);
  if (bytes == NULL) say_fatal("out of memory");
  json_bytes(hex, bytes, *count);
  return bytes;
}
static ULONG heard_flags(const crossing *at, const flag_name *table) {
  return hear_flags(asked(at, "flags"), table);
}
static NDIS_STATUS heard_status(const crossing *at) {
  return status_of(json_text(asked(at, "status"), ""));
}

/* ------------------------------------------------------------ binding, events */

static void bind_aloud(crossing *at) {
  if (at->self->bound != UNBOUND && at->self->bound != ENDED) return REPLY(at, NOTHING);
  driver_load();
  if (driver_generation == 5) return say_unsupported(at->line, "it is an NDIS 5 driver, and bindings begin and end with pools of lists");
  at->self->bound = BOUND;
  if (protocol_bind(at->self) != NDIS_STATUS_SUCCESS) {
    if (allocation_failed()) return say_unsupported(at->line, "it is not bound without memory, and no word of the scenario can say so");
    say_error("the driver refuses to be bound");
  }
  protocol_go_on(at->self);
  REPLY(at, NOTHING);
}

static void unbind(crossing *at) {
  NDIS_STATUS status = NDIS_STATUS_SUCCESS;
  const int is_closed = at->self->bound == CLOSED;
  at->self->bound = ENDED; /* closing is part of it */
  if (is_closed) return REPLY(at, NOTHING);
  if (driver_generation == 6) status = protocol6.UnbindAdapterHandlerEx(at->self, at->self->context);
  else if (driver_generation == 5) protocol5.UnbindAdapterHandler(&status, at->self->context, at->self);
  if (status == NDIS_STATUS_PENDING) say_error("unbinding later is not supported yet: answer when it is done");
  at->self->context = NULL;
  REPLY(at, NOTHING);
}

static void close_complete(crossing *at) {
  if (driver_generation == 6) protocol6.CloseAdapterCompleteHandlerEx(at->self->context);
  else if (driver_generation == 5) protocol5.CloseAdapterCompleteHandler(at->self->context, NDIS_STATUS_SUCCESS);
  REPLY(at, NOTHING);
}

static NET_PNP_EVENT_NOTIFICATION pnp_event;
static void net_event(crossing *at) {
  static NDIS_PROTOCOL_RESTART_PARAMETERS parameters;
  NDIS_STATUS status;
  memset(&pnp_event, 0, sizeof pnp_event);
  pnp_event.Header.Size = sizeof pnp_event;
  pnp_event.NetPnPEvent.Buffer = &parameters;
  pnp_event.NetPnPEvent.BufferLength = sizeof parameters;
  pnp_event.NetPnPEvent.NetEvent = !strcmp(json_text(asked(at, "event"), ""), "NetEventPause") ? NetEventPause : NetEventRestart;
  if (driver_generation == 6 && protocol6.NetPnPEventHandler != NULL) status = protocol6.NetPnPEventHandler(at->self->context, &pnp_event);
  else if (driver_generation == 5 && protocol5.PnPEventHandler != NULL) status = protocol5.PnPEventHandler(at->self->context, &pnp_event.NetPnPEvent);
  else return say_unsupported(at->line, "it has no handler of network events");
  REPLY(at, TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ NDIS 6 */

static void lists_complete(crossing *at) {
  protocol6.SendNetBufferListsCompleteHandler(at->self->context, heard_lists(at), heard_flags(at, complete_flags));
  REPLY(at, NOTHING);
}
static void receive_lists(crossing *at) {
  ULONG count = (ULONG)json_int(asked(at, "count"), at->count);
  protocol6.ReceiveNetBufferListsHandler(at->self->context, heard_lists(at), 0, count, heard_flags(at, receive_flags));
  REPLY(at, NOTHING);
}

/* ------------------------------------------------------------ NDIS 5 */

static void receive_packet(crossing *at) {
  INT count = protocol5.ReceivePacketHandler(at->self->context, heard_packet(at));
  REPLY(at, INT("count", count));
}

/* The header lies on pages of its own, and goes with the lookahead. */
static object *header_of(const crossing *at, size_t *count) {
  unsigned char *bytes = asked_bytes(at, "header", count);
  object *it = object_make(OBJECT_LOOKAHEAD, *count > 0 ? *count : 1, 0);
  memcpy(KIT(it->at), bytes, *count);
  free(bytes);
  it->of = at->things[0];
  object_access_all(it, CUSTODY_READ);
  return it;
}
static void receive(crossing *at) {
  size_t head;
  object *header = header_of(at, &head), *look = at->things[0];
  NDIS_STATUS status = protocol5.ReceiveHandler(at->self->context, handle_of(json_text(asked(at, "context"), "")), header->at, (UINT)head, look->at, (UINT)look->bytes, (UINT)json_int(asked(at, "size"), 0));
  object_retire(header);
  REPLY(at, TEXT("status", status_name(status, 5)));
}
static void receive_complete(crossing *at) {
  if (protocol5.ReceiveCompleteHandler != NULL) protocol5.ReceiveCompleteHandler(at->self->context);
  REPLY(at, NOTHING);
}
static void transfer_complete(crossing *at) {
  protocol5.TransferDataCompleteHandler(at->self->context, heard_packet(at), heard_status(at), (UINT)json_int(asked(at, "bytes"), 0));
  REPLY(at, NOTHING);
}
static void send_complete(crossing *at) {
  protocol5.SendCompleteHandler(at->self->context, heard_packet(at), heard_status(at));
  REPLY(at, NOTHING);
}

/* ------------------------------------------------------------ clients */

static void client_returns(crossing *at) {
  if (custody_the_driver->client_return == NULL) return say_unsupported(at->line, "it has no clients");
  if (at->count > 0 && at->self->context != NULL) custody_the_driver->client_return(at->other, heard_packet(at));
  REPLY(at, NOTHING);
}
static void client_sends(crossing *at) {
  size_t count;
  if (custody_the_driver->client_send == NULL) return say_unsupported(at->line, "it has no clients");
  unsigned char *data = asked_bytes(at, "data", &count);
  if (at->self->context != NULL) custody_the_driver->client_send(at->other, json_text(asked(at, "request"), ""), data, (UINT)count);
  free(data);
  REPLY(at, NOTHING);
}

const word protocol_words[] = {
    {"ProtocolBindAdapter", bind_aloud, WORD_PASSIVE | WORD_UNBOUND, 0, NULL},
    {"ProtocolUnbindAdapter", unbind, WORD_PASSIVE, 0, NULL},
    {"ProtocolCloseAdapterCompleteEx", close_complete, WORD_PASSIVE | WORD_UNBOUND, 0, NULL},
    {"ProtocolNetPnPEvent", net_event, WORD_PASSIVE, 0, NULL},
    {"ProtocolSendNetBufferListsComplete", lists_complete, WORD_PLAIN, 6, NULL},
    {"ProtocolReceiveNetBufferLists", receive_lists, WORD_PLAIN, 6, NULL},
    {"ProtocolReceivePacket", receive_packet, WORD_PLAIN, 0, &protocol5.ReceivePacketHandler},
    {"ProtocolReceive", receive, WORD_PLAIN, 0, &protocol5.ReceiveHandler},
    {"ProtocolReceiveComplete", receive_complete, WORD_PLAIN, 0, NULL},
    {"ProtocolTransferDataComplete", transfer_complete, WORD_PLAIN, 0, &protocol5.TransferDataCompleteHandler},
    {"ProtocolSendComplete", send_complete, WORD_PLAIN, 0, &protocol5.SendCompleteHandler},
    {"TdiReturnChainedReceives", client_returns, WORD_PLAIN, 0, NULL},
    {"ClientSend", client_sends, WORD_PLAIN, 0, NULL},
    {0},
};
