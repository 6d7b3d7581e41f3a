// Wrong NIC drivers: lists that do not come back, or come back twice.
import type { Mutant } from "../../../src/contract/subject.ts";
import { text, texts } from "../../words.ts";
import { changing, defective, dropping, repeating } from "../wrap.ts";

const complete = "NdisMSendNetBufferListsComplete";

export const nicSendMutants: readonly Mutant[] = [
  {
    name: "nic-never-completes",
    sentence: "It sends the frames and never completes a list.",
    role: "nic",
    breaks: "SND6-06",
    blames: "nic",
    scenarios: ["a send that succeeds"],
    wrap: dropping(complete),
  },
  {
    name: "nic-loses-one-of-several",
    sentence: "Of the lists of one submission it completes only the first.",
    role: "nic",
    breaks: "SND6-06",
    blames: "nic",
    scenarios: ["one call, three lists"],
    wrap: changing(complete, (args) => ({ ...args, lists: texts(args, "lists").slice(0, 1) })),
  },
  {
    name: "nic-leaks-on-refusal",
    sentence: "A list whose frame it refuses as too long is forgotten, not completed.",
    role: "nic",
    breaks: "SND6-06",
    blames: "nic",
    scenarios: ["a list of an invalid length"],
    published: "microsoft/win-net-test pull request 94: lists leaked on the path of a failed enqueue",
    wrap: defective({
      says: (outs) => {
        const refused = outs.flatMap((out) =>
          out.k === "act" && out.args["value"] === "INVALID_LENGTH" ? [text(out.args, "what")] : [],
        );
        return outs.filter(
          (out) =>
            out.k !== "call" ||
            out.name !== complete ||
            !texts(out.args, "lists").some((id) => refused.includes(id)),
        );
      },
    }),
  },
  {
    name: "nic-completes-twice",
    sentence: "Its error path and its normal path both complete the same list.",
    role: "nic",
    breaks: "SND6-07",
    blames: "nic",
    scenarios: ["a send that succeeds"],
    wrap: repeating(complete),
  },
];
