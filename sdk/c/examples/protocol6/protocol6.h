/* An NDIS 6 protocol driver: it sends frames for whoever asks, looks at what it receives, and gives back what is not its own. */
#ifndef PROTOCOL6_H
#define PROTOCOL6_H
#include <ndis.h>
#include "custody.h"

#define TAG 0x36746f72u
#define HEADER 14u

typedef struct {
  LIST_ENTRY Link;
  PNET_BUFFER_LIST List;
  PNET_BUFFER Buffer;
  PMDL Mdl;
  PUCHAR Frame;
  UINT Room;
  BOOLEAN Away;
  ULONG Sends;
  char Client[24];
} REQUEST;

typedef enum { Running, Pausing, Paused, Closing } PHASE;
typedef struct {
  NDIS_HANDLE Handle, Pool, Buffers;
  NDIS_SPIN_LOCK Lock;
  PHASE Phase;
  /* requests that it made, at home or away; lists received and not yet returned; lists that are out, and calls that must return before it is closed */
  LIST_ENTRY Requests;
  PNET_BUFFER_LIST Received;
  LONG Outstanding, Calling;
  ULONG CancelId;
  NDIS_HANDLE ReturnTimer;
  NDIS_EVENT Home;
  PNET_PNP_EVENT_NOTIFICATION Event;
} BINDING;

extern NDIS_HANDLE Protocol;
/* One for each party that the kit lets it play. */
#define Bound ((BINDING *)custody_context())

REQUEST *RequestOf(PNET_BUFFER_LIST List);
REQUEST *MakeRequest(BINDING *Binding, UINT Bytes);
/* One more net buffer, over these bytes of the frame. */
BOOLEAN AddBuffer(BINDING *Binding, REQUEST *Request, ULONG Offset, ULONG Bytes);
VOID FreeRequest(BINDING *Binding, REQUEST *Request);
VOID Fill(REQUEST *Request, const UCHAR *Data, UINT Bytes);
/* It is about to be sent, for a client or for nobody. */
VOID Mark(BINDING *Binding, REQUEST *Request, const char *Client);
BOOLEAN MaySend(BINDING *Binding);
VOID Hand(BINDING *Binding, PNET_BUFFER_LIST Lists, ULONG Flags);
VOID Return(BINDING *Binding, PNET_BUFFER_LIST Lists);
VOID ReturnAll(BINDING *Binding);
VOID ReturnAfter(BINDING *Binding, LONGLONG Milliseconds);
/* Whether everything is back, and who waits for that. */
VOID Settle(BINDING *Binding);
VOID FreeBinding(BINDING *Binding);
NDIS_STATUS Load(VOID);

PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE SendComplete;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS Receive;
NDIS_TIMER_FUNCTION ReturnTimer;
#endif
