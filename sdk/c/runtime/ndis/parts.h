/* Lists and packets as objects: how they are made, walked, closed and opened, told to the kit and learnt from it. */
#ifndef CUSTODY_PARTS_H
#define CUSTODY_PARTS_H
#include "../line/wire.h"
#include "../../include/ndis.h"

/* A pool of lists or packets. */
typedef struct pool {
  char id[64];
  int said, reserved, allocates_buffers;
  USHORT context;
  ULONG data;
  struct party *party;
} pool;
pool *pool_make(const char *kind, int reserved);
void pool_free(pool *it);

/* Everything that belongs to a list or packet: itself, its buffers, MDLs and data. */
typedef void part_visitor(object *part, const void *at, size_t bytes, object *whole, void *argument);
void parts_of(object *whole, part_visitor *visit, void *argument);
void parts_access(object *whole, custody_access control, custody_access data);
/* Closed for whoever gave it; `word` and the place of the call are remembered. */
void parts_give(object *whole, const char *holder, const char *word, void *from);
size_t parts_bytes(object *whole, unsigned char *to, size_t room);

/* Says that it is there, and what of it has changed. */
void tell_packet(object *packet);
void tell_scratch(object *list, int again);
/* `index`: its place among those that are sent. */
void tell_list(object *list, int with_next, int index);
void introduce(object *whole, const char *type, const char *way);
/* What a line of the kit names, as this party may see it: own things again, or new ones in its likeness. */
PNET_BUFFER_LIST hear_list(party *self, const json *resources, const char *id, int lent);
PNET_BUFFER_LIST hear_lists(party *self, const json *line, const char *argument, int lent);
PNDIS_PACKET hear_packet(party *self, const json *resources, const char *id);
object *hear_lookahead(party *self, const json *resources, const char *id, UINT *bytes);
object *packet_make(int reserved);
void packet_access(object *it, custody_access access);
/* Its own share of a packet, and whether it may look. */
void packet_shares(object *it, int more);
/* Ids of a chain, as an argument. */
int say_lists(const char *key, PNET_BUFFER_LIST first);
void say_flags(ULONG flags, const char *const *names, const ULONG *values);
ULONG hear_flags(const json *flags, const char *const *names, const ULONG *values);
const char *status_name(NDIS_STATUS status, int generation);
NDIS_STATUS status_of(const char *name);
size_t from_arena(const void *pointer);
party *acting(void);
/* Says a freeing, and who it takes it from if it is not ours. */
void free_whole(object *it, const char *way, void *from);
/* Contexts and handles that are texts to the kit. */
PVOID handle_of(const char *text);
const char *handle_text(NDIS_HANDLE handle);
extern const char *const send_flags[], *const receive_flags[], *const return_flags[], *const complete_flags[];
extern const ULONG send_values[], receive_values[], return_values[], complete_values[];
const char *ndis_of(const party *self);
#endif
