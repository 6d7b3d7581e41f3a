// Wrong NetBEUI drivers: what they do with messages that are not theirs any more.
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, latin1, reads, text, writes } from "../../words.ts";
import { addingAfter, changing, repeating } from "../wrap.ts";

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
  {
    ...base,
    name: "netbeui-delivers-message-twice",
    sentence: "It delivers a message once more when its last frame is sent again, or seems to be.",
    breaks: "SES-06",
    wrap: repeating("MessageReceived"),
  },
  {
    ...base,
    name: "netbeui-loses-last-byte",
    sentence: "It delivers all of a longer message but its last byte.",
    breaks: "SES-06",
    scenarios: ["a long message travels in parts and is acknowledged as a whole"],
    wrap: changing("MessageReceived", (args) => {
      const data = latin1(args, "data");
      return { ...args, data: bytes(data.length > 100 ? data.slice(0, -1) : data) };
    }),
  },
];
