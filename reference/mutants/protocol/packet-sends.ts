// Wrong protocol drivers: packets touched while they are being sent, and a status read where it says nothing.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, bytes, reads, text, texts, writes } from "../../words.ts";
import { addingAfter, argsOf, replacing, hearsCall } from "../wrap.ts";

const base = { role: "protocol", blames: "protocol" } as const;
const complete = "ProtocolSendComplete";

export const protocolPacketSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-refills-packet-being-sent",
    sentence: "It fills the next frame into a packet that it has just sent.",
    breaks: "SND5-01",
    scenarios: ["a packet, completed later"],
    wrap: addingAfter("NdisSend", (out) => [writes(text(out.args, "packet"), "data", bytes("next frame"))]),
  },
  {
    ...base,
    name: "protocol-frees-packets-being-sent",
    sentence: "It frees its packets as soon as NdisSendPackets has returned.",
    breaks: "SND5-01",
    scenarios: ["three packets in one call, completed in any order"],
    wrap: addingAfter("NdisSendPackets", (out) =>
      texts(out.args, "packets").map((what) => act("frees", { what })),
    ),
  },
  {
    ...base,
    name: "protocol-reads-status-of-sent-packet",
    sentence: "It takes the status out of the packet that came back, not out of the call.",
    breaks: "SND5-04",
    scenarios: ["a packet, completed later"],
    wrap: replacing("reads", (out, input) =>
      hearsCall(input, complete) ? [reads(text(argsOf(input), "packet"), "status")] : [out],
    ),
  },
  {
    ...base,
    name: "protocol-tests-status-before-completion",
    sentence: "It tests the status of its packets when NdisSendPackets has returned.",
    breaks: "SND5-04",
    siblings: ["SND5-01"],
    scenarios: ["three packets in one call, completed in any order"],
    wrap: addingAfter("NdisSendPackets", (out) =>
      texts(out.args, "packets").map((id) => reads(id, "status")),
    ),
  },
  {
    ...base,
    name: "protocol-unchains-packet-being-sent",
    sentence: "It takes the buffers out of a packet as soon as the send call has returned.",
    breaks: "SND5-01",
    siblings: ["CUSTODY-buffer"],
    scenarios: ["a packet, completed later"],
    wrap: addingAfter("NdisSend", (out) => [
      act("unchainsBuffer", { packet: text(out.args, "packet"), buffer: "buffer0" }),
    ]),
  },
];
