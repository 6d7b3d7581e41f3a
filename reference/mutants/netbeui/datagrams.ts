// Wrong NetBEUI drivers: datagrams that are on the medium too seldom, too often or not at all.
import type { Mutant } from "../../../src/contract/subject.ts";
import { back, call, integer, text } from "../../words.ts";
import { between } from "../between.ts";
import { argsOf, changing, defective, hearsCall, repeating } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const thrice = "a message to many, asked for three times";
const base = { role: "protocol", party: "netbeui", blames: "netbeui" } as const;

export const netbeuiDatagramMutants: readonly Mutant[] = [
  {
    ...base,
    name: "netbeui-sends-datagram-once",
    sentence: "It puts a datagram on the medium once, however often that was asked for.",
    breaks: "DGM-01",
    scenarios: [thrice],
    wrap: taking(() => 1),
  },
  {
    ...base,
    name: "netbeui-sends-datagram-once-more",
    sentence: "It counts the repetitions and not the times: one datagram too many goes out.",
    breaks: "DGM-01",
    scenarios: ["nobody listens: sent is sent"],
    wrap: taking((times) => times + 1),
  },
  {
    ...base,
    name: "netbeui-reports-datagram-unsent",
    sentence: "It reports a datagram as sent and throws it away.",
    breaks: "DGM-03",
    siblings: ["DGM-01"],
    scenarios: ["a message to many goes once"],
    wrap: between<null>({
      fresh: null,
      instead: (_, input) =>
        input.k === "call" && input.name === "SendDatagram"
          ? [
              back(),
              call(input.from, "DatagramSent", { datagram: text(argsOf(input), "datagram"), status: "OK" }),
            ]
          : undefined,
    }),
  },
  {
    ...base,
    name: "netbeui-reports-refused-datagram",
    sentence: "A datagram that it cannot send it reports as sent, since nobody waits for its arrival.",
    breaks: "DGM-03",
    siblings: ["DGM-01"],
    scenarios: ["a station without an adapter says that nothing was sent"],
    wrap: changing("DatagramSent", (args) => ({ ...args, status: "OK" })),
  },
  {
    ...base,
    name: "netbeui-reports-datagram-twice",
    sentence: "It reports a datagram when it is sent and when its timer ends.",
    breaks: "DGM-03",
    siblings: ["CUSTODY-message"],
    scenarios: ["a message to many goes once"],
    wrap: repeating("DatagramSent"),
  },
];

/** It is asked so many times and takes it for another number. */
function taking(change: (times: number) => number): Wrap {
  return defective({
    hears: (input) =>
      hearsCall(input, "SendDatagram") && input.k === "call"
        ? { ...input, args: { ...input.args, times: change(integer(input.args, "times") || 1) } }
        : input,
  });
}
