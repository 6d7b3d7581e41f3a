// NDIS 6 cancel: ids are told apart by a byte of their own, and the question goes down to a NIC that can answer it.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { back, call, integer } from "../words.ts";
import { below } from "./filters/modules.ts";
import { registered } from "./state.ts";
import type { NdisState } from "./state.ts";

/** Each caller gets another byte (NdisGeneratePartialCancelId). */
export function generatePartialId(state: NdisState): Reaction<NdisState> {
  const part = (state.cancelParts % 255) + 1;
  return [{ ...state, cancelParts: part }, [back({ part })]];
}

/** The next below who can be asked is; without anybody nothing happens, and what waits here goes its way. */
export function cancel(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const filter = below(state, input.from);
  if (filter !== undefined && !registered(view, filter, "CancelHandler"))
    return cancel(state, { ...input, from: filter }, view);
  const args = { id: integer(input.args, "id") };
  if (filter !== undefined) return [state, [call(filter, "FilterCancelSendNetBufferLists", args), back()]];
  if (state.nic === "" || state.adapter === "halted" || !registered(view, state.nic, "CancelHandler"))
    return [state, [back()]];
  return [state, [call(state.nic, "MiniportCancelSend", args), back()]];
}
