/* Who takes part in the scenario. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include "wire.h"

party custody_cast[64];
int custody_cast_count;
int64_t custody_first_id;

party *acting(void) {
  if (custody_self != NULL && custody_self->party != NULL) return custody_self->party;
  for (int i = 0; i < custody_cast_count; i++)
    if (custody_cast[i].plays) return &custody_cast[i];
  return &custody_cast[0];
}

party *party_of(const char *id) {
  for (int i = 0; i < custody_cast_count; i++)
    if (!strcmp(custody_cast[i].id, id)) return &custody_cast[i];
  return NULL;
}

party *neighbour(const party *of, const char *role, int index) {
  int clients = !strcmp(role, "client");
  for (int i = 0; i < custody_cast_count; i++) {
    party *one = &custody_cast[i];
    if (strcmp(one->role, role) != 0 || (strcmp(one->station, of->station) != 0 && strcmp(role, "wire") != 0)) continue;
    if (clients && strcmp(one->of, of->id) != 0) continue;
    if (index-- == 0) return one;
  }
  return NULL;
}

const char *ndis_of(const party *self) {
  party *below = neighbour(self, "ndis", 0);
  return below == NULL ? "ndis" : below->id;
}

static void copy(char *to, size_t room, const json *value) {
  snprintf(to, room, "%s", json_text(value, ""));
}

void cast_read(const json *reset) {
  const json *plays = json_get(reset, "plays");
  for (json *one = json_get(reset, "parties") ? json_get(reset, "parties")->first : NULL; one != NULL && custody_cast_count < 64; one = one->next) {
    party *p = &custody_cast[custody_cast_count++];
    copy(p->id, sizeof p->id, json_get(one, "id"));
    copy(p->role, sizeof p->role, json_get(one, "role"));
    copy(p->name, sizeof p->name, json_get(one, "name"));
    copy(p->station, sizeof p->station, json_get(one, "station"));
    copy(p->of, sizeof p->of, json_get(one, "of"));
    p->properties = json_get(one, "properties");
    for (json *play = plays ? plays->first : NULL; play != NULL; play = play->next) p->plays |= !strcmp(json_text(play, ""), p->id);
  }
  custody_first_id = json_int(json_get(reset, "firstId"), 1000000);
}
