// A plain protocol driver: it decides whom received data is for, and sends what it is told to.
import type { Offer } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { beginCancel, beginGenerate, cancelled, generated } from "./cancel.ts";
import { receive, receiveComplete, transferComplete, transferred } from "./lookahead.ts";
import { bind, unbind, unbound } from "./life.ts";
import { lacksMemory } from "./memory.ts";
import { beginReturnLists, receiveLists } from "./lists.ts";
import {
  answered,
  beginReturn,
  clientHas,
  clientReturns,
  copied,
  passedOn,
  receivePacket,
  returning,
} from "./packets.ts";
import {
  beginCancel as beginCancelPackets,
  beginPacketSend,
  beginPacketsSend,
  packetSendComplete,
  packetSent,
} from "./packet-send.ts";
import { beginSend, clientSends, handedOver, sendComplete } from "./send.ts";
import { initial, isAtHand, learn } from "./state.ts";
import type { ProtocolState } from "./state.ts";
import {
  beginClose,
  beginOpen,
  beginEventComplete,
  closeAnswered,
  closeComplete,
  draining,
  handed,
  netEvent,
  opened,
  pauseOffers,
  stirs,
} from "./states.ts";

export type { ProtocolState } from "./state.ts";

export const protocolHandlers: Handlers<ProtocolState> = {
  initial,
  learn,
  calls: {
    ProtocolBindAdapter: bind,
    ProtocolUnbindAdapter: unbind,
    ProtocolReceivePacket: receivePacket,
    TdiReturnChainedReceives: clientReturns,
    ClientSend: clientSends,
    ProtocolReceive: receive,
    ProtocolTransferDataComplete: transferComplete,
    ProtocolReceiveComplete: receiveComplete,
    ProtocolSendNetBufferListsComplete: sendComplete,
    ProtocolReceiveNetBufferLists: receiveLists,
    ProtocolSendComplete: packetSendComplete,
    ProtocolNetPnPEvent: netEvent,
    ProtocolCloseAdapterCompleteEx: closeComplete,
  },
  returned: {
    ClientReceive: clientHas,
    NdisReturnPackets: passedOn,
    NdisReturnNetBufferLists: passedOn,
    NdisTransferData: transferred,
    NdisSend: packetSent,
    NdisSendPackets: handedOver,
    NdisSendNetBufferLists: handedOver,
    NdisGeneratePartialCancelId: generated,
    NdisCancelSendNetBufferLists: cancelled,
    NdisOpenAdapterEx: opened,
    NdisCloseAdapterEx: closeAnswered,
  },
  begins: {
    NdisReturnPackets: beginReturn,
    NdisReturnNetBufferLists: beginReturnLists,
    NdisSendNetBufferLists: beginSend,
    NdisSend: beginPacketSend,
    NdisSendPackets: beginPacketsSend,
    NdisGeneratePartialCancelId: beginGenerate,
    NdisCancelSendNetBufferLists: beginCancel,
    NdisCancelSendPackets: beginCancelPackets,
    NdisCompleteNetPnPEvent: beginEventComplete,
    NdisOpenAdapterEx: beginOpen,
    NdisCloseAdapterEx: beginClose,
  },
  woken: { answered, returning, copied, handed, draining, home: unbound },
  stirs,
  faults: { lacksMemory },
  offers,
};

export const protocol = layerOf(protocolHandlers);

function offers(state: ProtocolState): readonly Offer[] {
  return [
    ...(state.held.some(([, held]) => isAtHand(held))
      ? [{ name: "NdisReturnPackets", to: state.ndis, args: { packets: null } }]
      : []),
    ...(state.received.length > 0
      ? [{ name: "NdisReturnNetBufferLists", to: state.ndis, args: { lists: null } }]
      : []),
    ...pauseOffers(state),
  ];
}
