// A record with lines that cannot be used falls into pieces: what stands behind such a line begins in the middle. Their judgements are one.

import type { Finding, Judgement, RuleVerdict, Verdict } from "../../contract/verdict.ts";

/** In the order of the record. What was owed at the end of a piece may have been done in the gap behind it. */
export function joined(pieces: readonly Judgement[], last: Judgement): Judgement {
  if (pieces.length === 0) return last;
  const all = [...pieces.map(interrupted), last];
  const findings: Finding[] = [];
  for (const piece of all) {
    const base = findings.length;
    findings.push(...piece.findings.map((finding) => movedBy(base, finding)));
  }
  const verdicts = last.verdicts.map((_, at) => worst(all.flatMap((piece) => piece.verdicts[at] ?? [])));
  return { verdicts, findings, openDebts: last.openDebts };
}

const movedBy = (base: number, finding: Finding): Finding =>
  finding.consequenceOf === undefined ? finding : { ...finding, consequenceOf: finding.consequenceOf + base };

const interrupted = (piece: Judgement): Judgement => {
  const owed = new Set(piece.openDebts.map(({ rule }) => rule));
  const verdicts = piece.verdicts.map((one) =>
    one.verdict === "undecided" && owed.has(one.rule) ? { ...one, reason } : one,
  );
  return { ...piece, verdicts };
};
const reason = "a line could not be used while something was owed";

const weight: Readonly<Record<Verdict, number>> = {
  unexercised: 0,
  kept: 1,
  observed: 2,
  undecided: 3,
  broken: 4,
};

/** Of one rule: the worst of its verdicts, exercised as often as all of them say. */
const worst = (verdicts: readonly RuleVerdict[]): RuleVerdict =>
  verdicts.reduce((a, b) => ({
    ...(weight[b.verdict] > weight[a.verdict] ? b : a),
    exercised: a.exercised + b.exercised,
    observations: [...new Set([...a.observations, ...b.observations])],
  }));

/** Events are missing, from this number on, nobody knows which: what was found there, or at the end, may be for want of them. */
export function lacking(judgement: Judgement, from: number): Judgement {
  const findings = judgement.findings.filter(({ seq }) => seq > 0 && seq < from);
  const found = new Set(findings.map(({ rule }) => rule));
  const verdicts = judgement.verdicts.map((one): RuleVerdict =>
    one.verdict === "broken" && !found.has(one.rule)
      ? { ...one, verdict: "undecided", reason: "events are missing in the record" }
      : one,
  );
  return { ...judgement, findings, verdicts };
}
