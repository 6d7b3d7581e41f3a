// Wrong filters: received lists that are signed, lost, given away though only lent, or not what is said of them.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import type { Args } from "../../../src/contract/value.ts";
import { call, integer, reads, text, texts, writes } from "../../words.ts";
import {
  added,
  addingBefore,
  addingBehind,
  changing,
  defective,
  dropping,
  hearsCall,
  replacing,
} from "../wrap.ts";

const receive = "FilterReceiveNetBufferLists";
const indicate = "NdisFIndicateReceiveNetBufferLists";
const give = "NdisFReturnNetBufferLists";
const base = { role: "filter", blames: "filter" } as const;

const isLent = (args: Args): boolean => texts(args, "flags").includes("RESOURCES");

const gives = (lists: readonly string[], view: View): readonly Out[] =>
  view.neighbours("ndis").map((ndis) => call(ndis, give, { lists }));

export const filterReceiveMutants: readonly Mutant[] = [
  {
    ...base,
    name: "filter-takes-received-lists-for-its-own",
    sentence: "It writes its own handle into every list that it passes up.",
    breaks: "FLT-01",
    scenarios: ["up past two filters, and down again"],
    wrap: addingBefore(indicate, (out) =>
      texts(out.args, "lists").map((id) => writes(id, "source", "filter:F")),
    ),
  },
  {
    ...base,
    name: "filter-returns-its-own-list-downwards",
    sentence: "Its own list that comes back from above it returns to the drivers below.",
    breaks: "FLT-02",
    scenarios: ["a filter indicates a list of its own"],
    wrap: replacing("frees", (out, input, view) =>
      hearsCall(input, "FilterReturnNetBufferLists")
        ? gives([text(out.args, "what")], view).map(added)
        : [out],
    ),
  },
  {
    ...base,
    name: "filter-clears-resources",
    sentence: "It passes lent lists up as if they were given, and does not wait for them.",
    breaks: "FLT-04",
    scenarios: ["what is lent passes a filter, and nothing is kept"],
    wrap: defective({
      insists: "receive",
      says: (outs) =>
        outs.map((out) =>
          out.k === "call" && out.name === indicate ? { ...out, args: { ...out.args, flags: [] } } : out,
        ),
    }),
  },
  {
    ...base,
    name: "filter-returns-lent-lists",
    sentence: "It drops lent lists by returning them, like all others.",
    breaks: "FLT-04",
    scenarios: ["what is lent passes a filter, and nothing is kept"],
    wrap: addingBehind(receive, (args, view) => (isLent(args) ? gives(texts(args, "lists"), view) : [])),
  },
  {
    ...base,
    name: "filter-keeps-pointer-to-lent-list",
    sentence: "It reads a list that was lent to it after its handler has returned.",
    breaks: "FLT-04",
    scenarios: ["what is lent passes a filter, and nothing is kept"],
    wrap: addingBehind(receive, (args) =>
      isLent(args) ? texts(args, "lists").map((id) => reads(id, "data")) : [],
    ),
  },
  {
    ...base,
    name: "filter-leaves-lent-list-unlinked",
    sentence: "It takes the first list out of those lent to it and does not link it again.",
    breaks: "RCV6-06",
    scenarios: ["what is lent passes a filter, and nothing is kept"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, receive) && "args" in input && isLent(input.args)
          ? outs.flatMap((out) =>
              out.k === "return"
                ? [
                    ...texts(input.args, "lists")
                      .slice(0, 1)
                      .map((id) => writes(id, "next", "")),
                    out,
                  ]
                : [out],
            )
          : outs,
    }),
  },
  {
    ...base,
    name: "filter-drops-received-list",
    sentence: "A list that it does not let through it forgets.",
    breaks: "RCV6-04",
    scenarios: ["a filter lets a received list go no further"],
    wrap: dropping(give),
  },
  {
    ...base,
    name: "filter-holds-lists-on-the-way-home",
    sentence: "What comes back from above it never returns to the NIC.",
    breaks: "RCV6-04",
    scenarios: ["up past two filters, and down again"],
    published: "microsoft/win-net-test pull request 94: lists leaked when a filter was cleared",
    wrap: dropping(give),
  },
  {
    ...base,
    name: "filter-counts-one-too-many",
    sentence: "The count that it passes up is one more than there are lists.",
    breaks: "RCV6-08",
    scenarios: ["up past two filters, and down again"],
    wrap: changing(indicate, (args) => ({ ...args, count: integer(args, "count") + 1 })),
  },
  {
    ...base,
    name: "filter-does-not-retreat",
    sentence: "It advances behind the header of a frame and returns the list like that.",
    breaks: "RCV6-14",
    scenarios: ["a filter lets a received list go no further"],
    wrap: addingBefore(give, (out) => texts(out.args, "lists").map((id) => writes(id, "offset", 14))),
  },
  {
    ...base,
    name: "filter-promises-one-type",
    sentence: "It says of every chain that all its frames are of one type.",
    breaks: "RCV6-16",
    scenarios: ["received lists pass a filter, and come home past it"],
    wrap: changing(indicate, (args) => ({ ...args, flags: [...texts(args, "flags"), "SINGLE_ETHER_TYPE"] })),
  },
];
