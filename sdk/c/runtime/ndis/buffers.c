/* Net buffers: where the data in use begin, and copies of them. */
#include <stdlib.h>
#include "parts.h"

/* The start of the data in use moves back; where there is no room in front, a buffer is put there. */
NDIS_STATUS NdisRetreatNetBufferDataStart(PNET_BUFFER buffer, ULONG delta, ULONG fill, PVOID allocate) {
  (void)allocate;
  if (buffer->DataOffset < delta) {
    PVOID room = NdisAllocateMemoryWithTagPriority(NULL, delta + fill, 0, NormalPoolPriority);
    PMDL mdl = NdisAllocateMdl(NULL, room, delta + fill);
    mdl->Next = buffer->MdlChain;
    buffer->MdlChain = mdl;
    buffer->DataOffset += delta + fill;
  }
  PNET_BUFFER next = buffer->Next;
  PMDL chain = buffer->MdlChain;
  ULONG offset = buffer->DataOffset - delta, length = buffer->DataLength + delta, skip = offset;
  while (chain->Next != NULL && skip >= chain->ByteCount) skip -= chain->ByteCount, chain = chain->Next;
  buffer->Next = next;
  buffer->DataOffset = offset, buffer->DataLength = length;
  buffer->CurrentMdl = chain, buffer->CurrentMdlOffset = skip;
  return NDIS_STATUS_SUCCESS;
}

VOID NdisAdvanceNetBufferDataStart(PNET_BUFFER buffer, ULONG delta, BOOLEAN free_mdl, PVOID handler) {
  (void)free_mdl, (void)handler;
  buffer->DataOffset += delta;
  buffer->DataLength -= delta;
  buffer->CurrentMdlOffset += delta;
  while (buffer->CurrentMdl->Next != NULL && buffer->CurrentMdlOffset >= buffer->CurrentMdl->ByteCount) {
    buffer->CurrentMdlOffset -= buffer->CurrentMdl->ByteCount;
    buffer->CurrentMdl = buffer->CurrentMdl->Next;
  }
}

NDIS_STATUS NdisRetreatNetBufferListDataStart(PNET_BUFFER_LIST list, ULONG delta, ULONG fill, PVOID allocate, PVOID context) {
  (void)context;
  for (PNET_BUFFER b = list->FirstNetBuffer; b != NULL; b = b->Next) NdisRetreatNetBufferDataStart(b, delta, fill, allocate);
  return NDIS_STATUS_SUCCESS;
}
VOID NdisAdvanceNetBufferListDataStart(PNET_BUFFER_LIST list, ULONG delta, BOOLEAN free_mdl, PVOID handler, PVOID context) {
  (void)context;
  for (PNET_BUFFER b = list->FirstNetBuffer; b != NULL; b = b->Next) NdisAdvanceNetBufferDataStart(b, delta, free_mdl, handler);
}

/* Bytes of the data in use, from `offset` on; the other way round with `put`. Through the driver's own view: it is the driver that copies. */
static ULONG move(PNET_BUFFER buffer, ULONG offset, PUCHAR bytes, ULONG count, int put) {
  ULONG done = 0, skip = buffer->CurrentMdlOffset + offset;
  if (offset + count > buffer->DataLength && !put) count = buffer->DataLength > offset ? buffer->DataLength - offset : 0;
  for (PMDL mdl = buffer->CurrentMdl; mdl != NULL && done < count; mdl = mdl->Next) {
    if (skip >= mdl->ByteCount) {
      skip -= mdl->ByteCount;
      continue;
    }
    ULONG n = mdl->ByteCount - skip < count - done ? mdl->ByteCount - skip : count - done;
    if (put) custody_copy((PUCHAR)mdl->MappedSystemVa + skip, bytes + done, n);
    else custody_copy(bytes + done, (PUCHAR)mdl->MappedSystemVa + skip, n);
    done += n;
    skip = 0;
  }
  return done;
}

NDIS_STATUS NdisCopyFromNetBufferToNetBuffer(PNET_BUFFER to, ULONG at, ULONG bytes, PNET_BUFFER from, ULONG offset, PULONG copied) {
  UCHAR *all = malloc(bytes + 1);
  if (all == NULL) return NDIS_STATUS_RESOURCES;
  ULONG n = move(from, offset, all, bytes, 0);
  *copied = move(to, at, all, n, 1);
  free(all);
  return NDIS_STATUS_SUCCESS;
}

PVOID NdisGetDataBuffer(PNET_BUFFER buffer, ULONG needed, PVOID storage, UINT align, UINT offset) {
  PMDL mdl = buffer->CurrentMdl;
  (void)align, (void)offset;
  if (buffer->DataLength < needed || mdl == NULL) return NULL;
  if (mdl->ByteCount - buffer->CurrentMdlOffset >= needed) return (PUCHAR)mdl->MappedSystemVa + buffer->CurrentMdlOffset;
  if (storage == NULL || move(buffer, 0, storage, needed, 0) != needed) return NULL;
  return storage;
}

ULONG NdisQueryNetBufferPhysicalCount(PNET_BUFFER buffer) {
  ULONG n = 0;
  for (PMDL mdl = buffer->CurrentMdl; mdl != NULL; mdl = mdl->Next) n++;
  return n;
}
