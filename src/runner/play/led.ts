// What a subject leads the kit's parties to: they break a rule beside it, and keep it beside the reference in its place. Whom the kit plays
// does nothing of its own accord, so a difference in what it does is one in what it was told.
import type { Event, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Failure } from "../../contract/result.ts";
import type { Finding } from "../../contract/verdict.ts";
import { lookedAt } from "../../rules/compile/looked-at.ts";
import { verdictsWithout } from "../../simulation/provoked.ts";
import type { RunResult } from "../../simulation/run.ts";

export type Ran = { readonly ran: RunResult; readonly events: readonly Event[] };

export type Led = {
  readonly status: "failed" | "undecided";
  readonly reason: string;
  /** what the subject said too seldom or too often on the medium, where a rule about others is judged by it */
  readonly fault?: Pick<Failure, "requirement" | "rule" | "expected" | "happened" | "because"> & {
    readonly blames: PartyId;
  };
};

/** What nobody's defect accounts for: breaches by the kit's parties, and what they say off script. */
export const againstKit = (
  { findings, outcome }: RunResult,
  live: ReadonlySet<PartyId>,
): { readonly findings: readonly Finding[]; readonly offScript: string | undefined } => ({
  findings: findings.filter((f) => isFirst(f) && !live.has(f.blames)),
  offScript:
    outcome.kind === "mismatch" && outcome.mismatch.kind !== "chose" && !live.has(outcome.mismatch.by)
      ? outcome.mismatch.what
      : undefined,
});

export const isFirst = (f: Finding): boolean =>
  f.consequenceOf === undefined && f.level !== "may" && f.provoked !== true;

/** `beside` the subject, and with the reference `instead`. undefined: the kit's parties do no better beside the reference. */
export function ledBy(
  program: Program,
  live: ReadonlySet<PartyId>,
  beside: Ran,
  instead: Ran,
): Led | undefined {
  const there = againstKit(instead.ran, live);
  if (there.findings.length > 0 || there.offScript !== undefined) return undefined;
  const { findings, offScript } = againstKit(beside.ran, live);
  for (const finding of findings) {
    const fault = onTheMedium(program, live, finding, beside.events, instead.events);
    if (fault !== undefined) return { status: "failed", reason: fault.happened, fault };
  }
  const [finding] = findings;
  const who = [...live].join(" and ");
  const what =
    finding === undefined
      ? `the kit went off script (${offScript ?? ""})`
      : `${finding.rule} is broken by ${finding.blames}, whom the kit plays,`;
  return {
    status: "undecided",
    reason: `${what} over what ${who} said: beside the reference it goes as written, and no rule forbids ${who} what it did`,
  };
}

/** Messages are read out of the subject's own frames, whoever is answerable for what is in them. */
function onTheMedium(
  program: Program,
  live: ReadonlySet<PartyId>,
  finding: Finding,
  beside: readonly Event[],
  instead: readonly Event[],
): Led["fault"] {
  const rule = program.rules.find(({ id }) => id === finding.rule);
  if (rule === undefined) return undefined;
  for (const name of lookedAt(program, rule).words) {
    if (program.words.get(name)?.kind !== "message") continue;
    for (const party of live) {
      const [said, wanted] = [beside, instead].map((events) => timesOf(events, party, name)) as [
        number,
        number,
      ];
      if (said === wanted) continue;
      return {
        requirement: "what is handed down to be sent leaves as it was handed down, each frame once",
        rule: finding.rule,
        expected: [`${party} says ${name} ${times(wanted)}`],
        happened:
          said === 0
            ? `never came: ${name} of ${party}`
            : `${party} said ${name} ${times(said)}, not ${times(wanted)}`,
        because: [`so ${finding.rule} is not kept, which is about ${finding.blames}`, ...finding.because],
        blames: party,
      };
    }
  }
  return undefined;
}

const timesOf = (events: readonly Event[], party: PartyId, name: string): number =>
  events.filter((e) => e.kind === "said" && e.from === party && e.name === name).length;

const times = (n: number): string => (n === 1 ? "once" : `${n} times`);

/** The run, its breaches by the kit's parties marked as what they were led to. */
export function excused(ran: RunResult, live: ReadonlySet<PartyId>): RunResult {
  const findings = ran.findings.map((f) =>
    isFirst(f) && !live.has(f.blames) ? { ...f, provoked: true as const } : f,
  );
  const verdicts = verdictsWithout(ran.judgement.verdicts, findings, live);
  return { ...ran, findings, judgement: { ...ran.judgement, findings, verdicts } };
}
