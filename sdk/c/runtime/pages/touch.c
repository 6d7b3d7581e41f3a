/* A touch of what was given away becomes a line for the kit: what, how, where, who has it since which step. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "object.h"
#include "../line/wire.h"
#include "../../include/ndis.h"

static object *stepping;

static int same_module(struct dl_phdr_info *info, size_t size, void *state) {
  (void)size;
  struct {
    uintptr_t at, offset;
    char name[256];
  } *found = state;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
    if (found->at < from || found->at >= from + info->dlpi_phdr[i].p_memsz) continue;
    found->offset = found->at - info->dlpi_addr;
    snprintf(found->name, sizeof found->name, "%s", info->dlpi_name[0] ? info->dlpi_name : "/proc/self/exe");
    return 1;
  }
  return 0;
}

/* Asks addr2line, where there is one; CUSTODY_SYMBOLS=off does not. */
static int ask(const char *module, uintptr_t *offsets, int count, char *answer, size_t room) {
  const char *wish = getenv("CUSTODY_SYMBOLS");
  int ends[2];
  size_t length = 0;
  char *arguments[40] = {"addr2line", "-f", "-s", "-e", (char *)(uintptr_t)module}, texts[32][20];
  if ((wish != NULL && !strcmp(wish, "off")) || count > 32 || pipe(ends) != 0) return 0;
  for (int i = 0; i < count; i++) {
    snprintf(texts[i], sizeof texts[i], "%lx", (unsigned long)offsets[i] - 1);
    arguments[5 + i] = texts[i];
  }
  arguments[5 + count] = NULL;
  char self[512];
  ssize_t link = readlink("/proc/self/exe", self, sizeof self - 1);
  if (link > 0 && !strcmp(module, "/proc/self/exe")) self[link] = 0, arguments[4] = self;
  pid_t child = fork();
  if (child == 0) {
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0), dup2(ends[1], 1), dup2(nothing, 2);
    close(ends[0]), close(ends[1]);
    execvp("addr2line", arguments);
    _exit(127);
  }
  close(ends[1]);
  for (ssize_t n; length + 1 < room && (n = read(ends[0], answer + length, room - 1 - length)) > 0;) length += (size_t)n;
  answer[length] = 0;
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  return length > 0;
}

/* Files of this folder, as addr2line names them. */
int frame_is_ours(const char *text) {
  static const char *const files[] = {"say.c", "wire.c", "fibre.c", "memory.c", "locks.c", "lists.c", "packets.c", "protocol.c", "miniport.c", "work.c", "irp.c", "touch.c", "protect_posix.c", "object.c", "custody.c", "crossing.c", "libc", "ld-linux"};
  for (unsigned i = 0; i < sizeof files / sizeof *files; i++)
    if (!strncmp(text, files[i], strlen(files[i]))) return 1;
  return 0;
}

int frames_spell(void *const *frames, int depth, char *text, int room) {
  struct {
    uintptr_t at, offset;
    char name[256];
  } found[24];
  uintptr_t offsets[24];
  char answer[8192];
  int own = 0, said = 0;
  char *end = text + room;
  for (int i = 0; i < depth && i < 24; i++) {
    found[i].at = (uintptr_t)frames[i], found[i].offset = 0, found[i].name[0] = 0;
    dl_iterate_phdr(same_module, &found[i]);
    if (!strcmp(found[i].name, "/proc/self/exe")) offsets[own++] = found[i].offset;
  }
  char *line = own > 0 && ask("/proc/self/exe", offsets, own, answer, sizeof answer) ? answer : NULL;
  for (int i = 0; i < depth && i < 24 && text + 300 < end; i++) {
    const char *module = strrchr(found[i].name, '/');
    int is_own = !strcmp(found[i].name, "/proc/self/exe");
    char *function = NULL, *place = NULL;
    if (is_own && line != NULL) {
      function = strsep(&line, "\n");
      place = line == NULL ? NULL : strsep(&line, "\n");
    }
    char *note = place == NULL ? NULL : strstr(place, " (");
    if (note != NULL) *note = 0;
    if (place != NULL && place[0] != '?') {
      /* the runtime's own frames are nobody's business */
      text += snprintf(text, (size_t)(end - text), "%s in %s", place, function) + 1;
    } else text += snprintf(text, (size_t)(end - text), "%s+0x%lx", is_own ? "adapter" : module == NULL ? "?" : module + 1, (unsigned long)found[i].offset) + 1;
    said++;
    if (function != NULL && !strcmp(function, "custody_fibre_main")) break;
  }
  return said;
}

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
    say_flush();
    _exit(70);
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

void touch_watch(void) {
  if (custody_watch(touched, stepped) != 0) fprintf(stderr, "custody: faults cannot be watched here\n");
}
