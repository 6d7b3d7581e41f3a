// Wrong NIC drivers: what they leave behind when they are stopped, and what they free too early, twice or in part.
import type { Mutant } from "../../../src/contract/subject.ts";
import { text } from "../../words.ts";
import { added, changing, defective, dropping, hearsCall, replacing } from "../wrap.ts";

const packets = ["a NIC of packets is started and stopped"];
const lists = ["a NIC of lists is started, stopped and started again"];
const base = { role: "nic", blames: "nic" } as const;

/** The pool is freed as the first thing, not the last. */
const poolFirst = defective({
  says: (outs, input) =>
    hearsCall(input, "MiniportHalt")
      ? outs.toSorted((a, b) => Number(isPoolFree(b)) - Number(isPoolFree(a)))
      : outs,
});
const isPoolFree = (out: { readonly k: string; readonly name?: string }): boolean =>
  out.k === "act" && out.name === "freesPool";

export const nicPoolMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-frees-pool-of-lists-first",
    sentence: "It frees its pool, and then the lists that came from it.",
    breaks: "POOL-01",
    scenarios: lists,
    wrap: poolFirst,
  },
  {
    ...base,
    name: "nic-frees-pool-of-packets-first",
    sentence: "It frees its pool of packets while packets of it are still there.",
    breaks: "POOL-02",
    scenarios: packets,
    wrap: poolFirst,
  },
  {
    ...base,
    name: "nic-frees-packets-twice",
    sentence: "It frees every packet by itself and once more with all the others.",
    breaks: "POOL-03",
    scenarios: packets,
    wrap: replacing("frees", (out) =>
      text(out.args, "what").startsWith("packet") ? [out, added(out)] : [out],
    ),
  },
  {
    ...base,
    name: "nic-loses-buffers-of-reused-packets",
    sentence: "It reinitializes a packet before it has looked which buffers are chained to it.",
    breaks: "POOL-06",
    scenarios: ["a packet of a NIC goes round again"],
    wrap: dropping("reads"),
  },
  {
    ...base,
    name: "nic-frees-packets-with-their-buffers",
    sentence: "It frees its packets and leaves the buffers chained to them.",
    breaks: "POOL-05",
    scenarios: packets,
    wrap: dropping("unchainsBuffer"),
  },
  {
    ...base,
    name: "nic-forgets-one-buffer",
    sentence: "When it is stopped it frees its packets, and not the memory that was chained to them.",
    breaks: "POOL-11",
    scenarios: packets,
    wrap: replacing("frees", (out) => (text(out.args, "what").startsWith("buffer") ? [] : [out])),
  },
  {
    ...base,
    name: "nic-forgets-its-pool",
    sentence: "When it is stopped it frees what came from its pool, and not the pool.",
    breaks: "POOL-11",
    scenarios: packets,
    wrap: dropping("freesPool"),
  },
  {
    ...base,
    name: "nic-reserves-too-much",
    sentence: "It gives its packets more room for protocols than a packet that is indicated may have.",
    breaks: "POOL-12",
    scenarios: packets,
    wrap: changing("allocatesPool", (args) => ({ ...args, reserved: 16 })),
  },
];
