// One rule, some events, what it says: the shape of most tests of meaning.
import type { Ending, Setting } from "../../contract/verdict.ts";
import { act, run, type Short, smallProgram } from "./small.ts";

const any = "good { maker ticks(1) }\n  bad { maker ticks(1) }";
/** A rule R-1 around some items. */
export const rule = (body: string, head = "must maker, keeper, user"): string =>
  `rule R-1 ${head} "It is so." {\n  cites seed 000\n${body}\n  ${any}\n}\n`;

export type Outcome = {
  readonly verdict: string;
  readonly reason: string | undefined;
  readonly findings: readonly string[];
  readonly exercised: number;
};
/** What rule R-1 says about some events. */
export const judged = (
  text: string,
  events: readonly Short[],
  ending: Ending = "quiet",
  setting: Partial<Setting> = {},
): Outcome => {
  const judgement = run(smallProgram(text), events, setting, ["R-1"]).end(ending);
  const [verdict] = judgement.verdicts;
  const findings = judgement.findings.map(
    (f) =>
      `${f.blames} ${f.seq} ${f.time}${f.consequenceOf === undefined ? "" : ` after ${f.consequenceOf}`}`,
  );
  return {
    verdict: verdict?.verdict ?? "",
    reason: verdict?.reason,
    findings,
    exercised: verdict?.exercised ?? 0,
  };
};
export const verdictOf = (
  text: string,
  events: readonly Short[],
  ending?: Ending,
  setting?: Partial<Setting>,
): string => judged(text, events, ending, setting).verdict;
export const tick = (from: string, n: number, more = {}): Short => act(from, "ticks", { n }, more);
