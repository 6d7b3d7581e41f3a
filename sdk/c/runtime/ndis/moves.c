/* The custody moves at work: pages close with what is given away, and open with what comes. */
#include <stdio.h>
#include <string.h>
#include "moves.h"

static const custody_move *move_of(const crossing *at, move_time time, const object *it) {
  for (const custody_move *row = custody_moves; row->word != NULL; row++)
    if (row->time == time && !strcmp(row->word, at->word) && (row->when == NULL || row->when(at, it))) return row;
  return NULL;
}

static int is_ours(const crossing *at, const custody_move *row) {
  return !strcmp(row->to, at->self->role);
}

static void away(const crossing *at, object *it) {
  parts_give(it, at->other, at->word, at->from);
}

/* Whoever has a share of a packet may look at it, and whoever is being shown one. */
static void shared(const crossing *at, object *it, int more) {
  it->shares += more;
  if (!it->foreign || it->shown || it->shares > 0) {
    if (it->access == CUSTODY_NONE) whole_access(it, CUSTODY_READ);
  } else if (it->access != CUSTODY_NONE) away(at, it);
}

static void said(const crossing *at, object *it) {
  const custody_move *row = move_of(at, AT_CALL, it);
  if (row == NULL) return;
  if (row->shares != NULL) {
    it->given_by[0] = at->from, it->given_depth = 1;
    shared(at, it, -row->shares(at, it));
    return;
  }
  it->lent = row->verb == LENDS;
  if (it->lent && row->read_only) whole_access(it, CUSTODY_READ);
  else away(at, it);
}

void moves_say(crossing *at) {
  access_begin();
  for (int i = 0; i < at->count; i++) said(at, at->things[i]);
  access_commit();
}

static void home(object *it) {
  whole_access(it, CUSTODY_WRITE);
  it->holder[0] = 0;
}

void moves_answered(crossing *at) {
  for (int i = 0; i < at->count; i++) likeness_refresh(at->things[i], at->line);
  for (int i = 0; i < at->count; i++) {
    object *it = at->things[i];
    const custody_move *row = move_of(at, AT_RETURN, it);
    if (it->lent || (row != NULL && is_ours(at, row))) {
      home(it);
      likeness_landed(it, at->line);
    }
    it->lent = 0;
  }
}

static void came(const crossing *at, object *it) {
  const custody_move *row = move_of(at, AT_CALL, it);
  if (row == NULL) return;
  if (row->shares != NULL) {
    shared(at, it, row->shares(at, it));
    return;
  }
  it->lent = row->verb == LENDS;
  if (it->lent) it->shown++, it->shares = 0;
  whole_access(it, row->read_only ? CUSTODY_READ : CUSTODY_WRITE);
  if (!it->lent) likeness_landed(it, at->line);
  it->holder[0] = 0;
  whole_unread(it);
}

void moves_hear(crossing *at) {
  const custody_move *row = custody_moves;
  while (row->word != NULL && (row->time != AT_CALL || strcmp(row->word, at->word) != 0)) row++;
  if (row->word == NULL) return;
  at->count = likenesses(at->self, at->line, row->resource, row->argument, row->shares != NULL, at->things, MOST_THINGS);
  for (int i = 0; i < at->count; i++) came(at, at->things[i]);
}

/* A loan is over with the answer, but for shares that were taken. */
static void replied(const crossing *at, object *it) {
  const custody_move *row = move_of(at, AT_RETURN, it);
  if (row != NULL && is_ours(at, row)) it->shares += row->shares == NULL ? 1 : row->shares(at, it);
  else if (row != NULL) away(at, it);
  if (!it->lent) return;
  it->lent = 0;
  it->shown--;
  shared(at, it, 0);
  snprintf(it->since, sizeof it->since, "%s returned", at->word);
}

void moves_reply(crossing *at) {
  for (int i = 0; i < at->count; i++) replied(at, at->things[i]);
}

/* ------------------------------------------------------------ what conditions ask */

static const saying *said_of(const crossing *at, const char *name) {
  for (const saying *one = at->said; one != NULL && one->name != NULL; one++)
    if (!strcmp(one->name, name)) return one;
  return NULL;
}

const char *crossing_text(const crossing *at, const char *name) {
  const saying *one = said_of(at, name);
  return one != NULL && one->kind == SAY_TEXT ? one->at : json_text(json_get(at->heard, name), "");
}

int crossing_int(const crossing *at, const char *name) {
  const saying *one = said_of(at, name);
  return (int)(one != NULL ? one->number : json_int(json_get(at->heard, name), 0));
}

int crossing_has(const crossing *at, const char *name, const char *text) {
  const saying *one = said_of(at, name);
  if (one != NULL && one->kind == SAY_FLAGS) {
    for (const flag_name *flag = one->at; flag->name != NULL; flag++)
      if (!strcmp(flag->name, text)) return (one->number & flag->value) != 0;
    return 0;
  }
  for (const json *item = json_item(json_get(at->heard, name), 0); item != NULL; item = item->next)
    if (!strcmp(json_text(item, ""), text)) return 1;
  return 0;
}

int crossing_same(const char *one, const char *other) {
  return !strcmp(one, other);
}

const char *crossing_field(const object *it, const char *field) {
  if (strcmp(field, "status") != 0) say_fatal("the custody table asks for a field that the runtime does not know");
  if (it->kind == OBJECT_PACKET) return status_name(NDIS_OOB_DATA_FROM_PACKET(KIT((PNDIS_PACKET)it->at))->Status, 5);
  return status_name(KIT((PNET_BUFFER_LIST)it->at)->Status, 6);
}

int crossing_property(const crossing *at, const char *role, const char *property) {
  const party *one = !strcmp(role, at->self->role) ? at->self : neighbour(at->self, role, 0);
  const json *value = one == NULL ? NULL : json_get(one->properties, property);
  return value != NULL && value->kind == JSON_TRUE;
}
