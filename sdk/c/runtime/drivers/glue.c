/* What a glue file asks: what is wanted of it, who its neighbours are, and the acts that only it can know of. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "driver.h"

static json *doing(const char *argument) {
  return custody_self == NULL ? NULL : json_get(json_get(custody_self->doing, "args"), argument);
}
static json *item(const char *argument, int index) {
  json *all = doing(argument);
  return all == NULL || all->kind == JSON_NULL ? NULL : all->kind == JSON_LIST ? json_item(all, index) : index == 0 ? all : NULL;
}
static json *field_of(const char *argument, int index, const char *field) {
  return json_get(json_get(item(argument, index), "want"), field);
}

LONGLONG custody_wanted_int(const char *argument, LONGLONG otherwise) {
  return json_int(doing(argument), otherwise);
}
int custody_wanted_count(const char *argument) {
  json *all = doing(argument);
  return all == NULL || all->kind == JSON_NULL ? -1 : all->kind == JSON_LIST ? json_count(all) : 1;
}
static object *wanted(const char *argument, int index) {
  json *one = item(argument, index);
  const char *id = json_text(one, json_text(json_get(one, "of"), NULL));
  object *it = id == NULL ? NULL : object_of_id(id, acting());
  return it == NULL || it->freed ? NULL : it;
}
PNET_BUFFER_LIST custody_wanted_list(const char *argument, int index) {
  object *it = wanted(argument, index);
  return it == NULL ? NULL : (PNET_BUFFER_LIST)it->at;
}
PNDIS_PACKET custody_wanted_packet(const char *argument, int index) {
  object *it = wanted(argument, index);
  return it == NULL ? NULL : (PNDIS_PACKET)it->at;
}
LONGLONG custody_wanted_field(const char *argument, int index, const char *field, LONGLONG otherwise) {
  return json_int(field_of(argument, index, field), otherwise);
}
const char *custody_wanted_text(const char *argument, int index, const char *field) {
  return json_text(field == NULL ? item(argument, index) : field_of(argument, index, field), NULL);
}
static const UCHAR *bytes_of(const json *value, UINT *bytes) {
  static UCHAR kept[65536];
  const json *hex = json_get(value, "all");
  if (hex == NULL) return NULL;
  *bytes = (UINT)json_bytes(hex, kept, sizeof kept);
  return kept;
}
const UCHAR *custody_wanted_bytes(const char *argument, int index, UINT *bytes) {
  return bytes_of(field_of(argument, index, "data"), bytes);
}
int custody_wanted_frames(const char *argument, int index) {
  const json *frames = field_of(argument, index, "frames");
  return frames == NULL || frames->kind != JSON_LIST ? 0 : json_count(frames);
}
const UCHAR *custody_wanted_frame(const char *argument, int index, int nth, UINT *bytes) {
  return bytes_of(json_item(field_of(argument, index, "frames"), nth), bytes);
}

BOOLEAN custody_is(const char *one, const char *other) {
  return !strcmp(one, other);
}

NDIS_STATUS custody_status(const char *name) {
  return status_of(name);
}

const char *custody_self_name(void) {
  return acting()->name;
}

void *custody_context(void) {
  return acting()->context;
}

static json *property(const char *who, const char *name) {
  party *self = acting();
  if (who == NULL) return json_get(self->properties, name);
  party *other = neighbour(self, who, 0);
  return other == NULL ? NULL : json_get(other->properties, name);
}
LONGLONG custody_property_int(const char *who, const char *name, LONGLONG otherwise) {
  return json_int(property(who, name), otherwise);
}
const char *custody_property_text(const char *who, const char *name) {
  return json_text(property(who, name), NULL);
}
const char *custody_neighbour(const char *role, int index) {
  party *other = neighbour(acting(), role, index);
  return other == NULL ? NULL : other->id;
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

static const char *id_at(PVOID at) {
  object *it = object_at(at);
  while (it != NULL && it->id[0] == 0 && it->of != NULL) it = it->of;
  return it == NULL || it->id[0] == 0 ? NULL : it->id;
}

static const char *name_of(const char *id) {
  party *one = party_of(id);
  return one == NULL ? id : one->name;
}

void custody_delivers(NDIS_HANDLE context, UINT bytes) {
  act_begin("delivers");
  say_text("context", handle_text(context));
  say_int("bytes", bytes);
  act_end();
}
void custody_notifies(const char *client, PVOID what, NDIS_STATUS status) {
  act_begin("notifies");
  say_text("client", name_of(client));
  say_text("what", id_at(what));
  say_text("status", status_name(status, 6));
  act_end();
}
void custody_sends_for(PVOID what, const char *client) {
  object *it = object_at(what);
  if (it == NULL) return;
  strncpy(it->told.client, client == NULL ? "" : name_of(client), sizeof it->told.client - 1);
  it->told.valid = 0;
}
void custody_client_receive(const char *client, PNDIS_PACKET packet, UINT shares) {
  object *it = object_at(packet);
  if (it == NULL) return;
  json_free(speak((party *)(uintptr_t)it->party, client, "ClientReceive", SAID(PACKET(packet), INT("shares", shares)), FROM_HERE));
}
void custody_transmit(const UCHAR *frame, UINT bytes) {
  party *self = acting(), *wire = neighbour(self, "wire", 0);
  if (wire == NULL) return;
  json_free(speak(self, wire->id, "Transmit", SAID(HEX("data", frame, bytes)), FROM_HERE));
}
void custody_note(const char *text) {
  say_begin("note");
  say_text("text", text);
  say_end();
}
void custody_reads(PVOID list, const char *field) {
  object *it = object_at(list);
  if (it == NULL) return;
  if (!strcmp(field, "scratch")) tell_scratch(it, 1);
  act_begin("reads");
  say_text("what", it->id);
  say_text("field", field);
  act_end();
}
void custody_matched(PVOID list, BOOLEAN wanted) {
  object *it = object_at(list);
  if (it == NULL) return;
  introduce(it, "nbl", NULL);
  act_begin("writes");
  say_text("what", it->id);
  say_text("field", "matched");
  say_raw("value", wanted ? "true" : "false");
  act_end();
}
