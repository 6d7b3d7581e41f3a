/* Acts, calls and returns as lines; a call waits for its answer, and may be called on top meanwhile. */
#include <stdio.h>
#include "wire.h"

int custody_quiet;
static int64_t calls;

void act_begin(const char *name) {
  say_begin("act");
  say_on();
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
  say_on();
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
