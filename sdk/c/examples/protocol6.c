/* An NDIS 6 protocol driver: it sends frames for whoever asks, looks at what it receives, and gives back what is not its own. */
#include <ndis.h>
#include "custody.h"

#define TAG 0x36746f72u
#define HEADER 14u

typedef struct {
  LIST_ENTRY Link;
  PNET_BUFFER_LIST List;
  PNET_BUFFER Buffer;
  PMDL Mdl;
  PUCHAR Frame;
  UINT Room;
  BOOLEAN Away;
  ULONG Sends;
  char Client[24];
} REQUEST;

typedef enum { Running, Pausing, Paused, Closing } PHASE;
typedef struct {
  NDIS_HANDLE Handle, Pool, Buffers;
  NDIS_SPIN_LOCK Lock;
  PHASE Phase;
  /* requests that it made, at home or away; lists received and not yet returned */
  LIST_ENTRY Requests;
  PNET_BUFFER_LIST Received;
  LONG Outstanding, Returning;
  ULONG CancelId;
  NDIS_HANDLE ReturnTimer;
  NDIS_EVENT Home;
  PNET_PNP_EVENT_NOTIFICATION Event;
} BINDING;

static NDIS_HANDLE Protocol;
/* One for each party that the kit lets it play. */
#define Bound ((BINDING *)custody_context())

static const char *const AfterSend[] = {"keep", "free", "send again", NULL};
static const char *const WhenToReturn[] = {"later", "inside", NULL};

static BOOLEAN Is(const char *A, const char *B) {
  while (*A != 0 && *A == *B) A++, B++;
  return (BOOLEAN)(*A == *B);
}

/* ------------------------------------------------------------ requests */

static PUCHAR ContextOf(PNET_BUFFER_LIST List) {
  return NET_BUFFER_LIST_CONTEXT_DATA_START(List);
}
static REQUEST *RequestOf(PNET_BUFFER_LIST List) {
  return *(REQUEST **)ContextOf(List);
}

static REQUEST *MakeRequest(BINDING *Binding, UINT Bytes) {
  REQUEST *Request = NdisAllocateMemoryWithTagPriority(Protocol, sizeof *Request, TAG, NormalPoolPriority);
  if (Request == NULL) return NULL;
  NdisZeroMemory(Request, sizeof *Request);
  Request->Room = Bytes;
  Request->Frame = NdisAllocateMemoryWithTagPriority(Protocol, Bytes, TAG, NormalPoolPriority);
  Request->Mdl = NdisAllocateMdl(Binding->Handle, Request->Frame, Bytes);
  Request->List = NdisAllocateNetBufferList(Binding->Pool, MEMORY_ALLOCATION_ALIGNMENT, 0);
  Request->Buffer = NdisAllocateNetBuffer(Binding->Buffers, Request->Mdl, 0, Bytes);
  NET_BUFFER_LIST_FIRST_NB(Request->List) = Request->Buffer;
  Request->List->SourceHandle = Binding->Handle;
  *(REQUEST **)ContextOf(Request->List) = Request;
  NdisAcquireSpinLock(&Binding->Lock);
  InsertTailList(&Binding->Requests, &Request->Link);
  NdisReleaseSpinLock(&Binding->Lock);
  return Request;
}

static VOID FreeRequest(BINDING *Binding, REQUEST *Request) {
  NdisAcquireSpinLock(&Binding->Lock);
  RemoveEntryList(&Request->Link);
  NdisReleaseSpinLock(&Binding->Lock);
  NdisFreeNetBuffer(Request->Buffer);
  NdisFreeNetBufferList(Request->List);
  NdisFreeMdl(Request->Mdl);
  NdisFreeMemory(Request->Frame, Request->Room, 0);
  NdisFreeMemory(Request, sizeof *Request, 0);
}

static VOID Fill(REQUEST *Request, const UCHAR *Data, UINT Bytes) {
  UINT i;
  for (i = 0; i < Request->Room; i++) Request->Frame[i] = Data != NULL && i < Bytes ? Data[i] : (UCHAR)i;
}

static VOID Mark(BINDING *Binding, REQUEST *Request, const char *Client) {
  UINT i;
  for (i = 0; Client != NULL && Client[i] != 0 && i < sizeof Request->Client - 1; i++) Request->Client[i] = Client[i];
  Request->Client[i] = 0;
  Request->Away = TRUE;
  Request->Sends++;
  NET_BUFFER_LIST_STATUS(Request->List) = NDIS_STATUS_PENDING;
  NET_BUFFER_LIST_NEXT_NBL(Request->List) = NULL;
  Request->List->Scratch = Request;
  NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(Request->List, (PVOID)(ULONG_PTR)Binding->CancelId);
  custody_reads(Request->List, "scratch");
  custody_sends_for(Request->List, Client);
}

/* ------------------------------------------------------------ sending */

static VOID Settle(BINDING *Binding);

static VOID SendComplete(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  BINDING *Binding = Context;
  PNET_BUFFER_LIST List, Next, Again = NULL;
  LONG Came = 0;
  int Then;
  BOOLEAN First = TRUE;
  UNREFERENCED_PARAMETER(Flags);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List), Came++) {
    REQUEST *Request = RequestOf(List);
    if (Request->Client[0] != 0) custody_notifies(Request->Client, List, NET_BUFFER_LIST_STATUS(List));
    Request->Away = FALSE;
    First = (BOOLEAN)(First && Request->Sends == 1);
  }
  Then = custody_choose("afterwards", AfterSend);
  if (Then == 2 && !(First && Binding->Phase == Running)) Then = 0;
  for (List = Lists; List != NULL; List = Next) {
    Next = NET_BUFFER_LIST_NEXT_NBL(List);
    NET_BUFFER_LIST_NEXT_NBL(List) = NULL;
    if (Then == 1) FreeRequest(Binding, RequestOf(List));
    if (Then == 2) {
      PNET_BUFFER_LIST *Last = &Again;
      while (*Last != NULL) Last = &NET_BUFFER_LIST_NEXT_NBL(*Last);
      Mark(Binding, RequestOf(List), NULL);
      NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(List, NULL);
      *Last = List;
    }
  }
  if (Again != NULL) NdisSendNetBufferLists(Binding->Handle, Again, 0, 0);
  else NdisAcquireSpinLock(&Binding->Lock), Binding->Outstanding -= Came, NdisReleaseSpinLock(&Binding->Lock);
  Settle(Binding);
}

static BOOLEAN MaySend(BINDING *Binding) {
  return (BOOLEAN)(Binding != NULL && Binding->Phase == Running);
}

static VOID Hand(BINDING *Binding, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PNET_BUFFER_LIST List;
  NdisAcquireSpinLock(&Binding->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Binding->Outstanding++;
  NdisReleaseSpinLock(&Binding->Lock);
  NdisSendNetBufferLists(Binding->Handle, Lists, 0, Flags);
}

static VOID ClientSends(const char *Client, const char *What, const UCHAR *Data, UINT Bytes) {
  REQUEST *Request;
  UNREFERENCED_PARAMETER(What);
  if (!MaySend(Bound) || (Request = MakeRequest(Bound, HEADER + Bytes)) == NULL) return;
  Fill(Request, NULL, 0);
  NdisMoveMemory(Request->Frame + HEADER, Data, Bytes);
  if (Bound->CancelId != 0) Bound->CancelId++;
  Mark(Bound, Request, Client);
  Hand(Bound, Request->List, 0);
}

/* A list as the scenario wants it: one of ours that is at home, or a new one. */
static REQUEST *Prepare(BINDING *Binding, int Index) {
  PNET_BUFFER_LIST Named = custody_wanted_list("lists", Index);
  UINT Bytes = (UINT)custody_wanted_field("lists", Index, "size", 64);
  const UCHAR *Data = custody_wanted_bytes("lists", Index, &Bytes);
  REQUEST *Request;
  if (Named != NULL) return RequestOf(Named)->Away ? NULL : RequestOf(Named);
  Request = MakeRequest(Binding, Bytes);
  if (Request != NULL) Fill(Request, Data, Bytes);
  return Request;
}

/* A claim that is true: the level is raised for it. */
static ULONG SendFlags(VOID) {
  return custody_wanted_count("flags") > 0 && Is(custody_wanted_text("flags", 0, NULL), "DISPATCH_LEVEL") ? NDIS_SEND_FLAGS_DISPATCH_LEVEL : 0;
}

static BOOLEAN BeginSend(BINDING *Binding) {
  KIRQL Before;
  int Count = custody_wanted_count("lists"), i;
  PNET_BUFFER_LIST First = NULL, *Last = &First;
  if (!MaySend(Binding)) return FALSE;
  if (Count < 0) Count = 1;
  if (Binding->CancelId != 0) Binding->CancelId++;
  for (i = 0; i < Count; i++) {
    const char *Client = custody_wanted_text("lists", i, "client");
    REQUEST *Request = Prepare(Binding, i);
    if (Request == NULL) return FALSE;
    if (custody_wanted_text("lists", i, "id") == NULL && custody_wanted_field("lists", i, "id", -1) == 0) {
      ULONG Id = Binding->CancelId;
      Binding->CancelId = 0;
      Mark(Binding, Request, Client);
      Binding->CancelId = Id;
    } else Mark(Binding, Request, Client != NULL ? Client : custody_neighbour("client", 0));
    *Last = Request->List;
    Last = &NET_BUFFER_LIST_NEXT_NBL(Request->List);
  }
  if (First == NULL) return FALSE;
  NDIS_RAISE_IRQL_TO_DISPATCH(&Before);
  Hand(Binding, First, SendFlags());
  NDIS_LOWER_IRQL(Before, DISPATCH_LEVEL);
  return TRUE;
}

static BOOLEAN BeginCancel(BINDING *Binding) {
  ULONG Id = (ULONG)custody_wanted_int("id", (LONGLONG)Binding->CancelId);
  if (Id == 0) return FALSE;
  NdisCancelSendNetBufferLists(Binding->Handle, (PVOID)(ULONG_PTR)Id);
  return TRUE;
}

/* ------------------------------------------------------------ receiving */

static VOID Look(PNET_BUFFER_LIST List) {
  UCHAR Header[HEADER];
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer))
    (void)NdisGetDataBuffer(Buffer, HEADER, Header, 1, 0);
}

static VOID Return(BINDING *Binding, PNET_BUFFER_LIST Lists) {
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Returning++;
  NdisReleaseSpinLock(&Binding->Lock);
  NdisReturnNetBufferLists(Binding->Handle, Lists, 0);
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Returning--;
  NdisReleaseSpinLock(&Binding->Lock);
  Settle(Binding);
}

static VOID ReturnAll(BINDING *Binding) {
  PNET_BUFFER_LIST Lists;
  NdisAcquireSpinLock(&Binding->Lock);
  Lists = Binding->Received;
  Binding->Received = NULL;
  NdisReleaseSpinLock(&Binding->Lock);
  if (Lists != NULL) Return(Binding, Lists);
}

static VOID ReturnTimer(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  ReturnAll(Context);
}
static VOID ReturnAfter(BINDING *Binding, LONGLONG Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  NdisSetTimerObject(Binding->ReturnTimer, Due, 0, NULL);
}

static VOID Receive(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, NDIS_PORT_NUMBER Port, ULONG Count, ULONG Flags) {
  BINDING *Binding = Context;
  PNET_BUFFER_LIST List;
  UNREFERENCED_PARAMETER(Port), UNREFERENCED_PARAMETER(Count);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Look(List);
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) return;
  if (Binding->Phase != Running || custody_choose("return lists", WhenToReturn) == 1) {
    Return(Binding, Lists);
    return;
  }
  NdisAcquireSpinLock(&Binding->Lock);
  for (List = Lists; NET_BUFFER_LIST_NEXT_NBL(List) != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List))
    ;
  NET_BUFFER_LIST_NEXT_NBL(List) = Binding->Received;
  Binding->Received = Lists;
  NdisReleaseSpinLock(&Binding->Lock);
  ReturnAfter(Binding, 20000);
}

/* Out of those it has: the one named, or the oldest. */
static PNET_BUFFER_LIST TakeReceived(BINDING *Binding, PNET_BUFFER_LIST Named) {
  PNET_BUFFER_LIST *At = &Binding->Received, Taken;
  while (*At != NULL && (Named != NULL ? *At != Named : NET_BUFFER_LIST_NEXT_NBL(*At) != NULL)) At = &NET_BUFFER_LIST_NEXT_NBL(*At);
  Taken = *At;
  if (Taken == NULL) return NULL;
  *At = NET_BUFFER_LIST_NEXT_NBL(Taken);
  NET_BUFFER_LIST_NEXT_NBL(Taken) = NULL;
  return Taken;
}

static BOOLEAN BeginReturn(BINDING *Binding) {
  int Count = custody_wanted_count("lists"), i;
  PNET_BUFFER_LIST First = NULL, *Last = &First;
  if (Binding->Received == NULL) return FALSE;
  if (Count < 0) {
    ReturnAll(Binding);
    return TRUE;
  }
  for (i = 0; i < Count; i++) {
    PNET_BUFFER_LIST Taken = TakeReceived(Binding, custody_wanted_list("lists", i));
    if (Taken == NULL) break;
    *Last = Taken;
    Last = &NET_BUFFER_LIST_NEXT_NBL(Taken);
  }
  if (i < Count) {
    *Last = Binding->Received;
    Binding->Received = First;
    return FALSE;
  }
  Return(Binding, First);
  return TRUE;
}

/* ------------------------------------------------------------ the life of a binding */

/* Whether everything is back, and who waits for that. */
static VOID Settle(BINDING *Binding) {
  PNET_PNP_EVENT_NOTIFICATION Event = NULL;
  NdisAcquireSpinLock(&Binding->Lock);
  if (Binding->Outstanding == 0 && Binding->Received == NULL && Binding->Returning == 0) {
    Event = Binding->Event;
    Binding->Event = NULL;
    if (Event != NULL) Binding->Phase = Paused;
    if (Binding->Phase == Closing) NdisSetEvent(&Binding->Home);
  }
  NdisReleaseSpinLock(&Binding->Lock);
  if (Event != NULL) NdisCompleteNetPnPEvent(Binding->Handle, Event, NDIS_STATUS_SUCCESS);
}

static NDIS_STATUS NetPnPEvent(NDIS_HANDLE Context, PNET_PNP_EVENT_NOTIFICATION Event) {
  BINDING *Binding = Context;
  NDIS_STATUS Status = NDIS_STATUS_SUCCESS;
  BOOLEAN Later = FALSE;
  NdisAcquireSpinLock(&Binding->Lock);
  if (Event->NetPnPEvent.NetEvent == NetEventRestart) Binding->Phase = Running;
  else if (Event->NetPnPEvent.NetEvent == NetEventPause) {
    Binding->Phase = Paused;
    if (Binding->Outstanding > 0 || Binding->Received != NULL || Binding->Returning > 0) {
      Binding->Phase = Pausing;
      Binding->Event = Event;
      Status = NDIS_STATUS_PENDING;
      Later = (BOOLEAN)(Binding->Received != NULL);
    }
  }
  NdisReleaseSpinLock(&Binding->Lock);
  if (Later) ReturnAfter(Binding, 1);
  return Status;
}

static VOID FreeBinding(BINDING *Binding) {
  while (!IsListEmpty(&Binding->Requests)) FreeRequest(Binding, CONTAINING_RECORD(Binding->Requests.Flink, REQUEST, Link));
  NdisCancelTimerObject(Binding->ReturnTimer);
  NdisFreeTimerObject(Binding->ReturnTimer);
  if (Binding->Buffers != NULL) NdisFreeNetBufferPool(Binding->Buffers);
  if (Binding->Pool != NULL) NdisFreeNetBufferListPool(Binding->Pool);
  NdisFreeSpinLock(&Binding->Lock);
  NdisFreeMemory(Binding, sizeof *Binding, 0);
}

static VOID CloseComplete(NDIS_HANDLE Context) {
  FreeBinding(Context);
}
static BOOLEAN BeginClose(BINDING *Binding) {
  if ((Binding->Phase != Running && Binding->Phase != Paused) || Binding->Outstanding > 0 || Binding->Received != NULL) return FALSE;
  Binding->Phase = Closing;
  if (NdisCloseAdapterEx(Binding->Handle) != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return TRUE;
}

static NDIS_STATUS Unbind(NDIS_HANDLE UnbindContext, NDIS_HANDLE Context) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(UnbindContext);
  NdisAcquireSpinLock(&Binding->Lock);
  Binding->Phase = Closing;
  NdisReleaseSpinLock(&Binding->Lock);
  ReturnAll(Binding);
  Settle(Binding);
  NdisWaitEvent(&Binding->Home, 0);
  if (NdisCloseAdapterEx(Binding->Handle) != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return NDIS_STATUS_SUCCESS;
}

static NDIS_STATUS Bind(NDIS_HANDLE DriverContext, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters) {
  NET_BUFFER_LIST_POOL_PARAMETERS Pool = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1}, NDIS_PROTOCOL_ID_DEFAULT, FALSE, MEMORY_ALLOCATION_ALIGNMENT, TAG, 0, 0};
  NET_BUFFER_POOL_PARAMETERS Buffers = {{NDIS_OBJECT_TYPE_DEFAULT, NET_BUFFER_POOL_PARAMETERS_REVISION_1, NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1}, TAG, 0};
  NDIS_TIMER_CHARACTERISTICS Timer = {{NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_TIMER_CHARACTERISTICS_REVISION_1, NDIS_SIZEOF_TIMER_CHARACTERISTICS_REVISION_1}, TAG, ReturnTimer, NULL};
  NDIS_OPEN_PARAMETERS Open;
  NDIS_MEDIUM Medium = NdisMedium802_3;
  UINT Selected = 0;
  NDIS_STATUS Status;
  BINDING *Binding = NdisAllocateMemoryWithTagPriority(Protocol, sizeof *Binding, TAG, NormalPoolPriority);
  UNREFERENCED_PARAMETER(DriverContext);
  if (Binding == NULL) return NDIS_STATUS_RESOURCES;
  NdisZeroMemory(Binding, sizeof *Binding);
  NdisAllocateSpinLock(&Binding->Lock);
  NdisInitializeEvent(&Binding->Home);
  InitializeListHead(&Binding->Requests);
  Timer.FunctionContext = Binding;
  NdisAllocateTimerObject(Protocol, &Timer, &Binding->ReturnTimer);
  Binding->Pool = NdisAllocateNetBufferListPool(Protocol, &Pool);
  Binding->Buffers = NdisAllocateNetBufferPool(Protocol, &Buffers);
  NdisZeroMemory(&Open, sizeof Open);
  Open.Header.Type = NDIS_OBJECT_TYPE_OPEN_PARAMETERS;
  Open.Header.Revision = NDIS_OPEN_PARAMETERS_REVISION_1;
  Open.Header.Size = NDIS_SIZEOF_OPEN_PARAMETERS_REVISION_1;
  Open.AdapterName = Parameters->AdapterName;
  Open.MediumArray = &Medium;
  Open.MediumArraySize = 1;
  Open.SelectedMediumIndex = &Selected;
  Status = NdisOpenAdapterEx(Protocol, Binding, &Open, BindContext, &Binding->Handle);
  if (Status != NDIS_STATUS_SUCCESS && Status != NDIS_STATUS_PENDING) FreeBinding(Binding);
  return Status;
}

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status);
}
static VOID OidComplete(NDIS_HANDLE Context, PNDIS_OID_REQUEST Request, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request), UNREFERENCED_PARAMETER(Status);
}
static VOID Indicated(NDIS_HANDLE Context, PNDIS_STATUS_INDICATION Indication) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Indication);
}

static NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_DRIVER_CHARACTERISTICS Driver;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
  Driver.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
  Driver.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
  Driver.MajorNdisVersion = 6;
  Driver.BindAdapterHandlerEx = Bind;
  Driver.UnbindAdapterHandlerEx = Unbind;
  Driver.OpenAdapterCompleteHandlerEx = OpenComplete;
  Driver.CloseAdapterCompleteHandlerEx = CloseComplete;
  Driver.NetPnPEventHandler = NetPnPEvent;
  Driver.OidRequestCompleteHandler = OidComplete;
  Driver.StatusHandlerEx = Indicated;
  Driver.ReceiveNetBufferListsHandler = Receive;
  Driver.SendNetBufferListsCompleteHandler = SendComplete;
  return NdisRegisterProtocolDriver(NULL, &Driver, &Protocol);
}

/* ------------------------------------------------------------ the glue: what the kit may tell it to begin */

static int Begin(const char *Word) {
  if (Bound == NULL) return CUSTODY_CANNOT;
  if (Is(Word, "NdisSendNetBufferLists")) return BeginSend(Bound);
  if (Is(Word, "NdisReturnNetBufferLists")) return BeginReturn(Bound);
  if (Is(Word, "NdisCancelSendNetBufferLists")) return BeginCancel(Bound);
  if (Is(Word, "NdisCloseAdapterEx")) return BeginClose(Bound);
  if (Is(Word, "NdisCompleteNetPnPEvent")) return CUSTODY_CANNOT; /* it says it by itself */
  if (!Is(Word, "NdisGeneratePartialCancelId")) return CUSTODY_NEVER;
  Bound->CancelId = (ULONG)NdisGeneratePartialCancelId() << 24;
  return CUSTODY_BEGUN;
}

int main(void) {
  static const custody_driver Driver = {"protocol6", "1.0", "protocol", Load, NULL, Begin, ClientSends, NULL, NULL, NULL, NULL};
  return custody_main(&Driver);
}
