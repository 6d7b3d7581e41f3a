// Wrong NIC drivers: the lookahead is too short, too long, or not all there is on a WAN.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import type { WordValue } from "../../../src/contract/value.ts";
import { changing, replacing } from "../wrap.ts";
import type { Call, Deed } from "../wrap.ts";

export const nicLookaheadMutants: readonly Mutant[] = [
  {
    name: "nic-shows-too-little",
    sentence: "It shows one byte less than the lookahead that was agreed.",
    role: "nic",
    breaks: "RCV-LA-01",
    blames: "nic",
    scenarios: ["the rest comes in the call"],
    wrap: replacing("writes", (out) => shown(out, (size) => size - 1)),
  },
  {
    name: "nic-shows-only-header-of-short-frame",
    sentence: "Of a frame shorter than the lookahead it shows 14 bytes, not all of it.",
    role: "nic",
    breaks: "RCV-LA-01",
    blames: "nic",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: replacing("writes", (out) => shown(out, (size) => Math.min(size, 14))),
  },
  {
    name: "nic-says-lookahead-longer-than-packet",
    sentence: "It counts the padding of its buffer as lookahead, and says more than the packet has.",
    role: "nic",
    breaks: "RCV-LA-01",
    blames: "nic",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: changing("writes", (args) => (args["field"] === "size" ? { ...args, value: 256 } : args)),
  },
  {
    name: "nic-shows-part-on-wan",
    sentence: "On a WAN it shows half of the packet and waits for the rest to be asked for.",
    role: "nic",
    breaks: "RCV-LA-13",
    blames: "nic",
    scenarios: ["a WAN frame is whole", "nobody wants a WAN frame"],
    wrap: replacing("writes", (out) => shown(out, (size) => size >> 1)),
  },
];

/** Buffer and size of a lookahead shrink together. */
function shown(out: Call | Deed, shrink: (size: number) => number): readonly Out[] {
  const value: WordValue = out.args["value"] ?? null;
  if (isBytes(value))
    return [
      {
        ...out,
        args: { ...out.args, value: { latin1: value.latin1.slice(0, shrink(value.latin1.length)) } },
      },
    ];
  return typeof value === "number" && out.args["field"] === "size"
    ? [{ ...out, args: { ...out.args, value: shrink(value) } }]
    : [out];
}
