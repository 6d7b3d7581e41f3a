// The NIC driver: frames of the wire become indications, lists become frames of the wire.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Called, Handlers } from "../handlers.ts";
import { has, keys } from "../table.ts";
import { back, befell, latin1, note } from "../words.ts";
import { filledUp, runsOut, spent } from "./ring.ts";
import { beginIndicate, indicated, indicateFrames, returnPacket, statusRead } from "./indicate.ts";
import { halt, halted, initialize, stirs } from "./life.ts";
import { beginIndicateLists, indicateWaiting, listsShown, returnLists } from "./lists.ts";
import {
  beginComplete,
  beginLookahead,
  beginTransferComplete,
  finished,
  mediaOf,
  show,
  showed,
  transfer,
} from "./lookahead.ts";
import { cancelSend, completable, onTheWire } from "./queue.ts";
import {
  beginPacketComplete,
  beginResourcesAvailable,
  cancelPackets,
  packetOffers,
  pending,
  sendPackets,
} from "./packet-send.ts";
import { beginSendComplete, completed, send, sent } from "./send.ts";
import { busy, initial, isOpen, learn, room } from "./state.ts";
import type { NicState } from "./state.ts";
import {
  beginPauseComplete,
  beginResetComplete,
  beginRestartComplete,
  draining,
  initializeEx,
  pause,
  reset,
  resetOver,
  resetting,
  restart,
  starting,
  stateOffers,
} from "./states.ts";

export type { NicState } from "./state.ts";

export const nicHandlers: Handlers<NicState> = {
  initial,
  learn,
  calls: {
    Arrive: arrive,
    MiniportInitialize: initialize,
    MiniportHalt: halt,
    MiniportReturnPacket: returnPacket,
    MiniportReturnNetBufferLists: returnLists,
    MiniportTransferData: transfer,
    MiniportSendPackets: sendPackets,
    MiniportCancelSendPackets: cancelPackets,
    MiniportSendNetBufferLists: send,
    MiniportCancelSend: cancelSend,
    MiniportInitializeEx: initializeEx,
    MiniportPause: pause,
    MiniportRestart: restart,
    MiniportResetEx: reset,
    MiniportHaltEx: halted,
  },
  returned: {
    NdisMIndicateReceivePacket: indicated,
    NdisMIndicateReceiveNetBufferLists: listsShown,
    NDIS_GET_PACKET_STATUS: statusRead,
    NdisMSendNetBufferListsComplete: completed,
    NdisMEthIndicateReceive: showed,
    NdisMTrIndicateReceive: showed,
    NdisMWanIndicateReceive: showed,
    NdisMTransferDataComplete: finished,
  },
  begins: {
    NdisMIndicateReceivePacket: beginIndicate,
    NdisMIndicateReceiveNetBufferLists: beginIndicateLists,
    NdisMEthIndicateReceive: beginLookahead,
    NdisMTrIndicateReceive: beginLookahead,
    NdisMWanIndicateReceive: beginLookahead,
    NdisMEthIndicateReceiveComplete: beginComplete,
    NdisMTrIndicateReceiveComplete: beginComplete,
    NdisMTransferDataComplete: beginTransferComplete,
    NdisMSendComplete: beginPacketComplete,
    NdisMSendResourcesAvailable: beginResourcesAvailable,
    NdisMSendNetBufferListsComplete: beginSendComplete,
    NdisMPauseComplete: beginPauseComplete,
    NdisMRestartComplete: beginRestartComplete,
    NdisMResetComplete: beginResetComplete,
  },
  woken: {
    transmitted: sent,
    released: onTheWire,
    home: halted,
    draining,
    starting,
    resetting,
    reset: resetOver,
    pending,
  },
  stirs,
  faults: { runsOutOf: runsOut },
  timers: { "dry packets": filledUp("packets"), "dry sends": filledUp("sends") },
  offers,
};

export const nic = layerOf(nicHandlers);

/** A frame from the wire: indicated now, in either form, or kept to be indicated later with others. */
export function arrive(state: NicState, input: Called, view: View): Reaction<NicState> {
  if (!isOpen(state)) return [state, [note("a frame was dropped: the adapter does not run"), back()]];
  const dry = has(state.dry, "packets");
  if (dry || state.waiting.length >= room(state))
    return [
      spent(state, "packets"),
      [...(dry ? [befell("runsOutOf")] : []), note("a frame was dropped: no packet left"), back()],
    ];
  const frames = [...state.waiting, latin1(input.args, "data")];
  const now = { ...state, waiting: frames };
  const how = view.pick("receive", waysOf(state));
  if (how === "packet") {
    const told = indicateFrames(now, frames.length, view);
    if (told !== null) return [told[0], [...told[1], back()]];
  }
  if (how === "lists") {
    const told = indicateWaiting(now, view);
    if (told !== null) return [told[0], [...told[1], back()]];
  }
  if (how === "lookahead") {
    const told = show(state, latin1(input.args, "data"), {}, view);
    if (told !== null) return [told[0], [...told[1], back()]];
  }
  return [now, [back()]];
}

/** Frames keep their order: lookahead shows one frame, so none may be waiting before it. */
function waysOf(state: NicState): readonly string[] {
  if (state.generation === 6) return ["lists", "later"];
  if (busy(state)) return ["later"];
  return [...(state.full ? ["packet"] : []), ...(state.waiting.length === 0 ? ["lookahead"] : []), "later"];
}

function offers(state: NicState): readonly Offer[] {
  if (state.ndis === "") return [];
  const { complete } = mediaOf(state);
  const close = complete !== undefined && state.unclosed > 0 && !state.shown.some(([, one]) => one.open);
  return [
    ...(state.waiting.length > 0 && !busy(state) ? [indication(state)] : []),
    ...keys(state.transfers).map((packet) => ({
      name: "NdisMTransferDataComplete",
      to: state.ndis,
      args: { packet, status: "SUCCESS" },
    })),
    ...(close ? [{ name: complete, to: state.ndis, args: {} }] : []),
    ...(completable(state).length > 0
      ? [{ name: "NdisMSendNetBufferListsComplete", to: state.ndis, args: { lists: null } }]
      : []),
    ...packetOffers(state),
    ...stateOffers(state),
  ];
}

function indication(state: NicState): Offer {
  const to = state.ndis;
  if (state.generation === 6)
    return { name: "NdisMIndicateReceiveNetBufferLists", to, args: { lists: null } };
  return state.full
    ? { name: "NdisMIndicateReceivePacket", to, args: { packets: null } }
    : { name: mediaOf(state).word, to, args: {} };
}
