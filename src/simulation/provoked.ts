// Findings that are nobody's defect: a party of the kit was told to misbehave by the script, or stands behind a breach of who is under test.
import type { PartyId, ResourceId } from "../contract/event.ts";
import type { Shown } from "../contract/value.ts";
import type { Finding, RuleVerdict } from "../contract/verdict.ts";
import type { Declared } from "./config.ts";
import { idsIn } from "./events.ts";

/**
 * A word that the script had changed (`seq` is its event; `things` are those that it would have spoken of), or a fault that it declared
 * (`seq` is the event before it).
 */
export type Provocation =
  | {
      readonly kind: "mutate";
      readonly seq: number;
      readonly by: PartyId;
      readonly things: readonly ResourceId[];
    }
  | { readonly kind: "fault"; readonly seq: number; readonly by: PartyId };

export const provocationOf = (seq: number, by: PartyId, mutated: Shown): Provocation => ({
  kind: "mutate",
  seq,
  by,
  things: Object.values(mutated).flatMap(idsIn),
});

/**
 * The findings, those marked that blame a party for what it was made to do: the changed word is among what shows the breach, or the
 * breach concerns what the word no longer spoke of, or it came behind the fault. A fault excuses only whom the kit plays beside a
 * subject: where everybody is judged, it is to be borne within the rules. Behind a breach of who is under test nothing that the kit's
 * parties do shows anything. What follows from a provoked breach is provoked too.
 */
export function withProvoked(
  findings: readonly Finding[],
  provocations: readonly Provocation[],
  live: ReadonlySet<PartyId>,
): readonly Finding[] {
  const breach = firstBreach(findings, live);
  if (provocations.length === 0 && breach === undefined) return findings;
  const marks: boolean[] = [];
  for (const finding of findings)
    marks.push(
      (!live.has(finding.blames) &&
        (provocations.some((each) => causes(each, finding, live.size > 0)) || isBehind(finding, breach))) ||
        (finding.consequenceOf !== undefined && marks[finding.consequenceOf] === true),
    );
  return findings.map((finding, i) => (marks[i] === true ? { ...finding, provoked: true } : finding));
}

function causes(provocation: Provocation, finding: Finding, besideSubject: boolean): boolean {
  const { seq, by } = provocation;
  if (by !== finding.blames) return false;
  const later = finding.seq === 0 || finding.seq > seq;
  if (provocation.kind === "fault") return besideSubject && later;
  return (
    finding.seq === seq ||
    finding.witness.includes(seq) ||
    (later && finding.resources.some((id) => provocation.things.includes(id)))
  );
}

/** The event at which who is under test first broke a rule, or began to owe what never came. */
function firstBreach(findings: readonly Finding[], live: ReadonlySet<PartyId>): number | undefined {
  if (live.size === 0) return undefined;
  const breaches = findings.filter(({ blames, level }) => level !== "may" && live.has(blames));
  return breaches.length === 0
    ? undefined
    : Math.min(...breaches.map(({ seq, witness }) => (seq === 0 ? (witness[0] ?? 0) : seq)));
}

const isBehind = ({ seq }: Finding, breach: number | undefined): boolean =>
  breach !== undefined && (seq === 0 || seq >= breach);

/** The faults after one of that name befell the party: the oldest that was still to happen. */
export function spent(faults: readonly Declared[], party: PartyId, name: string): readonly Declared[] {
  const at = faults.findIndex((fault) => fault.party === party && fault.name === name && fault.left !== 0);
  const fault = faults[at];
  return fault === undefined ? faults : faults.with(at, { ...fault, left: Math.max(0, fault.left - 1) });
}

/** A rule that was broken on purpose alone, or over what who is under test did, says nothing about anybody. */
export function verdictsWithout(
  verdicts: readonly RuleVerdict[],
  findings: readonly Finding[],
  live: ReadonlySet<PartyId>,
): readonly RuleVerdict[] {
  const provoked = new Set(findings.filter((f) => f.provoked === true).map((f) => f.rule));
  if (provoked.size === 0) return verdicts;
  const whoProvoked = findings.some(({ blames }) => live.has(blames)) ? "who is under test" : "the scenario";
  const broken = new Set(findings.filter((f) => f.provoked !== true).map((f) => f.rule));
  return verdicts.map((verdict) =>
    verdict.verdict === "broken" && provoked.has(verdict.rule) && !broken.has(verdict.rule)
      ? { ...verdict, verdict: "unexercised", reason: `broken on purpose only: ${whoProvoked} provoked it` }
      : verdict,
  );
}
