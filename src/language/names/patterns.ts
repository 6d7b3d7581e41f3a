// Names in patterns: the word, its parties, its arguments in place or by name, and what a block behind it may use.
import type { Word } from "../../contract/program.ts";
import type { Argument, Parameter, PartyRef, Pattern } from "../../contract/syntax.ts";
import { type Context, type Entry, type Refusal, type Scope, report, reportUnknown } from "./context.ts";
import { isExcused } from "./lookup.ts";
import { argumentValue } from "./expressions.ts";
import { nearest } from "../near.ts";
import { typeNamed } from "./tables.ts";
import { any, call, party, type Type } from "./type.ts";

/** Resolves a pattern; what it binds is added to the scope's names. The word, or undefined when it is unknown. */
export const resolvePattern = (c: Context, scope: Scope, pattern: Pattern): Word | undefined => {
  const word = wordOf(c, scope, pattern);
  if (word !== undefined) c.words.set(pattern, word);
  resolveParty(c, scope, pattern.speaker, word?.speakers[0], pattern.hearer);
  resolveParty(c, scope, pattern.hearer, word?.hearer, pattern.speaker);
  resolveArguments(c, scope, word, pattern.args, "argument");
  if (pattern.returns !== undefined) resolveArguments(c, scope, word, pattern.returns, "result");
  return word;
};

/** Arguments or results of a word, positional ones first and in declared order. */
export const resolveArguments = (
  c: Context,
  scope: Scope,
  word: Word | undefined,
  args: readonly Argument[],
  what: "argument" | "result",
): void => {
  const parameters = (what === "argument" ? word?.parameters : word?.results) ?? [];
  const inner = word === undefined ? { ...scope, excused: true } : scope;
  const given = new Set<string>();
  let named = false;
  for (const [index, arg] of args.entries()) {
    const parameter =
      word === undefined ? undefined : parameterOf(c, inner, word, parameters, arg, index, what);
    if (named && arg.name === undefined)
      report(c, scope, arg, "argument-order", "Arguments without a name come first.");
    named ||= arg.name !== undefined;
    if (parameter !== undefined && arg.op === "=" && given.has(parameter.name))
      report(c, scope, arg, "argument-twice", `${parameter.name} is already given.`);
    if (parameter !== undefined && arg.op === "=") given.add(parameter.name);
    argumentValue(
      c,
      inner,
      arg,
      arg.name === "call" && what === "argument" ? call : typeOfParameter(c, parameter),
    );
  }
};

/** What the events of some heads offer to the condition and block behind them. */
type Focus = {
  readonly names: ReadonlyMap<string, Entry>;
  readonly refused: ReadonlyMap<string, Refusal>;
  readonly excused: boolean;
};

export const focusOf = (c: Context, heads: readonly Pattern[]): Focus => {
  const known = heads.flatMap((head) => {
    const word = c.words.get(head);
    return word === undefined ? [] : [{ word, offers: offered(c, head, word) }];
  });
  const names = new Map<string, Entry>();
  const refused = new Map<string, Refusal>();
  for (const { word, offers } of known) {
    for (const [name, entry] of offers) {
      const lacking = known.find((other) => !other.offers.has(name));
      if (lacking === undefined) names.set(name, entry);
      else refused.set(name, notEverywhere(name, lacking.word.name));
    }
    for (const result of word.results ?? [])
      if (!offers.has(result.name)) refused.set(result.name, tooEarly(result.name, word.name));
  }
  return { names, refused, excused: known.length < heads.length };
};

const notEverywhere = (name: string, word: string): Refusal => ({
  code: "not-in-every-head",
  message: `${name} is not there when the event is ${word}.`,
  hint: "give that head a block of its own",
});

const tooEarly = (name: string, word: string): Refusal => ({
  code: "result-too-early",
  message: `${name} is a result of ${word}, which has not returned yet.`,
  hint: "write returns behind the head",
});

const offered = (c: Context, head: Pattern, word: Word): ReadonlyMap<string, Entry> => {
  const all = [...word.parameters, ...(head.returns === undefined ? [] : (word.results ?? []))];
  const names = new Map<string, Entry>(
    all.map((p) => [
      p.name,
      { ref: { kind: "arg", name: p.name, list: p.type.list }, type: typeOfParameter(c, p) },
    ]),
  );
  names.set("doer", { ref: { kind: "doer" }, type: roleOfDoer(c, head, word) });
  if (word.hearer !== undefined)
    names.set("other", { ref: { kind: "other" }, type: roleOfOther(c, head, word) });
  if (word.kind === "call") names.set("call", { ref: { kind: "call" }, type: call });
  return names;
};

const roleOfDoer = (c: Context, head: Pattern, word: Word): Type => {
  const side = head.returns === undefined ? head.speaker : head.hearer;
  const said = side === undefined ? undefined : c.roles.get(side);
  const only =
    head.returns === undefined ? (word.speakers.length === 1 ? word.speakers[0] : undefined) : word.hearer;
  const role = said ?? only;
  return role === undefined ? party : { kind: "party", role };
};

const roleOfOther = (c: Context, head: Pattern, word: Word): Type => {
  const side = head.returns === undefined ? head.hearer : head.speaker;
  const role =
    (side === undefined ? undefined : c.roles.get(side)) ??
    (head.returns === undefined ? word.hearer : word.speakers[0]);
  return role === undefined ? party : { kind: "party", role };
};

const wordOf = (c: Context, scope: Scope, pattern: Pattern): Word | undefined => {
  const word = c.tables.words.get(pattern.name);
  if (word !== undefined) return word;
  const fitting = [...c.tables.words.values()].filter((w) => fits(w, pattern)).map((w) => w.name);
  const near = nearest(pattern.name, fitting) ?? nearest(pattern.name, c.tables.words.keys());
  if (near === undefined && !c.tables.whole) {
    c.doubtful.add(scope.owner);
    return undefined;
  }
  const at = scope.file.text.indexOf(pattern.name, pattern.hearer?.end ?? pattern.speaker?.end ?? pattern.at);
  const span = at < 0 || at >= pattern.end ? pattern : { at, end: at + pattern.name.length };
  reportUnknown(
    c,
    scope,
    span,
    "unknown-call",
    `No vocabulary has a call, message or act ${pattern.name}.`,
    near,
  );
  return near === undefined ? undefined : c.tables.words.get(near);
};

const fits = (word: Word, pattern: Pattern): boolean =>
  pattern.hearer !== undefined
    ? word.hearer !== undefined
    : pattern.speaker === undefined || word.kind === "act" || word.kind === "fault";

const resolveParty = (
  c: Context,
  scope: Scope,
  ref: PartyRef | undefined,
  role: string | undefined,
  partner: PartyRef | undefined,
): void => {
  if (ref === undefined) return;
  if (ref.bind) {
    scope.names.set(ref.name, {
      ref: { kind: "bound", name: ref.name },
      type: role === undefined ? party : { kind: "party", role },
    });
    return;
  }
  const known = roleOf(c, scope, ref, partner);
  if (known !== undefined && c.tables.roles.has(known)) c.roles.set(ref, known);
};

const roleOf = (
  c: Context,
  scope: Scope,
  ref: PartyRef,
  partner: PartyRef | undefined,
): string | undefined => {
  const entry = scope.names.get(ref.name);
  if (entry?.type.kind === "party") return entry.type.role;
  const named = scope.party(ref.name, partner?.bind === true ? undefined : partner?.name);
  if (named === undefined) {
    const near = nearest(ref.name, [...partyKeys(scope), ...scope.partyNames()]);
    if (near === undefined && (!c.tables.whole || isExcused(c, scope))) return undefined;
    reportUnknown(c, scope, ref, "unknown-party", `There is no party ${ref.name} here.`, near);
    return near === undefined ? undefined : roleOf(c, scope, { ...ref, name: near }, partner);
  }
  if ("role" in named) return named.role;
  report(
    c,
    scope,
    ref,
    "ambiguous-party",
    `${ref.name} may be ${named.several.join(" or ")}.`,
    "name the station as well",
  );
  return undefined;
};

const partyKeys = (scope: Scope): readonly string[] =>
  [...scope.names]
    .filter(
      ([, entry]) => entry.type.kind === "party" && entry.ref.kind !== "doer" && entry.ref.kind !== "other",
    )
    .map(([name]) => name);

const parameterOf = (
  c: Context,
  scope: Scope,
  word: Word,
  parameters: readonly Parameter[],
  arg: Argument,
  index: number,
  what: "argument" | "result",
): Parameter | undefined => {
  if (arg.name === undefined) return positional(c, scope, word, parameters, arg, index, what);
  if (arg.name === "call" && what === "argument" && word.kind === "call") return undefined;
  const found = parameters.find((p) => p.name === arg.name);
  if (found !== undefined) return found;
  if (word.kind !== "call" && what === "result") return undefined;
  const near = nearest(
    arg.name,
    parameters.map((p) => p.name),
  );
  const elsewhere = what === "argument" && word.results?.some((r) => r.name === arg.name) === true;
  const hint = elsewhere ? `; it is a result: write it behind returns` : "";
  const span = { at: arg.at, end: arg.at + arg.name.length };
  if (near === undefined && !c.tables.whole) return undefined;
  reportUnknown(
    c,
    scope,
    span,
    what === "argument" ? "unknown-argument" : "unknown-result",
    `${word.name} has no ${what} ${arg.name}${hint}.`,
    near,
  );
  return parameters.find((p) => p.name === near);
};

const positional = (
  c: Context,
  scope: Scope,
  word: Word,
  parameters: readonly Parameter[],
  arg: Argument,
  index: number,
  what: "argument" | "result",
): Parameter | undefined => {
  const parameter = parameters[index];
  if (parameter !== undefined) c.positions.set(arg, parameter);
  else if (word.kind === "call" || what === "argument")
    report(
      c,
      scope,
      arg,
      "too-many-arguments",
      `${word.name} has ${parameters.length === 0 ? "no" : `only ${parameters.length}`} ${what}${parameters.length === 1 ? "" : "s"}.`,
    );
  return parameter;
};

const typeOfParameter = (c: Context, parameter: Parameter | undefined): Type =>
  parameter === undefined ? any : (typeNamed(c.tables, parameter.type) ?? any);
