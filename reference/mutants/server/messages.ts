// Wrong servers: what they do with an answer that the transport still has.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, text } from "../../words.ts";
import { addingAfter } from "../wrap.ts";

export const serverMessageMutants: readonly Mutant[] = [
  {
    name: "server-frees-answer-that-is-away",
    sentence: "It frees an answer when the call that sends it has returned, before it is reported on.",
    role: "server",
    breaks: "CUSTODY-message",
    blames: "server",
    scenarios: ["the seven steps of a remote read"],
    wrap: addingAfter("Reply", (out) => [act("frees", { what: text(out.args, "message") })]),
  },
];
