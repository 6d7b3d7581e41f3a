/* Packets of its own, and the lists that they stand in. */
#include "protocol5.h"

FRAME *MakeFrame(BINDING *Binding, UINT Room, UINT From) {
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
VOID FreeFrame(FRAME *Frame) {
  PNDIS_BUFFER Buffer;
  NdisUnchainBufferAtFront(Frame->Packet, &Buffer);
  NdisFreeBuffer(Buffer);
  NdisFreePacket(Frame->Packet);
  NdisFreeMemory(Frame->Frame, Frame->Room, 0);
  NdisFreeMemory(Frame, sizeof *Frame, 0);
}
VOID Unlink(BINDING *Binding, PLIST_ENTRY Link) {
  NdisAcquireSpinLock(&Binding->Lock);
  RemoveEntryList(Link);
  NdisReleaseSpinLock(&Binding->Lock);
}
VOID LinkTo(BINDING *Binding, PLIST_ENTRY Head, PLIST_ENTRY Link) {
  NdisAcquireSpinLock(&Binding->Lock);
  InsertTailList(Head, Link);
  NdisReleaseSpinLock(&Binding->Lock);
}

VOID Settle(BINDING *Binding) {
  if (Binding->Leaving && IsListEmpty(&Binding->Held)) NdisSetEvent(&Binding->Home);
}
