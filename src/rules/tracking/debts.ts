// Debts called in: at their due time, or all of them at the end of a run at rest.
import type { PartyId } from "../../contract/event.ts";
import type { Context } from "../meaning/context.ts";
import { show, showTime } from "../values/show.ts";
import { isMissing } from "../values/value.ts";
import { loadKeys } from "./find.ts";
import type { Instance, Unit } from "./instance.ts";
import { hasDueTime, type RuleState } from "./rule-state.ts";

export type Due = {
  readonly state: RuleState;
  readonly instance: Instance;
  readonly index: number;
  readonly unit: Unit;
};

/** Units due before a time, the earliest first; of those due at once the older first, so that a fork calls them in alike. */
export const dueBefore = (states: readonly RuleState[], time: number): readonly Due[] =>
  states
    .filter((state) => state.nextDue < time)
    .flatMap((state) =>
      [...state.timed]
        .flatMap((instance) => unitsOf(state, instance).filter(({ unit }) => unit.due < time))
        .toSorted(byAge),
    )
    .toSorted((a, b) => a.unit.due - b.unit.due);

const byAge = (a: Due, b: Due): number =>
  a.unit.since - b.unit.since ||
  a.unit.owing.debt.localeCompare(b.unit.owing.debt, "en") ||
  a.instance.key.localeCompare(b.instance.key, "en");

/** Every open unit of a rule, instances in the order in which they came into being. */
export const openUnits = (state: RuleState): readonly Due[] =>
  // most rules of a run have nothing to do in it
  state.root.size === 0
    ? []
    : state.rule.scopes
        .filter(({ debts }) => debts.length > 0)
        .flatMap((scope) =>
          state
            .shelves(scope)
            .flatMap((shelf) => shelf.all().flatMap((instance) => unitsOf(state, instance))),
        );

const unitsOf = (state: RuleState, instance: Instance): readonly Due[] =>
  instance.debts.flatMap((units, index) => units.map((unit) => ({ state, instance, index, unit })));

/** Sets the context back to the moment of owing, against custody as it is now. */
export const recall = (ctx: Context, { instance, unit }: Due): void => {
  ctx.frame = [];
  for (const [slot, value] of unit.bound) ctx.frame[slot] = value;
  loadKeys(ctx, instance);
  ctx.seen = unit.seen;
  ctx.row = instance;
};

/** Who has to answer for it now; undefined when the record does not tell. */
export const debtor = (ctx: Context, due: Due): PartyId | undefined => {
  const { demand } = due.unit.owing;
  const party = demand.blames === undefined ? due.unit.seen.doer : demand.blames(ctx);
  return typeof party === "string" && !isMissing(party) ? party : undefined;
};

/** A unit has been called in. */
export const settle = ({ state, instance, index, unit }: Due): void => {
  const units = instance.debts[index] ?? [];
  const at = units.indexOf(unit);
  if (at >= 0) instance.debts[index] = units.toSpliced(at, 1);
  if (!hasDueTime(instance)) state.timed.delete(instance);
  if (instance.isLingering && !instance.hasOpenDebts()) state.drop(instance);
};

export const renewNextDue = (state: RuleState): void => {
  state.nextDue = Infinity;
  for (const instance of state.timed) {
    for (const units of instance.debts)
      for (const unit of units) state.nextDue = Math.min(state.nextDue, unit.due);
  }
};

/** `answer is owed since event 3 and was due at 45 s` */
export const sentenceOf = ({ instance, unit }: Due): string => {
  const keys = instance.scope.keys.map((key, i) => `${key.name} is ${show(instance.keys[i] ?? null)}`);
  const due = unit.due === Infinity ? "" : ` and was due at ${showTime(unit.due)}`;
  return [`${unit.owing.debt} is owed since event ${unit.since}${due}`, ...keys].join("; ");
};
