// Lookahead: NdisM…IndicateReceive with the first bytes of a frame, its receive-complete, and the transfer of the rest.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes } from "../../src/contract/value.ts";
import type { Args } from "../../src/contract/value.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { headerLength, sampleFrame } from "../sample.ts";
import { get, has, keys, put, without } from "../table.ts";
import { act, back, bytes, call, integer, latin1, text, value, wishOf, writes } from "../words.ts";
import { busy } from "./state.ts";
import type { NicState, Shown, Transfer } from "./state.ts";

const usualSize = 200;
/** Contexts go round, so that a stale one is told from a new one for a while. */
const contexts = 8;
/** A protocol may wait for the receive-complete with what it took: no context comes round before it. */
const mostUnclosed = 4;

type Media = { readonly header: number; readonly word: string; readonly complete?: string };
const ethernet: Media = {
  header: headerLength,
  word: "NdisMEthIndicateReceive",
  complete: "NdisMEthIndicateReceiveComplete",
};
const media: Readonly<Record<string, Media>> = {
  ethernet,
  tokenring: {
    header: headerLength,
    word: "NdisMTrIndicateReceive",
    complete: "NdisMTrIndicateReceiveComplete",
  },
  wan: { header: 0, word: "NdisMWanIndicateReceive" },
};
export const mediaOf = (state: NicState): Media => media[state.medium] ?? ethernet;

export function beginLookahead(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  if (busy(state) || state.generation !== 5 || input.name !== mediaOf(state).word) return null;
  const { header } = mediaOf(state);
  const size = input.args["size"];
  const [oldest, ...rest] = state.waiting;
  const fits = oldest !== undefined && (typeof size !== "number" || size === oldest.length - header);
  const frame = fits ? oldest : sampleFrame(header + (typeof size === "number" ? size : usualSize));
  return show(fits ? { ...state, waiting: rest } : state, frame, input.args, view);
}

/** Shows the first bytes; null when a shorter lookahead is wanted than NDIS asked for, or no call of this medium can carry it. */
export function show(
  state: NicState,
  frame: string,
  wanted: Args,
  view: View,
): readonly [NicState, readonly Out[]] | null {
  const { header, word } = mediaOf(state);
  const data = frame.slice(header);
  const length = lookaheadLength(state, data.length, wanted, view);
  if (length === undefined || state.ndis === "" || state.indicating > 0 || state.shown.length >= contexts)
    return null;
  const turn = (state.turn % contexts) + 1;
  const context = `context:${state.self}:${turn}`;
  const lookahead = state.lookahead === "" ? view.fresh("lookahead") : state.lookahead;
  const made =
    state.lookahead === "" ? [act("allocates", { what: lookahead, pool: `pool:${state.self}` })] : [];
  const given = wanted["header"];
  const head = isBytes(given) ? given : bytes(frame.slice(0, header));
  const args = { context, ...(header > 0 ? { header: head } : {}), lookahead, size: data.length };
  return [
    { ...state, lookahead, turn, shown: put(state.shown, context, { data, open: true }) },
    [
      ...made,
      writes(lookahead, "data", bytes(data.slice(0, length))),
      writes(lookahead, "size", length),
      call(state.ndis, word, args),
    ],
  ];
}

/** At least the smaller of the agreed lookahead and the packet (NdisMEthIndicateReceive); on WAN always the whole packet. */
function lookaheadLength(state: NicState, size: number, wanted: Args, view: View): number | undefined {
  const agreed = view.property("lookahead");
  const least =
    mediaOf(state).complete === undefined ? size : Math.min(typeof agreed === "number" ? agreed : 256, size);
  const wish = value(wishOf(wanted["lookahead"]), "size");
  if (typeof wish === "number") return wish >= least && wish <= size ? wish : undefined;
  return view.pick("lookahead", least < size ? [least, size] : [size]);
}

/** The indication is over; its receive-complete may follow at once or close several indications. */
export function showed(state: NicState, input: Returned, view: View): Reaction<NicState> {
  const now = closed(state, text(input.args, "context"));
  const { complete } = mediaOf(state);
  if (complete === undefined) return [now, []];
  const unclosed = state.unclosed + 1;
  const least = view.property("gathers");
  const early = typeof least === "number" && unclosed < least;
  const when = view.pick("receive complete", unclosed < mostUnclosed ? ["now", "later"] : ["now"]);
  if (early || when === "later") return [{ ...now, unclosed }, []];
  return [{ ...now, unclosed: 0 }, [call(state.ndis, complete, {})]];
}

export function beginComplete(state: NicState, input: Begun): Reaction<NicState> | null {
  const { complete } = mediaOf(state);
  if (state.unclosed === 0 || complete === undefined || complete !== input.name) return null;
  if (state.shown.some(([, one]) => one.open)) return null;
  return [{ ...state, unclosed: 0 }, [call(state.ndis, complete, {})]];
}

/** The part asked for, in the call, or PENDING and its completion later or even before the call returns. */
export function transfer(state: NicState, input: Called, view: View): Reaction<NicState> {
  const packet = text(input.args, "packet");
  const context = text(input.args, "context");
  const shown = get(state.shown, context);
  const [offset, count] = [integer(input.args, "offset"), integer(input.args, "count")];
  if (
    shown === undefined ||
    offset < 0 ||
    count < 0 ||
    offset > shown.data.length ||
    has(state.transfers, packet)
  )
    return [state, [back({ status: "FAILURE", bytes: 0 })]];
  const part = shown.data.slice(offset, offset + count);
  const status = view.pick("status", ["SUCCESS", "PENDING"]);
  if (status === "SUCCESS")
    return [state, [landed(packet, offset, part, view), back({ status, bytes: part.length })]];
  const pending = back({ status, bytes: 0 });
  const transfers = put(state.transfers, packet, { context, offset, count });
  if (view.pick("complete", ["later", "before the return"]) === "later")
    return [{ ...state, transfers }, [pending]];
  const [now, outs] = completed({ ...state, transfers }, packet, { context, offset, count }, "SUCCESS", view);
  return [now, [...outs, pending]];
}

export function beginTransferComplete(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  const [packet = ""] = chosen(view, "packet", input.args["packet"], keys(state.transfers)) ?? [];
  const pending = get(state.transfers, packet);
  if (pending === undefined) return null;
  const { status, bytes } = input.args;
  const moved = typeof bytes === "number" ? Math.min(bytes, pending.count) : pending.count;
  return completed(
    state,
    packet,
    { ...pending, count: moved },
    typeof status === "string" ? status : "SUCCESS",
    view,
  );
}

function completed(
  state: NicState,
  packet: string,
  pending: Transfer,
  status: string,
  view: View,
): Reaction<NicState> {
  const { context, offset, count } = pending;
  const data = get(state.shown, context)?.data ?? "";
  const part = status === "SUCCESS" ? data.slice(offset, offset + count) : "";
  const transfers = without(state.transfers, packet);
  const now = { ...state, transfers, finishing: state.finishing + 1 };
  const open = get(state.shown, context)?.open === true;
  return [
    open ? now : closed(now, context),
    [
      ...(part === "" ? [] : [landed(packet, offset, part, view)]),
      call(state.ndis, "NdisMTransferDataComplete", { packet, status, bytes: part.length }),
    ],
  ];
}

/** The completion is said. */
export const finished = (state: NicState): Reaction<NicState> => [
  { ...state, finishing: state.finishing - 1 },
  [],
];

/** A frame is kept until nobody can ask for it and no transfer of it is pending. */
function closed(state: NicState, context: string): NicState {
  const shown: Shown | undefined = get(state.shown, context);
  if (shown === undefined) return state;
  const wanted = state.transfers.some(([, pending]) => pending.context === context);
  return {
    ...state,
    shown: wanted ? put(state.shown, context, { ...shown, open: false }) : without(state.shown, context),
  };
}

/** The bytes arrive in the destination at their own offset, or behind what it holds when that is less. */
function landed(packet: string, offset: number, part: string, view: View): Out {
  const reader = view.open(packet);
  const old = reader === "not yours" ? "" : latin1({ data: reader.data }, "data");
  const at = Math.min(offset, old.length);
  return writes(packet, "data", bytes(old.slice(0, at) + part + old.slice(at + part.length)));
}
