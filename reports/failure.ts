// A failure in words, in the one order: requirement, place, expected, happened, why, custody, the events around, how to repeat it.

import type { Event, Party } from "../src/contract/event.ts";
import type { Failure } from "../src/contract/result.ts";
import type { Finding } from "../src/contract/verdict.ts";
import { ladder } from "./ladder.ts";
import { type Paint, plain } from "./paint.ts";
import { printable } from "./spelling.ts";

/** What a failure is drawn from: the run that it belongs to. */
export type Surroundings = { readonly parties: readonly Party[]; readonly events: readonly Event[] };

const before = 5;
const behind = 4;

export function failureText(
  failure: Failure,
  { parties, events }: Surroundings,
  paint: Paint = plain,
): string {
  const {
    requirement,
    rule,
    citations,
    place,
    expected,
    happened,
    because,
    blames,
    custody,
    resource,
    proof,
    repeat,
  } = failure;
  const source = [...(rule === undefined ? [] : [rule]), ...citations].join(", ");
  const around = aroundEvent(events, failure.at);
  return [
    `${paint.bad(requirement)}${source === "" ? "" : ` ${paint.faint(`[${source}]`)}`}`,
    ...(place.file === "" ? [] : [`  at        ${place.file}:${place.line}`]),
    ...listed("expected", expected.length > 1 ? ["one of", ...expected] : expected),
    ...listed("happened", [happened]),
    ...listed("because", because),
    ...(blames === undefined ? [] : listed("blames", [paint.strong(blames)])),
    ...(custody.length === 0 ? [] : listed("custody", [`of ${resource ?? "the resource"}:`, ...custody])),
    ...listed("as well", failure.siblings.map(spellFinding)),
    ...listed("then", failure.consequences.map(spellFinding)),
    ...(proof.length === 0
      ? []
      : [
          "  proof     the fewest events that show it:",
          ...indented(ladder({ parties, events: proof, mark: failure.at })),
        ]),
    ...(around.length === 0
      ? []
      : ["  around it", ...indented(ladder({ parties, events: around, mark: failure.at }))]),
    ...listed("repeat", repeat === "" ? [] : [repeat]),
  ].join("\n");
}

/** Ten events: the one with that number, five before and four behind it. Without such an event the last ten. */
export function aroundEvent(events: readonly Event[], seq: number): readonly Event[] {
  const next = events.findIndex((event) => event.seq >= seq);
  const index = seq === 0 || next < 0 ? events.length - 1 : next;
  const from = Math.max(0, Math.min(index - before, events.length - before - behind - 1));
  return events.slice(from, from + before + 1 + behind);
}

const listed = (word: string, sentences: readonly string[]): readonly string[] =>
  sentences.map((sentence, index) => `  ${(index === 0 ? word : "").padEnd(10)}${sentence}`);

const spellFinding = ({ rule, seq, blames, text }: Finding): string =>
  printable(`${rule}${seq === 0 ? "" : ` at #${seq}`}, ${blames}: ${text}`);

const indented = (text: string): readonly string[] => text.split("\n");
