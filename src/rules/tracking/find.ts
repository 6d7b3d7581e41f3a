// Which instances an event speaks of: those that agree with what it binds, and those that it brings into being.
import type { Context } from "../meaning/context.ts";
import type { Val } from "../values/value.ts";
import type { KeySlot, Scope } from "../compile/compiled.ts";
import { Instance, keyless, keyOf } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

/** `isBirth`: for a `from`, whose instances are returned even before they have begun; `attach` puts them in their place. */
export const instancesFor = (
  state: RuleState,
  scope: Scope,
  ctx: Context,
  isBirth: boolean,
): readonly Instance[] => {
  const found: Instance[] = [];
  const root =
    scope.parent !== undefined && scope.parent.parent === undefined ? state.root.get(keyless) : undefined;
  if (root !== undefined) onShelf(state, scope, ctx, isBirth, root, found);
  else if (scope.parent === undefined) onShelf(state, scope, ctx, isBirth, undefined, found);
  else
    for (const outer of instancesFor(state, scope.parent, ctx, false))
      onShelf(state, scope, ctx, isBirth, outer, found);
  return found;
};

/** Puts a new instance in its place; false when there is no room left that could be made. */
export const attach = (state: RuleState, instance: Instance): boolean => {
  const shelf = state.shelfOf(instance);
  if (shelf === undefined || shelf.get(instance.key) !== undefined) return true;
  const oldest = shelf.surplus();
  if (oldest !== undefined && !instance.scope.hasFrom) {
    state.undecided ??= "more instances at once than are kept";
    return false;
  }
  if (oldest !== undefined) shelf.delete(oldest);
  shelf.put(instance);
  return true;
};

/** A fresh instance, its state as the declarations say; unknown where its beginning may have been missed. */
const fresh = (
  { doubts }: RuleState,
  scope: Scope,
  outer: Instance | undefined,
  keys: readonly Val[],
  ctx: Context,
): Instance => {
  const instance = new Instance(scope, outer, keys);
  refresh(instance, ctx);
  if (scope.hasFrom) return instance;
  const isAfresh = outer !== undefined && outer.before === undefined;
  const before = doubts.get(scope.index) ?? (isAfresh ? undefined : ctx.world.unseen);
  if (before === undefined) return instance;
  instance.before = before;
  instance.state.fill(before);
  return instance;
};

/** Variables and lists as at the beginning; debts stay. */
export const refresh = (instance: Instance, ctx: Context): void => {
  const before = ctx.row;
  instance.before = undefined;
  ctx.row = instance;
  instance.scope.state.forEach((slot, i) => {
    instance.state[i] = slot.constant === undefined ? slot.initial(ctx) : slot.constant;
  });
  ctx.row = before;
};

/** The keys of an instance and of those around it, into the frame. */
export const loadKeys = (ctx: Context, instance: Instance): void => {
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent) {
    const { keys } = at.scope;
    for (let i = 0; i < keys.length; i++) {
      const slot = keys[i]?.slot;
      if (slot !== undefined) ctx.frame[slot] = at.keys[i];
    }
  }
};

const onShelf = (
  state: RuleState,
  scope: Scope,
  ctx: Context,
  isBirth: boolean,
  outer: Instance | undefined,
  found: Instance[],
): void => {
  const shelf = outer === undefined ? state.root : outer.shelves[scope.place];
  if (shelf === undefined) return;
  const mayCreate = isBirth || !scope.hasFrom;
  const add = (keys: readonly Val[]): void => {
    const there = shelf.get(keyOf(keys));
    if (there !== undefined) found.push(there);
    else if (mayCreate) create(state, scope, ctx, outer, keys, found);
  };
  const { keys } = scope;
  const bound: (Val | undefined)[] = [];
  for (const { slot } of keys) bound.push(ctx.frame[slot]);
  if (areBound(bound)) add(bound);
  else if (keys.every(({ sort }, i) => sort === "party" || bound[i] !== undefined))
    eachCombination(keys, bound, ctx, add);
  else for (const instance of shelf.agreeing(bound)) found.push(instance);
};

const create = (
  state: RuleState,
  scope: Scope,
  ctx: Context,
  outer: Instance | undefined,
  keys: readonly Val[],
  found: Instance[],
): void => {
  const instance = fresh(state, scope, outer, keys, ctx);
  for (let i = 0; i < keys.length; i++) {
    const value = keys[i];
    if (scope.keys[i]?.sort === "resource" && typeof value === "string") ctx.world.named.add(value);
  }
  if (scope.hasFrom || attach(state, instance)) found.push(instance);
};

const areBound = (values: readonly (Val | undefined)[]): values is readonly Val[] =>
  !values.includes(undefined);

/** Party keys that are still free range over the cast. */
const eachCombination = (
  keys: readonly KeySlot[],
  bound: (Val | undefined)[],
  ctx: Context,
  each: (keys: readonly Val[]) => void,
): void => {
  const free = bound.indexOf(undefined);
  if (areBound(bound)) return each([...bound]);
  for (const party of ctx.world.cast.ofRole(keys[free]?.type ?? "")) {
    bound[free] = party;
    eachCombination(keys, bound, ctx, each);
  }
  bound[free] = undefined;
};
