// NDIS 6 receive: what is given is delivered and returned, in any company; what is only lent is used inside the handler.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import { headerLength } from "../sample.ts";
import { act, back, call, reads, texts, value, writes } from "../words.ts";
import { bindingOf, isRunning, passing, poolOf } from "./state.ts";
import type { Ids, ProtocolState } from "./state.ts";

/** The flag that it sees decides, whatever the NIC said: NDIS may have made a copy. */
export function receiveLists(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const lists = texts(input.args, "lists");
  if (texts(input.args, "flags").includes("RESOURCES"))
    return [state, [...lists.flatMap((id) => borrowed(state, id, view)), back()]];
  const used = lists.flatMap((id) => looked(id, view));
  const having = { ...state, received: [...state.received, ...lists].toSorted() };
  // At rest it keeps nothing.
  const options = isRunning(state) ? ["later", "inside"] : ["inside"];
  if (view.pick("return lists", options) === "later") return [having, [...used, back()]];
  const [now, home] = returned(state, lists);
  return [now, [...used, ...home, back()]];
}

/** Lists of any indications, in any order. */
export function beginReturnLists(
  state: ProtocolState,
  input: Begun,
  view: View,
): Reaction<ProtocolState> | null {
  const binding = value(input.args, "binding");
  if (binding !== null && binding !== bindingOf(state)) return null;
  const lists = chosen(view, "lists", input.args["lists"], state.received);
  return lists === null ? null : returned(state, lists);
}

/** Its header may be skipped by advancing, which is undone before the list goes on. */
function looked(id: ResourceId, view: View): readonly Out[] {
  const reader = view.open(id);
  if (reader === "not yours") return [];
  if (view.pick("header", ["read in place", "advance"]) === "read in place") return [reads(id, "data")];
  const found = reader.fields["offset"];
  const offset = typeof found === "number" ? found : 0;
  return [writes(id, "offset", offset + headerLength), reads(id, "data"), writes(id, "offset", offset)];
}

/** It may be taken out of its list to be looked at, and is put back; what is to be kept is copied. */
function borrowed(state: ProtocolState, id: ResourceId, view: View): readonly Out[] {
  const reader = view.open(id);
  if (reader === "not yours") return [];
  const seen = looked(id, view);
  const { next } = reader.fields;
  switch (view.pick("borrowed", ["look", "unlink", "copy"])) {
    case "unlink":
      return [writes(id, "next", ""), ...seen, writes(id, "next", typeof next === "string" ? next : "")];
    case "copy": {
      const own = view.fresh("nbl");
      return [
        ...seen,
        act("allocates", { what: own, pool: poolOf(state, "lists") }),
        act("copies", { source: id, target: own, bytes: reader.data.latin1.length }),
        act("frees", { what: own }),
      ];
    }
    default:
      return seen;
  }
}

export const returned = (state: ProtocolState, lists: Ids): Reaction<ProtocolState> => [
  passing({ ...state, received: state.received.filter((id) => !lists.includes(id)) }),
  [call(state.ndis, "NdisReturnNetBufferLists", { binding: bindingOf(state), lists, flags: [] })],
];
