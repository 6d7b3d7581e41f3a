// Runs the blocks of a rule that wait for an event, in the order written, on every instance that the event speaks of.
import type { Context } from "../meaning/context.ts";
import { type CompiledPattern, eachMatch, fitsEarly, fitsLate } from "../meaning/pattern.ts";
import { isMissing, type Missing, type Truth } from "../values/value.ts";
import type { Group } from "../compile/compiled.ts";
import { blame, type Report } from "./blame.ts";
import { attach, instancesFor, loadKeys, refresh } from "./find.ts";
import { type Instance, keyOfOne } from "./instance.ts";
import { innerShelf, isInner, type RuleState } from "./rule-state.ts";
import type { Shelf } from "./shelf.ts";
import { blur, runStatements } from "./statements.ts";

/** The states of all rules, by their positions: to read, and, where something may change, to write. */
export type States = {
  readonly read: (rule: number) => RuleState;
  readonly write: (rule: number) => RuleState;
};

export const runGroup = (group: Group, rule: number, ctx: Context, states: States, report: Report): void => {
  const shelf = shelfAwaited(group, states.read(rule));
  if (shelf !== undefined && (shelf.size === 0 || isElsewhere(group, shelf, ctx))) return;
  for (const head of group.heads) {
    ctx.frame.fill(undefined);
    ctx.unsure = undefined;
    if (head.isSingle) {
      if (!fitsEarly(head, ctx, ctx.seen)) continue;
      runMatch(group, rule, head, ctx, states, report);
      return;
    }
    if (runEach(group, rule, head, ctx, states, report)) return;
  }
};

/** For every way in which the event fits; false when there is none. */
const runEach = (
  group: Group,
  rule: number,
  head: CompiledPattern,
  ctx: Context,
  states: States,
  report: Report,
): boolean => {
  let hasMatched = false;
  eachMatch(head, ctx, ctx.seen, () => {
    hasMatched = true;
    runMatch(group, rule, head, ctx, states, report);
  });
  return hasMatched;
};

/** The frame holds what the event has bound. */
const runMatch = (
  group: Group,
  rule: number,
  head: CompiledPattern,
  ctx: Context,
  states: States,
  report: Report,
): void => {
  const { frame, unsure } = ctx;
  const before = states.read(rule);
  const there =
    shelfAwaited(group, before) === undefined ? undefined : instancesFor(before, group.scope, ctx, false);
  if (there?.length === 0) return;
  const state = states.write(rule);
  if (unsure !== undefined && isOpenChange(group, ctx)) state.doubts.set(group.scope.index, unsure);
  const instances =
    state === before && there !== undefined
      ? there
      : instancesFor(state, group.scope, ctx, group.mode === "from");
  for (const instance of instances) {
    if (instances.length > 1 && head.late.length > 0) ctx.frame = frame.slice();
    ctx.row = instance;
    loadKeys(ctx, instance);
    const late = unsure ?? fitsLate(head, ctx, ctx.seen);
    if (late !== false)
      runOn(
        group,
        ctx,
        state,
        instance,
        isMissing(late) ? also(group, ctx, late) : (group.when?.(ctx) ?? true),
        report,
      );
  }
  ctx.frame = frame;
  ctx.row = undefined;
};

/** Where the instances stand that a group waits for, if others of its rule have to begin them: it begins none by itself. */
const shelfAwaited = ({ scope, mode }: Group, state: RuleState): Shelf<Instance> | undefined =>
  mode !== "from" && scope.hasFrom && isInner(scope) ? innerShelf(state, scope) : undefined;

/** The event speaks of something that has no instance: nothing else about it need be asked. */
const isElsewhere = (
  { keyIn, scope: { keys } }: Group,
  shelf: Shelf<Instance>,
  { seen, world }: Context,
): boolean => {
  const value = keyIn?.(seen);
  const [key] = keys;
  if (typeof value !== "string" || key === undefined) return false;
  const named = key.sort === "resource" ? world.custody.asType(value, key.type) : value;
  return named === undefined || shelf.get(keyOfOne(named)) === undefined;
};

/** It changes an instance, and which one is not in the record. */
const isOpenChange = ({ scope, statements }: Group, ctx: Context): boolean =>
  !scope.hasFrom &&
  scope.keys.some(({ slot, sort }) => sort !== "party" && ctx.frame[slot] === undefined) &&
  statements.some(({ kind }) => kind !== "demand" && kind !== "observe");

/** A head that may have matched, under a condition: a condition that fails settles it. */
const also = (group: Group, ctx: Context, unsure: Missing): Truth =>
  group.when?.(ctx) === false ? false : unsure;

const runOn = (
  group: Group,
  ctx: Context,
  state: RuleState,
  instance: Instance,
  holds: Truth,
  report: Report,
): void => {
  if (holds === false) return;
  if (isMissing(holds)) return runUndecided(group, ctx, state, instance, holds);
  if (group.mode === "never") {
    if (!instance.isLingering) forbid(group, ctx, state, instance, report);
    return;
  }
  if (group.mode === "from" && !begin(state, instance, ctx)) return;
  instance.note(ctx.seen.seq);
  runStatements(group.statements, ctx, state, instance, report);
  if (group.mode === "until") state.drop(instance);
  else if (instance.scope.isForgettable && instance.isPristine()) state.drop(instance);
};

const runUndecided = (
  group: Group,
  ctx: Context,
  state: RuleState,
  instance: Instance,
  why: Missing,
): void => {
  state.undecided ??= `${why.what} is not in the record`;
  if (group.mode === "never") return;
  if (!isThere(state, instance)) return;
  if (group.mode === "from") for (const i of instance.state.keys()) instance.state[i] = why;
  blur(group.statements, ctx, state, instance, why);
  if (group.mode === "until") state.drop(instance);
};

const begin = (state: RuleState, instance: Instance, ctx: Context): boolean => {
  const isNew = !isThere(state, instance);
  if (!attach(state, instance)) return false;
  if (instance.scope.hasNever) state.exercised++;
  // what its keys have to be known for could not be told when it was made
  if (isNew && instance.scope.state.every(({ constant }) => constant !== undefined)) return true;
  for (const shelf of instance.shelves) for (const inner of shelf.all()) state.drop(inner);
  refresh(instance, ctx);
  instance.forgetHistory();
  return true;
};

const isThere = (state: RuleState, instance: Instance): boolean =>
  state.shelfOf(instance)?.get(instance.key) === instance;

const forbid = (group: Group, ctx: Context, state: RuleState, instance: Instance, report: Report): void => {
  if (group.demand === undefined) return;
  instance.note(ctx.seen.seq);
  blame(state, ctx, instance, group.demand, report);
};
