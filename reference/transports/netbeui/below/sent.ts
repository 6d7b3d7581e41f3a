// What NDIS gives back of what was sent: lists in any company, packets one by one, or a packet with the answer of its call.
import type { ResourceId } from "../../../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../../../src/contract/layer.ts";
import type { Called, Returned } from "../../../handlers.ts";
import { get, has, without } from "../../../table.ts";
import { act, back, note, tagged, text, texts } from "../../../words.ts";
import type { NetbeuiState } from "../state.ts";
import { begin, changed, said } from "../turn.ts";
import type { Turn } from "../turn.ts";
import { datagramDone } from "../upper.ts";

/** NDIS 6: how each of them ended is in the list. */
export function listsSent(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const isSent = (id: ResourceId): boolean => {
    const reader = view.open(id);
    return reader !== "not yours" && reader.fields["status"] === "SUCCESS";
  };
  let turn = begin(state);
  const frees: Out[] = [];
  for (const id of texts(input.args, "lists")) {
    const [now, freed] = over(turn, id, has(turn.state.away, id) && isSent(id));
    turn = now;
    frees.push(freed);
  }
  return said(turn, view, [...frees, back()]);
}

/** NDIS 5: how it ended is in the call. */
export function packetSent(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const [turn, freed] = over(begin(state), text(input.args, "packet"), isGood(text(input.args, "status")));
  return said(turn, view, [freed, back()]);
}

/** Any answer but PENDING is the end of it; in either case the next frame may be said. */
export function sendAnswered(state: NetbeuiState, input: Returned, view: View): Reaction<NetbeuiState> {
  const now = begin({ ...state, sending: false });
  const status = text(input.results, "status");
  if (status === "PENDING") return said(now, view);
  const [turn, freed] = over(now, text(tagged(input.tag), "packet"), isGood(status));
  return said(turn, view, [freed]);
}

const isGood = (status: string): boolean => status === "SUCCESS";

/** It is freed, and a datagram's frame counts as sent. */
function over(turn: Turn, id: ResourceId, isSent: boolean): readonly [Turn, Out] {
  const datagram = get(turn.state.away, id);
  if (datagram === undefined) return [turn, note(`${id} came back that was not away`)];
  const now = changed(turn, { away: without(turn.state.away, id) });
  return [datagramDone(now, datagram, isSent), act("frees", { what: id })];
}
