// Wrong NIC drivers: cancels that take the wrong lists, lose them, or answer twice.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, reads, texts, writes } from "../../words.ts";
import { added, argsOf, hearsCall, remembering } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const complete = "NdisMSendNetBufferListsComplete";
const cancel = "MiniportCancelSend";
const base = { role: "nic", blames: "nic" } as const;

export const nicCancelMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-cancels-everything",
    sentence: "It aborts all that it has, whatever id it is told.",
    breaks: "CAN-01",
    scenarios: ["one of two lists is cancelled"],
    wrap: cancelling((pending, outs, view) => {
      const aborted = outs.flatMap((out) => (isCompletion(out) ? texts(out.args, "lists") : []));
      return [
        ...abort(
          pending.filter((id) => !aborted.includes(id)),
          view,
        ),
        ...outs,
      ];
    }),
  },
  {
    ...base,
    name: "nic-unlinks-and-forgets",
    sentence: "It takes a cancelled list out of its queue and never completes it.",
    breaks: "CAN-02",
    scenarios: ["a queued send is cancelled"],
    wrap: cancelling((_pending, outs) => outs.filter((out) => !isCompletion(out))),
  },
  {
    ...base,
    name: "nic-says-success-for-cancelled",
    sentence: "It takes a cancelled list out of its queue and completes it as if it had been sent.",
    breaks: "CAN-02",
    scenarios: ["cancelled in time, or too late"],
    wrap: cancelling((_pending, outs) =>
      outs.map((out) =>
        out.k === "act" && out.name === "writes" ? { ...out, args: { ...out.args, value: "SUCCESS" } } : out,
      ),
    ),
  },
  {
    ...base,
    name: "nic-aborts-what-is-completed",
    sentence: "Its cancel handler finds a list that its completion has just answered, and answers once more.",
    breaks: "SND6-07",
    scenarios: ["nothing is left to cancel"],
    wrap: cancelling((_pending, outs, view, last) =>
      last === "" ? outs : [added(completion(ndisOf(view), [last])), ...outs],
    ),
  },
  {
    ...base,
    name: "nic-cancels-in-empty-queue",
    sentence: "It looks at the head of its queue before it looks whether there is one.",
    breaks: "SND6-17",
    scenarios: ["nothing is left to cancel"],
    published:
      "virtio-win/kvm-guest-drivers-windows pull request 639: a cancel with nothing in the queue followed a link that led nowhere (re-enacted with the last list completed)",
    wrap: cancelling((_pending, outs, _view, last) => (last === "" ? outs : [reads(last, "next"), ...outs])),
  },
];

const isCompletion = (out: Out): out is Extract<Out, { k: "call" }> =>
  out.k === "call" && out.name === complete;

const completion = (to: string, lists: readonly string[]): Out => call(to, complete, { lists, flags: [] });

const ndisOf = (view: View): string => view.neighbours("ndis")[0] ?? "";

const abort = (lists: readonly string[], view: View): readonly Out[] =>
  lists.length === 0
    ? []
    : [...lists.map((id) => writes(id, "status", "SEND_ABORTED")), added(completion(ndisOf(view), lists))];

type Kept = { readonly pending: readonly string[]; readonly last: string };
/** What it says when it is told to cancel; `pending` is what it has, `last` what it completed last. */
type Cancelling = (
  pending: readonly string[],
  outs: readonly Out[],
  view: View,
  last: string,
) => readonly Out[];

function cancelling(says: Cancelling): Wrap {
  return remembering<Kept>({ pending: [], last: "" }, ({ pending, last }, outs, input, view) => {
    const given = hearsCall(input, "MiniportSendNetBufferLists") ? texts(argsOf(input), "lists") : [];
    const done = outs.flatMap((out) => (isCompletion(out) ? texts(out.args, "lists") : []));
    const kept = {
      pending: [...pending, ...given].filter((id) => !done.includes(id)),
      last: done.at(-1) ?? last,
    };
    return [kept, hearsCall(input, cancel) ? says(pending, outs, view, last) : outs];
  });
}
