// A NIC that queues: lists wait before they go to the wire, and can be cancelled as long as they do.
import type { ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Called } from "../handlers.ts";
import { framesOf } from "../net-buffers.ts";
import { back, bytes, call, integer, reads, writes } from "../words.ts";
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

/** Queued lists up to and with the last of these go to the wire, in their order. */
export function released(
  state: NicState,
  lists: readonly ResourceId[],
  view: View,
): readonly [NicState, readonly Out[]] {
  const upTo = state.queued.findLastIndex((id) => lists.includes(id)) + 1;
  const gone = state.queued.slice(0, upTo);
  const now = { ...state, queued: state.queued.slice(upTo), sending: [...state.sending, ...gone] };
  return [now, gone.flatMap((id) => transmitted(id, view))];
}

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
