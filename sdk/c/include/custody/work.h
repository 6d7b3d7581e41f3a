/* Timers, work items and DPCs: fibres that the kit's clock starts. */
#ifndef CUSTODY_WORK_H
#define CUSTODY_WORK_H
typedef VOID(NDIS_TIMER_FUNCTION)(PVOID SystemSpecific1, PVOID FunctionContext, PVOID SystemSpecific2, PVOID SystemSpecific3);
typedef NDIS_TIMER_FUNCTION *PNDIS_TIMER_FUNCTION;
typedef struct _NDIS_TIMER_CHARACTERISTICS {
  NDIS_OBJECT_HEADER Header;
  ULONG AllocationTag;
  PNDIS_TIMER_FUNCTION TimerFunction;
  PVOID FunctionContext;
} NDIS_TIMER_CHARACTERISTICS, *PNDIS_TIMER_CHARACTERISTICS;
#define NDIS_TIMER_CHARACTERISTICS_REVISION_1 1
#define NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1 sizeof(NDIS_TIMER_CHARACTERISTICS)
NDIS_STATUS NdisAllocateTimerObject(NDIS_HANDLE Handle, PNDIS_TIMER_CHARACTERISTICS Characteristics, PNDIS_HANDLE Timer);
/* Due in units of 100 ns, negative from now; a period in milliseconds. TRUE: it was set already. */
BOOLEAN NdisSetTimerObject(NDIS_HANDLE Timer, LARGE_INTEGER DueTime, LONG MillisecondsPeriod, PVOID FunctionContext);
BOOLEAN NdisCancelTimerObject(NDIS_HANDLE Timer);
VOID NdisFreeTimerObject(NDIS_HANDLE Timer);

/* Storage is the driver's: the runtime knows it by its address. */
typedef struct _NDIS_TIMER {
  PNDIS_TIMER_FUNCTION Function;
  PVOID Context;
} NDIS_TIMER, *PNDIS_TIMER, NDIS_MINIPORT_TIMER, *PNDIS_MINIPORT_TIMER;
VOID NdisInitializeTimer(PNDIS_TIMER Timer, PNDIS_TIMER_FUNCTION Function, PVOID Context);
VOID NdisSetTimer(PNDIS_TIMER Timer, UINT Milliseconds);
VOID NdisCancelTimer(PNDIS_TIMER Timer, PBOOLEAN Cancelled);
VOID NdisMInitializeTimer(PNDIS_TIMER Timer, NDIS_HANDLE Adapter, PNDIS_TIMER_FUNCTION Function, PVOID Context);
#define NdisMSetTimer NdisSetTimer
VOID NdisMSetPeriodicTimer(PNDIS_TIMER Timer, UINT Milliseconds);
#define NdisMCancelTimer NdisCancelTimer

typedef VOID(NDIS_IO_WORKITEM)(PVOID WorkItemContext, NDIS_HANDLE WorkItem);
typedef NDIS_IO_WORKITEM NDIS_IO_WORKITEM_FUNCTION, *NDIS_IO_WORKITEM_ROUTINE;
NDIS_HANDLE NdisAllocateIoWorkItem(NDIS_HANDLE Handle);
VOID NdisQueueIoWorkItem(NDIS_HANDLE WorkItem, NDIS_IO_WORKITEM_ROUTINE Routine, PVOID WorkItemContext);
VOID NdisFreeIoWorkItem(NDIS_HANDLE WorkItem);
typedef struct _NDIS_WORK_ITEM {
  PVOID Context;
  VOID (*Routine)(struct _NDIS_WORK_ITEM *Item, PVOID Context);
} NDIS_WORK_ITEM, *PNDIS_WORK_ITEM;
typedef VOID (*NDIS_PROC)(PNDIS_WORK_ITEM Item, PVOID Context);
VOID NdisInitializeWorkItem(PNDIS_WORK_ITEM Item, NDIS_PROC Routine, PVOID Context);
NDIS_STATUS NdisScheduleWorkItem(PNDIS_WORK_ITEM Item);

typedef struct _KDPC KDPC, *PKDPC, *PRKDPC;
typedef VOID(KDEFERRED_ROUTINE)(PKDPC Dpc, PVOID DeferredContext, PVOID SystemArgument1, PVOID SystemArgument2);
typedef KDEFERRED_ROUTINE *PKDEFERRED_ROUTINE;
typedef enum _KDPC_IMPORTANCE { LowImportance, MediumImportance, HighImportance, MediumHighImportance } KDPC_IMPORTANCE;
struct _KDPC {
  PKDEFERRED_ROUTINE DeferredRoutine;
  PVOID DeferredContext, SystemArgument1, SystemArgument2;
  LONG Queued;
};
typedef struct _PROCESSOR_NUMBER {
  USHORT Group;
  UCHAR Number, Reserved;
} PROCESSOR_NUMBER, *PPROCESSOR_NUMBER;
typedef struct _KDPC_WATCHDOG_INFORMATION {
  ULONG DpcTimeLimit, DpcTimeCount, DpcWatchdogLimit, DpcWatchdogCount, Reserved;
} KDPC_WATCHDOG_INFORMATION, *PKDPC_WATCHDOG_INFORMATION;
VOID KeInitializeDpc(PRKDPC Dpc, PKDEFERRED_ROUTINE DeferredRoutine, PVOID DeferredContext);
BOOLEAN KeInsertQueueDpc(PRKDPC Dpc, PVOID SystemArgument1, PVOID SystemArgument2);
BOOLEAN KeRemoveQueueDpc(PRKDPC Dpc);
VOID KeFlushQueuedDpcs(VOID);
NTSTATUS KeQueryDpcWatchdogInformation(PKDPC_WATCHDOG_INFORMATION Information);
#define KeSetTargetProcessorDpc(dpc, number) ((void)(dpc), (void)(number))
#define KeSetTargetProcessorDpcEx(dpc, number) ((void)(dpc), (void)(number), STATUS_SUCCESS)
#define KeSetImportanceDpc(dpc, importance) ((void)(dpc))
#endif
