// Wrong NIC drivers: full packets that are not given up, or not whole.
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, reads, texts, writes } from "../../words.ts";
import { addingAfter, changing, writing } from "../wrap.ts";

const shared = "two clients share one packet";
const indicate = "NdisMIndicateReceivePacket";

export const nicPacketMutants: readonly Mutant[] = [
  {
    name: "nic-refills-packet-that-is-out",
    sentence: "It receives the next frame into a packet that it has indicated and not got back.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: [shared, "two protocols keep the same packet"],
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => writes(id, "data", bytes("next frame")))),
  },
  {
    name: "nic-ignores-pending",
    sentence: "A serialized NIC takes its packet back when the indication returns, although its status says PENDING.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: ["a serialized NIC learns that its packet stays out"],
    published: "ndis.h documentation of NDIS_GET_PACKET_STATUS (NDIS 5.1): the status decides whether the driver owns the packet again; ignoring it is the mistake that quick returns hide",
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => writes(id, "size", 0))),
  },
  {
    name: "nic-reads-status-of-packet-that-is-out",
    sentence: "A deserialized NIC reads the status of its packets after the indication, as a serialized one may.",
    role: "nic",
    breaks: "RCV-PKT-01",
    blames: "nic",
    scenarios: ["a protocol keeps a packet for itself"],
    published: "ReactOS drivers/network/ndis/ndis/protocol.c @ 005be0ac read the status of a deserialized NIC's packet after it had been handed over",
    wrap: addingAfter(indicate, (out) => texts(out.args, "packets").map((id) => reads(id, "status"))),
  },
  {
    name: "nic-indicates-nothing",
    sentence: "It indicates an array without a packet in it.",
    role: "nic",
    breaks: "RCV-PKT-04",
    blames: "nic",
    scenarios: ["nobody wants a packet"],
    wrap: changing(indicate, (args) => ({ ...args, packets: [] })),
  },
  {
    name: "nic-indicates-half-a-packet",
    sentence: "The buffers of the packet that it indicates hold only half of it.",
    role: "nic",
    breaks: "RCV-PKT-04",
    blames: "nic",
    scenarios: ["a protocol keeps a packet for itself"],
    wrap: writing("room", (room) => (typeof room === "number" ? room >> 1 : room)),
  },
];
