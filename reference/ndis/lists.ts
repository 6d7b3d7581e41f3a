// NDIS 6 receive: each list goes to the bindings that registered its frame type, the last of which gets it for good; each comes home once.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Offer, Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import { get, has, keys, put, without } from "../table.ts";
import { act, back, befell, call, note, texts, writes } from "../words.ts";
import type { CallName } from "../generated/words.ts";
import { given } from "./filters/modules.ts";
import { bindingHandle, bindingOf, boundProtocols } from "./state.ts";
import type { NdisState } from "./state.ts";

const resources = "RESOURCES";
type Ids = readonly ResourceId[];

/** What one binding is shown: lists that are only lent to it, and lists that become its own. */
type Showing = { readonly protocol: PartyId; readonly lent: Ids; readonly given: Ids };

/** With RESOURCES nothing stays above, unless it is copied; without, what nobody wants goes straight back. */
export function indicateLists(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = texts(input.args, "lists");
  const flags = texts(input.args, "flags").filter((flag) => flag !== resources);
  const lent = texts(input.args, "flags").includes(resources);
  const bindings = inSomeOrder(state, view);
  const copies = lent && view.property("copiesLowResources") === true;
  if (copies && !state.lacking) return copied(state, lists, flags, bindings, view);
  // Without memory for a copy they go up as they are.
  const short = copies ? [befell("lacksMemory")] : [];
  const showings = showingsOf(lists, lent, bindings, view);
  const given = showings.reduce(
    (now, { protocol, given: own }) => taken(now, own, { below: input.from, by: protocol }),
    copies ? { ...state, lacking: false } : state,
  );
  const calls = showings.flatMap(({ protocol, lent: some, given: own }) => [
    ...shown(protocol, some, [...flags, resources]),
    ...shown(protocol, own, flags),
  ]);
  const unwanted = lent ? [] : lists.filter((id) => !has(given.received, id));
  const [now, home] = homeward(given, input.from, unwanted, view);
  const behind = home.length === 0 || view.pick("unwanted", ["after", "inside"]) === "after";
  return [now, [...short, ...calls, ...(behind ? [back(), ...home] : [...home, back()])]];
}

/** From whoever has them; a copy is NDIS's own to free, everything else goes to the NIC or filter that indicated it. */
export function returnLists(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const lists = texts(input.args, "lists");
  const known = lists.filter((id) => get(state.received, id)?.by === input.from);
  const strange = lists.filter((id) => !known.includes(id));
  const notes = strange.map((id) => note(`NdisReturnNetBufferLists: ${id} is not ${input.from}'s to return`));
  const belowOf = (id: ResourceId): PartyId => get(state.received, id)?.below ?? "";
  const copies = known.filter((id) => belowOf(id) === "");
  const below = [...new Set(known.map(belowOf))].filter((to) => to !== "");
  let now = known.reduce<NdisState>((s, id) => ({ ...s, received: without(s.received, id) }), state);
  const home: Out[] = [];
  for (const to of below) {
    const [next, outs] = homeward(now, to, known.filter((id) => belowOf(id) === to), view); // prettier-ignore
    now = next;
    home.push(...outs);
  }
  const first = [...notes, ...copies.map((id) => act("frees", { what: id }))];
  if (home.length === 0) return [now, [...first, back()]];
  const inside = view.pick("return lists", ["inside", "after"]) === "inside";
  return [now, inside ? [...first, ...home, back()] : [...first, back(), ...home]];
}

export function beginReturnLists(state: NdisState, input: Begun, view: View): Reaction<NdisState> | null {
  const waiting = get(state.returning, input.to) ?? [];
  const lists = chosen(view, "return lists", input.args["lists"], waiting);
  if (lists === null) return null;
  const rest = waiting.filter((id) => !lists.includes(id));
  return [keeping(state, input.to, rest), [returned(state, input.to, lists)]];
}

export const returnOffers = (state: NdisState): readonly Offer[] =>
  keys(state.returning).map((to) => ({ name: returnWord(state, to), to, args: { lists: null } }));

/** Together with what waits already, one by one, or later. */
export function homeward(
  state: NdisState,
  to: PartyId,
  lists: Ids,
  view: View,
): readonly [NdisState, readonly Out[]] {
  if (lists.length === 0) return [state, []];
  const now = state.filters.includes(to) ? given(state, to, "up", lists, view) : state;
  const all = [...(get(now.returning, to) ?? []), ...lists];
  const how = view.pick("send home", ["now", "later", ...(all.length > 1 ? ["one by one"] : [])]);
  if (how === "later") return [keeping(now, to, all), []];
  const calls = how === "now" ? [returned(now, to, all)] : all.map((id) => returned(now, to, [id]));
  return [keeping(now, to, []), calls];
}

/** Nobody has a list while another does: all but the last who want it are only lent it. */
function showingsOf(lists: Ids, lent: boolean, bindings: readonly PartyId[], view: View): readonly Showing[] {
  const takers = new Map(lists.map((id) => [id, takersOf(id, bindings, view)]));
  const isLast = (id: ResourceId, protocol: PartyId): boolean => takers.get(id)?.at(-1) === protocol;
  return bindings.map((protocol) => {
    const mine = lists.filter((id) => takers.get(id)?.includes(protocol) === true);
    const given = lent ? [] : mine.filter((id) => isLast(id, protocol));
    return { protocol, lent: mine.filter((id) => !given.includes(id)), given };
  });
}

/** Copies are made before anything is said, so that nobody else is given the same name for something new. */
function copied(
  state: NdisState,
  lists: Ids,
  flags: Ids,
  bindings: readonly PartyId[],
  view: View,
): Reaction<NdisState> {
  let now = state;
  const made: Out[] = [];
  const calls: Out[] = [];
  for (const protocol of bindings) {
    const wanted = lists.filter((id) => takersOf(id, [protocol], view).length > 0);
    const copies = wanted.map((id) => ({ id, copy: view.fresh("nbl") }));
    const ids = copies.map(({ copy }) => copy);
    made.push(...copies.flatMap(({ id, copy }, at) => copyOf(state, id, copy, ids[at + 1] ?? "", view)));
    calls.push(...shown(protocol, ids, flags));
    now = taken(now, ids, { below: "", by: protocol });
  }
  return [now, [...made, ...calls, back()]];
}

function copyOf(
  state: NdisState,
  id: ResourceId,
  copy: ResourceId,
  next: string,
  view: View,
): readonly Out[] {
  const reader = view.open(id);
  if (reader === "not yours") return [];
  const number = (field: string): number => {
    const found = reader.fields[field];
    return typeof found === "number" ? found : 0;
  };
  const fields = {
    source: `ndis:${state.self}`,
    size: number("size"),
    frameType: number("frameType"),
    vlan: number("vlan"),
    buffers: 1,
    offset: 0,
    chain: `chain:${copy}`,
    next,
  };
  return [
    act("allocates", { what: copy, pool: `pool:${state.self}` }),
    act("copies", { source: id, target: copy, bytes: reader.data.latin1.length }),
    ...Object.entries(fields).map(([name, content]) => writes(copy, name, content)),
  ];
}

const shown = (protocol: PartyId, lists: Ids, flags: Ids): readonly Out[] =>
  lists.length === 0
    ? []
    : [
        call(protocol, "ProtocolReceiveNetBufferLists", {
          binding: bindingHandle(protocol),
          lists,
          count: lists.length,
          flags,
        }),
      ];

const returned = (state: NdisState, to: PartyId, lists: Ids): Out =>
  call(to, returnWord(state, to), { lists });

const returnWord = (state: NdisState, to: PartyId): CallName =>
  state.filters.includes(to) ? "FilterReturnNetBufferLists" : "MiniportReturnNetBufferLists";

/** The bindings of NDIS 6 that registered for the type of this list; without a registration they take all. */
function takersOf(id: ResourceId, bindings: readonly PartyId[], view: View): readonly PartyId[] {
  const reader = view.open(id);
  const type = reader === "not yours" ? null : (reader.fields["frameType"] ?? null);
  return bindings.filter((protocol) => {
    const types = view.property("frameTypes", protocol);
    return !Array.isArray(types) || types.length === 0 || types.includes(type);
  });
}

/** A handle that is being closed takes no list: it could not return it. */
function inSomeOrder(state: NdisState, view: View): readonly PartyId[] {
  const all = boundProtocols(state, view).filter(
    (one) =>
      view.property("generation", one) === 6 && !["answering", "closing"].includes(bindingOf(state, one)),
  );
  return all.length > 1 && view.pick("bindings", ["in order", "backwards"]) === "backwards"
    ? all.toReversed()
    : all;
}

const taken = (state: NdisState, lists: Ids, entry: { below: PartyId; by: PartyId }): NdisState => ({
  ...state,
  received: lists.reduce((table, id) => put(table, id, entry), state.received),
});

const keeping = (state: NdisState, to: PartyId, lists: Ids): NdisState => ({
  ...state,
  returning: lists.length > 0 ? put(state.returning, to, lists) : without(state.returning, to),
});
