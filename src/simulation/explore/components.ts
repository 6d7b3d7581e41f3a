// What configurations are made of, each thing kept once: the lines of calls, the states of the parties, and all the rest.
import type { PartyId } from "../../contract/event.ts";
import type { Seen } from "../../contract/verdict.ts";
import { callNumber } from "./call-numbers.ts";
import { callsOf, restKey, strandKey, type Config, type Frame, type Strand } from "../config.ts";
import { nextWord, type Move, type SayMove } from "../moves.ts";
import type { Word } from "../script/advance.ts";
import { stateOf, type World } from "../world.ts";
import { interner } from "./keyed.ts";
import { Pairs } from "./pairs.ts";

/** A strand, whatever its number. */
export type Line = {
  readonly id: number;
  readonly frames: readonly Frame[];
  /** the calls that are open on it, as the rules saw them */
  readonly calls: ReadonlyMap<number, Seen>;
  /** the call that it is to say next, and its number where no other line has that one open */
  readonly opens?: { readonly word: Word; readonly number: number };
  /** who hears its next word, or its return: the place in the cast; -1: nobody */
  readonly asked: number;
  /** the calls that it is still to say; "" where there are none */
  readonly pending: string;
  /** whom it is still to wake */
  readonly wakes: readonly Mark[];
  /** what it waits for, and has not come */
  readonly waitsFor?: Mark;
};

/** Who waits, and for what: `party|tag`. */
export type Mark = string;

/** What a move leads to; with what was chosen, the move itself first, and without it. */
export type Taken = {
  readonly place: (before: Place, line: number) => Place;
  readonly labels: readonly string[];
  readonly picks: readonly string[];
};
/** `isAlone`: it commutes with everything, and is the only one taken. */
export type Way = { readonly isAlone: boolean; readonly all: readonly Taken[] };

/** The ways of a move: other lines have a part in it only where one of them waits for a mark, or has the same call open. */
export type Ways = { readonly marks: readonly Mark[]; readonly by: Map<string, Way> };

/** The next word of a line; `moves`: by the place of the line, `ways`: by the state of whom it asks. */
export type Say = {
  readonly label: string;
  readonly isHasty: boolean;
  readonly moves: SayMove[];
  readonly ways: Map<number, Ways>;
};

/** Everything but lines and states; and what was worked out so far for configurations that have it. */
export type Rest = {
  readonly id: number;
  readonly config: Config;
  /** by line */
  readonly says: Map<number, Say | undefined>;
  /** by who offers, and its state */
  readonly duties: Map<number, readonly Move[]>;
  readonly may: Map<number, readonly Move[]>;
  /** by what is still to be said on lines */
  readonly script: Map<string, readonly Move[]>;
  between: readonly Move[] | undefined;
  time: readonly Move[] | undefined;
};

/** The states of all parties, by their places in the cast; -1: it has none. */
export type States = {
  readonly id: number;
  readonly at: readonly number[];
  readonly next: Map<number, States>;
};

export type Place = { readonly rest: Rest; readonly states: States; readonly lines: readonly Line[] };

/** More states than any exploration comes to. */
const many = 2 ** 24;
export const partyAndState = (party: number, state: number): number => party * many + state;

export class Components {
  readonly #world: World;
  readonly #names: readonly string[];
  readonly #part = interner();
  readonly #byFrames = new WeakMap<readonly Frame[], Line>();
  readonly #lines = new Map<string, Line>();
  readonly #values: unknown[] = [];
  readonly #rests = new Map<string, Rest>();
  readonly #states = new Map<string, States>();
  readonly #sets = new Pairs();
  readonly #heads = new Pairs();
  readonly #places = new Pairs();

  constructor(world: World) {
    this.#world = world;
    this.#names = world.parties.map(({ id }) => stateOf(world, id));
  }

  placeOf(config: Config): Place {
    return {
      rest: this.rest(config),
      states: this.#statesAt(this.#names.map((_, party) => this.stateAt(config, party))),
      lines: config.strands.map((strand) => this.line(strand, config.judge.calls)),
    };
  }

  /** Strands are numbered by their places. */
  configOf({ rest, states, lines }: Place): Config {
    const held = new Map<string, unknown>();
    for (const [party, name] of this.#names.entries()) {
      const state = states.at[party] as number;
      if (state >= 0) held.set(name, this.#values[state]);
    }
    const strands = lines.map(({ frames }, id) => ({ id, frames }));
    const calls = new Map(lines.flatMap((line) => [...line.calls]));
    const judge = rest.config.judge.fork(calls);
    return { ...rest.config, states: held, strands, nextStrand: strands.length, judge };
  }

  /** Equal numbers, equal futures; given out one behind the other. */
  numberOf({ rest, states, lines }: Place): number {
    let set = 0;
    for (const id of lines.map((line) => line.id).sort(ascending)) set = this.#sets.of(set, id) + 1;
    return this.#places.of(this.#heads.of(rest.id, states.id), set);
  }

  /** `calls`: all that are open. */
  line(strand: Strand, calls: ReadonlyMap<number, Seen>): Line {
    const { frames } = strand;
    const same = this.#byFrames.get(frames);
    if (same !== undefined) return same;
    const key = strandKey(strand, this.#part);
    const line = this.#lines.get(key) ?? this.#newLine(strand, calls);
    this.#lines.set(key, line);
    this.#byFrames.set(frames, line);
    return line;
  }

  /** What it waits for has come. */
  woken({ frames, calls }: Line): Line {
    const top = frames.at(-1) as Frame;
    return this.line({ id: 0, frames: [...frames.slice(0, -1), { ...top, woken: true }] }, calls);
  }

  #newLine(strand: Strand, calls: ReadonlyMap<number, Seen>): Line {
    const { frames } = strand;
    const own = callsOf(strand);
    const top = frames.at(-1);
    const waits = top?.waiting === undefined ? undefined : markOf(top.party, top.waiting);
    const word = nextWord(strand);
    const asked = waits !== undefined ? top?.party : word?.kind === "call" ? word.to : frames.at(-2)?.party;
    const left = frames.flatMap(({ party, todo }) => todo.map((out) => ({ party, out })));
    return {
      id: this.#lines.size,
      frames,
      calls: new Map([...calls].filter(([call]) => own.includes(call))),
      ...(word?.kind === "call"
        ? { opens: { word, number: callNumber(this.#world.script, word, nothing) } }
        : {}),
      asked: this.#world.parties.findIndex((party) => party.id === asked),
      pending: left
        .flatMap(({ party, out }) => (out.k === "call" ? [`${party} ${out.to} ${out.name}`] : []))
        .join(),
      wakes: left.flatMap(({ party, out }) => (out.k === "wake" ? [markOf(party, out.tag)] : [])),
      ...(waits === undefined || top?.woken === true ? {} : { waitsFor: waits }),
    };
  }

  rest(config: Config): Rest {
    const key = restKey(config, this.#part);
    const known = this.#rests.get(key);
    if (known !== undefined) return known;
    const rest = {
      id: this.#rests.size,
      config: { ...config, strands: [], states: new Map() },
      says: new Map(),
      duties: new Map(),
      may: new Map(),
      script: new Map(),
      between: undefined,
      time: undefined,
    };
    this.#rests.set(key, rest);
    return rest;
  }

  stateAt({ states }: Config, party: number): number {
    const name = this.#names[party] as string;
    if (!states.has(name)) return -1;
    const value = states.get(name);
    const state = this.#part(value as object);
    this.#values[state] ??= value;
    return state;
  }

  /** With another state of one party. */
  changed(states: States, party: number, state: number): States {
    if (party < 0 || states.at[party] === state) return states;
    const key = partyAndState(party, state);
    const known = states.next.get(key);
    if (known !== undefined) return known;
    const next = this.#statesAt(states.at.with(party, state));
    states.next.set(key, next);
    return next;
  }

  #statesAt(at: readonly number[]): States {
    const key = at.join();
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const states = { id: this.#states.size, at, next: new Map() };
    this.#states.set(key, states);
    return states;
  }
}

export const markOf = (party: PartyId, tag: string): Mark => `${party}|${tag}`;

const nothing: ReadonlySet<number> = new Set();
const ascending = (a: number, b: number): number => a - b;
