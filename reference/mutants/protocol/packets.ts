// Wrong protocol drivers: the count they answer with, and what they do with packets they took or refused.
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, call, integer, reads, text, texts, writes } from "../../words.ts";
import { addingAfter, addingBehind, added, answering, argsOf, defective, dropping, hearsCall, remembering, replacing, repeating } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const shared = "two clients share one packet";
const kept = "a protocol keeps a packet for itself";
const refused = "nobody wants a packet";
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
    scenarios: [refused],
    wrap: counting(() => -1),
  },
  {
    ...base,
    name: "protocol-keeps-packet",
    sentence: "It takes a packet over and never returns it.",
    breaks: "RCV-PKT-06",
    scenarios: [kept],
    wrap: dropping(give),
  },
  {
    ...base,
    name: "protocol-takes-and-forgets",
    sentence: "It answers 1 for a packet that it could not queue, and so nobody returns it.",
    breaks: "RCV-PKT-06",
    scenarios: [refused],
    published: "ReactOS drivers/network/tcpip/datalink/lan.c @ 07d30c67: the handler answers 1 even where the packet was not queued",
    wrap: counting((count) => (count === 0 ? 1 : count)),
  },
  {
    ...base,
    name: "protocol-counts-itself-too",
    sentence: "It counts one share for itself beside those of its clients, and returns only theirs.",
    breaks: "RCV-PKT-06",
    scenarios: [shared],
    wrap: counting((count) => count + 1),
  },
  {
    ...base,
    name: "protocol-returns-once-for-all",
    sentence: "For a count of two it returns the packet once.",
    breaks: "RCV-PKT-06",
    scenarios: ["a protocol keeps two shares for itself"],
    wrap: counting((count) => count + 1),
  },
  {
    ...base,
    name: "protocol-counts-fewer-than-clients",
    sentence: "It gives the packet to two clients and answers 1.",
    breaks: "RCV-PKT-08",
    scenarios: [shared],
    wrap: counting((count) => Math.min(count, 1)),
  },
  {
    ...base,
    name: "protocol-gives-everything-to-everybody",
    sentence: "It does not look whom the data is for and gives every packet to all of its clients.",
    breaks: "RCV-PKT-20",
    scenarios: ["one client is meant, the other is not"],
    wrap: defective({
      says: (outs, input, view) => {
        if (!hearsCall(input, receive)) return outs;
        const clients = view.neighbours("client");
        return outs.flatMap((out) => {
          if (out.k === "return") return [{ ...out, results: { count: clients.length } }];
          if (out.k !== "call" || out.name !== "ClientReceive") return [out];
          return [out, ...clients.filter((client) => client !== out.to).map((client) => added({ ...out, to: client }))];
        });
      },
    }),
  },
];

export const protocolPacketMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-returns-twice",
    sentence: "It returns a packet twice for one share.",
    breaks: "RCV-PKT-07",
    scenarios: [kept],
    wrap: repeating(give),
  },
  {
    ...base,
    name: "protocol-releases-three-times-for-two",
    sentence: "A packet counted twice is released three times.",
    breaks: "RCV-PKT-07",
    scenarios: ["a protocol keeps two shares for itself"],
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
    scenarios: [shared],
    wrap: defective({ ignores: "TdiReturnChainedReceives" }),
  },
  {
    ...base,
    name: "protocol-returns-inside-handler",
    sentence: "It returns a packet before it has said how often it will.",
    breaks: "RCV-PKT-06",
    scenarios: [kept],
    wrap: defective({
      says: (outs, input, view) =>
        hearsCall(input, receive)
          ? [...view.neighbours("ndis").map((ndis) => added(call(ndis, give, { packets: [text(argsOf(input), "packet")] }))), ...outs]
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-counts-lent-packet",
    sentence: "It answers 1 for a packet that it was only lent, and keeps the pointer.",
    breaks: "CUSTODY-packet",
    scenarios: ["the NIC runs short and lends its last packet"],
    wrap: counting((count) => Math.max(count, 1)),
  },
  {
    ...base,
    name: "protocol-returns-what-it-was-only-shown",
    sentence: "Q returns a packet of which it only saw a lookahead.",
    party: "Q",
    blames: "Q",
    breaks: "RCV-PKT-09",
    scenarios: ["the other protocol only knows lookahead"],
    wrap: addingBehind("ProtocolReceive", (args, view) =>
      view.neighbours("ndis").map((ndis) => call(ndis, give, { packets: [text(args, "context").replace("shown:", "")] })),
    ),
  },
  {
    ...base,
    name: "protocol-reads-after-refusing",
    sentence: "It answers 0 and goes on reading the packet.",
    breaks: "RCV-PKT-10",
    scenarios: [refused],
    wrap: addingBehind(receive, (args) => [reads(text(args, "packet"), "data")]),
  },
  {
    ...base,
    name: "protocol-returns-refused-packet",
    sentence: "It answers 0 and returns the packet all the same.",
    breaks: "RCV-PKT-11",
    scenarios: [refused],
    wrap: addingBehind(receive, (args, view) =>
      view.neighbours("ndis").map((ndis) => call(ndis, give, { packets: [text(args, "packet")] })),
    ),
  },
  {
    ...base,
    name: "protocol-writes-packet",
    sentence: "It turns the header's bytes round where they lie, in the NIC's buffers.",
    breaks: "RCV-PKT-13",
    scenarios: [kept, refused],
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
    scenarios: ["two protocols keep the same packet"],
    wrap: addingAfter(give, (out) => texts(out.args, "packets").map((id) => reads(id, "data"))),
  },
];
