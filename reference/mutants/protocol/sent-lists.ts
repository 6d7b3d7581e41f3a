// Wrong protocol drivers: lists that come from nowhere, and chains that have no end.
import type { Mutant } from "../../../src/contract/subject.ts";
import { texts } from "../../words.ts";
import { changing } from "../wrap.ts";

const base = { role: "protocol", blames: "protocol" } as const;

export const protocolSentListMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-builds-list-on-the-stack",
    sentence: "It makes its lists of memory of its own instead of taking them from a pool.",
    breaks: "SND6-15",
    scenarios: ["a list comes from a pool"],
    wrap: changing("allocates", (args) => ({ ...args, pool: "" })),
  },
  {
    ...base,
    name: "protocol-chains-list-to-itself",
    sentence: "The chain that it sends leads from its last list back to its first.",
    breaks: "SND6-25",
    scenarios: ["a chain of lists, each once"],
    wrap: changing("NdisSendNetBufferLists", (args) => {
      const lists = texts(args, "lists");
      return { ...args, lists: [...lists, ...lists.slice(0, 1)] };
    }),
  },
];
