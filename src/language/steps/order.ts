// Orders that nobody asked for: written one under the other, two deeds of one party bind it, although it owes the second whenever it likes.
import type { Problem } from "../../contract/problem.ts";
import type { EventStep, Rule, RuleItem, Scenario, SourceFile, Step } from "../../contract/syntax.ts";
import { type Check, type Checked, blocksOf, declarationsOf } from "../check/checked.ts";
import { problem } from "../check/problems.ts";
import { expressionsOf } from "../walk.ts";

/** A note for every two steps in a row of one sender, a completion among them, that nothing ties together. */
export const orderOfSteps: Check = (checked) =>
  [...declarationsOf(checked, "scenario")].flatMap(([file, scenario]) => {
    const ordered = orderedBy(rulesCovered(checked, scenario));
    return overOrdered(checked, file, scenario.steps, ordered);
  });

/** Whether a rule that the scenario covers follows both words at once, or one of them at several places: then their order is its affair. */
type Ordered = (one: string, two: string) => boolean;

const overOrdered = (
  checked: Checked,
  file: SourceFile,
  steps: readonly Step[],
  ordered: Ordered,
): readonly Problem[] => [
  ...steps.flatMap((step, index) => {
    const before = steps[index - 1];
    if (step.kind !== "event" || before?.kind !== "event" || !isLoose(checked, before, step, ordered))
      return [];
    const who = step.pattern.speaker?.name ?? "one party";
    return [
      problem(
        "over-ordered",
        file,
        step.pattern,
        `Is this order required? ${who} owes one of ${before.pattern.name} and ${step.pattern.name}, and nothing ties them together.`,
        "if not, write in any order { … }; if it is, say so: within or after on the second, or cover a rule that follows both",
      ),
    ];
  }),
  ...steps.flatMap((step) =>
    step.kind === "any order"
      ? step.steps.flatMap((one) =>
          inside(one).flatMap((inner) => overOrdered(checked, file, inner, ordered)),
        )
      : inside(step).flatMap((inner) => overOrdered(checked, file, inner, ordered)),
  ),
];

const inside = (step: Step): readonly (readonly Step[])[] => {
  if (step.kind === "either") return step.branches;
  return "steps" in step && step.steps !== undefined ? [step.steps] : [];
};

/** The same things, a cause, a time between them, or a rule about both: each says that the order is meant. */
const isLoose = (checked: Checked, one: EventStep, two: EventStep, ordered: Ordered): boolean => {
  const words = [one, two].map((step) => checked.words.get(step.pattern));
  if (!words.every((word) => word?.kind === "call") || !words.some((word) => word?.mode === "duty"))
    return false;
  if (words[1]?.causedBy?.word === one.pattern.name) return false;
  if (two.within !== undefined || two.after !== undefined) return false;
  if (one.pattern.speaker?.name !== two.pattern.speaker?.name) return false;
  const names = namesIn(checked, one);
  if ([...namesIn(checked, two)].some((name) => names.has(name))) return false;
  return !ordered(one.pattern.name, two.pattern.name);
};

const namesIn = (checked: Checked, step: EventStep): ReadonlySet<string> =>
  new Set(
    expressionsOf(step).flatMap((e) => {
      const ref = checked.refs.get(e);
      return ref?.kind === "bound" || ref?.kind === "example" ? [ref.name] : [];
    }),
  );

const rulesCovered = ({ tables }: Checked, { covers }: Scenario): readonly Rule[] =>
  covers.flatMap(({ id }) => tables.rules.get(id) ?? []);

const orderedBy = (rules: readonly Rule[]): Ordered => {
  const scopes = rules.flatMap(({ items }) => scopesOf(items));
  const often = (names: readonly string[], word: string): number =>
    names.filter((name) => name === word).length;
  return (one, two) =>
    scopes.some((names) => often(names, one) >= (one === two ? 2 : 1) && often(names, two) >= 1);
};

/** The words that each scope of a rule looks at, as often as it does; outside all of them the rule itself is the scope. */
const scopesOf = (items: readonly RuleItem[]): readonly (readonly string[])[] => {
  const nested = items.filter((item) => item.kind === "foreach");
  const own = items.filter((item) => item.kind === "block" || item.kind === "never");
  return [own, ...nested.map(({ items: inner }) => inner)].map((part) =>
    [...blocksOf(part)].flatMap(({ heads }) => heads.map(({ name }) => name)),
  );
};
