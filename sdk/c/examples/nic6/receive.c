/* The receive ring: frames that land in it, lists that are given up or lent. */
#include "nic6.h"

static const char *const Clear[] = {"clear", "set", NULL};

PLACE *NamedPlace(ADAPTER *Adapter, PNET_BUFFER_LIST Named) {
  LONG i;
  for (i = 0; i < Adapter->Used; i++)
    if (!Adapter->Ring[i].Out && Adapter->Ring[i].List == Named) return &Adapter->Ring[i];
  return NULL;
}

PLACE *FreePlace(ADAPTER *Adapter) {
  LONG i;
  PLACE *Place = NULL;
  for (i = 0; i < RING && (Place == NULL || Place->Out); i++) Place = &Adapter->Ring[Adapter->Turn++ % RING];
  if (Place->Out) return NULL;
  if (Place->List != NULL) return Place;
  /* what a failed attempt has made is still there */
  if (Place->Frame == NULL) Place->Frame = NdisAllocateMemoryWithTagPriority(Adapter->Handle, ROOM, TAG, NormalPoolPriority);
  if (Place->Frame != NULL && Place->Mdl == NULL) Place->Mdl = NdisAllocateMdl(Adapter->Handle, Place->Frame, ROOM);
  if (Place->Mdl != NULL) Place->List = NdisAllocateNetBufferAndNetBufferList(Adapter->Pool, 0, 0, Place->Mdl, 0, 0);
  if (Place->List == NULL) return NULL;
  Adapter->Used = RING < Adapter->Turn ? RING : Adapter->Turn;
  Place->List->SourceHandle = Adapter->Handle;
  return Place;
}

/* The frame in its place: what its header says stands beside it. */
VOID Land(PLACE *Place, const UCHAR *Frame, UINT Bytes) {
  PNET_BUFFER Buffer = NET_BUFFER_LIST_FIRST_NB(Place->List);
  NDIS_NET_BUFFER_LIST_8021Q_INFO Tag;
  UINT At = 12;
  Tag.Value = NULL;
  NdisMoveMemory(Place->Frame, Frame, Bytes);
  NET_BUFFER_DATA_LENGTH(Buffer) = Bytes;
  if (Bytes >= 18 && Frame[12] == 0x81 && Frame[13] == 0) {
    Tag.TagHeader.VlanId = (UINT32)((Frame[14] << 8 | Frame[15]) & 0xfff);
    At = 16;
  }
  NET_BUFFER_LIST_INFO(Place->List, Ieee8021QNetBufferListInfo) = Tag.Value;
  NET_BUFFER_LIST_INFO(Place->List, NetBufferListFrameType) = (PVOID)(ULONG_PTR)(Bytes >= At + 2 ? RtlUshortByteSwap((USHORT)(Frame[At] << 8 | Frame[At + 1])) : 0);
  NET_BUFFER_LIST_STATUS(Place->List) = NDIS_STATUS_SUCCESS;
  NET_BUFFER_LIST_NEXT_NBL(Place->List) = NULL;
}

VOID Indicate(ADAPTER *Adapter, PNET_BUFFER_LIST Lists, ULONG Flags) {
  PLACE *Lent[RING];
  LONG Count = 0, i;
  PNET_BUFFER_LIST List;
  NdisAcquireSpinLock(&Adapter->Lock);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List))
    for (i = 0; i < Adapter->Used; i++)
      if (Adapter->Ring[i].List == List) {
        Adapter->Ring[i].Out = TRUE;
        Lent[Count++] = &Adapter->Ring[i];
      }
  Adapter->Out += Count;
  Adapter->Busy++;
  NdisReleaseSpinLock(&Adapter->Lock);
  NdisMIndicateReceiveNetBufferLists(Adapter->Handle, Lists, NDIS_DEFAULT_PORT_NUMBER, (ULONG)Count, Flags);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Busy--;
  if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) {
    for (i = 0; i < Count; i++) Lent[i]->Out = FALSE;
    Adapter->Out -= Count;
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}

VOID ReturnLists(NDIS_HANDLE Context, PNET_BUFFER_LIST Lists, ULONG Flags) {
  ADAPTER *Adapter = Context;
  LONG i;
  UNREFERENCED_PARAMETER(Flags);
  NdisAcquireSpinLock(&Adapter->Lock);
  for (; Lists != NULL; Lists = NET_BUFFER_LIST_NEXT_NBL(Lists))
    for (i = 0; i < Adapter->Used; i++)
      if (Adapter->Ring[i].List == Lists && Adapter->Ring[i].Out) {
        Adapter->Ring[i].Out = FALSE;
        Adapter->Out--;
      }
  NdisReleaseSpinLock(&Adapter->Lock);
  Settle(Adapter);
}

ULONG ChosenFlags(VOID) {
  return custody_choose("RESOURCES", Clear) == 1 ? NDIS_RECEIVE_FLAGS_RESOURCES : 0;
}
VOID Arrive(const UCHAR *Frame, UINT Bytes) {
  ADAPTER *Adapter = Self;
  PLACE *Place = Adapter->Phase == Running ? FreePlace(Adapter) : NULL;
  if (Place == NULL || Bytes > ROOM) {
    custody_note("a frame was dropped");
    return;
  }
  Land(Place, Frame, Bytes);
  Indicate(Adapter, Place->List, ChosenFlags());
}
