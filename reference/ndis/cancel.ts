// NDIS 6 cancel: ids are told apart by a byte of their own, and the question goes down to a NIC that can answer it.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { back, call, integer } from "../words.ts";
import { registered } from "./state.ts";
import type { NdisState } from "./state.ts";

/** Each caller gets another byte (NdisGeneratePartialCancelId). */
export function generatePartialId(state: NdisState): Reaction<NdisState> {
  const part = (state.cancelParts % 255) + 1;
  return [{ ...state, cancelParts: part }, [back({ part })]];
}

/** Without a handler below, nothing happens; what waits here goes its way. */
export function cancel(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  if (state.nic === "" || !registered(view, state.nic, "CancelHandler")) return [state, [back()]];
  return [state, [call(state.nic, "MiniportCancelSend", { id: integer(input.args, "id") }), back()]];
}
