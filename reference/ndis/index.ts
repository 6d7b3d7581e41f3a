// The NDIS library: the hub between protocols and NICs.
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import { cancel, generatePartialId } from "./cancel.ts";
import {
  answered,
  complete as receiveComplete,
  information,
  show,
  shown,
  shownWan,
  transfer,
  transferComplete,
  transferred,
} from "./lookahead.ts";
import { beginBind, beginHalt, beginStart, beginStop, changed } from "./life.ts";
import {
  completeUp,
  filterCompletes,
  filterReturns,
  indicateUp,
  sendDown,
  sentDown,
} from "./filters/passing.ts";
import {
  beginAttach,
  beginDetach,
  beginFilterPause,
  beginFilterRestart,
  filterCompleted,
  filterSettled,
} from "./filters/states.ts";
import { beginReturnLists, returnLists, returnOffers } from "./lists.ts";
import { closed, counted, indicate, offered, packetStatus, returnPackets, wentHome } from "./packets.ts";
import { beginComplete, beginSubmit, sendOffers, submit } from "./send.ts";
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
import {
  beginCloseComplete,
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
  open,
  opened,
  resetAnswered,
  resetComplete,
  settled,
} from "./states.ts";

import { countingCalls } from "./under-way.ts";

export type { NdisState } from "./state.ts";

export const ndisHandlers: Handlers<NdisState> = {
  initial,
  learn,
  calls: {
    NdisMIndicateReceivePacket: indicate,
    NdisReturnPackets: returnPackets,
    NdisMIndicateReceiveNetBufferLists: indicateUp,
    NdisFIndicateReceiveNetBufferLists: indicateUp,
    NdisFReturnNetBufferLists: filterReturns,
    NdisReturnNetBufferLists: returnLists,
    NDIS_GET_PACKET_STATUS: packetStatus,
    NdisMEthIndicateReceive: show,
    NdisMTrIndicateReceive: show,
    NdisMWanIndicateReceive: show,
    NdisMEthIndicateReceiveComplete: receiveComplete,
    NdisMTrIndicateReceiveComplete: receiveComplete,
    NdisTransferData: transfer,
    NdisQueryReceiveInformation: information,
    NdisMTransferDataComplete: transferComplete,
    NdisSend: sendPacket,
    NdisSendPackets: sendPackets,
    NdisCancelSendPackets: cancelPackets,
    NdisMSendComplete: packetComplete,
    NdisMSendResourcesAvailable: resourcesAvailable,
    NdisSendNetBufferLists: sendDown,
    NdisFSendNetBufferLists: sendDown,
    NdisMSendNetBufferListsComplete: completeUp,
    NdisFSendNetBufferListsComplete: filterCompletes,
    NdisGeneratePartialCancelId: generatePartialId,
    NdisCancelSendNetBufferLists: cancel,
    NdisFCancelSendNetBufferLists: cancel,
    NdisFPauseComplete: filterCompleted,
    NdisFRestartComplete: filterCompleted,
    NdisCompleteNetPnPEvent: netEventComplete,
    NdisMPauseComplete: completed,
    NdisMRestartComplete: completed,
    NdisMResetComplete: resetComplete,
    NdisOpenAdapterEx: open,
    NdisCloseAdapterEx: close,
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
    FilterSendNetBufferLists: sentDown,
    FilterAttach: filterSettled,
    FilterPause: filterSettled,
    FilterRestart: filterSettled,
    ProtocolNetPnPEvent: netEventAnswered,
    MiniportInitializeEx: settled,
    MiniportPause: settled,
    MiniportRestart: settled,
    MiniportResetEx: resetAnswered,
  },
  begins: {
    MiniportInitialize: beginStart,
    ProtocolBindAdapter: beginBind,
    ProtocolUnbindAdapter: beginStop,
    MiniportReturnNetBufferLists: beginReturnLists,
    FilterReturnNetBufferLists: beginReturnLists,
    FilterAttach: beginAttach,
    FilterPause: beginFilterPause,
    FilterRestart: beginFilterRestart,
    FilterDetach: beginDetach,
    MiniportSendNetBufferLists: beginSubmit,
    ProtocolSendNetBufferListsComplete: beginComplete,
    FilterSendNetBufferListsComplete: beginComplete,
    ProtocolNetPnPEvent: beginNetEvent,
    MiniportInitializeEx: beginInitialize,
    MiniportPause: beginPause,
    MiniportRestart: beginRestart,
    MiniportResetEx: beginReset,
    MiniportHaltEx: beginHaltEx,
    MiniportHalt: beginHalt,
    ProtocolCloseAdapterCompleteEx: beginCloseComplete,
  },
  woken: { offered, indicated: closed, shown, "shown-wan": shownWan, opened, closing },
  faults: { lacksMemory: (state) => [{ ...state, lacking: true }, []] },
  offers: (state) => [...sendOffers(state), ...returnOffers(state), ...closeOffers(state)],
};

export const ndis = countingCalls(layerOf(ndisHandlers));
