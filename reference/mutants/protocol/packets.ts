// Wrong protocol drivers: what they do with packets that they took or refused.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, call, reads, text, texts, writes } from "../../words.ts";
import {
  addingAfter,
  addingBehind,
  added,
  argsOf,
  defective,
  hearsCall,
  remembering,
  replacing,
  repeating,
} from "../wrap.ts";

const receive = "ProtocolReceivePacket";
const give = "NdisReturnPackets";

const base = { role: "protocol", blames: "protocol" } as const;

export const protocolPacketMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-returns-twice",
    sentence: "It returns a packet twice for one share.",
    breaks: "RCV-PKT-07",
    scenarios: ["taken over once"],
    wrap: repeating(give),
  },
  {
    ...base,
    name: "protocol-releases-three-times-for-two",
    sentence: "A packet counted twice is released three times.",
    breaks: "RCV-PKT-07",
    scenarios: ["taken over twice, returned twice"],
    published: "nmap/npcap issue 206: a buffer counted twice and released three times",
    wrap: remembering(0, (given, outs) => {
      const gives = outs.filter((out) => out.k === "call" && out.name === give);
      const third = given + gives.length === 2 ? gives.slice(-1).map(added) : [];
      return [given + gives.length, [...outs, ...third]];
    }),
  },
  {
    ...base,
    name: "protocol-keeps-clients-return",
    sentence: "What its clients give back it does not pass on.",
    breaks: "RCV-PKT-06",
    scenarios: ["two clients share one packet"],
    wrap: defective({ ignores: "TdiReturnChainedReceives" }),
  },
  {
    ...base,
    name: "protocol-returns-inside-handler",
    sentence: "It returns a packet before it has said how often it will.",
    breaks: "RCV-PKT-12",
    siblings: ["RCV-PKT-06"],
    scenarios: ["taken over once"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c, ProtocolReceivePacket: the packet is queued to a worker, which returns it, before the count is answered (re-enacted without the worker)",
    wrap: defective({
      says: (outs, input, view) =>
        hearsCall(input, receive)
          ? [
              ...view
                .neighbours("ndis")
                .map((ndis) => added(call(ndis, give, { packets: [text(argsOf(input), "packet")] }))),
              ...outs,
            ]
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-returns-what-it-was-only-shown",
    sentence: "Q returns a packet of which it only saw a lookahead.",
    party: "Q",
    blames: "Q",
    breaks: "RCV-PKT-09",
    scenarios: ["one protocol takes packets, the other lookahead"],
    wrap: addingBehind("ProtocolReceive", (args, view) =>
      view
        .neighbours("ndis")
        .map((ndis) => call(ndis, give, { packets: [text(args, "context").replace("shown:", "")] })),
    ),
  },
  {
    ...base,
    name: "protocol-reads-after-refusing",
    sentence: "It answers 0 and goes on reading the packet.",
    breaks: "RCV-PKT-10",
    scenarios: ["nobody wants it"],
    wrap: addingBehind(receive, (args) => [reads(text(args, "packet"), "data")]),
  },
  {
    ...base,
    name: "protocol-reads-lent-packet-later",
    sentence: "It goes on reading a packet that it was only lent.",
    breaks: "RCV-RES-01",
    siblings: ["RCV-PKT-10"],
    scenarios: ["the NIC runs short and lends its last packet"],
    wrap: addingBehind(receive, (args) => [reads(text(args, "packet"), "data")]),
  },
  {
    ...base,
    name: "protocol-returns-after-minutes",
    sentence: "It returns what it holds when its clean-up timer comes round, after two minutes.",
    breaks: "RCV-PKT-19",
    scenarios: ["taken over once"],
    wrap: remembering<readonly Out[]>([], (late, outs, input) => {
      const rest = outs.filter((out) => out.k !== "call" || out.name !== give);
      if (input.k === "timer" && input.name === "clean up") return [[], late];
      const kept = outs.filter((out) => out.k === "call" && out.name === give);
      const timer: readonly Out[] =
        kept.length > 0 ? [{ k: "timer", after: 120_000_000, name: "clean up" }] : [];
      return [
        [...late, ...kept],
        [...rest, ...timer],
      ];
    }),
  },
  {
    ...base,
    name: "protocol-returns-refused-packet",
    sentence: "It answers 0 and returns the packet all the same.",
    breaks: "RCV-PKT-11",
    scenarios: ["nobody wants it"],
    wrap: addingBehind(receive, (args, view) =>
      view.neighbours("ndis").map((ndis) => call(ndis, give, { packets: [text(args, "packet")] })),
    ),
  },
  {
    ...base,
    name: "protocol-writes-packet",
    sentence: "It turns the header's bytes round where they lie, in the NIC's buffers.",
    breaks: "RCV-PKT-13",
    scenarios: ["taken over once", "nobody wants it"],
    wrap: replacing("reads", (out, input) =>
      hearsCall(input, receive) ? [out, writes(text(out.args, "what"), "data", bytes("turned"))] : [out],
    ),
  },
  {
    ...base,
    name: "protocol-reads-after-return",
    sentence: "It reads a packet after its last return, while another protocol still holds it.",
    party: "P",
    blames: "P",
    breaks: "RCV-PKT-14",
    scenarios: ["two protocols, both keep it"],
    wrap: addingAfter(give, (out) => texts(out.args, "packets").map((id) => reads(id, "data"))),
  },
];
