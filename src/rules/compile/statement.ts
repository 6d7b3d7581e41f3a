// Statements of a block, made ready to run.
import type { Program } from "../../contract/program.ts";
import type { Expression, Level, Rule, Span, Statement as Written } from "../../contract/syntax.ts";
import { type Evaluate, type Names, rowAt, type StatePlace } from "../meaning/context.ts";
import { compileCondition, compileExpression } from "../meaning/expression.ts";
import { Missing } from "../values/value.ts";
import { becauseOf } from "./because.ts";
import type { Demand, Statement } from "./compiled.ts";
import { walkExpression } from "./walk.ts";

type Asked = {
  readonly level: Level;
  readonly blames: Expression | undefined;
  readonly text?: string | undefined;
  readonly asked: readonly Expression[];
};

/** `asked`: the expressions whose values explain why the demand does not hold. */
export const demandOf = (
  program: Program,
  rule: Rule,
  names: Names,
  node: Span,
  { level, blames, text, asked }: Asked,
): Demand => ({
  level,
  node,
  text,
  blames: blames === undefined ? undefined : compileExpression(names, blames),
  because: becauseOf(names, asked, () => program.fileOf(rule).text),
});

export const compileStatement = (program: Program, rule: Rule, names: Names, s: Written): Statement => {
  switch (s.kind) {
    case "require":
    case "advise": {
      const level = s.kind === "advise" ? "should" : rule.level;
      const demand = demandOf(program, rule, names, s, {
        level,
        blames: s.blames,
        text: s.text,
        asked: [s.test],
      });
      return { kind: "demand", test: compileCondition(names, s.test), demand };
    }
    case "observe":
      return { kind: "observe", text: s.text ?? rule.statement };
    case "assign":
      return { kind: "assign", place: placeOf(names, s.name), value: assigned(names, s) };
    case "add":
    case "remove":
      return { kind: s.kind, place: placeOf(names, s.name), value: compileExpression(names, s.value) };
    case "owe":
      return compileOwe(program, rule, names, s);
    case "pay": {
      const amount =
        s.amount === undefined ? () => 1 : s.amount === "all" ? "all" : compileExpression(names, s.amount);
      return { kind: "pay", place: placeOf(names, s.name), amount };
    }
  }
};

const placeOf = (names: Names, name: string): StatePlace =>
  names.state(name) ?? { up: 0, index: -1, kind: "var" };

const assigned = (names: Names, s: Extract<Written, { kind: "assign" }>): Evaluate => {
  const value = compileExpression(names, s.value);
  if (s.op === "=") return value;
  const { up, index } = placeOf(names, s.name);
  const sign = s.op === "+=" ? 1 : -1;
  const unknown = new Missing(`${s.name}, which was not known`);
  return (ctx) => {
    const [old, by] = [rowAt(ctx, up)?.state[index], value(ctx)];
    return typeof old === "number" && typeof by === "number" ? old + sign * by : unknown;
  };
};

const compileOwe = (
  program: Program,
  rule: Rule,
  names: Names,
  s: Extract<Written, { kind: "owe" }>,
): Statement => {
  const slots = new Set<number>();
  const args = new Set<string>();
  const collect = (e: Expression): void => {
    const ref = names.program.refs.get(e);
    if (ref?.kind === "bound" || ref?.kind === "key") slots.add(names.slot(ref.name));
    if (ref?.kind === "arg") args.add(ref.name);
  };
  if (s.by !== undefined) walkExpression(s.by, { expression: collect, pattern: () => undefined });
  const demand = demandOf(program, rule, names, s, {
    level: rule.level,
    blames: s.by,
    asked: s.by === undefined ? [] : [s.by],
  });
  return {
    kind: "owe",
    place: placeOf(names, s.name),
    amount: s.amount === undefined ? () => 1 : compileExpression(names, s.amount),
    owing: { demand, debt: s.name, slots: [...slots], args: [...args] },
  };
};
