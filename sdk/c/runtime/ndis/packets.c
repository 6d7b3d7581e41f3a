/* NDIS 5: packets, their buffers, and what a driver does with them. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "parts.h"

#define FROM_HERE __builtin_return_address(0)

VOID NdisAllocatePacketPoolEx(PNDIS_STATUS status, PNDIS_HANDLE handle, UINT count, UINT more, UINT reserved) {
  (void)count, (void)more;
  *handle = pool_make("packets", (int)(reserved / sizeof(PVOID)));
  *status = NDIS_STATUS_SUCCESS;
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
  *status = NDIS_STATUS_SUCCESS;
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

void packet_shares(object *it, int more) {
  it->shares += more;
  if (it->foreign && !it->shown && it->shares <= 0) {
    if (it->access != CUSTODY_NONE) parts_give(it, "ndis", "its last share", NULL);
  } else if (it->access == CUSTODY_NONE) packet_access(it, CUSTODY_READ);
}

/* ------------------------------------------------------------ what goes down */

static void home_again(object *it) {
  it->holder[0] = 0;
  packet_access(it, CUSTODY_WRITE);
}

VOID NdisSend(PNDIS_STATUS status, NDIS_HANDLE binding, PNDIS_PACKET packet) {
  party *self = binding;
  object *it = object_at(packet);
  if (it == NULL) return blame_caller("NdisSend of what is no packet");
  tell_packet(it);
  call_begin(self, "NdisSend", ndis_of(self));
  parts_give(it, ndis_of(self), "NdisSend", FROM_HERE);
  say_text("packet", it->id);
  json_line *line = call_end();
  *status = status_of(json_text(json_get(json_get(line->root, "results"), "status"), "FAILURE"));
  json_free(line);
  if (*status != NDIS_STATUS_PENDING) home_again(it);
}

VOID NdisSendPackets(NDIS_HANDLE binding, PPNDIS_PACKET packets, UINT count) {
  party *self = binding;
  for (UINT i = 0; i < count; i++) {
    if (object_at(packets[i]) == NULL) return blame_caller("NdisSendPackets of what is no packet");
    tell_packet(object_at(packets[i]));
  }
  call_begin(self, "NdisSendPackets", ndis_of(self));
  access_begin();
  for (UINT i = 0; i < count; i++) parts_give(object_at(packets[i]), ndis_of(self), "NdisSendPackets", FROM_HERE);
  access_commit();
  say_open("packets", '[');
  for (UINT i = 0; i < count; i++) say_item(object_at(packets[i])->id);
  say_close(']');
  json_free(call_end());
}

VOID NdisCancelSendPackets(NDIS_HANDLE binding, PVOID id) {
  party *self = binding;
  char text[64] = "binding:";
  call_begin(self, "NdisCancelSendPackets", ndis_of(self));
  strcat(text, self->id);
  say_text("binding", text);
  say_int("id", (int64_t)(uintptr_t)id);
  json_free(call_end());
}

VOID NdisTransferData(PNDIS_STATUS status, NDIS_HANDLE binding, NDIS_HANDLE context, UINT offset, UINT count, PNDIS_PACKET packet, PUINT moved) {
  party *self = binding;
  object *it = object_at(packet);
  UINT room = 0;
  if (it == NULL) return blame_caller("NdisTransferData into what is no packet");
  for (PMDL mdl = KIT(packet)->Private.Head; mdl != NULL; mdl = KIT(mdl)->Next) room += KIT(mdl)->ByteCount;
  introduce(it, "packet", NULL);
  act_begin("writes");
  say_text("what", it->id);
  say_text("field", "room");
  say_int("value", offset + room);
  act_end();
  it->transfer_at = offset, it->transfer_bytes = count;
  it->told.valid = 0;
  call_begin(self, "NdisTransferData", ndis_of(self));
  parts_give(it, ndis_of(self), "NdisTransferData", FROM_HERE);
  say_text("context", handle_text(context));
  say_int("offset", offset);
  say_int("count", count);
  say_text("packet", it->id);
  json_line *line = call_end();
  const json *results = json_get(line->root, "results");
  *status = status_of(json_text(json_get(results, "status"), "FAILURE"));
  *moved = (UINT)json_int(json_get(results, "bytes"), 0);
  if (*status != NDIS_STATUS_PENDING) hear_packet(self, json_get(line->root, "resources"), it->id);
  json_free(line);
}

VOID NdisQueryReceiveInformation(PNDIS_STATUS status, NDIS_HANDLE binding, NDIS_HANDLE context, PLONGLONG sent, PLONGLONG received, PUCHAR buffer, UINT room, PUINT needed) {
  party *self = binding;
  (void)buffer, (void)room;
  call_begin(self, "NdisQueryReceiveInformation", ndis_of(self));
  say_text("context", handle_text(context));
  json_line *line = call_end();
  *status = status_of(json_text(json_get(json_get(line->root, "results"), "status"), "FAILURE"));
  *sent = *received = (LONGLONG)custody_now * 10;
  *needed = 0;
  json_free(line);
}

VOID NdisReturnPackets(PNDIS_PACKET *packets, UINT count) {
  party *self = acting();
  for (UINT i = 0; i < count; i++) {
    object *it = object_at(packets[i]);
    if (it == NULL) return blame_caller("NdisReturnPackets of what is no packet");
    self = (party *)(uintptr_t)it->party;
  }
  call_begin(self, "NdisReturnPackets", ndis_of(self));
  say_open("packets", '[');
  for (UINT i = 0; i < count; i++) {
    object *it = object_at(packets[i]);
    say_item(it->id);
    it->given_by[0] = FROM_HERE, it->given_depth = 1;
    packet_shares(it, -1);
  }
  say_close(']');
  json_free(call_end());
}

PNDIS_PACKET NdisGetReceivedPacket(NDIS_HANDLE binding, NDIS_HANDLE context) {
  (void)binding, (void)context;
  return NULL;
}
