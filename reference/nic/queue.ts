// A NIC that queues: lists wait before they go to the wire, and can be cancelled as long as they do.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { again, back, bytes, call, framesOf, integer, joined, reads, writes } from "../words.ts";
import type { NicState } from "./state.ts";

/** Reads what accompanies the list (NET_BUFFER_LIST_INFO) and puts a frame on the wire for each of its net buffers. */
export function transmitted(id: ResourceId, view: View): readonly Out[] {
  const reader = view.open(id);
  if (reader === "not yours") return [];
  return [
    reads(id, "info"),
    ...view
      .neighbours("wire")
      .flatMap((wire) => framesOf(reader).map((frame) => call(wire, "Transmit", { data: bytes(frame) }))),
  ];
}

/** What it may complete next. What waits goes to the wire first, one batch behind the other. */
export const completable = ({ sending, queued, transmitting }: NicState): readonly ResourceId[] =>
  transmitting.length > 0 ? sending : [...sending, ...queued];

/** Queued lists up to and with the last of these go to the wire, in their order; none of the others is completed before they are there. */
export function released(
  state: NicState,
  lists: readonly ResourceId[],
  view: View,
): readonly [NicState, readonly Out[]] {
  const upTo = state.queued.findLastIndex((id) => lists.includes(id)) + 1;
  if (upTo === 0) return [state, []];
  const gone = state.queued.slice(0, upTo);
  const others = gone.filter((id) => !lists.includes(id));
  const now = { ...state, queued: state.queued.slice(upTo), transmitting: gone };
  return [now, [...gone.flatMap((id) => transmitted(id, view)), ...again(joined("released", others))]];
}

/** They are on the wire, and can be completed. */
export const onTheWire = (state: NicState, lists: readonly string[]): Reaction<NicState> => [
  { ...state, transmitting: [], sending: [...state.sending, ...lists] },
  [],
];

/** What still waits under this id comes back as aborted, or is on its way already: cancelling promises nothing. */
export function cancelSend(state: NicState, input: Called, view: View): Reaction<NicState> {
  const id = integer(input.args, "id");
  const found = state.queued.filter((list) => cancelIdOf(list, view) === id);
  if (found.length === 0 || view.pick("cancel", ["abort", "too late"]) === "too late")
    return [state, [back()]];
  return [
    {
      ...state,
      queued: state.queued.filter((list) => !found.includes(list)),
      ending: state.ending + 1,
    },
    [
      ...found.map((list) => writes(list, "status", "SEND_ABORTED")),
      call(state.ndis, "NdisMSendNetBufferListsComplete", { lists: found, flags: [] }),
      back(),
    ],
  ];
}

function cancelIdOf(list: ResourceId, view: View): number {
  const reader = view.open(list);
  const id = reader === "not yours" ? 0 : reader.fields["id"];
  return typeof id === "number" ? id : 0;
}
