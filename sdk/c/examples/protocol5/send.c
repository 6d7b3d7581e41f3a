/* Sends: a packet is away until its completion, or until the call says that it is over. */
#include "protocol5.h"

static VOID Home(BINDING *Binding, FRAME *Frame) {
  Frame->Away = FALSE;
  Settle(Binding);
}
VOID SendComplete(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status) {
  UNREFERENCED_PARAMETER(Status);
  Home(Context, FRAME_OF(Packet));
}

VOID SendOne(BINDING *Binding, FRAME *Frame) {
  NDIS_STATUS Status;
  NdisSend(&Status, Binding->Handle, Frame->Packet);
  if (Status != NDIS_STATUS_PENDING) Home(Binding, Frame);
}
