// What one rule has come to so far in a run: its instances, its deadlines, and what its verdict will need.
import type { Rule } from "../../contract/syntax.ts";
import type { CompiledRule, Scope } from "../compile/compiled.ts";
import { type Instance, keyless } from "./instance.ts";
import type { Missing } from "../values/value.ts";
import { Shelf } from "./shelf.ts";

/** A rule, compiled when it is first asked for. */
type Chosen = { readonly rule: Rule; readonly compiled: () => CompiledRule };

export class RuleState {
  readonly chosen: Chosen;
  /** the instance of the rule itself, which has no keys */
  readonly root = new Shelf<Instance>();
  /** instances with a unit that has a due time */
  readonly timed = new Set<Instance>();
  nextDue = Infinity;
  exercised = 0;
  isBroken = false;
  /** breaks that follow from an earlier finding, by the rule of that finding */
  brokenAfter: string | undefined;
  undecided: string | undefined;
  observations: readonly string[] = [];
  /** scopes, by their index, of whose instances one has changed and the record does not say which */
  readonly doubts = new Map<number, Missing>();
  /** the judge that may change it; whoever else has it makes a copy */
  owner: object | undefined;
  /** canonical text, where it holds at any time */
  keyCache: string | undefined;

  constructor(chosen: Chosen) {
    this.chosen = chosen;
  }

  get rule(): CompiledRule {
    return this.chosen.compiled();
  }

  copy(): RuleState {
    const copy = new RuleState(this.chosen);
    for (const root of this.root.all()) {
      copy.root.put(root.copy(undefined, (inner) => hasDueTime(inner) && copy.timed.add(inner)));
    }
    copy.nextDue = this.nextDue;
    copy.exercised = this.exercised;
    copy.isBroken = this.isBroken;
    copy.brokenAfter = this.brokenAfter;
    copy.undecided = this.undecided;
    copy.observations = this.observations;
    for (const [scope, why] of this.doubts) copy.doubts.set(scope, why);
    return copy;
  }

  /** The shelves on which instances of a scope stand, one per instance of the scope around it. */
  shelves(scope: Scope): readonly Shelf<Instance>[] {
    if (scope.parent === undefined) return [this.root];
    if (isInner(scope)) {
      const shelf = innerShelf(this, scope);
      return shelf === undefined ? [] : [shelf];
    }
    return this.shelves(scope.parent).flatMap((shelf) =>
      shelf.all().flatMap((outer) => outer.shelves[scope.place] ?? []),
    );
  }

  shelfOf(instance: Instance): Shelf<Instance> | undefined {
    return instance.parent === undefined ? this.root : instance.parent.shelves[instance.scope.place];
  }

  /** The instance goes, unless debts keep it. */
  drop(instance: Instance): void {
    if (instance.hasOpenDebts()) {
      instance.isLingering = true;
      for (const shelf of instance.shelves) for (const inner of shelf.all()) this.drop(inner);
      return;
    }
    this.shelfOf(instance)?.delete(instance);
    const { parent } = instance;
    if (parent?.isLingering === true) this.drop(parent);
  }
}

/** It stands directly in the rule: there is one shelf of its instances. */
export const isInner = ({ parent }: Scope): boolean => parent !== undefined && parent.parent === undefined;

export const innerShelf = ({ root }: RuleState, { place }: Scope): Shelf<Instance> | undefined =>
  root.get(keyless)?.shelves[place];

export const hasDueTime = (instance: Instance): boolean =>
  instance.debts.some((units) => units.some((unit) => unit.due !== Infinity));
