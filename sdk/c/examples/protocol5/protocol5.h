/* An NDIS 5 protocol driver: full packets with counted shares, lookahead with a transfer of the rest, and sends. */
#ifndef PROTOCOL5_H
#define PROTOCOL5_H
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
  /* the id by which what was sent last can be cancelled; 0: none */
  ULONG CancelId;
  BOOLEAN Leaving;
  /* calls of NdisReturnPackets that have not returned */
  LONG Returning;
  NDIS_EVENT Home;
} BINDING;

extern NDIS_HANDLE Protocol;
#define Bound ((BINDING *)custody_context())
#define FRAME_OF(packet) (*(FRAME **)(packet)->ProtocolReserved)

FRAME *MakeFrame(BINDING *Binding, UINT Room, UINT From);
VOID FreeFrame(FRAME *Frame);
VOID Unlink(BINDING *Binding, PLIST_ENTRY Link);
VOID LinkTo(BINDING *Binding, PLIST_ENTRY Head, PLIST_ENTRY Link);
/* Whoever waits for the last packet to go is told. */
VOID Settle(BINDING *Binding);
HELD *HeldOf(BINDING *Binding, PNDIS_PACKET Packet);
VOID Forget(BINDING *Binding, HELD *Held);
VOID ReturnAll(BINDING *Binding, PNDIS_PACKET *Packets, UINT Count);
VOID ReturnShares(BINDING *Binding);
VOID SendOne(BINDING *Binding, FRAME *Frame);
NDIS_STATUS Load(VOID);

/* The handlers. */
NDIS_TIMER_FUNCTION ReturnTimer;
INT ReceivePacket(NDIS_HANDLE Context, PNDIS_PACKET Packet);
VOID ClientReturns(const char *Client, PNDIS_PACKET Packet);
NDIS_STATUS Receive(NDIS_HANDLE Context, NDIS_HANDLE MacContext, PVOID Header, UINT HeaderSize, PVOID LookAhead, UINT LookAheadSize, UINT PacketSize);
VOID TransferComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status, UINT Bytes);
VOID ReceiveComplete(NDIS_HANDLE Context);
VOID SendComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status);
#endif
