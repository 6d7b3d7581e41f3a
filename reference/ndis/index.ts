// The NDIS library: the hub between protocols and NICs.
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
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
import { closed, counted, indicate, offered, packetStatus, returnPackets, wentHome } from "./packets.ts";
import { beginComplete, beginSubmit, complete, send, sendOffers, submit } from "./send.ts";
import { initial, learn } from "./state.ts";
import type { NdisState } from "./state.ts";
import {
  beginCloseComplete,
  beginHalt,
  beginHaltEx,
  beginInitialize,
  beginNetEvent,
  beginPause,
  beginReset,
  beginRestart,
  close,
  closeOffers,
  closing,
  completed,
  netEventAnswered,
  netEventComplete,
  resetAnswered,
  resetComplete,
  settled,
} from "./states.ts";

export type { NdisState } from "./state.ts";

export const ndisHandlers: Handlers<NdisState> = {
  initial,
  learn,
  calls: {
    NdisMIndicateReceivePacket: indicate,
    NdisReturnPackets: returnPackets,
    NDIS_GET_PACKET_STATUS: packetStatus,
    NdisMEthIndicateReceive: show,
    NdisMTrIndicateReceive: show,
    NdisMWanIndicateReceive: show,
    NdisMEthIndicateReceiveComplete: receiveComplete,
    NdisMTrIndicateReceiveComplete: receiveComplete,
    NdisTransferData: transfer,
    NdisMTransferDataComplete: transferComplete,
    NdisSendNetBufferLists: send,
    NdisMSendNetBufferListsComplete: complete,
    NdisCompleteNetPnPEvent: netEventComplete,
    NdisMPauseComplete: completed,
    NdisMRestartComplete: completed,
    NdisMResetComplete: resetComplete,
    NdisCloseAdapterEx: close,
  },
  returned: {
    ProtocolReceivePacket: counted,
    ProtocolReceive: answered,
    MiniportReturnPacket: wentHome,
    MiniportTransferData: transferred,
    MiniportSendNetBufferLists: submit,
    ProtocolNetPnPEvent: netEventAnswered,
    MiniportInitializeEx: settled,
    MiniportPause: settled,
    MiniportRestart: settled,
    MiniportResetEx: resetAnswered,
  },
  begins: {
    MiniportSendNetBufferLists: beginSubmit,
    ProtocolSendNetBufferListsComplete: beginComplete,
    ProtocolNetPnPEvent: beginNetEvent,
    MiniportInitializeEx: beginInitialize,
    MiniportPause: beginPause,
    MiniportRestart: beginRestart,
    MiniportResetEx: beginReset,
    MiniportHaltEx: beginHaltEx,
    MiniportHalt: beginHalt,
    ProtocolCloseAdapterCompleteEx: beginCloseComplete,
  },
  woken: { offered, indicated: closed, shown, "shown-wan": shownWan, closing },
  offers: (state) => [...sendOffers(state), ...closeOffers(state)],
};

export const ndis = layerOf(ndisHandlers);
