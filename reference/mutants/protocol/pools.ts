// Wrong protocol drivers: lists that are freed too late, in the wrong way, with something in them, or used afterwards.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, reads, text, texts } from "../../words.ts";
import { added, argsOf, changing, defective, dropping, hearsCall, replacing } from "../wrap.ts";

const scenarios = ["a protocol is bound, sends, and is unbound"];
const base = { role: "protocol", blames: "protocol", scenarios } as const;

export const protocolPoolMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-frees-its-pool-first",
    sentence: "When it is unbound it frees its pools, and then its lists.",
    breaks: "POOL-01",
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "ProtocolUnbindAdapter")
          ? outs.toSorted(
              (a, b) =>
                Number(b.k === "act" && b.name === "freesPool") -
                Number(a.k === "act" && a.name === "freesPool"),
            )
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-frees-what-came-with-a-list",
    sentence: "It frees the descriptor of a list's memory, which came with the list, and then the list.",
    breaks: "POOL-04",
    wrap: replacing("frees", (out) => {
      const what = text(out.args, "what");
      return what.startsWith("nbl")
        ? [added(act("frees", { what: what.replace("nbl", "mdl") })), out]
        : [out];
    }),
  },
  {
    ...base,
    name: "protocol-frees-lists-before-their-buffers",
    sentence: "It frees its lists first, and the net buffers that it made for them afterwards.",
    breaks: "POOL-04",
    wrap: defective({
      says: (outs) => {
        const rest = outs.filter((out) => !isBufferFreed(out));
        const behind = rest.findLastIndex((out) => out.k === "act" && out.name === "frees") + 1;
        return [...rest.slice(0, behind), ...outs.filter(isBufferFreed), ...rest.slice(behind)];
      },
    }),
  },
  {
    ...base,
    name: "protocol-forgets-net-buffers",
    sentence: "It frees its lists and forgets the net buffers that it made for them.",
    breaks: "POOL-01",
    siblings: ["POOL-04", "POOL-11"],
    wrap: replacing("frees", (out) => (/^nb\d/u.test(text(out.args, "what")) ? [] : [out])),
  },
  {
    ...base,
    name: "protocol-frees-lists-as-clones",
    sentence: "It frees the lists that it made itself with the function for clones.",
    breaks: "POOL-03",
    wrap: changing("frees", (args) => ({ ...args, way: "clone" })),
  },
  {
    ...base,
    name: "protocol-frees-lists-with-their-context",
    sentence: "It frees a list without having freed the context that it added.",
    breaks: "POOL-07",
    wrap: dropping("freesContext"),
  },
  {
    ...base,
    name: "protocol-frees-context-twice",
    sentence: "It frees the context of a list once for itself and once with the list.",
    breaks: "POOL-07",
    wrap: replacing("freesContext", (out) => [out, out]),
  },
  {
    ...base,
    name: "protocol-reads-freed-list",
    sentence: "It frees a list and looks at it afterwards, to log how its send ended.",
    breaks: "POOL-09",
    wrap: replacing("frees", (out) =>
      text(out.args, "what").startsWith("nbl") ? [out, reads(text(out.args, "what"), "status")] : [out],
    ),
  },
  {
    ...base,
    name: "protocol-looks-for-its-note-after-the-send",
    sentence: "In the completion it reads from the Scratch of a list whom it was for.",
    breaks: "POOL-10",
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "ProtocolSendNetBufferListsComplete")
          ? [...texts(argsOf(input), "lists").map((id) => reads(id, "scratch")), ...outs]
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-leaves-lists-behind",
    sentence: "When it is unbound it forgets lists that it made.",
    breaks: "POOL-11",
    siblings: ["SND6-15"],
    wrap: replacing("allocates", (out) => [out, act("allocates", { what: `${text(out.args, "what")}0` })]),
  },
];

const isBufferFreed = (out: Out): boolean =>
  out.k === "act" && out.name === "frees" && /^nb\d/u.test(text(out.args, "what"));
