// Wrong protocol drivers of NDIS 6: what they do with lists that were given or only lent to them.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import type { Args } from "../../../src/contract/value.ts";
import { call, reads, text, texts, writes } from "../../words.ts";
import { addingAfter, addingBefore, addingBehind, argsOf, changing, defective, dropping, hearsCall, repeating } from "../wrap.ts"; // prettier-ignore

const receive = "ProtocolReceiveNetBufferLists";
const give = "NdisReturnNetBufferLists";
const base = { role: "protocol", blames: "protocol" } as const;

const gives = (args: Args, view: View): readonly Out[] =>
  view
    .neighbours("ndis")
    .map((ndis) =>
      call(ndis, give, { binding: text(args, "binding"), lists: texts(args, "lists"), flags: [] }),
    );

const isLent = (args: Args): boolean => texts(args, "flags").includes("RESOURCES");

export const protocolListMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-keeps-lists",
    sentence: "It never returns a list.",
    breaks: "RCV6-04",
    scenarios: ["a list is taken and returned"],
    wrap: dropping(give),
  },
  {
    ...base,
    name: "protocol-returns-lists-twice",
    sentence: "It returns every list twice.",
    breaks: "RCV6-04",
    scenarios: ["a list is taken and returned"],
    wrap: repeating(give),
  },
  {
    ...base,
    name: "protocol-takes-a-copy-for-lent",
    sentence: "It has seen RESOURCES once and takes every list for lent, whatever the flag now says.",
    breaks: "RCV6-04",
    scenarios: ["NDIS copies what is lent to it", "lent, and given up the next time"],
    wrap: defective({ ignores: receive }),
  },
  {
    ...base,
    name: "protocol-returns-lent-lists",
    sentence: "It returns lists with RESOURCES like all others.",
    breaks: "RCV6-05",
    scenarios: ["lists are lent, and nothing is kept"],
    wrap: addingBehind(receive, (args, view) => (isLent(args) ? gives(args, view) : [])),
  },
  {
    ...base,
    name: "protocol-keeps-pointer-to-lent-list",
    sentence: "It reads a list that was lent to it after its handler has returned.",
    breaks: "RCV6-05",
    scenarios: ["lists are lent, and nothing is kept"],
    wrap: addingBehind(receive, (args) =>
      isLent(args) ? texts(args, "lists").map((id) => reads(id, "data")) : [],
    ),
  },
  {
    ...base,
    name: "protocol-leaves-lent-list-unlinked",
    sentence: "It takes the first list out of those lent to it and does not link it again.",
    breaks: "RCV6-06",
    scenarios: ["lists are lent, and nothing is kept"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, receive) && isLent(argsOf(input))
          ? outs.flatMap((out) => (out.k === "return" ? [...unlinked(argsOf(input)), out] : [out]))
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-returns-on-another-binding",
    sentence: "With two bindings at hand it returns lists on the wrong one.",
    breaks: "RCV6-09",
    party: "P",
    blames: "P",
    scenarios: ["frames of two types, a protocol for each"],
    wrap: changing(give, (args) => ({ ...args, binding: "binding:Q" })),
  },
  {
    ...base,
    name: "protocol-reads-returned-list",
    sentence: "It looks at a list once more after it has returned it.",
    breaks: "RCV6-12",
    scenarios: ["a list is taken and returned"],
    wrap: addingAfter(give, (out) => texts(out.args, "lists").map((id) => reads(id, "data"))),
  },
  {
    ...base,
    name: "protocol-does-not-retreat",
    sentence: "It advances behind the header of a frame and returns the list like that.",
    breaks: "RCV6-14",
    scenarios: ["a list is taken and returned"],
    wrap: addingBefore(give, (out) => texts(out.args, "lists").map((id) => writes(id, "offset", 14))),
  },
  {
    ...base,
    name: "protocol-returns-half-a-chain",
    sentence: "It takes the first buffer of a chain away and returns the rest.",
    breaks: "RCV6-14",
    scenarios: ["a list is taken and returned"],
    wrap: addingBefore(give, (out) => texts(out.args, "lists").map((id) => writes(id, "chain", "rest"))),
  },
  {
    ...base,
    name: "protocol-returns-lists-as-its-own",
    sentence: "It writes its own handle into the lists that it returns.",
    breaks: "RCV6-09",
    scenarios: ["a list is taken and returned"],
    wrap: addingBefore("NdisReturnNetBufferLists", (out) =>
      texts(out.args, "lists").map((id) => writes(id, "source", text(out.args, "binding"))),
    ),
  },
];

const unlinked = (args: Args): readonly Out[] =>
  texts(args, "lists")
    .slice(0, 1)
    .map((id) => writes(id, "next", ""));
