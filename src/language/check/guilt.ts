// Guilt: whoever a demand accuses has one of the rule's roles, and everybody can tell who it is.
import type { Problem } from "../../contract/problem.ts";
import type { Block, Expression, NeverRule, Pattern, Rule, SourceFile } from "../../contract/syntax.ts";
import { settled } from "../names/type.ts";
import { conjuncts } from "../walk.ts";
import { blocksOf, type Check, type Checked, declarationsOf } from "./checked.ts";
import { problem } from "./problems.ts";

export const guilt: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) => [
    ...[...blocksOf(rule.items)].flatMap((block) => blockProblems(checked, file, rule, block)),
    ...rule.items.flatMap((item) =>
      item.kind === "example" ? outsider(checked, file, rule, item.blames) : [],
    ),
  ]);

const blockProblems = (
  checked: Checked,
  file: SourceFile,
  rule: Rule,
  block: Block | NeverRule,
): readonly Problem[] => {
  if (block.kind === "never") {
    const silent = block.blames === undefined ? strangers(checked, rule, block) : [];
    return [...unnamed(file, rule, block, silent), ...outsider(checked, file, rule, block.blames)];
  }
  const silent = strangers(checked, rule, block);
  return block.statements.flatMap((statement) => {
    if (statement.kind === "require" || statement.kind === "advise")
      return statement.blames === undefined
        ? unnamed(file, rule, statement, silent)
        : outsider(checked, file, rule, statement.blames);
    if (statement.kind !== "owe") return [];
    if (statement.by !== undefined) return outsider(checked, file, rule, statement.by);
    return [
      problem(
        "owe-without-debtor",
        file,
        statement,
        `Nobody owes ${statement.name}.`,
        `write owe ${statement.name} by PARTY`,
      ),
    ];
  });
};

const unnamed = (
  file: SourceFile,
  rule: Rule,
  at: { readonly at: number; readonly end: number },
  silent: readonly string[],
): readonly Problem[] =>
  silent.length === 0
    ? []
    : [
        problem(
          "unnamed-guilty",
          file,
          at,
          `This would accuse ${silent.join(" or ")}, but ${rule.id} is about ${rule.roles.join(" and ")}.`,
          "say who is guilty: blames PARTY",
        ),
      ];

/** Roles beyond the rule's that may be the doer of one of the heads. */
const strangers = (checked: Checked, rule: Rule, block: Block | NeverRule): readonly string[] => {
  const narrowed = narrowedRoles(block.when);
  const doers = block.heads
    .flatMap((head) => doerRoles(checked, head))
    .filter((role) => narrowed.length === 0 || narrowed.includes(role));
  return [...new Set(doers)].filter((role) => !rule.roles.includes(role));
};

const doerRoles = (checked: Checked, head: Pattern): readonly string[] => {
  const word = checked.words.get(head);
  if (word === undefined) return [];
  const answers = head.returns !== undefined && word.kind === "call" && word.hearer !== undefined;
  const side = answers ? head.hearer : head.speaker;
  const role = side === undefined ? undefined : checked.roles.get(side);
  if (role !== undefined) return [role];
  return answers && word.hearer !== undefined ? [word.hearer] : word.speakers;
};

/** Roles that `when doer is ROLE` leaves. */
const narrowedRoles = (when: Expression | undefined): readonly string[] =>
  when === undefined
    ? []
    : conjuncts(when, "and").flatMap((part) => {
        const each = conjuncts(part, "or");
        return each.every((e) => e.kind === "is" && e.operand.kind === "name" && e.operand.name === "doer")
          ? each.flatMap((e) => (e.kind === "is" ? [e.what] : []))
          : [];
      });

const outsider = (
  checked: Checked,
  file: SourceFile,
  rule: Rule,
  blamed: Expression | undefined,
): readonly Problem[] => {
  const type = blamed === undefined ? undefined : checked.types.get(blamed);
  if (blamed === undefined || type === undefined) return [];
  const t = settled(type);
  if (t.kind !== "party" || t.role === undefined || rule.roles.includes(t.role)) return [];
  return [
    problem(
      "blames-outsider",
      file,
      blamed,
      `This blames a ${t.role}, but ${rule.id} is about ${rule.roles.join(" and ")}.`,
      `add ${t.role} to the rule's roles or blame somebody else`,
    ),
  ];
};
