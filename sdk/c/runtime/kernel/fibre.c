/* Fibres on ucontext, and what the clock starts. */
#define _GNU_SOURCE
#include "fibre.h"
#include "../line/wire.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#define MOST 64
#define STACK (256u * 1024)

uint64_t custody_now;
fibre *custody_self;
static fibre fibres[MOST];
static int ready[MOST], ready_count;
static ucontext_t scheduler;
static unsigned started;

static void custody_fibre_main(void) {
  for (;;) {
    fibre *self = custody_self;
    self->run(self->argument);
    self->state = FIBRE_FREE;
    swapcontext(self->context, &scheduler);
  }
}

static void stack_for(fibre *it) {
  ucontext_t *context = it->context;
  if (context == NULL) {
    context = it->context = calloc(1, sizeof *context);
    it->stack = mmap(NULL, STACK + 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (context == NULL || it->stack == MAP_FAILED) say_fatal("there is no memory for another stack");
    mprotect(it->stack, 4096, PROT_NONE);
    getcontext(context);
    context->uc_stack.ss_sp = (char *)it->stack + 4096;
    context->uc_stack.ss_size = STACK;
    context->uc_link = &scheduler;
    makecontext(context, custody_fibre_main, 0);
  }
}

fibre *fibre_start(const char *on, const char *kind, struct party *party, void (*run)(void *), void *argument, unsigned char level) {
  int i = 0;
  while (i < MOST && fibres[i].state != FIBRE_FREE) i++;
  if (i == MOST) say_fatal("more than 64 threads are open");
  fibre *it = &fibres[i];
  void *context = it->context, *stack = it->stack;
  memset(it, 0, sizeof *it);
  it->context = context, it->stack = stack;
  if (on != NULL) snprintf(it->on, sizeof it->on, "%s", on);
  else snprintf(it->on, sizeof it->on, "\"%s%u\"", kind, ++started);
  it->party = party, it->run = run, it->argument = argument, it->level = level;
  stack_for(it);
  fibre_wake(it);
  return it;
}

fibre *fibre_on(const char *on) {
  for (int i = 0; i < MOST; i++)
    if (fibres[i].state != FIBRE_FREE && !strcmp(fibres[i].on, on)) return &fibres[i];
  return NULL;
}

fibre *fibre_awaiting(int64_t call) {
  for (int i = 0; i < MOST; i++)
    if (fibres[i].state == FIBRE_ANSWER && fibres[i].awaited == call) return &fibres[i];
  return NULL;
}

void fibre_wake(fibre *it) {
  it->state = FIBRE_READY;
  it->waits_for = NULL;
  it->due = 0;
  ready[ready_count++] = (int)(it - fibres);
}

static void switch_to_scheduler(void) {
  fibre *self = custody_self;
  swapcontext(self->context, &scheduler);
  custody_self = self;
}

void fibre_park(fibre_state state) {
  custody_self->state = state;
  switch_to_scheduler();
}

int fibre_signal(const void *what, int all) {
  int woken = 0;
  for (int i = 0; i < MOST; i++)
    if (fibres[i].state == FIBRE_WAITING && fibres[i].waits_for == what) {
      fibre_wake(&fibres[i]);
      woken++;
      if (!all) break;
    }
  return woken;
}

int fibre_wait(const void *what, uint64_t after) {
  fibre *self = custody_self;
  self->waits_for = what;
  self->due = after == 0 ? 0 : custody_now + after;
  self->timed_out = 0;
  fibre_park(FIBRE_WAITING);
  return !self->timed_out;
}

void fibre_yield(void) {
  if (ready_count == 0 || custody_self == NULL) return;
  int options[MOST];
  for (int i = 0; i <= ready_count; i++) options[i] = i;
  int choice = custody_pick("schedule", options, ready_count + 1);
  if (choice <= 0 || choice > ready_count) return;
  int first = ready[choice - 1];
  memmove(ready + 1, ready, (size_t)(choice - 1) * sizeof *ready);
  ready[0] = first;
  fibre_wake(custody_self);
  switch_to_scheduler();
}

void fibres_run(void) {
  while (ready_count > 0) {
    fibre *it = &fibres[ready[0]];
    memmove(ready, ready + 1, (size_t)--ready_count * sizeof *ready);
    custody_self = it;
    swapcontext(&scheduler, it->context);
    custody_self = NULL;
  }
}

#define ALARMS 256
static struct alarm {
  const void *key;
  uint64_t due;
  struct party *party;
  void (*run)(void *);
  void *argument;
  unsigned char level;
} alarms[ALARMS];

void clock_set(const void *key, uint64_t after, struct party *party, void (*run)(void *), void *argument, unsigned char level) {
  clock_cancel(key);
  for (int i = 0; i < ALARMS; i++)
    if (alarms[i].key == NULL) {
      alarms[i] = (struct alarm){key, custody_now + (after == 0 ? 1 : after), party, run, argument, level};
      return;
    }
  say_fatal("more than 256 timers are set");
}

int clock_cancel(const void *key) {
  for (int i = 0; i < ALARMS; i++)
    if (alarms[i].key == key) {
      alarms[i].key = NULL;
      return 1;
    }
  return 0;
}

uint64_t clock_next(void) {
  uint64_t next = 0;
  for (int i = 0; i < ALARMS; i++)
    if (alarms[i].key != NULL && (next == 0 || alarms[i].due < next)) next = alarms[i].due;
  for (int i = 0; i < MOST; i++)
    if (fibres[i].state == FIBRE_WAITING && fibres[i].due != 0 && (next == 0 || fibres[i].due < next)) next = fibres[i].due;
  return next;
}

void clock_fire(uint64_t now, const char *on) {
  custody_now = now;
  for (int i = 0; i < MOST; i++)
    if (fibres[i].state == FIBRE_WAITING && fibres[i].due != 0 && fibres[i].due <= now) {
      fibres[i].timed_out = 1;
      fibre_wake(&fibres[i]);
    }
  for (int i = 0; i < ALARMS; i++) {
    struct alarm one = alarms[i];
    if (one.key == NULL || one.due > now) continue;
    alarms[i].key = NULL;
    fibre_start(on, "timer", one.party, one.run, one.argument, one.level);
    on = NULL;
  }
}
