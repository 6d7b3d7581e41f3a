/* Views and protection on POSIX: a memory file mapped twice, and signals for whoever touches what is closed. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "protect.h"
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

static custody_watcher *on_touch;
static void (*on_stepped)(void);
static unsigned char alternate[65536];

int custody_views_make(custody_views *views, size_t bytes) {
  int file = memfd_create("custody", MFD_CLOEXEC);
  if (file < 0 || ftruncate(file, (off_t)bytes) != 0) return -1;
  void *driver = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
  void *kit = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
  close(file);
  if (driver == MAP_FAILED || kit == MAP_FAILED) return -1;
  views->driver = driver;
  views->kit = kit;
  views->bytes = bytes;
  return 0;
}

int custody_protect(void *at, size_t bytes, custody_access access) {
  static const int as[] = {PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE};
  return mprotect(at, bytes, as[access]);
}

typedef struct {
  void **frames;
  int most, depth;
} walk;

static _Unwind_Reason_Code collect(struct _Unwind_Context *context, void *state) {
  walk *w = state;
  uintptr_t at = _Unwind_GetIP(context);
  if (at == 0 || w->depth == w->most) return _URC_END_OF_STACK;
  w->frames[w->depth++] = (void *)at;
  return _URC_NO_REASON;
}

int custody_callers(void **frames, int most) {
  walk w = {frames, most, 0};
  _Unwind_Backtrace(collect, &w);
  return w.depth;
}

#if defined(__linux__) && defined(__x86_64__)
#define INSTRUCTION(u) ((void *)(u)->uc_mcontext.gregs[REG_RIP])
#define STEPS 1
static int wrote(const ucontext_t *u) {
  return (u->uc_mcontext.gregs[REG_ERR] & 2) != 0;
}
static void trap(ucontext_t *u, int on) {
  if (on) u->uc_mcontext.gregs[REG_EFL] |= 0x100;
  else u->uc_mcontext.gregs[REG_EFL] &= ~0x100LL;
}
#elif defined(__linux__) && defined(__aarch64__)
#define INSTRUCTION(u) ((void *)(u)->uc_mcontext.pc)
#define STEPS 0
/* The syndrome register lies among the records behind the registers: class of the fault, and bit 6 for a write. */
static int wrote(const ucontext_t *u) {
  const unsigned char *at = (const unsigned char *)u->uc_mcontext.__reserved;
  for (uint32_t magic, size; memcpy(&magic, at, 4), memcpy(&size, at + 4, 4), magic != 0 && size != 0; at += size)
    if (magic == 0x45535201) {
      uint64_t syndrome;
      memcpy(&syndrome, at + 8, 8);
      return (syndrome & 0x40) != 0;
    }
  return -1;
}
static void trap(ucontext_t *u, int on) {
  (void)u, (void)on;
}
#else
#define INSTRUCTION(u) NULL
#define STEPS 0
static int wrote(const ucontext_t *u) {
  (void)u;
  return -1;
}
static void trap(ucontext_t *u, int on) {
  (void)u, (void)on;
}
#endif

/* The frames of this handler come first: they end where the interrupted instruction is. */
static void frames_of(custody_touch *touch, ucontext_t *u) {
  void *all[48];
  int depth = custody_callers(all, 48), from = 0;
  while (from < depth && all[from] != INSTRUCTION(u)) from++;
  if (from == depth) {
    touch->frames[0] = INSTRUCTION(u);
    touch->depth = 1;
    return;
  }
  touch->depth = depth - from < 24 ? depth - from : 24;
  memcpy(touch->frames, all + from, (size_t)touch->depth * sizeof *all);
  /* The others are return addresses, behind their call; this one is told alike. */
  touch->frames[0] = (char *)touch->frames[0] + 1;
}

static void touched(int number, siginfo_t *info, void *context) {
  ucontext_t *u = context;
  custody_touch touch = {.at = info->si_addr, .writes = wrote(u)};
  frames_of(&touch, u);
  switch (on_touch(&touch)) {
  case CUSTODY_GO_ON: return;
  case CUSTODY_STEP: trap(u, STEPS); return;
  case CUSTODY_NOT_OURS: signal(number, SIG_DFL); return;
  }
}

static void stepped(int number, siginfo_t *info, void *context) {
  (void)number, (void)info;
  trap(context, 0);
  on_stepped();
}

int custody_watch(custody_watcher *watcher, void (*after)(void)) {
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  struct sigaction on = {.sa_sigaction = touched, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  struct sigaction step = {.sa_sigaction = stepped, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  void *warm[4];
  on_touch = watcher;
  on_stepped = after;
  custody_callers(warm, 4); /* what it loads, it loads now */
  if (sigaltstack(&stack, NULL) != 0 || sigaction(SIGSEGV, &on, NULL) != 0 || sigaction(SIGBUS, &on, NULL) != 0)
    return -1;
  return STEPS ? sigaction(SIGTRAP, &step, NULL) : 0;
}
