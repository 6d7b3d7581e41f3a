// Laws that every layer keeps, whatever it does: each layer's test calls them with inputs of its own.
import assert from "node:assert/strict";
import type { PartyId } from "../src/contract/event.ts";
import type { In, Layer, Reaction, View } from "../src/contract/layer.ts";
import type { WordValue } from "../src/contract/value.ts";

export type Trial<S> = {
  readonly layer: Layer<S>;
  readonly self: PartyId;
  /** words that it is known to hear, one behind the other */
  readonly inputs: readonly In[];
  readonly resources?: Readonly<
    Record<string, { readonly fields: Record<string, string | number>; readonly data: string }>
  >;
  readonly properties?: Readonly<Record<string, WordValue>>;
};

/** All laws, for every number of neighbours from none to three and for several rows of answers. */
export function keepsTheLaws<S>(trial: Trial<S>): void {
  for (const neighbours of [0, 1, 2, 3]) for (const answer of [0, 1, 2, 5]) walk(trial, neighbours, answer);
  refusesTheUnknown(trial);
}

/** Same state, input and answers, same result; the state is left as it was, and is plain data. */
function walk<S>(trial: Trial<S>, neighbours: number, answer: number): void {
  const { layer, self, inputs } = trial;
  let state = layer.initial(self);
  assert.deepEqual(layer.initial(self), state, "a fresh party is always the same");
  for (const input of inputs) {
    const before = JSON.stringify(state);
    const step = (): Reaction<S> | null => layer.step(state, input, viewOf(trial, neighbours, answer));
    const reaction = step();
    assert.deepEqual(step(), reaction, `${self} reacts alike to the same ${input.k}`);
    assert.equal(JSON.stringify(state), before, `${self} leaves its state alone`);
    if (reaction === null) {
      assert.equal(input.k, "do", "only what it is told to begin can be refused");
      continue;
    }
    plain(reaction[0], `${self} after ${input.k}`);
    plain(reaction[1], `outputs of ${self} after ${input.k}`);
    if (input.k === "call") assert.ok(answers(reaction), `${self} lets ${input.name} return`);
    state = reaction[0];
    plain(layer.offers?.(state) ?? [], `offers of ${self}`);
  }
}

/** At most one return; without one the call returns by itself when all is said. */
const answers = (reaction: Reaction<unknown>): boolean =>
  reaction[1].filter((out) => out.k === "return").length <= 1;

function refusesTheUnknown<S>({ layer, self, ...rest }: Trial<S>): void {
  for (const name of ["NoSuchCall", "constructor", "__proto__", ""]) {
    const view = viewOf({ layer, self, ...rest }, 1, 0);
    const state = layer.initial(self);
    const reaction = layer.step(state, { k: "call", name, from: "somebody", args: {} }, view);
    assert.ok(reaction !== null, "a call is never refused");
    assert.deepEqual(
      reaction[1].map((out) => out.k),
      ["note", "return"],
    );
    const again = viewOf({ layer, self, ...rest }, 1, 0);
    assert.equal(layer.step(state, { k: "do", name, to: "somebody", args: {} }, again), null);
  }
}

/** Survives JSON: no typed arrays, maps, functions or undefined. */
function plain(thing: unknown, what: string): void {
  assert.deepEqual(JSON.parse(JSON.stringify(thing)), thing, `${what} is plain data`);
  const prototypes = new Set<unknown>([Object.prototype, Array.prototype]);
  const look = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    assert.ok(prototypes.has(Object.getPrototypeOf(one)), `${what} holds only objects and arrays`);
    Object.values(one).forEach(look);
  };
  look(thing);
}

function viewOf<S>(trial: Trial<S>, neighbours: number, answer: number): View {
  const given = new Map<string, number>();
  const names = (role: string): readonly PartyId[] =>
    Array.from({ length: neighbours }, (_, n) => `${role}${n + 1}`);
  return {
    now: 0,
    pick: <T extends WordValue>(name: string, options: readonly T[]): T => {
      const option = options[answer % options.length];
      if (option === undefined) throw new Error(`picks ${name} from nothing`);
      return option;
    },
    open: (id) => {
      const resource = trial.resources?.[id];
      return resource === undefined
        ? "not yours"
        : { fields: resource.fields, data: { latin1: resource.data } };
    },
    fresh: (type) => {
      given.set(type, (given.get(type) ?? 0) + 1);
      return `${type}${String(given.get(type))}`;
    },
    neighbours: names,
    property: (name) => trial.properties?.[name] ?? null,
  };
}
