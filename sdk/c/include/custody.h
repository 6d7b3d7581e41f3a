/* What a driver's glue file says to the kit: which driver this is, how it begins things, what its clients and the medium do. */
#ifndef CUSTODY_H
#define CUSTODY_H
#include "ndis.h"
#ifdef __cplusplus
extern "C" {
#endif

/* What begin() answers: it cannot now, it has begun, it never says this word. */
enum { CUSTODY_CANNOT, CUSTODY_BEGUN, CUSTODY_NEVER };

/* One of these per program, filled by the glue file. Every function may be left out. */
typedef struct custody_driver {
  const char *name, *version;
  /* "protocol" or "nic" */
  const char *role;
  /* Registers the driver, as its DriverEntry does. Called after every reset. */
  NDIS_STATUS (*load)(VOID);
  VOID (*unload)(VOID);
  /* Begin this now: a word that this role says. What is wanted of it is asked with custody_wanted_… */
  int (*begin)(const char *word);
  /* A client of a protocol asks for a send, or gives a share of a packet back. */
  VOID (*client_send)(const char *client, const char *request, const UCHAR *data, UINT bytes);
  VOID (*client_return)(const char *client, PNDIS_PACKET packet);
  /* A frame comes from the medium of a NIC. */
  VOID (*arrive)(const UCHAR *frame, UINT bytes);
  /* What it does not have, ended by a null. */
  const char *const *without;
  /* A JSON object of the properties of its roles, as `ready` says them. */
  const char *properties;
} custody_driver;

/* Reads the kit's lines until it says goodbye; the exit code of the program. */
int custody_main(const custody_driver *driver);

/* Where the driver is free to choose, the kit may. The first option is the usual one. */
int custody_pick(const char *name, const int *options, int count);
/* The same among texts, ended by a null: which one. */
int custody_choose(const char *name, const char *const *options);
/* What is in the `do` that begin() answers: a number, a text, the number of lists, bytes of the nth list, or -1, NULL. */
LONGLONG custody_wanted_int(const char *argument, LONGLONG otherwise);
int custody_wanted_count(const char *argument);
PNET_BUFFER_LIST custody_wanted_list(const char *argument, int index);
PNDIS_PACKET custody_wanted_packet(const char *argument, int index);
LONGLONG custody_wanted_field(const char *argument, int index, const char *field, LONGLONG otherwise);
const char *custody_wanted_text(const char *argument, int index, const char *field);
/* The status of this name: "FAILURE". */
NDIS_STATUS custody_status(const char *name);
const UCHAR *custody_wanted_bytes(const char *argument, int index, UINT *bytes);
/* A send of several net buffers: how many frames it is, 0 where nothing is said of it, and the nth of them. */
int custody_wanted_frames(const char *argument, int index);
const UCHAR *custody_wanted_frame(const char *argument, int index, int nth, UINT *bytes);
/* The name of the party that runs now, as scenarios spell it. */
const char *custody_self_name(VOID);
/* What the driver gave as the context of this party's binding or adapter; NULL before and after. */
PVOID custody_context(VOID);
/* A property of this party or of another, as the cast of the scenario gives it. */
LONGLONG custody_property_int(const char *party, const char *property, LONGLONG otherwise);
const char *custody_property_text(const char *party, const char *property);
/* The nth neighbour of a role ("client", "ndis"), or NULL. */
const char *custody_neighbour(const char *role, int index);

/* Whether two texts are the same: names of words, flags, clients. */
BOOLEAN custody_is(const char *one, const char *other);

/* Acts that only a driver can know of. */
VOID custody_delivers(NDIS_HANDLE context, UINT bytes);
VOID custody_notifies(const char *client, PVOID list_or_packet, NDIS_STATUS status);
VOID custody_sends_for(PVOID list_or_packet, const char *client);
VOID custody_client_receive(const char *client, PNDIS_PACKET packet, UINT shares);
VOID custody_transmit(const UCHAR *frame, UINT bytes);
VOID custody_note(const char *text);
/* Whether a received frame is one that the packet filter wants. */
VOID custody_matched(PVOID list, BOOLEAN wanted);
/* It looks at its own notes: the Scratch of a list. */
VOID custody_reads(PVOID list, const char *field);
/* A fibre of its own at PASSIVE_LEVEL, or at DISPATCH_LEVEL: what the driver begins by itself. */
VOID custody_start(VOID (*routine)(PVOID), PVOID context, KIRQL level);
#ifdef __cplusplus
}
#endif
#endif
