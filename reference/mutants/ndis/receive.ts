// Wrong NDIS libraries: whom they show a packet to, and how often they give it back.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, call, text, texts, writes } from "../../words.ts";
import {
  added,
  addingBefore,
  argsOf,
  defective,
  dropping,
  hearsCall,
  remembering,
  repeating,
} from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const home = "MiniportReturnPacket";
const indicated = "NdisMIndicateReceivePacket";
const base = { role: "ndis", blames: "ndis" } as const;

const givesBack = (packets: readonly string[], view: View): readonly Out[] =>
  view
    .neighbours("nic")
    .flatMap((nic) => packets.map((packet) => added(call(nic, home, { packet, adapter: `adapter:${nic}` }))));

/** Behind the end of an indication it gives some of its packets back. */
const givingBackOf = (which: (packets: readonly string[]) => readonly string[]): Wrap =>
  remembering<readonly string[]>([], (packets, outs, input, view) => {
    if (hearsCall(input, indicated)) return [texts(argsOf(input), "packets"), outs];
    if (input.k !== "woken" || !outs.some((out) => out.k === "return")) return [packets, outs];
    return [[], [...outs, ...givesBack(which(packets), view)]];
  });

export const ndisReturnMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-writes-into-what-it-shows",
    sentence: "It changes the data of a packet of the NIC's before it shows it.",
    breaks: "RCV-PKT-13",
    scenarios: ["taken over once"],
    wrap: addingBefore("ProtocolReceivePacket", (out) => [
      writes(text(out.args, "packet"), "data", bytes("something else")),
    ]),
  },
  {
    ...base,
    name: "ndis-gives-back-twice",
    sentence: "It gives a packet back to the NIC twice.",
    breaks: "RCV-PKT-15",
    scenarios: ["two clients share one packet", "taken over once"],
    wrap: repeating(home),
  },
  {
    ...base,
    name: "ndis-never-gives-back",
    sentence: "It does not look at the counts and never gives a packet back.",
    breaks: "RCV-PKT-15",
    scenarios: ["taken over once"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c @ 0df84069: the handlers' answers were ignored and packets never returned",
    wrap: dropping(home),
  },
  {
    ...base,
    name: "ndis-gives-back-at-first-return",
    sentence: "The first protocol that returns a packet ends it for all.",
    breaks: "RCV-PKT-15",
    scenarios: ["two protocols, both keep it"],
    wrap: defective({
      says: (outs, input, view) => {
        const gone = outs.flatMap((out) => (isHome(out) ? [text(out.args, "packet")] : []));
        const early = hearsCall(input, "NdisReturnPackets")
          ? texts(argsOf(input), "packets").filter((id) => !gone.includes(id))
          : [];
        return [...givesBack(early, view), ...outs];
      },
    }),
  },
  {
    ...base,
    name: "ndis-holds-no-reference-while-offering",
    sentence:
      "It keeps no reference of its own while it asks the protocols, so that the first quick return gives the packet back under the second.",
    breaks: "RCV-PKT-16",
    siblings: ["RCV-PKT-15", "CUSTODY-packet"],
    scenarios: ["the first returns it before the second has answered"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniIndicateReceivePacket: no reference of NDIS's own while it goes through the bindings",
    wrap: remembering(false, (offering, outs, input, view) => {
      if (hearsCall(input, indicated)) return [true, outs];
      if (input.k === "woken") return [offering && !outs.some((out) => out.k === "return"), outs];
      return [
        offering,
        offering && hearsCall(input, "NdisReturnPackets")
          ? [...givesBack(texts(argsOf(input), "packets"), view), ...outs]
          : outs,
      ];
    }),
  },
  {
    ...base,
    name: "ndis-gives-back-what-was-lent",
    sentence: "It gives packets back that the NIC only lent because it was short of them.",
    breaks: "RCV-RES-05",
    scenarios: ["short at the second of three"],
    wrap: givingBackOf((packets) => packets.slice(1, 2)),
  },
  {
    ...base,
    name: "ndis-looks-at-each-status-alone",
    sentence: "It takes a packet behind a RESOURCES packet for one that is given away, and gives it back.",
    breaks: "RCV-RES-05",
    scenarios: ["short at the second of three"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniIndicateReceivePacket: RESOURCES tested packet by packet, later packets of the array not affected",
    wrap: givingBackOf((packets) => packets.slice(2)),
  },
  {
    ...base,
    name: "ndis-forgets-unwanted-packets",
    sentence: "A packet that nobody wanted it does not give back, as if the NIC were serialized.",
    breaks: "RCV-RES-08",
    scenarios: ["nobody wants it"],
    wrap: defective({
      says: (outs, input) => (input.k === "woken" ? outs.filter((out) => !isHome(out)) : outs),
    }),
  },
];

export const ndisOfferMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-serves-first-binding-only",
    sentence: "It shows a packet to the first protocol only.",
    breaks: "IND-02",
    scenarios: ["two protocols, both keep it"],
    wrap: defective({ says: (outs) => firstOf(outs, "ProtocolReceivePacket") }),
  },
  {
    ...base,
    name: "ndis-shows-lookahead-to-first-only",
    sentence: "It shows a lookahead to the first protocol only.",
    breaks: "CTX-03",
    scenarios: ["one of two protocols takes it"],
    wrap: defective({ says: (outs) => firstOf(outs, "ProtocolReceive") }),
  },
  {
    ...base,
    name: "ndis-forgets-legacy-protocols",
    sentence: "A full packet goes to protocols with ProtocolReceivePacket; the others hear nothing.",
    breaks: "IND-02",
    scenarios: ["one protocol takes packets, the other lookahead"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c @ 0df84069: protocols without the packet handler got nothing",
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, indicated)
          ? outs.filter(
              (out) =>
                out.k !== "call" ||
                !out.name.startsWith("ProtocolReceive") ||
                out.name === "ProtocolReceivePacket",
            )
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-drops-rest-of-array",
    sentence: "After the first packet of an array it stops: the others are neither offered nor given back.",
    breaks: "IND-02",
    siblings: ["RCV-RES-08"],
    scenarios: ["three packets, three answers"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniIndicateReceivePacket: where its lookahead buffer cannot be had it leaves at once, and the packets behind are neither offered nor returned",
    wrap: defective({
      hears: (input) =>
        input.k === "call" && input.name === indicated
          ? { ...input, args: { ...input.args, packets: texts(input.args, "packets").slice(0, 1) } }
          : input,
    }),
  },
];

type Said = Extract<Out, { k: "call" }>;
const isHome = (out: Out): out is Said => out.k === "call" && out.name === home;

function firstOf(outs: readonly Out[], name: string): readonly Out[] {
  const first = outs.findIndex((out) => out.k === "call" && out.name === name);
  return outs.filter((out, at) => out.k !== "call" || out.name !== name || at === first);
}
