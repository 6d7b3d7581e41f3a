// Wrong clients of a protocol driver: shares of packets that are kept, given back twice, or not theirs.
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, reads, text, writes } from "../../words.ts";
import { addingAfter, addingBefore, changing, dropping, repeating } from "../wrap.ts";

const give = "TdiReturnChainedReceives";

export const clientShareMutants: readonly Mutant[] = [
  {
    name: "client-keeps-share",
    sentence: "K2 never gives its share back.",
    role: "client",
    party: "K2",
    breaks: "RCV-PKT-06",
    blames: "K2",
    scenarios: ["two clients share one packet"],
    wrap: dropping(give),
  },
  {
    name: "client-returns-twice",
    sentence: "K1 gives its one share back twice, so that the sum comes out right while K2 still holds.",
    role: "client",
    party: "K1",
    breaks: "RCV-PKT-08",
    blames: "K1",
    scenarios: ["two clients share one packet"],
    wrap: repeating(give),
  },
  {
    name: "client-returns-strangers-packet",
    sentence: "K2 gives back the first packet of the array, whichever it was given.",
    role: "client",
    party: "K2",
    breaks: "RCV-PKT-09",
    siblings: ["RCV-PKT-06", "RCV-PKT-19"],
    blames: "K2",
    scenarios: ["two packets, one for each client"],
    wrap: changing(give, (args) => ({ ...args, packet: "packet1" })),
  },
  {
    name: "client-writes-packet",
    sentence: "K1 decodes the data where it lies, in the NIC's buffers.",
    role: "client",
    party: "K1",
    breaks: "RCV-PKT-13",
    blames: "K1",
    scenarios: ["two clients share one packet"],
    wrap: addingBefore(give, (out) => [writes(text(out.args, "packet"), "data", bytes("decoded"))]),
  },
  {
    name: "client-reads-after-return",
    sentence: "K1 reads the packet after it has given its share back, while K2 still holds it.",
    role: "client",
    party: "K1",
    breaks: "RCV-PKT-14",
    blames: "K1",
    scenarios: ["two clients share one packet"],
    wrap: addingAfter(give, (out) => [reads(text(out.args, "packet"), "data")]),
  },
];
