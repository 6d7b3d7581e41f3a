// Frames that NDIS brings: whole packets, lists, or a beginning whose rest is transferred.
import type { Out, Reaction, View } from "../../../../src/contract/layer.ts";
import { NETBIOS_MULTICAST } from "../../../../src/formats/mac.ts";
import type { Called, Returned } from "../../../handlers.ts";
import { octetsOf } from "../../../octets.ts";
import { get, has, put, without } from "../../../table.ts";
import { act, back, call, integer, latin1, reads, tagged, text, texts, writes } from "../../../words.ts";
import { mayBeOurs } from "../carriage.ts";
import { bindingOf, poolOf } from "../state.ts";
import type { NetbeuiState } from "../state.ts";
import { begin, said } from "../turn.ts";
import { frameCame } from "./pdus.ts";

/** A whole packet: copied inside the handler, so that none of its shares is kept. */
export function receivePacket(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const packet = text(input.args, "packet");
  const reader = view.open(packet);
  if (reader === "not yours") return [state, [back({ count: 0 })]];
  const looked = reads(packet, "data");
  const data = reader.data.latin1;
  if (!isForUs(state, data)) return [state, [looked, back({ count: 0 })]];
  const own = view.fresh("packet");
  const copied = [
    looked,
    act("allocates", { what: own, pool: poolOf(state) }),
    act("copies", { source: packet, target: own, bytes: data.length }),
    back({ count: 0 }),
    act("frees", { what: own }),
  ];
  return said(frameCame(begin(state), data, view), view, copied);
}

/** Lists: copied inside the handler, and returned there unless they are only lent. */
export function receiveLists(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const lists = texts(input.args, "lists");
  const lent = texts(input.args, "flags").includes("RESOURCES");
  const outs: Out[] = [];
  const copies: string[] = [];
  let turn = begin(state);
  for (const id of lists) {
    const reader = view.open(id);
    if (reader === "not yours") continue;
    const data = reader.data.latin1;
    outs.push(reads(id, "data"));
    if (!isForUs(state, data)) continue;
    const own = view.fresh("nbl");
    copies.push(own);
    outs.push(act("allocates", { what: own, pool: poolOf(state) }));
    outs.push(act("copies", { source: id, target: own, bytes: data.length }));
    turn = frameCame(turn, data, view);
  }
  const args = { binding: bindingOf(state), lists, flags: [] };
  const home = lent ? [] : [call(state.ndis, "NdisReturnNetBufferLists", args)];
  const freed = copies.map((what) => act("frees", { what }));
  return said(turn, view, [...outs, ...home, back(), ...freed]);
}

/** The beginning of a packet: copied inside the handler; the rest, if there is any, is asked for. */
export function receive(state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> {
  const lookahead = text(input.args, "lookahead");
  const header = latin1(input.args, "header");
  const size = integer(input.args, "size");
  const reader = view.open(lookahead);
  if (reader === "not yours") return [state, [back({ status: "NOT_ACCEPTED" })]];
  const looked = reads(lookahead, "data");
  const here = Math.min(reader.data.latin1.length, size);
  if (!isForUs(state, header + reader.data.latin1.slice(0, here)))
    return [state, [looked, back({ status: "NOT_ACCEPTED" })]];
  const own = view.fresh("packet");
  const outs = [
    looked,
    act("allocates", { what: own, pool: poolOf(state) }),
    writes(own, "room", size),
    act("copies", { source: lookahead, target: own, bytes: here }),
  ];
  if (here === size) {
    const data = header + reader.data.latin1.slice(0, size);
    const first = [...outs, back({ status: "SUCCESS" }), act("frees", { what: own })];
    return said(frameCame(begin(state), data, view), view, first);
  }
  const rest = { context: text(input.args, "context"), offset: here, count: size - here, packet: own };
  return [
    { ...state, taken: put(state.taken, own, { header, size }) },
    [...outs, call(state.ndis, "NdisTransferData", rest, { packet: own })],
  ];
}

/** Unless it is PENDING the packet is whole; the completion may have come first. */
export function transferred(state: NetbeuiState, input: Returned, view: View): Reaction<NetbeuiState> {
  const accepted = back({ status: "SUCCESS" });
  const status = text(input.results, "status");
  if (status === "PENDING") return [state, [accepted]];
  return whole(state, text(tagged(input.tag), "packet"), status, [accepted], view);
}

export const transferComplete = (state: NetbeuiState, input: Called, view: View): Reaction<NetbeuiState> =>
  whole(state, text(input.args, "packet"), text(input.args, "status"), [back()], view);

function whole(
  state: NetbeuiState,
  packet: string,
  status: string,
  first: readonly Out[],
  view: View,
): Reaction<NetbeuiState> {
  const taken = get(state.taken, packet);
  if (taken === undefined || !has(state.taken, packet)) return [state, first];
  const reader = view.open(packet);
  const data = reader === "not yours" ? "" : reader.data.latin1;
  const freed = [...first, act("frees", { what: packet })];
  const now = { ...state, taken: without(state.taken, packet) };
  if (status !== "SUCCESS" || data.length < taken.size) return [now, freed];
  return said(frameCame(begin(now), taken.header + data.slice(0, taken.size), view), view, freed);
}

/** By its destination address, and by the length or type behind the addresses. */
function isForUs(state: NetbeuiState, frame: string): boolean {
  const destination = octetsOf(frame.slice(0, 6)).reduce(
    (all, octet) => all + octet.toString(16).padStart(2, "0"),
    "",
  );
  const meant = [state.mac, NETBIOS_MULTICAST].some((mac) => mac.replaceAll(":", "") === destination);
  return meant && mayBeOurs(state.carriage, frame);
}
