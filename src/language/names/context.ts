// What the resolution of names writes down while it walks over the declarations, and where it stands.
import type { Problem } from "../../contract/problem.ts";
import type { Ref, Word } from "../../contract/program.ts";
import type { Expression, Parameter, PartyRef, Pattern, SourceFile, Span } from "../../contract/syntax.ts";
import { type CheckCode, problem } from "../check/problems.ts";
import { didYouMean } from "../near.ts";
import type { Noted } from "../noted.ts";
import type { Tables } from "./tables.ts";
import type { Type } from "./type.ts";

export type Context = {
  readonly tables: Tables;
  readonly problems: Problem[];
  readonly refs: Noted<Ref>;
  readonly positions: Noted<Parameter>;
  readonly words: Map<Pattern, Word>;
  readonly types: Map<Expression, Type>;
  /** the role of every party reference that could be told */
  readonly roles: Map<PartyRef, string>;
  /** declarations in which a name stayed unknown: what seems missing there may be that name */
  readonly doubtful: Set<object>;
  /** resolves the pattern behind `inside` and `during` */
  readonly around: (scope: Scope, pattern: Pattern) => void;
  /** the type of an expression; `expected` resolves constants and gives bindings their type */
  readonly typeOf: (scope: Scope, e: Expression, expected?: Type) => Type;
};

export type Entry = { readonly ref: Ref; readonly type: Type };

/** Why a name that exists cannot be used here. */
export type Refusal = { readonly code: CheckCode; readonly message: string; readonly hint: string };

/** What a party name means: its role, or several parties that share it. */
export type Named = { readonly role: string } | { readonly several: readonly string[] };

/** Where names are looked up. Patterns add what they bind to `names`. */
export type Scope = {
  readonly file: SourceFile;
  /** the rule, scenario or resource around */
  readonly owner: object;
  readonly names: Map<string, Entry>;
  readonly refused: ReadonlyMap<string, Refusal>;
  /** `partner` is the other side of the arrow, whose station decides between parties of one name */
  readonly party: (name: string, partner?: string) => Named | undefined;
  readonly partyNames: () => readonly string[];
  /** in examples a free name names a resource or an opaque value at its first use */
  readonly freeNames: boolean;
  /** a word in focus is unknown: names that are not found may be its arguments */
  readonly excused: boolean;
  /** `?x` a second time on one path */
  readonly rebinds: boolean;
};

export const report = (
  c: Context,
  scope: Pick<Scope, "file">,
  span: Span,
  code: CheckCode,
  message: string,
  hint?: string,
): void => {
  c.problems.push(problem(code, scope.file, span, message, hint));
};

/** Reports a name that is not known, with the near miss if there is one; without one, the declaration around is in doubt. */
export const reportUnknown = (
  c: Context,
  scope: Scope,
  span: Span,
  code: CheckCode,
  message: string,
  near?: string,
): void => {
  if (near === undefined) c.doubtful.add(scope.owner);
  report(c, scope, span, code, message, didYouMean(near).hint);
};

/** The first place of a word within a span, for nodes that have no span of their own. */
export const spanOf = (file: SourceFile, within: Span, word: string): Span => {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const found = new RegExp(String.raw`(?<![\w.])${escaped}(?![\w])`).exec(
    file.text.slice(within.at, within.end),
  );
  return found === null
    ? within
    : { at: within.at + found.index, end: within.at + found.index + word.length };
};
