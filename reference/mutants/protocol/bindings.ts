// Wrong protocol drivers: bindings that are closed, not open or somebody else's, and used all the same.
import type { Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import type { WordValue } from "../../../src/contract/value.ts";
import { act, call, text, value, writes } from "../../words.ts";
import { addingAfter, addingBefore, changing, defective } from "../wrap.ts";

const close = "NdisCloseAdapterEx";
const open = "NdisOpenAdapterEx";
const send = "NdisSendNetBufferLists";
const base = { role: "protocol", blames: "protocol" } as const;

export const protocolBindingMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-uses-closed-handle",
    sentence: "It sends a last list on the binding that it has closed.",
    breaks: "STA-15",
    scenarios: ["a binding is closed at once"],
    wrap: addingAfter(close, (out, _input, view) => oneMore(value(out.args, "binding"), view)),
  },
  {
    ...base,
    name: "protocol-sends-before-it-is-open",
    sentence: "It does not look at the answer when it opens a binding, and sends.",
    breaks: "SND6-24",
    scenarios: ["a binding cannot be opened again at once"],
    wrap: defective({
      says: (outs, input, view) =>
        input.k === "returned" && input.name === open && text(input.results, "status") !== "SUCCESS"
          ? [...outs, ...oneMore(value(input.results, "binding"), view)]
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-sends-on-anothers-binding",
    sentence: "It sends on the first binding of the adapter, which is another protocol's.",
    party: "Q",
    blames: "Q",
    breaks: "SND6-24",
    scenarios: ["two bindings are closed, opened again and used"],
    wrap: changing(send, (args) => ({ ...args, binding: "binding:P" })),
  },
  {
    ...base,
    name: "protocol-asks-for-its-level",
    sentence: "Before every send it asks for the IRQL, to set the flag by it.",
    breaks: "SND6-27",
    scenarios: ["a send at a level that the protocol knows"],
    wrap: addingBefore(send, () => [act("testsIrql", {})]),
  },
];

/** A list that the right layer knows nothing of. */
export function oneMore(binding: WordValue, view: View): readonly Out[] {
  const list = view.fresh("nbl");
  return [
    act("allocates", { what: list, pool: "a pool of its own" }),
    writes(list, "source", binding),
    ...view
      .neighbours("ndis")
      .map((ndis) => call(ndis, "NdisSendNetBufferLists", { binding, lists: [list], flags: [] })),
  ];
}
