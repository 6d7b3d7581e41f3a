// A plain protocol driver: it decides whom received data is for, and sends what it is told to.
import type { Offer } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { receive, receiveComplete, transferComplete, transferred } from "./lookahead.ts";
import {
  answered,
  beginReturn,
  clientHas,
  clientReturns,
  passedOn,
  receivePacket,
  returning,
} from "./packets.ts";
import { beginSend, clientSends, sendComplete } from "./send.ts";
import { initial, isAtHand, learn } from "./state.ts";
import type { ProtocolState } from "./state.ts";
import {
  beginClose,
  beginEventComplete,
  closeAnswered,
  closeComplete,
  draining,
  netEvent,
  pauseOffers,
} from "./states.ts";

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
    ProtocolNetPnPEvent: netEvent,
    ProtocolCloseAdapterCompleteEx: closeComplete,
  },
  returned: {
    ClientReceive: clientHas,
    NdisReturnPackets: passedOn,
    NdisTransferData: transferred,
    NdisCloseAdapterEx: closeAnswered,
  },
  begins: {
    NdisReturnPackets: beginReturn,
    NdisSendNetBufferLists: beginSend,
    NdisCompleteNetPnPEvent: beginEventComplete,
    NdisCloseAdapterEx: beginClose,
  },
  woken: { answered, returning, draining },
  offers,
};

export const protocol = layerOf(protocolHandlers);

function offers(state: ProtocolState): readonly Offer[] {
  if (!state.held.some(([, held]) => isAtHand(held))) return pauseOffers(state);
  return [{ name: "NdisReturnPackets", to: state.ndis, args: { packets: null } }];
}
