// What a step function may look at behind the protocol: what the kit told of resources, and what it did to them itself.
import type { Party, ResourceId } from "../../contract/event.ts";
import type { View } from "../../contract/layer.ts";
import type { Program } from "../../contract/program.ts";
import { isBytes, type WordValue } from "../../contract/value.ts";
import { emptyBytes, show } from "../../simulation/bytes.ts";
import type { Store } from "../../simulation/store.ts";
import { neighbours, property } from "../../simulation/world.ts";
import { isFields } from "../values.ts";
import { argsTold } from "./told.ts";

/** `access` as the kit said it last; what is not in it was made here. */
export type Known = { readonly store: Store; readonly access: ReadonlyMap<ResourceId, string> };

/** Thrown out of a step that wants to know which: it is run again with the answer. */
export class Undecided extends Error {
  override readonly name: string;
  readonly options: readonly WordValue[];
  constructor(name: string, options: readonly WordValue[]) {
    super(name);
    this.name = name;
    this.options = options;
  }
}

export type Looking = {
  readonly view: View;
  /** the number of the next name */
  readonly next: () => number;
  readonly trespasses: readonly ResourceId[];
};

export function learned({ store, access }: Known, resources: unknown): Known {
  if (!isFields(resources)) return { store, access };
  const [entries, rights] = [new Map(store), new Map(access)];
  for (const [id, one] of Object.entries(resources)) {
    if (!isFields(one)) continue;
    rights.set(id, String(one["access"]));
    if (one["access"] === "none") continue;
    const { data, ...fields } = argsTold(one["fields"]);
    entries.set(id, { type: String(one["type"]), fields, ...(isBytes(data) ? { data } : {}) });
  }
  return { store: entries, access: rights };
}

export function lookingOf(
  program: Program,
  parties: readonly Party[],
  self: Party,
  { store, access }: Known,
  at: { readonly answers: readonly WordValue[]; readonly now: number; readonly next: number },
): Looking {
  let asked = 0;
  let { next } = at;
  const trespasses: ResourceId[] = [];
  const view: View = {
    now: at.now,
    pick: <T extends WordValue>(name: string, options: readonly T[]): T => {
      if (options.length === 1) return options[0] as T;
      if (asked === at.answers.length) throw new Undecided(name, options);
      const answer = JSON.stringify(at.answers[asked++]);
      return options.find((option) => JSON.stringify(option) === answer) ?? (options[0] as T);
    },
    open: (id) => {
      const entry = store.get(id);
      if (entry === undefined || access.get(id) === "none") {
        trespasses.push(id);
        return "not yours";
      }
      const fields = Object.fromEntries(Object.entries(entry.fields).map(([name, v]) => [name, show(v)]));
      return { fields, data: entry.data ?? emptyBytes };
    },
    fresh: (type) => `${type}${String(next++)}`,
    neighbours: (role) => neighbours(program, parties, self, role),
    property: (name, of) => property(parties, of ?? self.id, name),
  };
  return { view, next: () => next, trespasses };
}
