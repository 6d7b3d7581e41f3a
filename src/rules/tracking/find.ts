// Which instances an event speaks of: those that agree with what it binds, and those that it brings into being.
import type { Context } from "../meaning/context.ts";
import type { Val } from "../values/value.ts";
import type { KeySlot, Scope } from "../compile/compiled.ts";
import { Instance, keyless, keyOf, keyOfOne } from "./instance.ts";
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
  const [only] = scope.keys;
  const value = only === undefined ? undefined : ctx.frame[only.slot];
  if (scope.keys.length === 1 && value !== undefined) {
    // what most scopes have, found without a list of its keys
    const there = shelf.get(keyOfOne(value));
    if (there !== undefined) found.push(there);
    else if (mayCreate) create(state, scope, ctx, outer, [value], found);
    return;
  }
  const bound: (Val | undefined)[] = [];
  let isOpen = false;
  for (const key of scope.keys) {
    const given = ctx.frame[key.slot];
    bound.push(given);
    if (given === undefined && key.sort !== "party") isOpen = true;
  }
  if (isOpen) {
    for (const instance of shelf.agreeing(placesOf(bound), bound)) found.push(instance);
    return;
  }
  for (const keys of bound.every(isBound) ? [bound] : combinations(scope.keys, bound, ctx)) {
    const there = shelf.get(keyOf(keys));
    if (there !== undefined) found.push(there);
    else if (mayCreate) create(state, scope, ctx, outer, keys, found);
  }
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
  if (scope.hasFrom || attach(state, instance)) found.push(instance);
};

const isBound = (value: Val | undefined): value is Val => value !== undefined;
const placesOf = (bound: readonly (Val | undefined)[]): readonly number[] =>
  [...bound.keys()].filter((i) => bound[i] !== undefined);

/** Party keys that are still free range over the cast. */
const combinations = (
  keys: readonly KeySlot[],
  bound: readonly (Val | undefined)[],
  ctx: Context,
): readonly (readonly Val[])[] => {
  let all: (readonly Val[])[] = [[]];
  for (const [i, key] of keys.entries()) {
    const value = bound[i];
    const choices: readonly Val[] = value === undefined ? ctx.world.cast.ofRole(key.type) : [value];
    const longer: (readonly Val[])[] = [];
    for (const front of all) for (const choice of choices) longer.push(front.concat([choice]));
    all = longer;
  }
  return all;
};
