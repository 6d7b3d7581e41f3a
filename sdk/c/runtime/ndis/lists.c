/* NDIS 6: pools, lists, buffers and MDLs as a driver makes and moves them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "parts.h"
#include "../kernel/scarcity.h"

#define FROM_HERE __builtin_return_address(0)
#define CONTEXT_ROOM 1024u

PMDL mdl_over(object *whole, void *at, ULONG bytes) {
  object *it = object_make(OBJECT_MDL, sizeof(MDL), 0);
  PMDL mdl = KIT((PMDL)it->at);
  it->of = whole;
  mdl->Size = sizeof(MDL);
  mdl->MdlFlags = MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL;
  mdl->MappedSystemVa = at;
  mdl->ByteOffset = (ULONG)((uintptr_t)at & (PAGE_SIZE - 1));
  mdl->StartVa = (PVOID)((uintptr_t)at - mdl->ByteOffset);
  mdl->ByteCount = bytes;
  return (PMDL)it->at;
}

PMDL NdisAllocateMdl(NDIS_HANDLE handle, PVOID at, UINT length) {
  (void)handle;
  return allocation_fails() ? NULL : mdl_over(NULL, at, length);
}

VOID NdisFreeMdl(PMDL mdl) {
  object *it = object_at(mdl);
  if (it == NULL || it->kind != OBJECT_MDL || it->freed) blame_caller("NdisFreeMdl of what is no MDL, or was freed");
  else {
    if (it->access == CUSTODY_NONE) blame_caller("NdisFreeMdl of an MDL that was given away");
    object_retire(it);
  }
}

PMDL IoAllocateMdl(PVOID at, ULONG length, BOOLEAN secondary, BOOLEAN charge, PVOID irp) {
  (void)secondary, (void)charge, (void)irp;
  return NdisAllocateMdl(NULL, at, length);
}
VOID IoFreeMdl(PMDL mdl) {
  NdisFreeMdl(mdl);
}
VOID MmBuildMdlForNonPagedPool(PMDL mdl) {
  (void)mdl;
}

NDIS_HANDLE NdisAllocateNetBufferListPool(NDIS_HANDLE handle, PNET_BUFFER_LIST_POOL_PARAMETERS parameters) {
  pool *it = allocation_fails() ? NULL : pool_make("lists", 0);
  (void)handle;
  if (it == NULL) return NULL;
  it->allocates_buffers = parameters->fAllocateNetBuffer;
  it->context = parameters->ContextSize;
  it->data = parameters->DataSize;
  return it;
}
VOID NdisFreeNetBufferListPool(NDIS_HANDLE handle) {
  pool_free(handle);
}
NDIS_HANDLE NdisAllocateNetBufferPool(NDIS_HANDLE handle, PNET_BUFFER_POOL_PARAMETERS parameters) {
  pool *it = allocation_fails() ? NULL : pool_make("buffers", 0);
  (void)handle;
  if (it == NULL) return NULL;
  it->data = parameters->DataSize;
  return it;
}
VOID NdisFreeNetBufferPool(NDIS_HANDLE handle) {
  pool_free(handle);
}

static void buffer_init(PNET_BUFFER buffer, NDIS_HANDLE from, PMDL chain, ULONG offset, SIZE_T length) {
  ULONG skip = offset;
  PMDL mdl = chain;
  memset(buffer, 0, sizeof *buffer);
  buffer->NdisPoolHandle = from;
  buffer->MdlChain = chain;
  buffer->DataOffset = offset;
  buffer->DataLength = (ULONG)length;
  while (mdl != NULL && KIT(mdl)->Next != NULL && skip >= KIT(mdl)->ByteCount) skip -= KIT(mdl)->ByteCount, mdl = KIT(mdl)->Next;
  buffer->CurrentMdl = mdl;
  buffer->CurrentMdlOffset = skip;
}

PNET_BUFFER NdisAllocateNetBuffer(NDIS_HANDLE from, PMDL chain, ULONG offset, SIZE_T length) {
  if (allocation_fails()) return NULL;
  object *it = object_make(OBJECT_BUFFER, sizeof(NET_BUFFER), 0);
  buffer_init(KIT((PNET_BUFFER)it->at), from, chain, offset, length);
  it->pool = from;
  if (from != NULL) introduce(it, "nb", NULL);
  return (PNET_BUFFER)it->at;
}

VOID NdisFreeNetBuffer(PNET_BUFFER buffer) {
  object *it = object_at(buffer);
  if (it == NULL || it->freed) blame_caller("NdisFreeNetBuffer of what is no buffer, or was freed");
  else if (it->kind == OBJECT_BUFFER) {
    free_whole(it, NULL, FROM_HERE);
    object_retire(it);
  }
}

static PNET_BUFFER_LIST list_make(pool *from, const char *way, USHORT context, USHORT fill, int with_buffer, PMDL chain, ULONG offset, SIZE_T length) {
  if (allocation_fails()) return NULL;
  size_t buffer_at = (sizeof(NET_BUFFER_LIST) + 15) & ~(size_t)15, context_at = (buffer_at + sizeof(NET_BUFFER) + 15) & ~(size_t)15;
  object *it = object_make(OBJECT_LIST, context_at + CONTEXT_ROOM, 0);
  PNET_BUFFER_LIST list = KIT((PNET_BUFFER_LIST)it->at);
  if (context == 0 && from != NULL) context = from->context;
  it->pool = from;
  list->NdisPoolHandle = from;
  if (with_buffer) {
    list->FirstNetBuffer = (PNET_BUFFER)(it->at + buffer_at);
    buffer_init(KIT(list->FirstNetBuffer), from, chain, offset, length);
  }
  if (context + fill > 0) {
    list->Context = (PNET_BUFFER_LIST_CONTEXT)(it->at + context_at);
    KIT(list->Context)->Size = (USHORT)(context + fill);
    KIT(list->Context)->Offset = fill;
  }
  introduce(it, "nbl", way);
  return (PNET_BUFFER_LIST)it->at;
}

PNET_BUFFER_LIST NdisAllocateNetBufferAndNetBufferList(NDIS_HANDLE from, USHORT context, USHORT fill, PMDL chain, ULONG offset, SIZE_T length) {
  return list_make(from, NULL, context, fill, 1, chain, offset, length);
}
PNET_BUFFER_LIST NdisAllocateNetBufferList(NDIS_HANDLE from, USHORT context, USHORT fill) {
  return list_make(from, NULL, context, fill, from != NULL && ((pool *)from)->allocates_buffers, NULL, 0, 0);
}

static void list_free(PNET_BUFFER_LIST list, const char *way, void *caller) {
  object *it = object_at(list);
  if (it == NULL || it->kind != OBJECT_LIST) {
    blame_caller("NdisFreeNetBufferList of what is no list");
    return;
  }
  free_whole(it, way, caller);
  if (!it->freed && it->access != CUSTODY_NONE) object_retire(it);
}
VOID NdisFreeNetBufferList(PNET_BUFFER_LIST list) {
  list_free(list, NULL, FROM_HERE);
}

PNET_BUFFER_LIST NdisAllocateCloneNetBufferList(PNET_BUFFER_LIST original, NDIS_HANDLE lists, NDIS_HANDLE buffers, ULONG flags) {
  PNET_BUFFER_LIST clone = list_make(lists, "clone", 0, 0, 0, NULL, 0, 0);
  (void)flags;
  if (clone == NULL) return NULL;
  PNET_BUFFER *last = &KIT(clone)->FirstNetBuffer;
  for (PNET_BUFFER b = KIT(original)->FirstNetBuffer; b != NULL; b = KIT(b)->Next) {
    *last = NdisAllocateNetBuffer(buffers, KIT(b)->MdlChain, KIT(b)->DataOffset, KIT(b)->DataLength);
    if (*last == NULL) {
      NdisFreeCloneNetBufferList(clone, 0);
      return NULL;
    }
    last = &KIT(*last)->Next;
  }
  KIT(clone)->ParentNetBufferList = original;
  return clone;
}
VOID NdisFreeCloneNetBufferList(PNET_BUFFER_LIST clone, ULONG flags) {
  PNET_BUFFER next;
  (void)flags;
  for (PNET_BUFFER b = clone->FirstNetBuffer; b != NULL; b = next) {
    next = b->Next;
    NdisFreeNetBuffer(b);
  }
  clone->FirstNetBuffer = NULL;
  list_free(clone, "clone", FROM_HERE);
}

NDIS_STATUS NdisAllocateNetBufferListContext(PNET_BUFFER_LIST list, USHORT size, USHORT fill, ULONG tag) {
  object *it = object_at(list);
  (void)tag;
  if (list->Context != NULL && list->Context->Offset >= size) list->Context->Offset = (USHORT)(list->Context->Offset - size);
  else if (allocation_fails()) return NDIS_STATUS_RESOURCES;
  else {
    object *more = object_make(OBJECT_BUFFER, sizeof(NET_BUFFER_LIST_CONTEXT) + size + fill, 0);
    PNET_BUFFER_LIST_CONTEXT context = KIT((PNET_BUFFER_LIST_CONTEXT)more->at);
    more->of = it;
    context->Next = list->Context;
    context->Size = (USHORT)(size + fill);
    context->Offset = fill;
    list->Context = (PNET_BUFFER_LIST_CONTEXT)more->at;
  }
  if (it != NULL && it->id[0] != 0 && !custody_quiet) {
    act_begin("allocatesContext");
    say_text("list", it->id);
    say_int("bytes", size);
    act_end();
  }
  return NDIS_STATUS_SUCCESS;
}

VOID NdisFreeNetBufferListContext(PNET_BUFFER_LIST list, USHORT size) {
  object *it = object_at(list);
  if (list->Context == NULL) return;
  list->Context->Offset = (USHORT)(list->Context->Offset + size);
  if (it != NULL && it->id[0] != 0 && !custody_quiet) {
    act_begin("freesContext");
    say_text("list", it->id);
    say_int("bytes", size);
    act_end();
  }
}
