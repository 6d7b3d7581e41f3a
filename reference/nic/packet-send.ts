// NDIS 5 send: a serialized driver says in the status what became of each packet; a deserialized one completes them all.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Offer, Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen } from "../choices.ts";
import type { Begun, Called } from "../handlers.ts";
import { has } from "../table.ts";
import { again, back, call, integer, joined, texts, writes } from "../words.ts";
import { spent } from "./ring.ts";
import type { NicState } from "./state.ts";

/** Everything that it takes goes to the wire before any of it is answered for. */
export function sendPackets(state: NicState, input: Called, view: View): Reaction<NicState> {
  const packets = texts(input.args, "packets");
  const statuses =
    view.property("serialized") === true ? statusesOf(state, packets, view) : packets.map(() => "PENDING");
  const taken = packets.filter((_, at) => statuses[at] !== "RESOURCES");
  const kept = packets.filter((_, at) => statuses[at] === "PENDING");
  const room = statuses.includes("RESOURCES") ? "none" : "left";
  return [
    state,
    [
      ...taken.flatMap((id) => transmitted(id, view)),
      ...packets.map((id, at) => writes(id, "status", statuses[at] ?? "PENDING")),
      back({ statuses }),
      ...again(joined("pending", [room, ...kept])),
    ],
  ];
}

/** The answer is out: from here on they may be completed, and are not touched afterwards. */
export const pending = (state: NicState, [room, ...packets]: readonly string[]): Reaction<NicState> => [
  { ...state, packets: [...state.packets, ...packets], refused: state.refused || room === "none" },
  [],
];

export function beginPacketComplete(state: NicState, input: Begun, view: View): Reaction<NicState> | null {
  const [packet] = chosen(view, "packet", input.args["packet"], state.packets) ?? [];
  if (packet === undefined) return null;
  const { status } = input.args;
  const dry = has(state.dry, "sends");
  const now = dry ? spent(state, "sends") : state;
  return completed(now, [packet], typeof status === "string" ? status : dry ? "RESOURCES" : "SUCCESS");
}

/** The packets that it had no resources for may come again. */
export const beginResourcesAvailable = (state: NicState): Reaction<NicState> | null =>
  state.refused
    ? [{ ...state, refused: false }, [call(state.ndis, "NdisMSendResourcesAvailable", {})]]
    : null;

/** Those that it still has and that carry the id end aborted, the others as they will. */
export function cancelPackets(state: NicState, input: Called, view: View): Reaction<NicState> {
  const id = integer(input.args, "id");
  const marked = state.packets.filter((packet) => {
    const reader = view.open(packet);
    return reader !== "not yours" && reader.fields["cancel"] === id;
  });
  const [now, outs] = completed(state, marked, "ABORTED");
  return [now, [...outs, back()]];
}

export const packetOffers = (state: NicState): readonly Offer[] => [
  ...(state.packets.length > 0
    ? [{ name: "NdisMSendComplete", to: state.ndis, args: { packet: null, status: null } }]
    : []),
  ...(state.refused ? [{ name: "NdisMSendResourcesAvailable", to: state.ndis, args: {} }] : []),
];

/** One answer for all of them, or none left for those behind the first. */
function statusesOf(state: NicState, packets: readonly ResourceId[], view: View): readonly string[] {
  const all = (status: string): readonly string[] => packets.map(() => status);
  const behind = packets.map((_, at) => (at === 0 ? "PENDING" : "RESOURCES"));
  return view.pick("statuses", [
    all("PENDING"),
    all("SUCCESS"),
    all("FAILURE"),
    ...(packets.length > 1 ? [behind] : []),
    ...(state.refused ? [] : [all("RESOURCES")]),
  ]);
}

/** A packet that ends is one fewer: what was refused comes again with it. */
const completed = (
  state: NicState,
  packets: readonly ResourceId[],
  status: string,
): readonly [NicState, readonly Out[]] => [
  {
    ...state,
    packets: state.packets.filter((packet) => !packets.includes(packet)),
    refused: state.refused && packets.length === 0,
  },
  packets.map((packet) => call(state.ndis, "NdisMSendComplete", { packet, status })),
];

function transmitted(id: ResourceId, view: View): readonly Out[] {
  const reader = view.open(id);
  if (reader === "not yours") return [];
  return view.neighbours("wire").map((wire) => call(wire, "Transmit", { data: reader.data }));
}
