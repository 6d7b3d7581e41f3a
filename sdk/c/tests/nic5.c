/* An NDIS 5 NIC driver: packets and lookahead upwards, sends that end in the call, later or serialized. */
#include <ndis.h>
#include "custody.h"

#define LONGEST 1514u
#define SHOWN 32u

typedef struct {
  NDIS_HANDLE Handle, Packets, Buffers;
  PNDIS_PACKET Held;
  UCHAR Frame[LONGEST];
  UINT Size;
} ADAPTER;
#define Self ((ADAPTER *)custody_context())

static NDIS_STATUS Initialize(PNDIS_STATUS Error, PUINT Selected, PNDIS_MEDIUM Mediums, UINT Count, NDIS_HANDLE Handle, NDIS_HANDLE Configuration) {
  ADAPTER *Adapter;
  NDIS_STATUS Status;
  UNREFERENCED_PARAMETER(Error), UNREFERENCED_PARAMETER(Configuration);
  for (*Selected = 0; *Selected < Count && Mediums[*Selected] != NdisMedium802_3; (*Selected)++)
    ;
  if (*Selected == Count) return NDIS_STATUS_UNSUPPORTED_MEDIA;
  NdisAllocateMemoryWithTag((PVOID *)&Adapter, sizeof *Adapter, 0);
  NdisZeroMemory(Adapter, sizeof *Adapter);
  Adapter->Handle = Handle;
  NdisAllocatePacketPool(&Status, &Adapter->Packets, 4, 0);
  NdisAllocateBufferPool(&Status, &Adapter->Buffers, 4);
  NdisMSetAttributesEx(Handle, Adapter, 0, NDIS_ATTRIBUTE_DESERIALIZE, NdisInterfacePci);
  return Status;
}
static VOID Halt(NDIS_HANDLE Context) {
  ADAPTER *Adapter = Context;
  NdisFreePacketPool(Adapter->Packets);
  NdisFreeMemory(Adapter, sizeof *Adapter, 0);
}

static const int Statuses[] = {NDIS_STATUS_SUCCESS, NDIS_STATUS_PENDING};
static VOID SendPackets(NDIS_HANDLE Context, PPNDIS_PACKET Array, UINT Count) {
  ADAPTER *Adapter = Context;
  UINT i, Length;
  for (i = 0; i < Count; i++) {
    NDIS_STATUS Status = custody_pick("status", Statuses, 2);
    NdisQueryPacketLength(Array[i], &Length);
    custody_note(Length == 60 ? "60 bytes to send" : "?");
    NDIS_SET_PACKET_STATUS(Array[i], Status);
    if (Status == NDIS_STATUS_PENDING) Adapter->Held = Array[i];
  }
}
static VOID ReturnPacket(NDIS_HANDLE Context, PNDIS_PACKET Packet) {
  PNDIS_BUFFER Buffer;
  UNREFERENCED_PARAMETER(Context);
  NdisUnchainBufferAtFront(Packet, &Buffer);
  NdisFreeBuffer(Buffer);
  NdisFreePacket(Packet);
  custody_note("returned");
}
static NDIS_STATUS TransferData(PNDIS_PACKET Packet, PUINT Moved, NDIS_HANDLE Context, NDIS_HANDLE Receive, UINT Offset, UINT Count) {
  ADAPTER *Adapter = Context;
  PNDIS_BUFFER Buffer = Packet->Private.Head;
  PVOID To;
  UINT Room;
  UNREFERENCED_PARAMETER(Receive);
  NdisQueryBuffer(Buffer, &To, &Room);
  if (Room < Count || Offset + Count > Adapter->Size - 14) return NDIS_STATUS_FAILURE;
  NdisMoveMemory(To, Adapter->Frame + 14 + Offset, Count);
  *Moved = Count;
  return NDIS_STATUS_SUCCESS;
}
static VOID CancelSendPackets(NDIS_HANDLE Context, PVOID Id) {
  UNREFERENCED_PARAMETER(Context);
  custody_note((ULONG_PTR)Id == 7 ? "cancelled 7" : "?");
}

static BOOLEAN Packets(ADAPTER *Adapter, const char *How) {
  PNDIS_PACKET Packet;
  PNDIS_BUFFER Buffer;
  NDIS_STATUS Status;
  NdisAllocatePacket(&Status, &Packet, Adapter->Packets);
  NdisAllocateBuffer(&Status, &Buffer, Adapter->Buffers, Adapter->Frame, 60);
  NdisChainBufferAtFront(Packet, Buffer);
  NDIS_SET_PACKET_STATUS(Packet, custody_is(How, "lends") ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS);
  NdisMIndicateReceivePacket(Adapter->Handle, &Packet, 1);
  if (NDIS_GET_PACKET_STATUS(Packet) == NDIS_STATUS_RESOURCES) ReturnPacket(Adapter, Packet);
  return TRUE;
}
static BOOLEAN Lookahead(ADAPTER *Adapter, const char *How) {
  PUCHAR Shown;
  NdisAllocateMemoryWithTag((PVOID *)&Shown, SHOWN, 0);
  Adapter->Size = 100;
  NdisMEthIndicateReceive(Adapter->Handle, Adapter, Adapter->Frame, 14, Shown, SHOWN, 86);
  NdisMEthIndicateReceiveComplete(Adapter->Handle);
  Shown[0] = 1;
  custody_note(custody_is(How, "shows") ? "its own again" : "?");
  return TRUE;
}

static int Begin(const char *Word) {
  if (custody_is(Word, "completes")) {
    NdisMSendComplete(Self->Handle, Self->Held, NDIS_STATUS_SUCCESS);
    NDIS_SET_PACKET_STATUS(Self->Held, NDIS_STATUS_FAILURE);
    return CUSTODY_BEGUN;
  }
  return custody_is(Word, "shows") ? Lookahead(Self, Word) : Packets(Self, Word);
}

static NDIS_STATUS Load(VOID) {
  NDIS_MINIPORT_CHARACTERISTICS Miniport;
  NDIS_HANDLE Wrapper;
  NdisMInitializeWrapper(&Wrapper, NULL, NULL, NULL);
  NdisZeroMemory(&Miniport, sizeof Miniport);
  Miniport.MajorNdisVersion = 5;
  Miniport.InitializeHandler = Initialize;
  Miniport.HaltHandler = Halt;
  Miniport.SendPacketsHandler = SendPackets;
  Miniport.ReturnPacketHandler = ReturnPacket;
  Miniport.TransferDataHandler = TransferData;
  Miniport.CancelSendPacketsHandler = CancelSendPackets;
  return NdisMRegisterMiniport(Wrapper, &Miniport, sizeof Miniport);
}

int main(void) {
  static const custody_driver Glue = {"nic5", "1.0", "nic", Load, NULL, Begin, NULL, NULL, NULL, NULL, NULL};
  return custody_main(&Glue);
}
