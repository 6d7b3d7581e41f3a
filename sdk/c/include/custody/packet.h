/* NDIS 5 data path: packets, their out-of-band block and their hand-overs. */
#ifndef CUSTODY_PACKET_H
#define CUSTODY_PACKET_H
typedef struct _NDIS_PACKET_POOL *PNDIS_PACKET_POOL;
typedef struct _NDIS_PACKET_PRIVATE {
  UINT PhysicalCount, TotalLength;
  PNDIS_BUFFER Head, Tail;
  PNDIS_PACKET_POOL Pool;
  UINT Count;
  ULONG Flags;
  BOOLEAN ValidCounts;
  UCHAR NdisPacketFlags;
  USHORT NdisPacketOobOffset;
} NDIS_PACKET_PRIVATE, *PNDIS_PACKET_PRIVATE;
typedef struct _NDIS_PACKET {
  NDIS_PACKET_PRIVATE Private;
  union {
    struct {
      UCHAR MiniportReserved[2 * sizeof(PVOID)];
      UCHAR WrapperReserved[2 * sizeof(PVOID)];
    };
    struct {
      UCHAR MiniportReservedEx[3 * sizeof(PVOID)];
      UCHAR WrapperReservedEx[sizeof(PVOID)];
    };
    struct {
      UCHAR MacReserved[4 * sizeof(PVOID)];
    };
  };
  ULONG_PTR Reserved[2];
  UCHAR ProtocolReserved[1]; /* as long as its pool asked */
} NDIS_PACKET, *PNDIS_PACKET, **PPNDIS_PACKET;

typedef struct _NDIS_PACKET_OOB_DATA {
  union {
    ULONGLONG TimeToSend;
    ULONGLONG TimeSent;
  };
  ULONGLONG TimeReceived;
  UINT HeaderSize, SizeMediaSpecificInfo;
  PVOID MediaSpecificInformation;
  NDIS_STATUS Status;
} NDIS_PACKET_OOB_DATA, *PNDIS_PACKET_OOB_DATA;
typedef enum _NDIS_PER_PACKET_INFO {
  TcpIpChecksumPacketInfo,
  IpSecPacketInfo,
  TcpLargeSendPacketInfo,
  ClassificationHandlePacketInfo,
  NdisReserved,
  ScatterGatherListPacketInfo,
  Ieee8021QInfo,
  OriginalPacketInfo,
  PacketCancelId,
  OriginalNetBufferList,
  CachedNetBufferList,
  ShortPacketPaddingInfo,
  MaxPerPacketInfo
} NDIS_PER_PACKET_INFO;
typedef struct _NDIS_PACKET_EXTENSION {
  PVOID NdisPacketInfo[MaxPerPacketInfo];
} NDIS_PACKET_EXTENSION, *PNDIS_PACKET_EXTENSION;
typedef struct _NDIS_PACKET_STACK {
  ULONG_PTR IMReserved[2], NdisReserved[4];
} NDIS_PACKET_STACK, *PNDIS_PACKET_STACK;

#define fPACKET_CONTAINS_MEDIA_SPECIFIC_INFO 0x40
#define fPACKET_ALLOCATED_BY_NDIS 0x80
#define NDIS_FLAGS_DONT_LOOPBACK 0x00000080u
#define NDIS_FLAGS_IS_LOOPBACK_PACKET 0x00000100u
#define PROTOCOL_RESERVED_SIZE_IN_PACKET (4 * sizeof(PVOID))

#define NDIS_OOB_DATA_FROM_PACKET(p) ((PNDIS_PACKET_OOB_DATA)((PUCHAR)(p) + (p)->Private.NdisPacketOobOffset))
#define NDIS_PACKET_EXTENSION_FROM_PACKET(p) ((PNDIS_PACKET_EXTENSION)(NDIS_OOB_DATA_FROM_PACKET(p) + 1))
#define NDIS_PER_PACKET_INFO_FROM_PACKET(p, id) (NDIS_PACKET_EXTENSION_FROM_PACKET(p)->NdisPacketInfo[id])
#define NDIS_GET_PACKET_STATUS(p) (NDIS_OOB_DATA_FROM_PACKET(p)->Status)
#define NDIS_SET_PACKET_STATUS(p, s) ((void)(NDIS_OOB_DATA_FROM_PACKET(p)->Status = (s)))
#define NDIS_GET_PACKET_HEADER_SIZE(p) (NDIS_OOB_DATA_FROM_PACKET(p)->HeaderSize)
#define NDIS_SET_PACKET_HEADER_SIZE(p, n) ((void)(NDIS_OOB_DATA_FROM_PACKET(p)->HeaderSize = (n)))
#define NDIS_GET_PACKET_TIME_TO_SEND(p) (NDIS_OOB_DATA_FROM_PACKET(p)->TimeToSend)
#define NDIS_GET_PACKET_TIME_RECEIVED(p) (NDIS_OOB_DATA_FROM_PACKET(p)->TimeReceived)
#define NDIS_GET_ORIGINAL_PACKET(p) NDIS_PER_PACKET_INFO_FROM_PACKET(p, OriginalPacketInfo)
#define NDIS_SET_ORIGINAL_PACKET(p, original) ((void)(NDIS_PER_PACKET_INFO_FROM_PACKET(p, OriginalPacketInfo) = (original)))
#define NDIS_GET_PACKET_CANCEL_ID(p) NDIS_PER_PACKET_INFO_FROM_PACKET(p, PacketCancelId)
#define NDIS_SET_PACKET_CANCEL_ID(p, id) ((void)(NDIS_PER_PACKET_INFO_FROM_PACKET(p, PacketCancelId) = (id)))
#define NdisGetPacketFlags(p) ((p)->Private.Flags)
#define NdisSetPacketFlags(p, flags) ((void)((p)->Private.Flags |= (flags)))
#define NdisClearPacketFlags(p, flags) ((void)((p)->Private.Flags &= ~(ULONG)(flags)))
#define NdisSetSendFlags(p, flags) ((void)((p)->Private.Flags = (flags)))

FORCEINLINE VOID NdisReinitializePacket(PNDIS_PACKET Packet) {
  Packet->Private.Head = NULL;
  Packet->Private.ValidCounts = FALSE;
}
FORCEINLINE VOID NdisChainBufferAtFront(PNDIS_PACKET Packet, PNDIS_BUFFER Buffer) {
  PNDIS_BUFFER last = Buffer;
  while (last->Next != NULL) last = last->Next;
  if (Packet->Private.Head == NULL) Packet->Private.Tail = last;
  last->Next = Packet->Private.Head;
  Packet->Private.Head = Buffer;
  Packet->Private.ValidCounts = FALSE;
}
FORCEINLINE VOID NdisChainBufferAtBack(PNDIS_PACKET Packet, PNDIS_BUFFER Buffer) {
  PNDIS_BUFFER last = Buffer;
  while (last->Next != NULL) last = last->Next;
  if (Packet->Private.Head != NULL) Packet->Private.Tail->Next = Buffer;
  else Packet->Private.Head = Buffer;
  Packet->Private.Tail = last;
  Packet->Private.ValidCounts = FALSE;
}
VOID NdisUnchainBufferAtFront(PNDIS_PACKET Packet, PNDIS_BUFFER *Buffer);
VOID NdisUnchainBufferAtBack(PNDIS_PACKET Packet, PNDIS_BUFFER *Buffer);
FORCEINLINE VOID NdisQueryPacket(PNDIS_PACKET Packet, PUINT PhysicalCount, PUINT BufferCount, PNDIS_BUFFER *First, PUINT TotalLength) {
  UINT count = 0, length = 0;
  PNDIS_BUFFER each;
  for (each = Packet->Private.Head; each != NULL; each = each->Next, count++) length += each->ByteCount;
  if (PhysicalCount != NULL) *PhysicalCount = count;
  if (BufferCount != NULL) *BufferCount = count;
  if (First != NULL) *First = Packet->Private.Head;
  if (TotalLength != NULL) *TotalLength = length;
}
#define NdisQueryPacketLength(p, length) NdisQueryPacket(p, NULL, NULL, NULL, length)
VOID NdisGetFirstBufferFromPacket(PNDIS_PACKET Packet, PNDIS_BUFFER *First, PVOID *Address, PUINT FirstLength, PUINT TotalLength);
#define NdisGetFirstBufferFromPacketSafe(p, first, address, length, total, priority) \
  NdisGetFirstBufferFromPacket(p, first, address, length, total)

VOID NdisAllocatePacketPool(PNDIS_STATUS Status, PNDIS_HANDLE PoolHandle, UINT NumberOfDescriptors, UINT ProtocolReservedLength);
VOID NdisAllocatePacketPoolEx(PNDIS_STATUS Status, PNDIS_HANDLE PoolHandle, UINT NumberOfDescriptors, UINT NumberOfOverflowDescriptors, UINT ProtocolReservedLength);
VOID NdisFreePacketPool(NDIS_HANDLE PoolHandle);
VOID NdisAllocatePacket(PNDIS_STATUS Status, PNDIS_PACKET *Packet, NDIS_HANDLE PoolHandle);
VOID NdisFreePacket(PNDIS_PACKET Packet);
#define NdisDprAllocatePacket NdisAllocatePacket
#define NdisDprAllocatePacketNonInterlocked NdisAllocatePacket
#define NdisDprFreePacket NdisFreePacket
#define NdisDprFreePacketNonInterlocked NdisFreePacket
UINT NdisPacketPoolUsage(NDIS_HANDLE PoolHandle);
VOID NdisCopyFromPacketToPacket(PNDIS_PACKET To, UINT ToOffset, UINT Bytes, PNDIS_PACKET From, UINT FromOffset, PUINT BytesCopied);
#define NdisCopyFromPacketToPacketSafe(to, at, bytes, from, offset, copied, priority) \
  NdisCopyFromPacketToPacket(to, at, bytes, from, offset, copied)

VOID NdisSend(PNDIS_STATUS Status, NDIS_HANDLE Binding, PNDIS_PACKET Packet);
VOID NdisSendPackets(NDIS_HANDLE Binding, PPNDIS_PACKET PacketArray, UINT NumberOfPackets);
VOID NdisTransferData(PNDIS_STATUS Status, NDIS_HANDLE Binding, NDIS_HANDLE MacReceiveContext, UINT ByteOffset, UINT BytesToTransfer, PNDIS_PACKET Packet, PUINT BytesTransferred);
VOID NdisQueryReceiveInformation(PNDIS_STATUS Status, NDIS_HANDLE Binding, NDIS_HANDLE MacReceiveContext, PLONGLONG TimeSent, PLONGLONG TimeReceived, PUCHAR Buffer, UINT BufferSize, PUINT SizeNeeded);
VOID NdisReturnPackets(PNDIS_PACKET *PacketsToReturn, UINT NumberOfPackets);
PNDIS_PACKET NdisGetReceivedPacket(NDIS_HANDLE Binding, NDIS_HANDLE MacContext);
VOID NdisCancelSendPackets(NDIS_HANDLE Binding, PVOID CancelId);
VOID NdisMIndicateReceivePacket(NDIS_HANDLE Adapter, PPNDIS_PACKET ReceivedPackets, UINT NumberOfPackets);
VOID NdisMEthIndicateReceive(NDIS_HANDLE Adapter, NDIS_HANDLE MacReceiveContext, PVOID HeaderBuffer, UINT HeaderBufferSize, PVOID LookAheadBuffer, UINT LookAheadBufferSize, UINT PacketSize);
VOID NdisMEthIndicateReceiveComplete(NDIS_HANDLE Adapter);
VOID NdisMTrIndicateReceive(NDIS_HANDLE Adapter, NDIS_HANDLE MacReceiveContext, PVOID HeaderBuffer, UINT HeaderBufferSize, PVOID LookAheadBuffer, UINT LookAheadBufferSize, UINT PacketSize);
VOID NdisMTrIndicateReceiveComplete(NDIS_HANDLE Adapter);
VOID NdisMWanIndicateReceive(PNDIS_STATUS Status, NDIS_HANDLE Adapter, NDIS_HANDLE NdisLinkContext, PUCHAR Packet, UINT PacketSize);
VOID NdisMTransferDataComplete(NDIS_HANDLE Adapter, PNDIS_PACKET Packet, NDIS_STATUS Status, UINT BytesTransferred);
VOID NdisMSendComplete(NDIS_HANDLE Adapter, PNDIS_PACKET Packet, NDIS_STATUS Status);
VOID NdisMSendResourcesAvailable(NDIS_HANDLE Adapter);
#endif
