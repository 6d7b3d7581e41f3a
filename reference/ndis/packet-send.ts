// NDIS 5 send: packets go down in the order sent, wait while the NIC is busy or short, and end at the binding that sent them.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Called, Returned } from "../handlers.ts";
import { get, has, put, without } from "../table.ts";
import { back, call, integer, note, tagged, text, texts } from "../words.ts";
import { registered } from "./state.ts";
import type { NdisState } from "./state.ts";

/** The packet of an NdisSend that is to be answered, and with what; no status where nothing is answered. */
type Answer = { readonly packet: ResourceId; readonly status: string };
const none: Answer = { packet: "", status: "" };

export function sendPacket(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const packet = text(input.args, "packet");
  return submitNow(queued(state, [packet], input.from), { packet, status: "PENDING" }, view);
}

export const sendPackets = (state: NdisState, input: Called, view: View): Reaction<NdisState> =>
  submitNow(queued(state, texts(input.args, "packets"), input.from), none, view);

/** What the statuses say counts only for a serialized NIC; what else waits goes down behind it. */
export function submitted(state: NdisState, input: Returned, view: View): Reaction<NdisState> {
  const packets = texts(input.args, "packets");
  const tag = tagged(input.tag);
  const answer = { packet: text(tag, "packet"), status: text(tag, "status") };
  const free = { ...state, sending: { ...state.sending, busy: false, cancelled: [] } };
  if (view.property("serialized", state.nic) !== true) return submitNow(free, answer, view);
  const statuses = texts(input.results, "statuses");
  const short = statuses.indexOf("RESOURCES");
  const taken = short < 0 ? packets : packets.slice(0, short);
  const unsent = packets.slice(taken.length);
  const aborted = unsent.filter((packet) => state.sending.cancelled.includes(cancelKey(state, packet, view)));
  const statusOf = (packet: ResourceId): string =>
    aborted.includes(packet) ? "ABORTED" : (statuses[packets.indexOf(packet)] ?? "SUCCESS");
  const over = [...taken.filter((packet) => statusOf(packet) !== "PENDING"), ...aborted];
  // a wrong NIC may have completed one already: nobody waits for it
  const told = over.filter((packet) => packet !== answer.packet && has(state.sending.owners, packet));
  const completions = told.map((packet) => completion(state, packet, statusOf(packet)));
  const left = unsent.filter((packet) => !aborted.includes(packet));
  const now = waiting(forgotten(free, over), left);
  const next = over.includes(answer.packet) ? { ...answer, status: statusOf(answer.packet) } : answer;
  const [last, outs] = submitNow(now, next, view);
  return [last, [...completions, ...outs]];
}

/** It tells the binding, and a NIC that had been short may have room again. */
export function packetComplete(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const packet = text(input.args, "packet");
  if (!has(state.sending.owners, packet))
    return [state, [note(`NdisMSendComplete: ${packet} is not below`), back()]];
  const told = completion(state, packet, text(input.args, "status"));
  const [now, outs] = resourcesAvailable(forgotten(state, [packet]), input, view);
  return [now, [told, ...outs]];
}

export const resourcesAvailable = (state: NdisState, _input: Called, view: View): Reaction<NdisState> =>
  submitNow({ ...state, sending: { ...state.sending, short: false } }, none, view);

/** What waits here ends at once; the NIC hears of the rest if it has a handler for it. */
export function cancelPackets(state: NdisState, input: Called, view: View): Reaction<NdisState> {
  const id = integer(input.args, "id");
  const here = state.sending.queue.filter(
    (packet) => get(state.sending.owners, packet) === input.from && cancelOf(packet, view) === id,
  );
  const below =
    state.nic !== "" && state.adapter !== "halted" && registered(view, state.nic, "CancelHandler");
  const queue = state.sending.queue.filter((packet) => !here.includes(packet));
  const { busy, cancelled: before } = state.sending;
  const cancelled = busy ? [...before, `${input.from} ${id}`] : [];
  return [
    forgotten({ ...state, sending: { ...state.sending, queue, cancelled } }, here),
    [
      ...here.map((packet) => completion(state, packet, "ABORTED")),
      ...(below ? [call(state.nic, "MiniportCancelSendPackets", { id })] : []),
      back(),
    ],
  ];
}

/** All that waits, unless a submission is under way, which a second would overtake, or the NIC has said that it has no room. */
function submitNow(state: NdisState, answer: Answer, view: View): Reaction<NdisState> {
  const { queue, busy, short } = state.sending;
  if (state.nic === "" || state.adapter !== "running") return refused(state, answer);
  if (busy || short || queue.length === 0) return [state, [answered(answer.status)]];
  const how = queue.length > 1 ? view.pick("submit packets", ["all", "one"]) : "all";
  const packets = how === "one" ? queue.slice(0, 1) : queue;
  const sending = { ...state.sending, queue: queue.slice(packets.length), busy: true };
  return [{ ...state, sending }, [call(state.nic, "MiniportSendPackets", { packets }, answer)]];
}

/** No NIC below, or none that runs: every send has failed. */
function refused(state: NdisState, answer: Answer): Reaction<NdisState> {
  const { queue } = state.sending;
  const others = queue.filter((packet) => packet !== answer.packet);
  return [
    forgotten({ ...state, sending: { ...state.sending, queue: [] } }, queue),
    [
      ...others.map((packet) => completion(state, packet, "FAILURE")),
      answered(queue.includes(answer.packet) ? "FAILURE" : answer.status),
    ],
  ];
}

const answered = (status: string): Out => (status === "" ? back() : back({ status }));

const queued = (state: NdisState, packets: readonly ResourceId[], from: PartyId): NdisState => ({
  ...state,
  sending: {
    ...state.sending,
    queue: [...state.sending.queue, ...packets],
    owners: packets.reduce((table, packet) => put(table, packet, from), state.sending.owners),
  },
});

/** Back to the front of the queue, until there are resources again. */
const waiting = (state: NdisState, packets: readonly ResourceId[]): NdisState =>
  packets.length === 0
    ? state
    : {
        ...state,
        sending: { ...state.sending, queue: [...packets, ...state.sending.queue], short: true },
      };

const forgotten = (state: NdisState, packets: readonly ResourceId[]): NdisState => ({
  ...state,
  sending: {
    ...state.sending,
    owners: packets.reduce((table, packet) => without(table, packet), state.sending.owners),
  },
});

const completion = (state: NdisState, packet: ResourceId, status: string): Out =>
  call(get(state.sending.owners, packet) ?? "", "ProtocolSendComplete", { packet, status });

const cancelKey = (state: NdisState, packet: ResourceId, view: View): string =>
  `${get(state.sending.owners, packet) ?? ""} ${String(cancelOf(packet, view))}`;

function cancelOf(packet: ResourceId, view: View): unknown {
  const reader = view.open(packet);
  return reader === "not yours" ? undefined : reader.fields["cancel"];
}
