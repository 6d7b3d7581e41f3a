// Lists of others on their way: passed on inside the call, kept for later, dropped, or replaced by lists of its own.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import { back, call, integer, itemsOf, text, texts, wishOf, writes } from "../words.ts";
import { cloned, copied, isOwn, originated, settled } from "./own.ts";
import { handed, keeping } from "./state.ts";
import type { FilterState, Ids, Way } from "./state.ts";

const resources = "RESOURCES";

/** What waits goes first, so that sends keep their order. At rest everything goes straight back. */
export function send(state: FilterState, input: Called, view: View): Reaction<FilterState> {
  const lists = texts(input.args, "lists");
  if (state.phase !== "running") return answered(dropped(state, lists, "PAUSED"));
  const keeps = view.property("CancelHandler") !== false;
  const how = view.pick("send", ["pass on", ...(keeps ? ["keep"] : []), "drop", "clone"]);
  const all = [...state.kept.sends, ...lists];
  if (how === "keep") return [keeping(state, "sends", all), [back()]];
  if (how === "drop") return answered(dropped(state, lists, "FAILURE"));
  const now = keeping(state, "sends", []);
  if (how === "pass on") return answered(handed(now, "sends", all));
  const [cloning, clones, outs] = cloned(now, all, view);
  const [after, said] = handed(cloning, "sends", clones);
  return [after, [...outs, ...said, back()]];
}

/** What is only shown is passed on as it came, or copied; what is given may wait, and may go back. */
export function receive(state: FilterState, input: Called, view: View): Reaction<FilterState> {
  const lists = texts(input.args, "lists");
  const flags = texts(input.args, "flags");
  const passedOn = (): Reaction<FilterState> =>
    answered(handed(state, "receives", lists, { count: lists.length, flags }));
  if (flags.includes(resources)) {
    const how = view.pick("receive", ["pass on", "drop", ...(state.phase === "running" ? ["copy"] : [])]);
    if (how === "pass on") return passedOn();
    if (how === "drop") return [state, [back()]];
    const [now, copies, outs] = copied(state, lists, view);
    const rest = flags.filter((flag) => flag !== resources);
    const [after, said] = handed(now, "receives", copies, { count: copies.length, flags: rest });
    return [after, [...outs, ...said, back()]];
  }
  const options = state.phase === "running" ? ["pass on", "keep", "drop"] : ["drop", "pass on"];
  const how = view.pick("receive", options);
  if (how === "keep") return [keeping(state, "receives", [...state.kept.receives, ...lists]), [back()]];
  return how === "drop" ? answered(handed(state, "returns", lists)) : passedOn();
}

export const completed = (state: FilterState, input: Called, view: View): Reaction<FilterState> =>
  cameBack(state, input, "completions", view);

export const returned = (state: FilterState, input: Called, view: View): Reaction<FilterState> =>
  cameBack(state, input, "returns", view);

/** Its own end here. */
function cameBack(state: FilterState, input: Called, way: Way, view: View): Reaction<FilterState> {
  const lists = texts(input.args, "lists");
  const [now, parents, outs] = settled(
    state,
    lists.filter((id) => isOwn(state, id)),
    view,
  );
  const others = [...lists.filter((id) => !isOwn(state, id)), ...parents];
  if (others.length === 0) return [now, [...outs, back()]];
  const options = state.phase === "running" ? ["pass on", "keep"] : ["pass on"];
  if (view.pick(way, options) === "keep")
    return [keeping(now, way, [...now.kept[way], ...others]), [...outs, back()]];
  const [after, said] = handed(now, way, others);
  return [after, [...outs, ...said, back()]];
}

/** What waits under this id ends as aborted, or is about to go on: then the drivers below are asked. */
export function cancel(state: FilterState, input: Called, view: View): Reaction<FilterState> {
  const id = integer(input.args, "id");
  const further = call(state.ndis, "NdisFCancelSendNetBufferLists", { id });
  const found = state.kept.sends.filter((list) => cancelIdOf(list, view) === id);
  if (found.length === 0 || view.pick("cancel", ["abort", "too late"]) === "too late")
    return [state, [further, back()]];
  const rest = state.kept.sends.filter((list) => !found.includes(list));
  const [now, outs] = dropped(keeping(state, "sends", rest), found, "SEND_ABORTED");
  return [now, [...outs, further, back()]];
}

/** Sends keep their order; without any it sends of its own. */
export function beginSend(state: FilterState, input: Begun, view: View): Reaction<FilterState> | null {
  const { sends } = state.kept;
  const asked = input.args["lists"];
  if (sends.length === 0) return originated(state, "sends", asked, [], view);
  const lists = chosen(view, "sends", asked, sends);
  if (lists === null || lists.some((id, at) => id !== sends[at])) return null;
  return handed(keeping(state, "sends", sends.slice(lists.length)), "sends", lists);
}

/** What was kept for a while has lost what was said of all of it: no flag goes up with it. */
export function beginIndicate(state: FilterState, input: Begun, view: View): Reaction<FilterState> | null {
  const { receives } = state.kept;
  const { lists: asked, flags, count } = input.args;
  const wanted = Array.isArray(flags) ? texts(input.args, "flags") : [];
  if (Array.isArray(asked) && typeof count === "number" && count !== asked.length) return null;
  if (receives.length === 0) return originated(state, "receives", asked, wanted, view);
  const lists = wanted.length > 0 ? null : chosen(view, "receives", asked, receives);
  if (lists === null) return null;
  const rest = receives.filter((id) => !lists.includes(id));
  return handed(keeping(state, "receives", rest), "receives", lists, { count: lists.length, flags: [] });
}

/** Completions that it kept, or sends that it kept and drops now. */
export function beginComplete(state: FilterState, input: Begun, view: View): Reaction<FilterState> | null {
  const { completions, sends } = state.kept;
  const lists = chosen(view, "completions", input.args["lists"], [...completions, ...sends]);
  if (lists === null) return null;
  const wishes = itemsOf(input.args["lists"]).map(wishOf);
  const never = lists.filter((id) => sends.includes(id));
  const outs = never.map((id) =>
    writes(id, "status", text(wishes[lists.indexOf(id)] ?? {}, "status") || "FAILURE"),
  );
  const now = without(without(state, "completions", lists), "sends", lists);
  const [after, said] = handed(now, "completions", lists);
  return [after, [...outs, ...said]];
}

/** Lists that came back, or received ones that it drops now. */
export function beginReturn(state: FilterState, input: Begun, view: View): Reaction<FilterState> | null {
  const { returns, receives } = state.kept;
  const lists = chosen(view, "returns", input.args["lists"], [...returns, ...receives]);
  if (lists === null) return null;
  return handed(without(without(state, "returns", lists), "receives", lists), "returns", lists);
}

/** Everything that it kept of others goes on its way back: sends end with this status. */
export function handedBack(state: FilterState, status: string): readonly [FilterState, readonly Out[]] {
  const { sends, completions, receives, returns } = state.kept;
  const none = { ...state, kept: { sends: [], completions: [], receives: [], returns: [] } };
  const [ended, endings] = dropped(none, sends, status);
  const [passed, passings] = handed(ended, "completions", completions);
  const [after, home] = handed(passed, "returns", [...receives, ...returns]);
  return [after, [...endings, ...passings, ...home]];
}

/** Ended here: it never went on. */
function dropped(state: FilterState, lists: Ids, status: string): readonly [FilterState, readonly Out[]] {
  const [now, said] = handed(state, "completions", lists);
  return [now, [...lists.map((id) => writes(id, "status", status)), ...said]];
}

const answered = ([state, outs]: readonly [FilterState, readonly Out[]]): Reaction<FilterState> => [
  state,
  [...outs, back()],
];

const without = (state: FilterState, way: Way, lists: Ids): FilterState =>
  keeping(
    state,
    way,
    state.kept[way].filter((id) => !lists.includes(id)),
  );

function cancelIdOf(list: string, view: View): number {
  const reader = view.open(list);
  const id = reader === "not yours" ? 0 : reader.fields["id"];
  return typeof id === "number" ? id : 0;
}
