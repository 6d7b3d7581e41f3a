// Conditions that decide nothing, and blocks that demand the impossible of one event.
import type { Problem } from "../../contract/problem.ts";
import type { Block, Expression, RuleItem, SourceFile, Statement } from "../../contract/syntax.ts";
import { conjuncts, expressionsOf } from "../walk.ts";
import { blocksOf, type Check, type Checked, declarationsOf } from "./checked.ts";
import { type Constraint, constraintsOf, impossible, literalOf, negatedParts, textOf } from "./literals.ts";
import { problem } from "./problems.ts";

export const constantConditions: Check = (checked) => [
  ...[...declarationsOf(checked, "rule")].flatMap(([file, rule]) =>
    [...blocksOf(rule.items)].flatMap((block) => whenProblems(checked, file, block.when)),
  ),
  ...[...declarationsOf(checked, "resource")].flatMap(([file, resource]) =>
    resource.moves.flatMap((move) => whenProblems(checked, file, move.when)),
  ),
];

export const contradictions: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) => contradictionsIn(checked, file, rule.items));

const whenProblems = (
  checked: Checked,
  file: SourceFile,
  when: Expression | undefined,
): readonly Problem[] => {
  const why = when === undefined ? undefined : constancy(checked, file, when);
  return when === undefined || why === undefined
    ? []
    : [problem("constant-when", file, when, why, "leave the condition out or correct it")];
};

const constancy = (checked: Checked, file: SourceFile, when: Expression): string | undefined => {
  if (isFixed(checked, when)) return "This condition names nothing that could change.";
  const mirror = [...conjuncts(when, "and"), ...conjuncts(when, "or")].find((e) => isMirror(file, e));
  if (mirror !== undefined) return `${textOf(file, mirror)} compares something with itself.`;
  const never = impossible(constraintsOf(checked, file, when));
  if (never !== undefined) return `This is never true: no value of ${never.about} meets it.`;
  const negated = conjuncts(when, "or").length > 1 ? negatedParts(checked, file, when) : undefined;
  return negated !== undefined && impossible(negated) !== undefined ? "This is always true." : undefined;
};

const isFixed = (checked: Checked, when: Expression): boolean => {
  const all = expressionsOf(when);
  return all.every(
    (e) =>
      ["number", "text", "hex", "list", "binary", "not"].includes(e.kind) ||
      (e.kind === "name" && literalOf(checked, e) !== undefined),
  );
};

const isMirror = (file: SourceFile, e: Expression): boolean =>
  e.kind === "binary" &&
  ["=", "!=", "<", "<=", ">", ">="].includes(e.op) &&
  textOf(file, e.left) === textOf(file, e.right);

const contradictionsIn = (
  checked: Checked,
  file: SourceFile,
  items: readonly RuleItem[],
): readonly Problem[] => {
  const groups = new Map<string, Block[]>();
  for (const item of items) {
    if (item.kind !== "block" || item.mode !== "on") continue;
    const event = [
      ...item.heads.map((head) => textOf(file, head)),
      "when",
      item.when === undefined ? "" : textOf(file, item.when),
    ].join(" ");
    groups.set(event, [...(groups.get(event) ?? []), item]);
  }
  return [
    ...[...groups.values()].flatMap((blocks) => contradictionAmong(checked, file, blocks)),
    ...items.flatMap((item) => (item.kind === "foreach" ? contradictionsIn(checked, file, item.items) : [])),
  ];
};

/** Demands of one event on what the event shows: state may change between two of them and is left out. */
const contradictionAmong = (
  checked: Checked,
  file: SourceFile,
  blocks: readonly Block[],
): readonly Problem[] => {
  const when = blocks[0]?.when;
  if (when !== undefined && constancy(checked, file, when) !== undefined) return [];
  const known: Constraint[] = blocks
    .slice(0, 1)
    .flatMap((block) =>
      block.when === undefined ? [] : fixed(checked, constraintsOf(checked, file, block.when)),
    );
  for (const statement of blocks.flatMap((block) => block.statements)) {
    if (statement.kind !== "require") continue;
    known.push(...fixed(checked, constraintsOf(checked, file, statement.test)));
    const never = impossible(known);
    if (never !== undefined) return [contradiction(file, statement, never.about)];
  }
  return [];
};

const contradiction = (file: SourceFile, at: Statement, about: string): Problem =>
  problem(
    "contradictory-blocks",
    file,
    at,
    `Together with what was demanded of ${about} before, no value is left.`,
    "these demands meet at the same event: one of them is wrong",
  );

const fixed = (checked: Checked, constraints: readonly Constraint[]): readonly Constraint[] =>
  constraints.filter(
    (constraint) => !expressionsOf(constraint.node).some((e) => checked.refs.get(e)?.kind === "var"),
  );
