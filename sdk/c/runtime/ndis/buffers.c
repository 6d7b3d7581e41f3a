/* Net buffers: where the data in use begin, and copies of them. */
#include "parts.h"

/* The start of the data in use moves back; where there is no room in front, a buffer is put there. */
NDIS_STATUS NdisRetreatNetBufferDataStart(PNET_BUFFER buffer, ULONG delta, ULONG fill, PVOID allocate) {
  (void)allocate;
  if (buffer->DataOffset < delta) {
    PVOID room = NdisAllocateMemoryWithTagPriority(NULL, delta + fill, 0, NormalPoolPriority);
    PMDL mdl = room == NULL ? NULL : NdisAllocateMdl(NULL, room, delta + fill);
    if (mdl == NULL) {
      if (room != NULL) NdisFreeMemory(room, 0, 0);
      return NDIS_STATUS_RESOURCES;
    }
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
  for (PNET_BUFFER b = list->FirstNetBuffer; b != NULL; b = b->Next) {
    NDIS_STATUS status = NdisRetreatNetBufferDataStart(b, delta, fill, allocate);
    if (status == NDIS_STATUS_SUCCESS) continue;
    for (PNET_BUFFER done = list->FirstNetBuffer; done != b; done = done->Next) NdisAdvanceNetBufferDataStart(done, delta, FALSE, NULL);
    return status;
  }
  return NDIS_STATUS_SUCCESS;
}
VOID NdisAdvanceNetBufferListDataStart(PNET_BUFFER_LIST list, ULONG delta, BOOLEAN free_mdl, PVOID handler, PVOID context) {
  (void)context;
  for (PNET_BUFFER b = list->FirstNetBuffer; b != NULL; b = b->Next) NdisAdvanceNetBufferDataStart(b, delta, free_mdl, handler);
}

/* A place in the data in use, counted from their beginning. */
typedef struct {
  PMDL mdl;
  ULONG skip, left;
} spot;
static spot spot_in(PNET_BUFFER buffer, ULONG offset, int whole) {
  spot it = {buffer->CurrentMdl, buffer->CurrentMdlOffset + offset, 0};
  it.left = whole ? MAXULONG : buffer->DataLength > offset ? buffer->DataLength - offset : 0;
  return it;
}
/* How many bytes lie together there. */
static ULONG run_at(spot *it) {
  while (it->mdl != NULL && it->skip >= it->mdl->ByteCount) it->skip -= it->mdl->ByteCount, it->mdl = it->mdl->Next;
  ULONG together = it->mdl == NULL ? 0 : it->mdl->ByteCount - it->skip;
  return together < it->left ? together : it->left;
}

/* From memory to memory, so that the kit is told what was copied where to. */
NDIS_STATUS NdisCopyFromNetBufferToNetBuffer(PNET_BUFFER to, ULONG at, ULONG bytes, PNET_BUFFER from, ULONG offset, PULONG copied) {
  spot target = spot_in(to, at, 1), source = spot_in(from, offset, 0);
  for (*copied = 0; *copied < bytes;) {
    ULONG count = run_at(&target), there = run_at(&source);
    if (count > there) count = there;
    if (count > bytes - *copied) count = bytes - *copied;
    if (count == 0) break;
    custody_copy((PUCHAR)target.mdl->MappedSystemVa + target.skip, (PUCHAR)source.mdl->MappedSystemVa + source.skip, count);
    target.skip += count, source.skip += count, source.left -= count;
    *copied += count;
  }
  return NDIS_STATUS_SUCCESS;
}

static ULONG gather(PNET_BUFFER buffer, PUCHAR bytes, ULONG count) {
  spot source = spot_in(buffer, 0, 0);
  ULONG done = 0;
  for (ULONG n; done < count && (n = run_at(&source)) > 0; done += n) {
    if (n > count - done) n = count - done;
    custody_copy(bytes + done, (PUCHAR)source.mdl->MappedSystemVa + source.skip, n);
    source.skip += n, source.left -= n;
  }
  return done;
}

PVOID NdisGetDataBuffer(PNET_BUFFER buffer, ULONG needed, PVOID storage, UINT align, UINT offset) {
  PMDL mdl = buffer->CurrentMdl;
  (void)align, (void)offset;
  if (buffer->DataLength < needed || mdl == NULL) return NULL;
  if (mdl->ByteCount - buffer->CurrentMdlOffset >= needed) return (PUCHAR)mdl->MappedSystemVa + buffer->CurrentMdlOffset;
  if (storage == NULL || gather(buffer, storage, needed) != needed) return NULL;
  return storage;
}

ULONG NdisQueryNetBufferPhysicalCount(PNET_BUFFER buffer) {
  ULONG n = 0;
  for (PMDL mdl = buffer->CurrentMdl; mdl != NULL; mdl = mdl->Next) n++;
  return n;
}
