/* Places in the program as text: by addr2line, where there is one. The runtime's own frames are nobody's business. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "object.h"

#define MOST 24
typedef struct {
  uintptr_t at, offset;
  char module[256];
  /* as addr2line has them; NULL: unknown */
  char *function, *place;
} frame;

static int module_of(struct dl_phdr_info *info, size_t size, void *state) {
  frame *found = state;
  (void)size;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
    if (found->at < from || found->at >= from + info->dlpi_phdr[i].p_memsz) continue;
    found->offset = found->at - info->dlpi_addr;
    snprintf(found->module, sizeof found->module, "%s", info->dlpi_name);
    return 1;
  }
  return 0;
}
static frame frame_at(const void *address) {
  frame it = {.at = (uintptr_t)address};
  if (dl_iterate_phdr(module_of, &it) == 0) snprintf(it.module, sizeof it.module, "?");
  return it;
}
/* The program itself has no name among the modules. */
static int is_program(const frame *it) {
  return it->module[0] == 0;
}

static void exec_addr2line(char **arguments, int answer) {
  int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, 0), dup2(answer, 1), dup2(nothing, 2);
  close(answer);
  execvp("addr2line", arguments);
  _exit(127);
}

/* Two lines for each frame of the program: its function, its place. */
static int ask(frame *const *frames, int count, char *answer, size_t room) {
  char *arguments[MOST + 8] = {"addr2line", "-f", "-e"}, program[512], texts[MOST + 1][20];
  int ends[2];
  size_t length = 0;
  ssize_t link = readlink("/proc/self/exe", program, sizeof program - 1);
  if (link <= 0 || pipe(ends) != 0) return 0;
  program[link] = 0, arguments[3] = program;
  for (int i = 0; i < count; i++) {
    snprintf(texts[i], sizeof texts[i], "%lx", (unsigned long)frames[i]->offset - 1);
    arguments[4 + i] = texts[i];
  }
  arguments[4 + count] = NULL;
  pid_t child = fork();
  if (child == 0) close(ends[0]), exec_addr2line(arguments, ends[1]);
  close(ends[1]);
  for (ssize_t n; length + 1 < room && (n = read(ends[0], answer + length, room - 1 - length)) > 0;) length += (size_t)n;
  answer[length] = 0;
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  return length > 0;
}

/* CUSTODY_SYMBOLS=off does not ask. */
static void resolve(frame *frames, int count, char *answer, size_t room) {
  const char *wish = getenv("CUSTODY_SYMBOLS");
  frame *own[MOST + 1];
  int many = 0;
  for (int i = 0; i < count; i++)
    if (is_program(&frames[i])) own[many++] = &frames[i];
  if ((wish != NULL && !strcmp(wish, "off")) || many == 0 || !ask(own, many, answer, room)) return;
  for (int i = 0; i < many && answer != NULL; i++) {
    own[i]->function = strsep(&answer, "\n");
    own[i]->place = answer == NULL ? NULL : strsep(&answer, "\n");
    char *note = own[i]->place == NULL ? NULL : strstr(own[i]->place, " (");
    if (note != NULL) *note = 0;
    if (own[i]->place != NULL && own[i]->place[0] == '?') own[i]->place = NULL;
  }
}

/* This file's folder is in the runtime's: `own` is a place in it. */
static int is_ours(const frame *it, const char *own) {
  if (!is_program(it)) return strstr(it->module, "libc.so") != NULL || strstr(it->module, "ld-linux") != NULL || strstr(it->module, "libgcc") != NULL;
  const char *end = own == NULL ? NULL : strstr(own, "/pages/frames.c");
  return it->place != NULL && end != NULL && !strncmp(it->place, own, (size_t)(end - own) + 1);
}

static int spell(const frame *it, char *text, size_t room) {
  const char *slash = strrchr(it->place != NULL ? it->place : it->module, '/');
  if (it->place != NULL) return snprintf(text, room, "%s in %s", slash == NULL ? it->place : slash + 1, it->function);
  return snprintf(text, room, "%s+0x%lx", is_program(it) ? "adapter" : slash == NULL ? it->module : slash + 1, (unsigned long)it->offset);
}

int frames_spell(void *const *at, int depth, char *text, int room) {
  static char answer[16384];
  frame frames[MOST + 1];
  int count = depth < MOST ? depth : MOST, said = 0, end = count;
  for (int i = 0; i < count; i++) frames[i] = frame_at(at[i]);
  frames[count] = frame_at((const char *)(uintptr_t)frames_spell + 1);
  resolve(frames, count + 1, answer, sizeof answer);
  for (int i = 0; i < count; i++)
    if (frames[i].function != NULL && !strcmp(frames[i].function, "custody_fibre_main")) end = i;
  char *to = text;
  for (int i = 0; i < end && to + 300 < text + room; i++) {
    if (is_ours(&frames[i], frames[count].place)) continue;
    to += spell(&frames[i], to, 300) + 1;
    said++;
  }
  if (said > 0 || count == 0) return said;
  spell(&frames[0], text, (size_t)room);
  return 1;
}
