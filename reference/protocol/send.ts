// NDIS 6 send: lists are prepared before the call, forgotten until they come back, and then answered for, once.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes, isWant, type Args, type WordValue } from "../../src/contract/value.ts";
import type { Begun, Called } from "../handlers.ts";
import { headerLength, sampleFrame } from "../sample.ts";
import { get, keysWhere, put, without } from "../table.ts";
import { act, back, bytes, call, itemsOf, latin1, note, texts, value, wishOf, writes } from "../words.ts";
import { allocated, freed, scratched } from "./life.ts";
import { allocates, allocating, failed, recovered } from "./memory.ts";
import { bindingOf, handing, isRunning, nameOf } from "./state.ts";
import { idField, nextId } from "./cancel.ts";
import type { Ids, ProtocolState } from "./state.ts";

const usualSize = 64;
/** From so many lists on, one that is at home is used again. */
const poolSize = 8;

/** Told by a scenario: lists as wished, for the client named in the wish or for nobody. */
export function beginSend(state: ProtocolState, input: Begun, view: View): Reaction<ProtocolState> | null {
  const binding = value(input.args, "binding");
  if (state.ndis === "" || !isRunning(state) || (binding !== null && binding !== bindingOf(state)))
    return null;
  const asked = input.args["lists"];
  const items = Array.isArray(asked) ? itemsOf(asked) : [null];
  if (items.length === 0) return null;
  let now = nextId(state);
  const outs: Out[] = [];
  const lists: string[] = [];
  const made: string[] = [];
  for (const item of items) {
    const one = prepared(now, item, view);
    if (one === null) return null;
    const next = allocates(one[2]) ? allocating(one[0]) : one[0];
    if (next === undefined) return [recovered(state), [...outs, ...freed(state, made), failed]];
    if (allocates(one[2])) made.push(one[1]);
    now = next;
    lists.push(one[1]);
    outs.push(...one[2]);
  }
  return [handing(now), [...outs, handed(state, lists, texts(input.args, "flags"))]];
}

/** Asked by a client: its data behind a header, inside its call or after it. */
export function clientSends(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const data = bytes(sampleFrame(headerLength) + latin1(input.args, "data"));
  const item = { want: { data, client: nameOf(input.from) } };
  const one = state.ndis === "" || !isRunning(state) ? null : prepared(nextId(state), item, view);
  if (one === null)
    return [state, [note("ClientSend: there is nothing below to send with, or it is at rest"), back()]];
  const [ready, id, outs] = one;
  const now = allocates(outs) ? allocating(ready) : ready;
  if (now === undefined) return [recovered(state), [failed, note("ClientSend: no memory"), back()]];
  const inside = view.pick("send", ["inside", "after"]) === "inside";
  const sent = handed(state, [id]);
  return [handing(now), inside ? [...outs, sent, back()] : [...outs, back(), sent]];
}

/** From here on the pause or the end of the binding need not wait for the call. */
export const handedOver = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...state, handing: state.handing - 1 },
  [],
];

/** Each client hears once how its request ended; then the lists are kept, freed, or sent once more. */
export function sendComplete(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const lists = texts(input.args, "lists").filter((id) => get(state.lists, id)?.away === true);
  const strange = texts(input.args, "lists").length - lists.length;
  const noted = strange > 0 ? [note(`${strange} lists came back that were not away`)] : [];
  const told = lists.flatMap((id) => notified(state, id, view));
  const home = lists.reduce((now, id) => moved(now, id, false), state);
  if (lists.length === 0) return [state, [...noted, back()]];
  const again = isRunning(state) && lists.every((id) => get(state.lists, id)?.resends === 0);
  const next = view.pick("afterwards", ["keep", "free", ...(again ? ["send again"] : [])]);
  if (next === "keep") return [home, [...noted, ...told, back()]];
  if (next === "free") {
    const rest = lists.reduce((table, id) => without(table, id), home.lists);
    const now = { ...home, lists: rest };
    return [now, [...noted, ...told, ...freed(state, lists), back()]];
  }
  // This time nobody asked for it.
  const resent = lists.reduce((now, id) => moved(now, id, true), home);
  const reset = lists.flatMap((id) => written(id, { status: "PENDING", client: "", ...idField(state, 0) }));
  return [handing(resent), [...noted, ...told, ...reset, handed(state, lists), back()]];
}

/** A named list that is at home, or a new one with what is wanted; null when it may not be sent like that. */
function prepared(
  state: ProtocolState,
  item: WordValue,
  view: View,
): readonly [ProtocolState, string, readonly Out[]] | null {
  const wanted = wishOf(item);
  const source = value(wanted, "source");
  if (source !== null && source !== bindingOf(state)) return null;
  const home = keysWhere(state.lists, (list) => !list.away);
  const named = isWant(item) ? item.of : typeof item === "string" ? item : undefined;
  if (named !== undefined && !home.includes(named)) return null;
  const reused = state.lists.length < poolSize ? undefined : home[0];
  const id = named ?? reused ?? view.fresh("nbl");
  const isNew = get(state.lists, id) === undefined;
  const list = { away: true, client: clientFor(wanted, view), resends: 0 };
  const made = isNew ? allocated(state, id) : [];
  const fields = {
    source: bindingOf(state),
    info: `oob:${id}`,
    status: "PENDING",
    chain: `chain:${id}`,
    client: list.client,
    ...idField(state, state.cancelId),
  };
  return [
    { ...state, lists: put(state.lists, id, list) },
    id,
    [
      ...made,
      ...contents(id, typeof item === "string" ? null : wanted),
      ...written(id, { ...fields, ...known(wanted) }),
      ...scratched(state, id, list.client),
    ],
  ];
}

/** Its frame: as wished, or made up; or one for each of several net buffers. A list that is named keeps what it holds. */
function contents(id: string, wanted: Args | null): readonly Out[] {
  if (wanted === null) return [];
  const frames = itemsOf(wanted["frames"]).filter(isBytes);
  if (frames.length > 0) {
    const all = frames.map((frame) => frame.latin1).join("");
    return [
      writes(id, "data", bytes(all)),
      ...written(id, { size: all.length, buffers: frames.length, frames }),
    ];
  }
  const [data, size] = [value(wanted, "data"), value(wanted, "size")];
  const frame = isBytes(data) ? data.latin1 : sampleFrame(typeof size === "number" ? size : usualSize);
  return [writes(id, "data", bytes(frame)), writes(id, "size", frame.length)];
}

/** Who is to hear how it ended: as wished, else the first client there is; "" is nobody. */
function clientFor(wanted: Args, view: View): string {
  const wish = value(wanted, "client");
  if (typeof wish === "string") return wish;
  const [one] = view.neighbours("client");
  return one === undefined ? "" : nameOf(one);
}

const content = ["data", "size", "frames"];
const known = (wanted: Args): Args =>
  Object.fromEntries(
    Object.entries(wanted).filter(([name, wish]) => wish !== null && !content.includes(name)),
  );

const written = (id: string, fields: Args): readonly Out[] =>
  Object.entries(fields).map(([name, content]) => writes(id, name, content));

const handed = (state: ProtocolState, lists: Ids, flags: readonly string[] = []): Out =>
  call(state.ndis, "NdisSendNetBufferLists", { binding: bindingOf(state), lists, flags });

function notified(state: ProtocolState, id: string, view: View): readonly Out[] {
  const reader = view.open(id);
  const status = reader === "not yours" ? null : reader.fields["status"];
  const client = get(state.lists, id)?.client ?? "";
  if (client === "") return [];
  return [act("notifies", { client, what: id, status: typeof status === "string" ? status : null })];
}

function moved(state: ProtocolState, id: string, away: boolean): ProtocolState {
  const list = get(state.lists, id);
  if (list === undefined) return state;
  const next = away ? { away, client: "", resends: list.resends + 1 } : { ...list, away };
  return { ...state, lists: put(state.lists, id, next) };
}
