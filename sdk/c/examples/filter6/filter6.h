/* An NDIS 6 filter driver: it passes lists on, keeps them for a while, ends them itself, or puts lists of its own in their place. */
#ifndef FILTER6_H
#define FILTER6_H
#include <ndis.h>
#include "custody.h"

#define TAG 0x36746c66u

typedef enum { Sends, Completions, Receives, Returns, Ways } WAY;
typedef enum { Resting, Running, Pausing } PHASE;
typedef struct {
  NDIS_HANDLE Handle, Pool, Timer;
  NDIS_SPIN_LOCK Lock;
  PHASE Phase;
  BOOLEAN Restarting;
  /* what it keeps on each way, and how many lists are passing or of its own */
  PNET_BUFFER_LIST Kept[Ways];
  LONG Passing, Own;
} FILTER;

/* The chain behind `Head` and `More`; the named list out of a chain, or its first. */
VOID Append(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST More);
PNET_BUFFER_LIST Take(PNET_BUFFER_LIST *Head, PNET_BUFFER_LIST Named);
/* Hands them on, on this way. */
VOID PassOn(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists, ULONG Flags);
VOID Keep(FILTER *Filter, WAY Way, PNET_BUFFER_LIST Lists);
/* They never go on: they are complete with this status. */
VOID Drop(FILTER *Filter, PNET_BUFFER_LIST Lists, NDIS_STATUS Status);
/* Everything that it keeps goes back to where it came from. */
VOID HandBack(FILTER *Filter, NDIS_STATUS Status);
VOID After(FILTER *Filter, LONGLONG Milliseconds);

BOOLEAN IsOwn(FILTER *Filter, PNET_BUFFER_LIST List);
PNET_BUFFER_LIST MakeOwn(FILTER *Filter, const UCHAR *Data, UINT Bytes);
PNET_BUFFER_LIST CloneAll(FILTER *Filter, PNET_BUFFER_LIST Lists);
PNET_BUFFER_LIST CopyAll(FILTER *Filter, PNET_BUFFER_LIST Lists);
/* Frees those that are its own; what is left are others', parents of its clones among them. */
PNET_BUFFER_LIST Settle(FILTER *Filter, PNET_BUFFER_LIST Lists);
/* Whoever waits for everything to be away is told. */
BOOLEAN Drained(FILTER *Filter);
BOOLEAN Restarted(FILTER *Filter, NDIS_STATUS Status);
NDIS_STATUS Load(VOID);

FILTER_SEND_NET_BUFFER_LISTS Send;
FILTER_SEND_NET_BUFFER_LISTS_COMPLETE SendComplete;
FILTER_CANCEL_SEND_NET_BUFFER_LISTS CancelSend;
FILTER_RECEIVE_NET_BUFFER_LISTS Receive;
FILTER_RETURN_NET_BUFFER_LISTS Return;
#endif
