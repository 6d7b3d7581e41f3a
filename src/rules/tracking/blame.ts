// A demand that does not hold, and who answers for it.
import type { PartyId } from "../../contract/event.ts";
import type { Demand } from "../compile/compiled.ts";
import type { Context } from "../meaning/context.ts";
import type { Instance } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

export type Found = { readonly demand: Demand; readonly instance: Instance; readonly blames: PartyId };
export type Report = (state: RuleState, ctx: Context, found: Found) => void;

export const blame = (
  state: RuleState,
  ctx: Context,
  instance: Instance,
  demand: Demand,
  report: Report,
): void => {
  const guilty = demand.blames === undefined ? ctx.seen.doer : demand.blames(ctx);
  if (typeof guilty === "string") report(state, ctx, { demand, instance, blames: guilty });
  else state.undecided ??= "whom to blame is not in the record";
};
