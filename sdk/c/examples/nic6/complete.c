/* Sends that are over: transmitted, their status set, given back. */
#include "nic6.h"

static UINT LengthOf(PNET_BUFFER_LIST List) {
  UINT Length = 0;
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) Length += NET_BUFFER_DATA_LENGTH(Buffer);
  return Length;
}

VOID Transmit(PNET_BUFFER_LIST List) {
  static UCHAR Frame[65536];
  UINT Length = 0;
  PNET_BUFFER Buffer;
  for (Buffer = NET_BUFFER_LIST_FIRST_NB(List); Buffer != NULL; Buffer = NET_BUFFER_NEXT_NB(Buffer)) {
    ULONG Left = NET_BUFFER_DATA_LENGTH(Buffer), Skip = NET_BUFFER_CURRENT_MDL_OFFSET(Buffer);
    PMDL Mdl;
    for (Mdl = NET_BUFFER_CURRENT_MDL(Buffer); Mdl != NULL && Left > 0; Mdl = NDIS_MDL_LINKAGE(Mdl), Skip = 0) {
      ULONG Count = MmGetMdlByteCount(Mdl) - Skip;
      if (Count > Left) Count = Left;
      NdisMoveMemory(Frame + Length, (PUCHAR)MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority) + Skip, Count);
      Length += Count, Left -= Count;
    }
  }
  custody_reads(List, "info"); /* what the frame is to be sent with */
  if (Length <= LONGEST) custody_transmit(Frame, Length);
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
