// Wrong protocol drivers: the count that they answer with.
import type { Mutant } from "../../../src/contract/subject.ts";
import { integer } from "../../words.ts";
import { added, answering, defective, dropping, hearsCall } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const receive = "ProtocolReceivePacket";
const give = "NdisReturnPackets";

const counting = (count: (right: number) => number): Wrap =>
  answering(receive, (results) => ({ ...results, count: count(integer(results, "count")) }));

const base = { role: "protocol", blames: "protocol" } as const;

export const protocolCountMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-answers-minus-one",
    sentence: "It answers -1, its own word for failure, to every packet.",
    breaks: "RCV-PKT-05",
    scenarios: ["nobody wants it"],
    wrap: counting(() => -1),
  },
  {
    ...base,
    name: "protocol-keeps-packet",
    sentence: "It takes a packet over and never returns it.",
    breaks: "RCV-PKT-06",
    scenarios: ["taken over once"],
    wrap: dropping(give),
  },
  {
    ...base,
    name: "protocol-takes-and-forgets",
    sentence: "It answers 1 for a packet that it could not queue, and so nobody returns it.",
    breaks: "RCV-PKT-06",
    scenarios: ["nobody wants it"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c @ 07d30c67: the handler answers 1 even where the packet was not queued",
    wrap: counting((count) => (count === 0 ? 1 : count)),
  },
  {
    ...base,
    name: "protocol-counts-itself-too",
    sentence: "It counts one share for itself beside those of its clients, and returns only theirs.",
    breaks: "RCV-PKT-06",
    scenarios: ["two clients share one packet"],
    wrap: counting((count) => count + 1),
  },
  {
    ...base,
    name: "protocol-returns-once-for-all",
    sentence: "For a count of two it returns the packet once.",
    breaks: "RCV-PKT-06",
    scenarios: ["taken over twice, returned twice"],
    wrap: counting((count) => count + 1),
  },
  {
    ...base,
    name: "protocol-counts-fewer-than-clients",
    sentence: "It gives the packet to two clients and answers 1.",
    breaks: "RCV-PKT-08",
    scenarios: ["two clients share one packet"],
    wrap: counting((count) => Math.min(count, 1)),
  },
  {
    ...base,
    name: "protocol-gives-everything-to-everybody",
    sentence: "It does not look whom the data is for and gives every packet to all of its clients.",
    breaks: "RCV-PKT-20",
    siblings: ["RCV-PKT-06"],
    scenarios: ["a packet for one client only"],
    wrap: defective({
      says: (outs, input, view) => {
        if (!hearsCall(input, receive)) return outs;
        const clients = view.neighbours("client");
        return outs.flatMap((out) => {
          if (out.k === "return") return [{ ...out, results: { count: clients.length } }];
          if (out.k !== "call" || out.name !== "ClientReceive") return [out];
          return [
            out,
            ...clients.filter((client) => client !== out.to).map((client) => added({ ...out, to: client })),
          ];
        });
      },
    }),
  },
  {
    ...base,
    name: "protocol-counts-lent-packet",
    sentence: "It answers 1 for a packet that it was only lent, and keeps the pointer.",
    breaks: "RCV-RES-02",
    scenarios: ["the NIC runs short and lends its last packet"],
    wrap: counting((count) => Math.max(count, 1)),
  },
];
