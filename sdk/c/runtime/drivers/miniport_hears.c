/* What a NIC driver hears from NDIS and from the medium. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "driver.h"

static PVOID cancel_id(const crossing *at) {
  return (PVOID)(uintptr_t)json_int(asked(at, "id"), 0);
}
static void answer_status(crossing *at, NDIS_STATUS status) {
  REPLY(at, TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ NDIS 6 */

static void send_lists(crossing *at) {
  miniport6.SendNetBufferListsHandler(at->self->context, heard_lists(at), 0, 0);
  REPLY(at, NOTHING);
}
static void return_lists(crossing *at) {
  miniport6.ReturnNetBufferListsHandler(at->self->context, heard_lists(at), 0);
  REPLY(at, NOTHING);
}
static void cancel_send(crossing *at) {
  miniport6.CancelSendHandler(at->self->context, cancel_id(at));
  REPLY(at, NOTHING);
}
static void pause(crossing *at) {
  static NDIS_MINIPORT_PAUSE_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_DEFAULT, 1, sizeof parameters}};
  answer_status(at, miniport6.PauseHandler(at->self->context, &parameters));
}
static void restart(crossing *at) {
  answer_status(at, miniport_restart(at->self));
}
static void reset(crossing *at) {
  BOOLEAN addressing;
  answer_status(at, miniport6.ResetHandlerEx(at->self->context, &addressing));
}

/* ------------------------------------------------------------ NDIS 5 */

static void send_packets(crossing *at) {
  PNDIS_PACKET packets[MOST_THINGS];
  NDIS_STATUS statuses[MOST_THINGS];
  for (int i = 0; i < at->count; i++) packets[i] = (PNDIS_PACKET)at->things[i]->at;
  if (miniport5.SendPacketsHandler != NULL) miniport5.SendPacketsHandler(at->self->context, packets, (UINT)at->count);
  for (int i = 0; i < at->count; i++) {
    PNDIS_PACKET_OOB_DATA beside = NDIS_OOB_DATA_FROM_PACKET(KIT(packets[i]));
    if (miniport5.SendPacketsHandler == NULL) beside->Status = miniport5.SendHandler(at->self->context, packets[i], 0);
    statuses[i] = beside->Status;
  }
  REPLY(at, STATUSES(statuses, at->count));
}
static void cancel_packets(crossing *at) {
  miniport5.CancelSendPacketsHandler(at->self->context, cancel_id(at));
  REPLY(at, NOTHING);
}
static void return_packet(crossing *at) {
  miniport5.ReturnPacketHandler(at->self->context, heard_packet(at));
  REPLY(at, NOTHING);
}
static void transfer_data(crossing *at) {
  UINT moved = 0;
  unsigned long long context = 0;
  sscanf(json_text(asked(at, "context"), ""), "context:%llu", &context);
  NDIS_STATUS status = miniport5.TransferDataHandler(heard_packet(at), &moved, at->self->context, (NDIS_HANDLE)(uintptr_t)context, (UINT)json_int(asked(at, "offset"), 0), (UINT)json_int(asked(at, "count"), 0));
  REPLY(at, TEXT("status", status_name(status, 5)), INT("bytes", moved));
}

/* ------------------------------------------------------------ its life, and the medium */

static int is_of_the_other_generation(const crossing *at) {
  int wanted = custody_property_int(NULL, "generation", 5) == 5 ? 5 : 6;
  if (driver_generation != wanted) say_unsupported(at->line, "it is a driver of the other generation");
  return driver_generation != wanted;
}

static void halt(crossing *at) {
  at->self->bound = ENDED;
  if (driver_generation == 5) miniport5.HaltHandler(at->self->context);
  else miniport6.HaltHandlerEx(at->self->context, NdisHaltDeviceStopped);
  at->self->context = NULL;
  REPLY(at, NOTHING);
}
/* A scenario that only says MiniportInitialize means a NIC that runs. */
static void initialize(crossing *at) {
  driver_load();
  if (is_of_the_other_generation(at)) return;
  at->self->bound = BOUND;
  if (miniport_initialize(at->self) == NDIS_STATUS_SUCCESS && driver_generation == 6) miniport_restart(at->self);
  REPLY(at, NOTHING);
}
static void initialize_ex(crossing *at) {
  driver_load();
  if (is_of_the_other_generation(at)) return;
  at->self->bound = BOUND;
  answer_status(at, miniport_initialize(at->self));
}
static void arrive(crossing *at) {
  size_t count;
  if (custody_the_driver->arrive == NULL) return say_unsupported(at->line, "it is on no medium");
  if (is_of_the_other_generation(at)) return;
  unsigned char *frame = asked_bytes(at, "data", &count);
  if (at->self->bound != ENDED) custody_the_driver->arrive(frame, (UINT)count);
  free(frame);
  REPLY(at, NOTHING);
}

const word miniport_words[] = {
    {"MiniportSendNetBufferLists", send_lists, WORD_PLAIN, 6, NULL},
    {"MiniportReturnNetBufferLists", return_lists, WORD_PLAIN, 6, NULL},
    {"MiniportCancelSend", cancel_send, WORD_PLAIN, 6, &miniport6.CancelSendHandler},
    {"MiniportPause", pause, WORD_PASSIVE, 6, &miniport6.PauseHandler},
    {"MiniportRestart", restart, WORD_PASSIVE, 6, &miniport6.RestartHandler},
    {"MiniportResetEx", reset, WORD_PLAIN, 6, &miniport6.ResetHandlerEx},
    {"MiniportSendPackets", send_packets, WORD_PLAIN, 5, NULL},
    {"MiniportCancelSendPackets", cancel_packets, WORD_PLAIN, 5, &miniport5.CancelSendPacketsHandler},
    {"MiniportReturnPacket", return_packet, WORD_PLAIN, 5, &miniport5.ReturnPacketHandler},
    {"MiniportTransferData", transfer_data, WORD_PLAIN, 5, &miniport5.TransferDataHandler},
    {"MiniportHalt", halt, WORD_PASSIVE, 0, NULL},
    {"MiniportHaltEx", halt, WORD_PASSIVE, 0, NULL},
    {"MiniportInitialize", initialize, WORD_PASSIVE | WORD_UNBOUND, 0, NULL},
    {"MiniportInitializeEx", initialize_ex, WORD_PASSIVE | WORD_UNBOUND, 0, NULL},
    {"Arrive", arrive, WORD_PLAIN, 0, NULL},
    {0},
};
