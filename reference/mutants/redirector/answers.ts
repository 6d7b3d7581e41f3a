// Wrong redirectors: what becomes of an answer before the application gets it.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import { back, bytes, integer } from "../../words.ts";
import { between } from "../between.ts";
import { reheard, smbsOf, withMid } from "../smb.ts";
import { defective, hearsCall, remembering } from "../wrap.ts";

const base = { role: "redirector", blames: "redirector" } as const;

/** What a read is answered with. */
export type Answer = { readonly status: number; readonly data: string };

export const redirectorAnswerMutants: readonly Mutant[] = [
  {
    ...base,
    name: "redirector-expects-answers-in-order",
    sentence: "It takes every answer for that of its oldest request.",
    breaks: "MID-03",
    scenarios: ["two files are read at once, and the second answer comes first"],
    published:
      "libsmb2 issue 433: answers in an order that was not expected were given to the wrong request, whose memory was gone",
    wrap: between<readonly number[]>({
      fresh: [],
      hears: ([oldest, ...others], input) =>
        oldest === undefined || !hearsCall(input, "MessageReceived")
          ? [oldest === undefined ? others : [oldest, ...others], input]
          : [others, reheard(input, "MessageReceived", (smb) => withMid(smb, oldest))],
      says: (open, outs) => [[...open, ...smbsOf(outs).map(({ header }) => header.mid)], outs],
    }),
  },
  {
    ...base,
    name: "redirector-returns-last-buffer",
    sentence: "It answers a read from the buffer of the read before.",
    breaks: "MID-03",
    scenarios: ["a second read goes on where the first one ended"],
    wrap: remembering<string>("", (last, outs) => {
      const data = answerIn(outs)?.data;
      if (data === undefined || data === "") return [last, outs];
      return [data, last === "" ? outs : answering(outs, () => ({ status: 0, data: last }))];
    }),
  },
  {
    ...base,
    name: "redirector-takes-failure-for-end",
    sentence: "A read that the server refused looks like one at the end of the file.",
    breaks: "MID-03",
    scenarios: ["a read that fails leaves the pointer where it was"],
    wrap: defective({ says: (outs) => answering(outs, ({ data }) => ({ status: 0, data })) }),
  },
  {
    ...base,
    name: "redirector-fills-up-short-read",
    sentence: "It fills the buffer up with zeros when the last part of a read comes short.",
    breaks: "MID-03",
    scenarios: ["a long read across the end of the file"],
    wrap: defective({
      says: (outs) => answering(outs, ({ status, data }) => ({ status, data: data.padEnd(9000, "\0") })),
    }),
  },
  {
    ...base,
    name: "redirector-answers-from-stale-buffer",
    sentence: "What it has read once it answers again without asking the server.",
    breaks: "WAY-01",
    siblings: ["RD-02"],
    scenarios: ["a second read goes on where the first one ended"],
    wrap: between<string>({
      fresh: "",
      says: (kept, outs) => [kept === "" ? (answerIn(outs)?.data ?? "") : kept, outs],
      instead: (kept, input) =>
        kept !== "" && hearsCall(input, "remote_read") ? [back({ status: 0, data: bytes(kept) })] : undefined,
    }),
  },
  {
    ...base,
    name: "redirector-joins-parts-backwards",
    sentence: "It puts the part that came last before the others.",
    breaks: "MID-03",
    scenarios: ["a read that is larger than the negotiated buffer goes in parts"],
    wrap: defective({
      says: (outs) =>
        answering(outs, ({ status, data }) => ({
          status,
          data: data.length > 4300 ? data.slice(4301) + data.slice(0, 4301) : data,
        })),
    }),
  },
];

/** The answer of a read among what is said; undefined: there is none. */
export function answerIn(outs: readonly Out[]): Answer | undefined {
  for (const out of outs) {
    const data = out.k === "return" ? out.results["data"] : undefined;
    if (out.k === "return" && isBytes(data))
      return { status: integer(out.results, "status"), data: data.latin1 };
  }
  return undefined;
}

/** Reads are answered otherwise. */
export function answering(outs: readonly Out[], change: (answer: Answer) => Answer): readonly Out[] {
  const answer = answerIn(outs);
  if (answer === undefined) return outs;
  const { status, data } = change(answer);
  return outs.map((out) => (out.k === "return" ? back({ ...out.results, status, data: bytes(data) }) : out));
}
