// What a run says about each rule.
import type { Program } from "../../contract/program.ts";
import type { Rule, Statement } from "../../contract/syntax.ts";
import type { Ending, OpenDebt, RuleVerdict } from "../../contract/verdict.ts";
import type { CompiledRule, Waiting } from "../compile/compiled.ts";
import type { RuleState } from "../tracking/rule-state.ts";

/** What a rule has come to, as far as its verdict needs it. */
export type RuleEnd = Pick<
  RuleState,
  "exercised" | "observations" | "isBroken" | "brokenAfter" | "undecided"
> & {
  readonly chosen: { readonly rule: Rule };
};

export const verdictOf = (
  state: RuleEnd,
  ending: Ending,
  owed: readonly OpenDebt[],
  unseen: string | undefined,
): RuleVerdict => {
  const { rule } = state.chosen;
  const base = { rule: rule.id, exercised: state.exercised, observations: state.observations };
  if (state.isBroken) return { ...base, verdict: "broken" };
  if (unseen !== undefined) return { ...base, verdict: "unexercised", reason: unseen };
  if (state.brokenAfter !== undefined)
    return { ...base, verdict: "undecided", reason: `broken only in consequence of ${state.brokenAfter}` };
  if (state.undecided !== undefined) return { ...base, verdict: "undecided", reason: state.undecided };
  if (ending === "cut" && owed.length > 0)
    return { ...base, verdict: "undecided", reason: `the record ends early; still owed: ${listed(owed)}` };
  if (rule.level === "may")
    return { ...base, verdict: state.observations.length > 0 ? "observed" : "unexercised" };
  if (state.exercised === 0) return { ...base, verdict: "unexercised" };
  return ending === "bound"
    ? { ...base, verdict: "undecided", reason: "a bound was reached" }
    : { ...base, verdict: "kept" };
};

const shownDebts = 3;
const listed = (owed: readonly OpenDebt[]): string => {
  const shown = owed
    .slice(0, shownDebts)
    .map(
      (debt) =>
        `${debt.debt} of ${debt.resources.join(", ") || debt.by} by ${debt.by} since event ${debt.since}`,
    );
  return [...shown, ...(owed.length > shownDebts ? [`${owed.length - shownDebts} more`] : [])].join("; ");
};

/** Whoever only listens on a medium hears what is said there in messages: no call, no arrival, and nothing that a party does alone. */
const onlySaid = " said";

/** Such a record never has an end of its own. */
export const onlyHeard = (watched: readonly string[] | undefined): boolean =>
  watched !== undefined && watched.length > 0 && watched.every((one) => one.endsWith(onlySaid));

/** Why a rule cannot be judged on a record that watched only some boundaries; undefined when it can. */
export const unseenReason = (
  program: Program,
  rule: CompiledRule,
  watched: readonly string[],
): string | undefined => {
  const isSeen = ({ name, kind }: Waiting): boolean => {
    const boundary = program.words.get(name)?.boundary ?? "";
    if (boundary === "") return watched.length === 0 || watched.some((one) => !one.endsWith(onlySaid));
    return watched.includes(boundary) || (kind === "said" && watched.includes(`${boundary}${onlySaid}`));
  };
  const canJudge = rule.groups.filter(changes).every(isSeen) && rule.groups.filter(asks).some(isSeen);
  return canJudge ? undefined : "not observable here";
};

const asking: ReadonlySet<Statement["kind"]> = new Set(["require", "advise", "observe", "owe"]);

const asks = ({ node }: Waiting): boolean =>
  node.kind === "never" || node.statements.some(({ kind }) => asking.has(kind));

const changes = ({ node }: Waiting): boolean =>
  node.kind === "block" && (node.mode === "until" || node.statements.some(({ kind }) => !asking.has(kind)));
