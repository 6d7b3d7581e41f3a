/* Made by tools/generate.mjs out of the custody moves in reference/spec: which word gives what away, and what comes back. */
#include "moves.h"

static int when_1(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_same(crossing_field(it, "status"), "RESOURCES");
}
static int some_2(const crossing *at, const object *it) {
  for (int i = 0; i < at->count && at->things[i] != it; i++) {
    const object *q = at->things[i];
    if (crossing_same(crossing_field(q, "status"), "RESOURCES")) return 1;
  }
  return 0;
}
static int when_2(const crossing *at, const object *it) {
  (void)at, (void)it;
  return some_2(at, it);
}
static int when_5(const crossing *at, const object *it) {
  (void)at, (void)it;
  return (crossing_int(at, "count") > 0);
}
static int shares_5(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_int(at, "count");
}
static int shares_6(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_int(at, "shares");
}
static int shares_7(const crossing *at, const object *it) {
  (void)at, (void)it;
  return 1;
}
static int shares_8(const crossing *at, const object *it) {
  (void)at, (void)it;
  return 1;
}
static int when_9(const crossing *at, const object *it) {
  (void)at, (void)it;
  return (crossing_property(at, "nic", "serialized") && !crossing_same(crossing_field(it, "status"), "PENDING"));
}
static int when_12(const crossing *at, const object *it) {
  (void)at, (void)it;
  return !crossing_same(crossing_text(at, "status"), "PENDING");
}
static int when_14(const crossing *at, const object *it) {
  (void)at, (void)it;
  return !crossing_same(crossing_text(at, "status"), "PENDING");
}
static int when_18(const crossing *at, const object *it) {
  (void)at, (void)it;
  return !crossing_same(crossing_text(at, "status"), "PENDING");
}
static int when_21(const crossing *at, const object *it) {
  (void)at, (void)it;
  return (crossing_property(at, "nic", "serialized") && !crossing_same(crossing_field(it, "status"), "PENDING"));
}
static int when_32(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_has(at, "flags", "RESOURCES");
}
static int when_34(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_has(at, "flags", "RESOURCES");
}
static int when_42(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_has(at, "flags", "RESOURCES");
}
static int when_44(const crossing *at, const object *it) {
  (void)at, (void)it;
  return crossing_has(at, "flags", "RESOURCES");
}

const custody_move custody_moves[] = {
    {"NdisMIndicateReceivePacket", AT_CALL, "packet", "packets", LENDS, "ndis", 0, when_1, 0},
    {"NdisMIndicateReceivePacket", AT_CALL, "packet", "packets", LENDS, "ndis", 0, when_2, 0},
    {"NdisMIndicateReceivePacket", AT_CALL, "packet", "packets", GIVES, "ndis", 0, 0, 0},
    {"ProtocolReceivePacket", AT_CALL, "packet", "packet", LENDS, "protocol", 1, 0, 0},
    {"ProtocolReceivePacket", AT_RETURN, "packet", "packet", GIVES, "protocol", 1, when_5, shares_5},
    {"ClientReceive", AT_CALL, "packet", "packet", GIVES, "client", 1, 0, shares_6},
    {"TdiReturnChainedReceives", AT_CALL, "packet", "packet", GIVES, "protocol", 0, 0, shares_7},
    {"NdisReturnPackets", AT_CALL, "packet", "packets", GIVES, "ndis", 0, 0, shares_8},
    {"NdisMIndicateReceivePacket", AT_RETURN, "packet", "packets", GIVES, "nic", 0, when_9, 0},
    {"MiniportReturnPacket", AT_CALL, "packet", "packet", GIVES, "nic", 0, 0, 0},
    {"NdisTransferData", AT_CALL, "packet", "packet", GIVES, "ndis", 0, 0, 0},
    {"NdisTransferData", AT_RETURN, "packet", "packet", GIVES, "protocol", 0, when_12, 0},
    {"MiniportTransferData", AT_CALL, "packet", "packet", GIVES, "nic", 0, 0, 0},
    {"MiniportTransferData", AT_RETURN, "packet", "packet", GIVES, "ndis", 0, when_14, 0},
    {"NdisMTransferDataComplete", AT_CALL, "packet", "packet", GIVES, "ndis", 0, 0, 0},
    {"ProtocolTransferDataComplete", AT_CALL, "packet", "packet", GIVES, "protocol", 0, 0, 0},
    {"NdisSend", AT_CALL, "packet", "packet", GIVES, "ndis", 0, 0, 0},
    {"NdisSend", AT_RETURN, "packet", "packet", GIVES, "protocol", 0, when_18, 0},
    {"NdisSendPackets", AT_CALL, "packet", "packets", GIVES, "ndis", 0, 0, 0},
    {"MiniportSendPackets", AT_CALL, "packet", "packets", GIVES, "nic", 0, 0, 0},
    {"MiniportSendPackets", AT_RETURN, "packet", "packets", GIVES, "ndis", 0, when_21, 0},
    {"NdisMSendComplete", AT_CALL, "packet", "packet", GIVES, "ndis", 0, 0, 0},
    {"ProtocolSendComplete", AT_CALL, "packet", "packet", GIVES, "protocol", 0, 0, 0},
    {"NdisMEthIndicateReceive", AT_CALL, "lookahead", "lookahead", LENDS, "ndis", 1, 0, 0},
    {"NdisMTrIndicateReceive", AT_CALL, "lookahead", "lookahead", LENDS, "ndis", 1, 0, 0},
    {"NdisMWanIndicateReceive", AT_CALL, "lookahead", "lookahead", LENDS, "ndis", 1, 0, 0},
    {"ProtocolReceive", AT_CALL, "lookahead", "lookahead", LENDS, "protocol", 1, 0, 0},
    {"NdisSendNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"MiniportSendNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "nic", 0, 0, 0},
    {"NdisMSendNetBufferListsComplete", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"ProtocolSendNetBufferListsComplete", AT_CALL, "nbl", "lists", GIVES, "protocol", 0, 0, 0},
    {"NdisMIndicateReceiveNetBufferLists", AT_CALL, "nbl", "lists", LENDS, "ndis", 0, when_32, 0},
    {"NdisMIndicateReceiveNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"ProtocolReceiveNetBufferLists", AT_CALL, "nbl", "lists", LENDS, "protocol", 0, when_34, 0},
    {"ProtocolReceiveNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "protocol", 0, 0, 0},
    {"NdisReturnNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"MiniportReturnNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "nic", 0, 0, 0},
    {"FilterSendNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "filter", 0, 0, 0},
    {"NdisFSendNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"FilterSendNetBufferListsComplete", AT_CALL, "nbl", "lists", GIVES, "filter", 0, 0, 0},
    {"NdisFSendNetBufferListsComplete", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"FilterReceiveNetBufferLists", AT_CALL, "nbl", "lists", LENDS, "filter", 0, when_42, 0},
    {"FilterReceiveNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "filter", 0, 0, 0},
    {"NdisFIndicateReceiveNetBufferLists", AT_CALL, "nbl", "lists", LENDS, "ndis", 0, when_44, 0},
    {"NdisFIndicateReceiveNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {"FilterReturnNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "filter", 0, 0, 0},
    {"NdisFReturnNetBufferLists", AT_CALL, "nbl", "lists", GIVES, "ndis", 0, 0, 0},
    {0},
};
