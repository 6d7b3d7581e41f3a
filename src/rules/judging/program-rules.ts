// The rules of a program ready to run, compiled once per program, and by the events that they wait for.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Rule } from "../../contract/syntax.ts";
import { type CustodyOf, type CustodyTables, custodyTables } from "../custody/tables.ts";
import { touchingWords } from "../custody/touches.ts";
import { compileRule } from "../compile/rule.ts";
import type { CompiledRule, Group, Scope } from "../compile/compiled.ts";
import { groupBy } from "../values/group.ts";

/** Everything that waits for one kind of event: the blocks of rules, each with the position of its rule, and custody. */
export type Plan = {
  readonly groups: readonly (readonly [rule: number, group: Group])[];
  readonly custody: CustodyOf;
};
/** A word of the vocabulary; `kinds` is undefined when nothing looks at it. */
export type WordPlan = { readonly word: Word; readonly kinds: ReadonlyMap<EventKind, Plan> | undefined };

/** Rules chosen for a judge. */
export type Selection = {
  readonly rules: readonly CompiledRule[];
  readonly plans: ReadonlyMap<string, WordPlan>;
  readonly looksAt: ReadonlySet<string>;
  /** calls whose return some rule or move looks at, or that matter while they are open */
  readonly tracked: ReadonlySet<string>;
  /** positions of the rules that track calls, and of those that track resources */
  readonly callKeyed: readonly number[];
  readonly resourceKeyed: readonly number[];
};

// By its list of rules: programs that share one stand on the same base and differ in scenarios alone.
type Rules = Program["rules"];
const tablesOf = new WeakMap<Rules, CustodyTables>();
const compiled = new WeakMap<Rules, Map<Rule, CompiledRule>>();

export const custodyTablesOf = (program: Program): CustodyTables => {
  const known = tablesOf.get(program.rules) ?? custodyTables(program);
  tablesOf.set(program.rules, known);
  return known;
};

const compiledOf = (program: Program, rule: Rule, index: number): CompiledRule => {
  const rules = compiled.get(program.rules) ?? new Map<Rule, CompiledRule>();
  compiled.set(program.rules, rules);
  const known = rules.get(rule) ?? compileRule(program, rule, index);
  rules.set(rule, known);
  return known;
};

const everyRule = new WeakMap<Rules, Selection>();

export const select = (program: Program, ruleIds: readonly string[] | undefined): Selection => {
  if (ruleIds !== undefined) return selectionOf(program, ruleIds);
  const known = everyRule.get(program.rules) ?? selectionOf(program, undefined);
  everyRule.set(program.rules, known);
  return known;
};

const selectionOf = (program: Program, ruleIds: readonly string[] | undefined): Selection => {
  const tables = custodyTablesOf(program);
  const chosen =
    ruleIds === undefined ? program.rules : program.rules.filter((rule) => ruleIds.includes(rule.id));
  const rules = chosen.map((rule) => compiledOf(program, rule, program.rules.indexOf(rule)));
  const groups = groupBy(
    rules.flatMap((rule, i) => rule.groups.map((group) => [i, group] as const)),
    ([, group]) => `${group.kind} ${group.name}`,
  );
  const looksAt = new Set([...tables.words, ...touchingWords, ...rules.flatMap((rule) => [...rule.words])]);
  const planOf = (word: Word): WordPlan["kinds"] =>
    new Map(
      eventKinds.map((kind) => [
        kind,
        { groups: groups.get(`${kind} ${word.name}`) ?? [], custody: tables.at(word, kind) },
      ]),
    );
  return {
    rules,
    plans: new Map(
      Array.from(program.words, ([name, word]) => [
        name,
        { word, kinds: looksAt.has(name) ? planOf(word) : undefined },
      ]),
    ),
    looksAt,
    tracked: new Set([...rules.flatMap((rule) => [...rule.tracked]), ...movingReturns(program)]),
    callKeyed: keyedRules(rules, "call"),
    resourceKeyed: keyedRules(rules, "resource"),
  };
};

/** Calls whose return moves custody: by a move of its own, or by ending a loan. */
const movingReturns = (program: Program): readonly string[] =>
  Array.from(program.resources.values())
    .flatMap((resource) => resource.moves)
    .filter((move) => move.pattern.returns !== undefined || move.verb === "lends")
    .map((move) => move.pattern.name);

const eventKinds: readonly EventKind[] = ["call", "return", "act", "said", "arrived"];

const keyedRules = (rules: readonly CompiledRule[], sort: "call" | "resource"): readonly number[] =>
  [...rules.keys()].filter((i) => rules[i]?.scopes.some((scope) => isKeyed(scope, sort)) === true);

const isKeyed = (scope: Scope, sort: "call" | "resource"): boolean =>
  (sort === "resource" || scope.endsWithCall) && scope.keys.some((key) => key.sort === sort);
