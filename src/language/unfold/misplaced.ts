// What the grammar lets stand in any block and only some have a use for: nothing that is written may be passed over in silence.
import type { Problem } from "../../contract/problem.ts";
import type { EventStep, Expression, PartyRef, SourceFile, Step } from "../../contract/syntax.ts";
import { type Check, type Checked, declarationsOf } from "../check/checked.ts";
import { problem } from "../check/problems.ts";
import { expressionsOf, nodesOf, patternsOf } from "../walk.ts";

export const misplaced: Check = (checked) => [
  ...checked.asWritten.flatMap((file) =>
    file.declarations.flatMap((declaration) => {
      if (declaration.kind === "fragment") return misplacedIn(file, declaration.steps, "A fragment");
      if (declaration.kind === "scenario")
        return declaration.steps.flatMap((step) => misplacedIn(file, blocksOf(step).flat(), "A block"));
      if (declaration.kind !== "rule") return [];
      return declaration.items.flatMap((item) =>
        item.kind === "example" ? notOfExamples(file, item.steps) : [],
      );
    }),
  ),
  ...[...declarationsOf(checked, "scenario"), ...declarationsOf(checked, "fragment")].flatMap(
    ([file, { steps }]) => [...notOfScenarios(file, steps), ...variableParties(checked, file, steps)],
  ),
  ...[...declarationsOf(checked, "scenario")].flatMap(([file, { steps }]) => unwrittenLists(file, steps)),
];

/** What says something about a whole scenario stands in it directly. */
const aboutTheWhole: ReadonlySet<unknown> = new Set<Step["kind"]>(["parties", "given", "cases", "alphabet"]);

const misplacedIn = (file: SourceFile, steps: readonly Step[], where: string): readonly Problem[] =>
  nodesOf(steps).flatMap((node) => {
    if (!aboutTheWhole.has(node.kind)) return [];
    const hint = "it speaks of the whole scenario: write it there";
    return [problem("misplaced-step", file, node, `${where} holds no ${firstWord(file, node)}.`, hint)];
  });

const firstWord = (file: SourceFile, { at, end }: { readonly at: number; readonly end: number }): string =>
  /^\w+/.exec(file.text.slice(at, end))?.[0] ?? "";

const blocksOf = (step: Step): readonly (readonly Step[])[] => {
  if (step.kind === "either") return step.branches;
  return "steps" in step && step.steps !== undefined ? [step.steps] : [];
};

/** An example is what happened, one course of it. */
const freedom: ReadonlySet<unknown> = new Set<Step["kind"]>([
  "either",
  "optional",
  "each",
  "never",
  "eventually",
  "expect",
  "fault",
  "let",
  "alphabet",
  "do",
  "cases",
]);

const notOfExamples = (file: SourceFile, steps: readonly Step[]): readonly Problem[] =>
  steps.flatMap((step): readonly Problem[] => {
    const hint = "write the steps out, as they happened";
    if (freedom.has(step.kind))
      return [problem("misplaced-step", file, step, `An example holds no ${firstWord(file, step)}.`, hint)];
    const inner = blocksOf(step).flatMap((block) => notOfExamples(file, block));
    const limit =
      step.kind === "event" ? limitOf(step) : step.kind === "repeat" && step.to !== undefined ? "range" : "";
    return limit === ""
      ? inner
      : [problem("misplaced-step", file, step, `An example holds no ${limit}.`, hint), ...inner];
  });

const limitOf = (step: EventStep): string => {
  if (step.grouped) return "grouped";
  if (step.within !== undefined) return "within";
  return step.after === undefined ? "" : "after";
};

/** Words that ask what only a rule remembers, or where an event stands: a scenario says that by its blocks. */
const notOfScenarios = (file: SourceFile, steps: readonly Step[]): readonly Problem[] => [
  ...expressionsOf(steps).flatMap((e) => {
    const word = ruleWord(e);
    if (word === undefined) return [];
    return [
      problem(
        "rules-only",
        file,
        e,
        `${word} is for rules; in a scenario nothing answers it.`,
        insteadOf(word),
      ),
    ];
  }),
  ...patternsOf(steps).flatMap(({ args }) =>
    args
      .filter(({ name }) => name === "call")
      .map((arg) => problem("rules-only", file, arg, "call is for rules; a step is told by its block.")),
  ),
];

const ruleWord = (e: Expression): string | undefined => {
  if (e.kind === "around") return e.during ? "during" : "inside";
  if (e.kind === "binary" && e.op === "covers") return "covers";
  return e.kind === "apply" && (e.name === "owed" || e.name === "enclosing") ? e.name : undefined;
};

const insteadOf = (word: string): string =>
  word === "inside" || word === "during"
    ? "write the step in the block of the call"
    : "write a rule that says it";

/** The cast is fixed: who acted can be asked later, but a step names its party. */
const variableParties = (checked: Checked, file: SourceFile, steps: readonly Step[]): readonly Problem[] => {
  const parties = nodesOf(steps).filter(
    (node): node is PartyRef & { kind: "party" } => node.kind === "party",
  );
  const bound = new Set(parties.filter(({ bind }) => bind).map(({ name }) => name));
  return parties
    .filter(({ name, bind }) => !bind && bound.has(name))
    .map((party) =>
      problem(
        "variable-party",
        file,
        party,
        `${party.name} is whoever acted before; a step names its party.`,
        "write either { … } or { … }, one branch for each party",
      ),
    );
};

const unwrittenLists = (file: SourceFile, steps: readonly Step[]): readonly Problem[] =>
  nodesOf(steps).flatMap((node) =>
    isEach(node) && node.list.kind !== "list"
      ? [
          problem(
            "unwritten-list",
            file,
            node.list,
            "for each wants a list that the text shows: in brackets, or of a let.",
            "name the things in the step that brings them: [?a, ?b]",
          ),
        ]
      : [],
  );

const isEach = (node: { readonly kind?: unknown }): node is Extract<Step, { kind: "each" }> =>
  node.kind === "each";
