/* Lines to and from the kit, and the cast of the scenario. */
#ifndef CUSTODY_WIRE_H
#define CUSTODY_WIRE_H
#include "../kernel/fibre.h"
#include "json.h"
#include "../pages/object.h"

typedef struct party {
  char id[48], role[16], name[24], station[24], of[48];
  int plays;
  json *properties;
  /* what the driver gave for it: its binding's, or its adapter's, context */
  void *context;
  /* ENDED: unbound, halted or detached by the kit; it is not bound again unless that is said */
  enum { UNBOUND, QUIETLY_BOUND, BOUND, CLOSED, ENDED } bound;
  void *extra;
} party;
extern party custody_cast[64];
extern int custody_cast_count;
party *party_of(const char *id);
/* Whom the fibre acts as; outside of every fibre the first that we play. */
party *acting(void);
void cast_read(const json *reset);
const char *ndis_of(const party *self);
/* The first of this role at the same station; the nth. */
party *neighbour(const party *of, const char *role, int index);

/* A line is said piece by piece, and nobody is interrupted in the middle. */
void say_begin(const char *kind);
void say_key(const char *key);
void say_text(const char *key, const char *text);
void say_int(const char *key, int64_t value);
void say_hex(const char *key, const unsigned char *bytes, size_t count);
void say_open(const char *key, char bracket);
void say_close(char bracket);
void say_item(const char *text);
/* JSON as it is */
void say_raw(const char *key, const char *json);
void say_raw_on(void);
/* `on`, if there is a fibre */
void say_on(void);
void say_end(void);
void say_flush(void);

/* An act of the party that the fibre acts as. */
void act_begin(const char *name);
void act_end(void);
/* A call: arguments between the two, the answer to be freed. The fibre is parked, and may be called on top. */
void call_begin(party *from, const char *name, const char *to);
json_line *call_end(void);
int64_t call_number(void);
/* The answer to the call that this line made. */
void return_begin(const json *call);
void return_end(void);
void say_unsupported(const json *line, const char *reason);
/* The scenario is over, and this is why. */
void say_error(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void end_scenario(void) __attribute__((noreturn));
void say_fatal(const char *why) __attribute__((noreturn));
/* An error of the driver at the place that called us. */
void blame_caller(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* The first look at what was received, which is nothing wrong. */
void say_look(object *what);
void say_touch(object *what, const char *field, int writes, void *const *frames, int depth);

/* A call of the kit's, to one of the words of our role; the line is freed. */
void answer_call(json_line *line);
json_line *read_line(void);
/* Which generation of NDIS the driver has registered itself for; 0: none yet. */
extern int driver_generation;
void bind_quietly(party *self);
int open_again(party *self);
/* No acts while something is made ready that the scenario does not speak of. */
extern int custody_quiet;
extern const struct custody_driver *custody_the_driver;
extern int64_t custody_first_id;
int custody_pick(const char *name, const int *options, int count);
#endif
