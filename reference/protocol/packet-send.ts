// NDIS 5 send: packets of its own, filled before the call and left alone until they come back.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes, isWant, type WordValue } from "../../src/contract/value.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { sampleFrame } from "../sample.ts";
import { get, put } from "../table.ts";
import {
  act,
  back,
  bytes,
  call,
  integer,
  itemsOf,
  note,
  reads,
  tagged,
  text,
  value,
  wishOf,
  writes,
} from "../words.ts";
import { allocates, allocating, failed, recovered } from "./memory.ts";
import { bindingOf, handing, poolOf } from "./state.ts";
import type { ProtocolState } from "./state.ts";

const usualSize = 64;

export function beginPacketSend(
  state: ProtocolState,
  input: Begun,
  view: View,
): Reaction<ProtocolState> | null {
  const one =
    state.ndis === "" || !isOpen(state) ? null : prepared(state, input.args["packet"] ?? null, view);
  if (one === null) return null;
  const [ready, packet, outs] = one;
  const now = allocates(outs) ? allocating(ready) : ready;
  if (now === undefined) return [recovered(state), [failed]];
  return [handing(now), [...outs, call(state.ndis, "NdisSend", { packet }, { packet })]];
}

export function beginPacketsSend(
  state: ProtocolState,
  input: Begun,
  view: View,
): Reaction<ProtocolState> | null {
  const asked = input.args["packets"];
  const items = Array.isArray(asked) ? itemsOf(asked) : [null];
  if (state.ndis === "" || !isOpen(state) || items.length === 0) return null;
  let now = state;
  const outs: Out[] = [];
  const packets: ResourceId[] = [];
  const made: ResourceId[] = [];
  for (const item of items) {
    const one = prepared(now, item, view);
    if (one === null) return null;
    const next = allocates(one[2]) ? allocating(one[0]) : one[0];
    if (next === undefined)
      return [recovered(state), [...outs, ...made.map((what) => act("frees", { what })), failed]];
    if (allocates(one[2])) made.push(one[1]);
    now = next;
    packets.push(one[1]);
    outs.push(...one[2]);
  }
  return [handing(now), [...outs, call(state.ndis, "NdisSendPackets", { packets })]];
}

/** NDIS 5 knows no pause. */
const isOpen = ({ phase, leaving }: ProtocolState): boolean => phase !== "closed" && !leaving;

/** Any answer but PENDING is the end (NdisSend). */
export function packetSent(state: ProtocolState, input: Returned): Reaction<ProtocolState> {
  const packet = text(tagged(input.tag), "packet");
  const now = text(input.results, "status") === "PENDING" ? state : home(state, packet);
  return [{ ...now, handing: now.handing - 1 }, []];
}

/** The packet is its own again, to be sent once more or kept; how it ended is in the call, not in the packet. */
export function packetSendComplete(state: ProtocolState, input: Called): Reaction<ProtocolState> {
  const packet = text(input.args, "packet");
  if (get(state.sent, packet) !== "away")
    return [state, [note(`${packet} came back that was not away`), back()]];
  return [home(state, packet), [reads(packet, "data"), back()]];
}

/** What it is told to cancel, or what it sent last under an id. */
export function beginCancel(state: ProtocolState, input: Begun): Reaction<ProtocolState> | null {
  const asked = value(input.args, "id");
  const id = typeof asked === "number" ? asked : state.packetId;
  if (state.ndis === "" || state.handing > 0 || id === 0) return null;
  return [state, [call(state.ndis, "NdisCancelSendPackets", { binding: bindingOf(state), id })]];
}

/** A named packet that is at home, or a new one with what is wanted. */
function prepared(
  state: ProtocolState,
  item: WordValue,
  view: View,
): readonly [ProtocolState, ResourceId, readonly Out[]] | null {
  const wanted = wishOf(item);
  const named = isWant(item) ? item.of : typeof item === "string" ? item : undefined;
  if (named !== undefined && get(state.sent, named) !== "home") return null;
  const id = named ?? view.fresh("packet");
  const data = value(wanted, "data");
  const size = integer(wanted, "size") || usualSize;
  const frame = isBytes(data) ? data.latin1 : sampleFrame(size);
  const fields = {
    size: frame.length,
    room: frame.length,
    status: "SUCCESS",
    cancel: integer(wanted, "cancel"),
  };
  return [
    { ...state, sent: put(state.sent, id, "away"), packetId: fields.cancel || state.packetId },
    id,
    [
      ...(named === undefined ? [act("allocates", { what: id, pool: poolOf(state, "packets") })] : []),
      writes(id, "data", bytes(frame)),
      ...Object.entries(fields).map(([name, content]) => writes(id, name, content)),
    ],
  ];
}

const home = (state: ProtocolState, packet: ResourceId): ProtocolState =>
  get(state.sent, packet) === "away" ? { ...state, sent: put(state.sent, packet, "home") } : state;
