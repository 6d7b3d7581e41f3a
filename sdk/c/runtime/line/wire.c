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
#include "../../include/custody.h"

#define LINE ((size_t)1 << 21)
#define AGAIN 77

party custody_cast[64];
int custody_cast_count;
const custody_driver *custody_the_driver;
int64_t custody_first_id;
/* What was read and not yet used; shared, so that a line can be left to the next process. */
static struct {
  size_t from, used, line;
  char bytes[LINE];
} *in;

static json_line *read_line(void) {
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

/* Answered inside the turn: nothing else of ours runs meanwhile. */
static json_line *ask_begun(void) {
  say_close(']');
  say_end();
  return read_line();
}
static void ask_begin(const char *name) {
  static int asked;
  char id[24];
  snprintf(id, sizeof id, "p%d", ++asked);
  say_begin("pick");
  say_text("ask", id);
  if (custody_self != NULL && custody_self->party != NULL) say_text("from", custody_self->party->id);
  say_text("name", name);
  say_open("options", '[');
}

int custody_pick(const char *name, const int *options, int count) {
  if (custody_quiet || count < 2) return options[0];
  ask_begin(name);
  for (int i = 0; i < count; i++) say_int(NULL, options[i]);
  json_line *line = ask_begun();
  int chosen = (int)json_int(json_get(line->root, "value"), options[0]);
  json_free(line);
  return chosen;
}

int custody_choose(const char *name, const char *const *options) {
  int chosen = 0;
  if (custody_quiet || options[1] == NULL) return 0;
  ask_begin(name);
  for (int i = 0; options[i] != NULL; i++) say_item(options[i]);
  json_line *line = ask_begun();
  for (int i = 0; options[i] != NULL; i++)
    if (!strcmp(options[i], json_text(json_get(line->root, "value"), ""))) chosen = i;
  json_free(line);
  return chosen;
}

party *party_of(const char *id) {
  for (int i = 0; i < custody_cast_count; i++)
    if (!strcmp(custody_cast[i].id, id)) return &custody_cast[i];
  return NULL;
}

party *neighbour(const party *of, const char *role, int index) {
  int clients = !strcmp(role, "client");
  for (int i = 0; i < custody_cast_count; i++) {
    party *one = &custody_cast[i];
    if (strcmp(one->role, role) != 0 || (strcmp(one->station, of->station) != 0 && strcmp(role, "wire") != 0)) continue;
    if (clients && strcmp(one->of, of->id) != 0) continue;
    if (index-- == 0) return one;
  }
  return NULL;
}

static void copy(char *to, size_t room, const json *value) {
  snprintf(to, room, "%s", json_text(value, ""));
}

static void cast(const json *reset) {
  const json *plays = json_get(reset, "plays");
  for (json *one = json_get(reset, "parties") ? json_get(reset, "parties")->first : NULL; one != NULL && custody_cast_count < 64; one = one->next) {
    party *p = &custody_cast[custody_cast_count++];
    copy(p->id, sizeof p->id, json_get(one, "id"));
    copy(p->role, sizeof p->role, json_get(one, "role"));
    copy(p->name, sizeof p->name, json_get(one, "name"));
    copy(p->station, sizeof p->station, json_get(one, "station"));
    copy(p->of, sizeof p->of, json_get(one, "of"));
    p->properties = json_get(one, "properties");
    for (json *play = plays ? plays->first : NULL; play != NULL; play = play->next) p->plays |= !strcmp(json_text(play, ""), p->id);
  }
  custody_first_id = json_int(json_get(reset, "firstId"), 1000000);
}

/* One of the words of our role is called. */
void answer_call(json_line *line) {
  const json *root = line->root;
  const char *name = json_text(json_get(root, "name"), "");
  party *self = party_of(json_text(json_get(root, "to"), ""));
  const word *words = !strcmp(custody_the_driver->role, "nic") ? miniport_words : protocol_words;
  if (self != NULL)
    for (; words->name != NULL; words++)
      if (!strcmp(words->name, name)) {
        custody_self->party = self;
        words->answer(self, line->root);
        json_free(line);
        return;
      }
  say_unsupported(root, "this SDK does not know the word");
  json_free(line);
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

static void run_do(void *argument) {
  json_line *line = argument;
  bind_quietly(custody_self->party);
  custody_self->doing = line->root;
  const char *name = json_text(json_get(line->root, "name"), "");
  int begun = !strcmp(name, "NdisOpenAdapterEx") && open_again(custody_self->party) ? CUSTODY_BEGUN : custody_the_driver->begin == NULL ? CUSTODY_NEVER : custody_the_driver->begin(name);
  if (begun == CUSTODY_NEVER) say_never(line->root);
  else if (begun == CUSTODY_CANNOT) say_unsupported(line->root, "it cannot begin this now");
  else say_result(line->root);
  json_free(line);
}

static void spell_thread(const json *on, char *text, size_t room) {
  if (on != NULL && on->kind == JSON_TEXT) snprintf(text, room, "\"%s\"", on->text);
  else snprintf(text, room, "%lld", (long long)json_int(on, 0));
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
  else if (!strcmp(kind, "timer")) clock_fire(custody_now, on), json_free(line);
  else if (!strcmp(kind, "bye")) exit(0);
  else if (json_get(line->root, "ask") != NULL) say_unsupported(line->root, "this SDK does not do that"), json_free(line);
  else json_free(line);
}

static void scenario(json_line *reset) {
  objects_begin();
  cast(reset->root);
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
