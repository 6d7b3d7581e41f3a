/* A driver that only tries the runtime: each word that it is told to begin is one trial. What happens is said in notes. */
#include <ndis.h>
#include <ntddk.h>
#include "custody.h"

static NDIS_SPIN_LOCK Lock;
static NDIS_EVENT Event;
static PNDIS_HANDLE Nothing;

static VOID Say(const char *What) {
  static const char *const Levels[] = {"PASSIVE ", "APC ", "DISPATCH "};
  char Text[96];
  UINT i = 0, j;
  const char *Level = Levels[KeGetCurrentIrql()];
  for (j = 0; Level[j] != 0; j++) Text[i++] = Level[j];
  for (j = 0; What[j] != 0 && i < sizeof Text - 1; j++) Text[i++] = What[j];
  Text[i] = 0;
  custody_note(Text);
}

/* ------------------------------------------------------------ timers, work items, DPCs */

static VOID Fired(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  Say(Context);
}
static NDIS_HANDLE TimerOf(const char *Name) {
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, 0, Fired, (PVOID)(ULONG_PTR)Name};
  NDIS_HANDLE Handle = NULL;
  NdisAllocateTimerObject(NULL, &Timer, &Handle);
  return Handle;
}
static BOOLEAN Set(NDIS_HANDLE Timer, LONGLONG Milliseconds, LONG Period) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  return NdisSetTimerObject(Timer, Due, Period, NULL);
}
static VOID Timers(VOID) {
  NDIS_HANDLE Early = TimerOf("early"), Late = TimerOf("late"), Gone = TimerOf("gone");
  Set(Late, 10, 0);
  Set(Early, 20, 0);
  if (Set(Early, 5, 0)) Say("set again");
  Set(Gone, 7, 0);
  if (NdisCancelTimerObject(Gone)) Say("cancelled");
  if (!NdisCancelTimerObject(Gone)) Say("not twice");
}
static VOID Periodic(VOID) {
  Set(TimerOf("tick"), 3, 2);
}
static VOID FreedTimer(VOID) {
  NDIS_HANDLE Timer = TimerOf("?");
  Set(Timer, 5, 0);
  NdisFreeTimerObject(Timer);
}

static VOID Work(PVOID Context, NDIS_HANDLE Item) {
  UNREFERENCED_PARAMETER(Item);
  Say(Context);
}
static VOID WorkItem(VOID) {
  NDIS_HANDLE Item = NdisAllocateIoWorkItem(NULL);
  NdisQueueIoWorkItem(Item, Work, (PVOID)(ULONG_PTR)"work");
  Say("queued");
}
static VOID WorkTwice(VOID) {
  NDIS_HANDLE Item = NdisAllocateIoWorkItem(NULL);
  NdisQueueIoWorkItem(Item, Work, (PVOID)(ULONG_PTR)"work");
  NdisQueueIoWorkItem(Item, Work, (PVOID)(ULONG_PTR)"work");
}

static VOID Deferred(PKDPC Dpc, PVOID Context, PVOID One, PVOID Two) {
  UNREFERENCED_PARAMETER(Dpc), UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two);
  Say(Context);
}
static VOID Dpcs(VOID) {
  static KDPC Dpc, Removed;
  KeInitializeDpc(&Dpc, Deferred, (PVOID)(ULONG_PTR)"dpc");
  KeInitializeDpc(&Removed, Deferred, (PVOID)(ULONG_PTR)"removed");
  if (KeInsertQueueDpc(&Dpc, NULL, NULL) && !KeInsertQueueDpc(&Dpc, NULL, NULL)) Say("queued once");
  KeInsertQueueDpc(&Removed, NULL, NULL);
  KeRemoveQueueDpc(&Removed);
}

/* ------------------------------------------------------------ events and locks */

static VOID Signal(PVOID Context) {
  UNREFERENCED_PARAMETER(Context);
  Say("sets");
  NdisSetEvent(&Event);
}
static VOID Events(VOID) {
  NdisInitializeEvent(&Event);
  if (!NdisWaitEvent(&Event, 4)) Say("timed out");
  custody_start(Signal, NULL, DISPATCH_LEVEL);
  if (NdisWaitEvent(&Event, 0)) Say("woken");
}

static VOID Second(PVOID Context) {
  UNREFERENCED_PARAMETER(Context);
  NdisAcquireSpinLock(&Lock);
  Say("second has it");
  NdisReleaseSpinLock(&Lock);
}
static VOID Locks(VOID) {
  NdisAllocateSpinLock(&Lock);
  custody_start(Second, NULL, PASSIVE_LEVEL);
  NdisAcquireSpinLock(&Lock);
  Say("first has it");
  NdisReleaseSpinLock(&Lock);
  Say("first is out");
}
static VOID WaitAtDispatch(VOID) {
  KIRQL Old;
  NdisInitializeEvent(&Event);
  NDIS_RAISE_IRQL_TO_DISPATCH(&Old);
  NdisWaitEvent(&Event, 1);
}
static VOID RaisedDownwards(VOID) {
  KIRQL Old;
  KeRaiseIrql(DISPATCH_LEVEL, &Old);
  KeRaiseIrql(PASSIVE_LEVEL, &Old);
}
static VOID DprAtPassive(VOID) {
  NdisAllocateSpinLock(&Lock);
  NdisDprAcquireSpinLock(&Lock);
}
static VOID ReleasedTwice(VOID) {
  NdisAllocateSpinLock(&Lock);
  NdisAcquireSpinLock(&Lock);
  NdisReleaseSpinLock(&Lock);
  NdisReleaseSpinLock(&Lock);
}
static VOID FreedTwice(VOID) {
  PVOID At = NdisAllocateMemoryWithTagPriority(NULL, 16, 0, NormalPoolPriority);
  NdisFreeMemory(At, 16, 0);
  NdisFreeMemory(At, 16, 0);
}
static VOID FailedAssertion(VOID) {
  ASSERT(Nothing != NULL);
}

/* ------------------------------------------------------------ IRPs */

static DRIVER_OBJECT Driver;
static PIRP Kept;

static NTSTATUS Complete(PDEVICE_OBJECT Device, PIRP Irp) {
  PIO_STACK_LOCATION Location = IoGetCurrentIrpStackLocation(Irp);
  PUCHAR Data = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);
  UNREFERENCED_PARAMETER(Device);
  Say(Location->MajorFunction == IRP_MJ_WRITE && Data[0] == 7 ? "write" : "?");
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 3;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}
static VOID Cancelled(PDEVICE_OBJECT Device, PIRP Irp) {
  UNREFERENCED_PARAMETER(Device);
  IoReleaseCancelSpinLock(Irp->CancelIrql);
  Say("cancelled");
  Irp->IoStatus.Status = STATUS_CANCELLED;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
}
static NTSTATUS Pend(PDEVICE_OBJECT Device, PIRP Irp) {
  UNREFERENCED_PARAMETER(Device);
  IoMarkIrpPending(Irp);
  IoSetCancelRoutine(Irp, Cancelled);
  Kept = Irp;
  return STATUS_PENDING;
}
static void Done(PIRP Irp, void *Context) {
  UNREFERENCED_PARAMETER(Context);
  Say(Irp->IoStatus.Status == STATUS_SUCCESS && Irp->IoStatus.Information == 3 ? "done" : Irp->IoStatus.Status == STATUS_CANCELLED ? "done, cancelled" : "?");
}
static PIRP Irp(UCHAR Major, PDRIVER_DISPATCH Dispatch) {
  static PDEVICE_OBJECT Device;
  static const UCHAR Data[] = {7, 8, 9};
  if (Device == NULL) IoCreateDevice(&Driver, 8, NULL, 0, 0, FALSE, &Device);
  Driver.MajorFunction[Major] = Dispatch;
  return custody_irp_make(Device, NULL, Major, Data, sizeof Data, 0, 0, Done, NULL);
}
static VOID Irps(VOID) {
  custody_irp_send(Irp(IRP_MJ_WRITE, Complete));
  custody_irp_send(Irp(IRP_MJ_READ, Pend));
  IoCancelIrp(Kept);
}
static VOID IrpTouched(VOID) {
  PIRP One = Irp(IRP_MJ_WRITE, Complete);
  custody_irp_send(One);
  One->IoStatus.Information = 4;
}
static VOID IrpTwice(VOID) {
  PIRP One = Irp(IRP_MJ_WRITE, Complete);
  custody_irp_send(One);
  IoCompleteRequest(One, IO_NO_INCREMENT);
}

/* ------------------------------------------------------------ memory */

static VOID Allocations(VOID) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, TRUE, 0, 0, 0, 0};
  PVOID At = NdisAllocateMemoryWithTagPriority(NULL, 16, 0, NormalPoolPriority);
  Say(At != NULL ? "memory" : "no memory");
  Say(NdisAllocateNetBufferListPool(NULL, &Pool) != NULL ? "pool" : "no pool");
  Say(NdisAllocateMdl(NULL, At, 16) != NULL ? "MDL" : "no MDL");
  Say(NdisAllocateMdl(NULL, At, 16) != NULL ? "MDL" : "no MDL");
}

/* ------------------------------------------------------------ pages */

/* More islands of closed pages than the machine has areas for. */
static VOID Islands(VOID) {
  PDEVICE_OBJECT Device;
  ULONG i;
  PUCHAR Between = NULL;
  IoCreateDevice(&Driver, 8, NULL, 0, 0, FALSE, &Device);
  for (i = 0; i < 34000; i++) {
    PIRP One = custody_irp_make(Device, NULL, IRP_MJ_CLEANUP, NULL, 0, 0, 0, NULL, NULL);
    Between = NdisAllocateMemoryWithTagPriority(NULL, 8, 0, NormalPoolPriority);
    IoCompleteRequest(One, IO_NO_INCREMENT);
  }
  Between[0] = 1;
  Say("through");
}

static const struct {
  const char *Name;
  VOID (*Try)(VOID);
} Trials[] = {
    {"timers", Timers}, {"periodic", Periodic}, {"freed timer", FreedTimer}, {"work item", WorkItem}, {"work twice", WorkTwice}, {"dpcs", Dpcs}, {"events", Events}, {"locks", Locks}, {"wait at dispatch", WaitAtDispatch}, {"raised downwards", RaisedDownwards}, {"dpr at passive", DprAtPassive}, {"released twice", ReleasedTwice}, {"freed twice", FreedTwice}, {"failed assertion", FailedAssertion}, {"irps", Irps}, {"irp touched", IrpTouched}, {"irp twice", IrpTwice}, {"allocations", Allocations}, {"islands", Islands},
};

static int Begin(const char *Word) {
  UINT i;
  for (i = 0; i < ARRAYSIZE(Trials); i++)
    if (custody_is(Trials[i].Name, Word)) {
      Trials[i].Try();
      return CUSTODY_BEGUN;
    }
  return CUSTODY_NEVER;
}

static VOID Bind(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING Name, PVOID One, PVOID Two) {
  UNREFERENCED_PARAMETER(BindContext), UNREFERENCED_PARAMETER(Name), UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two);
  *Status = NDIS_STATUS_SUCCESS;
}
static NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_CHARACTERISTICS Protocol;
  NDIS_HANDLE Handle;
  NDIS_STATUS Status;
  NdisZeroMemory(&Protocol, sizeof Protocol);
  Protocol.MajorNdisVersion = 5;
  Protocol.BindAdapterHandler = Bind;
  NdisRegisterProtocol(&Status, &Handle, &Protocol, sizeof Protocol);
  return Status;
}

int main(void) {
  static const custody_driver Glue = {"kernel", "1.0", "protocol", Load, NULL, Begin, NULL, NULL, NULL, NULL, NULL};
  return custody_main(&Glue);
}
