// From ProtocolBindAdapter to ProtocolUnbindAdapter: pools are made first, and freed last, when every list is back.
import type { Out, Reaction } from "../../src/contract/layer.ts";
import { keys } from "../table.ts";
import { act, back, note, reads, writes } from "../words.ts";
import { returned } from "./lists.ts";
import { initial, poolOf } from "./state.ts";
import type { Ids, ProtocolState } from "./state.ts";

const kinds = ["packets", "lists", "buffers"] as const;
/** Room for its own use that it adds to each list it makes (NdisAllocateNetBufferListContext). */
const contextBytes = 16;

export function bind(state: ProtocolState): Reaction<ProtocolState> {
  if (state.bound || state.lists.length > 0)
    return [state, [note("ProtocolBindAdapter: it is bound already"), back()]];
  const now = { ...state, bound: true };
  return [now, [...kinds.map((kind) => act("allocatesPool", { pool: poolOf(now, kind), kind })), back()]];
}

/** Returns what it was given, and waits for what it has sent. */
export function unbind(state: ProtocolState): Reaction<ProtocolState> {
  const [now, home] = state.received.length > 0 ? returned(state, state.received) : [state, []];
  if (!isHome(now)) return [{ ...now, leaving: true }, [...home, { k: "wait", tag: "home" }]];
  const [next, outs] = unbound(now);
  return [next, [...home, ...outs]];
}

/** A call that still gives something back returns later. */
export const unbound = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...initial(state.self), passing: state.passing },
  [
    ...keys(state.taken).map((what) => act("frees", { what })),
    ...freed(state, keys(state.lists)),
    ...(state.bound ? kinds.map((kind) => act("freesPool", { pool: poolOf(state, kind) })) : []),
    back(),
  ],
];

/** Said with every completion: an unbinding may wait for the last. */
export const homecoming = (state: ProtocolState): readonly Out[] =>
  state.leaving && isHome(state) ? [{ k: "wake", tag: "home" }] : [];

export const allocated = (state: ProtocolState, list: string): readonly Out[] => [
  act("allocates", { what: list, pool: poolOf(state, "lists") }),
  ...(state.bound
    ? [
        act("allocates", { what: bufferOf(list), pool: poolOf(state, "buffers") }),
        act("linksBuffer", { buffer: bufferOf(list), list }),
        act("allocatesContext", { list, bytes: contextBytes }),
      ]
    : []),
];

/** Each list has one net buffer. */
const bufferOf = (list: string): string => list.replace(/^nbl/u, "nb");

/** What a list is for, noted where the next who has it may note something else: read before it is handed on, and not after. */
export const scratched = (state: ProtocolState, list: string, client: string): readonly Out[] =>
  state.bound ? [writes(list, "scratch", `for:${client}`), reads(list, "scratch")] : [];

export const freed = (state: ProtocolState, lists: Ids): readonly Out[] =>
  lists.flatMap((list) => [
    ...(state.bound
      ? [act("freesContext", { list, bytes: contextBytes }), act("frees", { what: bufferOf(list) })]
      : []),
    act("frees", { what: list }),
  ]);

const isHome = (state: ProtocolState): boolean => state.lists.every(([, { away }]) => !away);
