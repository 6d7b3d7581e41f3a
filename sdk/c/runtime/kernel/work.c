/* Timers, work items and DPCs: fibres that the kit's clock, or the driver, starts. */
#define _GNU_SOURCE
#include <stdlib.h>
#include "../ndis/parts.h"

typedef struct {
  PNDIS_TIMER_FUNCTION function;
  PVOID context;
  uint64_t period;
} timer;

static void run_timer(void *argument) {
  timer *it = argument;
  if (it->period != 0) clock_set(it, it->period, custody_self->party, run_timer, it, DISPATCH_LEVEL);
  it->function(NULL, it->context, NULL, NULL);
}

NDIS_STATUS NdisAllocateTimerObject(NDIS_HANDLE handle, PNDIS_TIMER_CHARACTERISTICS characteristics, PNDIS_HANDLE result) {
  timer *it = calloc(1, sizeof *it);
  (void)handle;
  if (it == NULL) return NDIS_STATUS_RESOURCES;
  it->function = characteristics->TimerFunction;
  it->context = characteristics->FunctionContext;
  *result = it;
  return NDIS_STATUS_SUCCESS;
}
BOOLEAN NdisSetTimerObject(NDIS_HANDLE handle, LARGE_INTEGER due, LONG period, PVOID context) {
  timer *it = handle;
  int was = clock_cancel(it);
  int64_t now = (int64_t)custody_now;
  if (context != NULL) it->context = context;
  it->period = (uint64_t)(period > 0 ? period : 0) * 1000;
  int64_t after = due.QuadPart < 0 ? -due.QuadPart / 10 : due.QuadPart / 10 > now ? due.QuadPart / 10 - now : 0;
  clock_set(it, (uint64_t)after, acting(), run_timer, it, DISPATCH_LEVEL);
  return (BOOLEAN)was;
}
BOOLEAN NdisCancelTimerObject(NDIS_HANDLE handle) {
  ((timer *)handle)->period = 0;
  return (BOOLEAN)clock_cancel(handle);
}
VOID NdisFreeTimerObject(NDIS_HANDLE handle) {
  if (clock_cancel(handle)) blame_caller("a timer is freed that is set");
  free(handle);
}

static void run_old_timer(void *argument) {
  PNDIS_TIMER it = argument;
  it->Function(NULL, it->Context, NULL, NULL);
}
VOID NdisInitializeTimer(PNDIS_TIMER it, PNDIS_TIMER_FUNCTION function, PVOID context) {
  it->Function = function;
  it->Context = context;
}
VOID NdisMInitializeTimer(PNDIS_TIMER it, NDIS_HANDLE adapter, PNDIS_TIMER_FUNCTION function, PVOID context) {
  (void)adapter;
  NdisInitializeTimer(it, function, context);
}
VOID NdisSetTimer(PNDIS_TIMER it, UINT milliseconds) {
  clock_set(it, (uint64_t)milliseconds * 1000, acting(), run_old_timer, it, DISPATCH_LEVEL);
}
static void run_periodic(void *argument);
typedef struct {
  PNDIS_TIMER timer;
  UINT milliseconds;
} periodic;
static void run_periodic(void *argument) {
  periodic *it = argument;
  clock_set(it->timer, (uint64_t)it->milliseconds * 1000, acting(), run_periodic, it, DISPATCH_LEVEL);
  run_old_timer(it->timer);
}
VOID NdisMSetPeriodicTimer(PNDIS_TIMER it, UINT milliseconds) {
  periodic *every = malloc(sizeof *every);
  if (every == NULL) return;
  every->timer = it, every->milliseconds = milliseconds;
  clock_set(it, (uint64_t)milliseconds * 1000, acting(), run_periodic, every, DISPATCH_LEVEL);
}
VOID NdisCancelTimer(PNDIS_TIMER it, PBOOLEAN cancelled) {
  *cancelled = (BOOLEAN)clock_cancel(it);
}

/* ------------------------------------------------------------ work items */

typedef struct {
  NDIS_IO_WORKITEM_ROUTINE routine;
  PVOID context;
  int queued;
} item;
static void run_item(void *argument) {
  item *it = argument;
  it->queued = 0;
  it->routine(it->context, it);
}
NDIS_HANDLE NdisAllocateIoWorkItem(NDIS_HANDLE handle) {
  (void)handle;
  return calloc(1, sizeof(item));
}
VOID NdisQueueIoWorkItem(NDIS_HANDLE handle, NDIS_IO_WORKITEM_ROUTINE routine, PVOID context) {
  item *it = handle;
  if (it->queued) {
    blame_caller("a work item is queued that is queued already");
    return;
  }
  it->routine = routine, it->context = context, it->queued = 1;
  fibre_start(NULL, "worker", acting(), run_item, it, PASSIVE_LEVEL);
}
VOID NdisFreeIoWorkItem(NDIS_HANDLE handle) {
  if (((item *)handle)->queued) blame_caller("a work item is freed that is queued");
  free(handle);
}
static void run_old_item(void *argument) {
  PNDIS_WORK_ITEM it = argument;
  it->Routine(it, it->Context);
}
VOID NdisInitializeWorkItem(PNDIS_WORK_ITEM it, NDIS_PROC routine, PVOID context) {
  it->Routine = routine;
  it->Context = context;
}
NDIS_STATUS NdisScheduleWorkItem(PNDIS_WORK_ITEM it) {
  fibre_start(NULL, "worker", acting(), run_old_item, it, PASSIVE_LEVEL);
  return NDIS_STATUS_SUCCESS;
}

/* ------------------------------------------------------------ DPCs */

static void run_dpc(void *argument) {
  PKDPC it = argument;
  if (!it->Queued) return; /* removed meanwhile */
  it->Queued = 0;
  it->DeferredRoutine(it, it->DeferredContext, it->SystemArgument1, it->SystemArgument2);
}
VOID KeInitializeDpc(PRKDPC it, PKDEFERRED_ROUTINE routine, PVOID context) {
  it->DeferredRoutine = routine;
  it->DeferredContext = context;
  it->Queued = 0;
}
BOOLEAN KeInsertQueueDpc(PRKDPC it, PVOID one, PVOID two) {
  if (it->Queued) return FALSE;
  it->Queued = 1;
  it->SystemArgument1 = one, it->SystemArgument2 = two;
  fibre_start(NULL, "dpc", acting(), run_dpc, it, DISPATCH_LEVEL);
  return TRUE;
}
BOOLEAN KeRemoveQueueDpc(PRKDPC it) {
  BOOLEAN was = (BOOLEAN)it->Queued;
  it->Queued = 0;
  return was;
}
VOID KeFlushQueuedDpcs(VOID) {
  fibre_yield();
}
NTSTATUS KeQueryDpcWatchdogInformation(PKDPC_WATCHDOG_INFORMATION information) {
  *information = (KDPC_WATCHDOG_INFORMATION){0, 0, 0, 0, 0};
  return STATUS_SUCCESS;
}

typedef struct {
  VOID (*routine)(PVOID);
  PVOID context;
} own;
static void run_own(void *argument) {
  own it = *(own *)argument;
  free(argument);
  it.routine(it.context);
}
void custody_start(VOID (*routine)(PVOID), PVOID context, KIRQL level) {
  own *it = malloc(sizeof *it);
  if (it == NULL) say_fatal("out of memory");
  it->routine = routine, it->context = context;
  fibre_start(NULL, level >= DISPATCH_LEVEL ? "dpc" : "worker", acting(), run_own, it, level);
}
