// Instances by what one of their keys names: those of a call that has returned, of a resource whose name begins anew.
import type { Val } from "../values/value.ts";
import type { KeyPlace, KeySlot, Scope } from "../compile/compiled.ts";
import { type Instance, keyless, keyOfOne } from "./instance.ts";
import { isInner, type RuleState } from "./rule-state.ts";
import type { Shelf } from "./shelf.ts";

export const keyedBy = (state: RuleState, sort: "call" | "resource", value: Val): readonly Instance[] => {
  const root = state.root.get(keyless);
  let found: readonly Instance[] = none;
  if (root === undefined) return found;
  for (const place of state.rule.keyed[sort]) {
    const those = isInner(place.scope)
      ? on(root.shelves[place.scope.place], place, value)
      : state.shelves(place.scope).flatMap((shelf) => on(shelf, place, value));
    if (those.length > 0) found = found.length === 0 ? those : [...found, ...those];
  }
  return found;
};

const none: readonly Instance[] = [];

const on = (shelf: Shelf<Instance> | undefined, { scope, at }: KeyPlace, value: Val): readonly Instance[] => {
  if (shelf === undefined || shelf.size === 0) return none;
  if (scope.keys.length === 1) {
    const only = shelf.get(keyOfOne(value));
    return only === undefined ? none : [only];
  }
  return shelf.having(at, value);
};

/** Which keys of a rule are of a sort; of calls only those that can let an instance go. */
export const keyPlaces = (scopes: readonly Scope[], sort: KeySlot["sort"]): readonly KeyPlace[] =>
  scopes
    .filter((scope) => sort !== "call" || scope.endsWithCall)
    .flatMap((scope) => scope.keys.flatMap((key, at) => (key.sort === sort ? [{ scope, at }] : [])));
