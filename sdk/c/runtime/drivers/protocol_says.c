/* What a protocol says to NDIS and to its clients. */
#include "driver.h"

VOID NdisSendNetBufferLists(NDIS_HANDLE binding, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG flags) {
  (void)port;
  SPEAK(binding, "NdisSendNetBufferLists", OWN("binding", binding), LISTS(lists), FLAGS(flags, send_flags));
}
VOID NdisReturnNetBufferLists(NDIS_HANDLE binding, PNET_BUFFER_LIST lists, ULONG flags) {
  SPEAK(binding, "NdisReturnNetBufferLists", OWN("binding", binding), LISTS(lists), FLAGS(flags, return_flags));
}
VOID NdisCancelSendNetBufferLists(NDIS_HANDLE binding, PVOID id) {
  SPEAK(binding, "NdisCancelSendNetBufferLists", OWN("binding", binding), INT("id", (uintptr_t)id));
}
UCHAR NdisGeneratePartialCancelId(VOID) {
  static UCHAR quietly = 1;
  if (custody_quiet) return quietly++;
  return (UCHAR)answered_int(ASK(acting(), "NdisGeneratePartialCancelId", NOTHING), "part");
}

static const char *event_name(NET_PNP_EVENT_CODE event) {
  return event == NetEventPause ? "NetEventPause" : "NetEventRestart";
}
VOID NdisCompleteNetPnPEvent(NDIS_HANDLE binding, PNET_PNP_EVENT_NOTIFICATION event, NDIS_STATUS status) {
  SPEAK(binding, "NdisCompleteNetPnPEvent", TEXT("event", event_name(event->NetPnPEvent.NetEvent)), TEXT("status", status_name(status, 6)));
}
VOID NdisCompletePnPEvent(NDIS_STATUS status, NDIS_HANDLE binding, PNET_PNP_EVENT event) {
  SPEAK(binding, "NdisCompleteNetPnPEvent", TEXT("event", event_name(event->NetEvent)), TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ NDIS 5 */

VOID NdisSend(PNDIS_STATUS status, NDIS_HANDLE binding, PNDIS_PACKET packet) {
  *status = answered_status(ASK(binding, "NdisSend", PACKET(packet)));
}
VOID NdisSendPackets(NDIS_HANDLE binding, PPNDIS_PACKET packets, UINT count) {
  SPEAK(binding, "NdisSendPackets", PACKETS(packets, count));
}
VOID NdisCancelSendPackets(NDIS_HANDLE binding, PVOID id) {
  SPEAK(binding, "NdisCancelSendPackets", OWN("binding", binding), INT("id", (uintptr_t)id));
}

/* The packet is told by its room: what of the frame it can take, counted from the frame's beginning. */
static VOID tell_room(object *it, UINT offset, UINT count) {
  UINT room = offset;
  for (PMDL mdl = KIT((PNDIS_PACKET)it->at)->Private.Head; mdl != NULL; mdl = KIT(mdl)->Next) room += KIT(mdl)->ByteCount;
  introduce(it, "packet", NULL);
  act_begin("writes");
  say_text("what", it->id);
  say_text("field", "room");
  say_int("value", room);
  act_end();
  it->transfer_at = offset, it->transfer_bytes = count;
  it->told.valid = 0;
}
VOID NdisTransferData(PNDIS_STATUS status, NDIS_HANDLE binding, NDIS_HANDLE context, UINT offset, UINT count, PNDIS_PACKET packet, PUINT moved) {
  if (object_at(packet) != NULL) tell_room(object_at(packet), offset, count);
  json_line *answer = ASK(binding, "NdisTransferData", TEXT("context", handle_text(context)), INT("offset", offset), INT("count", count), ROOM(packet));
  *moved = (UINT)json_int(json_get(json_get(answer->root, "results"), "bytes"), 0);
  *status = answered_status(answer);
}

VOID NdisQueryReceiveInformation(PNDIS_STATUS status, NDIS_HANDLE binding, NDIS_HANDLE context, PLONGLONG sent, PLONGLONG received, PUCHAR buffer, UINT room, PUINT needed) {
  (void)buffer, (void)room;
  *status = answered_status(ASK(binding, "NdisQueryReceiveInformation", TEXT("context", handle_text(context))));
  *sent = *received = (LONGLONG)custody_now * 10;
  *needed = 0;
}

VOID NdisReturnPackets(PNDIS_PACKET *packets, UINT count) {
  object *first = count == 0 ? NULL : object_at(packets[0]);
  party *self = first == NULL ? acting() : (party *)(uintptr_t)first->party;
  SPEAK(self, "NdisReturnPackets", PACKETS(packets, count));
}

PNDIS_PACKET NdisGetReceivedPacket(NDIS_HANDLE binding, NDIS_HANDLE context) {
  (void)binding, (void)context;
  return NULL;
}
