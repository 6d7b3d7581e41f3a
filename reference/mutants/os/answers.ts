// Wrong operating systems: what they make of a remote read on its way to the redirector and back.
import type { Mutant } from "../../../src/contract/subject.ts";
import type { Args } from "../../../src/contract/value.ts";
import { back, bytes, integer, latin1, text } from "../../words.ts";
import { between } from "../between.ts";
import { argsOf, defective, hearsCall } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const base = { role: "os", blames: "os", breaks: "WAY-01" } as const;

export const osAnswerMutants: readonly Mutant[] = [
  {
    ...base,
    name: "os-reads-remote-file-at-home",
    sentence: "It takes an open remote file for one of its own, and does not ask the redirector.",
    scenarios: ["the seven steps of a remote read"],
    wrap: between<null>({
      fresh: null,
      instead: (_, input) =>
        hearsCall(input, "read")
          ? [back({ status: 0, data: bytes("\0".repeat(integer(argsOf(input), "count"))) })]
          : undefined,
    }),
  },
  {
    ...base,
    name: "os-keeps-data",
    sentence: "It tells the application that the read went well, and keeps the data.",
    scenarios: ["the seven steps of a remote read"],
    wrap: passing((results) => ({ ...results, data: bytes("") })),
  },
  {
    ...base,
    name: "os-loses-last-byte",
    sentence: "It ends the data where it would end a text, one byte early.",
    scenarios: ["the seven steps of a remote read"],
    wrap: passing((results) => ({ ...results, data: bytes(latin1(results, "data").slice(0, -1)) })),
  },
  {
    ...base,
    name: "os-hides-error",
    sentence: "A read that failed looks to the application like one at the end of the file.",
    scenarios: ["a read that fails leaves the pointer where it was"],
    wrap: passing((results) => ({ ...results, status: 0 })),
  },
  {
    ...base,
    name: "os-has-one-error",
    sentence: "Whatever went wrong, the application hears the same code.",
    scenarios: ["error codes of the server reach the application as they are"],
    wrap: passing((results) =>
      integer(results, "status") === 0 ? results : { ...results, status: 0xc0000001 },
    ),
  },
];

/** The redirector's answer to a read does not go back as it is. */
function passing(change: (results: Args) => Args): Wrap {
  return defective({
    says: (outs, input) =>
      input.k === "returned" && input.name === "remote_read" && text(input.args, "file") !== ""
        ? outs.map((out) => (out.k === "return" ? back(change(out.results)) : out))
        : outs,
  });
}
