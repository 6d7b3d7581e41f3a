/* What has changed of a list or packet that crosses: said as writes, so that the kit knows it as it is. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

size_t from_arena(const void *pointer) {
  object *it = object_at(pointer);
  return it == NULL ? 0 : ((size_t)it->page << 12) + (size_t)((const unsigned char *)pointer - object_first_page(it));
}

static uint64_t mix(uint64_t hash, uint64_t n) {
  return (hash ^ n) * 1099511628211u + 7;
}

static uint64_t chain_hash(object *list) {
  uint64_t hash = 14695981039346656037u;
  for (PNET_BUFFER buffer = KIT((PNET_BUFFER_LIST)list->at)->FirstNetBuffer; buffer != NULL; buffer = KIT(buffer)->Next) {
    hash = mix(hash, from_arena(buffer));
    for (PMDL mdl = KIT(buffer)->MdlChain; mdl != NULL; mdl = KIT(mdl)->Next) hash = mix(mix(hash, from_arena(mdl)), KIT(mdl)->ByteCount);
  }
  return hash;
}

static void writes(object *it, const char *field) {
  act_begin("writes");
  say_text("what", it->id);
  say_text("field", field);
}
static void write_int(object *it, const char *field, int64_t value) {
  writes(it, field);
  say_int("value", value);
  act_end();
}
static void write_changed(object *it, const char *field, int64_t value, int64_t *told) {
  if (it->told.valid && *told == value) return;
  *told = value;
  write_int(it, field, value);
}
static void write_text(object *it, const char *field, const char *value) {
  writes(it, field);
  say_text("value", value);
  act_end();
}

static int data_changed(object_told *told, const unsigned char *bytes, size_t count) {
  if (told->valid && told->bytes == count && memcmp(told->data, bytes, count) == 0) return 0;
  if (told->room < count || told->data == NULL) {
    free(told->data);
    told->data = malloc(told->room = count + 64);
  }
  if (told->data == NULL) say_fatal("out of memory");
  memcpy(told->data, bytes, count);
  told->bytes = count;
  return 1;
}

static unsigned char scratch_bytes[1 << 18];

/* Where a list has several net buffers, each of them is a frame. */
static void tell_frames(object *it) {
  PNET_BUFFER buffer = it->kind == OBJECT_LIST ? KIT((PNET_BUFFER_LIST)it->at)->FirstNetBuffer : NULL;
  const unsigned char *at = scratch_bytes;
  if (buffer == NULL || KIT(buffer)->Next == NULL) return;
  writes(it, "frames");
  say_open("value", '[');
  for (; buffer != NULL; buffer = KIT(buffer)->Next) {
    say_hex(NULL, at, KIT(buffer)->DataLength);
    at += KIT(buffer)->DataLength;
  }
  say_close(']');
  act_end();
}

static void tell_data(object *it) {
  size_t bytes = parts_bytes(it, scratch_bytes, sizeof scratch_bytes);
  if (!data_changed(&it->told, scratch_bytes, bytes)) return;
  writes(it, "data");
  say_hex("value", scratch_bytes, bytes);
  act_end();
  if (bytes <= sizeof scratch_bytes) tell_frames(it);
}

/* A fingerprint has a name of the scenario's, where it wants one. */
static const json *wish(const char *argument, int index, const char *field) {
  const json *all = custody_self == NULL ? NULL : json_get(json_get(custody_self->doing, "args"), argument);
  return json_get(json_get(all == NULL || all->kind == JSON_LIST ? json_item(all, index) : index == 0 ? all : NULL, "want"), field);
}
static void write_print(object *it, const char *field, uint64_t hash, int index) {
  const json *named = it->told.valid ? NULL : wish("lists", index, field);
  char text[40];
  snprintf(text, sizeof text, "%s:%016llx", field, (unsigned long long)hash);
  if (named != NULL && named->kind == JSON_NUMBER) write_int(it, field, (int64_t)named->number);
  else write_text(it, field, json_text(named, text));
}

void tell_scratch(object *it, int again) {
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  int64_t note = (int64_t)from_arena(list->Scratch);
  char text[32];
  introduce(it, "nbl", NULL);
  if ((note == it->told.scratch && !again) || it->id[0] == 0) return;
  it->told.scratch = note;
  snprintf(text, sizeof text, "note:%llx", (unsigned long long)note);
  write_text(it, "scratch", text);
}

/* A net buffer that was made by itself is in this list now. */
static void tell_links(object *it) {
  for (PNET_BUFFER buffer = KIT((PNET_BUFFER_LIST)it->at)->FirstNetBuffer; buffer != NULL; buffer = KIT(buffer)->Next) {
    object *part = object_at(buffer);
    if (part == NULL || part == it || part->id[0] == 0 || part->of == it) continue;
    part->of = it;
    act_begin("linksBuffer");
    say_text("buffer", part->id);
    say_text("list", it->id);
    act_end();
  }
}

static void tell_status(object *it, NDIS_STATUS status) {
  if (it->told.valid && it->told.status == status) return;
  it->told.status = status;
  write_text(it, "status", status_name(status, it->kind == OBJECT_PACKET ? 5 : 6));
}

static void tell_source(object *it, const party *source) {
  char text[64];
  const char *id = source == NULL ? "" : source->id;
  if (it->told.valid && !strcmp(it->told.source, id)) return;
  snprintf(it->told.source, sizeof it->told.source, "%s", id);
  const char *role = acting()->role;
  snprintf(text, sizeof text, "%s:%s", !strcmp(role, "nic") ? "adapter" : !strcmp(role, "filter") ? "filter" : "binding", id);
  write_text(it, "source", id[0] == 0 ? "" : text);
}

/* 0 is what nobody asked for. */
static void tell_cancel_id(object *it, int64_t id, int index) {
  object_told *told = &it->told;
  int is_news = told->cancel != id || (!told->valid && (id != 0 || wish("lists", index, "id") != NULL));
  if (is_news) write_int(it, "id", told->cancel = id);
}

static void tell_next(object *it, PNET_BUFFER_LIST next, int with_next) {
  object *other = next == NULL ? NULL : object_at(next);
  if (it->told.valid && it->told.next == from_arena(next)) return;
  it->told.next = from_arena(next);
  if (other != NULL) introduce(other, "nbl", NULL);
  if (with_next) write_text(it, "next", other == NULL ? "" : other->id);
}

/* Of a clone, and how many of those a list has. */
static void tell_family(object *it, PNET_BUFFER_LIST list) {
  object *parent = list->ParentNetBufferList == NULL ? NULL : object_at(list->ParentNetBufferList);
  uint64_t now = from_arena(list->ParentNetBufferList);
  if (it->told.parent != now) it->told.parent = now, write_text(it, "parent", parent == NULL ? "" : parent->id);
  if (it->told.children != list->ChildRefCount) write_int(it, "children", it->told.children = list->ChildRefCount);
  if (parent != NULL && parent->id[0] != 0) tell_family(parent, KIT((PNET_BUFFER_LIST)parent->at));
}

static int64_t count_buffers(PNET_BUFFER_LIST list) {
  int64_t n = 0;
  for (PNET_BUFFER buffer = list->FirstNetBuffer; buffer != NULL; buffer = KIT(buffer)->Next) n++;
  return n;
}

static void tell_own(object *it, PNET_BUFFER_LIST list, int with_next, int index) {
  object_told *told = &it->told;
  tell_data(it);
  write_changed(it, "size", (int64_t)told->bytes, &told->size);
  tell_source(it, list->SourceHandle);
  tell_status(it, list->Status);
  tell_cancel_id(it, (int64_t)(uintptr_t)list->NetBufferListInfo[NetBufferListCancelId], index);
  if (told->client[0] != 0 || wish("lists", index, "client") != NULL) write_text(it, "client", told->client);
  write_changed(it, "buffers", count_buffers(list), &told->buffers);
  if (!told->valid) write_int(it, "offset", 0);
  tell_next(it, list->Next, with_next);
  write_changed(it, "vlan", (int64_t)((uintptr_t)list->NetBufferListInfo[Ieee8021QNetBufferListInfo] >> 4 & 0xfff), &told->vlan);
  write_changed(it, "frameType", RtlUshortByteSwap((USHORT)(uintptr_t)list->NetBufferListInfo[NetBufferListFrameType]), &told->frame_type);
}

/* What whoever has it for a while may change of it. */
static void tell_foreign(object *it, PNET_BUFFER_LIST list, int64_t start, int with_next) {
  object_told *told = &it->told;
  if (start != told->offset) write_int(it, "offset", start);
  if (list->Status != told->status) write_text(it, "status", status_name((NDIS_STATUS)(told->status = list->Status), 6));
  if (with_next && from_arena(list->Next) != told->next) told->next = from_arena(list->Next), write_text(it, "next", "");
}

static uint64_t info_hash(PNET_BUFFER_LIST list) {
  uint64_t hash = 14695981039346656037u;
  for (int i = 0; i < MaxNetBufferListInfo; i++)
    if (i != NetBufferListCancelId) hash = mix(hash, (uintptr_t)list->NetBufferListInfo[i]);
  return hash;
}

static void tell_print(object *it, const char *field, uint64_t hash, uint64_t *told, int index) {
  if (it->told.valid && *told == hash) return;
  if (it->told.valid || !it->foreign) write_print(it, field, hash, index);
  *told = hash;
}

/* A list that is handed on. The links of a list that is only lent are looked at as well. */
void tell_list(object *it, int with_next, int index) {
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  int64_t start = list->FirstNetBuffer == NULL ? 0 : KIT(list->FirstNetBuffer)->DataOffset;
  introduce(it, "nbl", NULL);
  if (it->id[0] == 0) return;
  tell_links(it);
  if (it->foreign) tell_foreign(it, list, start, with_next);
  else tell_own(it, list, with_next, index);
  it->told.offset = start;
  tell_family(it, list);
  tell_scratch(it, 0);
  tell_print(it, "info", info_hash(list), &it->told.info, index);
  tell_print(it, "chain", chain_hash(it), &it->told.chain, index);
  it->told.valid = 1;
}

/* What is shown of a frame: its bytes, and how many they are. */
void tell_lookahead(object *it, const void *at, size_t bytes) {
  introduce(it, "lookahead", NULL);
  writes(it, "data");
  say_hex("value", KIT((const unsigned char *)at), bytes);
  act_end();
  write_changed(it, "size", (int64_t)bytes, &it->told.size);
  it->told.valid = 1;
}

void tell_packet(object *it) {
  PNDIS_PACKET packet = KIT((PNDIS_PACKET)it->at);
  object_told *told = &it->told;
  introduce(it, "packet", NULL);
  if (it->id[0] == 0 || it->foreign) return;
  tell_data(it);
  write_changed(it, "size", (int64_t)told->bytes, &told->size);
  write_changed(it, "room", (int64_t)told->bytes, &told->offset);
  tell_status(it, NDIS_OOB_DATA_FROM_PACKET(packet)->Status);
  write_changed(it, "cancel", (int64_t)(uintptr_t)NDIS_PACKET_EXTENSION_FROM_PACKET(packet)->NdisPacketInfo[PacketCancelId], &told->cancel);
  told->valid = 1;
}
