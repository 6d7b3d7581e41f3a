/* Calls in both directions: what is named is told, said, and moved as the table has it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../include/custody.h"
#include "moves.h"

/* ------------------------------------------------------------ what is named */

static void thing(crossing *at, const void *pointer, const char *what) {
  object *it = object_at(pointer);
  if (it == NULL) blame_caller("%s of what is no %s", at->word, what);
  if (at->count == MOST_THINGS) say_fatal("a call names more than 256 lists or packets");
  at->things[at->count++] = it;
}

static void things_of(crossing *at, const saying *one) {
  switch (one->kind) {
  case SAY_LISTS:
  case SAY_LINKED:
    for (PNET_BUFFER_LIST list = (PNET_BUFFER_LIST)(uintptr_t)one->at; list != NULL; list = KIT(list)->Next) thing(at, list, "list");
    break;
  case SAY_PACKETS:
    for (int64_t i = 0; i < one->number; i++) thing(at, ((PNDIS_PACKET const *)one->at)[i], "packet");
    break;
  case SAY_PACKET:
  case SAY_ROOM: thing(at, one->at, "packet"); break;
  case SAY_LOOKAHEAD: thing(at, one->at, "buffer that was allocated"); break;
  default: break;
  }
}

static void tell(const crossing *at, const saying *one) {
  for (int i = 0; i < at->count; i++) switch (one->kind) {
    case SAY_LISTS:
    case SAY_LINKED: tell_list(at->things[i], one->kind == SAY_LINKED, i); break;
    case SAY_PACKETS:
    case SAY_PACKET: tell_packet(at->things[i]); break;
    case SAY_LOOKAHEAD: tell_lookahead(at->things[i], one->at, (size_t)one->number); break;
    default: break;
    }
}

/* ------------------------------------------------------------ what is said */

static void say_things(const crossing *at, const char *key) {
  say_open(key, '[');
  for (int i = 0; i < at->count; i++) say_item(at->things[i]->id[0] == 0 ? "nbl0" : at->things[i]->id);
  say_close(']');
}

static void say_statuses(const char *key, const NDIS_STATUS *statuses, int64_t count) {
  say_open(key, '[');
  for (int64_t i = 0; i < count; i++) say_item(status_name(statuses[i], 5));
  say_close(']');
}

static void say_one(const crossing *at, const saying *one) {
  char text[64];
  switch (one->kind) {
  case SAY_NOTHING: break;
  case SAY_TEXT: say_text(one->name, one->at); break;
  case SAY_INT: say_int(one->name, one->number); break;
  case SAY_HEX: say_hex(one->name, KIT((const unsigned char *)one->at), (size_t)one->number); break;
  case SAY_OWN:
    snprintf(text, sizeof text, "%s:%s", one->name, ((const party *)one->at)->id);
    say_text(one->name, text);
    break;
  case SAY_FLAGS: say_flags(one->name, (ULONG)one->number, one->at); break;
  case SAY_LISTS:
  case SAY_LINKED:
  case SAY_PACKETS: say_things(at, one->name); break;
  case SAY_PACKET:
  case SAY_ROOM:
  case SAY_LOOKAHEAD: say_text(one->name, at->things[0]->id); break;
  case SAY_STATUSES: say_statuses(one->name, one->at, one->number); break;
  }
}

json_line *speak(party *self, const char *other, const char *word, const saying *said, void *from) {
  crossing at = {.self = self, .word = word, .other = other, .from = from, .said = said};
  for (const saying *one = said; one->name != NULL; one++) things_of(&at, one);
  for (const saying *one = said; one->name != NULL; one++) tell(&at, one);
  call_begin(self, word, other);
  for (const saying *one = said; one->name != NULL; one++) say_one(&at, one);
  moves_say(&at);
  json_line *answer = call_end();
  at.line = answer->root;
  at.heard = json_get(answer->root, "results");
  moves_answered(&at);
  fibre_yield();
  return answer;
}

int64_t answered_int(json_line *answer, const char *result) {
  int64_t value = json_int(json_get(json_get(answer->root, "results"), result), 0);
  json_free(answer);
  return value;
}
NDIS_STATUS answered_status(json_line *answer) {
  NDIS_STATUS status = status_of(json_text(json_get(json_get(answer->root, "results"), "status"), "SUCCESS"));
  json_free(answer);
  return status;
}

/* ------------------------------------------------------------ what is heard */

json *asked(const crossing *at, const char *argument) {
  return json_get(at->heard, argument);
}

void reply(crossing *at, const saying *said) {
  at->said = said;
  for (int i = 0; i < at->count; i++)
    if (at->things[i]->lent && at->things[i]->kind == OBJECT_LIST) tell_list(at->things[i], 1, 0);
  return_begin(at->line);
  for (const saying *one = said; one->name != NULL; one++) say_one(at, one);
  return_end();
  moves_reply(at);
}

static int is_missing(const void *handler) {
  static const void *const none;
  return handler != NULL && memcmp(handler, &none, sizeof none) == 0;
}

static void hear(const word *it, party *self, json *line) {
  crossing at = {.self = self, .word = it->name, .other = json_text(json_get(line, "from"), ""), .line = line, .heard = json_get(line, "args")};
  char reason[64];
  if ((it->how & WORD_UNBOUND) == 0) bind_quietly(self);
  if ((it->how & WORD_PASSIVE) != 0) custody_self->level = PASSIVE_LEVEL;
  if (it->generation != 0 && it->generation != driver_generation) {
    snprintf(reason, sizeof reason, "it is an NDIS %d driver", driver_generation);
    return say_unsupported(line, reason);
  }
  if (is_missing(it->handler)) {
    snprintf(reason, sizeof reason, "it has no %s", it->name);
    return say_unsupported(line, reason);
  }
  moves_hear(&at);
  it->answer(&at);
}

static const word *words_of(const char *role) {
  return !strcmp(role, "nic") ? miniport_words : !strcmp(role, "filter") ? filter_words : protocol_words;
}

/* One of the words of our role is called. */
void answer_call(json_line *line) {
  const char *name = json_text(json_get(line->root, "name"), "");
  party *self = party_of(json_text(json_get(line->root, "to"), ""));
  const word *it = words_of(custody_the_driver->role);
  while (it->name != NULL && strcmp(it->name, name) != 0) it++;
  if (self == NULL || it->name == NULL) say_unsupported(line->root, "this SDK does not know the word");
  else {
    custody_self->party = self;
    hear(it, self, line->root);
  }
  json_free(line);
}
