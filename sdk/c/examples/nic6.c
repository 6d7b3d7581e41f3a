/* An NDIS 6 NIC driver: a ring of receive lists that are given up or lent, and sends that go to the medium and come back in any order. */
#include <ndis.h>
#include "custody.h"

#define TAG 0x3663696eu
#define LONGEST 1514u
#define ROOM 2048u
#define RING 64

/* One place of the receive ring. */
typedef struct {
  PNET_BUFFER_LIST List;
  PMDL Mdl;
  PUCHAR Frame;
  BOOLEAN Out;
} PLACE;

typedef enum { Paused, Running, Pausing, Halted } PHASE;
typedef struct {
  NDIS_HANDLE Handle, Pool;
  NDIS_SPIN_LOCK Lock;
  PHASE Phase;
  BOOLEAN Resetting, Restarting;
  PLACE Ring[RING];
  LONG Used, Turn, Out, Busy;
  /* lists that are on their way, or wait to be */
  PNET_BUFFER_LIST Sending, Queued;
  NDIS_HANDLE Timer, StateTimer;
  NDIS_EVENT Home;
  LONG Waiting;
} ADAPTER;

static NDIS_HANDLE Driver;
#define Self ((ADAPTER *)custody_context())

static const char *const WhenToComplete[] = {"in the call", "later", "one by one", "backwards", NULL};
static const char *const WhenToComplete1[] = {"in the call", "later", NULL};
static const char *const Clear[] = {"clear", "set", NULL};
static const char *const HowToRestart[] = {"SUCCESS", "PENDING", "RESOURCES", "FAILURE", NULL};
static const char *const NowOrLater[] = {"SUCCESS", "PENDING", NULL};
static const char *const Cancelling[] = {"abort", "too late", NULL};
static const char *const KeepOrEnd[] = {"end", "keep", NULL};

static BOOLEAN Is(const char *A, const char *B) {
  while (*A != 0 && *A == *B) A++, B++;
  return (BOOLEAN)(*A == *B);
}

static VOID After(NDIS_HANDLE Timer, LONGLONG Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  NdisSetTimerObject(Timer, Due, 0, NULL);
}
static VOID CompleteAfter(ADAPTER *Adapter, LONGLONG Milliseconds) {
  After(Adapter->Timer, Milliseconds);
}

/* Whether nothing is under way any more, and who waits for that. */
static VOID Settle(ADAPTER *Adapter) {
  BOOLEAN Done = FALSE;
  NdisAcquireSpinLock(&Adapter->Lock);
  if (Adapter->Out == 0 && Adapter->Busy == 0 && Adapter->Sending == NULL && Adapter->Queued == NULL) {
    Done = (BOOLEAN)(Adapter->Phase == Pausing);
    if (Done) Adapter->Phase = Paused;
    if (Adapter->Waiting > 0) NdisSetEvent(&Adapter->Home);
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Done) NdisMPauseComplete(Adapter->Handle);
}

/* ------------------------------------------------------------ sending */

static UINT LengthOf(PNET_BUFFER_LIST List) {
  UINT Length = 0;
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) Length += NET_BUFFER_DATA_LENGTH(Buffer);
  return Length;
}

static VOID Transmit(PNET_BUFFER_LIST List) {
  static UCHAR Frame[65536];
  UINT Length = 0;
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) {
    ULONG Left = NET_BUFFER_DATA_LENGTH(Buffer), Skip = NET_BUFFER_CURRENT_MDL_OFFSET(Buffer);
    PMDL Mdl;
    for (Mdl = NET_BUFFER_CURRENT_MDL(Buffer); Mdl != NULL && Left > 0; Mdl = NDIS_MDL_LINKAGE(Mdl), Skip = 0) {
      ULONG Count = MmGetMdlByteCount(Mdl) - Skip;
      if (Count > Left) Count = Left;
      NdisMoveMemory(Frame + Length, (PUCHAR)MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority) + Skip, Count);
      Length += Count, Left -= Count;
    }
  }
  custody_reads(List, "info"); /* what the frame is to be sent with */
  if (Length <= LONGEST) custody_transmit(Frame, Length);
}

/* Each has its final status before it goes back. */
static VOID Complete(ADAPTER *Adapter, PNET_BUFFER_LIST Lists) {
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  NdisMSendNetBufferListsComplete(Adapter->Handle, Lists, 0);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}
static VOID SetStatus(PNET_BUFFER_LIST Lists, NDIS_STATUS Status) {
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists))
    NET_BUFFER_LIST_STATUS(Lists) = Status == NDIS_STATUS_SUCCESS && LengthOf(Lists) > LONGEST ? NDIS_STATUS_INVALID_LENGTH : Status;
}
static VOID Append(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Lists) {
  while (*Head != NULL) Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
  *Head = Lists;
}
static VOID CompleteAll(ADAPTER *Adapter, NDIS_STATUS Status) {
  PNET_BUFFER_LIST Lists, Each;
  NdisAcquireSpinLock(&Adapter->Lock);
  for (Each = Adapter->Queued; Status == NDIS_STATUS_SUCCESS && Each != NULL; Each = NET_BUFFER_LIST_NEXT_NBL(Each)) Transmit(Each);
  Append(&Adapter->Sending, Adapter->Queued);
  Lists = Adapter->Sending;
  Adapter->Sending = Adapter->Queued = NULL;
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Lists == NULL) return;
  SetStatus(Lists, Status);
  Complete(Adapter, Lists);
}
static VOID TimedOut(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  CompleteAll(Context, NDIS_STATUS_SUCCESS);
}

static PNET_BUFFER_LIST Backwards(PNET_BUFFER_LIST Lists) {
  PNET_BUFFER_LIST Turned = NULL, Next;
  for (; Lists != NULL; Lists = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(Lists);
    NET_BUFFER_LIST_NEXT_NBL(Lists) = Turned;
    Turned = Lists;
  }
  return Turned;
}

static VOID Send(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Flags) {
  ADAPTER *Adapter = Context;
  PNET_BUFFER_LIST List, Next;
  int How;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Flags);
  if (Adapter->Phase != Running || Adapter->Resetting) {
    SetStatus(Lists, Adapter->Phase != Running ? NDIS_STATUS_PAUSED : NDIS_STATUS_RESET_IN_PROGRESS);
    Complete(Adapter, Lists);
    return;
  }
  if (custody_property_int(NULL, "queues", 0)) {
    Append(&Adapter->Queued, Lists);
    CompleteAfter(Adapter, 10000);
    return;
  }
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Transmit(List);
  How = custody_choose("complete", NET_BUFFER_LIST_NEXT_NBL(Lists) == NULL ? WhenToComplete1 : WhenToComplete);
  SetStatus(Lists, NDIS_STATUS_SUCCESS);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  if (How == 1) Append(&Adapter->Sending, Lists);
  NdisReleaseSpinLock(&Adapter->Lock);
  if (How == 0) Complete(Adapter, Lists);
  if (How == 1) CompleteAfter(Adapter, Adapter->Phase == Running ? 10000 : 1);
  if (How == 2)
    for (List = Lists; List != NULL; List = Next) {
      Next = NET_BUFFER_LIST_NEXT_NBL(List);
      NET_BUFFER_LIST_NEXT_NBL(List) = NULL;
      Complete(Adapter, List);
    }
  if (How == 3) Complete(Adapter, Backwards(Lists));
}

static PNET_BUFFER_LIST Take(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Named) {
  PNET_BUFFER_LIST Taken;
  while (*Head != NULL && Named != NULL && *Head != Named) Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
  Taken = *Head;
  if (Taken == NULL) return NULL;
  *Head = NET_BUFFER_LIST_NEXT_NBL(Taken);
  NET_BUFFER_LIST_NEXT_NBL(Taken) = NULL;
  return Taken;
}

/* Those named, or as many as are wanted, with the status that is wanted. */
static BOOLEAN BeginComplete(ADAPTER *Adapter) {
  PNET_BUFFER_LIST First = NULL, List;
  int Count = custody_wanted_count("lists"), i;
  if (Adapter->Sending == NULL && Adapter->Queued == NULL) return FALSE;
  if (Count < 0) {
    CompleteAll(Adapter, NDIS_STATUS_SUCCESS);
    return TRUE;
  }
  for (i = 0; i < Count; i++) {
    PNET_BUFFER_LIST Named = custody_wanted_list("lists", i);
    const char *Status = custody_wanted_text("lists", i, "status");
    if ((List = Take(&Adapter->Sending, Named)) == NULL && (List = Take(&Adapter->Queued, Named)) != NULL) Transmit(List);
    if (List == NULL) {
      Append(&Adapter->Sending, First);
      return FALSE;
    }
    SetStatus(List, Status != NULL ? custody_status(Status) : Adapter->Resetting ? NDIS_STATUS_RESET_IN_PROGRESS : NDIS_STATUS_SUCCESS);
    Append(&First, List);
  }
  Complete(Adapter, First);
  return TRUE;
}

static VOID CancelIn(PNET_BUFFER_LIST *Head, PVOID Id, PNET_BUFFER_LIST *Cancelled) {
  while (*Head != NULL)
    if (NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(*Head) == Id) Append(Cancelled, Take(Head, NULL));
    else Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
}
static VOID CancelSend(NDIS_HANDLE Context, PVOID Id) {
  ADAPTER *Adapter = Context;
  PNET_BUFFER_LIST Cancelled = NULL;
  if (custody_choose("cancel", Cancelling) == 1) return;
  NdisAcquireSpinLock(&Adapter->Lock);
  CancelIn(&Adapter->Queued, Id, &Cancelled);
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Cancelled == NULL) return;
  SetStatus(Cancelled, NDIS_STATUS_SEND_ABORTED);
  Complete(Adapter, Cancelled);
}

/* ------------------------------------------------------------ receiving */

static PLACE *NamedPlace(ADAPTER *Adapter, PNET_BUFFER_LIST Named) {
  LONG i;
  for (i = 0; i < Adapter->Used; i++)
    if (!Adapter->Ring[i].Out && Adapter->Ring[i].List == Named) return &Adapter->Ring[i];
  return NULL;
}

/* The next one of the ring that is free; places are made the first time round. */
static PLACE *FreePlace(ADAPTER *Adapter) {
  LONG i;
  PLACE *Place = NULL;
  for (i = 0; i < RING && (Place == NULL || Place->Out); i++) Place = &Adapter->Ring[Adapter->Turn++ % RING];
  if (Place->Out) return NULL;
  if (Place->List != NULL) return Place;
  Adapter->Used++;
  Place->Frame = NdisAllocateMemoryWithTagPriority(Adapter->Handle, ROOM, TAG, NormalPoolPriority);
  Place->Mdl = NdisAllocateMdl(Adapter->Handle, Place->Frame, ROOM);
  Place->List = NdisAllocateNetBufferAndNetBufferList(Adapter->Pool, 0, 0, Place->Mdl, 0, 0);
  Place->List->SourceHandle = Adapter->Handle;
  return Place;
}

/* The frame in its place: what its header says stands beside it. */
static VOID Land(PLACE *Place, const UCHAR *Frame, UINT Bytes) {
  PNET_BUFFER Buffer = NET_BUFFER_LIST_FIRST_NB(Place->List);
  NDIS_NET_BUFFER_LIST_8021Q_INFO Tag;
  UINT At = 12;
  Tag.Value = NULL;
  NdisMoveMemory(Place->Frame, Frame, Bytes);
  NET_BUFFER_DATA_LENGTH(Buffer) = Bytes;
  if (Bytes >= 18 && Frame[12] == 0x81 && Frame[13] == 0) {
    Tag.TagHeader.VlanId = (UINT32)((Frame[14] << 8 | Frame[15]) & 0xfff);
    At = 16;
  }
  NET_BUFFER_LIST_INFO(Place->List, Ieee8021QNetBufferListInfo) = Tag.Value;
  NET_BUFFER_LIST_INFO(Place->List, NetBufferListFrameType) = (PVOID)(ULONG_PTR)(Bytes >= At + 2 ? RtlUshortByteSwap((USHORT)(Frame[At] << 8 | Frame[At + 1])) : 0);
  NET_BUFFER_LIST_STATUS(Place->List) = NDIS_STATUS_SUCCESS;
  NET_BUFFER_LIST_NEXT_NBL(Place->List) = NULL;
}

/* A broadcast frame of this length, type and network. */
static VOID MakeUp(UCHAR *Frame, UINT Bytes, UINT Type, UINT Vlan) {
  UINT i, At = 12;
  for (i = 0; i < Bytes; i++) Frame[i] = i < 6 ? 0xff : i < 12 ? (UCHAR)(i == 6 ? 2 : i == 11) : i < 18 ? 0 : (UCHAR)(7 * i);
  if (Vlan != 0) {
    Frame[At++] = 0x81, Frame[At++] = 0;
    Frame[At++] = (UCHAR)(Vlan >> 8), Frame[At++] = (UCHAR)Vlan;
  }
  Frame[At++] = (UCHAR)(Type >> 8), Frame[At++] = (UCHAR)Type;
}

static VOID Indicate(ADAPTER *Adapter, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PLACE *Lent[RING];
  LONG Count = 0, i;
  PNET_BUFFER_LIST List;
  NdisAcquireSpinLock(&Adapter->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List))
    for (i = 0; i < Adapter->Used; i++)
      if (Adapter->Ring[i].List == List) {
        Adapter->Ring[i].Out = TRUE;
        Lent[Count++] = &Adapter->Ring[i];
      }
  Adapter->Out += Count;
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  NdisMIndicateReceiveNetBufferLists(Adapter->Handle, Lists, NDIS_DEFAULT_PORT_NUMBER, (ULONG)Count, Flags);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) {
    for (i = 0; i < Count; i++) Lent[i]->Out = FALSE;
    Adapter->Out -= Count;
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}

static VOID Return(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  ADAPTER *Adapter = Context;
  LONG i;
  UNREFERENCED_PARAMETER(Flags);
  NdisAcquireSpinLock(&Adapter->Lock);
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists))
    for (i = 0; i < Adapter->Used; i++)
      if (Adapter->Ring[i].List == Lists && Adapter->Ring[i].Out) {
        Adapter->Ring[i].Out = FALSE;
        Adapter->Out--;
      }
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}

static VOID Arrive(const UCHAR *Frame, UINT Bytes) {
  ADAPTER *Adapter = Self;
  PLACE *Place = Adapter->Phase == Running ? FreePlace(Adapter) : NULL;
  if (Place == NULL || Bytes > ROOM) {
    custody_note("a frame was dropped");
    return;
  }
  Land(Place, Frame, Bytes);
  Indicate(Adapter, Place->List, custody_choose("RESOURCES", Clear) == 1 ? NDIS_RECEIVE_FLAGS_RESOURCES : 0);
}

static ULONG WantedFlags(VOID) {
  ULONG Flags = 0;
  int i;
  for (i = 0; i < custody_wanted_count("flags"); i++) {
    const char *Flag = custody_wanted_text("flags", i, NULL);
    if (Is(Flag, "RESOURCES")) Flags |= NDIS_RECEIVE_FLAGS_RESOURCES;
    if (Is(Flag, "SINGLE_ETHER_TYPE")) Flags |= NDIS_RECEIVE_FLAGS_SINGLE_ETHER_TYPE;
    if (Is(Flag, "PERFECT_FILTERED")) Flags |= NDIS_RECEIVE_FLAGS_PERFECT_FILTERED;
    if (Is(Flag, "SINGLE_VLAN")) Flags |= NDIS_RECEIVE_FLAGS_SINGLE_VLAN;
  }
  return Flags;
}

static BOOLEAN BeginIndicate(ADAPTER *Adapter) {
  static UCHAR Frame[ROOM];
  PNET_BUFFER_LIST First = NULL;
  ULONG Flags = custody_wanted_count("flags") >= 0 ? WantedFlags() : custody_choose("RESOURCES", Clear) == 1 ? NDIS_RECEIVE_FLAGS_RESOURCES : 0;
  int Count = custody_wanted_count("lists"), i;
  if (Adapter->Phase != Running) return FALSE;
  for (i = 0; i < (Count < 0 ? 1 : Count); i++) {
    UINT Bytes = (UINT)custody_wanted_field("lists", i, "size", 64);
    const UCHAR *Data = custody_wanted_bytes("lists", i, &Bytes);
    PNET_BUFFER_LIST Named = custody_wanted_list("lists", i);
    PLACE *Place = Named != NULL ? NamedPlace(Adapter, Named) : FreePlace(Adapter);
    if (Place == NULL || Bytes > ROOM || Bytes < 18) return FALSE;
    MakeUp(Frame, Bytes, (UINT)custody_wanted_field("lists", i, "frameType", 0x88b5), (UINT)custody_wanted_field("lists", i, "vlan", 0));
    Land(Place, Data != NULL ? Data : Frame, Bytes);
    custody_matched(Place->List, (BOOLEAN)custody_wanted_field("lists", i, "matched", TRUE));
    Place->Out = TRUE;
    Append(&First, Place->List);
  }
  Indicate(Adapter, First, Flags);
  return TRUE;
}

/* ------------------------------------------------------------ the life of the adapter */

static NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_MINIPORT_PAUSE_PARAMETERS Parameters) {
  ADAPTER *Adapter = Context;
  NDIS_STATUS Status = NDIS_STATUS_SUCCESS;
  UNREFERENCED_PARAMETER(Parameters);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Phase = Paused;
  if (Adapter->Out > 0 || Adapter->Busy > 0 || Adapter->Sending != NULL || Adapter->Queued != NULL) {
    Adapter->Phase = Pausing;
    Status = NDIS_STATUS_PENDING;
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Status == NDIS_STATUS_PENDING) CompleteAfter(Adapter, 1);
  return Status;
}

/* It may indicate from the call of the restart on; a restart that fails leaves it at rest. */
static NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_MINIPORT_RESTART_PARAMETERS Parameters) {
  ADAPTER *Adapter = Context;
  UNREFERENCED_PARAMETER(Parameters);
  switch (custody_choose("status", HowToRestart)) {
  case 0: Adapter->Phase = Running; return NDIS_STATUS_SUCCESS;
  case 1:
    Adapter->Phase = Running;
    Adapter->Restarting = TRUE;
    After(Adapter->StateTimer, 1);
    return NDIS_STATUS_PENDING;
  case 2: return NDIS_STATUS_RESOURCES;
  default: return NDIS_STATUS_FAILURE;
  }
}
static BOOLEAN Restarted(ADAPTER *Adapter, NDIS_STATUS Status) {
  if (!Adapter->Restarting) return FALSE;
  Adapter->Restarting = FALSE;
  if (Status != NDIS_STATUS_SUCCESS) Adapter->Phase = Paused;
  NdisMRestartComplete(Adapter->Handle, Status);
  return TRUE;
}

static NDIS_STATUS Reset(NDIS_HANDLE Context, PBOOLEAN AddressingReset) {
  ADAPTER *Adapter = Context;
  *AddressingReset = FALSE;
  if (custody_property_int(NULL, "version", 630) < 630 && custody_choose("pending sends", KeepOrEnd) == 1) return NDIS_STATUS_SUCCESS;
  if (custody_choose("status", NowOrLater) == 1) {
    Adapter->Resetting = TRUE;
    After(Adapter->StateTimer, 1);
    return NDIS_STATUS_PENDING;
  }
  CompleteAll(Adapter, NDIS_STATUS_RESET_IN_PROGRESS);
  return NDIS_STATUS_SUCCESS;
}
/* What was pending ended before. */
static BOOLEAN ResetOver(ADAPTER *Adapter, NDIS_STATUS Status) {
  if (!Adapter->Resetting || Adapter->Sending != NULL || Adapter->Queued != NULL || Adapter->Busy > 0) return FALSE;
  Adapter->Resetting = FALSE;
  NdisMResetComplete(Adapter->Handle, Status, FALSE);
  return TRUE;
}

static VOID StateTimedOut(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  ADAPTER *Adapter = Context;
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  Restarted(Adapter, NDIS_STATUS_SUCCESS);
  if (!Adapter->Resetting) return;
  CompleteAll(Adapter, NDIS_STATUS_RESET_IN_PROGRESS);
  if (!ResetOver(Adapter, NDIS_STATUS_SUCCESS)) After(Adapter->StateTimer, 1);
}

static VOID Halt(NDIS_HANDLE Context, NDIS_HALT_ACTION Action) {
  ADAPTER *Adapter = Context;
  LONG i;
  UNREFERENCED_PARAMETER(Action);
  Adapter->Phase = Halted;
  CompleteAll(Adapter, NDIS_STATUS_SUCCESS);
  Adapter->Waiting++;
  Settle(Adapter);
  NdisWaitEvent(&Adapter->Home, 0);
  for (i = 0; i < RING; i++) {
    if (Adapter->Ring[i].List == NULL) continue;
    NdisFreeNetBufferList(Adapter->Ring[i].List);
    NdisFreeMdl(Adapter->Ring[i].Mdl);
    NdisFreeMemory(Adapter->Ring[i].Frame, ROOM, 0);
  }
  NdisCancelTimerObject(Adapter->Timer);
  NdisFreeTimerObject(Adapter->Timer);
  NdisCancelTimerObject(Adapter->StateTimer);
  NdisFreeTimerObject(Adapter->StateTimer);
  NdisFreeNetBufferListPool(Adapter->Pool);
  NdisFreeMemory(Adapter, sizeof *Adapter, 0);
}

static NDIS_STATUS Initialize(NDIS_HANDLE Handle, NDIS_HANDLE DriverContext, PNDIS_MINIPORT_INIT_PARAMETERS Parameters) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, TRUE, 0, TAG, 0, 0};
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, TAG, TimedOut, NULL};
  NDIS_MINIPORT_ADAPTER_ATTRIBUTES Attributes;
  ADAPTER *Adapter = NdisAllocateMemoryWithTagPriority(Handle, sizeof *Adapter, TAG, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext), UNREFERENCED_PARAMETER(Parameters);
  if (Adapter == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Adapter, sizeof *Adapter);
  Adapter->Handle = Handle;
  NdisAllocateSpinLock(&Adapter->Lock);
  NdisInitializeEvent(&Adapter->Home);
  Timer.FunctionContext = Adapter;
  NdisAllocateTimerObject(Handle, &Timer, &Adapter->Timer);
  Timer.TimerFunction = StateTimedOut;
  NdisAllocateTimerObject(Handle, &Timer, &Adapter->StateTimer);
  Adapter->Pool = NdisAllocateNetBufferListPool(Handle, &Pool);
  NdisZeroMemory(&Attributes, sizeof Attributes);
  Attributes.RegistrationAttributes.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES;
  Attributes.RegistrationAttributes.Header.Revision = NDIS_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
  Attributes.RegistrationAttributes.Header.Size = NDIS_SIZEOF_MINIPORT_ADAPTER_REGISTRATION_ATTRIBUTES_REVISION_1;
  Attributes.RegistrationAttributes.MiniportAdapterContext = Adapter;
  return NdisMSetMiniportAttributes(Handle, &Attributes);
}

static NDIS_STATUS OidRequest(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request);
  return NDIS_STATUS_NOT_SUPPORTED;
}

static NDIS_STATUS Load(VOID) {
  NDIS_MINIPORT_DRIVER_CHARACTERISTICS Miniport;
  NdisZeroMemory(&Miniport, sizeof Miniport);
  Miniport.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
  Miniport.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
  Miniport.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
  Miniport.MajorNdisVersion = 6;
  Miniport.InitializeHandlerEx = Initialize;
  Miniport.HaltHandlerEx = Halt;
  Miniport.PauseHandler = Pause;
  Miniport.RestartHandler = Restart;
  Miniport.OidRequestHandler = OidRequest;
  Miniport.SendNetBufferListsHandler = Send;
  Miniport.ReturnNetBufferListsHandler = Return;
  Miniport.CancelSendHandler = CancelSend;
  Miniport.ResetHandlerEx = Reset;
  return NdisMRegisterMiniportDriver(NULL, NULL, NULL, &Miniport, &Driver);
}

/* ------------------------------------------------------------ the glue: what the kit may tell it to begin */

static NDIS_STATUS WantedStatus(VOID) {
  const char *Status = custody_wanted_text("status", 0, NULL);
  return Status == NULL ? NDIS_STATUS_SUCCESS : custody_status(Status);
}

static int Begin(const char *Word) {
  if (Self == NULL) return CUSTODY_CANNOT;
  if (Is(Word, "NdisMIndicateReceiveNetBufferLists")) return BeginIndicate(Self);
  if (Is(Word, "NdisMSendNetBufferListsComplete")) return BeginComplete(Self);
  if (Is(Word, "NdisMRestartComplete")) return Restarted(Self, WantedStatus());
  if (Is(Word, "NdisMResetComplete")) return ResetOver(Self, WantedStatus());
  if (Is(Word, "NdisMPauseComplete")) return CUSTODY_CANNOT; /* it says it by itself */
  return CUSTODY_NEVER;
}

int main(void) {
  static const custody_driver Glue = {"nic6", "1.0", "nic", Load, NULL, Begin, NULL, NULL, Arrive, NULL, NULL};
  return custody_main(&Glue);
}
