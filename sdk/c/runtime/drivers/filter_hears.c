/* What a filter hears from NDIS. */
#include "driver.h"

static void answer_status(crossing *at, NDIS_STATUS status) {
  REPLY(at, TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ its life */

static NDIS_STATUS attach(party *self) {
  static NDIS_STRING name;
  static NDIS_FILTER_ATTACH_PARAMETERS parameters;
  static const WCHAR text[] = {'N', 'I', 'C', 0};
  NdisInitUnicodeString(&name, text);
  parameters = (NDIS_FILTER_ATTACH_PARAMETERS){.Header = {NDIS_OBJECT_TYPE_FILTER_ATTACH_PARAMETERS, 1, sizeof parameters}, .FilterModuleGuidName = &name, .BaseMiniportInstanceName = &name, .BaseMiniportName = &name, .MediaConnectState = MediaConnectStateConnected, .MiniportMediaType = NdisMedium802_3, .MacAddressLength = 6};
  return filter6.AttachHandler(self, driver_context, &parameters);
}
static NDIS_STATUS restart(party *self) {
  static NDIS_FILTER_RESTART_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_FILTER_RESTART_PARAMETERS, 1, sizeof parameters}};
  return filter6.RestartHandler(self->context, &parameters);
}
void filter_start(party *self) {
  NDIS_STATUS status = attach(self);
  if (status == NDIS_STATUS_SUCCESS) status = restart(self);
  if (status != NDIS_STATUS_SUCCESS && status != NDIS_STATUS_PENDING) say_error("the driver refuses to be attached");
}

static void hear_attach(crossing *at) {
  driver_load();
  at->self->bound = BOUND;
  answer_status(at, attach(at->self));
}
static void hear_restart(crossing *at) {
  answer_status(at, restart(at->self));
}
static void hear_pause(crossing *at) {
  static NDIS_FILTER_PAUSE_PARAMETERS parameters = {.Header = {NDIS_OBJECT_TYPE_FILTER_PAUSE_PARAMETERS, 1, sizeof parameters}};
  answer_status(at, filter6.PauseHandler(at->self->context, &parameters));
}
static void hear_detach(crossing *at) {
  at->self->bound = ENDED;
  filter6.DetachHandler(at->self->context);
  at->self->context = NULL;
  REPLY(at, NOTHING);
}

/* ------------------------------------------------------------ what passes; a handler that is not there lets NDIS pass it */

static void hear_send(crossing *at) {
  if (filter6.SendNetBufferListsHandler != NULL) filter6.SendNetBufferListsHandler(at->self->context, heard_lists(at), 0, 0);
  else NdisFSendNetBufferLists(at->self, heard_lists(at), 0, 0);
  REPLY(at, NOTHING);
}
static void hear_complete(crossing *at) {
  if (filter6.SendNetBufferListsCompleteHandler != NULL) filter6.SendNetBufferListsCompleteHandler(at->self->context, heard_lists(at), 0);
  else NdisFSendNetBufferListsComplete(at->self, heard_lists(at), 0);
  REPLY(at, NOTHING);
}
static void hear_cancel(crossing *at) {
  PVOID id = (PVOID)(uintptr_t)json_int(asked(at, "id"), 0);
  if (filter6.CancelSendNetBufferListsHandler != NULL) filter6.CancelSendNetBufferListsHandler(at->self->context, id);
  else NdisFCancelSendNetBufferLists(at->self, id);
  REPLY(at, NOTHING);
}
static void hear_receive(crossing *at) {
  ULONG flags = hear_flags(asked(at, "flags"), receive_flags), count = (ULONG)json_int(asked(at, "count"), at->count);
  if (filter6.ReceiveNetBufferListsHandler != NULL) filter6.ReceiveNetBufferListsHandler(at->self->context, heard_lists(at), 0, count, flags);
  else NdisFIndicateReceiveNetBufferLists(at->self, heard_lists(at), 0, count, flags);
  REPLY(at, NOTHING);
}
static void hear_return(crossing *at) {
  if (filter6.ReturnNetBufferListsHandler != NULL) filter6.ReturnNetBufferListsHandler(at->self->context, heard_lists(at), 0);
  else NdisFReturnNetBufferLists(at->self, heard_lists(at), 0);
  REPLY(at, NOTHING);
}

const word filter_words[] = {
    {"FilterAttach", hear_attach, WORD_PASSIVE | WORD_UNBOUND, 0, NULL},
    {"FilterRestart", hear_restart, WORD_PASSIVE, 0, NULL},
    {"FilterPause", hear_pause, WORD_PASSIVE, 0, NULL},
    {"FilterDetach", hear_detach, WORD_PASSIVE, 0, NULL},
    {"FilterSendNetBufferLists", hear_send, WORD_PLAIN, 0, NULL},
    {"FilterSendNetBufferListsComplete", hear_complete, WORD_PLAIN, 0, NULL},
    {"FilterCancelSendNetBufferLists", hear_cancel, WORD_PLAIN, 0, NULL},
    {"FilterReceiveNetBufferLists", hear_receive, WORD_PLAIN, 0, NULL},
    {"FilterReturnNetBufferLists", hear_return, WORD_PLAIN, 0, NULL},
    {0},
};
