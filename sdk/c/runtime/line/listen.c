/* Reading: the kit's lines, who they are for, and one process for each scenario. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "wire.h"
#include "../kernel/scarcity.h"
#include "../../include/custody.h"

#define LINE ((size_t)1 << 21)
#define AGAIN 77

const custody_driver *custody_the_driver;
/* What was read and not yet used; shared, so that a line can be left to the next process. */
static struct {
  size_t from, used, line;
  char bytes[LINE];
} *in;

json_line *read_line(void) {
  say_flush();
  for (;;) {
    char *at = in->bytes + in->from, *end = memchr(at, '\n', in->used - in->from);
    if (end != NULL) {
      json_line *line = json_parse(at, (size_t)(end - at));
      in->line = in->from;
      in->from = (size_t)(end - in->bytes) + 1;
      if (line == NULL) say_fatal("a line of the kit is no JSON");
      return line;
    }
    memmove(in->bytes, at, in->used -= in->from);
    in->from = 0;
    if (in->used == LINE) say_fatal("a line of the kit is too long");
    ssize_t n = read(0, in->bytes + in->used, LINE - in->used);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) exit(0);
    in->used += (size_t)n;
  }
}

/* What is left of this process: nothing. The next reset makes another. */
void end_scenario(void) {
  say_flush();
  _exit(AGAIN);
}

static const char *kind_of(const json_line *line) {
  return json_text(json_get(line->root, "kind"), "");
}

static void say_result(const json *line) {
  const json *ask = json_get(line, "ask");
  say_begin("result");
  if (ask != NULL && ask->kind == JSON_TEXT) say_text("ask", ask->text);
  else say_int("ask", json_int(ask, 0));
  say_end();
}

static void say_idle(void) {
  uint64_t next = clock_next();
  say_begin("idle");
  if (next != 0) say_int("after", (int64_t)(next > custody_now ? next - custody_now : 0));
  say_end();
}

static void run_call(void *argument) {
  answer_call(argument);
}

static void say_never(const json *line) {
  say_begin("unsupported");
  say_int("ask", json_int(json_get(line, "ask"), 0));
  say_text("reason", "it never says that");
  say_raw("never", "true");
  say_end();
}

static int begin(const char *name) {
  party *self = custody_self->party;
  if (self->bound == ENDED) return CUSTODY_CANNOT;
  if (!strcmp(name, "NdisOpenAdapterEx") && open_again(self)) return CUSTODY_BEGUN;
  return custody_the_driver->begin == NULL ? CUSTODY_NEVER : custody_the_driver->begin(name);
}

static void run_do(void *argument) {
  json_line *line = argument;
  bind_quietly(custody_self->party);
  custody_self->doing = line->root;
  int begun = begin(json_text(json_get(line->root, "name"), ""));
  if (begun == CUSTODY_NEVER) say_never(line->root);
  else if (begun == CUSTODY_CANNOT) say_unsupported(line->root, "it cannot begin this now");
  else say_result(line->root);
  json_free(line);
}

static void spell_thread(const json *on, char *text, size_t room) {
  if (on != NULL && on->kind == JSON_TEXT) snprintf(text, room, "\"%s\"", on->text);
  else snprintf(text, room, "%lld", (long long)json_int(on, 0));
}

static int is_protocol(void) {
  return !strcmp(custody_the_driver->role, "protocol");
}

/* The faults of a role, as the vocabulary has them: a protocol may lack memory. */
static void befall(const json *line) {
  if (!is_protocol() || strcmp(json_text(json_get(line, "name"), ""), "lacksMemory") != 0) return say_unsupported(line, "this SDK does not do that");
  scarcity_set(json_int(json_get(json_get(line, "args"), "nth"), 1));
  say_result(line);
}

static void dispatch(json_line *line) {
  const char *kind = kind_of(line);
  char on[40];
  party *self = party_of(json_text(json_get(line->root, "to"), ""));
  custody_now = (uint64_t)json_int(json_get(line->root, "now"), (int64_t)custody_now);
  spell_thread(json_get(line->root, "on"), on, sizeof on);
  if (!strcmp(kind, "call")) {
    fibre *below = fibre_on(on);
    if (below == NULL) fibre_start(on, "", self, run_call, line, DISPATCH_LEVEL);
    else if (below->state == FIBRE_ANSWER) below->incoming = line, fibre_wake(below);
    else say_unsupported(line->root, "this thread waits for something else");
  } else if (!strcmp(kind, "return")) {
    fibre *waiting = fibre_awaiting(json_int(json_get(line->root, "call"), 0));
    if (waiting == NULL) say_fatal("an answer to a call that is not open");
    waiting->answer = line;
    fibre_wake(waiting);
  } else if (!strcmp(kind, "do")) fibre_start(on, "", self, run_do, line, PASSIVE_LEVEL);
  else if (!strcmp(kind, "fault")) befall(line->root), json_free(line);
  else if (!strcmp(kind, "timer")) clock_fire(custody_now, on), json_free(line);
  else if (!strcmp(kind, "bye")) exit(0);
  else if (json_get(line->root, "ask") != NULL) say_unsupported(line->root, "this SDK does not do that"), json_free(line);
  else json_free(line);
}

static void scenario(json_line *reset) {
  objects_begin();
  cast_read(reset->root);
  say_result(reset->root);
  for (;;) {
    say_idle();
    json_line *line = read_line();
    if (!strcmp(kind_of(line), "reset")) {
      in->from = in->line; /* left to the next process */
      _exit(AGAIN);
    }
    dispatch(line);
    fibres_run();
  }
}

static void say_ready(void) {
  const custody_driver *d = custody_the_driver;
  say_begin("ready");
  say_int("protocol", 1);
  say_text("name", d->name);
  say_text("version", d->version);
  say_open("roles", '[');
  say_item(d->role);
  say_close(']');
  say_text("entry", "threads");
  say_open("takes", '[');
  if (d->begin != NULL) say_item("do");
  if (is_protocol()) say_item("fault");
  say_close(']');
  if (d->without != NULL) {
    say_open("without", '[');
    for (const char *const *one = d->without; *one != NULL; one++) say_item(*one);
    say_close(']');
  }
  if (d->properties != NULL) say_raw("properties", d->properties);
  say_end();
}

/* Each scenario has a process of its own: whatever the driver leaves in its variables is gone with it. */
static int in_a_process(json_line *reset) {
  int status;
  say_flush();
  pid_t child = fork();
  if (child == 0) scenario(reset);
  json_free(reset);
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return 1;
  if (WIFSIGNALED(status)) {
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
  }
  return WEXITSTATUS(status);
}

int custody_main(const custody_driver *driver) {
  custody_the_driver = driver;
  in = mmap(NULL, sizeof *in, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (in == MAP_FAILED) return 1;
  touch_watch(); /* each scenario inherits it: what it loads is loaded once */
  for (;;) {
    json_line *line = read_line();
    const char *kind = kind_of(line);
    if (!strcmp(kind, "hello")) say_ready();
    else if (!strcmp(kind, "bye")) return 0;
    else if (!strcmp(kind, "reset")) {
      int code = in_a_process(line);
      if (code != AGAIN) return code;
      continue;
    } else {
      say_unsupported(line->root, "nobody can have that");
      say_idle();
    }
    json_free(line);
  }
}
