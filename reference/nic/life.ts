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

/** NDIS 5: waits in the call for what is still out. */
export function halt(state: NicState): Reaction<NicState> {
  return isHome(state) ? halted(state) : [{ ...state, phase: "halting" }, [{ k: "wait", tag: "home" }]];
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
  const { self, indicating, ending } = state;
  const gone: NicState = { ...initial(self), phase: "halted", indicating, ending };
  return [gone, [...packets, ...lookahead, ...pool, back()]];
}

/** Said with whatever brings something home: a halt may wait for the last. */
export const homecoming = (state: NicState): readonly Out[] =>
  state.phase === "halting" && isHome(state) ? [{ k: "wake", tag: "home" }] : [];

export const isHome = (state: NicState): boolean => state.ring.every(([, place]) => place === "free");
