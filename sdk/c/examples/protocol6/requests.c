/* Requests: a list with its buffer, its MDL and its memory. */
#include "protocol6.h"

static PUCHAR ContextOf(PNET_BUFFER_LIST List) {
  return NET_BUFFER_LIST_CONTEXT_DATA_START(List);
}
REQUEST *RequestOf(PNET_BUFFER_LIST List) {
  return *(REQUEST **)ContextOf(List);
}

/* As much of it as there is. */
static VOID Destroy(REQUEST *Request) {
  PNET_BUFFER Buffer, Next;
  for (Buffer = Request->Buffer; Buffer != NULL; Buffer = Next) {
    Next = NET_BUFFER_NEXT_NB(Buffer);
    NdisFreeNetBuffer(Buffer);
  }
  if (Request->List != NULL) NdisFreeNetBufferList(Request->List);
  if (Request->Mdl != NULL) NdisFreeMdl(Request->Mdl);
  if (Request->Frame != NULL) NdisFreeMemory(Request->Frame, Request->Room, 0);
  NdisFreeMemory(Request, sizeof *Request, 0);
}

REQUEST *MakeRequest(BINDING *Binding, UINT Bytes) {
  REQUEST *Request = NdisAllocateMemoryWithTagPriority(Protocol, sizeof *Request, TAG, NormalPoolPriority);
  if (Request == NULL) return NULL;
  NdisZeroMemory(Request, sizeof *Request);
  Request->Room = Bytes;
  Request->Frame = NdisAllocateMemoryWithTagPriority(Protocol, Bytes, TAG, NormalPoolPriority);
  if (Request->Frame != NULL) Request->Mdl = NdisAllocateMdl(Binding->Handle, Request->Frame, Bytes);
  if (Request->Mdl != NULL) Request->List = NdisAllocateNetBufferList(Binding->Pool, MEMORY_ALLOCATION_ALIGNMENT, 0);
  if (Request->List != NULL) Request->Buffer = NdisAllocateNetBuffer(Binding->Buffers, Request->Mdl, 0, Bytes);
  if (Request->Buffer == NULL) {
    Destroy(Request);
    return NULL;
  }
  NET_BUFFER_LIST_FIRST_NB(Request->List) = Request->Buffer;
  Request->List->SourceHandle = Binding->Handle;
  *(REQUEST **)ContextOf(Request->List) = Request;
  NdisAcquireSpinLock(&Binding->Lock);
  InsertTailList(&Binding->Requests, &Request->Link);
  NdisReleaseSpinLock(&Binding->Lock);
  return Request;
}

BOOLEAN AddBuffer(BINDING *Binding, REQUEST *Request, ULONG Offset, ULONG Bytes) {
  PNET_BUFFER Buffer = NdisAllocateNetBuffer(Binding->Buffers, Request->Mdl, Offset, Bytes), Last = Request->Buffer;
  if (Buffer == NULL) return FALSE;
  while (NET_BUFFER_NEXT_NB(Last) != NULL) Last = NET_BUFFER_NEXT_NB(Last);
  NET_BUFFER_NEXT_NB(Last) = Buffer;
  return TRUE;
}

VOID FreeRequest(BINDING *Binding, REQUEST *Request) {
  NdisAcquireSpinLock(&Binding->Lock);
  RemoveEntryList(&Request->Link);
  NdisReleaseSpinLock(&Binding->Lock);
  Destroy(Request);
}

VOID Fill(REQUEST *Request, const UCHAR *Data, UINT Bytes) {
  UINT i;
  for (i = 0; i < Request->Room; i++) Request->Frame[i] = Data != NULL && i < Bytes ? Data[i] : (UCHAR)i;
}

VOID Mark(BINDING *Binding, REQUEST *Request, const char *Client) {
  UINT i;
  for (i = 0; Client != NULL && Client[i] != 0 && i < sizeof Request->Client - 1; i++) Request->Client[i] = Client[i];
  Request->Client[i] = 0;
  Request->Away = TRUE;
  Request->Sends++;
  NET_BUFFER_LIST_STATUS(Request->List) = NDIS_STATUS_PENDING;
  NET_BUFFER_LIST_NEXT_NBL(Request->List) = NULL;
  Request->List->Scratch = Request;
  NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(Request->List, (PVOID)(ULONG_PTR)Binding->CancelId);
  custody_reads(Request->List, "scratch");
  custody_sends_for(Request->List, Client);
}
