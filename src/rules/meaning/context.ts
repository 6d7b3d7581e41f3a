// What a compiled expression or pattern sees while it is evaluated, and what its names are compiled to.
import type { PartyId, ResourceId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Expression } from "../../contract/syntax.ts";
import { Missing, type Val } from "../values/value.ts";
import type { Calls } from "./calls.ts";
import type { Cast } from "./cast.ts";
import type { Seen } from "./seen.ts";

/** What rules and moves may ask of custody. A question about a resource whose custody is not known is answered by Missing. */
export interface Custody {
  holds(party: PartyId, resource: ResourceId): boolean | Missing;
  owns(party: PartyId, resource: ResourceId): boolean | Missing;
  shares(resource: ResourceId, party: PartyId): number | Missing;
  /** all shares that are out */
  sharesOut(resource: ResourceId): number | Missing;
  holder(resource: ResourceId): PartyId | Missing;
  isHome(resource: ResourceId): boolean | Missing;
  isKnown(resource: ResourceId): boolean;
  /** The resource of this type that a value names: itself, or the whole that it is part of. */
  asType(value: string, type: string): ResourceId | undefined;
}

export type World = {
  readonly program: Program;
  readonly cast: Cast;
  readonly calls: Calls;
  readonly custody: Custody;
  /** told of every resource that an instance stands for */
  readonly named: { readonly add: (resource: ResourceId) => void };
  /** set where the events begin in the middle: what stands for everything that was before them */
  readonly unseen: Missing | undefined;
};

/** A row of state: what a scope of a rule remembers for one binding of its keys. */
export type Row = {
  readonly parent: Row | undefined;
  readonly state: readonly Val[];
  readonly debts: readonly (readonly unknown[])[];
  /** set where more may be owed than is known: what is missing to tell */
  readonly before: Missing | undefined;
};

export type Context = {
  readonly world: World;
  /** keys and bound names by slot; undefined is free */
  frame: (Val | undefined)[];
  seen: Seen;
  row: Row | undefined;
  /** set while a pattern has matched only as far as the record shows */
  unsure: Missing | undefined;
};

export type Evaluate = (ctx: Context) => Val;

/** Where a name of rule state lives: so many scopes out, at this place. */
export type StatePlace = {
  readonly up: number;
  readonly index: number;
  readonly kind: "var" | "list" | "ranges" | "debt";
};

export type Names = {
  readonly program: Program;
  readonly slot: (name: string) => number;
  readonly state: (name: string) => StatePlace | undefined;
  /** the type of a key, or of `it` in a move */
  readonly keyType: (name: string) => string | undefined;
  /** compiles `inside` and `during` */
  readonly around: (names: Names, e: Around) => Evaluate;
};
export type Around = Extract<Expression, { kind: "around" }>;

export const rowAt = (ctx: Context, up: number): Row | undefined => {
  let row = ctx.row;
  for (let i = 0; i < up; i++) row = row?.parent;
  return row;
};

/** The party that a role or cast name stands for at this event: one that takes part in it, else the only one, else the one of the doer's station. */
export const partyCalled = (ctx: Context, name: string): Val => {
  const { cast } = ctx.world;
  const { doer, other } = ctx.seen;
  const isMeant = (id: PartyId): boolean =>
    id === name || cast.roleOf(id) === name || cast.nameOf(id) === name;
  if (isMeant(doer)) return doer;
  if (other !== undefined && isMeant(other)) return other;
  const meant = cast.called(name);
  const near = meant.length > 1 ? meant.filter((id) => cast.stationOf(id) === cast.stationOf(doer)) : meant;
  const only = near.length === 1 ? near[0] : near.find((id) => id === name);
  return only ?? new Missing(meant.length === 0 ? `a party ${name}` : `which ${name} is meant`);
};
