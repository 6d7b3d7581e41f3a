/* Lists, packets and lookahead buffers in the likeness of what the kit's lines name: own things again, or new ones. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

static const json *hex_of(const json *fields) {
  return json_get(json_get(fields, "data"), "all");
}
static size_t hex_length(const json *hex) {
  return hex != NULL && hex->kind == JSON_TEXT ? hex->length / 2 : 0;
}

static object *list_like(party *self, const char *id, const json *fields) {
  const json *hex = hex_of(fields);
  size_t bytes = hex_length(hex), buffers = (size_t)json_int(json_get(fields, "buffers"), 1), offset = (size_t)json_int(json_get(fields, "offset"), 0);
  object *it = object_make(OBJECT_LIST, sizeof(NET_BUFFER_LIST), 0);
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  unsigned char *all = malloc(bytes + 1);
  if (all == NULL) say_fatal("out of memory");
  json_bytes(hex, all, bytes);
  it->foreign = 1;
  it->party = self;
  object_name(it, id);
  const json *frames = json_get(fields, "frames"), *frame = frames == NULL ? NULL : frames->first;
  if (frame != NULL) buffers = (size_t)json_count(frames);
  if (buffers == 0) buffers = 1;
  PNET_BUFFER *last = &list->FirstNetBuffer;
  for (size_t i = 0, from = 0; i < buffers; i++) {
    size_t count = i + 1 == buffers ? bytes - from : frame != NULL ? hex_length(json_get(frame, "all")) : bytes / buffers;
    if (count > bytes - from) count = bytes - from;
    if (frame != NULL) frame = frame->next;
    object *part = object_make(OBJECT_BUFFER, sizeof(NET_BUFFER), 0), *data = object_make(OBJECT_MEMORY, count > 0 ? count : 1, 0);
    PNET_BUFFER buffer = KIT((PNET_BUFFER)part->at);
    part->of = data->of = it;
    memcpy(KIT(data->at), all + from, count);
    from += count;
    buffer->MdlChain = buffer->CurrentMdl = mdl_over(it, data->at, (ULONG)count);
    buffer->DataOffset = buffer->CurrentMdlOffset = (ULONG)(offset < count ? offset : 0);
    buffer->DataLength = (ULONG)(count - buffer->DataOffset);
    *last = (PNET_BUFFER)part->at;
    last = &buffer->Next;
  }
  free(all);
  list->NetBufferListInfo[NetBufferListFrameType] = (PVOID)(uintptr_t)RtlUshortByteSwap((USHORT)json_int(json_get(fields, "frameType"), 0));
  list->NetBufferListInfo[Ieee8021QNetBufferListInfo] = (PVOID)(uintptr_t)(json_int(json_get(fields, "vlan"), 0) << 4);
  list->NetBufferListInfo[NetBufferListCancelId] = (PVOID)(uintptr_t)json_int(json_get(fields, "id"), 0);
  it->told.offset = KIT(list->FirstNetBuffer)->DataOffset;
  it->told.valid = 0;
  return it;
}

static void unread(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  (void)at, (void)bytes, (void)argument;
  if (whole->foreign && part->kind == OBJECT_MEMORY) object_unread(part);
}

static void forget(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  (void)at, (void)bytes, (void)argument;
  if (part != whole) object_retire(part);
}

/* ------------------------------------------------------------ packets */

object *packet_make(int reserved) {
  size_t head = offsetof(NDIS_PACKET, ProtocolReserved), room = ((size_t)reserved + PAGE_SIZE) & ~(size_t)(PAGE_SIZE - 1);
  object *it = object_make(OBJECT_PACKET, head + room + sizeof(NDIS_PACKET_OOB_DATA) + sizeof(NDIS_PACKET_EXTENSION), head);
  PNDIS_PACKET packet = KIT((PNDIS_PACKET)it->at);
  packet->Private.NdisPacketFlags = fPACKET_ALLOCATED_BY_NDIS;
  packet->Private.NdisPacketOobOffset = (USHORT)(head + room);
  return it;
}

static object *packet_like(party *self, const char *id, const json *fields) {
  const json *hex = hex_of(fields);
  size_t bytes = hex_length(hex), room = (size_t)json_int(json_get(fields, "room"), 0);
  object *it = packet_make(256), *data = object_make(OBJECT_MEMORY, bytes > room ? bytes : room, 0);
  PNDIS_PACKET packet = KIT((PNDIS_PACKET)it->at);
  it->foreign = 1;
  it->party = self;
  object_name(it, id);
  json_bytes(hex, KIT(data->at), bytes);
  data->of = it;
  packet->Private.Head = packet->Private.Tail = mdl_over(it, data->at, (ULONG)(bytes > room ? bytes : room));
  NDIS_OOB_DATA_FROM_PACKET(packet)->HeaderSize = 14;
  return it;
}

/* The kit has the moved bytes at their place in the frame, a driver at the beginning of its packet. */
static void land(object *it, const json *hex) {
  size_t end = (size_t)it->transfer_at + it->transfer_bytes;
  unsigned char *bytes = calloc(1, end + 1);
  if (bytes == NULL) say_fatal("out of memory");
  size_t have = json_bytes(hex, bytes, end), from = it->transfer_at;
  for (PMDL mdl = KIT((PNDIS_PACKET)it->at)->Private.Head; mdl != NULL && from < have; mdl = KIT(mdl)->Next) {
    size_t n = have - from < KIT(mdl)->ByteCount ? have - from : KIT(mdl)->ByteCount;
    memcpy(KIT(KIT(mdl)->MappedSystemVa), bytes + from, n);
    from += n;
  }
  free(bytes);
  it->transfer_bytes = 0;
}

/* ------------------------------------------------------------ lookahead buffers */

static object *lookahead_like(party *self, const char *id, const json *fields) {
  const json *hex = hex_of(fields);
  object *it = object_make(OBJECT_LOOKAHEAD, hex_length(hex), 0);
  it->foreign = 1;
  it->party = self;
  object_name(it, id);
  json_bytes(hex, KIT(it->at), hex_length(hex));
  return it;
}

/* ------------------------------------------------------------ all of them */

static const json *resource_of(const json *line, const char *id) {
  return json_get(json_get(line, "resources"), id);
}

/* It is not the same memory that comes again: whoever kept a pointer is found. What passes through a filter keeps its place: it comes back there. */
static void forgotten(object *it) {
  parts_of(it, forget, NULL);
  object_retire(it);
}

static object *like(party *self, const char *type, const char *id, const json *fields) {
  return !strcmp(type, "nbl") ? list_like(self, id, fields) : !strcmp(type, "packet") ? packet_like(self, id, fields) : lookahead_like(self, id, fields);
}

static object *likeness(party *self, const json *line, const char *type, const char *id) {
  object *it = object_of_id(id, self);
  int comes_back = !strcmp(self->role, "filter") && it != NULL && !it->freed;
  if (it != NULL && it->foreign && !comes_back && (it->kind != OBJECT_PACKET || it->access == CUSTODY_NONE)) {
    forgotten(it);
    it = NULL;
  }
  if (it == NULL) it = like(self, type, id, json_get(resource_of(line, id), "fields"));
  likeness_refresh(it, line);
  return it;
}

/* They are a chain, in this order; what of it the kit knows it is not told again. */
static void linked(object **lists, int count) {
  for (int i = 0; i < count; i++) {
    PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)lists[i]->at);
    list->Next = i + 1 < count ? (PNET_BUFFER_LIST)lists[i + 1]->at : NULL;
    lists[i]->told.next = from_arena(list->Next);
  }
  for (int i = 0; i < count; i++)
    if (lists[i]->foreign) tell_list(lists[i], 0, 0);
}

int likenesses(party *self, const json *line, const char *type, const char *argument, int known, object **things, int most) {
  const json *named = json_get(json_get(line, "args"), argument);
  int count = 0;
  for (const json *one = named != NULL && named->kind == JSON_LIST ? named->first : named; one != NULL && count < most; one = named->kind == JSON_LIST ? one->next : NULL) {
    object *it = known ? object_of_id(json_text(one, ""), self) : likeness(self, line, type, json_text(one, ""));
    if (it != NULL) things[count++] = it;
  }
  if (!strcmp(type, "nbl")) linked(things, count);
  return count;
}

void likeness_refresh(object *it, const json *line) {
  const char *status = json_text(json_get(json_get(resource_of(line, it->id), "fields"), "status"), NULL);
  if (status == NULL || it->kind == OBJECT_LOOKAHEAD) return;
  it->told.status = status_of(status);
  if (it->kind == OBJECT_PACKET) NDIS_OOB_DATA_FROM_PACKET(KIT((PNDIS_PACKET)it->at))->Status = (NDIS_STATUS)it->told.status;
  else KIT((PNET_BUFFER_LIST)it->at)->Status = (NDIS_STATUS)it->told.status;
}

void likeness_landed(object *it, const json *line) {
  if (!it->foreign && it->transfer_bytes > 0) land(it, hex_of(json_get(resource_of(line, it->id), "fields")));
}

void whole_unread(object *it) {
  parts_of(it, unread, NULL);
}
