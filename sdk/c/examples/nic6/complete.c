/* Sends that are over: transmitted, their status set, given back. */
#include "nic6.h"

/* Of the longest frame. */
static UINT LengthOf(PNET_BUFFER_LIST List) {
  UINT Length = 0;
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer))
    if (NET_BUFFER_DATA_LENGTH(Buffer) > Length) Length = NET_BUFFER_DATA_LENGTH(Buffer);
  return Length;
}

/* Each net buffer is a frame. */
VOID Transmit(PNET_BUFFER_LIST List) {
  static UCHAR Storage[LONGEST];
  PNET_BUFFER Buffer;
  custody_reads(List, "info"); /* what the frame is to be sent with */
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) {
    ULONG Bytes = NET_BUFFER_DATA_LENGTH(Buffer);
    PUCHAR Frame = Bytes > LONGEST ? NULL : NdisGetDataBuffer(Buffer, Bytes, Storage, 1, 0);
    if (Frame != NULL) custody_transmit(Frame, Bytes);
  }
}

/* Each has its final status before it goes back. */
VOID Complete(ADAPTER *Adapter, PNET_BUFFER_LIST Lists) {
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  NdisMSendNetBufferListsComplete(Adapter->Handle, Lists, 0);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}
VOID SetStatus(PNET_BUFFER_LIST Lists, NDIS_STATUS Status) {
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists))
    NET_BUFFER_LIST_STATUS(Lists) = Status == NDIS_STATUS_SUCCESS && LengthOf(Lists) > LONGEST ? NDIS_STATUS_INVALID_LENGTH : Status;
}
VOID Append(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Lists) {
  while (*Head != NULL) Head = &NET_BUFFER_LIST_NEXT_NBL(*Head);
  *Head = Lists;
}
VOID CompleteAll(ADAPTER *Adapter, NDIS_STATUS Status) {
  PNET_BUFFER_LIST Lists, Each;
  NdisAcquireSpinLock(&Adapter->Lock);
  for (Each = Adapter->Queued; Status == NDIS_STATUS_SUCCESS && Each != NULL; Each = NET_BUFFER_LIST_NEXT_NBL(Each)) Transmit(Each);
  Append(&Adapter->Sending, Adapter->Queued);
  Lists = Adapter->Sending;
  Adapter->Sending = Adapter->Queued = NULL;
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Lists == NULL) return;
  SetStatus(Lists, Status);
  Complete(Adapter, Lists);
}
VOID TimedOut(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  CompleteAll(Context, NDIS_STATUS_SUCCESS);
}
