// Wrong redirectors: what they do with a message that the transport still has.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, bytes, text, writes } from "../../words.ts";
import { addingAfter } from "../wrap.ts";

const base = {
  role: "redirector",
  blames: "redirector",
  breaks: "CUSTODY-message",
  scenarios: ["the seven steps of a remote read"],
} as const;

export const redirectorMessageMutants: readonly Mutant[] = [
  {
    ...base,
    name: "redirector-frees-message-that-is-away",
    sentence: "It frees a message when the call that sends it has returned, before it is reported on.",
    wrap: addingAfter("SendMessage", (out) => [act("frees", { what: text(out.args, "message") })]),
  },
  {
    ...base,
    name: "redirector-refills-message-that-is-away",
    sentence: "It has one buffer, and writes the next request into it before the last one is reported on.",
    wrap: addingAfter("SendMessage", (out) => [
      writes(text(out.args, "message"), "data", bytes("next request")),
    ]),
  },
];
