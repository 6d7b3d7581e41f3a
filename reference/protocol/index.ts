// A plain protocol driver: it decides whom received data is for, and sends what it is told to.
import type { Offer } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { receive, receiveComplete, transferComplete, transferred } from "./lookahead.ts";
import { answered, beginReturn, clientHas, clientReturns, receivePacket, returning } from "./packets.ts";
import {
  beginCancel,
  beginPacketSend,
  beginPacketsSend,
  packetSendComplete,
  packetSent,
} from "./packet-send.ts";
import { beginSend, clientSends, sendComplete } from "./send.ts";
import { initial, isAtHand, learn } from "./state.ts";
import type { ProtocolState } from "./state.ts";

export type { ProtocolState } from "./state.ts";

export const protocolHandlers: Handlers<ProtocolState> = {
  initial,
  learn,
  calls: {
    ProtocolReceivePacket: receivePacket,
    TdiReturnChainedReceives: clientReturns,
    ClientSend: clientSends,
    ProtocolReceive: receive,
    ProtocolTransferDataComplete: transferComplete,
    ProtocolReceiveComplete: receiveComplete,
    ProtocolSendNetBufferListsComplete: sendComplete,
    ProtocolSendComplete: packetSendComplete,
  },
  returned: { ClientReceive: clientHas, NdisTransferData: transferred, NdisSend: packetSent },
  begins: {
    NdisReturnPackets: beginReturn,
    NdisSendNetBufferLists: beginSend,
    NdisSend: beginPacketSend,
    NdisSendPackets: beginPacketsSend,
    NdisCancelSendPackets: beginCancel,
  },
  woken: { answered, returning },
  offers,
};

export const protocol = layerOf(protocolHandlers);

function offers(state: ProtocolState): readonly Offer[] {
  if (!state.held.some(([, held]) => isAtHand(held))) return [];
  return [{ name: "NdisReturnPackets", to: state.ndis, args: { packets: null } }];
}
