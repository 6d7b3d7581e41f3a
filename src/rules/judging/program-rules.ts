// The rules of a program by the events that they wait for, compiled once per program, when the first of these comes.
import type { EventKind } from "../../contract/event.ts";
import type { Program, RuleHead, RuleOutline, Word } from "../../contract/program.ts";
import type { Rule } from "../../contract/syntax.ts";
import type { RuleVerdict } from "../../contract/verdict.ts";
import { type CustodyOf, type CustodyTables, custodyTables } from "../custody/tables.ts";
import { touchingWords } from "../custody/touches.ts";
import { thingOf } from "../compile/block.ts";
import { compileRule } from "../compile/rule.ts";
import type { CompiledRule, Group, Scope } from "../compile/compiled.ts";
import { RuleState } from "../tracking/rule-state.ts";
import { verdictOf } from "./verdicts.ts";

/** Everything that waits for one kind of event: the blocks of rules, each with the position of its rule, and custody. */
export type Plan = {
  /** those that a word of this role about a thing of these types can fit; undefined: of anybody, about anything */
  readonly waiting: (role: string | undefined, types: string | undefined) => Groups;
  /** the argument that names the thing, where it may be of any type */
  readonly thing: string | undefined;
  readonly custody: CustodyOf;
};
type Groups = readonly { readonly rule: number; readonly group: Group }[];
/** A word of the vocabulary; `kinds` is undefined when nothing looks at it. */
export type WordPlan = { readonly word: Word; readonly kinds: ReadonlyMap<EventKind, Plan> | undefined };

/** A rule of the program, compiled when it is first asked for. */
export type ChosenRule = {
  readonly rule: Rule;
  readonly outline: RuleOutline;
  readonly compiled: () => CompiledRule;
};

/** Rules chosen for a judge. */
export type Selection = {
  readonly rules: readonly ChosenRule[];
  /** per rule the state that every run begins with, and copies when it changes it */
  readonly untouched: readonly RuleState[];
  /** per rule the verdict of a run in which nothing happens to it, however it ends */
  readonly verdicts: readonly RuleVerdict[];
  /** made when a word is first met; undefined for a word of no vocabulary */
  readonly planOf: (word: string) => WordPlan | undefined;
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
const chosenOf = new WeakMap<Rules, Map<Rule, ChosenRule>>();

export const custodyTablesOf = (program: Program): CustodyTables => {
  const known = tablesOf.get(program.rules) ?? custodyTables(program);
  tablesOf.set(program.rules, known);
  return known;
};

const chosenRule = (program: Program, rule: Rule): ChosenRule => {
  const rules = chosenOf.get(program.rules) ?? new Map<Rule, ChosenRule>();
  chosenOf.set(program.rules, rules);
  const known = rules.get(rule) ?? choose(program, rule);
  rules.set(rule, known);
  return known;
};

const choose = (program: Program, rule: Rule): ChosenRule => {
  let known: CompiledRule | undefined;
  const outline = program.outlines?.get(rule);
  const compiled = (): CompiledRule => (known ??= compileRule(program, rule, outline));
  return { rule, compiled, outline: outline ?? outlineOf(compiled()) };
};

/** What can be said of a rule once it has been compiled, kept so that it need not be; `heads` in the order of its groups. */
export const outlineOf = (rule: CompiledRule): RuleOutline => ({
  heads: rule.groups.map(({ kind, name, speakers, types, block }) => ({
    kind,
    name,
    ...(speakers === undefined ? {} : { speakers }),
    ...(types === undefined ? {} : { types }),
    block,
  })),
  words: [...rule.looks().words],
  tracked: [...rule.looks().tracked],
  isCallKeyed: rule.scopes.some((scope) => scope.endsWithCall && isKeyed(scope, "call")),
  isResourceKeyed: rule.scopes.some((scope) => isKeyed(scope, "resource")),
  slots: [...rule.slots.keys()],
});

/** The outline of every rule of a program. */
export const outlinesOf = (program: Program): ReadonlyMap<Rule, RuleOutline> =>
  new Map(program.rules.map((rule) => [rule, chosenRule(program, rule).outline]));

const everyRule = new WeakMap<Rules, Selection>();

export const select = (program: Program, ruleIds: readonly string[] | undefined): Selection => {
  if (ruleIds !== undefined) return selectionOf(program, ruleIds);
  const known = everyRule.get(program.rules) ?? selectionOf(program, undefined);
  everyRule.set(program.rules, known);
  return known;
};

const selectionOf = (program: Program, ruleIds: readonly string[] | undefined): Selection => {
  const tables = custodyTablesOf(program);
  const rules = program.rules
    .filter((rule) => ruleIds === undefined || ruleIds.includes(rule.id))
    .map((rule) => chosenRule(program, rule));
  const looksAt = new Set([
    ...tables.words,
    ...touchingWords,
    ...rules.flatMap(({ outline }) => outline.words),
  ]);
  const waiting = waitingFor(rules);
  const untouched = rules.map((rule) => new RuleState(rule));
  const plans = new Map<string, WordPlan>();
  return {
    rules,
    untouched,
    verdicts: untouched.map((state) => verdictOf(state, "quiet", [], undefined)),
    planOf: (name) => {
      const known = plans.get(name);
      const word = known === undefined ? program.words.get(name) : undefined;
      if (word === undefined) return known;
      const plan = {
        word,
        kinds: looksAt.has(name) ? kindsOf(waiting.get(name) ?? [], tables, word) : undefined,
      };
      plans.set(name, plan);
      return plan;
    },
    looksAt,
    tracked: new Set([...rules.flatMap(({ outline }) => outline.tracked), ...movingReturns(program)]),
    callKeyed: [...rules.keys()].filter((i) => rules[i]?.outline.isCallKeyed),
    resourceKeyed: [...rules.keys()].filter((i) => rules[i]?.outline.isResourceKeyed),
  };
};

type Placed = readonly (readonly [position: number, rule: ChosenRule])[];

/** The rules that look at a word, by the word. */
const waitingFor = (rules: readonly ChosenRule[]): ReadonlyMap<string, Placed> => {
  const waiting = new Map<string, (readonly [number, ChosenRule])[]>();
  for (const placed of rules.entries()) {
    for (const word of placed[1].outline.words) {
      const those = waiting.get(word);
      if (those === undefined) waiting.set(word, [placed]);
      else those.push(placed);
    }
  }
  return waiting;
};

const kindsOf = (waiting: Placed, tables: CustodyTables, word: Word): WordPlan["kinds"] =>
  new Map(eventKinds.map((kind) => [kind, planFor(waiting, kind, word, tables.at(word, kind))]));

/**
 * Most rules wait for what one role says or does to things of one type, and an act like `writes` is everybody's and done to anything. A
 * rule is compiled when somebody says a word that it waits for.
 */
const planFor = (rules: Placed, kind: EventKind, word: Word, custody: CustodyOf): Plan => {
  const fits = (head: RuleHead, role: string | undefined, those: readonly string[] | undefined): boolean =>
    head.kind === kind &&
    head.name === word.name &&
    (role === undefined || head.speakers?.includes(role) !== false) &&
    (those === undefined || head.types?.some((type) => those.includes(type)) !== false);
  const waiting = remembered((role) =>
    remembered((types) => {
      const those = types?.split(" ");
      const fitting: Groups[number][] = [];
      for (const [rule, { outline, compiled }] of rules) {
        for (const [i, head] of outline.heads.entries()) {
          const block = fits(head, role, those) ? compiled().groups[i] : undefined;
          if (block !== undefined) fitting.push({ rule, group: block.ready() });
        }
      }
      return fitting;
    }),
  );
  return { waiting: (role, types) => waiting(role)(types), thing: thingOf(word), custody };
};

const remembered = <T>(
  make: (name: string | undefined) => T,
  known = new Map<string | undefined, T>(),
): ((name: string | undefined) => T) => {
  return (name) => {
    const found = known.get(name) ?? make(name);
    if (!known.has(name)) known.set(name, found);
    return found;
  };
};

/** Calls whose return moves custody: by a move of its own, or by ending a loan. */
const movingReturns = (program: Program): readonly string[] =>
  Array.from(program.resources.values())
    .flatMap((resource) => resource.moves)
    .filter((move) => move.pattern.returns !== undefined || move.verb === "lends")
    .map((move) => move.pattern.name);

const eventKinds: readonly EventKind[] = ["call", "return", "act", "said", "arrived"];

const isKeyed = (scope: Scope, sort: "call" | "resource"): boolean =>
  scope.keys.some((key) => key.sort === sort);
