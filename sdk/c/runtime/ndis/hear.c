/* Lists, packets and lookahead buffers in the likeness of what the kit's lines name. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

static custody_access access_of(const json *resource) {
  const char *access = json_text(json_get(resource, "access"), "none");
  return !strcmp(access, "write") ? CUSTODY_WRITE : !strcmp(access, "read") ? CUSTODY_READ : CUSTODY_NONE;
}

static const json *hex_of(const json *fields) {
  return json_get(json_get(fields, "data"), "all");
}
static size_t hex_length(const json *hex) {
  return hex != NULL && hex->kind == JSON_TEXT ? hex->length / 2 : 0;
}

static PMDL mdl_over(object *whole, void *at, ULONG bytes) {
  object *it = object_make(OBJECT_MDL, sizeof(MDL), 0);
  PMDL mdl = KIT((PMDL)it->at);
  it->of = whole;
  mdl->Size = sizeof(MDL);
  mdl->MdlFlags = MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL;
  mdl->MappedSystemVa = at;
  mdl->ByteOffset = (ULONG)((uintptr_t)at & (PAGE_SIZE - 1));
  mdl->StartVa = (PVOID)((uintptr_t)at - mdl->ByteOffset);
  mdl->ByteCount = bytes;
  return (PMDL)it->at;
}

/* Its status and whatever else changed while it was away. */
static void refresh(object *it, const json *fields) {
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  const char *status = json_text(json_get(fields, "status"), NULL);
  if (status != NULL) list->Status = it->told.status = status_of(status);
}

static PNET_BUFFER_LIST make_list(party *self, const char *id, const json *fields) {
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
  if (buffers == 0) buffers = 1;
  PNET_BUFFER *last = &list->FirstNetBuffer;
  for (size_t i = 0, from = 0; i < buffers; i++) {
    size_t count = i + 1 == buffers ? bytes - from : bytes / buffers;
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
  refresh(it, fields);
  it->told.valid = 0;
  return (PNET_BUFFER_LIST)it->at;
}

static void unread(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  (void)at, (void)bytes, (void)argument;
  if (whole->foreign && part->kind == OBJECT_MEMORY) object_unread(part);
}

static void forget(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  (void)at, (void)bytes, (void)argument;
  if (part != whole) object_retire(part);
}

PNET_BUFFER_LIST hear_list(party *self, const json *resources, const char *id, int lent) {
  const json *resource = json_get(resources, id), *fields = json_get(resource, "fields");
  object *it = object_of_id(id, self);
  if (it != NULL && it->foreign) {
    /* it is not the same memory that comes again: whoever kept a pointer is found */
    parts_of(it, forget, NULL);
    object_retire(it);
    it = NULL;
  }
  if (it == NULL) it = object_at(make_list(self, id, fields));
  else refresh(it, fields);
  it->lent = lent;
  it->holder[0] = 0;
  custody_access access = resource == NULL ? CUSTODY_WRITE : access_of(resource);
  /* what was received is not to be written, whoever has it */
  parts_access(it, access == CUSTODY_NONE ? CUSTODY_NONE : CUSTODY_WRITE, it->foreign && access != CUSTODY_NONE && !strcmp(self->role, "protocol") ? CUSTODY_READ : access);
  parts_of(it, unread, NULL);
  return (PNET_BUFFER_LIST)it->at;
}

PNET_BUFFER_LIST hear_lists(party *self, const json *line, const char *argument, int lent) {
  const json *ids = json_get(json_get(line, "args"), argument);
  PNET_BUFFER_LIST first = NULL, before = NULL;
  for (const json *one = ids == NULL ? NULL : ids->first; one != NULL; one = one->next) {
    PNET_BUFFER_LIST list = hear_list(self, json_get(line, "resources"), json_text(one, ""), lent);
    if (before == NULL) first = list;
    else KIT(before)->Next = list;
    KIT(list)->Next = NULL;
    before = list;
  }
  for (PNET_BUFFER_LIST list = first; list != NULL; list = KIT(list)->Next) {
    object *it = object_at(list);
    it->told.next = from_arena(KIT(list)->Next);
    if (it->foreign) tell_list(it, 0, 0);
  }
  return first;
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

/* Read only where it is lent or shared; what is reserved for the protocol stays its own. */
void packet_access(object *it, custody_access access) {
  parts_access(it, access, access);
  if (access == CUSTODY_READ) object_access(it, it->at + offsetof(NDIS_PACKET, ProtocolReserved), PAGE_SIZE, CUSTODY_WRITE);
}

static object *make_packet(party *self, const char *id, const json *fields) {
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

PNDIS_PACKET hear_packet(party *self, const json *resources, const char *id) {
  const json *resource = json_get(resources, id), *fields = json_get(resource, "fields");
  object *it = object_of_id(id, self);
  custody_access access = resource == NULL ? CUSTODY_WRITE : access_of(resource);
  if (it != NULL && it->foreign && it->access == CUSTODY_NONE && access != CUSTODY_NONE) {
    parts_of(it, forget, NULL);
    object_retire(it);
    it = NULL;
  }
  if (it == NULL) it = make_packet(self, id, fields);
  const char *status = json_text(json_get(fields, "status"), NULL);
  if (status != NULL) NDIS_OOB_DATA_FROM_PACKET(KIT((PNDIS_PACKET)it->at))->Status = it->told.status = status_of(status);
  if (!it->foreign && access == CUSTODY_WRITE && it->transfer_bytes > 0) land(it, hex_of(fields));
  it->holder[0] = 0;
  packet_access(it, access);
  parts_of(it, unread, NULL);
  return (PNDIS_PACKET)it->at;
}

object *hear_lookahead(party *self, const json *resources, const char *id, UINT *bytes) {
  const json *resource = json_get(resources, id), *hex = hex_of(json_get(resource, "fields"));
  object *it = object_of_id(id, self);
  if (it != NULL) object_retire(it), object_name(it, "");
  size_t count = hex_length(hex);
  it = object_make(OBJECT_LOOKAHEAD, count, 0);
  it->foreign = 1;
  it->party = self;
  object_name(it, id);
  json_bytes(hex, KIT(it->at), count);
  object_access_all(it, CUSTODY_READ);
  object_unread(it);
  *bytes = (UINT)count;
  return it;
}
