/* The glue: what the kit may tell it to begin. */
#include "nic6.h"

/* Those named, or as many as are wanted, with the status that is wanted. */
static BOOLEAN BeginComplete(ADAPTER *Adapter) {
  PNET_BUFFER_LIST First = NULL, List;
  int Count = custody_wanted_count("lists"), i;
  if (Adapter->Sending == NULL && Adapter->Queued == NULL) return FALSE;
  if (Count < 0) {
    CompleteAll(Adapter, NDIS_STATUS_SUCCESS);
    return TRUE;
  }
  for (i = 0; i < Count; i++) {
    PNET_BUFFER_LIST Named = custody_wanted_list("lists", i);
    const char *Status = custody_wanted_text("lists", i, "status");
    if ((List = Take(&Adapter->Sending, Named)) == NULL && (List = Take(&Adapter->Queued, Named)) != NULL) Transmit(List);
    if (List == NULL) {
      Append(&Adapter->Sending, First);
      return FALSE;
    }
    SetStatus(List, Status != NULL ? custody_status(Status) : Adapter->Resetting ? NDIS_STATUS_RESET_IN_PROGRESS : NDIS_STATUS_SUCCESS);
    Append(&First, List);
  }
  Complete(Adapter, First);
  return TRUE;
}

/* A broadcast frame of this length, type and network. */
static VOID MakeUp(UCHAR *Frame, UINT Bytes, UINT Type, UINT Vlan) {
  UINT i, At = 12;
  for (i = 0; i < Bytes; i++) Frame[i] = i < 6 ? 0xff : i < 12 ? (UCHAR)(i == 6 ? 2 : i == 11) : i < 18 ? 0 : (UCHAR)(7 * i);
  if (Vlan != 0) {
    Frame[At++] = 0x81, Frame[At++] = 0;
    Frame[At++] = (UCHAR)(Vlan >> 8), Frame[At++] = (UCHAR)Vlan;
  }
  Frame[At++] = (UCHAR)(Type >> 8), Frame[At++] = (UCHAR)Type;
}

static ULONG WantedFlags(VOID) {
  ULONG Flags = 0;
  int i;
  for (i = 0; i < custody_wanted_count("flags"); i++) {
    const char *Flag = custody_wanted_text("flags", i, NULL);
    if (custody_is(Flag, "RESOURCES")) Flags |= NDIS_RECEIVE_FLAGS_RESOURCES;
    if (custody_is(Flag, "SINGLE_ETHER_TYPE")) Flags |= NDIS_RECEIVE_FLAGS_SINGLE_ETHER_TYPE;
    if (custody_is(Flag, "PERFECT_FILTERED")) Flags |= NDIS_RECEIVE_FLAGS_PERFECT_FILTERED;
    if (custody_is(Flag, "SINGLE_VLAN")) Flags |= NDIS_RECEIVE_FLAGS_SINGLE_VLAN;
  }
  return Flags;
}

static BOOLEAN BeginIndicate(ADAPTER *Adapter) {
  static UCHAR Frame[ROOM];
  PNET_BUFFER_LIST First = NULL;
  ULONG Flags = custody_wanted_count("flags") >= 0 ? WantedFlags() : ChosenFlags();
  int Count = custody_wanted_count("lists"), i;
  if (Adapter->Phase != Running) return FALSE;
  for (i = 0; i < (Count < 0 ? 1 : Count); i++) {
    UINT Bytes = (UINT)custody_wanted_field("lists", i, "size", 64);
    const UCHAR *Data = custody_wanted_bytes("lists", i, &Bytes);
    PNET_BUFFER_LIST Named = custody_wanted_list("lists", i);
    PLACE *Place = Named != NULL ? NamedPlace(Adapter, Named) : FreePlace(Adapter);
    if (Place == NULL || Bytes > ROOM || Bytes < 18) return FALSE;
    MakeUp(Frame, Bytes, (UINT)custody_wanted_field("lists", i, "frameType", 0x88b5), (UINT)custody_wanted_field("lists", i, "vlan", 0));
    Land(Place, Data != NULL ? Data : Frame, Bytes);
    custody_matched(Place->List, (BOOLEAN)custody_wanted_field("lists", i, "matched", TRUE));
    Place->Out = TRUE;
    Append(&First, Place->List);
  }
  Indicate(Adapter, First, Flags);
  return TRUE;
}

static NDIS_STATUS WantedStatus(VOID) {
  const char *Status = custody_wanted_text("status", 0, NULL);
  return Status == NULL ? NDIS_STATUS_SUCCESS : custody_status(Status);
}

static int Begin(const char *Word) {
  if (Self == NULL) return CUSTODY_CANNOT;
  if (custody_is(Word, "NdisMIndicateReceiveNetBufferLists")) return BeginIndicate(Self);
  if (custody_is(Word, "NdisMSendNetBufferListsComplete")) return BeginComplete(Self);
  if (custody_is(Word, "NdisMRestartComplete")) return Restarted(Self, WantedStatus());
  if (custody_is(Word, "NdisMResetComplete")) return ResetOver(Self, WantedStatus());
  if (custody_is(Word, "NdisMPauseComplete") || custody_is(Word, "Transmit")) return CUSTODY_CANNOT; /* it says it by itself */
  return CUSTODY_NEVER;
}

int main(void) {
  static const custody_driver Glue = {"nic6", "1.0", "nic", Load, NULL, Begin, NULL, NULL, Arrive, NULL, NULL};
  return custody_main(&Glue);
}
