// From a rule's syntax tree to scopes, and groups that wait for events: names become slots.
import type { Program, RuleOutline } from "../../contract/program.ts";
import type { Block, Expression, ForEach, NeverRule, Pattern, Rule, State } from "../../contract/syntax.ts";
import { keysBoundBy } from "../meaning/arguments.ts";
import type { Names, StatePlace } from "../meaning/context.ts";
import { compileExpression } from "../meaning/expression.ts";
import { compileAround } from "../meaning/pattern.ts";
import { keyPlaces } from "../tracking/keyed.ts";
import { noRanges } from "../values/ranges.ts";
import { headsOf, type PlacedBlock, waiting } from "./block.ts";
import type { CompiledRule, KeySlot, Scope, StateSlot, Waiting } from "./compiled.ts";
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
  readonly blocks: PlacedBlock[];
  readonly groups: Waiting[];
  readonly knowsHeads: boolean;
};

/** Where its outline is known its blocks are compiled when they are needed. */
export const compileRule = (program: Program, rule: Rule, outline?: RuleOutline): CompiledRule => {
  const work: Work = {
    program,
    rule,
    slots: new Map(outline?.slots.map((name, slot) => [name, slot])),
    scopes: [],
    blocks: [],
    groups: [],
    knowsHeads: outline !== undefined,
  };
  compileScope(work, undefined, [], rule.items);
  for (const head of outline?.heads ?? []) {
    const block = work.blocks[head.block];
    if (block !== undefined) work.groups.push(waiting(rule, block, head));
  }
  let looks: LookedAt | undefined;
  return {
    rule,
    scopes: work.scopes,
    groups: work.groups,
    keyed: { call: keyPlaces(work.scopes, "call"), resource: keyPlaces(work.scopes, "resource") },
    slots: work.slots,
    looks: () => (looks ??= lookedAt(program, rule)),
  };
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
    if (item.kind === "foreach") compileScope(work, scope, item.keys, item.items);
    if (item.kind !== "block" && item.kind !== "never") continue;
    addBlock(work, { scope, names, node: item });
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

/** Where its heads are not known, it is compiled at once: that gives the slots their order. */
const addBlock = ({ rule, blocks, groups, knowsHeads }: Work, block: PlacedBlock): void => {
  blocks.push(block);
  if (knowsHeads) return;
  for (const head of headsOf(block, blocks.length - 1)) {
    const group = waiting(rule, block, head);
    group.ready();
    groups.push(group);
  }
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
