// What is still owed, and by whom as things stand.
import type { Program } from "../../contract/program.ts";
import type { OpenDebt } from "../../contract/verdict.ts";
import type { Context } from "../meaning/context.ts";
import { debtor, type Due, openUnits, recall } from "../tracking/debts.ts";
import type { RuleState } from "../tracking/rule-state.ts";
import { draftOf } from "./finding.ts";

/** Units made at one moment are one debt. */
export const openDebtsOf = (program: Program, ctx: Context, state: RuleState): readonly OpenDebt[] => {
  if (state.root.size === 0) return [];
  const debts = new Map<Due["unit"], { readonly due: Due; amount: number }>();
  for (const due of openUnits(state)) {
    const same = debts.get(due.unit);
    if (same === undefined) debts.set(due.unit, { due, amount: 1 });
    else same.amount++;
  }
  return Array.from(debts.values(), ({ due, amount }) => openDebt(program, ctx, due, amount));
};

const openDebt = (program: Program, ctx: Context, due: Due, amount: number): OpenDebt => {
  recall(ctx, due);
  const { state, instance, unit } = due;
  const by = debtor(ctx, due) ?? unit.seen.doer;
  const { demand, debt } = unit.owing;
  const { resources } = draftOf(program, {
    state,
    ctx,
    instance,
    demand,
    blames: by,
    seq: 0,
    time: 0,
    because: [],
    witness: [],
  });
  return { rule: state.chosen.rule.id, debt, by, amount, since: unit.since, resources };
};
