/* Shares of packets that it has answered for: kept, handed back by clients, returned. */
#include "protocol5.h"

static const char *const PassOn[] = {"now", "later", NULL};

HELD *HeldOf(BINDING *Binding, PNDIS_PACKET Packet) {
  PLIST_ENTRY At;
  for (At = Binding->Held.Flink; At != &Binding->Held; At = At->Flink)
    if (CONTAINING_RECORD(At, HELD, Link)->Packet == Packet) return CONTAINING_RECORD(At, HELD, Link);
  return NULL;
}

/* What is over is forgotten: nothing at hand, nobody has a share, the handler has answered. */
VOID Forget(BINDING *Binding, HELD *Held) {
  if (Held->Open || Held->Due > 0 || Held->Clients > 0) return;
  Unlink(Binding, &Held->Link);
  NdisFreeMemory(Held, sizeof *Held, 0);
  Settle(Binding);
}

/* Whoever unbinds in the meantime waits until the call has returned. */
VOID ReturnAll(BINDING *Binding, PNDIS_PACKET *Packets, UINT Count) {
  UINT i;
  NdisInterlockedIncrement(&Binding->Returning);
  for (i = 0; i < Count; i++) {
    HELD *Held = HeldOf(Binding, Packets[i]);
    if (Held != NULL) Forget(Binding, Held);
  }
  NdisReturnPackets(Packets, Count);
  NdisInterlockedDecrement(&Binding->Returning);
  Settle(Binding);
}

static HELD *FirstDue(BINDING *Binding) {
  PLIST_ENTRY At;
  for (At = Binding->Held.Flink; At != &Binding->Held; At = At->Flink) {
    HELD *Held = CONTAINING_RECORD(At, HELD, Link);
    if (!Held->Open && Held->Due > 0) return Held;
  }
  return NULL;
}

/* What is held may have changed whenever a call returns. */
VOID ReturnShares(BINDING *Binding) {
  HELD *Held;
  NdisInterlockedIncrement(&Binding->Returning);
  while ((Held = FirstDue(Binding)) != NULL) {
    PNDIS_PACKET Packet = Held->Packet;
    Held->Due--;
    ReturnAll(Binding, &Packet, 1);
  }
  NdisInterlockedDecrement(&Binding->Returning);
  Settle(Binding);
}
VOID ReturnTimer(PVOID One, PVOID Context, PVOID Two, PVOID Three) {
  UNREFERENCED_PARAMETER(One), UNREFERENCED_PARAMETER(Two), UNREFERENCED_PARAMETER(Three);
  ReturnShares(Context);
}

VOID ClientReturns(const char *Client, PNDIS_PACKET Packet) {
  BINDING *Binding = Bound;
  HELD *Held = HeldOf(Binding, Packet);
  ULONG i;
  if (Held == NULL) return;
  for (i = 0; i < Held->Clients && !custody_is(Held->Client[i], Client); i++)
    ;
  if (i == Held->Clients) return;
  Held->Client[i] = Held->Client[--Held->Clients];
  Held->Due++;
  if (Held->Open || custody_choose("pass on", PassOn) == 1) {
    NdisSetTimer(&Binding->ReturnTimer, 30000);
    return;
  }
  Held->Due--;
  ReturnAll(Binding, &Packet, 1);
}
