/* Full packets: for how many clients, handed over before or after the answer. */
#include "protocol5.h"

static const char *const HandOver[] = {"after", "inside", NULL};
static const int WithoutOrWithCopy[] = {0, 1}, OneOrNone[] = {1, 0};

static const char *LastName(const char *Party) {
  const char *Name = Party;
  for (; *Party != 0; Party++)
    if (*Party == '.') Name = Party + 1;
  return Name;
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

INT ReceivePacket(NDIS_HANDLE Context, PNDIS_PACKET Packet) {
  BINDING *Binding = Context;
  char Name[32];
  const char *Dest = Meant(Packet, Name), *Self = custody_self_name(), *All[CLIENTS];
  BOOLEAN Own = (BOOLEAN)(Dest[0] == 0 || custody_is(Dest, Self)), Inside;
  ULONG Clients = 0, i;
  int Counts[CLIENTS + 3], Least, Most, Count;
  HELD *Held;
  for (i = 0; i < CLIENTS && custody_neighbour("client", (int)i) != NULL; i++)
    if (Dest[0] == 0 || custody_is(Dest, LastName(custody_neighbour("client", (int)i)))) All[Clients++] = custody_neighbour("client", (int)i);
  Most = Own && Clients < 2 ? 2 : (int)Clients;
  if (NDIS_GET_PACKET_STATUS(Packet) == NDIS_STATUS_RESOURCES || Binding->Leaving) Most = 0;
  if (NdisAllocateMemoryWithTag((PVOID *)&Held, sizeof *Held, TAG) != NDIS_STATUS_SUCCESS) return 0;
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
