// From the start of an adapter to its halt: pools are made first, and freed last, when every descriptor is home.
import type { Out, Reaction } from "../../src/contract/layer.ts";
import { get, keys } from "../table.ts";
import { act, back, note } from "../words.ts";
import { initial } from "./state.ts";
import type { NicState } from "./state.ts";

const poolOf = (state: NicState): string => `pool:${state.self}`;

/** NDIS allows four pointers of room in a packet that is to be indicated (NdisAllocatePacketPoolEx). */
const reserved = 4;

export function initialize(state: NicState): Reaction<NicState> {
  if (state.started || state.ring.length > 0)
    return [state, [note("MiniportInitialize: it is running already"), back()]];
  const kind = state.generation === 6 ? { kind: "lists" } : { kind: "packets", reserved };
  const now: NicState = { ...state, started: true, phase: "running" };
  return [now, [act("allocatesPool", { pool: poolOf(state), ...kind }), back()]];
}

/** NDIS 5: waits in the call for what is still out; what was not indicated is lost. */
export function halt(state: NicState): Reaction<NicState> {
  const now: NicState = { ...state, phase: "halting", waiting: [] };
  return isDrained(now) ? halted(now) : [now, [{ k: "wait", tag: "home" }]];
}

/** What was made is freed; NDIS 6 halts when everything is home already. Calls that it still makes return later. */
export function halted(state: NicState): Reaction<NicState> {
  const frees = (what: string): Out => act("frees", { what });
  const packets = keys(state.ring).flatMap((packet) => {
    const buffer = get(state.buffers, packet);
    const unchained = buffer === undefined ? [] : [act("unchainsBuffer", { packet, buffer }), frees(buffer)];
    return [...unchained, frees(packet)];
  });
  const lookahead = state.lookahead === "" ? [] : [frees(state.lookahead)];
  const pool = state.started ? [act("freesPool", { pool: poolOf(state) })] : [];
  const { self, indicating, ending, finishing } = state;
  const gone: NicState = { ...initial(self), phase: "halted", indicating, ending, finishing };
  return [gone, [...packets, ...lookahead, ...pool, back()]];
}

/** A halt may wait for the last. */
export const stirs = (before: NicState, after: NicState): readonly Out[] =>
  after.phase === "halting" && isDrained(after) && !isDrained(before) ? [{ k: "wake", tag: "home" }] : [];

/** Nothing is away, on its way, or being said. */
export const isDrained = (state: NicState): boolean =>
  isHome(state) &&
  state.indicating === 0 &&
  state.ending === 0 &&
  state.waiting.length === 0 &&
  state.shown.length === 0 &&
  state.transfers.length === 0 &&
  state.finishing === 0 &&
  state.unclosed === 0 &&
  state.sending.length === 0 &&
  state.queued.length === 0 &&
  state.packets.length === 0 &&
  state.transmitting.length === 0;

const isHome = (state: NicState): boolean => state.ring.every(([, place]) => place === "free");
