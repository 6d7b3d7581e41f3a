/* The driver under test, as it has registered itself. */
#ifndef CUSTODY_DRIVER_H
#define CUSTODY_DRIVER_H
#include "../../include/custody.h"
#include "../ndis/moves.h"

extern NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol6;
extern NDIS_PROTOCOL_CHARACTERISTICS protocol5;
extern NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport6;
extern NDIS_MINIPORT_CHARACTERISTICS miniport5;
extern NDIS_FILTER_DRIVER_CHARACTERISTICS filter6;
/* what it gave for itself */
extern NDIS_HANDLE driver_context;
void driver_load(void);
NDIS_STATUS protocol_bind(party *self);
/* A binding of NDIS 6 begins at rest: it is told to go on before anything else happens. */
void protocol_go_on(party *self);
/* It is there and runs, as far as the scenario is concerned. */
void miniport_start(party *self);
void filter_start(party *self);
NDIS_STATUS miniport_initialize(party *self);
NDIS_STATUS miniport_restart(party *self);
/* Bytes of an argument of the line, to be freed. */
unsigned char *asked_bytes(const crossing *at, const char *argument, size_t *count);
/* The first of a chain, of an array, or the one that a call to us names. */
PNET_BUFFER_LIST heard_lists(const crossing *at);
PNDIS_PACKET heard_packet(const crossing *at);
#endif
