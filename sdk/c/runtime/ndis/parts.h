/* Lists and packets as objects: how they are made, walked, closed and opened, told to the kit and learnt from it. */
#ifndef CUSTODY_PARTS_H
#define CUSTODY_PARTS_H
#include "../line/wire.h"
#include "../../include/ndis.h"

/* A pool of lists, buffers or packets. */
typedef struct pool {
  char id[64];
  int said, reserved, allocates_buffers;
  USHORT context;
  ULONG data;
  struct party *party;
} pool;
pool *pool_make(const char *kind, int reserved);
void pool_free(pool *it);
/* Says that it is there: its type, and in which way it was made. */
void introduce(object *whole, const char *type, const char *way);
/* Says a freeing, and who it takes it from if it is not ours. */
void free_whole(object *it, const char *way, void *from);

/* Everything that belongs to a list or packet: itself, its buffers, MDLs and data. */
typedef void part_visitor(object *part, const void *at, size_t bytes, object *whole, void *argument);
void parts_of(object *whole, part_visitor *visit, void *argument);
void parts_access(object *whole, custody_access control, custody_access data);
void whole_access(object *it, custody_access access);
/* Closed until somebody looks, if it came from somebody else. */
void whole_unread(object *it);
/* Closed for whoever gave it; `word` and the place of the call are remembered. */
void parts_give(object *whole, const char *holder, const char *word, void *from);
size_t parts_bytes(object *whole, unsigned char *to, size_t room);
PMDL mdl_over(object *whole, void *at, ULONG bytes);
object *packet_make(int reserved);

/* Says what of it has changed. */
void tell_packet(object *packet);
void tell_lookahead(object *it, const void *at, size_t bytes);
void tell_scratch(object *list, int again);
/* `index`: its place among those that are sent. */
void tell_list(object *list, int with_next, int index);

/* What an argument of the line names, as this party may see it: own things again, or new ones in their likeness; `known`: only those that are there. */
int likenesses(party *self, const json *line, const char *type, const char *argument, int known, object **things, int most);
/* Its status, as the line has it; the bytes that were moved to it. */
void likeness_refresh(object *it, const json *line);
void likeness_landed(object *it, const json *line);

typedef struct {
  const char *name;
  ULONG value;
} flag_name;
/* Each ended by one without a name. */
extern const flag_name send_flags[], receive_flags[], return_flags[], complete_flags[];
void say_flags(const char *key, ULONG flags, const flag_name *table);
ULONG hear_flags(const json *flags, const flag_name *table);
const char *status_name(NDIS_STATUS status, int generation);
NDIS_STATUS status_of(const char *name);
/* Contexts and handles that are texts to the kit. */
PVOID handle_of(const char *text);
const char *handle_text(NDIS_HANDLE handle);
/* A number that a place in the arena has from run to run. */
size_t from_arena(const void *pointer);
#endif
