// What stays the same while a run goes on: who is there, who plays whom, what they may say, and the bounds.
import type { Event, Party, PartyId } from "../contract/event.ts";
import type { Layer } from "../contract/layer.ts";
import type { Program, Word as VocabularyWord } from "../contract/program.ts";
import type { Judge } from "../contract/verdict.ts";
import type { Args, WordValue } from "../contract/value.ts";
import type { Word } from "./script/advance.ts";
import type { Config } from "./config.ts";
import type { Interruption } from "./interrupt/interruption.ts";
import type { Script } from "./script/compile.ts";

export type Seat = { readonly layer: Layer<unknown> };

/** Something an observer derived: a message said or arrived, or an act. */
export type Derived = {
  readonly kind: "said" | "arrived" | "act";
  readonly name: string;
  readonly from: PartyId;
  readonly to?: PartyId;
  readonly args: Args;
};
export type Observe = (
  state: unknown,
  seen: {
    readonly event: Event;
    readonly args: Args;
    readonly results?: Args;
    readonly data: (id: string) => string | undefined;
  },
) => readonly [unknown, readonly Derived[]];

/** The call that would carry the message of that name with these arguments instead; undefined: its bytes cannot say so. */
export type Alter = (
  seen: {
    readonly event: Event;
    readonly args: Args;
    readonly data: (id: string) => string | undefined;
  },
  name: string,
  changes: Args,
) =>
  | { readonly kind: "args"; readonly args: Args }
  | { readonly kind: "data"; readonly resource: string; readonly data: string }
  | undefined;

export type Bounds = {
  readonly steps: number;
  readonly strands: number;
  /** calls inside of each other, on one strand */
  readonly depth: number;
  readonly timeMicroseconds: number;
};
export const defaultBounds: Bounds = {
  steps: 50_000,
  strands: 256,
  depth: 256,
  timeMicroseconds: 600_000_000,
};

export type World = {
  readonly program: Program;
  readonly parties: readonly Party[];
  readonly seats: ReadonlyMap<PartyId, Seat>;
  /** whose words are judged as a subject's: never held back */
  readonly live: ReadonlySet<PartyId>;
  readonly script: Script;
  readonly judge: () => Judge;
  readonly observe?: {
    readonly initial: unknown;
    /** the words of which something is made */
    readonly hears: ReadonlySet<string>;
    readonly see: Observe;
    readonly alter: Alter;
  };
  /** `unique`: ids are never used twice (runs); `lowest`: the lowest free one (exploration, so that states merge) */
  readonly ids: "unique" | "lowest";
  /** settled: a kit step only when no strand can move and no duty is open; eager: as soon as enabled; any: competes with every strand */
  readonly moments: "settled" | "eager" | "any";
  /** boring: unscripted reactions take the first option; general: every pick and every `may` is open */
  readonly environment: "boring" | "general";
  readonly bounds: Bounds;
  /** what may come between, and what has begun to when the run begins */
  readonly interruptions?: readonly Interruption[];
  readonly begun?: Config["begun"];
  /** an interruption may find no moment for one of its steps */
  readonly mayStayOpen?: true;
  /** a run: of each configuration only the next is made, so that what is in it may be changed where it is */
  readonly forgets?: true;
  /** one that comes after so many moves */
  readonly interrupt?: { readonly n: number; readonly told: number; readonly after: number };
  /** hears every word with its raw values, derived ones too, each right behind its event */
  readonly tap?: (word: Word, time: number) => void;
};

/** Under which name a party's state is kept. */
export const stateOf = (world: World, id: PartyId): PartyId =>
  world.seats.get(id)?.layer.foreign?.state ?? id;

const neighbourhoods = new WeakMap<readonly Party[], Map<string, readonly PartyId[]>>();

/** The parties of a role that share a boundary with `self`: on one station (the wire has none), and a client's own protocol. */
export function neighbours(
  program: Program,
  parties: readonly Party[],
  self: Party,
  role: string,
): readonly PartyId[] {
  const known = neighbourhoods.get(parties) ?? new Map<string, readonly PartyId[]>();
  neighbourhoods.set(parties, known);
  const key = `${self.id}|${role}`;
  const found =
    known.get(key) ??
    parties.filter((p) => p.role === role && p.id !== self.id && joined(program, self, p)).map((p) => p.id);
  known.set(key, found);
  return found;
}

function joined(program: Program, a: Party, b: Party): boolean {
  if (a.station !== b.station && a.role !== "wire" && b.role !== "wire") return false;
  if (a.of !== undefined && b.id !== a.of) return false;
  if (b.of !== undefined && a.id !== b.of) return false;
  const pairs = [
    `${a.role} / ${b.role}`,
    `${b.role} / ${a.role}`,
    `${a.role}/${b.role}`,
    `${b.role}/${a.role}`,
  ];
  return [...program.words.values()].some(
    (word: VocabularyWord) => word.kind === "call" && pairs.includes(word.boundary),
  );
}

export function property(parties: readonly Party[], id: PartyId, name: string): WordValue {
  const value = parties.find((p) => p.id === id)?.properties[name];
  return value === undefined ? null : (value as WordValue);
}
