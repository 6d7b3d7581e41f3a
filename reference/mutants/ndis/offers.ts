// Wrong NDIS libraries: how they show what a NIC indicated, and what they tell it.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import { act, call, text, texts } from "../../words.ts";
import {
  argsOf,
  changing,
  defective,
  dropping,
  hearsCall,
  remembering,
  repeating,
  replacing,
} from "../wrap.ts";

const home = "MiniportReturnPacket";
const indicated = "NdisMIndicateReceivePacket";
const base = { role: "ndis", blames: "ndis" } as const;

export const ndisOrderMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-asks-twice",
    sentence: "It asks a protocol twice about the same packet.",
    breaks: "IND-02",
    scenarios: ["nobody wants it"],
    wrap: repeating("ProtocolReceivePacket"),
  },
  {
    ...base,
    name: "ndis-shows-lookahead-twice",
    sentence: "It shows a lookahead to a protocol twice.",
    breaks: "IND-02",
    scenarios: ["not for this protocol"],
    wrap: repeating("ProtocolReceive"),
  },
  {
    ...base,
    name: "ndis-goes-through-array-backwards",
    sentence: "It goes through the array from its end.",
    breaks: "IND-03",
    scenarios: ["three packets, three answers"],
    wrap: defective({
      hears: (input) =>
        input.k === "call" && input.name === indicated
          ? { ...input, args: { ...input.args, packets: texts(input.args, "packets").toReversed() } }
          : input,
    }),
  },
  {
    ...base,
    name: "ndis-keeps-the-array",
    sentence: "It keeps the array of an indication and looks into it when the call has returned.",
    breaks: "RCV-PKT-03",
    scenarios: ["NDIS goes through the array twice", "three packets, three answers"],
    wrap: remembering<readonly string[]>([], (kept, outs, input) => {
      if (hearsCall(input, indicated)) return [texts(argsOf(input), "packets"), outs];
      const later = outs.findIndex((out) => out.k === "call" && out.name === home);
      return later < 0
        ? [kept, outs]
        : [kept, outs.toSpliced(later, 0, act("readsArray", { packets: kept }))];
    }),
  },
  {
    ...base,
    name: "ndis-gives-back-to-first-adapter",
    sentence: "It gives every packet back to the first adapter.",
    breaks: "RCV-PKT-17",
    scenarios: ["two adapters, each gets its own packet back"],
    wrap: replacing(home, (out, _input, view) => [
      out.k === "call" ? { ...out, to: view.neighbours("nic")[0] ?? out.to } : out,
    ]),
  },
  {
    ...base,
    name: "ndis-makes-up-adapter-context",
    sentence: "It passes the packet's own handle where the driver expects its adapter context.",
    breaks: "RCV-PKT-17",
    scenarios: ["the same adapter hears the same context every time"],
    wrap: changing(home, (args) => ({ ...args, adapter: `adapter:${text(args, "packet")}` })),
  },
  {
    ...base,
    name: "ndis-shows-part-of-lent-packet",
    sentence: "Of a packet that is only lent it shows the first half, as of a lookahead.",
    breaks: "RCV-RES-03",
    scenarios: ["short with two protocols"],
    wrap: replacing("writes", (out) => {
      const value = out.args["value"] ?? null;
      if (isBytes(value)) {
        const half = value.latin1.slice(0, value.latin1.length >> 1);
        return [{ ...out, args: { ...out.args, value: { latin1: half } } }];
      }
      return typeof value === "number" ? [{ ...out, args: { ...out.args, value: value >> 1 } }] : [out];
    }),
  },
  {
    ...base,
    name: "ndis-offers-what-stands-behind-lent",
    sentence:
      "It looks at the status of each packet alone, and offers one behind a lent packet to be taken over.",
    breaks: "RCV-RES-04",
    scenarios: ["short at the second of three"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniIndicateReceivePacket: RESOURCES tested packet by packet, later packets of the array not affected",
    wrap: defective({
      says: (outs, input) => (hearsCall(input, indicated) ? outs.map(offeredLast(outs)) : outs),
    }),
  },
  {
    ...base,
    name: "ndis-tells-nobody-that-packet-is-kept",
    sentence: "It does not set the status PENDING, so that a serialized NIC takes for its own what is held.",
    breaks: "RCV-RES-07",
    scenarios: ["a serialized NIC waits for what was kept"],
    wrap: replacing("writes", (out) => (out.args["field"] === "status" ? [] : [out])),
  },
  {
    ...base,
    name: "ndis-swallows-receive-complete",
    sentence: "It does not tell the protocols that receiving is complete.",
    breaks: "RCV-LA-10",
    scenarios: ["who took nothing hears the end as well"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniIndicateReceivePacket and ProIndicatePacket: no ProtocolReceiveComplete behind ProtocolReceive",
    wrap: dropping("ProtocolReceiveComplete"),
  },
];

/** The last thing shown becomes a packet offered. */
const offeredLast = (outs: readonly Out[]) => {
  const last = outs.findLastIndex((out) => out.k === "call" && out.name === "ProtocolReceive");
  return (out: Out, at: number): Out => {
    if (at !== last || out.k !== "call") return out;
    const packet = text(out.args, "context").replace("shown:", "");
    return call(out.to, "ProtocolReceivePacket", { packet }, { packet });
  };
};
