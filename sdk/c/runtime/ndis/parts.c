/* The parts of lists and packets, and what the kit is told of them. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

party *acting(void) {
  if (custody_self != NULL && custody_self->party != NULL) return custody_self->party;
  for (int i = 0; i < custody_cast_count; i++)
    if (custody_cast[i].plays) return &custody_cast[i];
  return &custody_cast[0];
}

/* ------------------------------------------------------------ walking */

static void chain_of(PMDL mdl, object *whole, part_visitor *visit, void *argument) {
  for (int n = 0; mdl != NULL && n < 256; n++) {
    PMDL k = KIT(mdl);
    object *part = object_at(mdl), *data = object_at(k->MappedSystemVa);
    if (part != NULL) visit(part, part->at, part->bytes, whole, argument);
    if (data != NULL && data->kind == OBJECT_MEMORY) visit(data, k->MappedSystemVa, k->ByteCount, whole, argument);
    mdl = k->Next;
  }
}

void parts_of(object *whole, part_visitor *visit, void *argument) {
  visit(whole, whole->at, whole->bytes, whole, argument);
  if (whole->kind == OBJECT_PACKET) {
    chain_of(KIT((PNDIS_PACKET)whole->at)->Private.Head, whole, visit, argument);
    return;
  }
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)whole->at);
  object *context = list->Context == NULL ? NULL : object_at(list->Context);
  if (context != NULL && context != whole) visit(context, context->at, context->bytes, whole, argument);
  int n = 0;
  for (PNET_BUFFER buffer = list->FirstNetBuffer; buffer != NULL && n++ < 256; buffer = KIT(buffer)->Next) {
    object *part = object_at(buffer);
    if (part != NULL && part != whole) visit(part, part->at, part->bytes, whole, argument);
    chain_of(KIT(buffer)->MdlChain, whole, visit, argument);
  }
}

typedef struct {
  custody_access control, data;
  const char *holder;
} rights;

static void set_access(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  const rights *r = argument;
  if (part != whole) part->of = whole;
  if (part->freed) return;
  object_access(part, at, bytes, part->kind == OBJECT_MEMORY ? r->data : r->control);
}

void parts_access(object *whole, custody_access control, custody_access data) {
  rights r = {control, data, NULL};
  access_begin();
  parts_of(whole, set_access, &r);
  access_commit();
}

void parts_give(object *whole, const char *holder, const char *word, void *from) {
  snprintf(whole->holder, sizeof whole->holder, "%s", holder);
  snprintf(whole->since, sizeof whole->since, "%s (call %lld of ours)", word, (long long)call_number());
  whole->given_by[0] = from;
  whole->given_depth = from != NULL;
  parts_access(whole, CUSTODY_NONE, CUSTODY_NONE);
}

size_t parts_bytes(object *whole, unsigned char *to, size_t room) {
  size_t have = 0;
  if (whole->kind == OBJECT_PACKET) {
    for (PMDL mdl = KIT((PNDIS_PACKET)whole->at)->Private.Head; mdl != NULL; mdl = KIT(mdl)->Next) {
      size_t n = KIT(mdl)->ByteCount;
      if (have + n <= room) memcpy(to + have, KIT(KIT(mdl)->MappedSystemVa), n);
      have += n;
    }
    return have;
  }
  for (PNET_BUFFER buffer = KIT((PNET_BUFFER_LIST)whole->at)->FirstNetBuffer; buffer != NULL; buffer = KIT(buffer)->Next) {
    PNET_BUFFER k = KIT(buffer);
    size_t left = k->DataLength, skip = k->CurrentMdlOffset;
    for (PMDL mdl = k->CurrentMdl; mdl != NULL && left > 0; mdl = KIT(mdl)->Next, skip = 0) {
      size_t n = KIT(mdl)->ByteCount > skip ? KIT(mdl)->ByteCount - skip : 0;
      if (n > left) n = left;
      if (have + n <= room) memcpy(to + have, KIT((unsigned char *)KIT(mdl)->MappedSystemVa + skip), n);
      have += n;
      left -= n;
    }
  }
  return have;
}

/* ------------------------------------------------------------ pools */

/* lists, packets, lookahead buffers, pools, buffers, net buffers */
static int64_t made_ids[6];
static void next_id(const char *type, char *id, size_t room) {
  int at = type[0] == 'n' ? (type[2] == 'l' ? 0 : 5) : type[1] == 'a' ? 1 : type[0] == 'l' ? 2 : type[0] == 'b' ? 4 : 3;
  snprintf(id, room, "%s%lld", type, (long long)(custody_first_id + made_ids[at]++));
}

pool *pool_make(const char *kind, int reserved) {
  pool *it = calloc(1, sizeof *it);
  if (it == NULL) say_fatal("out of memory");
  it->party = acting();
  it->reserved = reserved;
  if (custody_quiet) {
    snprintf(it->id, sizeof it->id, "pool:%s", it->party->id);
    return it;
  }
  it->said = 1;
  next_id("pool", it->id, sizeof it->id);
  act_begin("allocatesPool");
  say_text("pool", it->id);
  say_text("kind", kind);
  say_int("reserved", reserved);
  act_end();
  return it;
}

void pool_free(pool *it) {
  if (!it->said) return;
  act_begin("freesPool");
  say_text("pool", it->id);
  act_end();
  /* its number is free again, if it was the last */
  if (strtoll(it->id + 4, NULL, 10) == custody_first_id + made_ids[3] - 1) made_ids[3]--;
}

void introduce(object *whole, const char *type, const char *way) {
  if (whole->id[0] != 0 || custody_quiet) return;
  char id[24];
  pool *from = whole->pool;
  next_id(type, id, sizeof id);
  whole->party = acting();
  object_name(whole, id);
  act_begin("allocates");
  say_text("what", id);
  say_text("pool", from == NULL ? "" : from->id);
  if (way != NULL) say_text("way", way);
  act_end();
}

void free_whole(object *it, const char *way, void *from) {
  char where[1024] = "";
  if (it->id[0] == 0) return;
  if (it->access == CUSTODY_NONE || it->freed) frames_spell(&from, 1, where, sizeof where);
  else {
    it->holder[0] = 0;
    snprintf(it->since, sizeof it->since, "it was freed");
    it->given_by[0] = from, it->given_depth = 1;
  }
  say_begin("act");
  if (custody_self != NULL) say_key("on"), say_raw_on();
  say_text("from", acting()->id);
  say_text("name", "frees");
  say_open("args", '{');
  say_text("what", it->id);
  if (way != NULL) say_text("way", way);
  say_close('}');
  if (where[0] != 0) say_text("where", where);
  say_end();
}

/* ------------------------------------------------------------ telling */

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
static void write_int(object *it, const char *field, int64_t value, int64_t *told) {
  if (it->told.valid && *told == value) return;
  *told = value;
  writes(it, field);
  say_int("value", value);
  act_end();
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

static void tell_data(object *it) {
  size_t bytes = parts_bytes(it, scratch_bytes, sizeof scratch_bytes);
  if (!data_changed(&it->told, scratch_bytes, bytes)) return;
  writes(it, "data");
  say_hex("value", scratch_bytes, bytes);
  act_end();
}

static const struct {
  NDIS_STATUS value;
  const char *name, *old;
} statuses[] = {
    {NDIS_STATUS_SUCCESS, "SUCCESS", "SUCCESS"}, {NDIS_STATUS_PENDING, "PENDING", "PENDING"}, {NDIS_STATUS_RESOURCES, "RESOURCES", "RESOURCES"}, {NDIS_STATUS_FAILURE, "FAILURE", "FAILURE"}, {NDIS_STATUS_REQUEST_ABORTED, "SEND_ABORTED", "ABORTED"}, {NDIS_STATUS_RESET_IN_PROGRESS, "RESET_IN_PROGRESS", "RESET_IN_PROGRESS"}, {NDIS_STATUS_NOT_ACCEPTED, "FAILURE", "NOT_ACCEPTED"}, {NDIS_STATUS_INVALID_LENGTH, "INVALID_LENGTH", "FAILURE"}, {NDIS_STATUS_PAUSED, "PAUSED", "FAILURE"},
};

const char *status_name(NDIS_STATUS status, int generation) {
  for (unsigned i = 0; i < ARRAYSIZE(statuses); i++)
    if (statuses[i].value == status) return generation == 6 ? statuses[i].name : statuses[i].old;
  return "FAILURE";
}

NDIS_STATUS status_of(const char *name) {
  for (unsigned i = 0; i < ARRAYSIZE(statuses); i++)
    if (!strcmp(statuses[i].name, name) || !strcmp(statuses[i].old, name)) return statuses[i].value;
  return NDIS_STATUS_FAILURE;
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
  if (named != NULL && named->kind == JSON_NUMBER) write_int(it, field, (int64_t)named->number, &(int64_t){INT64_MIN});
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

/* A list that is handed on: what of it is not as the kit knows it. The links of a list that is only lent are looked at as well. */
void tell_list(object *it, int with_next, int index) {
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  PNET_BUFFER first = list->FirstNetBuffer;
  object_told *told = &it->told;
  introduce(it, "nbl", NULL);
  if (it->id[0] == 0) return;
  tell_links(it);
  uint64_t chain = chain_hash(it);
  int64_t start = first == NULL ? 0 : KIT(first)->DataOffset;
  int buffers = 0;
  for (PNET_BUFFER buffer = first; buffer != NULL; buffer = KIT(buffer)->Next) buffers++;
  if (!it->foreign) {
    char source[48];
    snprintf(source, sizeof source, "%s", list->SourceHandle == NULL ? "" : ((party *)list->SourceHandle)->id);
    tell_data(it);
    write_int(it, "size", (int64_t)told->bytes, &told->size);
    if (!told->valid || strcmp(told->source, source) != 0) {
      char text[64];
      snprintf(told->source, sizeof told->source, "%s", source);
      snprintf(text, sizeof text, "%s:%s", !strcmp(acting()->role, "nic") ? "adapter" : "binding", source);
      write_text(it, "source", source[0] == 0 ? "" : text);
    }
    if (!told->valid || told->status != list->Status) told->status = list->Status, write_text(it, "status", status_name(list->Status, 6));
    if (told->valid ? told->cancel != (int64_t)(uintptr_t)list->NetBufferListInfo[NetBufferListCancelId] : list->NetBufferListInfo[NetBufferListCancelId] != NULL || wish("lists", index, "id") != NULL)
      write_int(it, "id", told->cancel = (int64_t)(uintptr_t)list->NetBufferListInfo[NetBufferListCancelId], &(int64_t){-1});
    if (told->client[0] != 0 || wish("lists", index, "client") != NULL) write_text(it, "client", told->client);
    if (!told->valid || told->buffers != buffers) write_int(it, "buffers", told->buffers = buffers, &(int64_t){-1});
    if (!told->valid) write_int(it, "offset", 0, &(int64_t){-1});
    told->offset = start;
    if (told->next != from_arena(list->Next) || !told->valid) {
      object *next = list->Next == NULL ? NULL : object_at(list->Next);
      told->next = from_arena(list->Next);
      if (next != NULL) introduce(next, "nbl", NULL);
      if (with_next) write_text(it, "next", next == NULL ? "" : next->id);
    }
    int64_t vlan = (int64_t)((uintptr_t)list->NetBufferListInfo[Ieee8021QNetBufferListInfo] >> 4 & 0xfff), type = RtlUshortByteSwap((USHORT)(uintptr_t)list->NetBufferListInfo[NetBufferListFrameType]);
    if (!told->valid || vlan != told->vlan) write_int(it, "vlan", told->vlan = vlan, &(int64_t){-1});
    if (!told->valid || type != told->frame_type) write_int(it, "frameType", told->frame_type = type, &(int64_t){-1});
  } else {
    if (start != told->offset) told->offset = start, write_int(it, "offset", start, &(int64_t){-1});
    if (list->Status != told->status) told->status = list->Status, write_text(it, "status", status_name(list->Status, 6));
    if (with_next && from_arena(list->Next) != told->next) told->next = from_arena(list->Next), write_text(it, "next", "");
  }
  tell_scratch(it, 0);
  uint64_t info = 14695981039346656037u;
  for (int i = 0; i < MaxNetBufferListInfo; i++)
    if (i != NetBufferListCancelId) info = mix(info, (uintptr_t)list->NetBufferListInfo[i]);
  if (!told->valid || told->info != info) {
    if (told->valid || !it->foreign) write_print(it, "info", info, index);
    told->info = info;
  }
  if (!told->valid || told->chain != chain) {
    if (told->valid || !it->foreign) write_print(it, "chain", chain, index);
    told->chain = chain;
  }
  told->valid = 1;
}

void tell_packet(object *it) {
  PNDIS_PACKET packet = (PNDIS_PACKET)it->at;
  object_told *told = &it->told;
  introduce(it, "packet", NULL);
  if (it->id[0] == 0 || it->foreign) return;
  tell_data(it);
  write_int(it, "size", (int64_t)told->bytes, &told->size);
  write_int(it, "room", (int64_t)told->bytes, &told->offset);
  NDIS_STATUS status = KIT(NDIS_OOB_DATA_FROM_PACKET(KIT(packet)))->Status;
  if (!told->valid || told->status != status) told->status = status, write_text(it, "status", status_name(status, 5));
  write_int(it, "cancel", (int64_t)(uintptr_t)KIT(NDIS_PACKET_EXTENSION_FROM_PACKET(KIT(packet)))->NdisPacketInfo[PacketCancelId], &told->cancel);
  told->valid = 1;
}

int say_lists(const char *key, PNET_BUFFER_LIST first) {
  int n = 0;
  say_open(key, '[');
  for (PNET_BUFFER_LIST list = first; list != NULL; list = KIT(list)->Next, n++) {
    object *it = object_at(list);
    say_item(it == NULL || it->id[0] == 0 ? "nbl0" : it->id);
  }
  say_close(']');
  return n;
}

void say_flags(ULONG flags, const char *const *names, const ULONG *values) {
  say_open("flags", '[');
  for (; *names != NULL; names++, values++)
    if ((flags & *values) != 0) say_item(*names);
  say_close(']');
}

ULONG hear_flags(const json *flags, const char *const *names, const ULONG *values) {
  ULONG all = 0;
  for (const json *one = flags == NULL ? NULL : flags->first; one != NULL; one = one->next)
    for (int i = 0; names[i] != NULL; i++)
      if (!strcmp(names[i], json_text(one, ""))) all |= values[i];
  return all;
}
