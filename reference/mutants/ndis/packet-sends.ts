// Wrong NDIS libraries: sends completed once too often, in another order, at another binding, or told what is not the protocol's business.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, text, texts } from "../../words.ts";
import {
  added,
  addingAfter,
  argsOf,
  changing,
  defective,
  dropping,
  hearsCall,
  remembering,
  repeating,
  replacing,
} from "../wrap.ts";

const base = { role: "ndis", blames: "ndis" } as const;
const send = "MiniportSendPackets";
const complete = "ProtocolSendComplete";

export const ndisPacketSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-completes-what-ended-in-the-call",
    sentence: "It answers NdisSend with SUCCESS and calls ProtocolSendComplete as well.",
    breaks: "SND5-02",
    scenarios: ["a serialized NIC has sent it when the call returns"],
    wrap: defective({
      says: (outs, input, view) =>
        input.k === "returned" && input.name === send
          ? [...outs, ...toldAll(texts(input.args, "packets"), view.neighbours("protocol"), "SUCCESS")]
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-completes-send-twice",
    sentence: "It tells the protocol twice that its packet was sent.",
    breaks: "SND5-02",
    scenarios: ["a packet, completed later"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "ndis-completes-packets-of-array-twice",
    sentence: "It completes each packet of an array twice.",
    breaks: "SND5-03",
    scenarios: ["three packets in one call, completed in any order"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "ndis-keeps-completion-of-send",
    sentence: "It does not pass the completion of a send on.",
    breaks: "SND5-03",
    scenarios: ["three packets in one call, completed in any order"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "ndis-submits-backwards",
    sentence: "It submits the packets of an array from its end.",
    breaks: "SND5-05",
    scenarios: ["what there was no room for comes again"],
    wrap: changing(send, (args) => ({ ...args, packets: texts(args, "packets").toReversed() })),
  },
  {
    ...base,
    name: "ndis-tells-protocol-of-shortage",
    sentence: "It passes RESOURCES on to the protocol instead of keeping the packet.",
    breaks: "SND5-07",
    siblings: ["CUSTODY-packet"],
    scenarios: ["nothing was pending, and the NIC says when there is room"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c @ 9e2306e1, ProSendPackets: RESOURCES was completed to the protocol and not submitted again",
    wrap: defective({
      says: (outs, input, view) =>
        input.k === "returned" &&
        input.name === send &&
        statuses(input.results["statuses"]).includes("RESOURCES")
          ? [...outs, ...toldAll(texts(input.args, "packets"), view.neighbours("protocol"), "RESOURCES")]
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-forgets-refused-packets",
    sentence: "What the NIC had no room for it never submits again.",
    breaks: "SND5-07",
    scenarios: ["what there was no room for comes again"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "NdisMSendComplete") || hearsCall(input, "NdisMSendResourcesAvailable")
          ? outs.map((out) =>
              out.k === "call" && out.name === send ? ({ k: "return", results: {} } as const) : out,
            )
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-believes-status-of-deserialized-nic",
    sentence: "It ends a send with the return of a deserialized NIC, whose packet it still is.",
    breaks: "SND5-08",
    siblings: ["SND5-02"],
    scenarios: ["a packet, completed later"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c @ 005be0ac, ProSendPackets: read the packet status of a deserialized NIC after it had been handed over",
    wrap: addingAfter(send, (out, input) =>
      input.k === "call" && hearsCall(input, "NdisSend")
        ? texts(out.args, "packets").map((packet) =>
            call(input.from, complete, { packet, status: "SUCCESS" }),
          )
        : [],
    ),
  },
  {
    ...base,
    name: "ndis-completes-send-at-first-binding",
    sentence: "It tells the first protocol that a packet was sent, whoever sent it.",
    breaks: "SND5-10",
    scenarios: ["two protocols over one adapter"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c @ 9e2306e1, ProSendPackets: the sender's binding was not recorded",
    wrap: replacing(complete, (out, _input, view) => [
      out.k === "call" ? { ...out, to: view.neighbours("protocol")[0] ?? out.to } : out,
    ]),
  },
  {
    ...base,
    name: "ndis-calls-cancel-handler-that-is-not-there",
    sentence: "It calls MiniportCancelSendPackets of a NIC that has none.",
    breaks: "SND5-11",
    scenarios: ["cancelled where nothing can be"],
    wrap: defective({
      says: (outs, input, view) =>
        hearsCall(input, "NdisCancelSendPackets")
          ? [
              ...view
                .neighbours("nic")
                .map((nic) =>
                  added(call(nic, "MiniportCancelSendPackets", { id: argsOf(input)["id"] ?? null })),
                ),
              ...outs,
            ]
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-drops-cancelled-packets",
    sentence: "It takes a cancelled packet out of its queue and tells nobody.",
    breaks: "SND5-11",
    siblings: ["SND5-03"],
    scenarios: ["cancelled while it waits for room"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "NdisCancelSendPackets")
          ? outs.filter((out) => out.k !== "call" || out.name !== complete)
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-submits-what-was-cancelled",
    sentence:
      "It leaves a cancelled packet, which it has completed, in its queue, and submits it when there is room.",
    breaks: "SND5-11",
    scenarios: ["cancelled while it waits for room"],
    wrap: remembering<readonly string[]>([], (left, outs, input, view) => {
      if (hearsCall(input, "NdisCancelSendPackets")) return [[...left, ...outs.flatMap(completed)], outs];
      if (left.length === 0 || !hearsCall(input, "NdisMSendComplete")) return [left, outs];
      const again = view.neighbours("nic").map((nic) => added(call(nic, send, { packets: left })));
      return [[], [...again, ...outs]];
    }),
  },
  {
    ...base,
    name: "ndis-knows-only-success",
    sentence: "Whatever the NIC says of a send, it tells the protocol that it went well.",
    breaks: "SND5-10",
    scenarios: ["a binding is closed when its packets are back"],
    wrap: changing("ProtocolSendComplete", (args) => ({ ...args, status: "SUCCESS" })),
  },
];

const completed = (out: Out): readonly string[] =>
  out.k === "call" && out.name === complete ? [text(out.args, "packet")] : [];

const statuses = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const toldAll = (packets: readonly string[], protocols: readonly string[], status: string): readonly Out[] =>
  protocols.flatMap((protocol) =>
    packets.map((packet) => added(call(protocol, complete, { packet, status }))),
  );
