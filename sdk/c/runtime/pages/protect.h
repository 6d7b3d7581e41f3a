/* The half that the platform decides: one piece of memory seen twice, and who touched what is closed. */
#ifndef CUSTODY_PROTECT_H
#define CUSTODY_PROTECT_H
#include <stddef.h>

typedef enum { CUSTODY_NONE, CUSTODY_READ, CUSTODY_WRITE } custody_access;
/* The driver's view changes its protection, the kit's view is always open; the same bytes at the same distance. */
typedef struct {
  unsigned char *driver, *kit;
  size_t bytes;
} custody_views;
typedef struct {
  unsigned char *at;
  /* 1 write, 0 read, -1 the machine does not say */
  int writes;
  /* return addresses, innermost first */
  void *frames[24];
  int depth;
} custody_touch;
/* What to do after a touch: let it happen once more as if nothing was (the page is open now), let it happen and close again, or not ours. */
typedef enum { CUSTODY_GO_ON, CUSTODY_STEP, CUSTODY_NOT_OURS } custody_verdict;
typedef custody_verdict custody_watcher(const custody_touch *touch);

int custody_views_make(custody_views *views, size_t bytes);
/* 0, or nonzero when the machine has no more room for protected areas. */
int custody_protect(void *at, size_t bytes, custody_access access);
/* `stepped` is told when the instruction after CUSTODY_STEP is over. */
int custody_watch(custody_watcher *touched, void (*stepped)(void));
/* The callers of whoever calls, innermost first. */
int custody_callers(void **frames, int most);
#endif
