/* Pause, restart and reset: over at once, or later. */
#include "nic6.h"

static const char *const HowToRestart[] = {"SUCCESS", "PENDING", "RESOURCES", "FAILURE", NULL};
static const char *const NowOrLater[] = {"SUCCESS", "PENDING", NULL};
static const char *const KeepOrEnd[] = {"end", "keep", NULL};

VOID After(NDIS_HANDLE Timer, LONGLONG Milliseconds) {
  LARGE_INTEGER Due;
  Due.QuadPart = -Milliseconds * 10000;
  NdisSetTimerObject(Timer, Due, 0, NULL);
}
VOID CompleteAfter(ADAPTER *Adapter, LONGLONG Milliseconds) {
  After(Adapter->Timer, Milliseconds);
}

VOID Settle(ADAPTER *Adapter) {
  BOOLEAN Done = FALSE;
  NdisAcquireSpinLock(&Adapter->Lock);
  if (Adapter->Out == 0 && Adapter->Busy == 0 && Adapter->Sending == NULL && Adapter->Queued == NULL) {
    Done = (BOOLEAN)(Adapter->Phase == Pausing);
    if (Done) Adapter->Phase = Paused;
    if (Adapter->Waiting > 0) NdisSetEvent(&Adapter->Home);
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Done) NdisMPauseComplete(Adapter->Handle);
}

NDIS_STATUS Pause(NDIS_HANDLE Context, PNDIS_MINIPORT_PAUSE_PARAMETERS Parameters) {
  ADAPTER *Adapter = Context;
  NDIS_STATUS Status = NDIS_STATUS_SUCCESS;
  UNREFERENCED_PARAMETER(Parameters);
  NdisAcquireSpinLock(&Adapter->Lock);
  Adapter->Phase = Paused;
  if (Adapter->Out > 0 || Adapter->Busy > 0 || Adapter->Sending != NULL || Adapter->Queued != NULL) {
    Adapter->Phase = Pausing;
    Status = NDIS_STATUS_PENDING;
  }
  NdisReleaseSpinLock(&Adapter->Lock);
  if (Status == NDIS_STATUS_PENDING) CompleteAfter(Adapter, 1);
  return Status;
}

/* It may indicate from the call of the restart on; a restart that fails leaves it at rest. */
NDIS_STATUS Restart(NDIS_HANDLE Context, PNDIS_MINIPORT_RESTART_PARAMETERS Parameters) {
  ADAPTER *Adapter = Context;
  UNREFERENCED_PARAMETER(Parameters);
  switch (custody_choose("status", HowToRestart)) {
  case 0: Adapter->Phase = Running; return NDIS_STATUS_SUCCESS;
  case 1:
    Adapter->Phase = Running;
    Adapter->Restarting = TRUE;
    After(Adapter->StateTimer, 1);
    return NDIS_STATUS_PENDING;
  case 2: return NDIS_STATUS_RESOURCES;
  default: return NDIS_STATUS_FAILURE;
  }
}
BOOLEAN Restarted(ADAPTER *Adapter, NDIS_STATUS Status) {
  if (!Adapter->Restarting) return FALSE;
  Adapter->Restarting = FALSE;
  if (Status != NDIS_STATUS_SUCCESS) Adapter->Phase = Paused;
  NdisMRestartComplete(Adapter->Handle, Status);
  return TRUE;
}

NDIS_STATUS Reset(NDIS_HANDLE Context, PBOOLEAN AddressingReset) {
  ADAPTER *Adapter = Context;
  *AddressingReset = FALSE;
  if (custody_property_int(NULL, "version", 630) < 630 && custody_choose("pending sends", KeepOrEnd) == 1) return NDIS_STATUS_SUCCESS;
  if (custody_choose("status", NowOrLater) == 1) {
    Adapter->Resetting = TRUE;
    After(Adapter->StateTimer, 1);
    return NDIS_STATUS_PENDING;
  }
  CompleteAll(Adapter, NDIS_STATUS_RESET_IN_PROGRESS);
  return NDIS_STATUS_SUCCESS;
}
/* What was pending ended before. */
BOOLEAN ResetOver(ADAPTER *Adapter, NDIS_STATUS Status) {
  if (!Adapter->Resetting || Adapter->Sending != NULL || Adapter->Queued != NULL || Adapter->Busy > 0) return FALSE;
  Adapter->Resetting = FALSE;
  NdisMResetComplete(Adapter->Handle, Status, FALSE);
  return TRUE;
}

VOID StateTimedOut(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  ADAPTER *Adapter = Context;
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  Restarted(Adapter, NDIS_STATUS_SUCCESS);
  if (!Adapter->Resetting) return;
  CompleteAll(Adapter, NDIS_STATUS_RESET_IN_PROGRESS);
  if (!ResetOver(Adapter, NDIS_STATUS_SUCCESS)) After(Adapter->StateTimer, 1);
}
