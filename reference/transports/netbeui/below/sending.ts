// A frame on its way down: in a packet of its own where the binding is of NDIS 5, in a list where it is of NDIS 6.
import type { ResourceId } from "../../../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../../../src/contract/layer.ts";
import type { Args } from "../../../../src/contract/value.ts";
import { put } from "../../../table.ts";
import { act, bytes, call, writes } from "../../../words.ts";
import { bindingOf, poolOf } from "../state.ts";
import type { NetbeuiState } from "../state.ts";

/** The oldest frame, unless another is just being said. */
export function nextFrame(state: NetbeuiState, view: View): Reaction<NetbeuiState> {
  const [oldest, ...frames] = state.frames;
  if (oldest === undefined || state.sending || state.ndis === "") return [state, []];
  const id = view.fresh(state.generation === 6 ? "nbl" : "packet");
  const { fields, said } = state.generation === 6 ? inList(state, id) : inPacket(state, id, oldest.data);
  return [
    { ...state, frames, sending: true, away: put(state.away, id, oldest.datagram) },
    [
      act("allocates", { what: id, pool: poolOf(state) }),
      writes(id, "data", bytes(oldest.data)),
      ...Object.entries(fields).map(([name, content]) => writes(id, name, content)),
      said,
    ],
  ];
}

type Carrier = { readonly fields: Args; readonly said: Out };

const inList = (state: NetbeuiState, id: ResourceId): Carrier => ({
  fields: { source: bindingOf(state), info: `oob:${id}`, status: "PENDING", chain: `chain:${id}` },
  said: call(state.ndis, "NdisSendNetBufferLists", { binding: bindingOf(state), lists: [id], flags: [] }),
});

const inPacket = (state: NetbeuiState, packet: ResourceId, { length }: string): Carrier => ({
  fields: { size: length },
  said: call(state.ndis, "NdisSend", { packet }, { packet }),
});
