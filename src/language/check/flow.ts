// The course of a scenario: steps that can never happen, lists that cannot be grouped, words that nobody causes.
import type { Problem } from "../../contract/problem.ts";
import type { EventStep, Pattern, SourceFile, Step } from "../../contract/syntax.ts";
import { settled } from "../names/type.ts";
import { formOf, nodesOf } from "../walk.ts";
import { type Check, type Checked, declarationsOf, isSound } from "./checked.ts";
import { problem } from "./problems.ts";

export const courseOfSteps: Check = (checked) => [
  ...scenarioProblems(checked),
  ...[...declarationsOf(checked, "fragment")].flatMap(([file, { steps }]) =>
    stepProblems(checked, file, steps),
  ),
  ...[...declarationsOf(checked, "rule")].flatMap(([file, rule]) =>
    rule.items.flatMap((item) => (item.kind === "example" ? stepProblems(checked, file, item.steps) : [])),
  ),
];

const scenarioProblems: Check = (checked) => {
  const below = rolesBelow(checked);
  return [...declarationsOf(checked, "scenario")].flatMap(([file, scenario]) => [
    ...stepProblems(checked, file, scenario.steps),
    ...(scenario.word === "interruption" || !isSound(checked, scenario)
      ? []
      : spontaneous(checked, file, scenario.steps, below)),
  ]);
};

const stepProblems = (checked: Checked, file: SourceFile, steps: readonly Step[]): readonly Problem[] => [
  ...forbidden(checked, file, steps),
  ...eventsOf(steps)
    .filter((step) => step.grouped && listArguments(checked, step) !== 1)
    .map((step) => ungroupable(checked, file, step)),
  ...nodesOf(steps).flatMap((node) => (isStep(node) ? unreachable(file, node) : [])),
];

const stepKinds: ReadonlySet<unknown> = new Set(["repeat", "each", "either"]);
const isStep = (node: { readonly kind?: unknown }): node is Step => stepKinds.has(node.kind);
const isEvent = (node: { readonly kind?: unknown }): node is EventStep => node.kind === "event";

const eventsOf = (steps: unknown): readonly EventStep[] => nodesOf(steps).filter((node) => isEvent(node));

const listArguments = (checked: Checked, step: EventStep): number =>
  step.pattern.args.filter((arg) => {
    const type = checked.types.get(arg.value);
    return arg.op === "=" && type !== undefined && settled(type).kind === "list";
  }).length;

const ungroupable = (checked: Checked, file: SourceFile, step: EventStep): Problem =>
  problem(
    "grouped-without-list",
    file,
    step,
    `grouped any way spreads one list over several calls, but this step has ${listArguments(checked, step)}.`,
  );

const unreachable = (file: SourceFile, step: Step): readonly Problem[] => {
  if (step.kind === "repeat" && step.steps.length > 0) {
    const most = step.to ?? step.from;
    if (most.kind === "number" && most.value === 0)
      return [problem("unreachable-step", file, step, "These steps are repeated no time.")];
    if (step.from.kind === "number" && most.kind === "number" && most.value < step.from.value)
      return [
        problem("unreachable-step", file, step, `No number lies from ${step.from.value} to ${most.value}.`),
      ];
  }
  if (step.kind === "each" && step.list.kind === "list" && step.list.items.length === 0)
    return [problem("unreachable-step", file, step, "The list is empty, so these steps never happen.")];
  if (step.kind !== "either") return [];
  const texts = step.branches.map((steps) => formOf(steps));
  return step.branches.flatMap((steps, index) => {
    const [first] = steps;
    if (first === undefined || texts.indexOf(texts[index] ?? "") === index) return [];
    return [
      problem(
        "unreachable-step",
        file,
        first,
        "This branch says the same as an earlier one, so it is never taken.",
      ),
    ];
  });
};

/** A `never` holds to the end of its block or to its `until`: steps in between that do it can never happen. */
const forbidden = (checked: Checked, file: SourceFile, written: readonly Step[]): readonly Problem[] => {
  const steps = inPlace(written);
  return [
    ...steps.flatMap((step, index) =>
      step.kind === "never" && step.when === undefined
        ? breaches(checked, file, step, steps.slice(index + 1))
        : [],
    ),
    ...steps.flatMap((step) => blocksIn(step).flatMap((inner) => forbidden(checked, file, inner))),
  ];
};

/** What `do` put in place stands among the steps around it. */
const inPlace = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => (step.kind === "do" ? inPlace(step.steps ?? []) : [step]));

const blocksIn = (step: Step): readonly (readonly Step[])[] => {
  if (step.kind === "either") return step.branches;
  return "steps" in step && step.steps !== undefined ? [step.steps] : [];
};

const breaches = (
  checked: Checked,
  file: SourceFile,
  never: Extract<Step, { kind: "never" }>,
  later: readonly Step[],
): readonly Problem[] => {
  for (const step of eventsOf(later)) {
    if (never.until !== undefined && step.pattern.name === never.until.name) return [];
    if (matches(checked, never.pattern, step.pattern))
      return [
        problem(
          "forbidden-step",
          file,
          step,
          `A never before this forbids ${step.pattern.name} here.`,
          never.until === undefined
            ? "end the never with until"
            : "it is still in force: its until has not come",
        ),
      ];
  }
  return [];
};

/** Only what is written alike is sure to match. */
const matches = (checked: Checked, never: Pattern, step: Pattern): boolean => {
  const parties =
    (never.speaker === undefined || never.speaker.name === step.speaker?.name) &&
    (never.hearer === undefined || never.hearer.name === step.hearer?.name);
  if (!parties || never.name !== step.name || never.arrived !== step.arrived || never.returns !== undefined)
    return false;
  return never.args.every((arg) => {
    const name = arg.name ?? checked.positions.get(arg)?.name;
    const same = step.args.find((other) => (other.name ?? checked.positions.get(other)?.name) === name);
    return arg.op === "=" && same?.op === "=" && formOf(same.value) === formOf(arg.value);
  });
};

/** Roles that stand below a boundary. */
const rolesBelow = ({ tables }: Checked): ReadonlySet<string | undefined> =>
  new Set(
    [...tables.words.values()].flatMap((word) =>
      word.kind === "act" || word.kind === "fault" ? [] : [word.boundary.split("/")[1]],
    ),
  );

/** A word that its speaker begins, having heard nothing before: only a stated cause lets it be asked of a live one. */
const spontaneous = (
  checked: Checked,
  file: SourceFile,
  steps: readonly Step[],
  below: ReadonlySet<string | undefined>,
): readonly Problem[] => {
  const heard = new Set<string>();
  return eventsOf(steps).flatMap((step) => {
    const word = checked.words.get(step.pattern);
    const { speaker, hearer } = step.pattern;
    const role = speaker === undefined ? undefined : checked.roles.get(speaker);
    const isNews = speaker !== undefined && !heard.has(speaker.name);
    if (hearer !== undefined) heard.add(hearer.name);
    if (
      word?.kind !== "call" ||
      role === undefined ||
      speaker === undefined ||
      !isNews ||
      word.causedBy !== undefined ||
      !below.has(role) ||
      !word.speakers.includes(role)
    )
      return [];
    heard.add(speaker.name);
    return [
      problem(
        "spontaneous-word",
        file,
        step.pattern,
        `${speaker.name} begins with ${word.name}, and nothing says what causes it.`,
        "add caused by PARTY WORD to the vocabulary, or play this party by the kit only",
      ),
    ];
  });
};
