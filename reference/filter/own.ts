// Lists of its own: sent, indicated, made in another's place. They carry its handle, and end here.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { isBytes, isWant, type Args, type WordValue } from "../../src/contract/value.ts";
import { framesOf } from "../net-buffers.ts";
import { sampleFrame } from "../sample.ts";
import { get, put, without } from "../table.ts";
import { act, bytes, itemsOf, value, wishOf, writes } from "../words.ts";
import { handed, handleOf, poolOf } from "./state.ts";
import type { FilterState, Ids, Own } from "./state.ts";

const usualSize = 64;
/** Where a frame says of which type it is. */
const typeAt = 12;

type Made = readonly [FilterState, Ids, readonly Out[]];

/** For each one that is wanted a new one; null when something else is wanted of it than it can be. */
export function originated(
  state: FilterState,
  way: "sends" | "receives",
  asked: WordValue | undefined,
  flags: Ids,
  view: View,
): Reaction<FilterState> | null {
  if (state.phase !== "running" || state.ndis === "") return null;
  const wishes = Array.isArray(asked) ? itemsOf(asked) : [null];
  if (wishes.length === 0 || wishes.some((wish) => typeof wish === "string" || isNamed(wish))) return null;
  const ids = wishes.map(() => view.fresh("nbl"));
  const outs = ids.flatMap((id, at) => {
    const wish = wishOf(wishes[at]);
    return made(state, id, frameOf(wish), wish, way === "receives" ? received(ids, at, frameOf(wish)) : {});
  });
  const now = ids.reduce((next, id) => owning(next, id, { way: "plain", parent: "" }), state);
  const args = way === "receives" ? { count: ids.length, flags } : {};
  const [after, said] = handed(now, way, ids, args);
  return [after, [...outs, ...said]];
}

/** What was only shown is copied, and the copies go up for good. */
export function copied(state: FilterState, lists: Ids, view: View): Made {
  const copies = lists.map((id) => ({ id, copy: view.fresh("nbl") }));
  const ids = copies.map(({ copy }) => copy);
  const outs = copies.flatMap(({ id, copy }, at) =>
    derived(state, id, copy, "plain", { next: ids[at + 1] ?? "", status: null }, view),
  );
  return [ids.reduce((now, id) => owning(now, id, { way: "plain", parent: "" }), state), ids, outs];
}

/** A send is kept and its clone goes down; the parent counts its children. */
export function cloned(state: FilterState, lists: Ids, view: View): Made {
  const clones = lists.map((parent) => ({ parent, clone: view.fresh("nbl") }));
  const outs = clones.flatMap(({ parent, clone }) => [
    ...derived(state, parent, clone, "clone", { parent, status: "PENDING", client: "" }, view),
    writes(parent, "children", 1),
  ]);
  const now = clones.reduce(
    (next, { parent, clone }) => owning(next, clone, { way: "clone", parent }),
    state,
  );
  return [now, clones.map(({ clone }) => clone), outs];
}

/** They are freed the way they were made; a parent has the status of its clone and goes on. */
export function settled(state: FilterState, lists: Ids, view: View): Made {
  const parents: ResourceId[] = [];
  const outs: Out[] = [];
  for (const id of lists) {
    const { way, parent } = get(state.own, id) ?? { way: "plain", parent: "" };
    const reader = view.open(id);
    const status = reader === "not yours" ? "FAILURE" : reader.fields["status"];
    outs.push(act("frees", { what: id, way }));
    if (parent === "") continue;
    outs.push(writes(parent, "children", 0));
    outs.push(writes(parent, "status", typeof status === "string" ? status : "FAILURE"));
    parents.push(parent);
  }
  const own = lists.reduce((table, id) => without(table, id), state.own);
  return [{ ...state, own }, parents, outs];
}

export const isOwn = (state: FilterState, id: ResourceId): boolean => get(state.own, id) !== undefined;

const owning = (state: FilterState, id: ResourceId, own: Own): FilterState => ({
  ...state,
  own: put(state.own, id, own),
});

const isNamed = (wish: WordValue): boolean => isWant(wish) && wish.of !== undefined;

function frameOf(wish: Args): string {
  const [data, size] = [value(wish, "data"), value(wish, "size")];
  return isBytes(data) ? data.latin1 : sampleFrame(typeof size === "number" ? size : usualSize);
}

function made(state: FilterState, id: ResourceId, frame: string, wish: Args, more: Args): readonly Out[] {
  const fields = {
    source: handleOf(state),
    status: "PENDING",
    info: `oob:${id}`,
    chain: `chain:${id}`,
    client: "",
    ...more,
    ...Object.fromEntries(
      Object.entries(wish).filter(([name, wanted]) => wanted !== null && !["data", "size"].includes(name)),
    ),
  };
  return [
    act("allocates", { what: id, pool: poolOf(state) }),
    writes(id, "data", bytes(frame)),
    writes(id, "size", frame.length),
    ...written(id, fields),
  ];
}

/** As a NIC would show it: one net buffer, used from its start. */
function received(ids: Ids, at: number, frame: string): Args {
  const type = ((frame.charCodeAt(typeAt) || 0) << 8) | (frame.charCodeAt(typeAt + 1) || 0);
  return { frameType: type, vlan: 0, buffers: 1, offset: 0, next: ids[at + 1] ?? "" };
}

/** Everything that the original shows, but for what makes it the filter's. */
function derived(
  state: FilterState,
  from: ResourceId,
  to: ResourceId,
  way: Own["way"],
  more: Args,
  view: View,
): readonly Out[] {
  const reader = view.open(from);
  if (reader === "not yours") return [];
  const shown = Object.fromEntries(
    Object.entries(reader.fields).filter(
      ([name, content]) =>
        !notCopied.has(name) && (typeof content === "string" || typeof content === "number"),
    ),
  ) as Args;
  const frames = framesOf(reader).map(bytes);
  const several = frames.length > 1 ? { frames } : {};
  const fields = { ...shown, ...several, source: handleOf(state), chain: `chain:${to}`, ...more };
  return [
    act("allocates", { what: to, pool: poolOf(state), way }),
    act("copies", { source: from, target: to, bytes: reader.data.latin1.length }),
    ...written(to, fields),
  ];
}

const notCopied: ReadonlySet<string> = new Set(["scratch", "parent", "children", "data"]);

const written = (id: ResourceId, fields: Args): readonly Out[] =>
  Object.entries(fields)
    .filter(([, content]) => content !== null)
    .map(([name, content]) => writes(id, name, content));
