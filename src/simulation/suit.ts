// Which of a layer's legal reactions suit the script: wishes are passed on by choosing, never by a second implementation.
import type { Out } from "../contract/layer.ts";
import type { Ask } from "./absorb.ts";
import type { Config } from "./config.ts";
import { sightOf } from "./moves.ts";
import { candidates, type Candidate } from "./picks.ts";
import {
  advance,
  eventOf,
  isOver,
  matchWord,
  nullable,
  renamed,
  type Residual,
  type Word,
} from "./script/advance.ts";
import { wordKey } from "./script/compile.ts";
import { prohibitions } from "./script/frontier.ts";
import { carriedBy } from "./carried.ts";
import { nil, par, seq, type EventEntry, type Renames, type Term } from "./script/term.ts";
import { fitValue, type Sight } from "./script/values.ts";
import { renew, write, type Store } from "./store.ts";
import type { World } from "./world.ts";

/** Those with the best score. Step functions are cooperative subjects: the wish reaches them by choosing. Once the script has let go, defaults. */
export function suitable(
  world: World,
  config: Config,
  asked: Ask,
  all: readonly Candidate[],
): readonly Candidate[] {
  if (all.length <= 1) return all;
  if (config.letGo) return world.environment === "general" ? all : all.slice(0, 1);
  const rating = new Rating(world, config, asked);
  const scored = all.map((c) => ({ c, ...rating.of(c) }));
  // one word out of turn is not made up for by others in turn
  const clean = scored.filter((s) => s.worst >= 0);
  const best = Math.max(...(clean.length > 0 ? clean : scored).map((s) => s.sum));
  // an initiative that could only contradict the script is not taken now
  if (clean.length === 0 && asked.input.k === "do" && !isOver(world.script, config.residuals))
    return all.slice(0, 1).map((c) => ({ ...c, reaction: null }));
  const top = scored.filter((s) => s.sum === best && (s.worst >= 0 || clean.length === 0)).map((s) => s.c);
  const wanted = top.flatMap((c) => scripted(world, asked, c));
  // what is silent now may come later, if its party can still say it then; what contradicts the script is out
  const chosen = scored
    .filter(
      (s) =>
        top.includes(s.c) ||
        (s.worst >= 0 &&
          sameActs(world, s.c, top) &&
          wanted.every((w) => comesLater(world, config, asked, s.c, w))),
    )
    .map((s) => s.c);
  return world.environment === "general" ? chosen : distinctInWords(world, config, asked, chosen);
}

/** A reaction that says what the script forbids, or says otherwise. */
export function contradicts(
  world: World,
  config: Config,
  asked: Ask,
  candidate: Candidate | undefined,
): boolean {
  if (
    candidate?.reaction === undefined ||
    candidate.reaction === null ||
    config.letGo ||
    isOver(world.script, config.residuals)
  )
    return false;
  if (
    !world.script.messages &&
    !candidate.reaction[1].some((out) => out.k === "call" && world.script.names.has(out.name))
  )
    return false;
  return new Rating(world, config, asked).of(candidate).worst <= points.foreign;
}

type CallOut = Extract<Out, { k: "call" }>;

/** An act that the script names cannot come later: a reaction without it is not as good. */
function sameActs(world: World, candidate: Candidate, best: readonly Candidate[]): boolean {
  const named = new Set(
    world.script.entries.flatMap((e) => (e.k === "event" && e.kind === "act" ? [e.pattern.name] : [])),
  );
  const actsOf = (c: Candidate): number =>
    (c.reaction?.[1] ?? []).filter((out) => out.k === "act" && named.has(out.name)).length;
  return actsOf(candidate) >= Math.max(...best.map(actsOf));
}

/** The words of a reaction that the script speaks about. */
function scripted(world: World, asked: Ask, candidate: Candidate): readonly CallOut[] {
  return (candidate.reaction?.[1] ?? []).filter(
    (out): out is CallOut =>
      out.k === "call" && world.script.alphabet.has(wordKey(out.name, asked.party.id, out.to)),
  );
}

/** Said by this reaction too, or still sayable behind it: as an offer, or when the party is told to. */
function comesLater(world: World, config: Config, asked: Ask, candidate: Candidate, word: CallOut): boolean {
  const seat = world.seats.get(asked.party.id);
  if (candidate.reaction === null || seat?.kind !== "layer") return false;
  if (scripted(world, asked, candidate).some((out) => out.name === word.name && out.to === word.to))
    return true;
  const [state] = candidate.reaction;
  if (seat.layer.offers?.(state).some((offer) => offer.name === word.name && offer.to === word.to) === true)
    return true;
  const after: Config = { ...config, states: new Map(config.states).set(asked.party.id, state) };
  const told = candidates(
    world,
    after,
    asked.party,
    seat.layer,
    { k: "do", name: word.name, to: word.to, args: word.args },
    true,
  );
  return told.some(
    (c) => c.reaction !== null && c.reaction[1].some((out) => out.k === "call" && out.name === word.name),
  );
}

/** Reactions that say the same as far as the script speaks of it differ in nothing that it leaves open: the first, most boring, stands for all. */
function distinctInWords(
  world: World,
  config: Config,
  asked: Ask,
  all: readonly Candidate[],
): readonly Candidate[] {
  const seen = new Set<string>();
  const acts = new Set(
    world.script.entries.flatMap((e) => (e.k === "event" && e.kind === "act" ? [e.pattern.name] : [])),
  );
  return all.filter((c) => {
    const words = (c.reaction?.[1] ?? []).filter(
      (out) =>
        out.k === "return" ||
        (out.k === "act" && acts.has(out.name)) ||
        (out.k === "call" && world.script.alphabet.has(wordKey(out.name, asked.party.id, out.to))),
    );
    const carried = (c.reaction?.[1] ?? [])
      .flatMap((out, i, outs) =>
        out.k === "call"
          ? carriedBy(
              world,
              config,
              { kind: "call", name: out.name, from: asked.party.id, to: out.to, args: out.args, around: [] },
              outs.slice(0, i),
            )
          : [],
      )
      .filter((heard) => world.script.alphabet.has(wordKey(heard.name, heard.from, heard.to, heard.arrived)));
    const text = JSON.stringify(
      [...carried, ...words].map((out) =>
        "k" in out && out.k === "call" ? [out.name, out.to, out.args] : out,
      ),
    );
    return seen.has(text) ? false : (seen.add(text), true);
  });
}

/** A legal word that overtakes what stands above it is worse than silence: it comes later by itself. */
const points = { refused: -100, fits: 2, act: 1, early: -1, foreign: -10 } as const;

type Score = { readonly sum: number; readonly worst: number };

/** Plays a reaction's words against the script in the order in which they would be said, as if every block in between were kept. */
class Rating {
  private readonly world: World;
  private readonly config: Config;
  private readonly asked: Ask;
  private readonly starts: readonly Residual[];
  /** the call whose return is decided */
  private readonly frame: number;
  private store: Store;

  constructor(world: World, config: Config, asked: Ask) {
    this.world = world;
    this.config = config;
    this.asked = asked;
    this.frame = asked.call;
    this.store = config.store;
    this.starts = config.residuals;
  }

  of(candidate: Candidate): Score {
    const { reaction } = candidate;
    if (reaction === null) return { sum: points.refused, worst: points.refused };
    const scores = this.starts.map((start) => this.play(start, reaction[1]));
    return scores.reduce((a, b) => (b.sum > a.sum ? b : a), { sum: -1000, worst: -1000 });
  }

  private play(start: Residual, outs: readonly Out[]): Score {
    let sum = 0;
    let worst = 0;
    let now = start;
    this.store = this.config.store;
    const add = (n: number): void => {
      sum += n;
      worst = Math.min(worst, n);
    };
    for (const [i, out] of outs.entries()) {
      if (out.k === "call") {
        const word: Word = {
          kind: "call",
          name: out.name,
          from: this.asked.party.id,
          to: out.to,
          args: out.args,
          call: pendingCall - 1 - i,
          around: this.around(),
        };
        if (prohibitions(this.world.script, now, word, this.sight()).broken.length > 0) add(points.foreign);
        now = this.playCarried(now, word, outs.slice(0, i), add);
        if (!this.world.script.alphabet.has(wordKey(word.name, word.from, word.to))) continue;
        const next = this.after(now, word)[0];
        const written = next !== undefined && this.after(now, word, true).length > 0;
        add(
          written || (next !== undefined && this.isTold(word))
            ? points.fits
            : next !== undefined || this.later(now, word)
              ? points.early
              : points.foreign,
        );
        if (next !== undefined) now = { ...next, term: finishedCall(next.term, word.call ?? 0) };
      } else if (out.k === "act") {
        const word: Word = {
          kind: "act",
          name: out.name,
          from: this.asked.party.id,
          to: "",
          args: out.args,
          around: this.around(),
        };
        this.perform(out);
        const next = this.after(now, word)[0];
        if (next !== undefined) {
          now = next;
          add(points.act);
        }
      } else if (out.k === "return") {
        add(this.scoreReturn(now, out));
        now = { ...now, term: finishedCall(now.term, this.frame) };
      }
    }
    return { sum, worst };
  }

  /** The messages that a call would carry, whose bytes this very reaction may have written. */
  private playCarried(
    start: Residual,
    word: Word,
    before: readonly Out[],
    add: (n: number) => void,
  ): Residual {
    let now = start;
    for (const heard of carriedBy(this.world, this.config, word, before)) {
      if (!this.world.script.alphabet.has(wordKey(heard.name, heard.from, heard.to, heard.arrived))) continue;
      const next = this.after(now, heard)[0];
      add(next !== undefined ? points.fits : this.later(now, heard) ? points.early : points.foreign);
      if (next !== undefined) now = next;
    }
    return now;
  }

  private after(residual: Residual, word: Word, asWritten = false): readonly Residual[] {
    return advance(this.world.script, residual, word, this.sight(), this.config.now, asWritten);
  }

  /** The very word that it was told to begin: overtaking is then the script's own wish. */
  private isTold(word: Word): boolean {
    return (
      this.asked.input.k === "do" && this.asked.input.name === word.name && this.asked.input.to === word.to
    );
  }

  /** What the reaction writes shows in the words behind it. */
  private perform(out: Extract<Out, { k: "act" }>): void {
    const { what, field, value } = out.args;
    if (typeof what !== "string") return;
    if (out.name === "allocates") this.store = renew(this.store, what, what.replace(/\d+$/u, ""));
    if (out.name === "writes" && typeof field === "string" && value !== undefined)
      this.store = write(this.store, what, what.replace(/\d+$/u, ""), field, value);
  }

  private sight(): Sight {
    return { ...sightOf(this.world, this.config), store: this.store };
  }

  private around(): readonly number[] {
    return [...this.config.strands.flatMap((s) => s.frames.map((f) => f.call)), this.frame];
  }

  /** The call whose answer this is: its wish for a result, if the script says one. */
  private scoreReturn(residual: Residual, out: Extract<Out, { k: "return" }>): number {
    const open = opened(residual.term, this.frame);
    if (open === undefined) return 0;
    if (
      this.steps(open.block).some(
        (step) =>
          step.entry.kind === "call" &&
          step.entry.speakers.includes(this.asked.party.id) &&
          !nullable(open.block, this.world.script),
      )
    )
      return points.foreign;
    const entry = eventOf(this.world.script, open.n);
    const returns = entry.step.returns ?? [];
    const word = this.world.program.words.get(entry.pattern.name);
    const good = returns.every((arg, i) => {
      const result =
        arg.name === undefined
          ? (this.world.program.positions.get(arg) ?? word?.results?.[i])
          : word?.results?.find((x) => x.name === arg.name);
      const value = result === undefined ? undefined : out.results[result.name];
      return (
        value === undefined ||
        arg.op !== "=" ||
        fitValue(value, arg.value, result?.type.name ?? "", residual.env, open.as, this.sight()).length > 0
      );
    });
    return returns.length === 0 ? 0 : good ? points.fits : points.foreign;
  }

  /** The script speaks of it somewhere further on. */
  private later(residual: Residual, word: Word): boolean {
    const sight = this.sight();
    return this.steps(residual.term).some(
      ({ entry, as, grouped }) =>
        matchWord(entry, residual.env, as, { word, sight }, grouped ? entry.items?.parameter : undefined)
          .length > 0,
    );
  }

  /** All steps that a term still holds, wherever they stand. */
  private steps(
    term: Term,
  ): readonly { readonly entry: EventEntry; readonly as: Renames; readonly grouped: boolean }[] {
    const { script } = this.world;
    switch (term.k) {
      case "nil":
      case "mark":
        return [];
      case "step": {
        const entry = eventOf(script, term.n);
        return [{ entry, as: term.as, grouped: false }, ...this.steps(renamed(entry.block, term.as))];
      }
      case "open":
        return this.steps(term.block);
      case "seq":
      case "par":
        return term.items.flatMap((t) => this.steps(t));
      case "alt":
        return term.branches.flatMap((t) => this.steps(t));
      case "repeat": {
        const entry = script.entries[term.n];
        return entry?.k === "repeat" ? this.steps(renamed(entry.body, term.as)) : [];
      }
      case "meanwhile":
        return this.steps(term.body);
      case "pipe":
        return term.stages.map((s) => ({ entry: eventOf(script, s.n), as: term.as, grouped: true }));
    }
  }
}

/** Numbers from here down stand for calls that a reaction would open. */
const pendingCall = -7;

function opened(term: Term, call: number): Extract<Term, { k: "open" }> | undefined {
  switch (term.k) {
    case "open":
      return term.call === call ? term : opened(term.block, call);
    case "seq":
    case "par":
      for (const t of term.items) {
        const found = opened(t, call);
        if (found !== undefined) return found;
      }
      return undefined;
    case "meanwhile":
      return opened(term.body, call);
    default:
      return undefined;
  }
}

/** The term as if that call were over, block and return. */
function finishedCall(term: Term, call: number): Term {
  switch (term.k) {
    case "open":
      return term.call === call ? nil : { ...term, block: finishedCall(term.block, call) };
    case "seq":
      return seq(term.items.map((t) => finishedCall(t, call)));
    case "par":
      return par(term.items.map((t) => finishedCall(t, call)));
    case "meanwhile": {
      const body = finishedCall(term.body, call);
      return body.k === "nil" ? nil : { k: "meanwhile", body };
    }
    default:
      return term;
  }
}
