// What NDIS has decided to tell a driver and has not got back: until then its binding is not ended, and its adapter not halted.
import type { PartyId } from "../../src/contract/event.ts";
import type { In, Layer, Out } from "../../src/contract/layer.ts";
import { get, put, without } from "../table.ts";
import type { CallName } from "../generated/words.ts";
import type { NdisState } from "./state.ts";

const counts: ReadonlySet<string> = new Set<CallName>([
  "ProtocolReceive",
  "ProtocolReceiveComplete",
  "ProtocolReceivePacket",
  "ProtocolReceiveNetBufferLists",
  "MiniportSendPackets",
  "MiniportSendNetBufferLists",
  "MiniportCancelSendPackets",
  "MiniportCancelSend",
  "MiniportReturnPacket",
  "MiniportReturnNetBufferLists",
  "MiniportTransferData",
]);

export const countingCalls = (layer: Layer<NdisState>): Layer<NdisState> => ({
  ...layer,
  step: (state, input, view) => {
    const reaction = layer.step(over(state, input), input, view);
    return reaction === null ? null : [reaction[1].reduce(decided, reaction[0]), reaction[1]];
  },
});

const over = (state: NdisState, input: In): NdisState =>
  input.k === "returned" && counts.has(input.name) ? counted(state, input.from, -1) : state;

const decided = (state: NdisState, out: Out): NdisState =>
  out.k === "call" && counts.has(out.name) ? counted(state, out.to, 1) : state;

function counted(state: NdisState, to: PartyId, by: number): NdisState {
  const count = (get(state.underWay, to) ?? 0) + by;
  return { ...state, underWay: count > 0 ? put(state.underWay, to, count) : without(state.underWay, to) };
}
