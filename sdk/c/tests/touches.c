/* A driver that writes into a packet that it has sent, at two places, and reads its status. */
#include <ndis.h>
#include "custody.h"

static NDIS_HANDLE Protocol;
static PNDIS_PACKET Packet;
static PUCHAR Data;

static VOID Send(VOID) {
  NDIS_STATUS Status;
  NDIS_HANDLE Packets, Buffers;
  PNDIS_BUFFER Buffer;
  NdisAllocatePacketPool(&Status, &Packets, 1, 16);
  NdisAllocateBufferPool(&Status, &Buffers, 1);
  NdisAllocateMemoryWithTag((PVOID *)&Data, 64, 0);
  NdisAllocatePacket(&Status, &Packet, Packets);
  NdisAllocateBuffer(&Status, &Buffer, Buffers, Data, 64);
  NdisChainBufferAtFront(Packet, Buffer);
  NDIS_SET_PACKET_STATUS(Packet, NDIS_STATUS_SUCCESS);
  NdisSend(&Status, custody_context(), Packet);
}

static int Begin(const char *Word) {
  static volatile NDIS_STATUS Read;
  Send();
  if (custody_is(Word, "writes")) {
    Data[0] = 1;
    Data[1] = 2;
  }
  if (custody_is(Word, "reads")) Read = NDIS_GET_PACKET_STATUS(Packet);
  (void)Read;
  return CUSTODY_BEGUN;
}

static VOID SendComplete(NDIS_HANDLE Context, PNDIS_PACKET Sent, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Context), UNREFERENCED_PARAMETER(Sent);
  custody_note(Data[0] == 0 ? "as it was" : Status == NDIS_STATUS_SUCCESS ? "spoiled" : "?");
}
static VOID Bind(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING Name, PVOID One, PVOID Two) {
  static NDIS_MEDIUM Mediums[] = {NdisMedium802_3};
  static NDIS_HANDLE Binding;
  NDIS_STATUS Error;
  UINT Medium;
  UNREFERENCED_PARAMETER(BindContext), UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two);
  NdisOpenAdapter(Status, &Error, &Binding, &Medium, Mediums, 1, Protocol, NULL, Name, 0, NULL);
  NdisOpenAdapter(Status, &Error, &Binding, &Medium, Mediums, 1, Protocol, Binding, Name, 0, NULL);
}
static NDIS_STATUS Load(VOID) {
  NDIS_PROTOCOL_CHARACTERISTICS Driver;
  NDIS_STATUS Status;
  NdisZeroMemory(&Driver, sizeof Driver);
  Driver.MajorNdisVersion = 5;
  Driver.BindAdapterHandler = Bind;
  Driver.SendCompleteHandler = SendComplete;
  NdisRegisterProtocol(&Status, &Protocol, &Driver, sizeof Driver);
  return Status;
}

int main(void) {
  static const custody_driver Glue = {"touches", "1.0", "protocol", Load, NULL, Begin, NULL, NULL, NULL, NULL, NULL};
  return custody_main(&Glue);
}
