// Rules with one demand turned round: their own examples must notice.
import type { Program } from "../contract/program.ts";
import type { Block, Expression, ForEach, NeverRule, Rule, Statement } from "../contract/syntax.ts";

export type Inversion = {
  /** what was turned round, as the text spells it */
  readonly what: string;
  readonly rule: Rule;
  readonly program: Program;
};

/** One program per demand of the rule: `require e` becomes `require not e`, a `never` forbids what it allowed, a debt is never made. */
export const inversionsOf = (program: Program, rule: Rule): readonly Inversion[] => {
  const { text } = program.fileOf(rule);
  return demandsIn(rule.items).map((node) => {
    const inverted: Rule = { ...rule, items: invertItems(rule.items, node) };
    const rules = program.rules.map((r) => (r === rule ? inverted : r));
    const fileOf: Program["fileOf"] = (declaration) =>
      program.fileOf(declaration === inverted ? rule : declaration);
    return {
      what: text.slice(node.at, node.end).trim(),
      rule: inverted,
      program: { ...program, rules, fileOf },
    };
  });
};

type Inner = ForEach["items"][number];
type Demand = Statement | NeverRule;

const demandsIn = (items: Rule["items"]): readonly Demand[] =>
  items.flatMap((item): readonly Demand[] => {
    if (item.kind === "foreach") return demandsIn(item.items);
    if (item.kind === "never") return [item];
    return item.kind === "block"
      ? item.statements.filter((s) => s.kind === "require" || s.kind === "advise" || s.kind === "owe")
      : [];
  });

const invertItems = (items: Rule["items"], at: Demand): Rule["items"] =>
  items.flatMap((item): Rule["items"] =>
    item.kind === "cites" || item.kind === "example" ? [item] : invertInner(item, at),
  );

const invertInner = (item: Inner, at: Demand): readonly Inner[] => {
  if (item === at && item.kind === "never") return invertNever(item);
  if (item.kind === "foreach")
    return [{ ...item, items: item.items.flatMap((inner) => invertInner(inner, at)) }];
  return [item.kind === "block" ? invertBlock(item, at) : item];
};

/** Without a condition it forbids nothing any more. */
const invertNever = (never: NeverRule): readonly NeverRule[] =>
  never.when === undefined ? [] : [{ ...never, when: not(never.when) }];

const invertBlock = (block: Block, at: Demand): Block => ({
  ...block,
  statements: block.statements.flatMap((s): readonly Statement[] => {
    if (s !== at) return [s];
    if (s.kind === "require" || s.kind === "advise") return [{ ...s, test: not(s.test) }];
    return [];
  }),
});

const not = (operand: Expression): Expression => ({ kind: "not", operand, at: operand.at, end: operand.end });
