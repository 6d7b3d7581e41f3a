// Wrong implementations that do everything right as long as nothing comes between: only a sweep finds them.
import type { Mutant } from "../../src/contract/subject.ts";
import { back } from "../words.ts";
import { swallowing } from "./states.ts";
import { defective, hearsCall } from "./wrap.ts";

export const interruptedMutants: readonly Mutant[] = [
  {
    name: "protocol-forgets-all-at-unbind",
    sentence: "It is unbound at once and forgets the lists that it has sent, with the memory that it made.",
    role: "protocol",
    blames: "protocol",
    breaks: "POOL-11",
    interruption: "unbind",
    scenarios: ["a binding is closed at once"],
    wrap: defective({
      says: (outs, input) => (hearsCall(input, "ProtocolUnbindAdapter") ? [back()] : outs),
    }),
  },
  {
    name: "protocol-takes-pause-for-granted",
    sentence: "It answers a pause with SUCCESS, although its client still has a packet.",
    role: "protocol",
    blames: "protocol",
    breaks: "STA-08",
    interruption: "pause",
    scenarios: ["two clients share one packet"],
    wrap: swallowing({ ProtocolNetPnPEvent: "SUCCESS" }),
  },
  {
    name: "nic-keeps-sends-at-reset",
    sentence: "It resets its hardware and leaves the sends that it had for later.",
    role: "nic",
    blames: "nic",
    breaks: "STA-16",
    interruption: "reset",
    scenarios: ["completed the other way round"],
    wrap: swallowing({ MiniportResetEx: "SUCCESS" }),
  },
  {
    name: "nic-forgets-sends-without-resources",
    sentence: "When it runs out of resources it forgets the lists that it was about to complete.",
    role: "nic",
    blames: "nic",
    breaks: "SND6-06",
    siblings: ["SND6-26"],
    interruption: "low resources: sends",
    scenarios: ["a binding is closed at once"],
    wrap: defective({
      says: (outs) =>
        outs.some((out) => out.k === "befell") ? outs.filter((out) => out.k !== "call") : outs,
    }),
  },
  {
    name: "protocol-keeps-lists-of-failed-send",
    sentence:
      "When there is no memory for the second of two lists it forgets the first, which it has made already.",
    role: "protocol",
    blames: "protocol",
    breaks: "POOL-11",
    siblings: ["POOL-01"],
    interruption: "low resources: memory of a protocol, later",
    scenarios: ["a protocol is bound, sends, and is unbound"],
    wrap: defective({
      says: (outs) =>
        outs.some((out) => out.k === "befell")
          ? outs.filter((out) => out.k !== "act" || !out.name.startsWith("frees"))
          : outs,
    }),
  },
];
