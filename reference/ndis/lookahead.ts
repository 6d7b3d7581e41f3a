// NDIS 5 receive by lookahead: shown to every binding, the rest transferred on request, completions sent to whoever asked.
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Called, Returned } from "../handlers.ts";
import { get, put, without } from "../table.ts";
import { again, back, call, note, text, value } from "../words.ts";
import { boundProtocols, registered } from "./state.ts";
import type { NdisState } from "./state.ts";
import { receiveComplete } from "./whole.ts";

export function show(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const context = text(input.args, "context");
  // A WAN indication has no header.
  const args = { ...input.args, header: value(input.args, "header") };
  const protocols = boundProtocols(state, view).filter((protocol) =>
    registered(view, protocol, "ReceiveHandler"),
  );
  const contexts = put(state.contexts, context, { nic: input.from, accepted: false });
  return [
    { ...state, contexts },
    [
      ...protocols.map((protocol) => call(protocol, "ProtocolReceive", args)),
      ...again(`${input.name === "NdisMWanIndicateReceive" ? "shown-wan" : "shown"} ${context}`),
    ],
  ];
}

/** From here on it waits for ProtocolReceiveComplete; one that comes earlier belongs to an older indication. */
export function answered(state: NdisState, input: Returned): Reaction<NdisState> {
  const context = text(input.args, "context");
  const entry = get(state.contexts, context);
  if (entry === undefined) return [state, []];
  const accepted = entry.accepted || text(input.results, "status") === "SUCCESS";
  const called = [...new Set([...state.called, input.from])].toSorted();
  return [{ ...state, called, contexts: put(state.contexts, context, { ...entry, accepted }) }, []];
}

/** The indication is over, and the context with it. */
export const shown = (state: NdisState, [context = ""]: readonly string[]): Reaction<NdisState> => [
  { ...state, contexts: without(state.contexts, context) },
  [back()],
];

/** NdisMWanIndicateReceive says whether anybody took it; no receive-complete of its own follows, so NDIS says it here. */
export function shownWan(
  state: NdisState,
  [context = ""]: readonly string[],
  view: View,
): Reaction<NdisState> {
  const status = get(state.contexts, context)?.accepted === true ? "SUCCESS" : "NOT_ACCEPTED";
  return [
    { ...state, contexts: without(state.contexts, context), called: [] },
    [...receiveComplete(state.called, view), back({ status })],
  ];
}

export const complete = (state: NdisState, _input: Called, view: View): Reaction<NdisState> => [
  { ...state, called: [] },
  [...receiveComplete(state.called, view), back()],
];

export function transfer(state: NdisState, input: Called): Reaction<NdisState> {
  const entry = get(state.contexts, text(input.args, "context"));
  if (entry === undefined) return [state, [back({ status: "FAILURE", bytes: 0 })]];
  const transfers = put(state.transfers, text(input.args, "packet"), input.from);
  return [{ ...state, transfers }, [call(entry.nic, "MiniportTransferData", input.args)]];
}

/** There is nothing that the bytes do not say: no times, no media information. */
export const information = (state: NdisState, input: Called): Reaction<NdisState> => [
  state,
  [back({ status: get(state.contexts, text(input.args, "context")) === undefined ? "FAILURE" : "SUCCESS" })],
];

/** The NIC's answer goes up as it is; only PENDING leaves a completion to come. */
export function transferred(state: NdisState, input: Returned): Reaction<NdisState> {
  const pending = text(input.results, "status") === "PENDING";
  const transfers = pending ? state.transfers : without(state.transfers, text(input.args, "packet"));
  return [{ ...state, transfers }, [back(input.results)]];
}

/** It may come before the transfer call has returned. */
export function transferComplete(state: NdisState, input: Called): Reaction<NdisState> {
  const packet = text(input.args, "packet");
  const protocol = get(state.transfers, packet);
  if (protocol === undefined)
    return [state, [note(`NdisMTransferDataComplete: no transfer into ${packet} is pending`), back()]];
  return [
    { ...state, transfers: without(state.transfers, packet) },
    [call(protocol, "ProtocolTransferDataComplete", input.args), back()],
  ];
}
