// What the statements of a block do to an instance; and what remains certain when the record does not say whether they ran.
import type { Context } from "../meaning/context.ts";
import { argument } from "../meaning/seen.ts";
import { union, without } from "../values/ranges.ts";
import { isList, isMissing, isRanges, isSame, Missing, type Val } from "../values/value.ts";
import type { Owing, Statement } from "../compile/compiled.ts";
import { blame, type Report } from "./blame.ts";
import type { Instance, Unit } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

const amountLimit = 4096;

export const runStatements = (
  statements: readonly Statement[],
  ctx: Context,
  state: RuleState,
  instance: Instance,
  report: Report,
): void => {
  for (const s of statements) {
    switch (s.kind) {
      case "demand": {
        const holds = s.test(ctx);
        if (isMissing(holds)) undecided(state, holds);
        else state.exercised++;
        if (holds === false) blame(state, ctx, instance, s.demand, report);
        break;
      }
      case "observe":
        state.exercised++;
        if (!state.observations.includes(s.text)) state.observations = [...state.observations, s.text];
        break;
      case "assign":
        setState(instance, s.place.up, s.place.index, s.value(ctx), ctx.seen.seq);
        break;
      case "add":
      case "remove":
        setState(
          instance,
          s.place.up,
          s.place.index,
          changed(stateAt(instance, s.place.up, s.place.index), s.kind, s.value(ctx)),
          ctx.seen.seq,
        );
        break;
      case "owe":
        owe(s, ctx, state, instance);
        break;
      case "pay":
        pay(state, at(instance, s.place.up), s.place.index, s.amount === "all" ? Infinity : s.amount(ctx));
    }
  }
};

/** The block may have run or not: what it would have changed is unknown from here on, what it would have paid counts as paid, and nobody knows what is owed. */
export const blur = (
  statements: readonly Statement[],
  ctx: Context,
  state: RuleState,
  instance: Instance,
  why: Missing,
): void => {
  for (const s of statements) {
    if (s.kind === "assign" || s.kind === "add" || s.kind === "remove")
      setState(instance, s.place.up, s.place.index, why, ctx.seen.seq);
    if (s.kind === "pay")
      pay(state, at(instance, s.place.up), s.place.index, s.amount === "all" ? Infinity : s.amount(ctx));
    if (s.kind === "pay" || s.kind === "owe") at(instance, s.place.up).before ??= why;
  }
};

const undecided = (state: RuleState, why: Missing): void => {
  state.undecided ??= `${why.what} is not in the record`;
};

const at = (instance: Instance, up: number): Instance => {
  let found = instance;
  for (let i = 0; i < up && found.parent !== undefined; i++) found = found.parent;
  return found;
};

const stateAt = (instance: Instance, up: number, index: number): Val => at(instance, up).state[index] ?? null;
const setState = (instance: Instance, up: number, index: number, value: Val, seq: number): void => {
  const owner = at(instance, up);
  if (index >= 0) owner.state[index] = value;
  if (up > 0) for (const cause of [...instance.seqs, seq]) owner.note(cause);
};

/** A list keeps its order and has no doubles; ranges join. */
const changed = (before: Val, how: "add" | "remove", value: Val): Val => {
  if (isMissing(before)) return before;
  if (isMissing(value)) return value;
  if (isList(before)) {
    const isThere = before.some((x) => isSame(x, value));
    if (how === "add") return isThere ? before : [...before, value];
    return isThere ? before.filter((x) => !isSame(x, value)) : before;
  }
  if (before === null || typeof before !== "object" || !isRanges(before)) return new Missing("a list");
  if (value === null || typeof value !== "object" || isList(value) || !isRanges(value))
    return new Missing("a range");
  return how === "add" ? union(before, value) : without(before, value);
};

const owe = (
  s: Extract<Statement, { kind: "owe" }>,
  ctx: Context,
  state: RuleState,
  instance: Instance,
): void => {
  const amount = s.amount(ctx);
  if (typeof amount !== "number")
    return undecided(state, isMissing(amount) ? amount : new Missing("how much is owed"));
  if (amount <= 0) return;
  if (amount > amountLimit) return undecided(state, new Missing(`more than ${amountLimit} units`));
  state.exercised++;
  const debtor = at(instance, s.place.up);
  const within = debtor.scope.debts[s.place.index]?.within?.(ctx);
  if (within !== undefined && typeof within !== "number")
    undecided(state, isMissing(within) ? within : new Missing("when it is due"));
  const due = typeof within === "number" ? ctx.seen.time + within : Infinity;
  const unit = unitOf(s.owing, ctx, due);
  debtor.debts[s.place.index] = [
    ...(debtor.debts[s.place.index] ?? []),
    ...Array.from({ length: amount }, () => unit),
  ];
  if (due === Infinity) return;
  state.timed.add(debtor);
  state.nextDue = Math.min(state.nextDue, due);
};

const unitOf = (owing: Owing, ctx: Context, due: number): Unit => {
  const args = Object.fromEntries(
    owing.args.flatMap((name) => {
      const value = argument(ctx.seen, name);
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[name, value]]
        : [];
    }),
  );
  const bound = owing.slots.flatMap((slot) => {
    const value = ctx.frame[slot];
    return value === undefined ? [] : [[slot, value] as const];
  });
  const { word, kind, seq, time, doer, other, speaker, hearer, call } = ctx.seen;
  const seen = {
    word,
    kind,
    seq,
    time,
    doer,
    other,
    speaker,
    hearer,
    call,
    in: undefined,
    args,
    results: undefined,
    resources: undefined,
    isPlaced: false,
    isDerived: false,
  };
  return { owing, due, since: seq, seen, bound };
};

/** The oldest units are paid; paying more than is owed does nothing. */
const pay = (state: RuleState, debtor: Instance, index: number, amount: Val): void => {
  const units = debtor.debts[index];
  if (units === undefined || units.length === 0) return;
  if (isMissing(amount)) undecided(state, amount);
  debtor.debts[index] = units.slice(typeof amount === "number" ? Math.max(0, amount) : units.length);
  if (state.timed.has(debtor) && debtor.debts.every((left) => left.every((unit) => unit.due === Infinity)))
    state.timed.delete(debtor);
  if (debtor.isLingering && !debtor.hasOpenDebts()) state.drop(debtor);
};
