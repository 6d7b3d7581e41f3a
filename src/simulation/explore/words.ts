// The choreography alone: which orders of words does the text allow? A word with its effect is one step; nobody plays.
import { partiesOf } from "../script/cast.ts";
import { eventOf, isBarrier, nullable, renamed, turnOf } from "../script/left.ts";
import { hasMarks, isPromise, passed } from "./passed.ts";
import type { Script } from "../script/compile.ts";
import { queued } from "../script/advance.ts";
import { nil, par, seq, type EventEntry, type Term } from "../script/term.ts";

export type WordsExplored = {
  readonly states: number;
  readonly transitions: number;
  readonly complete: boolean;
  /** states in which nothing mandatory is left */ readonly endings: number;
  /** states where something is left and nothing can come */ readonly deadEnds: number;
};
export type WordsOptions = {
  readonly most: number;
  /** a result that its speaker chooses takes the values 0 … choices */ readonly choices: number;
};

/** Values of variables that the text counts with; the others are only names. */
type Counts = Readonly<Record<string, number>>;
type State = readonly [Term, Counts];
type Way = State;

export function exploreWords(script: Script, options: WordsOptions): WordsExplored {
  const walker = new Walker(script, options.choices);
  const first: State = walker.trim([script.term, {}]);
  const seen = new Set<string>([walker.key(first)]);
  let layer: State[] = [first];
  let transitions = 0;
  let endings = 0;
  let deadEnds = 0;
  while (layer.length > 0) {
    const next: State[] = [];
    for (const state of layer) {
      const ways = walker.ways(state);
      transitions += ways.length;
      const over = nullable(state[0], script);
      if (over) endings++;
      else if (ways.length === 0) deadEnds++;
      for (const way of ways) {
        const key = walker.key(way);
        if (seen.has(key)) continue;
        if (seen.size >= options.most)
          return { states: seen.size, transitions, complete: false, endings, deadEnds };
        seen.add(key);
        next.push(way);
      }
    }
    layer = next;
  }
  return { states: seen.size, transitions, complete: true, endings, deadEnds };
}

class Walker {
  private readonly script: Script;
  private readonly choices: number;
  private readonly hasMarks: boolean;
  private readonly keys = new WeakMap<object, string>();
  private readonly parties = new WeakMap<object, ReadonlySet<string>>();
  constructor(script: Script, choices: number) {
    this.script = script;
    this.choices = choices;
    this.hasMarks = hasMarks(script);
  }

  key([term, counts]: State): string {
    const names = Object.keys(counts);
    return names.length === 0 ? this.keyOf(term) : `${this.keyOf(term)}${JSON.stringify(counts)}`;
  }

  private keyOf(term: Term): string {
    let known = this.keys.get(term);
    if (known !== undefined) return known;
    switch (term.k) {
      case "nil":
        known = "0";
        break;
      case "step":
        known = `s${term.n}${this.names(term.as)}`;
        break;
      case "mark":
        known = `m${term.n}${this.names(term.as)}`;
        break;
      case "repeat":
        known = `r${term.n}.${this.turnMatters(term.n) ? term.turn : ""}.${term.least}.${term.most}${this.names(term.as)}`;
        break;
      case "open":
        known = `o${term.n}(${this.keyOf(term.block)})`;
        break;
      case "seq":
        known = `(${term.items.map((t) => this.keyOf(t)).join(";")})`;
        break;
      case "par":
        known = `{${term.items.map((t) => this.keyOf(t)).join("|")}}`;
        break;
      case "alt":
        known = `<${term.branches.map((t) => this.keyOf(t)).join("|")}>`;
        break;
      case "meanwhile":
        known = `w(${this.keyOf(term.body)})`;
        break;
      case "pipe":
        known = `p${term.stages.map((s) => s.left.join("")).join("/")}`;
        break;
    }
    this.keys.set(term, known);
    return known;
  }

  /** The turn of a repetition is part of the future only where it names variables of its own. */
  private turnMatters(n: number): boolean {
    const entry = this.script.entries[n];
    return entry?.k === "repeat" && entry.binds.length > 0;
  }

  private names(as: Readonly<Record<string, string>>): string {
    const pairs = Object.entries(as);
    return pairs.length === 0 ? "" : JSON.stringify(pairs);
  }

  private partiesIn(term: Term): ReadonlySet<string> {
    let known = this.parties.get(term);
    if (known === undefined) this.parties.set(term, (known = partiesOf(term, this.script.entries)));
    return known;
  }

  ways([term, counts]: State): readonly State[] {
    return this.from(term, new Set(), counts).map((way) => this.trim(way));
  }

  private from(term: Term, blocked: ReadonlySet<string>, counts: Counts): readonly Way[] {
    switch (term.k) {
      case "nil":
        return [];
      case "mark":
        return isPromise(term, this.script) ? [[nil, counts]] : [];
      case "step":
        return this.fromStep(term, blocked, counts);
      case "open": {
        const inner = this.from(term.block, blocked, counts).map(([block, c]): Way => [
          { ...term, block },
          c,
        ]);
        return nullable(term.block, this.script)
          ? [...inner, ...this.returned(eventOf(this.script, term.n), term.as, counts, nil)]
          : inner;
      }
      case "seq":
        return this.fromSeq(term.items, blocked, counts);
      case "par":
        return term.items.flatMap((item, i) =>
          this.from(item, blocked, counts).map(([rest, c]): Way => [par(term.items.with(i, rest)), c]),
        );
      case "alt":
        return term.branches.flatMap((b) => this.from(b, blocked, counts));
      case "repeat": {
        if (term.least < 0) return [];
        const rest: Term =
          term.most <= 1
            ? nil
            : { ...term, turn: term.turn + 1, least: Math.max(0, term.least - 1), most: term.most - 1 };
        return this.from(this.passed(turnOf(term, this.script)), blocked, counts).map(([left, c]): Way => [
          seq([left, rest]),
          c,
        ]);
      }
      case "meanwhile":
        return this.from(term.body, blocked, counts).map(([rest, c]): Way => [
          rest.k === "nil" ? nil : { k: "meanwhile", body: rest },
          c,
        ]);
      case "pipe":
        return this.fromPipe(term, blocked, counts);
    }
  }

  /** A call with a block is two words, its saying and its return; one without is one. */
  private fromStep(
    term: Extract<Term, { k: "step" }>,
    blocked: ReadonlySet<string>,
    counts: Counts,
  ): readonly Way[] {
    const entry = eventOf(this.script, term.n);
    return entry.speakers
      .filter((s) => !blocked.has(s))
      .flatMap((speaker): readonly Way[] => {
        const block = renamed(entry.block, term.as);
        if (block.k === "nil") return this.returned(entry, term.as, counts, nil);
        return [[{ k: "open", n: term.n, as: term.as, call: 0, callee: speaker, block }, counts]];
      });
  }

  private returned(
    entry: EventEntry,
    as: Readonly<Record<string, string>>,
    counts: Counts,
    rest: Term,
  ): readonly Way[] {
    const chosen = this.script.program.words.get(entry.pattern.name)?.chosen === true;
    const arg = chosen ? entry.step.returns?.[0] : undefined;
    if (arg?.value.kind !== "bind" || arg.op !== "=") return [[rest, counts]];
    const name = as[arg.value.name] ?? arg.value.name;
    return Array.from({ length: this.choices + 1 }, (_, value): Way => [rest, { ...counts, [name]: value }]);
  }

  private fromSeq(items: readonly Term[], blocked: ReadonlySet<string>, counts: Counts): readonly Way[] {
    const ways: Way[] = [];
    const now = new Set(blocked);
    const skipped = new Set<number>();
    for (const [i, item] of items.entries()) {
      const before = items.slice(0, i).filter((_, j) => !skipped.has(j));
      for (const [rest, c] of this.from(item, now, counts))
        ways.push([seq([...before, rest, ...items.slice(i + 1)]), c]);
      if (isBarrier(item, this.script)) break;
      if (nullable(item, this.script)) skipped.add(i);
      else for (const id of this.partiesIn(item)) now.add(id);
    }
    return ways;
  }

  private fromPipe(
    term: Extract<Term, { k: "pipe" }>,
    blocked: ReadonlySet<string>,
    counts: Counts,
  ): readonly Way[] {
    return term.stages.flatMap((stage, s) => {
      const entry = eventOf(this.script, stage.n);
      if (entry.items === undefined || entry.speakers.every((p) => blocked.has(p))) return [];
      const held = term.stages[s - 1]?.left ?? [];
      return this.groups(stage.left, held, entry.items.grouping).map((taken): Way => {
        const left = stage.left.filter((n) => !taken.includes(n));
        const stages = queued(term.stages.with(s, { ...stage, left }), s, taken, this.script);
        return [stages.every((x) => x.left.length === 0) ? nil : { ...term, stages }, counts];
      });
    });
  }

  /** Which items one word may take: a run from the front where there is an order, else any of those that are there. */
  private groups(
    left: readonly number[],
    held: readonly number[],
    grouping: NonNullable<EventEntry["items"]>["grouping"],
  ): readonly (readonly number[])[] {
    if (grouping.ordered || grouping.follows) {
      const stop = left.findIndex((n) => held.includes(n));
      const run = stop < 0 ? left : left.slice(0, stop);
      return run.slice(0, grouping.single ? 1 : run.length).map((_, i) => run.slice(0, i + 1));
    }
    const there = left.filter((n) => !held.includes(n));
    if (grouping.single) return there.map((n) => [n]);
    return there
      .reduce<readonly (readonly number[])[]>((sets, n) => [...sets, ...sets.map((set) => [...set, n])], [[]])
      .slice(1);
  }

  private passed(term: Term): Term {
    return this.hasMarks ? passed(term, this.script) : term;
  }

  /** Counts that are known go into the repetitions that wait for them; what nothing names any more is forgotten. */
  trim([whole, counts]: State): State {
    const term = this.passed(whole);
    if (Object.keys(counts).length === 0) return [term, counts];
    const wanted = new Set<string>();
    const filled = this.fill(term, counts, wanted);
    return [filled, Object.fromEntries(Object.entries(counts).filter(([name]) => wanted.has(name)))];
  }

  private fill(term: Term, counts: Counts, wanted: Set<string>): Term {
    switch (term.k) {
      case "seq":
        return seq(term.items.map((t) => this.fill(t, counts, wanted)));
      case "par":
        return par(term.items.map((t) => this.fill(t, counts, wanted)));
      case "open":
        return { ...term, block: this.fill(term.block, counts, wanted) };
      case "meanwhile":
        return { k: "meanwhile", body: this.fill(term.body, counts, wanted) };
      case "repeat":
        return this.fillRepeat(term, counts);
      default:
        return term;
    }
  }

  private fillRepeat(term: Extract<Term, { k: "repeat" }>, counts: Counts): Term {
    const entry = this.script.entries[term.n];
    if (entry?.k !== "repeat" || term.least >= 0 || entry.from.kind !== "name") return term;
    const value = counts[term.as[entry.from.name] ?? entry.from.name];
    return value === undefined ? term : value === 0 ? nil : { ...term, least: value, most: value };
  }
}
