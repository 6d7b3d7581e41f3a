// Wrong NIC drivers: full packets that are not given up, or not whole.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, bytes, call, reads, texts, writes } from "../../words.ts";
import { addingAfter, changing, repeating, writing } from "../wrap.ts";

const indicate = "NdisMIndicateReceivePacket";

export const nicPacketMutants: readonly Mutant[] = [
  {
    name: "nic-refills-packet-that-is-out",
    sentence: "It receives the next frame into a packet that it has indicated and not got back.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: ["two clients share one packet"],
    wrap: addingAfter(indicate, (out) =>
      texts(out.args, "packets").map((id) => writes(id, "data", bytes("next frame"))),
    ),
  },
  {
    name: "nic-ignores-pending",
    sentence:
      "A serialized NIC takes its packet back when the indication returns, although its status says PENDING.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: ["a serialized NIC waits for what was kept"],
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => writes(id, "size", 0))),
  },
  {
    name: "nic-reads-status-of-packet-that-is-out",
    sentence:
      "A deserialized NIC reads the status of its packets after the indication, as a serialized one may.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: ["a deserialized NIC waits for every packet"],
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => reads(id, "status"))),
  },
  {
    name: "nic-frees-packet-that-is-out",
    sentence: "It frees its packet when the indication returns, although nobody has given it back.",
    role: "nic",
    breaks: "CUSTODY-packet",
    blames: "nic",
    scenarios: ["taken over once"],
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => act("frees", { what: id }))),
  },
  {
    name: "nic-asks-status-of-packet-that-is-out",
    sentence: "A deserialized NIC asks for the status of its packets after the indication.",
    role: "nic",
    breaks: "RCV-RES-08",
    blames: "nic",
    scenarios: ["a deserialized NIC waits for every packet"],
    wrap: addingAfter(indicate, (out) =>
      texts(out.args, "packets").map((packet) =>
        call(out.k === "call" ? out.to : "", "NDIS_GET_PACKET_STATUS", { packet }),
      ),
    ),
  },
  {
    name: "nic-indicates-packet-again",
    sentence: "It indicates the same descriptors again, although nobody has given them back.",
    role: "nic",
    breaks: "RCV-PKT-02",
    blames: "nic",
    scenarios: ["taken over once"],
    wrap: repeating(indicate),
  },
  {
    name: "nic-names-packet-twice",
    sentence: "The array that it indicates holds a descriptor twice.",
    role: "nic",
    breaks: "RCV-PKT-02",
    blames: "nic",
    scenarios: ["nobody wants it"],
    wrap: changing(indicate, (args) => ({
      ...args,
      packets: texts(args, "packets").flatMap((id) => [id, id]),
    })),
  },
  {
    name: "nic-indicates-nothing",
    sentence: "It indicates an array without a packet in it.",
    role: "nic",
    breaks: "RCV-PKT-04",
    blames: "nic",
    scenarios: ["nobody wants it"],
    wrap: changing(indicate, (args) => ({ ...args, packets: [] })),
  },
  {
    name: "nic-indicates-half-a-packet",
    sentence: "The buffers of the packet that it indicates hold only half of it.",
    role: "nic",
    breaks: "RCV-PKT-04",
    blames: "nic",
    scenarios: ["taken over once"],
    wrap: writing("room", (room) => (typeof room === "number" ? room >> 1 : room)),
  },
  {
    role: "nic",
    blames: "nic",
    name: "nic-rechains-packet-that-is-out",
    sentence: "It hangs a fresh buffer on the descriptor while the old one is read above.",
    breaks: "RCV-PKT-01",
    siblings: ["CUSTODY-buffer"],
    scenarios: ["taken over once"],
    wrap: addingAfter(indicate, (out) =>
      texts(out.args, "packets").map((packet) => act("chainsBuffer", { packet, buffer: "buffer0" })),
    ),
  },
];
