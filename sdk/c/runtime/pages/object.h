/* Everything that the driver may touch is an object on pages of its own, and every object knows who has it. */
#ifndef CUSTODY_OBJECT_H
#define CUSTODY_OBJECT_H
#include "protect.h"
#include <stdint.h>

typedef enum { OBJECT_FREE, OBJECT_MEMORY, OBJECT_LIST, OBJECT_BUFFER, OBJECT_MDL, OBJECT_PACKET, OBJECT_LOOKAHEAD, OBJECT_IRP } object_kind;

/* What the kit was told last, so that only changes are said. */
typedef struct {
  int valid;
  int64_t status, cancel, size, offset, frame_type, vlan, scratch, buffers, children;
  uint64_t chain, next, info, parent;
  char client[24], source[48];
  unsigned char *data;
  size_t bytes, room;
} object_told;

typedef struct object {
  object_kind kind;
  /* the resource that it is to the kit, "" for none: parts belong to `of` */
  char id[24];
  struct object *of;
  uint32_t page, pages, index;
  /* where the driver sees it */
  unsigned char *at;
  size_t bytes;
  custody_access access;
  /* 0 as long as whoever has it may: the kit's resource came from somebody else, and goes back to him */
  int foreign, freed, touched;
  /* nobody has looked at it since it came: the pages are closed until somebody does, and that is said */
  int unread;
  /* lent until the call returns that brought it */
  int lent;
  /* a packet that was received: shares that are ours, and whether its handler runs; a destination: what is moved to it */
  int shares, shown;
  unsigned transfer_at, transfer_bytes;
  char holder[24], since[96];
  void *given_by[6];
  int given_depth;
  const void *party;
  void *pool;
  /* under poison: what it held, and where */
  unsigned char *saved;
  size_t saved_at, saved_bytes;
  object_told told;
  struct object *next_of_id;
} object;

/* Pages for so many bytes; `before` of them lie in front of a page boundary (a packet's header before its reserved part). */
object *object_make(object_kind kind, size_t bytes, size_t before);
/* Nobody may touch it any more; its pages are used again when 256 others were retired. */
void object_retire(object *it);
object *object_at(const void *driver_pointer);
/* Each party that this process plays has pages of its own, also for what several of them share. */
object *object_of_id(const char *id, const void *party);
void object_name(object *it, const char *id);
/* The same bytes, always open. Other pointers are given back as they are. */
void *kit_view(const void *driver_pointer);
#define KIT(p) ((__typeof__(p))kit_view(p))
/* The pages of [at, at + bytes) of an object: all of them when it is the whole object, else those wholly inside. */
void object_access(object *it, const void *at, size_t bytes, custody_access access);
void object_access_all(object *it, custody_access access);
/* Closed until the first look, which is said as `reads`. */
void object_unread(object *it);
/* Between begin and commit, changes are gathered, and neighbours are changed at once. */
void access_begin(void);
void access_commit(void);
/* Every object that is not free, in the order of making. */
object *object_next(object *after);

typedef enum { TOUCH_CONTINUE, TOUCH_STOP, TOUCH_EVERY } touch_mode;
void objects_begin(void);
void object_opened(object *it);
/* Under poison: it was written while it was away. */
void object_spoiled(object *it);
unsigned char *object_first_page(const object *it);
extern touch_mode custody_touch_mode;
extern int custody_poisons;
void touch_watch(void);
/* Places as "file:line in function" or "module+offset", each ended by a null; without the runtime's own, unless there is nothing else. */
int frames_spell(void *const *frames, int depth, char *text, int room);
#endif
