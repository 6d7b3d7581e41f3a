// A block of a rule by the events that it waits for. Its heads become patterns, its expressions functions, when one of these comes.
import type { Program, RuleHead, Word } from "../../contract/program.ts";
import type { Block, NeverRule, Pattern, Rule } from "../../contract/syntax.ts";
import type { Names } from "../meaning/context.ts";
import { compileCondition } from "../meaning/expression.ts";
import { compilePattern, kindOf, roleIn, typeOfArgument } from "../meaning/pattern.ts";
import type { Demand, Group, Scope, Waiting } from "./compiled.ts";
import { compileStatement, demandOf } from "./statement.ts";

export type PlacedBlock = {
  readonly scope: Scope;
  readonly names: Names;
  readonly node: Block | NeverRule;
};

/** Every event that it waits for, in the order of its heads. */
export const headsOf = ({ names, node }: PlacedBlock, block: number): readonly RuleHead[] => {
  const heads = new Map<string, RuleHead>();
  for (const head of node.heads) {
    const [kind, { name }] = [kindOf(names.program, head), names.program.wordOf(head)];
    const event = `${kind} ${name}`;
    if (heads.has(event)) continue;
    const patterns = patternsOf(names.program, node, { kind, name });
    const roles = patterns.map(({ speaker }) => roleIn(names, speaker));
    const speakers = roles.every((role) => role !== undefined) ? { speakers: [...new Set(roles)] } : {};
    heads.set(event, { kind, name, ...speakers, ...typesOf(names, patterns), block });
  }
  return [...heads.values()];
};

/** The parameter of an act that is done to anything: `writes`, `frees` and the like. */
export const thingOf = ({ parameters }: Word): string | undefined =>
  parameters.find(({ type }) => type.name === "any")?.name;

const typesOf = (names: Names, patterns: readonly Pattern[]): Pick<RuleHead, "types"> => {
  const types = patterns.map((pattern) => {
    const thing = thingOf(names.program.wordOf(pattern));
    return thing === undefined ? undefined : typeOfArgument(names, pattern, thing);
  });
  return types.every((type) => type !== undefined) ? { types: [...new Set(types)] } : {};
};

/** Those of its heads that wait for an event. */
export const patternsOf = (
  program: Program,
  { heads }: Block | NeverRule,
  { kind, name }: Pick<RuleHead, "kind" | "name">,
): readonly Pattern[] =>
  heads.filter((head) => kindOf(program, head) === kind && program.wordOf(head).name === name);

export const waiting = (rule: Rule, { scope, names, node }: PlacedBlock, head: RuleHead): Waiting => {
  let group: Group | undefined;
  const written = { ...head, mode: node.kind === "never" ? node.kind : node.mode, scope, node };
  return {
    ...written,
    ready: () => (group ??= compileGroup(rule, names, written)),
  };
};

const compileGroup = (rule: Rule, names: Names, written: Omit<Waiting, "ready">): Group => {
  const { program } = names;
  const { mode, scope, node } = written;
  const does =
    node.kind === "never"
      ? { statements: [], demand: forbidden(rule, names, node) }
      : {
          statements: node.statements.map((s) => compileStatement(program, rule, names, s)),
          demand: undefined,
        };
  const heads = patternsOf(program, node, written).map((head) => compilePattern(names, head));
  const when = node.when === undefined ? undefined : compileCondition(names, node.when);
  const [key] = scope.keys;
  const keyIn =
    heads.length === 1 && scope.keys.length === 1 ? heads[0]?.binds.get(key?.name ?? "") : undefined;
  return { mode, scope, heads, keyIn, when, ...does };
};

const forbidden = (rule: Rule, names: Names, never: NeverRule): Demand =>
  demandOf(names.program, rule, names, never, {
    level: rule.level,
    blames: never.blames,
    asked: never.when === undefined ? [] : [never.when],
  });
