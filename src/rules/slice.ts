// The shortest slice of a run that still shows a finding, for printing and for repeating.
import type { Event } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Ending, Finding, Setting } from "../contract/verdict.ts";
import { createJudge } from "./judge.ts";

export type Run = {
  readonly program: Program;
  readonly setting: Setting;
  /** all of the run, or at least what the finding's witness names and the calls that this belongs to */
  readonly events: readonly Event[];
  /** when the run came to its end */
  readonly until: number;
  readonly ending: Ending;
};

/** Beyond so many events the finding's own witness is taken as it is. */
const limit = 64;

/**
 * The events of the finding's witness without those that it does not need: leaving any one more out (a call together
 * with its return) loses the finding. Judged by the finding's own rule; the whole witness when that does not show it.
 */
export const shortestSlice = (run: Run, finding: Finding): readonly Event[] => {
  const wanted = new Set(finding.witness);
  const witness = run.events.filter((event) => wanted.has(event.seq));
  const calls = new Set(witness.flatMap((event) => event.call ?? []));
  let kept = run.events.filter(
    (event) => wanted.has(event.seq) || (event.call !== undefined && calls.has(event.call)),
  );
  if (kept.length > limit || !shows(run, kept, finding)) return witness;
  for (const group of groupsOf(kept).toReversed()) {
    const fewer = kept.filter((event) => !group.has(event.seq));
    if (shows(run, fewer, finding)) kept = fewer;
  }
  return kept;
};

/** What is left out together: a call and its return, any other event alone; returns alone first. */
const groupsOf = (events: readonly Event[]): readonly ReadonlySet<number>[] => {
  const together = events.map((event) =>
    event.kind === "call" ? events.filter((e) => e.call === event.call) : [event],
  );
  return together.map((group) => new Set(group.map((event) => event.seq)));
};

const shows = (
  { program, setting, ending, until }: Run,
  kept: readonly Event[],
  finding: Finding,
): boolean => {
  const ids = finding.rule.startsWith("CUSTODY") ? ["CUSTODY"] : [finding.rule];
  const judge = createJudge(program, { ...setting, fromStart: false }, ids);
  for (const event of kept) judge.see(event);
  judge.advance(until);
  return judge
    .end(ending)
    .findings.some(
      (f) =>
        f.rule === finding.rule &&
        f.blames === finding.blames &&
        f.demand === finding.demand &&
        f.seq === finding.seq,
    );
};
