/* An NDIS 6 NIC driver: a ring of receive lists that are given up or lent, and sends that go to the medium and come back in any order. */
#ifndef NIC6_H
#define NIC6_H
#include <ndis.h>
#include "custody.h"

#define TAG 0x3663696eu
#define LONGEST 1514u
#define ROOM 2048u
#define RING 64

/* One place of the receive ring. */
typedef struct {
  PNET_BUFFER_LIST List;
  PMDL Mdl;
  PUCHAR Frame;
  BOOLEAN Out;
} PLACE;

typedef enum { Paused, Running, Pausing, Halted } PHASE;
typedef struct {
  NDIS_HANDLE Handle, Pool;
  NDIS_SPIN_LOCK Lock;
  PHASE Phase;
  BOOLEAN Resetting, Restarting;
  PLACE Ring[RING];
  LONG Used, Turn, Out, Busy;
  /* lists that are on their way, or wait to be */
  PNET_BUFFER_LIST Sending, Queued;
  NDIS_HANDLE Timer, StateTimer;
  NDIS_EVENT Home;
  LONG Waiting;
} ADAPTER;

#define Self ((ADAPTER *)custody_context())

VOID After(NDIS_HANDLE Timer, LONGLONG Milliseconds);
VOID CompleteAfter(ADAPTER *Adapter, LONGLONG Milliseconds);
/* Whether nothing is under way any more, and who waits for that. */
VOID Settle(ADAPTER *Adapter);
VOID Append(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Lists);
PNET_BUFFER_LIST Take(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Named);
VOID Transmit(PNET_BUFFER_LIST List);
VOID SetStatus(PNET_BUFFER_LIST Lists, NDIS_STATUS Status);
VOID Complete(ADAPTER *Adapter, PNET_BUFFER_LIST Lists);
VOID CompleteAll(ADAPTER *Adapter, NDIS_STATUS Status);
/* The place of this list, or the next one of the ring that is free; places are made the first time round. */
PLACE *NamedPlace(ADAPTER *Adapter, PNET_BUFFER_LIST Named);
PLACE *FreePlace(ADAPTER *Adapter);
VOID Land(PLACE *Place, const UCHAR *Frame, UINT Bytes);
VOID Indicate(ADAPTER *Adapter, PNET_BUFFER_LIST Lists, ULONG Flags);
/* RESOURCES, if the kit likes. */
ULONG ChosenFlags(VOID);
VOID Arrive(const UCHAR *Frame, UINT Bytes);
/* What was pending is complete: FALSE, if nothing was. */
BOOLEAN Restarted(ADAPTER *Adapter, NDIS_STATUS Status);
BOOLEAN ResetOver(ADAPTER *Adapter, NDIS_STATUS Status);
NDIS_STATUS Load(VOID);

MINIPORT_SEND_NET_BUFFER_LISTS Send;
MINIPORT_CANCEL_SEND CancelSend;
MINIPORT_RETURN_NET_BUFFER_LISTS ReturnLists;
MINIPORT_PAUSE Pause;
MINIPORT_RESTART Restart;
MINIPORT_RESET Reset;
NDIS_TIMER_FUNCTION TimedOut, StateTimedOut;
#endif
