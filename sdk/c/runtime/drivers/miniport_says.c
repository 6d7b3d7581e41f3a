/* What a NIC driver says to NDIS. */
#include <stdio.h>
#include "driver.h"

VOID NdisMSendNetBufferListsComplete(NDIS_HANDLE adapter, PNET_BUFFER_LIST lists, ULONG flags) {
  SPEAK(adapter, "NdisMSendNetBufferListsComplete", LISTS(lists), FLAGS(flags, complete_flags));
}
VOID NdisMIndicateReceiveNetBufferLists(NDIS_HANDLE adapter, PNET_BUFFER_LIST lists, NDIS_PORT_NUMBER port, ULONG count, ULONG flags) {
  (void)port;
  SPEAK(adapter, "NdisMIndicateReceiveNetBufferLists", OWN("adapter", adapter), LINKED(lists), INT("count", count), FLAGS(flags, receive_flags));
}

VOID NdisMPauseComplete(NDIS_HANDLE adapter) {
  SPEAK(adapter, "NdisMPauseComplete", NOTHING);
}
VOID NdisMRestartComplete(NDIS_HANDLE adapter, NDIS_STATUS status) {
  if (custody_quiet) return;
  SPEAK(adapter, "NdisMRestartComplete", TEXT("status", status_name(status, 6)));
}
VOID NdisMResetComplete(NDIS_HANDLE adapter, NDIS_STATUS status, BOOLEAN addressing) {
  (void)addressing;
  SPEAK(adapter, "NdisMResetComplete", TEXT("status", status_name(status, 6)));
}

/* ------------------------------------------------------------ NDIS 5 */

VOID NdisMIndicateReceivePacket(NDIS_HANDLE adapter, PPNDIS_PACKET packets, UINT count) {
  SPEAK(adapter, "NdisMIndicateReceivePacket", PACKETS(packets, count));
}

static void indicate(party *self, const char *word, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size, void *from) {
  char text[64];
  snprintf(text, sizeof text, "context:%llu", (unsigned long long)(uintptr_t)context);
  json_free(speak(self, ndis_of(self), word, SAID(WHERE(context != NULL, TEXT("context", text)), WHERE(head > 0, HEX("header", header, head)), LOOKAHEAD(look, bytes), INT("size", size)), from));
}
VOID NdisMEthIndicateReceive(NDIS_HANDLE adapter, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size) {
  indicate(adapter, "NdisMEthIndicateReceive", context, header, head, look, bytes, size, FROM_HERE);
}
VOID NdisMTrIndicateReceive(NDIS_HANDLE adapter, NDIS_HANDLE context, PVOID header, UINT head, PVOID look, UINT bytes, UINT size) {
  indicate(adapter, "NdisMTrIndicateReceive", context, header, head, look, bytes, size, FROM_HERE);
}
VOID NdisMWanIndicateReceive(PNDIS_STATUS status, NDIS_HANDLE adapter, NDIS_HANDLE context, PUCHAR packet, UINT size) {
  indicate(adapter, "NdisMWanIndicateReceive", context, NULL, 0, packet, size, size, FROM_HERE);
  *status = NDIS_STATUS_SUCCESS;
}
VOID NdisMEthIndicateReceiveComplete(NDIS_HANDLE adapter) {
  SPEAK(adapter, "NdisMEthIndicateReceiveComplete", NOTHING);
}
VOID NdisMTrIndicateReceiveComplete(NDIS_HANDLE adapter) {
  SPEAK(adapter, "NdisMTrIndicateReceiveComplete", NOTHING);
}

VOID NdisMTransferDataComplete(NDIS_HANDLE adapter, PNDIS_PACKET packet, NDIS_STATUS status, UINT bytes) {
  SPEAK(adapter, "NdisMTransferDataComplete", ROOM(packet), TEXT("status", status_name(status, 5)), INT("bytes", bytes));
}
VOID NdisMSendComplete(NDIS_HANDLE adapter, PNDIS_PACKET packet, NDIS_STATUS status) {
  SPEAK(adapter, "NdisMSendComplete", ROOM(packet), TEXT("status", status_name(status, 5)));
}
VOID NdisMSendResourcesAvailable(NDIS_HANDLE adapter) {
  SPEAK(adapter, "NdisMSendResourcesAvailable", NOTHING);
}
