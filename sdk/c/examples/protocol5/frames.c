/* Packets of its own, and the lists that they stand in. */
#include "protocol5.h"

/* As much of it as there is. */
static VOID Destroy(FRAME *Frame) {
  if (Frame->Buffer != NULL) NdisFreeBuffer(Frame->Buffer);
  if (Frame->Packet != NULL) NdisFreePacket(Frame->Packet);
  if (Frame->Frame != NULL) NdisFreeMemory(Frame->Frame, Frame->Room, 0);
  NdisFreeMemory(Frame, sizeof *Frame, 0);
}

FRAME *MakeFrame(BINDING *Binding, UINT Room, UINT From) {
  NDIS_STATUS Status;
  FRAME *Frame;
  if (NdisAllocateMemoryWithTag((PVOID *)&Frame, sizeof *Frame, TAG) != NDIS_STATUS_SUCCESS) return NULL;
  NdisZeroMemory(Frame, sizeof *Frame);
  Frame->Room = Room;
  NdisAllocateMemoryWithTag((PVOID *)&Frame->Frame, Room, TAG);
  if (Frame->Frame != NULL) NdisAllocatePacket(&Status, &Frame->Packet, Binding->Packets);
  if (Frame->Packet != NULL) NdisAllocateBuffer(&Status, &Frame->Buffer, Binding->Buffers, Frame->Frame + From, Room - From);
  if (Frame->Buffer == NULL) {
    Destroy(Frame);
    return NULL;
  }
  NdisChainBufferAtFront(Frame->Packet, Frame->Buffer);
  FRAME_OF(Frame->Packet) = Frame;
  return Frame;
}
VOID FreeFrame(FRAME *Frame) {
  PNDIS_BUFFER Buffer;
  NdisUnchainBufferAtFront(Frame->Packet, &Buffer);
  Destroy(Frame);
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

/* What it received is returned, and what it sent, or has had filled, is back. */
static BOOLEAN AllHome(BINDING *Binding) {
  PLIST_ENTRY At;
  if (Binding->Returning > 0 || !IsListEmpty(&Binding->Held)) return FALSE;
  for (At = Binding->Sent.Flink; At != &Binding->Sent; At = At->Flink)
    if (CONTAINING_RECORD(At, FRAME, Link)->Away) return FALSE;
  for (At = Binding->Taken.Flink; At != &Binding->Taken; At = At->Flink)
    if (CONTAINING_RECORD(At, FRAME, Link)->Moving) return FALSE;
  return TRUE;
}
VOID Settle(BINDING *Binding) {
  if (Binding->Leaving && AllHome(Binding)) NdisSetEvent(&Binding->Home);
}
