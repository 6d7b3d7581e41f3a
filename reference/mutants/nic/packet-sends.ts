// Wrong NIC drivers: packets that are completed twice, never, or both ways, and looked at afterwards.
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, reads, text, texts } from "../../words.ts";
import { addingAfter, addingBehind, changing, defective, dropping, hearsCall, repeating } from "../wrap.ts";

const base = { role: "nic", blames: "nic" } as const;
const send = "MiniportSendPackets";
const complete = "NdisMSendComplete";

export const nicPacketSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-loses-packet-being-sent",
    sentence: "It never completes what NdisSend left pending.",
    breaks: "SND5-02",
    scenarios: ["a packet, completed later"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "nic-loses-packets-of-an-array",
    sentence: "It never completes the packets of an array.",
    breaks: "SND5-03",
    scenarios: ["three packets in one call, completed in any order"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "nic-says-pending-and-forgets",
    sentence: "A serialized NIC answers PENDING and never completes.",
    breaks: "SND5-06",
    scenarios: ["a serialized NIC completes it later"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "nic-completes-what-it-answered",
    sentence: "A serialized NIC answers SUCCESS and completes the packet as well.",
    breaks: "SND5-06",
    scenarios: ["a serialized NIC has sent it when the call returns"],
    wrap: addingBehind(send, (args, view) =>
      view
        .neighbours("ndis")
        .flatMap((ndis) =>
          texts(args, "packets").map((packet) => call(ndis, complete, { packet, status: "SUCCESS" })),
        ),
    ),
  },
  {
    ...base,
    name: "nic-refuses-although-deserialized",
    sentence: "A deserialized NIC leaves RESOURCES in the packet and waits for it to come again.",
    breaks: "SND5-08",
    scenarios: ["a packet, completed later"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, send)
          ? outs.map((out) =>
              out.k === "act" && out.args["field"] === "status"
                ? { ...out, args: { ...out.args, value: "RESOURCES" } }
                : out,
            )
          : outs,
      omits: [complete],
    }),
  },
  {
    ...base,
    name: "nic-completes-sent-packet-twice",
    sentence: "It completes a packet from its interrupt handler and again from its watchdog.",
    breaks: "SND5-08",
    scenarios: ["a packet, completed later"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "nic-looks-at-completed-packet",
    sentence: "It reads the length of a packet after it has completed it, for its statistics.",
    breaks: "SND5-09",
    scenarios: ["a packet, completed later"],
    wrap: addingAfter(complete, (out) => [reads(text(out.args, "packet"), "size")]),
  },
  {
    ...base,
    name: "nic-drops-cancelled-packets",
    sentence: "It takes a cancelled packet out of its queue and does not complete it.",
    breaks: "SND5-11",
    scenarios: ["cancelled below"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "MiniportCancelSendPackets")
          ? outs.filter((out) => out.k !== "call" || out.name !== complete)
          : outs,
    }),
  },
  {
    ...base,
    name: "nic-aborts-what-nobody-cancelled",
    sentence: "It completes a send as cancelled that nobody cancelled, because the cable was slow.",
    breaks: "SND5-11",
    scenarios: ["three packets in one call, completed in any order"],
    wrap: changing("NdisMSendComplete", (args) => ({ ...args, status: "ABORTED" })),
  },
  {
    ...base,
    name: "nic-completes-packet-as-pending",
    sentence: "It completes a packet with the status that it left in it.",
    breaks: "SND5-09",
    siblings: ["SND5-10"],
    scenarios: ["a packet, completed later"],
    wrap: changing("NdisMSendComplete", (args) => ({ ...args, status: "PENDING" })),
  },
];
