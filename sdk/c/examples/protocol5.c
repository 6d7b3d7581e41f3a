/* An NDIS 5 protocol driver: full packets with counted shares, lookahead with a transfer of the rest, and sends. */
#include <ndis.h>
#include "custody.h"

#define TAG 0x35746f72u
#define HEADER 14u
#define CLIENTS 8

/* A packet of the NIC's that it answered with a count. */
typedef struct {
  LIST_ENTRY Link;
  PNDIS_PACKET Packet;
  /* shares at hand, to be passed to NdisReturnPackets; whether the handler has not answered yet; who has one */
  LONG Due;
  BOOLEAN Open;
  ULONG Clients;
  const char *Client[CLIENTS];
} HELD;

/* A packet of its own: a frame that is taken from below, or sent. Its place in the packet is ProtocolReserved. */
typedef struct {
  LIST_ENTRY Link;
  PNDIS_PACKET Packet;
  PNDIS_BUFFER Buffer;
  PUCHAR Frame;
  UINT Room, Size, Asked;
  NDIS_HANDLE Context;
  BOOLEAN Moving, Released, Away;
} FRAME;

typedef struct {
  NDIS_HANDLE Handle, Packets, Buffers;
  NDIS_SPIN_LOCK Lock;
  LIST_ENTRY Held, Taken, Sent;
  NDIS_TIMER ReturnTimer;
  BOOLEAN Leaving;
  NDIS_EVENT Home;
} BINDING;

static NDIS_HANDLE Protocol;
#define Bound ((BINDING *)custody_context())
#define FRAME_OF(packet) (*(FRAME **)(packet)->ProtocolReserved)

static const char *const OneAnswer[] = {"SUCCESS", "NOT_ACCEPTED", NULL};
static const char *const HandOver[] = {"after", "inside", NULL};
static const char *const PassOn[] = {"now", "later", NULL};
static const int WithoutOrWithCopy[] = {0, 1}, OneOrNone[] = {1, 0};

static BOOLEAN Is(const char *A, const char *B) {
  while (*A != 0 && *A == *B) A++, B++;
  return (BOOLEAN)(*A == *B);
}
static const char *LastName(const char *Party) {
  const char *Name = Party;
  for (; *Party != 0; Party++)
    if (*Party == '.') Name = Party + 1;
  return Name;
}

/* ------------------------------------------------------------ packets of its own */

static FRAME *MakeFrame(BINDING *Binding, UINT Room, UINT From) {
  NDIS_STATUS Status;
  FRAME *Frame;
  if (NdisAllocateMemoryWithTag((PVOID *)&Frame, sizeof *Frame, TAG) != NDIS_STATUS_SUCCESS) return NULL;
  NdisZeroMemory(Frame, sizeof *Frame);
  Frame->Room = Room;
  NdisAllocateMemoryWithTag((PVOID *)&Frame->Frame, Room, TAG);
  NdisAllocatePacket(&Status, &Frame->Packet, Binding->Packets);
  NdisAllocateBuffer(&Status, &Frame->Buffer, Binding->Buffers, Frame->Frame + From, Room - From);
  NdisChainBufferAtFront(Frame->Packet, Frame->Buffer);
  FRAME_OF(Frame->Packet) = Frame;
  return Frame;
}
static VOID FreeFrame(FRAME *Frame) {
  PNDIS_BUFFER Buffer;
  NdisUnchainBufferAtFront(Frame->Packet, &Buffer);
  NdisFreeBuffer(Buffer);
  NdisFreePacket(Frame->Packet);
  NdisFreeMemory(Frame->Frame, Frame->Room, 0);
  NdisFreeMemory(Frame, sizeof *Frame, 0);
}
static VOID Unlink(BINDING *Binding, PLIST_ENTRY Link) {
  NdisAcquireSpinLock(&Binding->Lock);
  RemoveEntryList(Link);
  NdisReleaseSpinLock(&Binding->Lock);
}
static VOID LinkTo(BINDING *Binding, PLIST_ENTRY Head, PLIST_ENTRY Link) {
  NdisAcquireSpinLock(&Binding->Lock);
  InsertTailList(Head, Link);
  NdisReleaseSpinLock(&Binding->Lock);
}

static VOID Settle(BINDING *Binding) {
  if (Binding->Leaving && IsListEmpty(&Binding->Held)) NdisSetEvent(&Binding->Home);
}

/* ------------------------------------------------------------ full packets */

static HELD *HeldOf(BINDING *Binding, PNDIS_PACKET Packet) {
  PLIST_ENTRY At;
  for (At = Binding->Held.Flink; At != &Binding->Held; At = At->Flink)
    if (CONTAINING_RECORD(At, HELD, Link)->Packet == Packet) return CONTAINING_RECORD(At, HELD, Link);
  return NULL;
}

/* What is over is forgotten: nothing at hand, nobody has a share, the handler has answered. */
static VOID Forget(BINDING *Binding, HELD *Held) {
  if (Held->Open || Held->Due > 0 || Held->Clients > 0) return;
  Unlink(Binding, &Held->Link);
  NdisFreeMemory(Held, sizeof *Held, 0);
  Settle(Binding);
}

static VOID ReturnShares(BINDING *Binding) {
  PLIST_ENTRY At, Next;
  for (At = Binding->Held.Flink; At != &Binding->Held; At = Next) {
    HELD *Held = CONTAINING_RECORD(At, HELD, Link);
    Next = At->Flink;
    while (!Held->Open && Held->Due > 0) {
      Held->Due--;
      NdisReturnPackets(&Held->Packet, 1);
    }
    Forget(Binding, Held);
  }
}
static VOID ReturnTimer(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  ReturnShares(Context);
}

static VOID HandTo(HELD *Held) {
  PNDIS_PACKET Packet = Held->Packet;
  const char *Clients[CLIENTS];
  ULONG Count = Held->Clients, i;
  for (i = 0; i < Count; i++) Clients[i] = Held->Client[i];
  for (i = 0; i < Count; i++) custody_client_receive(Clients[i], Packet, 1);
}
static VOID HandLater(PVOID Context) {
  HandTo(Context);
}

/* Whom the frame names: behind the header of our sample type, ended by a zero; nobody means everybody. */
static const char *Meant(PNDIS_PACKET Packet, char *Name) {
  PNDIS_BUFFER First;
  PVOID Address;
  UINT Length, Total, i;
  NdisGetFirstBufferFromPacket(Packet, &First, &Address, &Length, &Total);
  const UCHAR *Bytes = Address;
  if (Length < HEADER + 1 || Bytes[12] != 0x88 || Bytes[13] != 0xb5) return "";
  for (i = 0; i < 31 && HEADER + i < Length && Bytes[HEADER + i] != 0; i++) Name[i] = (char)Bytes[HEADER + i];
  Name[i] = 0;
  return Name;
}

static VOID CopyWhole(BINDING *Binding, PNDIS_PACKET Packet) {
  UINT Size, Copied;
  FRAME *Frame;
  NdisQueryPacketLength(Packet, &Size);
  if ((Frame = MakeFrame(Binding, Size, 0)) == NULL) return;
  NdisCopyFromPacketToPacket(Frame->Packet, 0, Size, Packet, 0, &Copied);
  FreeFrame(Frame);
}

/* Clients that it hands the packet to before it answers: one after the other, each if the kit does not mind. */
static VOID HandInside(HELD *Held, const char *const *All, ULONG Clients) {
  ULONG i;
  for (i = 0; i < Clients; i++) {
    if (!custody_pick("a share for this client", OneOrNone, 2)) continue;
    Held->Client[Held->Clients++] = All[i];
    custody_client_receive(All[i], Held->Packet, 1);
  }
}

static INT ReceivePacket(NDIS_HANDLE Context, PNDIS_PACKET Packet) {
  BINDING *Binding = Context;
  char Name[32];
  const char *Dest = Meant(Packet, Name), *Self = custody_self_name(), *All[CLIENTS];
  BOOLEAN Own = (BOOLEAN)(Dest[0] == 0 || Is(Dest, Self)), Inside;
  ULONG Clients = 0, i;
  int Counts[CLIENTS + 3], Least, Most, Count;
  HELD *Held;
  for (i = 0; i < CLIENTS && custody_neighbour("client", (int)i) != NULL; i++)
    if (Dest[0] == 0 || Is(Dest, LastName(custody_neighbour("client", (int)i)))) All[Clients++] = custody_neighbour("client", (int)i);
  Most = Own && Clients < 2 ? 2 : (int)Clients;
  if (NDIS_GET_PACKET_STATUS(Packet) == NDIS_STATUS_RESOURCES || Binding->Leaving) Most = 0;
  NdisAllocateMemoryWithTag((PVOID *)&Held, sizeof *Held, TAG);
  NdisZeroMemory(Held, sizeof *Held);
  Held->Packet = Packet;
  Held->Open = TRUE;
  LinkTo(Binding, &Binding->Held, &Held->Link);
  Inside = (BOOLEAN)(Most > 0 && Clients > 0 && custody_choose("hand over", HandOver) == 1);
  if (Inside) HandInside(Held, All, Clients);
  /* those that gave it back already count as well */
  Least = (int)Held->Clients + (int)Held->Due;
  if (Inside && Least == 0) Most = 0;
  for (Count = Least; Count <= (Least > Most ? Least : Own ? Most : Inside ? Least : Most); Count++) Counts[Count - Least] = Count;
  Count = custody_pick("count", Counts, Count - Least);
  if (Count == 0 && custody_pick("copy", WithoutOrWithCopy, 2)) CopyWhole(Binding, Packet);
  if (!Inside) {
    Held->Clients = Clients < (ULONG)Count ? Clients : (ULONG)Count;
    for (i = 0; i < Held->Clients; i++) Held->Client[i] = All[i];
    if (Held->Clients > 0) custody_start(HandLater, Held, DISPATCH_LEVEL);
    Held->Due = Count - (LONG)Held->Clients;
  } else Held->Due += Count - Least;
  Held->Open = FALSE;
  if (Count > 0) NdisSetTimer(&Binding->ReturnTimer, 30000);
  else Forget(Binding, Held);
  return Count;
}

static VOID ClientReturns(const char *Client, PNDIS_PACKET Packet) {
  BINDING *Binding = Bound;
  HELD *Held = HeldOf(Binding, Packet);
  ULONG i;
  if (Held == NULL) return;
  for (i = 0; i < Held->Clients && !Is(Held->Client[i], Client); i++)
    ;
  if (i == Held->Clients) return;
  Held->Client[i] = Held->Client[--Held->Clients];
  Held->Due++;
  if (Held->Open || custody_choose("pass on", PassOn) == 1) {
    NdisSetTimer(&Binding->ReturnTimer, 30000);
    return;
  }
  Held->Due--;
  NdisReturnPackets(&Packet, 1);
  Forget(Binding, Held);
}

/* Shares at hand, those named or as many as there are. */
static BOOLEAN BeginReturn(BINDING *Binding) {
  PNDIS_PACKET Packets[16];
  int Count = custody_wanted_count("packets"), i;
  PLIST_ENTRY At;
  if (Count < 0) {
    BOOLEAN Any = FALSE;
    for (At = Binding->Held.Flink; At != &Binding->Held; At = At->Flink) Any = (BOOLEAN)(Any || CONTAINING_RECORD(At, HELD, Link)->Due > 0);
    if (Any) ReturnShares(Binding);
    return Any;
  }
  for (i = 0; i < Count && i < 16; i++) {
    PNDIS_PACKET Named = custody_wanted_packet("packets", i);
    HELD *Held = NULL;
    for (At = Binding->Held.Flink; At != &Binding->Held && Held == NULL; At = At->Flink) {
      HELD *One = CONTAINING_RECORD(At, HELD, Link);
      if (!One->Open && One->Due > 0 && (Named == NULL || One->Packet == Named)) Held = One;
    }
    if (Held == NULL) {
      while (i-- > 0) HeldOf(Binding, Packets[i])->Due++;
      return FALSE;
    }
    Held->Due--;
    Packets[i] = Held->Packet;
  }
  NdisReturnPackets(Packets, (UINT)Count);
  for (At = Binding->Held.Flink; At != &Binding->Held;) {
    HELD *One = CONTAINING_RECORD(At, HELD, Link);
    At = At->Flink;
    Forget(Binding, One);
  }
  return TRUE;
}

/* ------------------------------------------------------------ lookahead and transfer */

static VOID Deliver(BINDING *Binding, FRAME *Frame) {
  Unlink(Binding, &Frame->Link);
  custody_delivers(Frame->Context, Frame->Size);
  FreeFrame(Frame);
}

/* Whole, or given up when the transfer failed or fell short. */
static VOID Transferred(BINDING *Binding, FRAME *Frame, NDIS_STATUS Status, UINT Bytes) {
  Frame->Moving = FALSE;
  if (Status != NDIS_STATUS_SUCCESS || Bytes < Frame->Asked) {
    Unlink(Binding, &Frame->Link);
    FreeFrame(Frame);
  } else if (Frame->Released) Deliver(Binding, Frame);
}

/* What else is known of the packet: when it was sent and received. */
static VOID AskWhen(BINDING *Binding, NDIS_HANDLE MacContext) {
  NDIS_STATUS Status;
  LONGLONG Sent, Received;
  UCHAR More[16];
  UINT Needed;
  NdisQueryReceiveInformation(&Status, Binding->Handle, MacContext, &Sent, &Received, More, sizeof More, &Needed);
}

static NDIS_STATUS Receive(NDIS_HANDLE Context, NDIS_HANDLE MacContext, PVOID Header, UINT HeaderSize, PVOID LookAhead, UINT LookAheadSize, UINT PacketSize) {
  BINDING *Binding = Context;
  UINT Here = LookAheadSize < PacketSize ? LookAheadSize : PacketSize, From = Here, Moved = 0;
  NDIS_STATUS Status;
  FRAME *Frame;
  int Offsets[2];
  UNREFERENCED_PARAMETER(Header), UNREFERENCED_PARAMETER(HeaderSize);
  if (custody_property_int(NULL, "asksInformation", 0)) AskWhen(Binding, MacContext);
  if (Binding->Leaving || custody_choose("status", OneAnswer) == 1) return NDIS_STATUS_NOT_ACCEPTED;
  Offsets[0] = (int)Here, Offsets[1] = 0;
  if (Here < PacketSize) From = (UINT)custody_pick("offset", Offsets, 2);
  else From = 0;
  if ((Frame = MakeFrame(Binding, PacketSize, From)) == NULL) return NDIS_STATUS_NOT_ACCEPTED;
  NdisMoveMappedMemory(Frame->Frame, LookAhead, Here);
  Frame->Context = MacContext;
  Frame->Size = PacketSize;
  LinkTo(Binding, &Binding->Taken, &Frame->Link);
  if (Here == PacketSize) return NDIS_STATUS_SUCCESS;
  Frame->Asked = custody_property_int(NULL, "headersOnly", 0) ? 0 : PacketSize - From;
  if (Frame->Asked == 0) Frame->Size = Here;
  Frame->Moving = TRUE;
  NdisTransferData(&Status, Binding->Handle, MacContext, From, Frame->Asked, Frame->Packet, &Moved);
  if (Status != NDIS_STATUS_PENDING) Transferred(Binding, Frame, Status, Moved);
  return NDIS_STATUS_SUCCESS;
}

static VOID TransferComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status, UINT Bytes) {
  Transferred(Context, FRAME_OF(Packet), Status, Bytes);
}

static VOID ReceiveComplete(NDIS_HANDLE Context) {
  BINDING *Binding = Context;
  PLIST_ENTRY At, Next;
  for (At = Binding->Taken.Flink; At != &Binding->Taken; At = Next) {
    FRAME *Frame = CONTAINING_RECORD(At, FRAME, Link);
    Next = At->Flink;
    Frame->Released = TRUE;
    if (!Frame->Moving) Deliver(Binding, Frame);
  }
}

/* ------------------------------------------------------------ sending */

static VOID Home(BINDING *Binding, FRAME *Frame) {
  UNREFERENCED_PARAMETER(Binding);
  Frame->Away = FALSE;
}
static VOID SendComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Status);
  Home(Context, FRAME_OF(Packet));
}

/* A packet as the scenario wants it: one of ours that is at home, or a new one. */
static FRAME *Prepare(BINDING *Binding, const char *Argument, int Index) {
  PNDIS_PACKET Named = custody_wanted_packet(Argument, Index);
  UINT Bytes = (UINT)custody_wanted_field(Argument, Index, "size", 64), i;
  const UCHAR *Data = custody_wanted_bytes(Argument, Index, &Bytes);
  FRAME *Frame;
  if (Named != NULL && FRAME_OF(Named)->Away) return NULL;
  if (Named != NULL) Frame = FRAME_OF(Named);
  else if ((Frame = MakeFrame(Binding, Bytes, 0)) == NULL) return NULL;
  else {
    for (i = 0; i < Bytes; i++) Frame->Frame[i] = Data != NULL ? Data[i] : (UCHAR)i;
    LinkTo(Binding, &Binding->Sent, &Frame->Link);
    NDIS_SET_PACKET_CANCEL_ID(Frame->Packet, (PVOID)(ULONG_PTR)custody_wanted_field(Argument, Index, "cancel", 0));
  }
  NDIS_SET_PACKET_STATUS(Frame->Packet, NDIS_STATUS_SUCCESS);
  Frame->Away = TRUE;
  return Frame;
}

static VOID SendOne(BINDING *Binding, FRAME *Frame) {
  NDIS_STATUS Status;
  NdisSend(&Status, Binding->Handle, Frame->Packet);
  if (Status != NDIS_STATUS_PENDING) Home(Binding, Frame);
}
static BOOLEAN BeginSend(BINDING *Binding) {
  FRAME *Frame = Prepare(Binding, "packet", 0);
  if (Frame == NULL) return FALSE;
  SendOne(Binding, Frame);
  return TRUE;
}
static BOOLEAN BeginSendPackets(BINDING *Binding) {
  PNDIS_PACKET Packets[16];
  int Count = custody_wanted_count("packets"), i;
  if (Count < 0) Count = 1;
  for (i = 0; i < Count && i < 16; i++) {
    FRAME *Frame = Prepare(Binding, "packets", i);
    if (Frame == NULL) return FALSE;
    Packets[i] = Frame->Packet;
  }
  NdisSendPackets(Binding->Handle, Packets, (UINT)Count);
  return TRUE;
}
static VOID ClientSends(const char *Client, const char *What, const UCHAR *Data, UINT Bytes) {
  FRAME *Frame = MakeFrame(Bound, HEADER + Bytes, 0);
  UNREFERENCED_PARAMETER(Client), UNREFERENCED_PARAMETER(What);
  if (Frame == NULL) return;
  NdisFillMemory(Frame->Frame, HEADER, 0xff);
  NdisMoveMemory(Frame->Frame + HEADER, Data, Bytes);
  Frame->Away = TRUE;
  LinkTo(Bound, &Bound->Sent, &Frame->Link);
  SendOne(Bound, Frame);
}

/* ------------------------------------------------------------ the life of a binding */

static VOID Bind(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING Name, PVOID One, PVOID Two) {
  NDIS_MEDIUM Mediums[] = {NdisMedium802_3, NdisMedium802_5, NdisMediumWan};
  NDIS_STATUS Error;
  UINT Medium;
  BINDING *Binding;
  UNREFERENCED_PARAMETER(BindContext), UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two);
  if ((*Status = NdisAllocateMemoryWithTag((PVOID *)&Binding, sizeof *Binding, TAG)) != NDIS_STATUS_SUCCESS) return;
  NdisZeroMemory(Binding, sizeof *Binding);
  NdisAllocateSpinLock(&Binding->Lock);
  NdisInitializeEvent(&Binding->Home);
  InitializeListHead(&Binding->Held);
  InitializeListHead(&Binding->Taken);
  InitializeListHead(&Binding->Sent);
  NdisInitializeTimer(&Binding->ReturnTimer, ReturnTimer, Binding);
  NdisAllocatePacketPool(Status, &Binding->Packets, 64, sizeof(FRAME *));
  NdisAllocateBufferPool(Status, &Binding->Buffers, 64);
  NdisOpenAdapter(Status, &Error, &Binding->Handle, &Medium, Mediums, 3, Protocol, Binding, Name, 0, NULL);
}

static VOID FreeBinding(BINDING *Binding) {
  BOOLEAN Cancelled;
  NdisCancelTimer(&Binding->ReturnTimer, &Cancelled);
  while (!IsListEmpty(&Binding->Taken)) FreeFrame(CONTAINING_RECORD(RemoveHeadList(&Binding->Taken), FRAME, Link));
  while (!IsListEmpty(&Binding->Sent)) FreeFrame(CONTAINING_RECORD(RemoveHeadList(&Binding->Sent), FRAME, Link));
  NdisFreeBufferPool(Binding->Buffers);
  NdisFreePacketPool(Binding->Packets);
  NdisFreeSpinLock(&Binding->Lock);
  NdisFreeMemory(Binding, sizeof *Binding, 0);
}
static VOID CloseComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Status);
  FreeBinding(Context);
}
static VOID Unbind(PNDIS_STATUS Status, NDIS_HANDLE Context, NDIS_HANDLE UnbindContext) {
  BINDING *Binding = Context;
  UNREFERENCED_PARAMETER(UnbindContext);
  Binding->Leaving = TRUE;
  ReturnShares(Binding);
  Settle(Binding);
  NdisWaitEvent(&Binding->Home, 0);
  NdisCloseAdapter(Status, Binding->Handle);
  if (*Status != NDIS_STATUS_PENDING) FreeBinding(Binding);
}

static VOID OpenComplete(NDIS_HANDLE Context, NDIS_STATUS Status, NDIS_STATUS Error) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status), UNREFERENCED_PARAMETER(Error);
}
static VOID ResetComplete(NDIS_HANDLE Context, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status);
}
static VOID RequestComplete(NDIS_HANDLE Context, PNDIS_REQUEST Request, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Request), UNREFERENCED_PARAMETER(Status);
}
static VOID Indicated(NDIS_HANDLE Context, NDIS_STATUS Status, PVOID Buffer, UINT Size) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Status), UNREFERENCED_PARAMETER(Buffer), UNREFERENCED_PARAMETER(Size);
}
static VOID IndicatedAll(NDIS_HANDLE Context) {
  UNREFERENCED_PARAMETER(Context);
}

static NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_CHARACTERISTICS Driver;
  NDIS_STATUS Status;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.MajorNdisVersion = 5;
  Driver.OpenAdapterCompleteHandler = OpenComplete;
  Driver.CloseAdapterCompleteHandler = CloseComplete;
  Driver.SendCompleteHandler = SendComplete;
  Driver.TransferDataCompleteHandler = TransferComplete;
  Driver.ResetCompleteHandler = ResetComplete;
  Driver.RequestCompleteHandler = RequestComplete;
  Driver.ReceiveHandler = Receive;
  Driver.ReceiveCompleteHandler = ReceiveComplete;
  Driver.StatusHandler = Indicated;
  Driver.StatusCompleteHandler = IndicatedAll;
  Driver.ReceivePacketHandler = ReceivePacket;
  Driver.BindAdapterHandler = Bind;
  Driver.UnbindAdapterHandler = Unbind;
  NdisRegisterProtocol(&Status, &Protocol, &Driver, sizeof Driver);
  return Status;
}

/* ------------------------------------------------------------ the glue: what the kit may tell it to begin */

static int Begin(const char *Word) {
  if (Bound == NULL) return CUSTODY_CANNOT;
  if (Is(Word, "NdisSend")) return BeginSend(Bound);
  if (Is(Word, "NdisSendPackets")) return BeginSendPackets(Bound);
  if (Is(Word, "NdisReturnPackets")) return BeginReturn(Bound);
  if (!Is(Word, "NdisCancelSendPackets")) return CUSTODY_NEVER;
  NdisCancelSendPackets(Bound->Handle, (PVOID)(ULONG_PTR)custody_wanted_int("id", 0));
  return CUSTODY_BEGUN;
}

int main(void) {
  static const custody_driver Driver = {"protocol5", "1.0", "protocol", Load, NULL, Begin, ClientSends, ClientReturns, NULL, NULL, NULL};
  return custody_main(&Driver);
}
