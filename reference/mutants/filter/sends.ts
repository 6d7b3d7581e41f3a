// Wrong filters: sends that lose their way, end twice or never, and cancels that are not heard.
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, reads, text, texts, writes } from "../../words.ts";
import { between } from "../between.ts";
import {
  added,
  addingBefore,
  changing,
  defective,
  dropping,
  hearsCall,
  repeating,
  replacing,
  writing,
} from "../wrap.ts";

const send = "NdisFSendNetBufferLists";
const complete = "NdisFSendNetBufferListsComplete";
const base = { role: "filter", blames: "filter" } as const;

export const filterSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "filter-signs-every-send",
    sentence: "It writes its own handle into every list that it sends on, so that it will hear how it ended.",
    breaks: "FLT-01",
    scenarios: ["everything inside the send"],
    wrap: addingBefore(send, (out) => texts(out.args, "lists").map((id) => writes(id, "source", "filter:F"))),
  },
  {
    ...base,
    name: "filter-completes-its-own-send",
    sentence: "It does not tell its own sends from others, and completes them upwards.",
    breaks: "FLT-02",
    scenarios: ["a filter sends a list of its own"],
    wrap: replacing("frees", (out, input, view) =>
      hearsCall(input, "FilterSendNetBufferListsComplete")
        ? view
            .neighbours("ndis")
            .map((ndis) => added(call(ndis, complete, { lists: [text(out.args, "what")] })))
        : [out],
    ),
  },
  {
    ...base,
    name: "filter-keeps-sends-that-nobody-can-ask-for",
    sentence: "It queues sends although it registered no handler for cancels.",
    breaks: "FLT-03",
    scenarios: ["a filter that cannot be asked keeps nothing"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "FilterSendNetBufferLists")
          ? [...outs.filter((out) => out.k === "return"), ...outs.filter((out) => out.k !== "return")]
          : outs,
    }),
  },
  {
    ...base,
    name: "filter-loses-cancelled-list",
    sentence: "It takes a cancelled list out of its queue and completes it never.",
    breaks: "FLT-03",
    siblings: ["SND6-06"],
    scenarios: ["a list that a filter keeps is cancelled"],
    wrap: replacing(complete, (out, input) =>
      hearsCall(input, "FilterCancelSendNetBufferLists") ? [] : [out],
    ),
  },
  {
    ...base,
    name: "filter-completes-cancelled-list-as-sent",
    sentence: "A list that it takes out of its queue it completes as if it had been sent.",
    breaks: "FLT-03",
    scenarios: ["a list that a filter keeps is cancelled"],
    wrap: defective({
      insists: "cancel",
      says: (outs) =>
        outs.map((out) =>
          out.k === "act" && out.args["value"] === "SEND_ABORTED"
            ? { ...out, args: { ...out.args, value: "SUCCESS" } }
            : out,
        ),
    }),
  },
  {
    ...base,
    name: "filter-ends-cancel-here",
    sentence: "It answers a cancel for its own queue and does not ask the drivers below.",
    breaks: "FLT-03",
    scenarios: ["a list that a filter keeps is cancelled"],
    wrap: dropping("NdisFCancelSendNetBufferLists"),
  },
  {
    ...base,
    name: "filter-cancels-everything",
    sentence: "Asked for one id it empties its whole queue.",
    breaks: "CAN-01",
    scenarios: ["one of two lists that a filter keeps is cancelled"],
    wrap: between<null>({
      fresh: null,
      sees: (view, input) => ({
        now: view.now,
        pick: (name, options) => view.pick(name, name === "cancel" ? options.slice(0, 1) : options),
        open: (id) => {
          const reader = view.open(id);
          return reader === "not yours" || !hearsCall(input, "FilterCancelSendNetBufferLists")
            ? reader
            : {
                ...reader,
                fields: { ...reader.fields, id: "args" in input ? (input.args["id"] as number) : 0 },
              };
        },
        fresh: (type) => view.fresh(type),
        neighbours: (role) => view.neighbours(role),
        property: (name, of) => view.property(name, of),
      }),
    }),
  },
  {
    ...base,
    name: "filter-swallows-completions",
    sentence: "What comes back from below it keeps.",
    breaks: "SND6-06",
    scenarios: ["everything inside the send", "two filters, one behind the other"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "filter-completes-twice",
    sentence: "It passes every completion up twice.",
    breaks: "SND6-08",
    scenarios: ["everything inside the send"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "filter-completes-what-is-below",
    sentence: "It sends a list on and completes it in the same breath.",
    breaks: "SND6-08",
    scenarios: ["everything inside the send"],
    wrap: replacing(send, (out) => [
      out,
      ...(out.k === "call" ? [added(call(out.to, complete, { lists: texts(out.args, "lists") }))] : []),
    ]),
  },
  {
    ...base,
    name: "filter-completes-half-a-chain",
    sentence: "It takes the first buffer of a send away and does not put it back.",
    breaks: "SND6-19",
    scenarios: ["everything inside the send"],
    wrap: addingBefore(complete, (out) => texts(out.args, "lists").map((id) => writes(id, "chain", "rest"))),
  },
  {
    ...base,
    name: "filter-chains-list-twice",
    sentence: "It puts a list at the head of a chain in which it stands already.",
    breaks: "SND6-25",
    siblings: ["SND6-11"],
    scenarios: ["everything inside the send"],
    wrap: changing(send, (args) => ({
      ...args,
      lists: [...texts(args, "lists").slice(0, 1), ...texts(args, "lists")],
    })),
  },
  {
    ...base,
    name: "filter-reads-scratch-of-others",
    sentence:
      "It leaves a note in the Scratch of a list that it sends on, and looks for it when the list is back.",
    breaks: "POOL-10",
    scenarios: ["everything inside the send"],
    wrap: replacing([send, complete], (out) => [
      ...texts(out.args, "lists").map((id) =>
        out.name === send ? writes(id, "scratch", 7) : reads(id, "scratch"),
      ),
      out,
    ]),
  },
  {
    ...base,
    name: "filter-completes-parent-before-clone",
    sentence: "It completes a send upwards as soon as it has made the clone that goes down in its place.",
    breaks: "POOL-08",
    siblings: ["SND6-08"],
    scenarios: ["a clone goes down in a list's place"],
    wrap: addingBefore(send, (out, input) =>
      out.k === "call" && hearsCall(input, "FilterSendNetBufferLists") && "args" in input
        ? [call(out.to, complete, { lists: texts(input.args, "lists") })]
        : [],
    ),
  },
  {
    ...base,
    name: "filter-does-not-count-clones",
    sentence: "It derives clones from a list and does not count them there.",
    breaks: "POOL-08",
    scenarios: ["a clone goes down in a list's place"],
    wrap: defective({
      says: (outs) => outs.filter((out) => out.k !== "act" || out.args["field"] !== "children"),
    }),
  },
  {
    ...base,
    name: "filter-frees-clone-as-plain-list",
    sentence: "It frees a clone as if it had been allocated like any other list.",
    breaks: "POOL-03",
    scenarios: ["a clone goes down in a list's place"],
    wrap: changing("frees", (args) => ({ ...args, way: "plain" })),
  },
  {
    ...base,
    name: "filter-ends-lists-without-a-status",
    sentence: "It completes a list whose clone is back as the list came, and writes no status.",
    breaks: "SND6-18",
    scenarios: ["a clone goes down in a list's place"],
    wrap: writing("status", () => "PENDING"),
  },
];
