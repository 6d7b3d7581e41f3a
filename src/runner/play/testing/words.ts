// The words that a rule looks at.
import type { Program, Word } from "../../../contract/program.ts";
import type { Rule } from "../../../contract/syntax.ts";
import { lookedAt } from "../../../rules/compile/looked-at.ts";

export const wordsOf = (program: Program, rule: Rule): readonly Word[] =>
  [...lookedAt(program, rule).words].flatMap((name) => program.words.get(name) ?? []);
