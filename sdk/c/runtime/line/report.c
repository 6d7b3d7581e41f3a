/* What went wrong, with its place: errors that end the scenario, touches, looks. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "wire.h"

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
  int said = frames_spell(frames, custody_callers(frames, 16), where, sizeof where);
  say_error("%s, at %s", text, said > 0 ? where : "?");
}

static void put_where(void *const *frames, int depth) {
  char where[8192];
  int said = frames_spell(frames, depth, where, sizeof where);
  say_open("where", '[');
  for (const char *at = where; said > 0; said--, at += strlen(at) + 1) say_item(at);
  say_close(']');
}

void say_touch(object *what, const char *field, int writes, void *const *frames, int depth) {
  char since[8192];
  const char *name = what->id[0] ? what->id : "memory";
  frames_spell(what->given_by, what->given_depth, since, sizeof since);
  char text[9000];
  snprintf(text, sizeof text, "%s %s of %s, which %s has since %s%s%s", writes ? "writes" : "reads", field, name, what->holder[0] ? what->holder : "nobody", what->since[0] ? what->since : "it was freed", what->given_depth > 0 ? ", given away at " : "", what->given_depth > 0 ? since : "");
  fprintf(stderr, "custody: touch: %s\n", text);
  /* the kit knows another by that id now */
  int stale = what->freed && what->foreign;
  if (what->id[0] == 0 || stale) {
    char places[8192];
    frames_spell(frames, depth, places, sizeof places);
    say_error("%s, at %s", text, places);
  }
  say_begin("act");
  say_on();
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("name", writes ? "writes" : "reads");
  say_open("args", '{');
  say_text("what", what->id);
  say_text("field", field);
  say_close('}');
  put_where(frames, depth);
  say_end();
  say_begin("note");
  say_on();
  say_text("text", text);
  say_end();
}

void say_look(object *what) {
  act_begin("reads");
  say_text("what", what->id);
  say_text("field", "data");
  act_end();
}
