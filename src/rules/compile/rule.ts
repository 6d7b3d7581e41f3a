// From a rule's syntax tree to scopes and groups: names become slots, expressions functions, heads patterns by event.
import type { Program } from "../../contract/program.ts";
import type { Block, Expression, ForEach, NeverRule, Pattern, Rule, State } from "../../contract/syntax.ts";
import { keysBoundBy } from "../meaning/arguments.ts";
import type { Names, StatePlace } from "../meaning/context.ts";
import { compileCondition, compileExpression } from "../meaning/expression.ts";
import { compileAround, type CompiledPattern, compilePattern } from "../meaning/pattern.ts";
import { groupBy } from "../values/group.ts";
import { keyPlaces } from "../tracking/keyed.ts";
import { noRanges } from "../values/ranges.ts";
import { compileStatement, demandOf } from "./statement.ts";
import type { CompiledRule, Group, KeySlot, Scope, StateSlot } from "./compiled.ts";
import { type LookedAt, lookedAt } from "./looked-at.ts";

type Items = Rule["items"] | ForEach["items"];
/** A scope while it is being built. */
type Draft = { -readonly [K in keyof Scope]: Scope[K] } & {
  readonly children: Draft[];
  readonly parent: Draft | undefined;
};
type Work = {
  readonly program: Program;
  readonly rule: Rule;
  readonly slots: Map<string, number>;
  readonly scopes: Draft[];
  readonly groups: Omit<Group, "rule">[];
};

export const compileRule = (program: Program, rule: Rule, index: number): CompiledRule => {
  const work: Work = { program, rule, slots: new Map(), scopes: [], groups: [] };
  const root = compileScope(work, undefined, [], rule.items);
  let looks: LookedAt | undefined;
  const groups: Group[] = [];
  const compiled: CompiledRule = {
    rule,
    index,
    root,
    scopes: work.scopes,
    groups,
    keyed: { call: keyPlaces(work.scopes, "call"), resource: keyPlaces(work.scopes, "resource") },
    slots: work.slots,
    looks: () => (looks ??= lookedAt(program, rule)),
  };
  for (const group of work.groups) groups.push({ ...group, rule: compiled });
  return compiled;
};

const compileScope = (work: Work, parent: Draft | undefined, keys: ForEach["keys"], items: Items): Draft => {
  const blocks: (Block | NeverRule)[] = [];
  for (const item of items) if (item.kind === "block" || item.kind === "never") blocks.push(item);
  const scope: Draft = {
    index: work.scopes.length,
    parent,
    place: parent?.children.length ?? 0,
    keys: keys.map((key) => ({
      name: key.name,
      slot: slotOf(work, key.name),
      type: key.type,
      sort: sortOf(work.program, key.type),
    })),
    state: [],
    debts: [],
    children: [],
    hasFrom: blocks.some((b) => b.kind === "block" && b.mode === "from"),
    hasNever: blocks.some((b) => b.kind === "never"),
    isForgettable: false,
    endsWithCall: false,
  };
  work.scopes.push(scope);
  parent?.children.push(scope);
  const names = namesIn(work, scope);
  for (const item of items) if (isState(item)) addState(names, scope, item);
  for (const item of items) {
    if (item.kind === "block") work.groups.push(...compileBlock(work, scope, names, item));
    else if (item.kind === "never") work.groups.push(...compileNever(work, scope, names, item));
    else if (item.kind === "foreach") compileScope(work, scope, item.keys, item.items);
  }
  scope.isForgettable = isForgettable(scope, names, blocks);
  scope.endsWithCall =
    scope.children.length === 0 &&
    bindAll(
      names,
      blocks,
      scope.keys.filter((key) => key.sort === "call"),
    );
  return scope;
};

const isState = (item: Items[number]): item is State => ["var", "list", "ranges", "debt"].includes(item.kind);

const sortOf = (program: Program, type: string): KeySlot["sort"] =>
  program.roles.has(type)
    ? "party"
    : program.resources.has(type)
      ? "resource"
      : type === "call"
        ? "call"
        : "plain";

const slotOf = (work: Work, name: string): number => {
  const known = work.slots.get(name);
  if (known !== undefined) return known;
  work.slots.set(name, work.slots.size);
  return work.slots.size - 1;
};

const namesIn = (work: Work, scope: Draft): Names => ({
  program: work.program,
  slot: (name) => slotOf(work, name),
  state: (name) => placeOf(scope, name),
  keyType: (name) => keyType(scope, name),
  around: compileAround,
});

const keyType = (scope: Scope, name: string): string | undefined =>
  scope.keys.find((key) => key.name === name)?.type ??
  (scope.parent === undefined ? undefined : keyType(scope.parent, name));

const placeOf = (scope: Scope, name: string, up = 0): StatePlace | undefined => {
  const index = scope.state.findIndex((s) => s.name === name);
  if (index >= 0) return { up, index, kind: scope.state[index]?.kind ?? "var" };
  const debt = scope.debts.findIndex((d) => d.name === name);
  if (debt >= 0) return { up, index: debt, kind: "debt" };
  return scope.parent === undefined ? undefined : placeOf(scope.parent, name, up + 1);
};

const addState = (names: Names, scope: Draft, item: State): void => {
  switch (item.kind) {
    case "var":
      scope.state = [
        ...scope.state,
        ...item.vars.map((v): StateSlot => ({ name: v.name, kind: "var", ...initialValue(names, v.value) })),
      ];
      return;
    case "list":
      scope.state = [
        ...scope.state,
        ...item.names.map((name): StateSlot => ({ name, kind: "list", initial: () => [], constant: [] })),
      ];
      return;
    case "ranges":
      scope.state = [
        ...scope.state,
        ...item.names.map((name): StateSlot => ({
          name,
          kind: "ranges",
          initial: () => noRanges,
          constant: noRanges,
        })),
      ];
      return;
    case "debt":
      scope.debts = [
        ...scope.debts,
        {
          name: item.name,
          within: item.within === undefined ? undefined : compileExpression(names, item.within),
        },
      ];
  }
};

const constantKinds: ReadonlySet<string | undefined> = new Set(["constant", "none", "true", "false"]);

const initialValue = (names: Names, e: Expression): Pick<StateSlot, "initial" | "constant"> => {
  const initial = compileExpression(names, e);
  const kind = e.kind === "name" ? names.program.refs.get(e)?.kind : undefined;
  if (kind === "none" || kind === "true" || kind === "false")
    return { initial, constant: kind === "none" ? null : kind === "true" };
  if (e.kind === "number" || e.kind === "text") return { initial, constant: e.value };
  return { initial, constant: constantKinds.has(kind) && e.kind === "name" ? e.name : undefined };
};

const isForgettable = (scope: Scope, names: Names, blocks: readonly (Block | NeverRule)[]): boolean => {
  if (
    scope.hasFrom ||
    scope.keys.length === 0 ||
    scope.children.length > 0 ||
    scope.state.some((s) => s.constant === undefined)
  )
    return false;
  return bindAll(
    names,
    blocks,
    scope.keys.filter((key) => key.sort !== "party"),
  );
};

const bindAll = (names: Names, blocks: readonly (Block | NeverRule)[], keys: readonly KeySlot[]): boolean =>
  blocks.every((block) =>
    block.heads.every((head) => keys.every((key) => boundBy(names, head).has(key.name))),
  );

const boundBy = (names: Names, head: Pattern): ReadonlySet<string> =>
  new Set([
    ...keysBoundBy(names, [...head.args, ...(head.returns ?? [])]),
    ...[head.speaker, head.hearer].flatMap((p) => p?.name ?? []),
  ]);

const compileBlock = (
  work: Work,
  scope: Scope,
  names: Names,
  block: Block,
): readonly Omit<Group, "rule">[] => {
  const statements = block.statements.map((s) => compileStatement(work.program, work.rule, names, s));
  return byEvent(scope, names, block).map((g) => ({ ...g, mode: block.mode, statements, demand: undefined }));
};

const compileNever = (
  work: Work,
  scope: Scope,
  names: Names,
  never: NeverRule,
): readonly Omit<Group, "rule">[] => {
  const demand = demandOf(work.program, work.rule, names, never, {
    level: work.rule.level,
    blames: never.blames,
    asked: never.when === undefined ? [] : [never.when],
  });
  return byEvent(scope, names, never).map((g) => ({ ...g, mode: "never" as const, statements: [], demand }));
};

type Waiting = Pick<Group, "scope" | "name" | "kind" | "heads" | "speakers" | "keyIn" | "when" | "node">;

const byEvent = (scope: Scope, names: Names, node: Block | NeverRule): readonly Waiting[] => {
  const heads = node.heads.map((head) => compilePattern(names, head));
  const when = node.when === undefined ? undefined : compileCondition(names, node.when);
  return Array.from(groupBy(heads, (h) => `${h.kind} ${h.word.name}`).values(), (same) => ({
    scope,
    name: same[0]?.word.name ?? "",
    kind: same[0]?.kind ?? "act",
    heads: same,
    speakers: speakersOf(same),
    keyIn:
      same.length === 1 && scope.keys.length === 1
        ? same[0]?.binds.get(scope.keys[0]?.name ?? "")
        : undefined,
    when,
    node,
  }));
};

const speakersOf = (heads: readonly CompiledPattern[]): ReadonlySet<string> | undefined => {
  const roles = heads.map(({ speaker }) => speaker);
  return roles.every((role) => role !== undefined) ? new Set(roles) : undefined;
};
