// Wrong NetBEUI drivers: sessions with nobody, and callers that are not told so.
import type { Mutant } from "../../../src/contract/subject.ts";
import { changing, repeating, replacing } from "../wrap.ts";

const base = { role: "protocol", party: "netbeui", blames: "netbeui", breaks: "PRO-01" } as const;
const isUp = (args: { readonly status?: unknown }): boolean => args.status === "OK";

export const netbeuiConnectionMutants: readonly Mutant[] = [
  {
    ...base,
    name: "netbeui-connects-to-nobody",
    sentence: "It reports a session although no station has answered.",
    scenarios: ["a server that is not there"],
    wrap: changing("Connected", (args) => ({ ...args, status: "OK" })),
  },
  {
    ...base,
    name: "netbeui-never-says-that-nobody-answers",
    sentence: "It says when a session is there, and nothing when there is none.",
    scenarios: ["no common protocol, and a redirector that waits long"],
    wrap: replacing("Connected", (out) => (isUp(out.args) ? [out] : [])),
  },
  {
    ...base,
    name: "netbeui-connects-without-reason",
    sentence: "Its caller hears that there is no session, and not why.",
    scenarios: ["a server that is not there"],
    wrap: changing("Connected", (args) => (isUp(args) ? args : { ...args, status: "UNSUCCESSFUL" })),
  },
  {
    ...base,
    name: "netbeui-says-twice-that-nobody-answers",
    sentence: "It reports a failed connection from its timer and from its queue.",
    scenarios: ["a server that is not there"],
    wrap: repeating("Connected"),
  },
];
