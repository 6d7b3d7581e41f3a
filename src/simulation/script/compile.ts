// Scenario text -> term and step table. Parties are resolved once; lists are unrolled when their turn comes.
import { partiesOf } from "./cast.ts";
import { partiesNamed } from "./cast.ts";
import { bindsOf } from "./cast.ts";
import type { Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Change, EventStep, Expression, Pattern, Scenario, Step } from "../../contract/syntax.ts";
import { alt, nil, par, seq, type Entry, type EventEntry, type Renames, type Term } from "./term.ts";

export type Script = {
  readonly program: Program;
  readonly parties: readonly Party[];
  readonly entries: readonly Entry[];
  /** the file's text, for sentences */
  readonly text: string;
  readonly term: Term;
  /** lists that a `let` names before what is in them is known: they stand for their text */
  readonly macros: ReadonlyMap<string, Expression>;
  /** words that the scenario speaks about, as `name|speaker|hearer` */
  readonly alphabet: ReadonlySet<string>;
  readonly only: boolean;
  /** names of all words that some step or prohibition mentions: nothing else can matter to the script */
  readonly names: ReadonlySet<string>;
  /** some step is a message: what a call carries matters */
  readonly messages: boolean;
  /** some step has `within` or `after`: the times of each party's last deed matter */
  readonly timed: boolean;
  /** some step has `mutate`: what the kit says may have to be changed */
  readonly mutates: boolean;
};

const noRenames: Renames = {};

/**
 * `hidden`: the parties inside one foreign subject. What they say to each other nobody sees: such a step is left out of the term,
 * what stands in its block stays; its effects are judged by rules and by later steps.
 */
export function compileScript(
  program: Program,
  scenario: Scenario | readonly Step[],
  parties: readonly Party[],
  text = "",
  hidden: ReadonlySet<PartyId> = new Set(),
): Script {
  const steps = "steps" in scenario ? scenario.steps : scenario;
  const maker = new Maker(program, parties, hidden);
  const term = maker.block(steps, noRenames);
  return {
    program,
    parties,
    entries: maker.entries,
    text,
    term,
    macros: maker.macros,
    alphabet: maker.alphabet(),
    only: maker.only,
    names: maker.names(),
    messages: maker.entries.some((e) => e.k === "event" && e.kind === "message"),
    timed: maker.timed,
    mutates: maker.entries.some((e) => e.k === "event" && e.step.mutate !== undefined),
  };
}

class Maker {
  readonly entries: Entry[] = [];
  readonly macros = new Map<string, Expression>();
  only = false;
  timed = false;
  private readonly ignored = new Set<string>();
  private readonly program: Program;
  private readonly parties: readonly Party[];
  private readonly hidden: ReadonlySet<PartyId>;
  constructor(program: Program, parties: readonly Party[], hidden: ReadonlySet<PartyId>) {
    this.program = program;
    this.parties = parties;
    this.hidden = hidden;
  }

  block(steps: readonly Step[], as: Renames): Term {
    const items: Term[] = [];
    for (const step of inPlace(steps)) {
      const term = this.step(step, as);
      const last = items.at(-1);
      if (last?.k === "pipe" && term.k === "pipe" && this.sameItems(last, term))
        items[items.length - 1] = { ...last, stages: [...last.stages, ...term.stages] };
      else items.push(term);
    }
    return seq(items);
  }

  private step(step: Step, as: Renames): Term {
    switch (step.kind) {
      case "parties":
      case "given":
      case "cases":
        return nil;
      case "do":
        return this.block(step.steps ?? [], as);
      case "alphabet":
        if (step.only) this.only = true;
        else for (const name of step.names) this.ignored.add(name);
        return nil;
      case "event":
        return this.eventStep(step, as);
      case "any order":
        return par(step.steps.map((s) => this.step(s, as)));
      case "optional":
        return alt([this.block(step.steps, as), nil]);
      case "meanwhile":
        return { k: "meanwhile", body: this.block(step.steps, as) };
      case "either":
        return alt(step.branches.map((b) => this.block(b, as)));
      case "repeat":
        return this.repeat(step, as);
      case "each":
        return this.each(step, as);
      case "never":
        if (this.unseen(this.patternEntry(step.pattern))) return nil;
        return this.mark(
          {
            k: "never",
            step,
            event: this.patternEntry(step.pattern),
            ...(step.until ? { until: this.patternEntry(step.until) } : {}),
          },
          as,
        );
      case "eventually":
        if (this.unseen(this.patternEntry(step.pattern))) return nil;
        return this.mark({ k: "eventually", step, event: this.patternEntry(step.pattern) }, as);
      case "let":
        if (bindsOf(step.value).length === 0) return this.mark({ k: "let", step }, as);
        this.macros.set(step.name, step.value);
        // what the list names may be used before it stands anywhere: its first use is then the one that names it
        for (const item of step.value.kind === "list" ? step.value.items : [])
          if (item.kind === "bind") this.macros.set(item.name, item);
        return nil;
      case "expect":
      case "wait":
      case "fault":
        return this.mark({ k: step.kind, step }, as);
    }
  }

  private mark(entry: Entry, as: Renames): Term {
    return { k: "mark", n: this.entries.push(entry) - 1, as };
  }

  /** A count that names a variable is known only when its turn comes. */
  private repeat(step: Extract<Step, { kind: "repeat" }>, as: Renames): Term {
    const least = count(step.from);
    const most = step.to === undefined ? least : count(step.to);
    const body = this.block(step.steps, as);
    const n =
      this.entries.push({
        k: "repeat",
        from: step.from,
        ...(step.to === undefined ? {} : { to: step.to }),
        body,
        binds: bindsOf(step.steps),
        parties: partiesOf(body, this.entries),
      }) - 1;
    return most === 0 ? nil : { k: "repeat", n, as, turn: 1, least, most };
  }

  private each(step: Extract<Step, { kind: "each" }>, as: Renames): Term {
    const items = step.list.kind === "list" ? step.list.items.map(plainName) : [];
    return seq(
      items.map((item, i) => {
        const names = [step.name, ...bindsOf(step.steps)];
        const inner: Renames = {
          ...as,
          ...Object.fromEntries(names.map((name) => [name, `${name}.${i + 1}`])),
        };
        // a variable may have no value yet: then the turn names it
        if (item.kind === "name" && this.program.refs.get(item)?.kind === "bound")
          return this.block(step.steps, { ...inner, [step.name]: as[item.name] ?? item.name });
        const assign: Step = { kind: "let", name: step.name, value: item, at: step.at, end: step.end };
        return seq([this.mark({ k: "let", step: assign }, inner), this.block(step.steps, inner)]);
      }),
    );
  }

  private eventStep(step: EventStep, as: Renames): Term {
    if (step.within !== undefined || step.after !== undefined) this.timed = true;
    const entry = this.patternEntry(step.pattern);
    if (this.unseen(entry)) return this.block(step.steps ?? [], as);
    const changes = this.changesOf(step, entry);
    const n = this.entries.push({ ...entry, ...changes, step, block: this.block(step.steps ?? [], as) }) - 1;
    // the block may have added entries: the entry's own index is fixed only now
    if (!step.grouped) return { k: "step", n, as };
    const grouped = this.grouping(step);
    this.entries[n] = { ...(this.entries[n] as EventEntry), items: grouped };
    return { k: "pipe", as, stages: [{ n, left: grouped.list.map((_, i) => i) }] };
  }

  /** What a `mutate` names is an argument, or a result. */
  private changesOf(step: EventStep, entry: EventEntry): Pick<EventEntry, "said" | "answered"> {
    const { results } = this.program.wordOf(entry.pattern);
    const isResult = (change: Change): boolean => results?.some((r) => r.name === change.name) === true;
    const [said, answered] = [
      (step.mutate ?? []).filter((change) => !isResult(change)),
      (step.mutate ?? []).filter(isResult),
    ];
    return { ...(said.length > 0 ? { said } : {}), ...(answered.length > 0 ? { answered } : {}) };
  }

  private unseen(entry: EventEntry): boolean {
    if (entry.kind === "message" || this.hidden.size === 0) return false;
    return (
      entry.speakers.every((id) => this.hidden.has(id)) && entry.hearers.every((id) => this.hidden.has(id))
    );
  }

  private grouping(step: EventStep): NonNullable<EventEntry["items"]> {
    const { pattern } = step;
    const arg = pattern.args.find((a) => a.value.kind === "list");
    const parameter = arg === undefined ? undefined : (arg.name ?? this.program.positions.get(arg)?.name);
    const list = arg?.value.kind === "list" ? arg.value : { items: [], ordered: true };
    const grouping = {
      ordered: list.ordered,
      single: step.grouping === "one by one",
      follows: step.grouping === "in order",
    };
    return {
      parameter: parameter ?? this.program.wordOf(pattern).parameters[0]?.name ?? "",
      list: list.items,
      grouping,
    };
  }

  private sameItems(a: Extract<Term, { k: "pipe" }>, b: Extract<Term, { k: "pipe" }>): boolean {
    const names = (t: typeof a) => {
      const entry = this.entries[t.stages[0]?.n ?? -1];
      return entry?.k === "event" ? (entry.items?.list ?? []).map(itemName) : [];
    };
    const [x, y] = [names(a), names(b)];
    return x.length === y.length && x.every((name, i) => name !== "" && name === y[i]);
  }

  private patternEntry(pattern: Pattern): EventEntry {
    const word = this.program.wordOf(pattern);
    const step: EventStep = { kind: "event", pattern, grouped: false, at: pattern.at, end: pattern.end };
    const kind = word.kind === "message" ? "message" : word.kind === "act" ? "act" : "call";
    return {
      k: "event",
      step,
      pattern,
      kind,
      block: nil,
      speakers: this.named(pattern.speaker?.name, word.speakers, pattern.speaker?.bind),
      hearers: this.named(
        pattern.hearer?.name,
        word.hearer === undefined ? [] : [word.hearer],
        pattern.hearer?.bind,
      ),
    };
  }

  private named(
    name: string | undefined,
    roles: readonly string[],
    bind: boolean | undefined,
  ): readonly string[] {
    if (name === undefined || bind === true)
      return this.parties.filter((p) => roles.includes(p.role)).map((p) => p.id);
    return partiesNamed(this.parties, name).map((p) => p.id);
  }

  names(): ReadonlySet<string> {
    const events = this.entries.flatMap((e) =>
      e.k === "event" ? [e] : e.k === "repeat" ? [] : [e.event, e.until],
    );
    return new Set(events.flatMap((e) => (e === undefined ? [] : [e.pattern.name])));
  }

  alphabet(): ReadonlySet<string> {
    const words = new Set<string>();
    for (const entry of this.entries) {
      if (entry.k !== "event" || entry.kind === "act" || this.ignored.has(entry.pattern.name)) continue;
      for (const a of entry.speakers)
        for (const b of entry.hearers) words.add(wordKey(entry.pattern.name, a, b, entry.pattern.arrived));
    }
    for (const entry of this.entries) {
      if (
        entry.k !== "eventually" ||
        entry.event === undefined ||
        entry.event.kind === "act" ||
        entry.event.pattern.returns !== undefined ||
        this.ignored.has(entry.event.pattern.name)
      )
        continue;
      for (const a of entry.event.speakers)
        for (const b of entry.event.hearers)
          words.add(wordKey(entry.event.pattern.name, a, b, entry.event.pattern.arrived));
    }
    return words;
  }
}

/** Whether the scenario speaks about a word; most have a name that it does not mention. */
export const inAlphabet = (
  { names, alphabet }: Script,
  name: string,
  from: string,
  to: string,
  arrived = false,
): boolean => names.has(name) && alphabet.has(wordKey(name, from, to, arrived));

/** The saying of a message and its arrival are two words. */
export const wordKey = (name: string, from: string, to: string, arrived = false): string =>
  `${name}|${from}|${to}${arrived ? "|arrived" : ""}`;

/** What `do` put in place stands among the steps around it. */
const inPlace = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => (step.kind === "do" ? inPlace(step.steps ?? []) : [step]));

const count = (e: Expression): number => (e.kind === "number" ? e.value : -1);
/** In a list of things to be named (`[?p, ?q]`) an item stands for its name. */
const plainName = (e: Expression): Expression =>
  e.kind === "bind" ? { kind: "name", name: e.name, at: e.at, end: e.end } : e;
const itemName = (e: Expression): string =>
  e.kind === "name" || e.kind === "bind" || e.kind === "apply" ? e.name : "";
