/* The glue: what the kit may tell it to begin. */
#include "filter6.h"

#define Self ((FILTER *)custody_context())

/* Those that are wanted out of one of two ways, or as many as there are; NULL, if one is not there. */
static PNET_BUFFER_LIST Wanted(FILTER *Filter, WAY Way, WAY Else, NDIS_STATUS Never) {
  PNET_BUFFER_LIST Taken = NULL, List;
  int Count = custody_wanted_count("lists"), i;
  for (i = 0; i < (Count < 0 ? 1 : Count); i++) {
    PNET_BUFFER_LIST Named = custody_wanted_list("lists", i);
    const char *Status = custody_wanted_text("lists", i, "status");
    if ((List = Take(&Filter->Kept[Way], Named)) == NULL && (List = Take(&Filter->Kept[Else], Named)) != NULL && Else == Sends)
      NET_BUFFER_LIST_STATUS(List) = Status != NULL ? custody_status(Status) : Never;
    if (List == NULL) {
      Append(&Filter->Kept[Way], Taken);
      return NULL;
    }
    Append(&Taken, List);
  }
  return Taken;
}
static BOOLEAN Pass(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists, ULONG Flags) {
  if (Lists == NULL) return FALSE;
  PassOn(Filter, Way, Lists, Flags);
  return TRUE;
}

/* As they are wanted, one after the other. */
static PNET_BUFFER_LIST OwnLists(FILTER *Filter) {
  PNET_BUFFER_LIST Lists = NULL, List;
  int Count = custody_wanted_count("lists"), i;
  if (Filter->Phase != Running) return NULL;
  for (i = 0; i < Count; i++)
    if (custody_wanted_list("lists", i) != NULL) return NULL;
  for (i = 0; i < (Count < 0 ? 1 : Count); i++) {
    UINT Bytes = (UINT)custody_wanted_field("lists", i, "size", 64);
    const UCHAR *Data = custody_wanted_bytes("lists", i, &Bytes);
    List = MakeOwn(Filter, Data, Bytes);
    NET_BUFFER_LIST_STATUS(List) = NDIS_STATUS_PENDING;
    Append(&Lists, List);
  }
  return Lists;
}
static BOOLEAN BeginSend(FILTER *Filter) {
  return Pass(Filter, Sends, Filter->Kept[Sends] != NULL ? Wanted(Filter, Sends, Sends, 0) : OwnLists(Filter), 0);
}
static BOOLEAN BeginIndicate(FILTER *Filter) {
  ULONG Flags = custody_wanted_count("flags") > 0 && custody_is(custody_wanted_text("flags", 0, NULL), "RESOURCES") ? NDIS_RECEIVE_FLAGS_RESOURCES : 0;
  PNET_BUFFER_LIST Lists, List;
  if (Filter->Kept[Receives] != NULL) return Flags == 0 && Pass(Filter, Receives, Wanted(Filter, Receives, Receives, 0), 0);
  Lists = OwnLists(Filter);
  for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) NET_BUFFER_LIST_STATUS(List) = NDIS_STATUS_SUCCESS;
  return Pass(Filter, Receives, Lists, Flags);
}

static NDIS_STATUS WantedStatus(VOID) {
  const char *Status = custody_wanted_text("status", 0, NULL);
  return Status == NULL ? NDIS_STATUS_SUCCESS : custody_status(Status);
}

static int Begin(const char *Word) {
  if (Self == NULL) return CUSTODY_CANNOT;
  if (custody_is(Word, "NdisFSendNetBufferLists")) return BeginSend(Self);
  if (custody_is(Word, "NdisFIndicateReceiveNetBufferLists")) return BeginIndicate(Self);
  if (custody_is(Word, "NdisFSendNetBufferListsComplete")) return Pass(Self, Completions, Wanted(Self, Completions, Sends, NDIS_STATUS_FAILURE), 0);
  if (custody_is(Word, "NdisFReturnNetBufferLists")) return Pass(Self, Returns, Wanted(Self, Returns, Receives, 0), 0);
  if (custody_is(Word, "NdisFRestartComplete")) return Restarted(Self, WantedStatus());
  if (custody_is(Word, "NdisFPauseComplete")) return Drained(Self);
  if (custody_is(Word, "NdisFCancelSendNetBufferLists")) return CUSTODY_CANNOT; /* it says it by itself */
  return CUSTODY_NEVER;
}

int main(void) {
  static const custody_driver Glue = {"filter6", "1.0", "filter", Load, NULL, Begin, NULL, NULL, NULL, NULL, NULL};
  return custody_main(&Glue);
}
