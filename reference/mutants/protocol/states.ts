// Wrong protocol drivers: bindings that do not rest when they say so, and those that are closed too early or used too long.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import type { WordValue } from "../../../src/contract/value.ts";
import { act, call, text, value, writes } from "../../words.ts";
import { swallowing } from "../states.ts";
import {
  addingAfter,
  addingBefore,
  addingBehind,
  changing,
  defective,
  dropping,
  repeating,
} from "../wrap.ts";

const close = "NdisCloseAdapterEx";
const open = "NdisOpenAdapterEx";
const send = "NdisSendNetBufferLists";
const event = "ProtocolNetPnPEvent";
const base = { role: "protocol", blames: "protocol" } as const;

export const protocolStateMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-sends-while-paused",
    sentence: "It says that it is paused and sends one more list.",
    breaks: "STA-07",
    scenarios: ["a stack rests and goes on"],
    wrap: addingBehind(event, (args, view) =>
      text(args, "event") === "NetEventPause" ? oneMore("binding:P", view) : [],
    ),
  },
  {
    ...base,
    name: "protocol-sends-while-pausing",
    sentence: "It begins a new send while it waits for the older ones.",
    breaks: "STA-07",
    siblings: ["STA-08"],
    scenarios: ["a protocol waits for its send before it rests"],
    wrap: addingBehind(event, (args, view) =>
      text(args, "event") === "NetEventPause" ? oneMore("binding:P", view) : [],
    ),
  },
  {
    ...base,
    name: "protocol-pauses-with-sends-out",
    sentence: "It says SUCCESS to a pause while a send is under way.",
    breaks: "STA-08",
    scenarios: ["a protocol waits for its send before it rests"],
    wrap: swallowing({ [event]: "SUCCESS" }),
  },
  {
    ...base,
    name: "protocol-pauses-with-packets-held",
    sentence: "It says SUCCESS to a pause while its client has a packet.",
    breaks: "STA-08",
    scenarios: ["a protocol returns what it holds before it rests"],
    wrap: swallowing({ [event]: "SUCCESS" }),
  },
  {
    ...base,
    name: "protocol-keeps-packets-while-paused",
    sentence: "It keeps what comes while it is paused until it is restarted, which may be never.",
    breaks: "STA-09",
    siblings: ["RCV-PKT-06"],
    scenarios: ["a protocol at rest gives back what still comes"],
    published:
      "the public sample ndisprot: a receive that is queued while the binding pauses keeps its reference (re-enacted with packets)",
    wrap: dropping("NdisReturnPackets"),
  },
  {
    ...base,
    name: "protocol-closes-with-sends-out",
    sentence: "It closes its binding as soon as its last send call has returned.",
    breaks: "STA-14",
    scenarios: ["a binding is closed at once"],
    wrap: addingAfter("NdisSendNetBufferLists", (out) =>
      out.k === "call" ? [call(out.to, close, { binding: value(out.args, "binding") })] : [],
    ),
  },
  {
    ...base,
    name: "protocol-closes-with-packets-held",
    sentence: "It closes its binding when it has taken a packet, and returns that later.",
    breaks: "STA-14",
    scenarios: ["a packet still comes while a binding is being closed"],
    wrap: addingBehind("ProtocolReceivePacket", (_args, view) =>
      view.neighbours("ndis").map((ndis) => call(ndis, close, { binding: "binding:P" })),
    ),
  },
  {
    ...base,
    name: "protocol-frees-context-too-early",
    sentence: "It frees what it keeps about a binding when the close call returns, whatever the answer.",
    breaks: "STA-15",
    scenarios: ["a packet still comes while a binding is being closed"],
    wrap: addingAfter(close, () => [act("freesBindingContext", {})]),
  },
  {
    ...base,
    name: "protocol-uses-closed-handle",
    sentence: "It sends a last list on the binding that it has closed.",
    breaks: "STA-15",
    scenarios: ["a binding is closed at once"],
    wrap: addingAfter(close, (out, _input, view) => oneMore(value(out.args, "binding"), view)),
  },
  {
    ...base,
    name: "protocol-sends-before-it-is-open",
    sentence: "It does not look at the answer when it opens a binding, and sends.",
    breaks: "SND6-24",
    scenarios: ["a binding cannot be opened again at once"],
    wrap: defective({
      says: (outs, input, view) =>
        input.k === "returned" && input.name === open && text(input.results, "status") !== "SUCCESS"
          ? [...outs, ...oneMore(value(input.results, "binding"), view)]
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-sends-on-anothers-binding",
    sentence: "It sends on the first binding of the adapter, which is another protocol's.",
    party: "Q",
    blames: "Q",
    breaks: "SND6-24",
    scenarios: ["two bindings are closed, opened again and used"],
    wrap: changing(send, (args) => ({ ...args, binding: "binding:P" })),
  },
  {
    ...base,
    name: "protocol-asks-for-its-level",
    sentence: "Before every send it asks for the IRQL, to set the flag by it.",
    breaks: "SND6-27",
    scenarios: ["a send at a level that the protocol knows"],
    wrap: addingBefore(send, () => [act("testsIrql", {})]),
  },
  {
    ...base,
    name: "protocol-completes-pause-after-success",
    sentence: "It answers a pause with SUCCESS, and completes it all the same.",
    breaks: "STA-06",
    scenarios: ["a stack rests and goes on"],
    wrap: addingBehind(event, (args, view) =>
      text(args, "event") === "NetEventPause"
        ? view
            .neighbours("ndis")
            .map((ndis) =>
              call(ndis, "NdisCompleteNetPnPEvent", { event: "NetEventPause", status: "SUCCESS" }),
            )
        : [],
    ),
  },
  {
    ...base,
    name: "protocol-closes-with-packets-on-their-way",
    sentence: "It closes its binding when its packets have gone, and does not wait until they are back.",
    breaks: "STA-14",
    scenarios: ["a binding is closed when its packets are back"],
    wrap: addingAfter("NdisSendPackets", (out) =>
      out.k === "call" ? [call(out.to, close, { binding: "binding:P" })] : [],
    ),
  },
  {
    ...base,
    name: "protocol-closes-twice",
    sentence: "It closes its binding once for the unbind and once for its own end.",
    breaks: "STA-15",
    scenarios: ["a binding is closed at once"],
    wrap: repeating(close),
  },
];

/** A list that the right layer knows nothing of. */
function oneMore(binding: WordValue, view: View): readonly Out[] {
  const list = view.fresh("nbl");
  return [
    act("allocates", { what: list, pool: "a pool of its own" }),
    writes(list, "source", binding),
    ...view
      .neighbours("ndis")
      .map((ndis) => call(ndis, "NdisSendNetBufferLists", { binding, lists: [list], flags: [] })),
  ];
}
