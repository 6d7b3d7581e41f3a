/* Pools, and what is made and freed out of them: what of it the kit is told. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

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
