// Wrong NIC drivers: lists that they do not take, do not know, do not answer for, or touch once they are gone.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, reads, texts, writes } from "../../words.ts";
import { between } from "../between.ts";
import {
  added,
  addingAfter,
  addingBefore,
  argsOf,
  changing,
  defective,
  hearsCall,
  remembering,
  replacing,
} from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const complete = "NdisMSendNetBufferListsComplete";
const minute = 60_000_000;
const base = { role: "nic", blames: "nic" } as const;

export const nicSentListMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-completes-list-of-its-own",
    sentence: "Among the lists that it completes is one that it made itself and nobody sent.",
    breaks: "SND6-08",
    scenarios: ["a send that succeeds"],
    wrap: replacing(complete, (out, _input, view) => {
      const own = view.fresh("nbl");
      return [
        act("allocates", { what: own, pool: "pool:nic" }),
        { ...out, args: { ...out.args, lists: [...texts(out.args, "lists"), own] } },
      ];
    }),
  },
  {
    ...base,
    name: "nic-ignores-sends-when-full",
    sentence: "Its queue holds two lists; what comes behind them in the same call is ignored.",
    breaks: "SND6-16",
    scenarios: ["one call, three lists"],
    wrap: between({
      fresh: null,
      hears: (memory, input) => {
        if (input.k !== "call" || !hearsCall(input, "MiniportSendNetBufferLists")) return [memory, input];
        return [memory, { ...input, args: { lists: texts(argsOf(input), "lists").slice(0, 2) } }];
      },
    }),
  },
  {
    ...base,
    name: "nic-touches-completed-list",
    sentence: "After it has completed a list it looks at it once more.",
    breaks: "SND6-17",
    scenarios: ["a send that succeeds"],
    published:
      "virtio-win/kvm-guest-drivers-windows pull request 659: the current buffer of a list was looked at after its completion in the send path",
    wrap: addingAfter(complete, (out) => texts(out.args, "lists").map((id) => reads(id, "data"))),
  },
  {
    ...base,
    name: "nic-wipes-completed-list",
    sentence: "After it has completed a list it wipes its link in it.",
    breaks: "SND6-17",
    scenarios: ["a send that succeeds"],
    wrap: addingAfter(complete, (out) => texts(out.args, "lists").map((id) => writes(id, "next", ""))),
  },
  {
    ...base,
    name: "nic-leaves-chain-split",
    sentence: "It splits a chain of buffers to send it and completes the list with what is left in front.",
    breaks: "SND6-19",
    scenarios: ["a list is held below"],
    wrap: addingBefore(complete, (out) =>
      texts(out.args, "lists").map((id) => writes(id, "chain", `front of ${id}`)),
    ),
  },
  {
    ...base,
    name: "nic-moves-net-buffer",
    sentence: "To send it, it moves a net buffer into another list, and completes both as they then are.",
    breaks: "SND6-28",
    scenarios: ["net buffers come back in the lists in which they went"],
    wrap: addingBefore(complete, (out) =>
      texts(out.args, "lists").map((list) =>
        act("linksBuffer", { buffer: list.replace("nbl", "nb"), list: list === "nbl1" ? "nbl2" : "nbl1" }),
      ),
    ),
  },
  {
    ...base,
    name: "nic-sends-net-buffers-backwards",
    sentence: "It puts each net buffer in front of those that wait, and so sends those of a list backwards.",
    breaks: "SND6-20",
    scenarios: ["each net buffer leaves as a frame, in its place"],
    wrap: defective({ says: (outs) => backwards(outs) }),
  },
  {
    ...base,
    name: "nic-sends-lists-backwards",
    sentence: "It sends the last list of a call first.",
    breaks: "SND6-20",
    scenarios: ["on the wire in the order sent"],
    wrap: defective({
      hears: (input) =>
        input.k === "call" && hearsCall(input, "MiniportSendNetBufferLists")
          ? { ...input, args: { lists: texts(argsOf(input), "lists").toReversed() } }
          : input,
    }),
  },
  {
    ...base,
    name: "nic-asks-for-its-level",
    sentence: "It asks for the IRQL at every completion, to set the flag by it.",
    breaks: "SND6-27",
    scenarios: ["a send that succeeds"],
    wrap: replacing(complete, (out) => [
      act("testsIrql", {}),
      { ...out, args: { ...out.args, flags: ["DISPATCH_LEVEL"] } },
    ]),
  },
  {
    ...base,
    name: "nic-completes-pending",
    sentence: "It completes lists without saying how they ended.",
    breaks: "SND6-18",
    scenarios: ["a send that succeeds"],
    wrap: replacing("writes", (out) => (out.args["field"] === "status" ? [] : [out])),
  },
  {
    ...base,
    name: "nic-completes-chain-in-circle",
    sentence: "The chain that it completes names its first list once more at its end.",
    breaks: "SND6-25",
    scenarios: ["a list is held below"],
    wrap: changing(complete, (args) => {
      const lists = texts(args, "lists");
      return { ...args, lists: [...lists, ...lists.slice(0, 1)] };
    }),
  },
  {
    ...base,
    name: "nic-completes-after-a-minute",
    sentence: "What it sent it completes when its next watchdog runs: a minute later.",
    breaks: "SND6-26",
    scenarios: ["a list is held below"],
    wrap: late(minute),
  },
  {
    ...base,
    name: "nic-makes-no-progress",
    sentence: "It completes nothing for 25 seconds while a list waits.",
    breaks: "SND6-26",
    scenarios: ["a list is held below"],
    wrap: late(25_000_000),
  },
  {
    ...base,
    name: "nic-takes-sent-lists-for-its-own",
    sentence: "It writes its own handle into the lists that it completes.",
    breaks: "SND6-19",
    scenarios: ["a list is held below"],
    wrap: addingBefore("NdisMSendNetBufferListsComplete", (out) =>
      texts(out.args, "lists").map((id) => writes(id, "source", "adapter:nic")),
    ),
  },
];

/** Every completion waits for a timer of this many microseconds. */
function late(after: number): Wrap {
  return remembering<readonly Out[]>([], (kept, outs, input) => {
    if (input.k === "timer" && input.name === "late") return [[], kept];
    const held = outs.filter((out) => out.k === "call" && out.name === complete).map(added);
    if (held.length === 0) return [kept, outs];
    const others = outs.filter((out) => out.k !== "call" || out.name !== complete);
    return [
      [...kept, ...held],
      [...others, { k: "timer", after, name: "late" }],
    ];
  });
}

/** What leaves without anything between, the other way round. */
function backwards(outs: readonly Out[]): readonly Out[] {
  const isFrame = (out: Out): boolean => out.k === "call" && out.name === "Transmit";
  return outs.reduce<readonly Out[]>((said, out) => {
    const behind = isFrame(out) ? said.findLastIndex((one) => !isFrame(one)) + 1 : said.length;
    return said.toSpliced(behind, 0, out);
  }, []);
}
