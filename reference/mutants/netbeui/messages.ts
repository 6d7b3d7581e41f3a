// Wrong NetBEUI drivers: what they do with messages that are not theirs any more.
import type { Mutant } from "../../../src/contract/subject.ts";
import { reads, text, writes } from "../../words.ts";
import { addingAfter } from "../wrap.ts";

const base = {
  role: "protocol",
  party: "netbeui",
  blames: "netbeui",
  breaks: "CUSTODY-message",
  scenarios: ["the seven steps of a remote read"],
} as const;

export const netbeuiMessageMutants: readonly Mutant[] = [
  {
    ...base,
    name: "netbeui-reads-message-after-report",
    sentence: "It keeps a pointer to a message for sending it again, and follows it after its report.",
    wrap: addingAfter("MessageSent", (out) => [reads(text(out.args, "message"), "data")]),
  },
  {
    ...base,
    name: "netbeui-writes-header-after-report",
    sentence: "It builds the header for the next message in the last one, which it has given back.",
    wrap: addingAfter("ReplySent", (out) => [writes(text(out.args, "message"), "size", 0)]),
  },
];
