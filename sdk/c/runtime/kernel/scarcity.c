/* Allocations that fail because the kit says so: the nth from then on, whatever it is of. */
#include "scarcity.h"
#include "../line/wire.h"

static int64_t left;
static int has_failed;

void scarcity_set(int64_t nth) {
  left = nth;
}

int allocation_fails(void) {
  if (custody_quiet || left == 0 || --left > 0) return 0;
  has_failed = 1;
  say_begin("befell");
  say_on();
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("fault", "lacksMemory");
  say_end();
  return 1;
}

int allocation_failed(void) {
  return has_failed;
}
