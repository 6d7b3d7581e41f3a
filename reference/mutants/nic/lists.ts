// Wrong NIC drivers of NDIS 6: lists that are not given up, not signed, or not what is said of them.
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, integer, texts, writes } from "../../words.ts";
import { addingAfter, changing, repeating, writing } from "../wrap.ts";

const indicate = "NdisMIndicateReceiveNetBufferLists";
const base = { role: "nic", blames: "nic" } as const;

export const nicListMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-signs-for-another-adapter",
    sentence: "It writes the handle of another adapter into its lists.",
    breaks: "RCV6-01",
    scenarios: ["a list is taken and returned"],
    wrap: writing("source", () => "adapter:other"),
  },
  {
    ...base,
    name: "nic-refills-list-that-is-out",
    sentence: "It receives the next frame into a list that it has indicated and not got back.",
    breaks: "RCV6-02",
    scenarios: ["a list is taken and returned"],
    wrap: addingAfter(indicate, (out) =>
      texts(out.args, "lists").map((id) => writes(id, "data", bytes("next frame"))),
    ),
  },
  {
    ...base,
    name: "nic-indicates-list-that-is-out",
    sentence: "It indicates the same lists twice without having got them back in between.",
    breaks: "RCV6-02",
    scenarios: ["a list is taken and returned"],
    wrap: repeating(indicate),
  },
  {
    ...base,
    name: "nic-counts-one-too-few",
    sentence: "It counts its lists from zero.",
    breaks: "RCV6-08",
    scenarios: ["lists of several indications are returned in any company"],
    wrap: changing(indicate, (args) => ({ ...args, count: integer(args, "count") - 1 })),
  },
  {
    ...base,
    name: "nic-puts-two-buffers-into-a-list",
    sentence: "It hangs the buffers of two Ethernet frames into one list.",
    breaks: "RCV6-13",
    scenarios: ["a list is taken and returned"],
    wrap: writing("buffers", () => 2),
  },
  {
    ...base,
    name: "nic-says-one-type-of-two",
    sentence: "It sets SINGLE_ETHER_TYPE without a look at its frames.",
    breaks: "RCV6-16",
    scenarios: ["frames of two types, a protocol for each"],
    wrap: changing(indicate, (args) => ({ ...args, flags: [...texts(args, "flags"), "SINGLE_ETHER_TYPE"] })),
  },
  {
    ...base,
    name: "nic-says-one-network-of-two",
    sentence: "It sets SINGLE_VLAN whenever it sets SINGLE_ETHER_TYPE.",
    breaks: "RCV6-16",
    scenarios: ["frames of one type from two networks"],
    wrap: changing(indicate, (args) => ({ ...args, flags: [...texts(args, "flags"), "SINGLE_VLAN"] })),
  },
  {
    ...base,
    name: "nic-takes-its-hash-for-a-filter",
    sentence:
      "It says of every frame that a filter took it for what it is, also of those that only share a hash.",
    breaks: "RCV6-16",
    scenarios: ["a frame that shares its hash with another"],
    wrap: changing(indicate, (args) => ({ ...args, flags: [...texts(args, "flags"), "PERFECT_FILTERED"] })),
  },
];
