// Wrong NDIS libraries: lists that they reorder, change, keep, or hand to the wrong protocol.
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, texts, writes } from "../../words.ts";
import {
  added,
  addingAfter,
  addingBefore,
  argsOf,
  changing,
  defective,
  dropping,
  hearsCall,
  replacing,
  repeating,
} from "../wrap.ts";

const submit = "MiniportSendNetBufferLists";
const complete = "ProtocolSendNetBufferListsComplete";
const base = { role: "ndis", blames: "ndis" } as const;

export const ndisSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-never-hands-up",
    sentence: "It keeps the lists that the NIC has completed.",
    breaks: "SND6-06",
    scenarios: ["a send that succeeds"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "ndis-drops-queued-send",
    sentence: "A send that it could not queue is dropped in silence.",
    breaks: "SND6-06",
    scenarios: ["a send that succeeds"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c, MiniQueueWorkItem: where memory is short the queued send is dropped and nobody is told",
    wrap: defective({
      omits: [submit],
      says: (outs) => outs.filter((out) => out.k !== "call" || out.name !== submit),
    }),
  },
  {
    ...base,
    name: "ndis-completes-twice",
    sentence: "It hands a completed list up twice.",
    breaks: "SND6-07",
    scenarios: ["a send that succeeds"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c @ 005be0ac, ProSend: a send could be completed twice (re-enacted with lists)",
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "ndis-hands-up-while-below",
    sentence: "It hands lists up as soon as the NIC's send handler has returned, completed or not.",
    breaks: "SND6-08",
    siblings: ["SND6-07"],
    scenarios: ["a list is held below"],
    wrap: addingAfter(submit, (out, _input, view) =>
      view
        .neighbours("protocol")
        .slice(0, 1)
        .map((to) => call(to, complete, { lists: texts(out.args, "lists"), flags: [] })),
    ),
  },
  {
    ...base,
    name: "ndis-completes-to-first-binding",
    sentence: "It forgets who sent what and hands every completed list to the first protocol.",
    breaks: "SND6-09",
    scenarios: ["two bindings, one mixed completion"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c @ 9e2306e1, ProSendPackets: the sender's binding was not recorded (re-enacted with lists)",
    wrap: replacing(complete, (out, _input, view) => [
      out.k === "call" ? { ...out, to: view.neighbours("protocol")[0] ?? out.to } : out,
    ]),
  },
  {
    ...base,
    name: "ndis-hands-completion-on-unsplit",
    sentence: "It hands the NIC's completion on as it came, also to those who own only some of its lists.",
    breaks: "SND6-09",
    scenarios: ["two bindings, one mixed completion"],
    wrap: defective({
      insists: "hand up",
      says: (outs, input) =>
        hearsCall(input, "NdisMSendNetBufferListsComplete")
          ? outs.map((out) =>
              out.k === "call" && out.name === complete
                ? { ...out, args: { ...out.args, lists: argsOf(input)["lists"] ?? null } }
                : out,
            )
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-reverses-chain",
    sentence: "It hands the lists of one call down in reverse.",
    breaks: "SND6-11",
    scenarios: ["one call, three lists"],
    published: "nmap/npcap issue 684: a chain of lists handed on in reverse order in a release",
    wrap: changing(submit, (args) => ({ ...args, lists: texts(args, "lists").toReversed() })),
  },
  {
    ...base,
    name: "ndis-lets-second-send-overtake",
    sentence: "It holds the first list back and lets the next one pass.",
    breaks: "SND6-11",
    scenarios: ["one call, three lists"],
    wrap: replacing(submit, (out) => {
      const [first, ...others] = texts(out.args, "lists").map((id) => ({
        ...out,
        args: { ...out.args, lists: [id] },
      }));
      return first === undefined || others.length === 0 ? [out] : [...others.map(added), first];
    }),
  },
  {
    ...base,
    name: "ndis-clears-info",
    sentence: "It clears the out-of-band information before it hands a list down.",
    breaks: "SND6-14",
    scenarios: ["information set before, read below"],
    wrap: addingBefore(submit, (out) => texts(out.args, "lists").map((id) => writes(id, "info", 0))),
  },
];
