/* NDIS 5: packets, their buffers, and what a driver does with them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "parts.h"
#include "../kernel/scarcity.h"

#define FROM_HERE __builtin_return_address(0)

VOID NdisAllocatePacketPoolEx(PNDIS_STATUS status, PNDIS_HANDLE handle, UINT count, UINT more, UINT reserved) {
  (void)count, (void)more;
  *handle = allocation_fails() ? NULL : pool_make("packets", (int)(reserved / sizeof(PVOID)));
  *status = *handle == NULL ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
}
VOID NdisAllocatePacketPool(PNDIS_STATUS status, PNDIS_HANDLE handle, UINT count, UINT reserved) {
  NdisAllocatePacketPoolEx(status, handle, count, 0, reserved);
}
VOID NdisFreePacketPool(NDIS_HANDLE handle) {
  pool_free(handle);
}
UINT NdisPacketPoolUsage(NDIS_HANDLE handle) {
  (void)handle;
  return 0;
}

VOID NdisAllocatePacket(PNDIS_STATUS status, PNDIS_PACKET *packet, NDIS_HANDLE handle) {
  pool *from = handle;
  *status = NDIS_STATUS_RESOURCES;
  *packet = NULL;
  if (allocation_fails()) return;
  object *it = packet_make(from == NULL ? 64 : from->reserved * (int)sizeof(PVOID));
  it->pool = from;
  KIT((PNDIS_PACKET)it->at)->Private.Pool = (PNDIS_PACKET_POOL)from;
  introduce(it, "packet", NULL);
  *packet = (PNDIS_PACKET)it->at;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisFreePacket(PNDIS_PACKET packet) {
  object *it = object_at(packet);
  if (it == NULL || it->kind != OBJECT_PACKET) {
    blame_caller("NdisFreePacket of what is no packet");
    return;
  }
  free_whole(it, NULL, FROM_HERE);
  if (!it->freed && it->access != CUSTODY_NONE) object_retire(it);
}

VOID NdisAllocateBufferPool(PNDIS_STATUS status, PNDIS_HANDLE handle, UINT count) {
  static int any;
  (void)count;
  *handle = &any;
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisFreeBufferPool(NDIS_HANDLE handle) {
  (void)handle;
}
VOID NdisAllocateBuffer(PNDIS_STATUS status, PNDIS_BUFFER *buffer, NDIS_HANDLE handle, PVOID at, UINT length) {
  *buffer = NdisAllocateMdl(handle, at, length);
  *status = *buffer == NULL ? NDIS_STATUS_FAILURE : NDIS_STATUS_SUCCESS;
}
VOID NdisFreeBuffer(PNDIS_BUFFER buffer) {
  NdisFreeMdl(buffer);
}

VOID NdisUnchainBufferAtFront(PNDIS_PACKET packet, PNDIS_BUFFER *buffer) {
  PNDIS_BUFFER first = packet->Private.Head;
  *buffer = first;
  if (first == NULL) return;
  packet->Private.Head = first->Next;
  if (first->Next == NULL) packet->Private.Tail = NULL;
  first->Next = NULL;
  packet->Private.ValidCounts = FALSE;
}
VOID NdisUnchainBufferAtBack(PNDIS_PACKET packet, PNDIS_BUFFER *buffer) {
  PNDIS_BUFFER last = packet->Private.Tail, before = packet->Private.Head;
  *buffer = packet->Private.Head == NULL ? NULL : last;
  if (packet->Private.Head == NULL) return;
  if (before == last) packet->Private.Head = packet->Private.Tail = NULL;
  else {
    while (before->Next != last) before = before->Next;
    before->Next = NULL;
    packet->Private.Tail = before;
  }
  packet->Private.ValidCounts = FALSE;
}
VOID NdisGetFirstBufferFromPacket(PNDIS_PACKET packet, PNDIS_BUFFER *first, PVOID *address, PUINT length, PUINT total) {
  UINT all;
  NdisQueryPacket(packet, NULL, NULL, first, &all);
  *total = all;
  *address = *first == NULL ? NULL : (*first)->MappedSystemVa;
  *length = *first == NULL ? 0 : (*first)->ByteCount;
}

VOID NdisCopyFromPacketToPacket(PNDIS_PACKET to, UINT at, UINT bytes, PNDIS_PACKET from, UINT offset, PUINT copied) {
  PNDIS_BUFFER a = to->Private.Head, b = from->Private.Head;
  UINT done = 0;
  while (done < bytes) {
    while (a != NULL && at >= a->ByteCount) at -= a->ByteCount, a = a->Next;
    while (b != NULL && offset >= b->ByteCount) offset -= b->ByteCount, b = b->Next;
    if (a == NULL || b == NULL) break;
    UINT n = bytes - done;
    if (n > a->ByteCount - at) n = a->ByteCount - at;
    if (n > b->ByteCount - offset) n = b->ByteCount - offset;
    custody_copy((PUCHAR)a->MappedSystemVa + at, (PUCHAR)b->MappedSystemVa + offset, n);
    at += n, offset += n, done += n;
  }
  *copied = done;
}
