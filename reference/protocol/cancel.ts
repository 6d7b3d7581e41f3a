// NDIS 6 cancel: lists of one send share an id that begins with the byte NDIS gave out; a cancelled list is still awaited.
import type { Reaction } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import type { Begun, Returned } from "../handlers.ts";
import { call, integer, value } from "../words.ts";
import { bindingOf } from "./state.ts";
import type { ProtocolState } from "./state.ts";

export function beginGenerate(state: ProtocolState): Reaction<ProtocolState> | null {
  return state.ndis === "" ? null : [state, [call(state.ndis, "NdisGeneratePartialCancelId", {})]];
}

/** From now on every list that it sends can be cancelled. */
export function generated(state: ProtocolState, input: Returned): Reaction<ProtocolState> {
  return [{ ...state, cancelId: integer(input.results, "part") * idsOfPart }, []];
}

/** What it is told to cancel, or what it sent last. */
export function beginCancel(state: ProtocolState, input: Begun): Reaction<ProtocolState> | null {
  const [binding, asked] = [value(input.args, "binding"), value(input.args, "id")];
  const isOpen = ["running", "pausing", "draining", "paused"].includes(state.phase);
  if (state.ndis === "" || !isOpen || (binding !== null && binding !== bindingOf(state))) return null;
  const id = typeof asked === "number" ? asked : state.cancelId;
  if (id === 0 || state.handing > 0) return null;
  const now = { ...state, cancelling: state.cancelling + 1 };
  return [now, [call(state.ndis, "NdisCancelSendNetBufferLists", { binding: bindingOf(state), id })]];
}

export const cancelled = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...state, cancelling: state.cancelling - 1 },
  [],
];

/** The next send has another id; without a byte of its own it has none. */
export const nextId = (state: ProtocolState): ProtocolState =>
  state.cancelId === 0 ? state : { ...state, cancelId: state.cancelId + 1 };

/** The field as it is written before a send; it is not written where nothing is ever cancelled. */
export const idField = (state: ProtocolState, id: number): Args => (state.cancelId === 0 ? {} : { id });

const idsOfPart = 0x1000000;
