// Why a demand does not hold: the values of what it names, in short sentences.
import type { Expression } from "../../contract/syntax.ts";
import type { Context, Names } from "../meaning/context.ts";
import { compileExpression } from "../meaning/expression.ts";
import { show } from "../values/show.ts";
import { isMissing } from "../values/value.ts";
import { walkExpression } from "./walk.ts";

const sentenceLimit = 6;

/** `source`: the text of the file that the expressions stand in. Compiled at the first finding only. */
export const becauseOf = (
  names: Names,
  expressions: readonly Expression[],
  source: () => string,
): ((ctx: Context) => readonly string[]) => {
  let sentences: readonly ((ctx: Context) => string | undefined)[] | undefined;
  return (ctx) => {
    sentences ??= expressions.flatMap((e) => parts(e)).map((e) => sentence(names, e, source()));
    return [...new Set(sentences.flatMap((say) => say(ctx) ?? []))].slice(0, sentenceLimit);
  };
};

/** The parts of an expression that are worth a sentence: names, fields, questions, functions. */
const parts = (e: Expression): readonly Expression[] => {
  const found: Expression[] = [];
  const inner = new Set<Expression>();
  walkExpression(e, {
    pattern: () => undefined,
    expression: (x) => {
      if (inner.has(x)) return;
      const isWhole = ["field", "is", "quantified", "around", "index"].includes(x.kind) || isQuestion(x);
      if (isWhole) walkExpression(x, { pattern: () => undefined, expression: (y) => inner.add(y) });
      if (isWhole || x.kind === "name" || x.kind === "apply") found.push(x);
    },
  });
  return found;
};

const isQuestion = (e: Expression): boolean => e.kind === "binary" && (e.op === "holds" || e.op === "owns");

const sentence = (names: Names, e: Expression, source: string): ((ctx: Context) => string | undefined) => {
  const ref = names.program.refs.get(e);
  if (ref !== undefined && ["constant", "none", "true", "false", "example", "debt"].includes(ref.kind))
    return () => undefined;
  const evaluate = compileExpression(names, e);
  const text = source.slice(e.at, e.end).replaceAll(/\s+/g, " ").trim();
  if (e.kind === "binary") return custodySentence(names, e, e.op === "owns" ? "own" : "hold");
  return (ctx) => {
    const value = evaluate(ctx);
    if (isMissing(value) || text === show(value)) return undefined;
    if (typeof value !== "boolean" || e.kind === "name" || e.kind === "field")
      return `${text} is ${show(value)}`;
    return `${text} is ${value ? "true" : "false"}`;
  };
};

const custodySentence = (
  names: Names,
  e: Extract<Expression, { kind: "binary" }>,
  verb: "own" | "hold",
): ((ctx: Context) => string | undefined) => {
  const [party, resource, answer] = [e.left, e.right, e].map((x) => compileExpression(names, x));
  return (ctx) => {
    const [who, what, holds] = [party?.(ctx), resource?.(ctx), answer?.(ctx)];
    if (typeof who !== "string" || typeof what !== "string" || typeof holds !== "boolean") return undefined;
    const holder = ctx.world.custody.holder(what);
    const others = isMissing(holder) || holder === who ? "" : `; ${holder} has it`;
    return holds ? `${who} ${verb}s ${what}` : `${who} does not ${verb} ${what}${others}`;
  };
};
