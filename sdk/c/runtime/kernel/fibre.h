/* One thread of the system, many fibres: a stack for every line of calls, and the kit's clock. */
#ifndef CUSTODY_FIBRE_H
#define CUSTODY_FIBRE_H
#include "../line/json.h"
#include <stdint.h>

typedef enum { FIBRE_FREE, FIBRE_READY, FIBRE_ANSWER, FIBRE_WAITING } fibre_state;
typedef struct fibre {
  fibre_state state;
  /* its virtual thread as it stands in a line: 7, or "worker1" */
  char on[32];
  /* the party that it acts as */
  struct party *party;
  unsigned char level;
  int depth, locks;
  /* the call that it waits for, and what came */
  int64_t awaited;
  json_line *answer, *incoming;
  const void *waits_for;
  /* the `do` that it carries out */
  json *doing;
  uint64_t due;
  int timed_out;
  void (*run)(void *);
  void *argument;
  void *context, *stack;
} fibre;

extern uint64_t custody_now;
extern fibre *custody_self;
/* `on` NULL: a thread of our own, called after `kind`. */
fibre *fibre_start(const char *on, const char *kind, struct party *party, void (*run)(void *), void *argument, unsigned char level);
fibre *fibre_on(const char *on);
fibre *fibre_awaiting(int64_t call);
/* Until something calls fibre_wake. */
void fibre_park(fibre_state state);
void fibre_wake(fibre *it);
/* Wakes who waits for this; all of them, or the first. */
int fibre_signal(const void *what, int all);
/* Parks until a signal; 0 when the time (microseconds, 0 for ever) ran out. */
int fibre_wait(const void *what, uint64_t after);
/* Another ready one may go first; the kit chooses. */
void fibre_yield(void);
/* Runs what is ready, until nothing is. */
void fibres_run(void);
/* In so many microseconds, a fibre of its own; the key names it, so that it can be set again or cancelled. */
void clock_set(const void *key, uint64_t after, struct party *party, void (*run)(void *), void *argument, unsigned char level);
int clock_cancel(const void *key);
/* When the next thing is due; 0: never. */
uint64_t clock_next(void);
void clock_fire(uint64_t now, const char *on);
#endif
