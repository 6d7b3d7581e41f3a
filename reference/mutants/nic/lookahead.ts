// Wrong NIC drivers: the lookahead is too short, too long, or not all there is on a WAN.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import type { WordValue } from "../../../src/contract/value.ts";
import { bytes, text, writes } from "../../words.ts";
import { changing, dropping, hearsCall, remembering, replacing } from "../wrap.ts";
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
  {
    name: "nic-says-more-than-it-shows",
    sentence: "It says that all of the frame is in the buffer, and has filled half of it.",
    role: "nic",
    breaks: "RCV-LA-02",
    blames: "nic",
    scenarios: ["with both handlers, each for its form"],
    wrap: replacing("writes", (out) =>
      isBytes(out.args["value"] ?? null) ? shown(out, (size) => size >> 1) : [out],
    ),
  },
  {
    name: "nic-refills-lookahead-while-it-is-shown",
    sentence: "It receives the next frame into the lookahead buffer while protocols are looking at it.",
    role: "nic",
    breaks: "RCV-LA-07",
    blames: "nic",
    scenarios: ["the rest comes in the call"],
    wrap: remembering("", (buffer, outs, input) => {
      const showing = outs.flatMap((out) => (out.k === "call" ? [text(out.args, "lookahead")] : []));
      const now = showing.find((id) => id !== "") ?? buffer;
      return [
        now,
        hearsCall(input, "MiniportTransferData") ? [writes(now, "data", bytes("next frame")), ...outs] : outs,
      ];
    }),
  },
  {
    name: "nic-never-says-that-receiving-is-complete",
    sentence: "It shows frames and never says that receiving is complete.",
    role: "nic",
    breaks: "RCV-LA-09",
    blames: "nic",
    scenarios: ["not for this protocol"],
    wrap: dropping("NdisMEthIndicateReceiveComplete"),
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
