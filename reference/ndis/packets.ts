// NDIS 5 receive of full packets: offered to every binding, counted, and given back once when the count is paid.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Called, Returned } from "../handlers.ts";
import { get, has, put, without } from "../table.ts";
import { act, again, back, call, integer, joined, note, text, texts, writes } from "../words.ts";
import { receiveComplete, shownWhole } from "./whole.ts";
import { boundProtocols, registered } from "./state.ts";
import type { Indicated, NdisState } from "./state.ts";

/** Each packet goes to every binding before the next packet does; NDIS holds it itself until all were asked. */
export function indicate(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const packets = texts(input.args, "packets");
  const lent = lentOf(packets, view);
  const protocols = inSomeOrder(boundProtocols(state, view), view);
  const asReceive =
    lent.length === 0 ||
    view.pick("RESOURCES by", ["ProtocolReceive", "ProtocolReceivePacket"]) === "ProtocolReceive";
  // One that only stands behind a RESOURCES packet does not say so itself: its status would promise too much.
  const byReceive = (packet: ResourceId, protocol: PartyId): boolean =>
    !registered(view, protocol, "PacketHandler") ||
    (lent.includes(packet) && (asReceive || statusOf(packet, view) !== "RESOURCES"));
  const routes = packets.map((packet) => ({
    packet,
    direct: protocols.filter((p) => !byReceive(packet, p)),
    shown: protocols.filter((p) => byReceive(packet, p) && registered(view, p, "ReceiveHandler")),
  }));
  const showings = routes.map(({ packet, shown }) => shownWhole(state, packet, shown, view));
  const calls = routes.flatMap(({ packet, direct }, at) => [
    ...direct.map((p) => call(p, "ProtocolReceivePacket", { packet }, { packet })),
    ...(showings[at]?.said ?? []),
  ]);
  const called = [...new Set(routes.flatMap(({ shown }) => shown))];
  const given = packets.filter((packet) => !lent.includes(packet));
  return [
    taken(state, given, input.from),
    [
      ...showings.flatMap(({ made }) => made),
      ...calls,
      ...receiveComplete(called, view),
      ...(view.property("readsAgain") === true ? [act("readsArray", { packets })] : []),
      ...again(joined("offered", given)),
    ],
  ];
}

export function counted(state: NdisState, input: Returned): Reaction<NdisState> {
  const packet = text(input.args, "packet");
  const entry = get(state.packets, packet);
  const count = Math.max(0, integer(input.results, "count"));
  if (entry === undefined)
    return [
      state,
      count > 0 ? [note(`${input.from} counts ${count} for ${packet}, which was only lent`)] : [],
    ];
  return [adjusted(state, packet, { ...entry, left: entry.left + count, kept: entry.kept || count > 0 }), []];
}

/** Every binding has been asked: what nobody kept goes back, with the return or after it. */
export function offered(state: NdisState, packets: readonly string[], view: View): Reaction<NdisState> {
  const entries = packets.filter((packet) => has(state.packets, packet));
  const nic = get(state.packets, entries[0] ?? "")?.nic ?? "";
  if (entries.length === 0) return [state, [back()]];
  if (view.property("serialized", nic) === true) {
    // The NIC reads the status when its call returns. PENDING tells it that a packet comes back by MiniportReturnPacket,
    // and so does every one that somebody kept, even if only for a moment.
    const pending = entries.filter((packet) => get(state.packets, packet)?.kept === true);
    const rest = entries.filter((packet) => !pending.includes(packet));
    return [
      phased(dropped(state, rest), pending, "closing"),
      [
        ...pending.map((packet) => writes(packet, "status", "PENDING")),
        back(),
        ...(pending.length > 0 ? again(joined("indicated", pending)) : []),
      ],
    ];
  }
  const kept = entries.filter((packet) => left(state, packet) > 0);
  const free = entries.filter((packet) => left(state, packet) <= 0);
  const home = free.map((packet) => returned(state, packet));
  const behind = home.length === 0 || view.pick("return packets", ["after", "inside"]) === "after";
  return [phased(phased(state, free, "going"), kept, "out"), behind ? [back(), ...home] : [...home, back()]];
}

/** The serialized NIC has its call back: from here on packets may come back to it. */
export function closed(state: NdisState, packets: readonly string[]): Reaction<NdisState> {
  const free = packets.filter((packet) => left(state, packet) <= 0);
  const kept = packets.filter((packet) => left(state, packet) > 0);
  return [phased(phased(state, free, "going"), kept, "out"), free.map((packet) => returned(state, packet))];
}

/** It is the NIC's again, and may even have been indicated anew. */
export function wentHome(state: NdisState, input: Returned): Reaction<NdisState> {
  const packet = text(input.args, "packet");
  return [get(state.packets, packet)?.phase === "going" ? dropped(state, [packet]) : state, []];
}

export function returnPackets(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  let now = state;
  const home: Out[] = [];
  const notes: Out[] = [];
  for (const packet of texts(input.args, "packets")) {
    const entry = get(now.packets, packet);
    if (entry === undefined || entry.phase === "going") {
      notes.push(note(`NdisReturnPackets: ${packet} is not out`));
      continue;
    }
    const one = { ...entry, left: entry.left - 1 };
    const last = one.phase === "out" && one.left <= 0;
    if (last) home.push(returned(now, packet));
    now = adjusted(now, packet, last ? { ...one, phase: "going" } : one);
  }
  if (home.length === 0) return [now, [...notes, back()]];
  const inside = view.pick("return packets", ["inside", "after"]) === "inside";
  return [now, inside ? [...notes, ...home, back()] : [...notes, back(), ...home]];
}

/** A serialized driver reads it after its indication. */
export const packetStatus = (state: NdisState, input: Called): Reaction<NdisState> => [
  state,
  [back({ status: has(state.packets, text(input.args, "packet")) ? "PENDING" : "SUCCESS" })],
];

/** The first one short of resources and all behind it. */
function lentOf(packets: readonly ResourceId[], view: View): readonly ResourceId[] {
  const at = packets.findIndex((packet) => statusOf(packet, view) === "RESOURCES");
  return at < 0 ? [] : packets.slice(at);
}

function statusOf(packet: ResourceId, view: View): unknown {
  const reader = view.open(packet);
  return reader === "not yours" ? undefined : reader.fields["status"];
}

const inSomeOrder = (all: readonly PartyId[], view: View): readonly PartyId[] =>
  all.length > 1 && view.pick("bindings", ["in order", "backwards"]) === "backwards" ? all.toReversed() : all;

const left = (state: NdisState, packet: ResourceId): number => get(state.packets, packet)?.left ?? 0;

const taken = (state: NdisState, packets: readonly ResourceId[], nic: PartyId): NdisState =>
  packets.reduce(
    (now, packet) => adjusted(now, packet, { nic, left: 0, kept: false, phase: "offering" }),
    state,
  );

const adjusted = (state: NdisState, packet: ResourceId, entry: Indicated): NdisState => ({
  ...state,
  packets: put(state.packets, packet, entry),
});

const dropped = (state: NdisState, packets: readonly ResourceId[]): NdisState => ({
  ...state,
  packets: packets.reduce((table, packet) => without(table, packet), state.packets),
});

function phased(state: NdisState, packets: readonly ResourceId[], phase: Indicated["phase"]): NdisState {
  return packets.reduce((now, packet) => {
    const entry = get(now.packets, packet);
    return entry === undefined ? now : adjusted(now, packet, { ...entry, phase });
  }, state);
}

function returned(state: NdisState, packet: ResourceId): Out {
  const nic = get(state.packets, packet)?.nic ?? state.nic;
  return call(nic, "MiniportReturnPacket", { packet, adapter: `adapter:${nic}` });
}
