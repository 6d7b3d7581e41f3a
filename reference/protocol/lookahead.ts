// Data by lookahead: copied into a packet of its own, completed by a transfer, delivered when NDIS says that receiving is complete.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import type { Called, Returned } from "../handlers.ts";
import { get, put, without } from "../table.ts";
import { act, back, call, integer, reads, tagged, text, writes } from "../words.ts";
import { allocating, failed, recovered } from "./memory.ts";
import { poolOf } from "./state.ts";
import type { ProtocolState, Taken } from "./state.ts";

export function receive(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const lookahead = text(input.args, "lookahead");
  const context = text(input.args, "context");
  const size = integer(input.args, "size");
  const reader = view.open(lookahead);
  if (reader === "not yours") return [state, [back({ status: "NOT_ACCEPTED" })]];
  const asked = view.property("asksInformation") === true;
  const looked = [
    reads(lookahead, "data"),
    ...(asked ? [call(state.ndis, "NdisQueryReceiveInformation", { context })] : []),
  ];
  const gone = state.leaving || state.phase === "closed";
  const status = view.pick("status", gone ? ["NOT_ACCEPTED"] : ["SUCCESS", "NOT_ACCEPTED"]);
  if (status === "NOT_ACCEPTED") return [state, [...looked, back({ status })]];
  const ready = allocating(state);
  if (ready === undefined) return [recovered(state), [...looked, failed, back({ status: "NOT_ACCEPTED" })]];
  const length = reader.fields["size"];
  const here = Math.min(typeof length === "number" ? length : reader.data.latin1.length, size);
  const own = view.fresh("packet");
  const outs = [
    ...looked,
    act("allocates", { what: own, pool: poolOf(state, "packets") }),
    writes(own, "room", size),
    act("copies", { source: lookahead, target: own, bytes: here }),
  ];
  const whole: Taken = { context, size, asked: 0, phase: "whole", released: false };
  if (here === size) return [keeping(ready, own, whole), [...outs, back({ status })]];
  // The next byte not copied, or an overlap; never a gap (NdisTransferData).
  const offset = view.pick("offset", [here, 0]);
  // Who wants no more than it was shown may still ask, for nothing.
  const count = view.property("headersOnly") === true ? 0 : size - offset;
  const rest = { context, offset, count, packet: own };
  const taken: Taken = { ...whole, size: count === 0 ? here : size, asked: count, phase: "moving" };
  return [keeping(ready, own, taken), [...outs, call(state.ndis, "NdisTransferData", rest, { packet: own })]];
}

/** Unless it is PENDING the packet is back; the completion may have come first. */
export function transferred(state: ProtocolState, input: Returned): Reaction<ProtocolState> {
  const packet = text(tagged(input.tag), "packet");
  const accepted = back({ status: "SUCCESS" });
  if (text(input.results, "status") === "PENDING") return [state, [accepted]];
  const [now, outs] = settled(state, packet, input.results);
  return [now, [...outs, accepted]];
}

export function transferComplete(state: ProtocolState, input: Called): Reaction<ProtocolState> {
  const packet = text(input.args, "packet");
  const [now, outs] = settled(state, packet, input.args);
  return [now, [...outs, back()]];
}

/** Everything whole may be handed to clients; what is still moving follows when it is there. */
export function receiveComplete(state: ProtocolState): Reaction<ProtocolState> {
  const taken = state.taken.map(([id, one]) => [id, { ...one, released: true }] as const);
  const whole = taken.filter(([, one]) => one.phase === "whole");
  return [
    { ...state, taken: taken.filter(([, one]) => one.phase !== "whole") },
    [...whole.flatMap(([id, one]) => delivered(id, one)), back()],
  ];
}

/** Whole, or given up when the transfer failed or fell short. */
function settled(state: ProtocolState, packet: ResourceId, results: Args): Reaction<ProtocolState> {
  const taken = get(state.taken, packet);
  if (taken?.phase !== "moving") return [state, []];
  const missing = taken.asked - integer(results, "bytes");
  const gone = { ...state, taken: without(state.taken, packet) };
  if (text(results, "status") !== "SUCCESS" || missing > 0) return [gone, [act("frees", { what: packet })]];
  if (taken.released) return [gone, delivered(packet, taken)];
  return [keeping(state, packet, { ...taken, phase: "whole" }), []];
}

const keeping = (state: ProtocolState, packet: ResourceId, taken: Taken): ProtocolState => ({
  ...state,
  taken: put(state.taken, packet, taken),
});

const delivered = (packet: ResourceId, { context, size }: Taken): readonly Out[] => [
  writes(packet, "size", size),
  act("delivers", { context, bytes: size }),
  act("frees", { what: packet }),
];
