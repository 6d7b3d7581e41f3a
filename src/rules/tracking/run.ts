// Runs the blocks of a rule that wait for an event, in the order written, on every instance that the event speaks of.
import type { PartyId } from "../../contract/event.ts";
import type { Context } from "../meaning/context.ts";
import { type CompiledPattern, eachMatch, fitsEarly, fitsLate } from "../meaning/pattern.ts";
import { isMissing, type Missing, type Truth } from "../values/value.ts";
import type { Demand, Group } from "../compile/compiled.ts";
import { attach, instancesFor, loadKeys, refresh } from "./find.ts";
import type { Instance } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";
import { blur, runStatements } from "./statements.ts";

/** A demand that does not hold. */
export type Found = { readonly demand: Demand; readonly instance: Instance; readonly blames: PartyId };
export type Report = (state: RuleState, ctx: Context, found: Found) => void;

/** `own` gives a rule's state for writing; it is asked for at the first match only. */
export const runGroup = (
  group: Group,
  rule: number,
  ctx: Context,
  own: (rule: number) => RuleState,
  report: Report,
): void => {
  for (const head of group.heads) {
    ctx.frame = [];
    ctx.unsure = undefined;
    if (head.isSingle) {
      if (!fitsEarly(head, ctx, ctx.seen)) continue;
      runMatch(group, head, ctx, own(rule), report);
      return;
    }
    let hasMatched = false;
    eachMatch(head, ctx, ctx.seen, () => {
      hasMatched = true;
      runMatch(group, head, ctx, own(rule), report);
    });
    if (hasMatched) return;
  }
};

/** The frame holds what the event has bound. */
const runMatch = (
  group: Group,
  head: CompiledPattern,
  ctx: Context,
  state: RuleState,
  report: Report,
): void => {
  const { frame, unsure } = ctx;
  if (unsure !== undefined && isOpenChange(group, ctx)) state.doubts.set(group.scope.index, unsure);
  const instances = instancesFor(state, group.scope, ctx, group.mode === "from");
  for (const instance of instances) {
    if (instances.length > 1) ctx.frame = frame.slice();
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
  runStatements(group.statements, ctx, state, instance, (demand) =>
    blame(state, ctx, instance, demand, report),
  );
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
  const isThere = state.shelfOf(instance)?.get(instance.key) === instance;
  if (!isThere) return;
  if (group.mode === "from") for (const i of instance.state.keys()) instance.state[i] = why;
  blur(group.statements, ctx, state, instance, why);
  if (group.mode === "until") state.drop(instance);
};

const begin = (state: RuleState, instance: Instance, ctx: Context): boolean => {
  if (!attach(state, instance)) return false;
  for (const shelf of instance.shelves) for (const inner of shelf.all()) state.drop(inner);
  refresh(instance, ctx);
  instance.forgetHistory();
  if (instance.scope.hasNever) state.exercised++;
  return true;
};

const forbid = (group: Group, ctx: Context, state: RuleState, instance: Instance, report: Report): void => {
  if (group.demand === undefined) return;
  instance.note(ctx.seen.seq);
  blame(state, ctx, instance, group.demand, report);
};

const blame = (state: RuleState, ctx: Context, instance: Instance, demand: Demand, report: Report): void => {
  const guilty = demand.blames === undefined ? ctx.seen.doer : demand.blames(ctx);
  if (typeof guilty === "string") report(state, ctx, { demand, instance, blames: guilty });
  else state.undecided ??= "whom to blame is not in the record";
};
