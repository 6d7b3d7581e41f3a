// Wrong NDIS libraries: lists that come home too early, too often, never or to nobody, and lists that are shown to the wrong ones.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, integer, text, texts } from "../../words.ts";
import { believing } from "../between.ts";
import { addingAfter, addingBehind, argsOf, changing, dropping, hearsCall, remembering, repeating, replacing } from "../wrap.ts"; // prettier-ignore

const indicate = "NdisMIndicateReceiveNetBufferLists";
const show = "ProtocolReceiveNetBufferLists";
const home = "MiniportReturnNetBufferLists";
const base = { role: "ndis", blames: "ndis" } as const;

const sendsHome = (lists: readonly string[], view: View): readonly Out[] =>
  view.neighbours("nic").map((nic) => call(nic, home, { lists }));

const isLent = (flags: readonly string[]): boolean => flags.includes("RESOURCES");

export const ndisListMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-returns-lists-twice",
    sentence: "It returns lists to the NIC twice.",
    breaks: "RCV6-11",
    scenarios: ["a list is taken and returned"],
    wrap: repeating(home),
  },
  {
    ...base,
    name: "ndis-never-returns-lists",
    sentence: "What protocols return it keeps.",
    breaks: "RCV6-11",
    scenarios: ["a list is taken and returned"],
    wrap: dropping(home),
  },
  {
    ...base,
    name: "ndis-returns-list-under-its-holder",
    sentence:
      "It returns a list as soon as the protocol's handler has returned, as if it had only been lent.",
    breaks: "RCV6-11",
    scenarios: ["a list is taken and returned"],
    wrap: addingAfter(show, (out, _input, view) =>
      isLent(texts(out.args, "flags")) ? [] : sendsHome(texts(out.args, "lists"), view),
    ),
  },
  {
    ...base,
    name: "ndis-returns-unwanted-lists-never",
    sentence: "A list that nobody registered for it drops without a word.",
    breaks: "RCV6-11",
    scenarios: ["a list of a type that nobody registered"],
    wrap: replacing(home, (out, input) => (hearsCall(input, indicate) ? [] : [out])),
  },
  {
    ...base,
    name: "ndis-returns-its-copy-to-the-nic",
    sentence: "The copy that it made of a lent list it gives to the NIC instead of freeing it.",
    breaks: "RCV6-11",
    scenarios: ["NDIS copies what is lent to it"],
    wrap: replacing("frees", (out, _input, view) => sendsHome([text(out.args, "what")], view)),
  },
  {
    ...base,
    name: "ndis-returns-lent-lists",
    sentence: "It returns lists that the NIC has back already, because it only lent them.",
    breaks: "RCV6-03",
    scenarios: ["lists are lent, and nothing is kept"],
    wrap: addingBehind(indicate, (args, view) =>
      isLent(texts(args, "flags")) ? sendsHome(texts(args, "lists"), view) : [],
    ),
  },
  {
    ...base,
    name: "ndis-gives-lent-lists-away",
    sentence: "It clears RESOURCES as if it had made a copy, and shows the NIC's own lists.",
    breaks: "RCV6-03",
    scenarios: ["lists are lent, and nothing is kept"],
    wrap: changing(show, (args) => ({ ...args, flags: [] })),
  },
  {
    ...base,
    name: "ndis-passes-the-count-on",
    sentence: "It shows each protocol its share of the lists with the count of all.",
    breaks: "RCV6-08",
    scenarios: ["frames of two types, a protocol for each"],
    wrap: remembering(0, (count, outs, input) => {
      const all = hearsCall(input, indicate) ? integer(argsOf(input), "count") : count;
      return [
        all,
        outs.map((out) =>
          out.k === "call" && out.name === show ? { ...out, args: { ...out.args, count: all } } : out,
        ),
      ];
    }),
  },
  {
    ...base,
    name: "ndis-asks-for-no-type",
    sentence: "It shows a protocol every frame, whatever types it registered.",
    breaks: "RCV6-15",
    scenarios: ["a list of a type that nobody registered"],
    wrap: believing("frameTypes", []),
  },
  {
    ...base,
    name: "ndis-gives-one-list-to-two",
    sentence: "It gives the same list to two protocols at once.",
    breaks: "RCV6-15",
    scenarios: ["two protocols want the same list"],
    wrap: changing(show, (args) => ({ ...args, flags: [] })),
  },
];
