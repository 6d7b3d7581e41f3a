// Which words a rule looks at, which calls it must know while they are open, and whether it asks about custody.
import type { Program } from "../../contract/program.ts";
import type { Expression, Rule } from "../../contract/syntax.ts";
import { walkRule } from "./walk.ts";

export type LookedAt = {
  /** in heads and in `inside`, `during`, `enclosing` */
  readonly words: ReadonlySet<string>;
  /** calls that must be known while they are open */
  readonly tracked: ReadonlySet<string>;
  /** calls named in `inside`, `during` and `enclosing` */
  readonly around: ReadonlySet<string>;
  readonly asksLedger: boolean;
};

export const lookedAt = (program: Program, rule: Rule): LookedAt => {
  const words = new Set<string>();
  const tracked = new Set<string>();
  const around = new Set<string>();
  let asksLedger = false;
  walkRule(rule, {
    pattern: (p) => {
      const { name } = program.wordOf(p);
      words.add(name);
      if (p.returns !== undefined) tracked.add(name);
    },
    expression: (e) => {
      const asked = e.kind === "around" ? program.wordOf(e.pattern).name : enclosedWord(e);
      if (asked !== undefined) for (const set of [words, tracked, around]) set.add(asked);
      asksLedger ||= isLedgerQuestion(e);
    },
  });
  return { words, tracked, around, asksLedger };
};

const enclosedWord = (e: Expression): string | undefined => {
  const only = e.kind === "apply" && e.name === "enclosing" ? e.args[0]?.value : undefined;
  return only?.kind === "name" ? only.name : undefined;
};

const isLedgerQuestion = (e: Expression): boolean => {
  if (e.kind === "binary") return e.op === "holds" || e.op === "owns";
  if (e.kind === "apply") return e.name === "shares" || e.name === "holder";
  return (e.kind === "is" && e.what === "home") || (e.kind === "field" && e.name === "shares");
};
