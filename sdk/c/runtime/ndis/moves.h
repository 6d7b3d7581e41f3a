/* What crosses a boundary in one call, and what that does to custody: the table is made out of the specification. */
#ifndef CUSTODY_MOVES_H
#define CUSTODY_MOVES_H
#include "parts.h"

/* An argument or a result that we say. */
typedef enum { SAY_NOTHING, SAY_TEXT, SAY_INT, SAY_HEX, SAY_OWN, SAY_FLAGS, SAY_LISTS, SAY_LINKED, SAY_PACKETS, SAY_PACKET, SAY_ROOM, SAY_LOOKAHEAD, SAY_STATUSES } saying_kind;
typedef struct {
  const char *name;
  saying_kind kind;
  const void *at;
  int64_t number;
} saying;
#define TEXT(name, text) ((saying){name, SAY_TEXT, text, 0})
#define INT(name, number) ((saying){name, SAY_INT, NULL, (int64_t)(number)})
#define HEX(name, bytes, count) ((saying){name, SAY_HEX, bytes, (int64_t)(count)})
/* a handle of this party's: "binding:P" */
#define OWN(name, party) ((saying){name, SAY_OWN, party, 0})
#define FLAGS(flags, table) ((saying){"flags", SAY_FLAGS, table, (int64_t)(flags)})
#define LISTS(lists) ((saying){"lists", SAY_LISTS, lists, 0})
/* lists that are told with their links */
#define LINKED(lists) ((saying){"lists", SAY_LINKED, lists, 0})
#define PACKETS(packets, count) ((saying){"packets", SAY_PACKETS, packets, (int64_t)(count)})
#define PACKET(packet) ((saying){"packet", SAY_PACKET, packet, 0})
/* a packet of which only the room matters */
#define ROOM(packet) ((saying){"packet", SAY_ROOM, packet, 0})
#define LOOKAHEAD(buffer, bytes) ((saying){"lookahead", SAY_LOOKAHEAD, buffer, (int64_t)(bytes)})
#define STATUSES(statuses, count) ((saying){"statuses", SAY_STATUSES, statuses, (int64_t)(count)})
#define WHERE(is_there, one) ((is_there) ? (one) : (saying){"", SAY_NOTHING, NULL, 0})
#define NOTHING WHERE(0, INT("", 0))

#define MOST_THINGS 256
/* One call between its beginning and its end: what both sides said, and the resources that it names. */
typedef struct crossing {
  party *self;
  const char *word, *other;
  /* where the driver called from, for a call of its own */
  void *from;
  /* ended by one without a name */
  const saying *said;
  /* the kit's line: the call, or its answer; its arguments or results */
  json *line;
  const json *heard;
  object *things[MOST_THINGS];
  int count;
} crossing;

typedef enum { AT_CALL, AT_RETURN } move_time;
typedef enum { GIVES, LENDS } move_verb;
typedef struct {
  const char *word;
  move_time time;
  /* of what, and which argument names it */
  const char *resource, *argument;
  move_verb verb;
  /* role */
  const char *to;
  int read_only;
  /* absent: always; the title */
  int (*when)(const crossing *at, const object *it);
  int (*shares)(const crossing *at, const object *it);
} custody_move;
/* Ended by a row without a word; of several the first that holds. */
extern const custody_move custody_moves[];

/* What conditions of the table ask. */
const char *crossing_text(const crossing *at, const char *name);
int crossing_int(const crossing *at, const char *name);
int crossing_has(const crossing *at, const char *name, const char *text);
int crossing_same(const char *one, const char *other);
const char *crossing_field(const object *it, const char *field);
int crossing_property(const crossing *at, const char *role, const char *property);

/* The rows of the table at work: with a call of ours, with its answer, with a call to us, with our answer. */
void moves_say(crossing *at);
void moves_answered(crossing *at);
void moves_hear(crossing *at);
void moves_reply(crossing *at);

/* A call of ours, from the place that called us: its answer, to be freed. Whoever is ready may go next. */
json_line *speak(party *self, const char *other, const char *word, const saying *said, void *from);
#define SAID(...) ((const saying[]){__VA_ARGS__, {NULL, SAY_NOTHING, NULL, 0}})
#define FROM_HERE __builtin_return_address(0)
#define ASK(self, word, ...) speak(self, ndis_of(self), word, SAID(__VA_ARGS__), FROM_HERE)
#define SPEAK(self, word, ...) json_free(ASK(self, word, __VA_ARGS__))
/* What an answer says; the line is freed. */
NDIS_STATUS answered_status(json_line *answer);
int64_t answered_int(json_line *answer, const char *result);
/* Our answer to a call. */
void reply(crossing *at, const saying *said);
#define REPLY(at, ...) reply(at, SAID(__VA_ARGS__))
/* The named argument of a call to us. */
json *asked(const crossing *at, const char *argument);

/* A word that is said to our role. */
typedef struct word {
  const char *name;
  void (*answer)(crossing *at);
  enum { WORD_PLAIN, WORD_PASSIVE = 1, WORD_UNBOUND = 2 } how;
  /* of the driver; 0: of any */
  int generation;
  /* where its handler stands; NULL: it needs none */
  const void *handler;
} word;
/* Ended by one without a name. */
extern const word protocol_words[], miniport_words[], filter_words[];
#endif
