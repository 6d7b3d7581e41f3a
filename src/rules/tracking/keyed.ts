// Instances by what one of their keys names: those of a call that has returned, of a resource whose name begins anew.
import type { Val } from "../values/value.ts";
import type { CompiledRule, KeySlot, Scope } from "../compile/compiled.ts";
import { type Instance, keyOf } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

export const keyedBy = (state: RuleState, sort: KeySlot["sort"], value: Val): readonly Instance[] => {
  const found: Instance[] = [];
  if (state.root.size === 0) return found;
  for (const [scope, at] of keysOf(state.rule, sort)) {
    const wanted: (Val | undefined)[] = [];
    wanted[at] = value;
    const whole = scope.keys.length === 1 ? keyOf([value]) : undefined;
    for (const shelf of state.shelves(scope)) {
      if (shelf.size === 0) continue;
      const only = whole === undefined ? undefined : shelf.get(whole);
      if (only !== undefined) found.push(only);
      else if (whole === undefined) found.push(...shelf.agreeing([at], wanted));
    }
  }
  return found;
};

type Keys = readonly (readonly [scope: Scope, at: number])[];
const known = new WeakMap<CompiledRule, Map<KeySlot["sort"], Keys>>();

/** Which keys of a rule are of a sort: asked at every return and every new name, found once. */
const keysOf = (rule: CompiledRule, sort: KeySlot["sort"]): Keys => {
  const bySort = known.get(rule) ?? new Map<KeySlot["sort"], Keys>();
  known.set(rule, bySort);
  const keys =
    bySort.get(sort) ??
    rule.scopes
      .filter((scope) => sort !== "call" || scope.endsWithCall)
      .flatMap((scope) => scope.keys.flatMap((key, at) => (key.sort === sort ? [[scope, at] as const] : [])));
  bySort.set(sort, keys);
  return keys;
};
