// Instances by what one of their keys names: those of a call that has returned, of a resource whose name begins anew.
import type { Val } from "../values/value.ts";
import type { KeySlot } from "../compile/compiled.ts";
import type { Instance } from "./instance.ts";
import type { RuleState } from "./rule-state.ts";

export const keyedBy = (state: RuleState, sort: KeySlot["sort"], value: Val): readonly Instance[] =>
  state.rule.scopes.flatMap((scope) =>
    scope.keys.flatMap((key, i) => {
      if (key.sort !== sort || (sort === "call" && !scope.endsWithCall)) return [];
      const wanted: (Val | undefined)[] = [];
      wanted[i] = value;
      return state.shelves(scope).flatMap((shelf) => shelf.agreeing([i], wanted));
    }),
  );
