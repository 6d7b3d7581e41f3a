// Exploring by table: what a word makes of its line, of whom it asks and of everything else is worked out once, and looked up wherever
// the same comes together again. Other lines of calls have no part in it, so there are far fewer such cases than configurations.
import { KitDefect } from "../../contract/problem.ts";
import type { PartyId } from "../../contract/event.ts";
import { callNumber } from "./call-numbers.ts";
import { begin, type Config } from "../config.ts";
import { goingOn } from "../interrupt/between.ts";
import { offersOf, scriptMoves } from "../initiatives.ts";
import { isHasty, possible, sayMoves, timeMoves, type Move, type SayMove } from "../moves.ts";
import { lettingGo } from "../run.ts";
import type { Seat, World } from "../world.ts";
import {
  Components,
  markOf,
  partyAndState,
  type Line,
  type Mark,
  type Place,
  type Rest,
  type Say,
  type Taken,
  type Way,
  type Ways,
} from "./components.ts";
import { whole, type Edge, type Space, type SpaceOf, type Within } from "./space.ts";
import { ended, follow, isInvisible, mayBeInvisible, tried, type Ended } from "./successors.ts";

/** A program of somebody else's remembers more than its state says; and where words are changed on purpose, every order has its own findings. */
export const tabulated: SpaceOf = (world, within) =>
  world.script.mutates ||
  world.interruptions !== undefined ||
  world.tap !== undefined ||
  world.script.entries.some(({ k }) => k === "fault") ||
  [...world.seats.values()].some(({ layer }) => layer.foreign !== undefined)
    ? whole()(world, within)
    : new Tables(world, within);

class Tables implements Space {
  readonly #world: World;
  readonly #within: Within;
  readonly #components: Components;
  /** those that were met and not yet left behind */
  readonly #places = new Map<number, Place>();
  #met = 0;
  /** of moves that are no word of a line, by the state of whom they ask */
  readonly #ways = new WeakMap<Move, Map<number, Ways>>();
  /** whom those who were asked wake */
  #marks: Mark[] = [];
  /** the one in whose place moves are tried */
  #standing: { readonly place: Place; readonly config: Config } | undefined;

  constructor(world: World, within: Within) {
    this.#world = { ...world, seats: this.#watched(world.seats) };
    this.#within = within;
    this.#components = new Components(world);
    this.#number(this.#components.placeOf(begin(world)));
  }

  #watched(seats: World["seats"]): World["seats"] {
    const watched = (id: PartyId, { layer }: Seat): Seat => ({
      layer: {
        initial: (self) => layer.initial(self),
        offers: (state) => layer.offers?.(state) ?? [],
        step: (state, input, view) => {
          const reaction = layer.step(state, input, view);
          for (const out of reaction?.[1] ?? []) if (out.k === "wake") this.#marks.push(markOf(id, out.tag));
          return reaction;
        },
      },
    });
    return new Map([...seats].map(([id, seat]) => [id, watched(id, seat)]));
  }

  numberOf(config: Config): number {
    return this.#number(this.#components.placeOf(config));
  }

  ended(n: number): Ended {
    return ended(this.#world, this.#config(this.#at(n)));
  }

  after(n: number): readonly Edge[] {
    const next = this.#next(this.#at(n));
    if (next.length > 0) this.#places.delete(n);
    return next;
  }

  #at(n: number): Place {
    return this.#places.get(n) as Place;
  }

  #config(place: Place): Config {
    if (this.#standing?.place !== place) this.#standing = { place, config: this.#components.configOf(place) };
    return this.#standing.config;
  }

  #number(place: Place): number {
    const number = this.#components.numberOf(place);
    if (number < this.#met) return number;
    this.#met = number + 1;
    if (number < this.#within.most) this.#places.set(number, place);
    return number;
  }

  #next(place: Place): readonly Edge[] {
    const says = place.lines.map((_, at) => this.#say(place, at));
    const all = this.#moves(place, says);
    if (all.length === 0) return this.#lettingGo(place);
    const edges = (move: Move, way: Way): readonly Edge[] => {
      const line = move.k === "say" ? move.strand : -1;
      return way.all.map((taken) => ({
        to: this.#number(taken.place(place, line)),
        labels: all.length > 1 ? taken.labels : taken.picks,
      }));
    };
    if (this.#within.reduce)
      for (const move of all) {
        const way = move.k === "say" ? this.#way(place, move, says) : undefined;
        if (way?.isAlone === true) return edges(move, way);
      }
    return all.flatMap((move) => edges(move, this.#way(place, move, says)));
  }

  #lettingGo(place: Place): readonly Edge[] {
    const gone = lettingGo(this.#world, this.#config(place));
    return gone === undefined ? [] : [{ to: this.numberOf(gone), labels: [] }];
  }

  // ------------------------------------------------------------ what can happen

  #moves(place: Place, says: readonly (Say | undefined)[]): readonly Move[] {
    const world = this.#world;
    const { rest, lines } = place;
    const config = (): Config => this.#config(place);
    return possible(world, {
      said: says.flatMap((say, at) => (say === undefined ? [] : [sayAt(say, at)])),
      isHasty: ({ strand }) => says[strand]?.isHasty === true,
      duties: () => this.#offers(place, rest.duties, "duty"),
      may: () => this.#offers(place, rest.may, "may"),
      between: () => (rest.between ??= goingOn(world, config())),
      script: () => known(rest.script, pendingOn(lines), () => scriptMoves(world, config())),
      time: () => (rest.time ??= timeMoves(world, config())),
    });
  }

  #say(place: Place, at: number): Say | undefined {
    const { rest, lines } = place;
    const line = lines[at] as Line;
    if (rest.says.has(line.id)) return rest.says.get(line.id);
    const config = this.#config(place);
    const [move] = sayMoves(this.#world, config, at);
    const say = move && {
      label: move.label,
      isHasty: isHasty(this.#world, config, move),
      moves: [],
      ways: new Map(),
    };
    rest.says.set(line.id, say);
    return say;
  }

  #offers(place: Place, by: Rest["duties"], mode: "duty" | "may"): readonly Move[] {
    return this.#world.parties.flatMap((party, at) =>
      known(by, partyAndState(at, place.states.at[at] as number), () =>
        offersOf(this.#world, this.#config(place), mode, party),
      ),
    );
  }

  // ------------------------------------------------------------ what comes of it

  #way(place: Place, move: Move, says: readonly (Say | undefined)[]): Way {
    const party = this.#asked(place, move);
    const state = party < 0 ? -1 : (place.states.at[party] as number);
    const all =
      move.k === "say"
        ? (says[move.strand] as Say).ways
        : known(this.#ways, move, () => new Map<number, Ways>());
    const ways = all.get(state);
    const there = ways?.by.get(this.#others(place, move, ways.marks));
    if (there !== undefined) return there;
    const way = this.#tried(place, move, party);
    const { marks, by } = known(all, state, () => ({ marks: [...new Set(this.#marks)], by: new Map() }));
    by.set(this.#others(place, move, marks), way);
    return way;
  }

  /** What other lines have to do with it. */
  #others({ lines }: Place, move: Move, marks: readonly Mark[]): string {
    const opens = move.k === "say" ? lines[move.strand]?.opens : undefined;
    const isOpen = opens !== undefined && lines.some(({ calls }) => calls.has(opens.number));
    if (!isOpen && marks.length === 0) return "";
    const open = new Set(lines.flatMap(({ calls }) => [...calls.keys()]));
    const twin = isOpen ? callNumber(this.#world.script, opens.word, open) : 0;
    return `${twin} ${marks.filter((mark) => lines.some(({ waitsFor }) => waitsFor === mark)).join()}`;
  }

  #asked({ lines }: Place, move: Move): number {
    if (move.k === "tick") return -1;
    if (move.k === "say") return (lines[move.strand] as Line).asked;
    return this.#world.parties.findIndex(({ id }) => id === move.party);
  }

  #tried(place: Place, move: Move, party: number): Way {
    const config = this.#config(place);
    this.#marks = move.k === "say" ? [...(place.lines[move.strand] as Line).wakes] : [];
    const one = tried(this.#world, config, move);
    const isAlone =
      this.#within.reduce &&
      mayBeInvisible(this.#world, config, move) &&
      isInvisible(this.#world, config, one);
    return {
      isAlone,
      all: follow(this.#world, config, move, false, "all", one).map(({ config: next, labels }) => ({
        place: this.#changed(place, config, next, move, party),
        labels: [move.label, ...labels],
        picks: labels,
      })),
    };
  }

  /** What became of its own line, of whom it asked and of everything else; on the other lines somebody may have been woken. */
  #changed(place: Place, before: Config, after: Config, move: Move, party: number): Taken["place"] {
    const components = this.#components;
    const own = move.k === "say" ? move.strand : -1;
    const { calls } = after.judge;
    const left = after.strands.filter(({ id }) => id === own).map((one) => components.line(one, calls));
    const born = after.strands
      .filter(({ id }) => id >= before.nextStrand)
      .map((one) => components.line(one, calls));
    const woken = this.#woken(place, after, own);
    const rest = components.rest(after);
    const state = party < 0 ? -1 : components.stateAt(after, party);
    const wake = (line: Line): Line =>
      line.waitsFor !== undefined && woken.includes(line.waitsFor) ? components.woken(line) : line;
    return ({ states, lines }, at) => {
      const others = woken.length === 0 ? lines : lines.map(wake);
      return {
        rest,
        states: components.changed(states, party, state),
        lines: at < 0 ? [...others, ...born] : [...others.toSpliced(at, 1, ...left), ...born],
      };
    };
  }

  #woken({ lines }: Place, after: Config, own: number): readonly Mark[] {
    const woken = new Set<Mark>();
    for (const [id, line] of lines.entries()) {
      if (id === own) continue;
      const strand = after.strands.find((one) => one.id === id);
      const now = strand && this.#components.line(strand, after.judge.calls);
      if (now === line) continue;
      const mark = line.waitsFor;
      if (mark === undefined || now !== this.#components.woken(line))
        throw new KitDefect(`another line of calls was changed by a move that is not its own`);
      woken.add(mark);
    }
    return [...woken];
  }
}

/** A move of a line at this place. */
function sayAt({ moves, label }: Say, strand: number): SayMove {
  return (moves[strand] ??= { k: "say", strand, label });
}

/** What is still to be said, on whatever lines. */
function pendingOn(lines: readonly Line[]): string {
  const some = lines.flatMap(({ pending }) => (pending === "" ? [] : [pending]));
  return some.length < 2 ? (some[0] ?? "") : some.sort().join(";");
}

function known<K, V>(table: Table<K, V>, key: K, make: () => V): V {
  const there = table.get(key);
  if (there !== undefined) return there;
  const made = make();
  table.set(key, made);
  return made;
}

type Table<K, V> = { readonly get: (key: K) => V | undefined; readonly set: (key: K, value: V) => unknown };
