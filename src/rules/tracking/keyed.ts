// Instances by what one of their keys names: those of a call that has returned, of a resource whose name begins anew.
import type { Val } from "../values/value.ts";
import type { KeyPlace, KeySlot, Scope } from "../compile/compiled.ts";
import { type Instance, keyOf } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

export const keyedBy = (state: RuleState, sort: "call" | "resource", value: Val): readonly Instance[] => {
  const found: Instance[] = [];
  for (const { scope, at } of state.rule.keyed[sort]) {
    for (const shelf of state.shelves(scope)) {
      if (shelf.size === 0) continue;
      if (scope.keys.length === 1) {
        const only = shelf.get(keyOf([value]));
        if (only !== undefined) found.push(only);
      } else {
        const wanted: (Val | undefined)[] = [];
        wanted[at] = value;
        found.push(...shelf.agreeing([at], wanted));
      }
    }
  }
  return found;
};

/** Which keys of a rule are of a sort; of calls only those that can let an instance go. */
export const keyPlaces = (scopes: readonly Scope[], sort: KeySlot["sort"]): readonly KeyPlace[] =>
  scopes
    .filter((scope) => sort !== "call" || scope.endsWithCall)
    .flatMap((scope) => scope.keys.flatMap((key, at) => (key.sort === sort ? [{ scope, at }] : [])));
