// The receive ring: descriptors of the NIC's pool, filled in turn, away while they are out above; and the declared fault that it runs dry.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Args, Shown } from "../../src/contract/value.ts";
import type { Fault } from "../handlers.ts";
import { get, keysWhere, put, without } from "../table.ts";
import { act, befell, bytes, integer, reads, text, writes } from "../words.ts";
import { ringSize } from "./state.ts";
import type { NicState, Place } from "./state.ts";

/** What the ring consists of, and what a descriptor says of the frame in it when nobody wishes otherwise. */
export type Kind = {
  readonly type: "packet" | "nbl";
  readonly says: (id: ResourceId, frame: string, nic: PartyId) => Args;
};

/** A descriptor filled with a frame: the named one if it is free, else a new one, else the next free; undefined when there is none. */
export function filled(
  kind: Kind,
  state: NicState,
  frame: string,
  fields: Args,
  view: View,
  named?: ResourceId,
): readonly [NicState, ResourceId, readonly Out[]] | undefined {
  const id = named ?? (state.ring.length < ringSize ? view.fresh(kind.type) : nextFree(state));
  const isNew = named === undefined && state.ring.length < ringSize;
  if (id === undefined || (!isNew && get(state.ring, id) !== "free")) return undefined;
  const pool = `pool:${state.self}`;
  const made = isNew ? [act("allocates", { what: id, pool })] : [];
  const [now, chained] =
    isNew && state.started && kind.type === "packet"
      ? withBuffer(state, id, view)
      : [state, again(state, id)];
  const before = isNew || chained.length > 0 ? {} : held(id, view);
  return [
    { ...placed(now, [id], "out"), last: id },
    id,
    [
      ...made,
      ...chained,
      writes(id, "data", bytes(frame)),
      ...fieldsOf(id, kind.says(id, frame, state.self), fields, before),
    ],
  ];
}

export const placed = (state: NicState, ids: readonly ResourceId[], place: Place): NicState => ({
  ...state,
  ring: ids.reduce((ring, id) => put(ring, id, place), state.ring),
});

/** The memory that a packet describes, in a buffer of its own. */
function withBuffer(state: NicState, packet: ResourceId, view: View): readonly [NicState, readonly Out[]] {
  const buffer = view.fresh("buffer");
  return [
    { ...state, buffers: put(state.buffers, packet, buffer) },
    [act("allocates", { what: buffer }), act("chainsBuffer", { packet, buffer })],
  ];
}

/** Used before: its fields start afresh, and its buffer is chained to it again (NdisReinitializePacket). */
function again(state: NicState, packet: ResourceId): readonly Out[] {
  const buffer = get(state.buffers, packet);
  if (buffer === undefined) return [];
  return [
    reads(packet, "buffers"),
    act("reinitializes", { packet }),
    act("chainsBuffer", { packet, buffer }),
  ];
}

function nextFree(state: NicState): ResourceId | undefined {
  const free = keysWhere(state.ring, (place) => place === "free");
  return free.find((id) => id > state.last) ?? free[0];
}

/** What a descriptor that was used before says still of the last frame. */
function held(id: ResourceId, view: View): Shown {
  const reader = view.open(id);
  return reader === "not yours" ? {} : reader.fields;
}

/** Written where it does not stand there already. */
function fieldsOf(id: ResourceId, own: Args, fields: Args, before: Shown): readonly Out[] {
  const given = Object.entries(fields).filter(([name, wish]) => name !== "data" && wish !== null);
  const all = { ...own, ...Object.fromEntries(given) };
  return Object.entries(all)
    .filter(([name, content]) => before[name] !== content)
    .map(([name, content]) => writes(id, name, content));
}

/** `packets`: frames are dropped. Anything else: sends end with RESOURCES. */
export function runsOut(state: NicState, input: Fault): Reaction<NicState> {
  const what = text(input.args, "what") === "packets" ? "packets" : "sends";
  const after = integer(input.args, "for");
  if (after <= 0) return [{ ...state, dry: put(state.dry, what, "once") }, []];
  const dry = put(state.dry, what, "while");
  return [{ ...state, dry }, [befell("runsOutOf"), { k: "timer", after, name: `dry ${what}` }]];
}

export const filledUp =
  (what: string) =>
  (state: NicState): Reaction<NicState> => [{ ...state, dry: without(state.dry, what) }, []];

/** Once it has shown, a single shortage is over. */
export const spent = (state: NicState, what: string): NicState =>
  get(state.dry, what) === "once" ? { ...state, dry: without(state.dry, what) } : state;
