/* Locks, events and the level that code runs at. A taken lock and an unset event park the fibre. */
#ifndef CUSTODY_LOCKS_H
#define CUSTODY_LOCKS_H
#define PASSIVE_LEVEL 0
#define APC_LEVEL 1
#define DISPATCH_LEVEL 2
#define HIGH_LEVEL 15

/* `Holder`: the fibre that has it, 0 for none. */
typedef ULONG_PTR KSPIN_LOCK, *PKSPIN_LOCK;
typedef struct _NDIS_SPIN_LOCK {
  KSPIN_LOCK SpinLock;
  KIRQL OldIrql;
} NDIS_SPIN_LOCK, *PNDIS_SPIN_LOCK;
VOID NdisAllocateSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID NdisFreeSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID NdisAcquireSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID NdisReleaseSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID NdisDprAcquireSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID NdisDprReleaseSpinLock(PNDIS_SPIN_LOCK SpinLock);
VOID KeInitializeSpinLock(PKSPIN_LOCK SpinLock);
VOID custody_spin_acquire(PKSPIN_LOCK SpinLock, PKIRQL OldIrql);
#define KeAcquireSpinLock(lock, old) custody_spin_acquire(lock, old)
VOID KeReleaseSpinLock(PKSPIN_LOCK SpinLock, KIRQL NewIrql);
VOID KeAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock);
VOID KeReleaseSpinLockFromDpcLevel(PKSPIN_LOCK SpinLock);
BOOLEAN KeTryToAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock);

KIRQL KeGetCurrentIrql(VOID);
VOID custody_raise_irql(KIRQL NewIrql, PKIRQL OldIrql);
#define KeRaiseIrql(level, old) custody_raise_irql(level, old)
VOID KeLowerIrql(KIRQL NewIrql);
#define NDIS_CURRENT_IRQL() KeGetCurrentIrql()
#define NDIS_RAISE_IRQL_TO_DISPATCH(old) custody_raise_irql(DISPATCH_LEVEL, old)
#define NDIS_LOWER_IRQL(old, now) KeLowerIrql(old)
#define KeEnterCriticalRegion() ((void)0)
#define KeLeaveCriticalRegion() ((void)0)

typedef enum _EVENT_TYPE { NotificationEvent, SynchronizationEvent } EVENT_TYPE;
typedef enum _KWAIT_REASON { Executive } KWAIT_REASON;
enum { KernelMode, UserMode };
typedef struct _KEVENT {
  LONG Signalled;
  EVENT_TYPE Type;
} KEVENT, *PKEVENT, *PRKEVENT;
typedef struct _NDIS_EVENT {
  KEVENT Event;
} NDIS_EVENT, *PNDIS_EVENT;
VOID NdisInitializeEvent(PNDIS_EVENT Event);
VOID NdisSetEvent(PNDIS_EVENT Event);
VOID NdisResetEvent(PNDIS_EVENT Event);
/* Milliseconds; 0 waits for ever. FALSE: the time ran out. */
BOOLEAN NdisWaitEvent(PNDIS_EVENT Event, UINT MsToWait);
VOID NdisMSleep(ULONG MicrosecondsToSleep);
VOID NdisStallExecution(UINT Microseconds);
VOID KeInitializeEvent(PKEVENT Event, EVENT_TYPE Type, BOOLEAN State);
LONG KeSetEvent(PKEVENT Event, LONG Increment, BOOLEAN Wait);
LONG KeResetEvent(PKEVENT Event);
VOID KeClearEvent(PKEVENT Event);
NTSTATUS KeWaitForSingleObject(PVOID Object, KWAIT_REASON Reason, KPROCESSOR_MODE Mode, BOOLEAN Alertable, PLARGE_INTEGER Timeout);

/* Both generations of reader-writer locks; readers count, a writer is the fibre that has it. */
typedef struct _NDIS_RW_LOCK {
  ULONG_PTR Writer;
  ULONG Readers;
} NDIS_RW_LOCK, *PNDIS_RW_LOCK, NDIS_RW_LOCK_EX, *PNDIS_RW_LOCK_EX;
typedef struct _LOCK_STATE {
  USHORT LockState;
  KIRQL OldIrql;
} LOCK_STATE, *PLOCK_STATE;
typedef LOCK_STATE LOCK_STATE_EX, *PLOCK_STATE_EX;
VOID NdisInitializeReadWriteLock(PNDIS_RW_LOCK Lock);
VOID NdisAcquireReadWriteLock(PNDIS_RW_LOCK Lock, BOOLEAN Write, PLOCK_STATE State);
VOID NdisReleaseReadWriteLock(PNDIS_RW_LOCK Lock, PLOCK_STATE State);
PNDIS_RW_LOCK_EX NdisAllocateRWLock(NDIS_HANDLE Handle);
VOID NdisFreeRWLock(PNDIS_RW_LOCK_EX Lock);
VOID NdisAcquireRWLockRead(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State, UCHAR Flags);
VOID NdisAcquireRWLockWrite(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State, UCHAR Flags);
VOID NdisReleaseRWLock(PNDIS_RW_LOCK_EX Lock, PLOCK_STATE_EX State);
#define NDIS_RWL_AT_DISPATCH_LEVEL 1

PLIST_ENTRY NdisInterlockedInsertHeadList(PLIST_ENTRY Head, PLIST_ENTRY Entry, PNDIS_SPIN_LOCK SpinLock);
PLIST_ENTRY NdisInterlockedInsertTailList(PLIST_ENTRY Head, PLIST_ENTRY Entry, PNDIS_SPIN_LOCK SpinLock);
PLIST_ENTRY NdisInterlockedRemoveHeadList(PLIST_ENTRY Head, PNDIS_SPIN_LOCK SpinLock);

VOID NdisGetCurrentSystemTime(PLARGE_INTEGER Time);
VOID custody_query_time(PLARGE_INTEGER Time);
#define KeQuerySystemTime(time) custody_query_time(time)
#define KeQueryTickCount(time) custody_query_time(time)
ULONG KeQueryTimeIncrement(VOID);
ULONGLONG KeQueryInterruptTime(VOID);
#define KeGetCurrentProcessorNumber() 0u
#define NdisSystemProcessorCount() 1u
#define KeQueryActiveProcessorCount(mask) 1u
#endif
