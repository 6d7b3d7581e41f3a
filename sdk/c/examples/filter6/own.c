/* Lists of its own: they carry its handle, and end here. */
#include "filter6.h"

BOOLEAN IsOwn(FILTER *Filter, PNET_BUFFER_LIST List) {
  return (BOOLEAN)(List->SourceHandle == Filter->Handle);
}

PNET_BUFFER_LIST MakeOwn(FILTER *Filter, const UCHAR *Data, UINT Bytes) {
  PUCHAR Frame = NdisAllocateMemoryWithTagPriority(Filter->Handle, Bytes, TAG, NormalPoolPriority);
  PNET_BUFFER_LIST List = NdisAllocateNetBufferAndNetBufferList(Filter->Pool, 0, 0, NdisAllocateMdl(Filter->Handle, Frame, Bytes), 0, Bytes);
  UINT i;
  for (i = 0; i < Bytes; i++) Frame[i] = Data != NULL ? Data[i] : i < 6 ? 0xff : i < 12 ? 2 : (UCHAR)(i == 12 ? 0x88 : i == 13 ? 0xb5 : i);
  NET_BUFFER_LIST_INFO(List, NetBufferListFrameType) = (PVOID)(ULONG_PTR)RtlUshortByteSwap((USHORT)(Bytes >= 14 ? Frame[12] << 8 | Frame[13] : 0));
  List->SourceHandle = Filter->Handle;
  NdisInterlockedIncrement(&Filter->Own);
  return List;
}

/* The parent waits here until its clone comes back. */
PNET_BUFFER_LIST CloneAll(FILTER *Filter, PNET_BUFFER_LIST Lists) {
  PNET_BUFFER_LIST Clones = NULL, Clone;
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists)) {
    Clone = NdisAllocateCloneNetBufferList(Lists, Filter->Pool, NULL, 0);
    Clone->SourceHandle = Filter->Handle;
    NET_BUFFER_LIST_STATUS(Clone) = NDIS_STATUS_PENDING;
    Lists->ChildRefCount++;
    NdisInterlockedIncrement(&Filter->Own);
    Append(&Clones, Clone);
  }
  return Clones;
}

PNET_BUFFER_LIST CopyAll(FILTER *Filter, PNET_BUFFER_LIST Lists) {
  PNET_BUFFER_LIST Copies = NULL, Copy;
  ULONG Copied;
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists)) {
    PNET_BUFFER From = NET_BUFFER_LIST_FIRST_NB(Lists);
    Copy = MakeOwn(Filter, NULL, NET_BUFFER_DATA_LENGTH(From));
    NdisCopyFromNetBufferToNetBuffer(NET_BUFFER_LIST_FIRST_NB(Copy), 0, NET_BUFFER_DATA_LENGTH(From), From, 0, &Copied);
    NET_BUFFER_LIST_INFO(Copy, NetBufferListFrameType) = NET_BUFFER_LIST_INFO(Lists, NetBufferListFrameType);
    NET_BUFFER_LIST_INFO(Copy, Ieee8021QNetBufferListInfo) = NET_BUFFER_LIST_INFO(Lists, Ieee8021QNetBufferListInfo);
    NET_BUFFER_LIST_STATUS(Copy) = NET_BUFFER_LIST_STATUS(Lists);
    Append(&Copies, Copy);
  }
  return Copies;
}

static VOID FreePlain(PNET_BUFFER_LIST List) {
  PMDL Mdl = NET_BUFFER_FIRST_MDL(NET_BUFFER_LIST_FIRST_NB(List));
  PVOID Frame = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);
  UINT Bytes = MmGetMdlByteCount(Mdl);
  NdisFreeNetBufferList(List);
  NdisFreeMdl(Mdl);
  NdisFreeMemory(Frame, Bytes, 0);
}

PNET_BUFFER_LIST Settle(FILTER *Filter, PNET_BUFFER_LIST Lists) {
  PNET_BUFFER_LIST Others = NULL, List;
  while ((List = Take(&Lists, NULL)) != NULL) {
    PNET_BUFFER_LIST Parent = IsOwn(Filter, List) ? List->ParentNetBufferList : List;
    if (Parent == List) Append(&Others, List);
    else if (Parent == NULL) FreePlain(List);
    else {
      NET_BUFFER_LIST_STATUS(Parent) = NET_BUFFER_LIST_STATUS(List);
      Parent->ChildRefCount--;
      NdisFreeCloneNetBufferList(List, 0);
      NET_BUFFER_LIST_NEXT_NBL(Parent) = NULL;
      Append(&Others, Parent);
    }
    if (Parent != List) NdisInterlockedDecrement(&Filter->Own);
  }
  return Others;
}
