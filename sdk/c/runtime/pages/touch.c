/* A touch of what was given away becomes a line for the kit: what, how, where, who has it since which step. */
#include <stdio.h>
#include <unistd.h>
#include "object.h"
#include "../line/wire.h"
#include "../../include/ndis.h"

static object *stepping;

/* Which field of its resource lies there. */
static const char *field_at(const object *it, size_t offset) {
  switch (it->kind) {
  case OBJECT_LIST:
    if (offset < sizeof(PVOID)) return "next";
    if (offset >= offsetof(NET_BUFFER_LIST, Status) && offset < offsetof(NET_BUFFER_LIST, NetBufferListInfo)) return "status";
    if (offset >= offsetof(NET_BUFFER_LIST, NetBufferListInfo) && offset < sizeof(NET_BUFFER_LIST)) return "info";
    if (offset >= offsetof(NET_BUFFER_LIST, SourceHandle) && offset < offsetof(NET_BUFFER_LIST, NblFlags)) return "source";
    if (offset >= offsetof(NET_BUFFER_LIST, Scratch) && offset < offsetof(NET_BUFFER_LIST, SourceHandle)) return "scratch";
    return "chain";
  case OBJECT_BUFFER: return "offset";
  case OBJECT_MDL: return "chain";
  case OBJECT_PACKET: return "status";
  default: return "data";
  }
}

static custody_verdict touched(const custody_touch *touch) {
  object *it = object_at(touch->at);
  if (it == NULL) return CUSTODY_NOT_OURS;
  object *what = it;
  while ((what->id[0] == 0 || what->kind == OBJECT_BUFFER) && what->of != NULL) what = what->of;
  if (it->unread) {
    it->unread = 0;
    object_access_all(it, it->access);
    if (what->id[0] != 0 && touch->writes != 1) say_look(what);
    return CUSTODY_GO_ON;
  }
  int writes = touch->writes >= 0 ? touch->writes : it->access == CUSTODY_READ;
  if (!it->touched || custody_touch_mode == TOUCH_EVERY)
    say_touch(what, what == it ? field_at(it, (size_t)(touch->at - it->at)) : it->kind == OBJECT_MDL || it->kind == OBJECT_BUFFER ? "chain" : "data", writes, touch->frames, touch->depth);
  it->touched = 1;
  if (custody_touch_mode == TOUCH_STOP) {
    say_error("stopped at the first touch (CUSTODY_TOUCH=stop)");
  }
  custody_protect(object_first_page(it), (size_t)it->pages * 4096, CUSTODY_WRITE);
  if (custody_touch_mode == TOUCH_CONTINUE) {
    object_opened(it);
    return CUSTODY_GO_ON;
  }
  stepping = it;
  return CUSTODY_STEP;
}

static void stepped(void) {
  if (stepping == NULL) return;
  custody_protect(object_first_page(stepping), (size_t)stepping->pages * 4096, stepping->access);
  stepping = NULL;
}

void object_spoiled(object *it) {
  object *what = it->of != NULL ? it->of : it;
  if (what->freed) return;
  say_error("the data of %s were written while %s had them, since %s (CUSTODY_PROTECTION=poison does not know where)", what->id[0] ? what->id : "memory", what->holder[0] ? what->holder : "nobody", what->since);
}

void touch_watch(void) {
  if (custody_watch(touched, stepped) != 0) fprintf(stderr, "custody: faults cannot be watched here\n");
}
