// Every kind of problem explained: what it means, what to do, and a piece of text that shows it, wrong and mended.
import { type CheckCode, checkProblems } from "../check/problems.ts";
import { type SyntaxCode, syntaxProblems } from "../problems.ts";
import { courseAdvice } from "./course.ts";
import { nameAdvice } from "./names.ts";
import { partsAdvice } from "./parts.ts";
import { ruleAdvice } from "./rules.ts";
import { textAdvice } from "./texts.ts";

/** `wrong` stands in the file of grammar/bad that has the code's name; `mended` in its place takes a problem away. */
export type Advice = { readonly todo: string; readonly wrong: string; readonly mended: string };
export type ProblemCode = SyntaxCode | CheckCode;
export type Explained = Advice & { readonly code: ProblemCode; readonly means: string };

export const explainedProblems: readonly Explained[] = entries();

function entries(): readonly Explained[] {
  const meanings: Readonly<Record<ProblemCode, string>> = { ...syntaxProblems, ...checkProblems };
  const advice: Readonly<Record<ProblemCode, Advice>> = {
    ...textAdvice,
    ...nameAdvice,
    ...ruleAdvice,
    ...courseAdvice,
    ...partsAdvice,
  };
  return Object.entries(advice).flatMap(([code, each]) =>
    isCode(code) ? [{ code, means: meanings[code].replace(/^note: /u, ""), ...each }] : [],
  );
}

function isCode(text: string): text is ProblemCode {
  return Object.hasOwn(syntaxProblems, text) || Object.hasOwn(checkProblems, text);
}
