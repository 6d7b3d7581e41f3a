/* Writing: one buffer, flushed when the kit is to speak. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "wire.h"
#include "../../include/ndis.h"

static char *out;
static size_t out_used, out_room;
static int after_bracket;
int custody_quiet;
static int64_t calls;

static char *room_for(size_t bytes) {
  if (out_used + bytes > out_room) {
    out_room = (out_used + bytes) * 2 + 4096;
    out = realloc(out, out_room);
    if (out == NULL) abort();
  }
  return out + out_used;
}

static void put(const char *text, size_t length) {
  memcpy(room_for(length), text, length);
  out_used += length;
}

static void put_text(const char *text) {
  static const char digits[] = "0123456789abcdef";
  put("\"", 1);
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') put("\\", 1), put(text, 1);
    else if (c == '\n') put("\\n", 2);
    else if (c < 0x20) {
      char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
      put(escape, 6);
    } else put(text, 1);
  }
  put("\"", 1);
}

void say_flush(void) {
  for (size_t from = 0; from < out_used;) {
    ssize_t n = write(1, out + from, out_used - from);
    if (n <= 0) _exit(0); /* nobody listens any more */
    from += (size_t)n;
  }
  out_used = 0;
}

void say_key(const char *key) {
  if (!after_bracket) put(",", 1);
  after_bracket = 0;
  if (key == NULL) return;
  put_text(key);
  put(":", 1);
}
void say_text(const char *key, const char *text) {
  say_key(key);
  if (text == NULL) put("null", 4);
  else put_text(text);
}
void say_int(const char *key, int64_t value) {
  char text[24];
  say_key(key);
  put(text, (size_t)snprintf(text, sizeof text, "%lld", (long long)value));
}
void say_hex(const char *key, const unsigned char *bytes, size_t count) {
  static const char digits[] = "0123456789abcdef";
  say_key(key);
  put("{\"all\":\"", 8);
  char *to = room_for(2 * count);
  for (size_t i = 0; i < count; i++) *to++ = digits[bytes[i] >> 4], *to++ = digits[bytes[i] & 15];
  out_used += 2 * count;
  put("\"}", 2);
}
void say_open(const char *key, char bracket) {
  say_key(key);
  put(&bracket, 1);
  after_bracket = 1;
}
void say_close(char bracket) {
  put(&bracket, 1);
  after_bracket = 0;
}
void say_raw(const char *key, const char *json) {
  say_key(key);
  put(json, strlen(json));
}
void say_item(const char *text) {
  say_text(NULL, text);
}

static void put_on(void) {
  if (custody_self == NULL) return;
  put(",\"on\":", 6);
  put(custody_self->on, strlen(custody_self->on));
}

void say_raw_on(void) {
  put(custody_self->on, strlen(custody_self->on));
}

void say_begin(const char *kind) {
  put("{\"kind\":", 8);
  put_text(kind);
  after_bracket = 0;
}
void say_end(void) {
  put("}\n", 2);
}

void act_begin(const char *name) {
  say_begin("act");
  put_on();
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("name", name);
  say_open("args", '{');
}
void act_end(void) {
  say_close('}');
  say_end();
}

int64_t call_number(void) {
  return calls;
}

void call_begin(party *from, const char *name, const char *to) {
  say_begin("call");
  say_int("call", ++calls);
  put_on();
  say_text("from", from->id);
  say_text("to", to);
  say_text("name", name);
  say_open("args", '{');
}

void answer_call(json_line *line);

json_line *call_end(void) {
  fibre *self = custody_self;
  int64_t mine = calls;
  act_end();
  if (self == NULL) say_fatal("a call from outside of every thread");
  if (++self->depth > 32) say_fatal("calls nest more than 32 deep");
  for (;;) {
    self->awaited = mine;
    fibre_park(FIBRE_ANSWER);
    if (self->incoming != NULL) {
      json_line *line = self->incoming;
      party *acting = self->party;
      unsigned char level = self->level;
      self->incoming = NULL;
      answer_call(line);
      self->party = acting, self->level = level;
      continue;
    }
    json_line *line = self->answer;
    self->answer = NULL;
    self->depth--;
    return line;
  }
}

static void put_id(const char *key, const json *id) {
  if (id == NULL) return;
  if (id->kind == JSON_TEXT) say_text(key, id->text);
  else say_int(key, (int64_t)id->number);
}

void return_begin(const json *call) {
  say_begin("return");
  put_id("call", json_get(call, "call"));
  say_open("results", '{');
}
void return_end(void) {
  act_end();
}

void say_unsupported(const json *line, const char *reason) {
  say_begin("unsupported");
  put_id("call", json_get(line, "call"));
  put_id("ask", json_get(line, "ask"));
  say_text("reason", reason);
  say_end();
}

void say_error(const char *format, ...) {
  char text[1024];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  fprintf(stderr, "custody: %s\n", text);
  say_begin("error");
  say_text("message", text);
  say_end();
  end_scenario();
}

void say_fatal(const char *why) {
  say_error("%s", why);
}

void blame_caller(const char *format, ...) {
  char text[512], where[8192];
  void *frames[16];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  int depth = custody_callers(frames, 16), said = frames_spell(frames, depth, where, sizeof where);
  const char *at = where;
  for (int i = 0; i < said && frame_is_ours(at); i++) at += strlen(at) + 1;
  say_error("%s, at %s", text, said > 0 ? at : "?");
}

static void put_where(void *const *frames, int depth) {
  char where[8192];
  int said = frames_spell(frames, depth, where, sizeof where), first = 1;
  say_open("where", '[');
  for (const char *at = where; said > 0; said--, at += strlen(at) + 1)
    if (!frame_is_ours(at)) say_item(at), first = 0;
  if (first) say_item(where);
  say_close(']');
}

void say_touch(object *what, const char *field, int writes, void *const *frames, int depth) {
  char since[8192];
  const char *name = what->id[0] ? what->id : "memory";
  int said = frames_spell(what->given_by, what->given_depth, since, sizeof since);
  const char *by = since;
  while (said > 1 && frame_is_ours(by)) by += strlen(by) + 1, said--;
  char text[9000];
  snprintf(text, sizeof text, "%s %s of %s, which %s has since %s%s%s", writes ? "writes" : "reads", field, name, what->holder[0] ? what->holder : "nobody", what->since[0] ? what->since : "it was freed", what->given_depth > 0 ? ", given away at " : "", what->given_depth > 0 ? by : "");
  fprintf(stderr, "custody: touch: %s\n", text);
  /* the kit knows another by that id now */
  int stale = what->freed && what->foreign;
  if (what->id[0] == 0 || stale) {
    char places[8192];
    int many = frames_spell(frames, depth, places, sizeof places);
    const char *at = places;
    while (many > 1 && frame_is_ours(at)) at += strlen(at) + 1, many--;
    say_error("%s, at %s", text, at);
  }
  say_begin("act");
  put_on();
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("name", writes ? "writes" : "reads");
  say_open("args", '{');
  say_text("what", what->id);
  say_text("field", field);
  say_close('}');
  put_where(frames, depth);
  say_end();
  say_begin("note");
  put_on();
  say_text("text", text);
  say_end();
}

void say_look(object *what) {
  act_begin("reads");
  say_text("what", what->id);
  say_text("field", "data");
  act_end();
}
