// Two wrong drivers in one stack, which know nothing of each other: both defects show on the same resource, each with its own culprit.
import type { Mutant } from "../../src/contract/subject.ts";

/** What shows first stands first; the other may be found in its shadow. */
const pairs: readonly (readonly [scenario: string, first: string, second: string])[] = [
  ["two clients share one packet", "client-writes-packet", "protocol-keeps-clients-return"],
  ["two clients share one packet", "client-reads-after-return", "protocol-counts-itself-too"],
  ["two clients share one packet", "nic-refills-packet-that-is-out", "ndis-gives-back-twice"],
  ["taken over once", "nic-indicates-half-a-packet", "protocol-keeps-packet"],
  ["taken over once", "protocol-returns-after-minutes", "ndis-never-gives-back"],
  ["the rest comes later", "protocol-reads-pending-transfer", "nic-completes-transfer-twice"],
  ["the rest comes later", "protocol-reads-pending-transfer", "ndis-keeps-completion-of-transfer"],
  ["a send that succeeds", "nic-touches-completed-list", "ndis-completes-twice"],
  ["a send that succeeds", "protocol-refills-list-that-is-away", "nic-completes-twice"],
  ["a send that succeeds", "protocol-walks-chain-after-send", "ndis-never-hands-up"],
  ["a send that succeeds", "protocol-writes-info-after-send", "nic-completes-pending"],
  ["a list is held below", "ndis-hands-up-while-below", "nic-completes-after-a-minute"],
];

export const doublesOf = (single: readonly Mutant[]): readonly Mutant[] =>
  pairs.flatMap(([scenario, ...names]) => {
    const [first, second] = names.map((name) => single.find((mutant) => mutant.name === name));
    if (first === undefined || second === undefined) return [];
    const { published: _, ...one } = first;
    return [
      {
        ...one,
        name: `${first.name}-and-${second.name}`,
        sentence: `Two wrong drivers. The ${first.role}: ${first.sentence} The ${second.role}: ${second.sentence}`,
        siblings: [...(first.siblings ?? []), ...(second.siblings ?? [])],
        scenarios: [scenario],
        also: second,
      },
    ];
  });
