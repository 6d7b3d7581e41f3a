/* What the kit chooses where the driver or the runtime is free to. */
#include <stdio.h>
#include <string.h>
#include "wire.h"
#include "../../include/custody.h"

/* Answered inside the turn: nothing else of ours runs meanwhile. */
static json_line *ask_begun(void) {
  say_close(']');
  say_end();
  return read_line();
}
static void ask_begin(const char *name) {
  static int asked;
  char id[24];
  snprintf(id, sizeof id, "p%d", ++asked);
  say_begin("pick");
  say_text("ask", id);
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("name", name);
  say_open("options", '[');
}

int custody_pick(const char *name, const int *options, int count) {
  if (custody_quiet || count < 2) return options[0];
  ask_begin(name);
  for (int i = 0; i < count; i++) say_int(NULL, options[i]);
  json_line *line = ask_begun();
  int chosen = (int)json_int(json_get(line->root, "value"), options[0]);
  json_free(line);
  return chosen;
}

int custody_choose(const char *name, const char *const *options) {
  int chosen = 0;
  if (custody_quiet || options[1] == NULL) return 0;
  ask_begin(name);
  for (int i = 0; options[i] != NULL; i++) say_item(options[i]);
  json_line *line = ask_begun();
  for (int i = 0; options[i] != NULL; i++)
    if (!strcmp(options[i], json_text(json_get(line->root, "value"), ""))) chosen = i;
  json_free(line);
  return chosen;
}
