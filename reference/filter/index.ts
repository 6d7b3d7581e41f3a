// The filter driver: NDIS hands it what goes down and what comes up, and it hands it on.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Handlers, Returned } from "../handlers.ts";
import { texts } from "../words.ts";
import { isOwn, settled } from "./own.ts";
import {
  beginComplete,
  beginIndicate,
  beginReturn,
  beginSend,
  cancel,
  completed,
  receive,
  returned,
  send,
} from "./lists.ts";
import { initial, learn, onward } from "./state.ts";
import type { FilterState, Way } from "./state.ts";
import {
  attach,
  beginPauseComplete,
  beginRestartComplete,
  detach,
  draining,
  pause,
  restart,
  starting,
  stateOffers,
} from "./states.ts";

export const filterHandlers: Handlers<FilterState> = {
  initial,
  learn,
  calls: {
    FilterSendNetBufferLists: send,
    FilterSendNetBufferListsComplete: completed,
    FilterCancelSendNetBufferLists: cancel,
    FilterReceiveNetBufferLists: receive,
    FilterReturnNetBufferLists: returned,
    FilterAttach: attach,
    FilterPause: pause,
    FilterRestart: restart,
    FilterDetach: detach,
  },
  returned: {
    NdisFSendNetBufferLists: handedOn,
    NdisFSendNetBufferListsComplete: handedOn,
    NdisFIndicateReceiveNetBufferLists: indicated,
    NdisFReturnNetBufferLists: handedOn,
  },
  begins: {
    NdisFSendNetBufferLists: beginSend,
    NdisFSendNetBufferListsComplete: beginComplete,
    NdisFIndicateReceiveNetBufferLists: beginIndicate,
    NdisFReturnNetBufferLists: beginReturn,
    NdisFPauseComplete: beginPauseComplete,
    NdisFRestartComplete: beginRestartComplete,
  },
  woken: { draining, starting },
  offers,
};

export const filter = layerOf(filterHandlers);

/** The lists are gone when the call has returned, not when it is about to be made. */
function handedOn(state: FilterState): Reaction<FilterState> {
  return [{ ...state, handing: state.handing - 1 }, []];
}

/** Its own that it only showed are back with the return. */
function indicated(state: FilterState, input: Returned, view: View): Reaction<FilterState> {
  const [now] = handedOn(state);
  if (!texts(input.args, "flags").includes("RESOURCES")) return [now, []];
  const mine = texts(input.args, "lists").filter((id) => isOwn(now, id));
  const [after, , outs] = settled(now, mine, view);
  return [after, outs];
}

function offers(state: FilterState): readonly Offer[] {
  const ways = Object.keys(onward) as readonly Way[];
  const args = { lists: null, count: null, flags: null };
  return [
    ...ways
      .filter((way) => state.kept[way].length > 0)
      .map((way) => ({
        name: onward[way],
        to: state.ndis,
        args: way === "receives" ? args : { lists: null },
      })),
    ...stateOffers(state),
  ];
}
