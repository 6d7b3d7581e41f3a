/* The arena: pages, objects, and who may do what with them. */
#define _GNU_SOURCE
#include "object.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 4096u
#define ARENA ((size_t)1 << 29)
#define PAGES (ARENA / PAGE)
#define QUARANTINE 256
#define BUCKETS 1024

static custody_views views;
static object **objects, *free_object;
static uint32_t made, room;
static uint32_t *page_owner; /* 1 + index of the object */
static uint32_t next_page;
static uint32_t *free_pages[64]; /* stacks of first pages, by count */
static uint32_t free_count[64], free_room[64];
static object *quarantine[QUARANTINE];
static uint32_t quarantined;
static object *by_id[BUCKETS];
static unsigned char *page_access;
int custody_poisons;
touch_mode custody_touch_mode;

static void fail(const char *what) {
  fprintf(stderr, "custody: %s\n", what);
  exit(1);
}

void objects_begin(void) {
  const char *mode = getenv("CUSTODY_TOUCH"), *way = getenv("CUSTODY_PROTECTION");
  custody_touch_mode = mode == NULL ? TOUCH_CONTINUE : !strcmp(mode, "stop") ? TOUCH_STOP : !strcmp(mode, "every") ? TOUCH_EVERY : TOUCH_CONTINUE;
  if (custody_views_make(&views, ARENA) != 0) fail("there is no memory that can be seen twice");
  page_owner = calloc(PAGES, sizeof *page_owner);
  page_access = malloc(PAGES); /* what was never taken is never read */
  if (page_owner == NULL || page_access == NULL) fail("out of memory");
  if (way != NULL && !strcmp(way, "poison")) custody_poisons = 1;
  if (way != NULL && !strcmp(way, "none")) custody_poisons = 2;
}

static uint32_t pages_take(uint32_t count) {
  if (count < 64 && free_count[count] > 0) return free_pages[count][--free_count[count]];
  if (next_page + count > PAGES) fail("the arena is full");
  memset(page_access + next_page, CUSTODY_WRITE, count);
  next_page += count;
  return next_page - count;
}

static void pages_give(uint32_t page, uint32_t count) {
  if (count >= 64) return;
  if (free_count[count] == free_room[count]) {
    free_room[count] = free_room[count] * 2 + 64;
    free_pages[count] = realloc(free_pages[count], free_room[count] * sizeof **free_pages);
    if (free_pages[count] == NULL) fail("out of memory");
  }
  free_pages[count][free_count[count]++] = page;
}

static object *object_room(void) {
  if (free_object != NULL) {
    object *it = free_object;
    free_object = it->of;
    return it;
  }
  if (made == room) {
    room = room * 2 + 256;
    objects = realloc(objects, room * sizeof *objects);
    if (objects == NULL) fail("out of memory");
  }
  object *it = calloc(1, sizeof *it);
  if (it == NULL) fail("out of memory");
  it->index = made;
  return objects[made++] = it;
}

object *object_make(object_kind kind, size_t bytes, size_t before) {
  uint32_t in_front = (uint32_t)((before + PAGE - 1) / PAGE), behind = (uint32_t)((bytes - before + PAGE - 1) / PAGE);
  uint32_t pages = in_front + behind > 0 ? in_front + behind : 1;
  object *it = object_room();
  uint32_t index = it->index;
  memset(it, 0, sizeof *it);
  it->index = index;
  it->kind = kind;
  it->pages = pages;
  it->page = pages_take(pages);
  it->at = views.driver + (size_t)it->page * PAGE + (in_front * PAGE - before);
  it->bytes = bytes;
  it->access = CUSTODY_WRITE;
  for (uint32_t i = 0; i < pages; i++) page_owner[it->page + i] = index + 1;
  memset(views.kit + (size_t)it->page * PAGE, 0, (size_t)pages * PAGE);
  object_access_all(it, CUSTODY_WRITE);
  return it;
}

static uint32_t bucket_of(const char *id) {
  uint32_t hash = 2166136261u;
  while (*id) hash = (hash ^ (unsigned char)*id++) * 16777619u;
  return hash % BUCKETS;
}

static void unname(object *it) {
  if (it->id[0] == 0) return;
  for (object **at = &by_id[bucket_of(it->id)]; *at != NULL; at = &(*at)->next_of_id)
    if (*at == it) {
      *at = it->next_of_id;
      return;
    }
}

void object_name(object *it, const char *id) {
  unname(it);
  snprintf(it->id, sizeof it->id, "%s", id);
  if (it->id[0] == 0) return;
  object **at = &by_id[bucket_of(it->id)];
  it->next_of_id = *at;
  *at = it;
}

object *object_of_id(const char *id, const void *party) {
  for (object *it = by_id[bucket_of(id)]; it != NULL; it = it->next_of_id)
    if (it->party == party && !strcmp(it->id, id)) return it;
  return NULL;
}

static void object_end(object *it) {
  for (uint32_t i = 0; i < it->pages; i++) page_owner[it->page + i] = 0;
  access_begin();
  object_access_all(it, CUSTODY_WRITE);
  access_commit();
  pages_give(it->page, it->pages);
  unname(it);
  free(it->told.data);
  free(it->saved);
  it->told.data = it->saved = NULL;
  it->kind = OBJECT_FREE;
  it->id[0] = 0;
  it->of = free_object;
  free_object = it;
}

void object_retire(object *it) {
  it->freed = 1;
  object_access_all(it, CUSTODY_NONE);
  /* the id may be given to another by now */
  object **slot = &quarantine[quarantined++ % QUARANTINE];
  if (*slot != NULL) object_end(*slot);
  *slot = it;
}

object *object_at(const void *pointer) {
  size_t offset = (size_t)((const unsigned char *)pointer - views.driver);
  if (page_owner == NULL || (const unsigned char *)pointer < views.driver || offset >= ARENA) return NULL;
  uint32_t owner = page_owner[offset / PAGE];
  return owner == 0 ? NULL : objects[owner - 1];
}

void *kit_view(const void *pointer) {
  size_t offset = (size_t)((const unsigned char *)pointer - views.driver);
  if ((const unsigned char *)pointer < views.driver || offset >= ARENA) return (void *)(uintptr_t)pointer;
  return views.kit + offset;
}

/* Ranges of pages that wait for their new protection. */
static struct {
  uint32_t page, pages;
  custody_access access;
} changes[256];
static int changed, gathering;

/* Nothing is closed from here on, and nothing stays closed. */
static void give_up(void) {
  custody_poisons = 1;
  custody_protect(views.driver, ARENA, CUSTODY_WRITE);
  memset(page_access, CUSTODY_WRITE, next_page);
  fprintf(stderr, "custody: no more room for protected areas: from here on only writes to data that were given away are found, when they come back (poison)\n");
}

static void change_now(uint32_t page, uint32_t pages, custody_access access) {
  if (custody_poisons) return;
  if (custody_protect(views.driver + (size_t)page * PAGE, (size_t)pages * PAGE, access) != 0) give_up();
  else memset(page_access + page, access, pages);
}

void access_begin(void) {
  gathering++;
}

void access_commit(void) {
  if (--gathering > 0) return;
  /* few: insertion sort by page, then neighbours of one kind together */
  for (int i = 1; i < changed; i++)
    for (int j = i; j > 0 && changes[j - 1].page > changes[j].page; j--) {
      __typeof__(changes[0]) one = changes[j];
      changes[j] = changes[j - 1];
      changes[j - 1] = one;
    }
  for (int i = 0; i < changed;) {
    int j = i + 1;
    uint32_t end = changes[i].page + changes[i].pages;
    for (; j < changed && changes[j].page == end && changes[j].access == changes[i].access; j++) end += changes[j].pages;
    change_now(changes[i].page, end - changes[i].page, changes[i].access);
    i = j;
  }
  changed = 0;
}

static void change(uint32_t page, uint32_t pages, custody_access access) {
  uint32_t same = 0;
  while (same < pages && page_access[page + same] == access) same++;
  if (same == pages && changed == 0) return;
  if (changed == 256) {
    int depth = gathering;
    gathering = 1;
    access_commit();
    gathering = depth;
  }
  changes[changed].page = page;
  changes[changed].pages = pages;
  changes[changed++].access = access;
  if (gathering == 0) {
    gathering = 1;
    access_commit();
  }
}

#define POISON 0xdb
/* Without protection: what is given away is not to be recognised, and what was written to it meanwhile is found. */
static void poison(object *it, unsigned char *at, size_t bytes, custody_access access) {
  unsigned char *open = kit_view(it->at);
  if (custody_poisons != 1 || it->kind != OBJECT_MEMORY) return;
  if (access == CUSTODY_NONE && it->saved == NULL && (it->saved = malloc(bytes)) != NULL) {
    it->saved_at = (size_t)(at - it->at), it->saved_bytes = bytes;
    memcpy(it->saved, open + it->saved_at, bytes);
    memset(open + it->saved_at, POISON, bytes);
  } else if (access != CUSTODY_NONE && it->saved != NULL) {
    int spoiled = 0;
    for (size_t i = 0; i < it->saved_bytes; i++) spoiled |= open[it->saved_at + i] != POISON;
    memcpy(open + it->saved_at, it->saved, it->saved_bytes);
    free(it->saved);
    it->saved = NULL;
    if (spoiled) object_spoiled(it);
  }
}

void object_access(object *it, const void *from, size_t bytes, custody_access access) {
  unsigned char *at = (unsigned char *)(uintptr_t)from;
  if (at <= it->at && at + bytes + 15 >= it->at + it->bytes) { /* but for what an alignment adds */
    object_access_all(it, access);
    return;
  }
  poison(it, at, bytes, access);
  size_t offset = (size_t)(at - views.driver);
  uint32_t first = (uint32_t)((offset + PAGE - 1) / PAGE), end = (uint32_t)((offset + bytes) / PAGE);
  if (end > first) change(first, end - first, access);
}

void object_access_all(object *it, custody_access access) {
  if (it->freed && access != CUSTODY_NONE && it->kind != OBJECT_FREE && page_owner[it->page] != 0) return;
  poison(it, it->at, it->bytes, access);
  if (access != it->access) it->touched = 0;
  it->access = access;
  it->unread = 0;
  change(it->page, it->pages, access);
}

void object_unread(object *it) {
  if (it->access == CUSTODY_NONE || custody_poisons) return;
  it->unread = 1;
  change(it->page, it->pages, CUSTODY_NONE);
}

object *object_next(object *after) {
  uint32_t i = after == NULL ? 0 : after->index + 1;
  while (i < made && objects[i]->kind == OBJECT_FREE) i++;
  return i < made ? objects[i] : NULL;
}

/* Its protection is off since a touch; the next hand-over puts it on again. */
void object_opened(object *it) {
  memset(page_access + it->page, 0xff, it->pages);
}

unsigned char *object_first_page(const object *it) {
  return views.driver + (size_t)it->page * PAGE;
}
