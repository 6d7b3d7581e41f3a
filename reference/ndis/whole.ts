// A full packet for a protocol that takes it through ProtocolReceive: NDIS shows all of it as lookahead, so that nothing is left to transfer.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, View } from "../../src/contract/layer.ts";
import { headerLength } from "../sample.ts";
import { act, bytes, call, writes } from "../words.ts";
import { registered } from "./state.ts";
import type { NdisState } from "./state.ts";

/** `made` comes before anything else is said, so that nobody else is given the same name for something new. */
export type Showing = { readonly made: readonly Out[]; readonly said: readonly Out[] };

export function shownWhole(
  state: NdisState,
  packet: ResourceId,
  protocols: readonly PartyId[],
  view: View,
): Showing {
  if (protocols.length === 0) return { made: [], said: [] };
  const reader = view.open(packet);
  const frame = reader === "not yours" ? "" : reader.data.latin1;
  const data = frame.slice(headerLength);
  const lookahead = view.fresh("lookahead");
  const args = {
    context: `shown:${packet}`,
    header: bytes(frame.slice(0, headerLength)),
    lookahead,
    size: data.length,
  };
  return {
    made: [
      act("allocates", { what: lookahead, pool: `pool:${state.self}` }),
      writes(lookahead, "data", bytes(data)),
      writes(lookahead, "size", data.length),
    ],
    said: [
      ...protocols.map((protocol) => call(protocol, "ProtocolReceive", args)),
      act("frees", { what: lookahead }),
    ],
  };
}

/** Whoever was shown something by ProtocolReceive is told when it may process it. */
export const receiveComplete = (protocols: readonly PartyId[], view: View): readonly Out[] =>
  protocols
    .filter((protocol) => registered(view, protocol, "ReceiveCompleteHandler"))
    .map((protocol) => call(protocol, "ProtocolReceiveComplete", {}));
