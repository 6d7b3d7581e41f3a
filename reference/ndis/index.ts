// The NDIS library: the hub between protocols and NICs.
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { cancel, generatePartialId } from "./cancel.ts";
import {
  answered,
  complete as receiveComplete,
  show,
  shown,
  shownWan,
  transfer,
  transferComplete,
  transferred,
} from "./lookahead.ts";
import { beginStart, beginStop, changed } from "./life.ts";
import { beginReturnLists, indicateLists, returnLists, returnOffers } from "./lists.ts";
import { closed, counted, indicate, offered, packetStatus, returnPackets, wentHome } from "./packets.ts";
import { beginComplete, beginSubmit, complete, send, sendOffers, submit } from "./send.ts";
import {
  cancelPackets,
  packetComplete,
  resourcesAvailable,
  sendPacket,
  sendPackets,
  submitted,
} from "./packet-send.ts";
import { initial, learn } from "./state.ts";
import type { NdisState } from "./state.ts";

export type { NdisState } from "./state.ts";

export const ndisHandlers: Handlers<NdisState> = {
  initial,
  learn,
  calls: {
    NdisMIndicateReceivePacket: indicate,
    NdisReturnPackets: returnPackets,
    NdisMIndicateReceiveNetBufferLists: indicateLists,
    NdisReturnNetBufferLists: returnLists,
    NDIS_GET_PACKET_STATUS: packetStatus,
    NdisMEthIndicateReceive: show,
    NdisMTrIndicateReceive: show,
    NdisMWanIndicateReceive: show,
    NdisMEthIndicateReceiveComplete: receiveComplete,
    NdisMTrIndicateReceiveComplete: receiveComplete,
    NdisTransferData: transfer,
    NdisMTransferDataComplete: transferComplete,
    NdisSend: sendPacket,
    NdisSendPackets: sendPackets,
    NdisCancelSendPackets: cancelPackets,
    NdisMSendComplete: packetComplete,
    NdisMSendResourcesAvailable: resourcesAvailable,
    NdisSendNetBufferLists: send,
    NdisMSendNetBufferListsComplete: complete,
    NdisGeneratePartialCancelId: generatePartialId,
    NdisCancelSendNetBufferLists: cancel,
  },
  returned: {
    MiniportInitialize: changed,
    MiniportHalt: changed,
    ProtocolBindAdapter: changed,
    ProtocolUnbindAdapter: changed,
    ProtocolReceivePacket: counted,
    ProtocolReceive: answered,
    MiniportReturnPacket: wentHome,
    MiniportTransferData: transferred,
    MiniportSendPackets: submitted,
    MiniportSendNetBufferLists: submit,
  },
  begins: {
    MiniportInitialize: beginStart,
    ProtocolBindAdapter: beginStart,
    ProtocolUnbindAdapter: beginStop,
    MiniportHalt: beginStop,
    MiniportReturnNetBufferLists: beginReturnLists,
    MiniportSendNetBufferLists: beginSubmit,
    ProtocolSendNetBufferListsComplete: beginComplete,
  },
  woken: { offered, indicated: closed, shown, "shown-wan": shownWan },
  offers: (state) => [...sendOffers(state), ...returnOffers(state)],
};

export const ndis = layerOf(ndisHandlers);
