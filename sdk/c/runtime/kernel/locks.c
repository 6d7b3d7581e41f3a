/* Locks, events, sleeping, and the level that a fibre runs at. */
#define _GNU_SOURCE
#include <stdio.h>
#include "../ndis/parts.h"

static ULONG_PTR me(void) {
  return custody_self == NULL ? 1 : (ULONG_PTR)custody_self;
}

KIRQL KeGetCurrentIrql(VOID) {
  return custody_self == NULL ? PASSIVE_LEVEL : custody_self->level;
}
void custody_raise_irql(KIRQL level, PKIRQL old) {
  *old = KeGetCurrentIrql();
  if (level < *old) blame_caller("the level is raised from %d to %d", *old, level);
  if (custody_self != NULL) custody_self->level = level;
}
VOID KeLowerIrql(KIRQL level) {
  if (level > KeGetCurrentIrql()) blame_caller("the level is lowered from %d to %d", KeGetCurrentIrql(), level);
  if (custody_self != NULL) custody_self->level = level;
}

static void acquire(PKSPIN_LOCK lock) {
  fibre_yield();
  if (*lock == me()) {
    blame_caller("a spin lock is taken that this thread has: it would wait for itself for ever");
    say_flush();
  }
  while (*lock != 0) fibre_wait(lock, 0);
  *lock = me();
  if (custody_self != NULL) custody_self->locks++;
}
static void release(PKSPIN_LOCK lock) {
  if (*lock == 0) {
    blame_caller("a spin lock is released that nobody has");
    return;
  }
  /* by another thread than took it: old drivers do so */
  *lock = 0;
  if (custody_self != NULL && custody_self->locks > 0) custody_self->locks--;
  fibre_signal(lock, 0);
}

VOID KeInitializeSpinLock(PKSPIN_LOCK lock) {
  *lock = 0;
}
void custody_spin_acquire(PKSPIN_LOCK lock, PKIRQL old) {
  *old = KeGetCurrentIrql();
  acquire(lock);
  if (custody_self != NULL) custody_self->level = DISPATCH_LEVEL;
}
VOID KeReleaseSpinLock(PKSPIN_LOCK lock, KIRQL level) {
  release(lock);
  if (custody_self != NULL) custody_self->level = level;
  fibre_yield();
}
VOID KeAcquireSpinLockAtDpcLevel(PKSPIN_LOCK lock) {
  if (KeGetCurrentIrql() < DISPATCH_LEVEL) blame_caller("a lock is taken as at DISPATCH_LEVEL, and the level is %d", KeGetCurrentIrql());
  acquire(lock);
}
VOID KeReleaseSpinLockFromDpcLevel(PKSPIN_LOCK lock) {
  release(lock);
  fibre_yield();
}
BOOLEAN KeTryToAcquireSpinLockAtDpcLevel(PKSPIN_LOCK lock) {
  if (*lock != 0) return FALSE;
  acquire(lock);
  return TRUE;
}
VOID NdisAllocateSpinLock(PNDIS_SPIN_LOCK lock) {
  lock->SpinLock = 0;
}
VOID NdisFreeSpinLock(PNDIS_SPIN_LOCK lock) {
  if (lock->SpinLock != 0) blame_caller("a spin lock is freed that is taken");
}
VOID NdisAcquireSpinLock(PNDIS_SPIN_LOCK lock) {
  KIRQL old;
  custody_spin_acquire(&lock->SpinLock, &old);
  lock->OldIrql = old;
}
VOID NdisReleaseSpinLock(PNDIS_SPIN_LOCK lock) {
  KeReleaseSpinLock(&lock->SpinLock, lock->OldIrql);
}
VOID NdisDprAcquireSpinLock(PNDIS_SPIN_LOCK lock) {
  KeAcquireSpinLockAtDpcLevel(&lock->SpinLock);
}
VOID NdisDprReleaseSpinLock(PNDIS_SPIN_LOCK lock) {
  KeReleaseSpinLockFromDpcLevel(&lock->SpinLock);
}

/* ------------------------------------------------------------ waiting */

static int may_wait(const char *what) {
  if (KeGetCurrentIrql() >= DISPATCH_LEVEL && custody_self != NULL && (custody_self->locks > 0 || custody_self->level > DISPATCH_LEVEL)) {
    blame_caller("%s while a spin lock is held", what);
    return 0;
  }
  if (KeGetCurrentIrql() >= DISPATCH_LEVEL) {
    blame_caller("%s at DISPATCH_LEVEL", what);
    return 0;
  }
  return 1;
}

VOID KeInitializeEvent(PKEVENT event, EVENT_TYPE type, BOOLEAN state) {
  event->Signalled = state;
  event->Type = type;
}
LONG KeSetEvent(PKEVENT event, LONG increment, BOOLEAN wait) {
  LONG before = event->Signalled;
  (void)increment, (void)wait;
  event->Signalled = 1;
  if (event->Type == SynchronizationEvent) {
    if (fibre_signal(event, 0) > 0) event->Signalled = 0;
  } else fibre_signal(event, 1);
  return before;
}
LONG KeResetEvent(PKEVENT event) {
  LONG before = event->Signalled;
  event->Signalled = 0;
  return before;
}
VOID KeClearEvent(PKEVENT event) {
  event->Signalled = 0;
}
static int await(PKEVENT event, uint64_t after) {
  if (event->Signalled) {
    if (event->Type == SynchronizationEvent) event->Signalled = 0;
    return 1;
  }
  return fibre_wait(event, after);
}
NTSTATUS KeWaitForSingleObject(PVOID object, KWAIT_REASON reason, KPROCESSOR_MODE mode, BOOLEAN alertable, PLARGE_INTEGER timeout) {
  PKEVENT event = object;
  (void)reason, (void)mode, (void)alertable;
  if (timeout != NULL && timeout->QuadPart == 0) return event->Signalled ? STATUS_SUCCESS : STATUS_TIMEOUT;
  may_wait("KeWaitForSingleObject");
  uint64_t after = timeout == NULL ? 0 : (uint64_t)(timeout->QuadPart < 0 ? -timeout->QuadPart / 10 + 1 : 1);
  return await(event, after) ? STATUS_SUCCESS : STATUS_TIMEOUT;
}
VOID NdisInitializeEvent(PNDIS_EVENT event) {
  KeInitializeEvent(&event->Event, NotificationEvent, FALSE);
}
VOID NdisSetEvent(PNDIS_EVENT event) {
  KeSetEvent(&event->Event, 0, FALSE);
}
VOID NdisResetEvent(PNDIS_EVENT event) {
  KeResetEvent(&event->Event);
}
BOOLEAN NdisWaitEvent(PNDIS_EVENT event, UINT milliseconds) {
  may_wait("NdisWaitEvent");
  return (BOOLEAN)await(&event->Event, (uint64_t)milliseconds * 1000);
}
VOID NdisMSleep(ULONG microseconds) {
  may_wait("NdisMSleep");
  fibre_wait(custody_self, microseconds == 0 ? 1 : microseconds);
}
VOID NdisStallExecution(UINT microseconds) {
  (void)microseconds;
}

/* ------------------------------------------------------------ reader-writer locks, lists, time */

VOID NdisInitializeReadWriteLock(PNDIS_RW_LOCK lock) {
  lock->Writer = 0;
  lock->Readers = 0;
}
VOID NdisAcquireReadWriteLock(PNDIS_RW_LOCK lock, BOOLEAN write, PLOCK_STATE state) {
  fibre_yield();
  if (lock->Writer == me()) blame_caller("a reader-writer lock is taken that this thread has");
  while (lock->Writer != 0 || (write && lock->Readers > 0)) fibre_wait(lock, 0);
  if (write) lock->Writer = me();
  else lock->Readers++;
  state->LockState = write;
  state->OldIrql = KeGetCurrentIrql();
  if (custody_self != NULL) custody_self->level = DISPATCH_LEVEL, custody_self->locks++;
}
VOID NdisReleaseReadWriteLock(PNDIS_RW_LOCK lock, PLOCK_STATE state) {
  if (state->LockState) lock->Writer = 0;
  else lock->Readers--;
  if (custody_self != NULL) custody_self->level = state->OldIrql, custody_self->locks--;
  fibre_signal(lock, 1);
  fibre_yield();
}
PNDIS_RW_LOCK_EX NdisAllocateRWLock(NDIS_HANDLE handle) {
  return NdisAllocateMemoryWithTagPriority(handle, sizeof(NDIS_RW_LOCK), 0, NormalPoolPriority);
}
VOID NdisFreeRWLock(PNDIS_RW_LOCK_EX lock) {
  NdisFreeMemory(lock, 0, 0);
}
VOID NdisAcquireRWLockRead(PNDIS_RW_LOCK_EX lock, PLOCK_STATE_EX state, UCHAR flags) {
  (void)flags;
  NdisAcquireReadWriteLock(lock, FALSE, state);
}
VOID NdisAcquireRWLockWrite(PNDIS_RW_LOCK_EX lock, PLOCK_STATE_EX state, UCHAR flags) {
  (void)flags;
  NdisAcquireReadWriteLock(lock, TRUE, state);
}
VOID NdisReleaseRWLock(PNDIS_RW_LOCK_EX lock, PLOCK_STATE_EX state) {
  NdisReleaseReadWriteLock(lock, state);
}

PLIST_ENTRY NdisInterlockedInsertHeadList(PLIST_ENTRY head, PLIST_ENTRY entry, PNDIS_SPIN_LOCK lock) {
  NdisAcquireSpinLock(lock);
  PLIST_ENTRY first = IsListEmpty(head) ? NULL : head->Flink;
  InsertHeadList(head, entry);
  NdisReleaseSpinLock(lock);
  return first;
}
PLIST_ENTRY NdisInterlockedInsertTailList(PLIST_ENTRY head, PLIST_ENTRY entry, PNDIS_SPIN_LOCK lock) {
  NdisAcquireSpinLock(lock);
  PLIST_ENTRY last = IsListEmpty(head) ? NULL : head->Blink;
  InsertTailList(head, entry);
  NdisReleaseSpinLock(lock);
  return last;
}
PLIST_ENTRY NdisInterlockedRemoveHeadList(PLIST_ENTRY head, PNDIS_SPIN_LOCK lock) {
  NdisAcquireSpinLock(lock);
  PLIST_ENTRY first = IsListEmpty(head) ? NULL : RemoveHeadList(head);
  NdisReleaseSpinLock(lock);
  return first;
}

/* The kit's clock, in units of 100 ns. */
void custody_query_time(PLARGE_INTEGER time) {
  time->QuadPart = (LONGLONG)custody_now * 10;
}
VOID NdisGetCurrentSystemTime(PLARGE_INTEGER time) {
  custody_query_time(time);
}
ULONG KeQueryTimeIncrement(VOID) {
  return 1;
}
ULONGLONG KeQueryInterruptTime(VOID) {
  return custody_now * 10;
}
