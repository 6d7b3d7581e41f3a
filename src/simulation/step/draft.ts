// A configuration in the making: words are said, deeds done, the judge and the script told. Frozen into a value when one move is over.
import { heardAs } from "../choice/carried.ts";
import { callNumber } from "../explore/call-numbers.ts";
import { changedIn, eventOf, idsIn } from "../events.ts";
import { provocationOf, spent } from "../provoked.ts";
import type { Event, PartyId, ResourceId } from "../../contract/event.ts";
import type { Out } from "../../contract/layer.ts";
import { KitDefect } from "../../contract/problem.ts";
import type { Parameter } from "../../contract/syntax.ts";
import { type Args } from "../../contract/value.ts";
import type { Judge } from "../../contract/verdict.ts";
import { callsOf, setTimers, type Config, type Frame, type Strand, type Timer } from "../config.ts";
import type { Residual, Word } from "../script/advance.ts";
import { without } from "../script/frontier.ts";
import type { Sight } from "../script/values.ts";
import { deed, fresh, type Entry, type Store } from "../store.ts";
import { unwritten } from "../script/unwritten.ts";
import { stateOf, type World } from "../world.ts";
import { follow, resolved, speaksAbout, type Followed, type Moment } from "./followed.ts";

export class Draft {
  readonly events: Event[] = [];
  private readonly world: World;
  private readonly config: Config;
  private readonly forks: boolean;
  private ownJudge: Judge | undefined;
  private ownStore: Map<ResourceId, Entry> | undefined;
  states: ReadonlyMap<PartyId, unknown>;
  strands: Strand[];
  timers: readonly Timer[];
  wakes: readonly string[];
  store: Store;
  followed: Followed;
  observed: unknown;
  now: number;
  seq: number;
  nextCall: number;
  nextStrand: number;
  issued: Readonly<Record<string, number>>;
  refused: readonly string[] = [];
  stimulated: readonly string[];
  failed: Config["failed"];
  notes: readonly string[];
  provocations: Config["provocations"];
  faults: Config["faults"];
  begun: Config["begun"];

  constructor(world: World, config: Config, forks: boolean) {
    this.world = world;
    this.config = config;
    this.forks = forks;
    this.states = config.states;
    this.strands = [...config.strands];
    this.timers = config.timers;
    this.wakes = config.wakes;
    this.store = config.store;
    const { residuals, letGo, mismatch } = config;
    this.followed = { residuals, letGo, mismatch };
    this.observed = config.observed;
    this.now = config.now;
    this.seq = config.seq;
    this.nextCall = config.nextCall;
    this.nextStrand = config.nextStrand;
    this.issued = config.issued;
    this.stimulated = config.stimulated;
    this.failed = config.failed;
    this.notes = config.notes;
    this.provocations = config.provocations;
    this.faults = config.faults;
    this.begun = config.begun;
  }

  get judge(): Judge {
    this.ownJudge ??= this.forks ? this.config.judge.fork() : this.config.judge;
    return this.ownJudge;
  }

  /** Copied once, whatever is done to it; changed where it is in a world whose configurations nobody keeps. */
  private get writable(): Map<ResourceId, Entry> {
    const { store } = this;
    this.ownStore ??= this.world.forgets === true && store instanceof Map ? store : new Map(store);
    this.store = this.ownStore;
    return this.ownStore;
  }

  /** The same of the states. */
  keep(whose: PartyId, state: unknown): void {
    const { states } = this;
    if (states.get(whose) === state) return;
    const own = this.world.forgets === true && states instanceof Map ? states : new Map(states);
    this.states = own.set(whose, state);
  }

  sight(): Sight {
    return {
      program: this.world.program,
      parties: this.world.parties,
      store: this.store,
      judge: this.ownJudge ?? this.config.judge,
      macros: this.world.script.macros,
    };
  }

  /** `refused`: initiatives known to be impossible now; a draft that changed anything forgets them. */
  freeze(refused: readonly string[] = []): Config {
    return {
      states: this.states,
      strands: this.strands,
      timers: this.timers,
      wakes: this.wakes,
      store: this.store,
      residuals: this.followed.residuals,
      letGo: this.followed.letGo,
      mismatch: this.followed.mismatch,
      unfinished: this.config.unfinished,
      observed: this.observed,
      judge: this.ownJudge ?? this.config.judge,
      now: this.now,
      seq: this.seq,
      nextCall: this.nextCall,
      nextStrand: this.nextStrand,
      issued: this.issued,
      refused,
      stimulated: this.stimulated,
      failed: this.failed,
      notes: this.notes,
      provocations: this.provocations,
      faults: this.faults,
      begun: this.begun,
    };
  }

  // ------------------------------------------------------------ strands

  /** A new line of doing. */
  start(party: PartyId, todo: readonly Out[], mark: Pick<Frame, "interrupts"> = {}): void {
    if (todo.length === 0) return;
    const strand: Strand = {
      id: this.nextStrand++,
      frames: [{ party, name: "", from: null, call: 0, args: {}, todo, ...mark }],
    };
    this.strands.push(strand);
    this.drain(this.strands.length - 1);
  }

  /** The identity of a new call: a count in runs, what is called from where in exploration. */
  newCall(word: Word): number {
    if (this.world.ids === "unique") return this.nextCall++;
    return callNumber(this.world.script, word, new Set(this.strands.flatMap(callsOf)));
  }

  replaceTop(at: number, change: (top: Frame) => Frame): void {
    const strand = this.strands[at] as Strand;
    const top = strand.frames.at(-1) as Frame;
    this.strands[at] = { ...strand, frames: [...strand.frames.slice(0, -1), change(top)] };
  }

  /** Does what the top frame decided and nobody hears, up to its next word; drops a line of doing that is over. */
  drain(at: number): void {
    const strand = this.strands[at] as Strand;
    const top = strand.frames.at(-1);
    let done = 0;
    if (top === undefined) return this.tidy(at);
    for (const out of top.todo) {
      if (out.k === "call" || out.k === "return") break;
      done++;
      if (out.k === "wait") return this.wait(at, done, out.tag);
      this.perform(top.party, out, strand);
    }
    if (done > 0) this.replaceTop(at, (f) => ({ ...f, todo: f.todo.slice(done) }));
    this.tidy(at);
  }

  /** `done`: what the frame has done up to here. A wake may have come before. */
  private wait(at: number, done: number, tag: string): void {
    const { party } = (this.strands[at] as Strand).frames.at(-1) as Frame;
    const early = this.wakes.indexOf(`${stateOf(this.world, party)}|${tag}`);
    if (early >= 0) this.wakes = this.wakes.toSpliced(early, 1);
    this.replaceTop(at, (f) => ({
      ...f,
      todo: f.todo.slice(done),
      waiting: tag,
      ...(early >= 0 ? { woken: true as const } : {}),
    }));
  }

  private tidy(at: number): void {
    const [only, ...more] = (this.strands[at] as Strand).frames;
    const isOver = only?.call === 0 && only.todo.length === 0 && only.waiting === undefined;
    if (only === undefined || (more.length === 0 && isOver)) this.strands.splice(at, 1);
  }

  private perform(
    party: PartyId,
    out: Exclude<Out, { k: "call" | "return" | "wait" }>,
    strand: Strand,
  ): void {
    switch (out.k) {
      case "act":
        return this.act(party, out.name, out.args, strand, out.where);
      case "timer":
      case "cancel":
        this.timers = setTimers(this.timers, party, out, this.now);
        return;
      case "wake":
        return this.wake(party, out.tag);
      case "befell":
        this.faults = spent(this.faults, party, out.fault);
        return;
      case "begins":
        return this.start(out.party ?? party, out.outs);
      case "fails":
        this.failed ??= { party, how: out.how, why: out.why };
        return;
      case "note":
        this.notes = [...this.notes, `${party}: ${out.text}`];
        return;
    }
  }

  private wake(party: PartyId, tag: string): void {
    const state = stateOf(this.world, party);
    let woke = false;
    for (const [at, strand] of this.strands.entries()) {
      const top = strand.frames.at(-1);
      if (top?.waiting !== tag || top.woken || stateOf(this.world, top.party) !== state) continue;
      this.replaceTop(at, (f) => ({ ...f, woken: true }));
      woke = true;
    }
    if (!woke) this.wakes = [...this.wakes, `${state}|${tag}`].sort();
  }

  // ------------------------------------------------------------ words

  /** Something one party does alone; `writes`, `allocates`, `copies` and `frees` also change what resources hold. */
  act(party: PartyId, name: string, args: Args, strand?: Strand, where?: string): void {
    if (!this.world.program.words.has(name))
      throw new KitDefect(`${party} did ${name}, which no vocabulary knows`);
    const done = deed(this.store, unwritten(this.world.program), name, args);
    if (done !== undefined) this.writable.set(...done);
    const word = { kind: "act", name, from: party, to: "", args, around: callsOf(strand) } as const;
    this.say(where === undefined ? word : { ...word, where }, strand);
    if (name === "frees" && typeof args["what"] === "string") this.writable.delete(args["what"]);
  }

  /** The word becomes an event; observers, judge and script hear it. */
  say(word: Word, strand?: Strand): void {
    const vocabulary = this.world.program.words.get(word.name);
    if (word.kind === "call") this.enterNamed(word.args, vocabulary?.parameters ?? []);
    const event = this.eventOf(word, strand);
    this.publish(event, word);
    this.derive(event, word);
  }

  private eventOf(word: Word, strand?: Strand, derived = false, carrier?: Event): Event {
    const unscripted =
      !speaksAbout(this.world.script, this.followed.residuals, word) && (derived || word.kind !== "act");
    const seq = ++this.seq;
    const mutated = carrier?.mutated === undefined ? changedIn(word) : (changedIn(word) ?? {});
    if (mutated !== undefined)
      this.provocations = [...this.provocations, provocationOf(seq, word.from, mutated)];
    return eventOf(this.world.program, this.store, word, {
      seq,
      time: this.now,
      strand: strand?.id,
      derived,
      mutated,
      unscripted,
    });
  }

  private publish(event: Event, word: Word): void {
    this.events.push(event);
    this.world.tap?.(word, this.now);
    this.judge.see(event);
    const { script } = this.world;
    if (this.followed.letGo || (!script.only && !script.names.has(word.name))) return;
    this.followed = follow(this.world, this.followed, word, this.moment(event.seq));
  }

  /** What the observers make of it, as events of their own. */
  private derive(event: Event, word: Word): void {
    const observe = this.world.observe;
    if (observe === undefined || !observe.hears.has(word.name)) return;
    const [state, derived] = observe.see(this.observed, {
      event,
      args: word.args,
      ...(word.results === undefined ? {} : { results: word.results }),
      data: (id) => this.store.get(id)?.data?.latin1,
    });
    this.observed = state;
    for (const d of derived) {
      const heard = heardAs(d, word);
      this.publish(this.eventOf(heard, undefined, true, event), heard);
    }
  }

  private enterNamed(args: Args, parameters: readonly Parameter[]): void {
    const afresh = unwritten(this.world.program);
    for (const p of parameters)
      if (this.world.program.resources.has(p.type.name))
        for (const id of idsIn(args[p.name]))
          if (!this.store.has(id)) this.writable.set(id, fresh(afresh, p.type.name));
  }

  // ------------------------------------------------------------ the script

  /** As the script settles by itself. */
  resolve(residuals: readonly Residual[], seq: number, by: PartyId, atEnd = false): void {
    this.followed = resolved(this.world.script, this.followed, residuals, by, this.moment(seq), atEnd);
  }

  performed(n: number): void {
    this.resolve(
      this.followed.residuals.map((r) => ({ ...r, term: without(r.term, n) })),
      this.seq,
      "",
    );
  }

  private moment(seq: number): Moment {
    return { seq, now: this.now, sight: this.sight() };
  }
}
