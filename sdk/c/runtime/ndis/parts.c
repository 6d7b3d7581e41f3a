/* The parts of lists and packets: walked, closed, opened, read. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "parts.h"

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
  if (whole->kind != OBJECT_PACKET && whole->kind != OBJECT_LIST) return;
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
} rights;

static void set_access(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  const rights *r = argument;
  if (part != whole) part->of = whole;
  if (part->freed) return;
  object_access(part, at, bytes, part->kind == OBJECT_MEMORY ? r->data : r->control);
}

void parts_access(object *whole, custody_access control, custody_access data) {
  rights r = {control, data};
  access_begin();
  parts_of(whole, set_access, &r);
  access_commit();
}

/* Received data are not to be written, whoever has the list; what a packet reserves for the protocol stays its own. */
void whole_access(object *it, custody_access access) {
  int is_received = it->foreign && it->party != NULL && !strcmp(((const party *)it->party)->role, "protocol");
  switch (it->kind) {
  case OBJECT_LIST: parts_access(it, access == CUSTODY_NONE ? CUSTODY_NONE : CUSTODY_WRITE, is_received && access == CUSTODY_WRITE ? CUSTODY_READ : access); break;
  case OBJECT_PACKET:
    parts_access(it, access, access);
    if (access == CUSTODY_READ) object_access(it, it->at + offsetof(NDIS_PACKET, ProtocolReserved), PAGE_SIZE, CUSTODY_WRITE);
    break;
  default: object_access_all(it, access);
  }
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
