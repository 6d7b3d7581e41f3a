// From ProtocolBindAdapter to ProtocolUnbindAdapter: pools are made first, and freed last, when every list is back.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { keys } from "../table.ts";
import { act, back, note, reads, writes } from "../words.ts";
import { returned } from "./lists.ts";
import { initial, poolOf } from "./state.ts";
import type { Ids, ProtocolState } from "./state.ts";

const kinds = ["packets", "lists", "buffers"] as const;
/** Room for its own use that it adds to each list it makes (NdisAllocateNetBufferListContext). */
const contextBytes = 16;

export function bind(state: ProtocolState, _input: Called, view: View): Reaction<ProtocolState> {
  if (!isFresh(state)) return [state, [note("ProtocolBindAdapter: it is bound already"), back()]];
  const ownBuffers = view.property("netBufferPool") !== false;
  const now: ProtocolState = { ...state, bound: true, ownBuffers, phase: "running" };
  return [
    now,
    [...poolsOf(now).map((kind) => act("allocatesPool", { pool: poolOf(now, kind), kind })), back()],
  ];
}

/** Nothing was sent, received or told before. */
const isFresh = ({
  bound,
  leaving,
  phase,
  handing,
  lists,
  sent,
  taken,
  held,
  received,
}: ProtocolState): boolean =>
  !bound &&
  !leaving &&
  (phase === "running" || phase === "closed") &&
  handing === 0 &&
  [lists, sent, taken, held, received].every((some) => some.length === 0);

/** Returns what it was given, and waits for what it has sent and what its clients have. */
export function unbind(state: ProtocolState): Reaction<ProtocolState> {
  const [now, home] = state.received.length > 0 ? returned(state, state.received) : [state, []];
  const leaving: ProtocolState = { ...now, leaving: true };
  return isHome(leaving) ? unbound(leaving) : [leaving, [...home, { k: "wait", tag: "home" }]];
}

export const unbound = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...initial(state.self), phase: "closed" },
  [
    ...[...keys(state.taken), ...keys(state.sent)].map((what) => act("frees", { what })),
    ...freed(state, keys(state.lists)),
    ...(state.bound ? poolsOf(state).map((kind) => act("freesPool", { pool: poolOf(state, kind) })) : []),
    back(),
  ],
];

export const allocated = (state: ProtocolState, list: string): readonly Out[] => [
  act("allocates", { what: list, pool: poolOf(state, "lists") }),
  ...(state.bound
    ? [
        act("comesWith", { buffer: mdlOf(list), list }),
        ...(state.ownBuffers ? withBuffer(state, list) : []),
        act("allocatesContext", { list, bytes: contextBytes }),
      ]
    : []),
];

const withBuffer = (state: ProtocolState, list: string): readonly Out[] => [
  act("allocates", { what: bufferOf(list), pool: poolOf(state, "buffers") }),
  act("linksBuffer", { buffer: bufferOf(list), list }),
];

const poolsOf = ({ ownBuffers }: ProtocolState): readonly (typeof kinds)[number][] =>
  kinds.filter((kind) => ownBuffers || kind !== "buffers");

/** The descriptor of its memory comes with a list, and is freed with it; the one net buffer that each has is made for it. */
const mdlOf = (list: string): string => list.replace(/^nbl/u, "mdl");
const bufferOf = (list: string): string => list.replace(/^nbl/u, "nb");

/** What a list is for, noted where the next who has it may note something else: read before it is handed on, and not after. */
export const scratched = (state: ProtocolState, list: string, client: string): readonly Out[] =>
  state.bound ? [writes(list, "scratch", `for:${client}`), reads(list, "scratch")] : [];

export const freed = (state: ProtocolState, lists: Ids): readonly Out[] =>
  lists.flatMap((list) => [
    ...(state.bound
      ? [
          act("freesContext", { list, bytes: contextBytes }),
          ...(state.ownBuffers ? [act("frees", { what: bufferOf(list) })] : []),
        ]
      : []),
    act("frees", { what: list }),
  ]);

/** Nothing of it is away, nothing of others is here, nothing is being said. */
export const isHome = ({
  lists,
  sent,
  held,
  received,
  taken,
  copies,
  handing,
  passing,
}: ProtocolState): boolean =>
  lists.every(([, { away }]) => !away) &&
  sent.every(([, where]) => where === "home") &&
  held.length === 0 &&
  received.length === 0 &&
  taken.every(([, { phase }]) => phase === "whole") &&
  copies.length === 0 &&
  handing === 0 &&
  passing === 0;
