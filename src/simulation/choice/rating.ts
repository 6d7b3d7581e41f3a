// How well a reaction fits the script: its words are played against it in the order in which they would be said.
import type { ResourceId } from "../../contract/event.ts";
import { deed, type Entry, type Store } from "../store.ts";
import { eventOf, nullable, stepsIn } from "../script/left.ts";
import { fitValue } from "../script/fit.ts";
import { sightOf } from "../config.ts";
import type { Out } from "../../contract/layer.ts";
import type { Args, WordValue } from "../../contract/value.ts";
import type { Ask } from "../step/absorb.ts";
import type { Config } from "../config.ts";
import { type Candidate } from "./picks.ts";
import { advance, type Residual, type Word } from "../script/advance.ts";
import { matchWord } from "../script/match.ts";
import { inAlphabet } from "../script/compile.ts";
import { prohibitions } from "../script/frontier.ts";
import { carriedBy } from "./carried.ts";
import { nil, opened, par, seq, type Term } from "../script/term.ts";
import { type Sight } from "../script/values.ts";
import { unwritten } from "../script/unwritten.ts";
import type { World } from "../world.ts";

/** A legal word that overtakes what stands above it is worse than silence: it comes later by itself. */
export const points = { refused: -100, fits: 2, act: 1, early: -1, foreign: -10 } as const;

export type Score = { readonly sum: number; readonly worst: number };

/** Plays a reaction's words against the script in the order in which they would be said, as if every block in between were kept. */
export class Rating {
  private readonly world: World;
  private readonly config: Config;
  private readonly asked: Ask;
  private readonly starts: readonly Residual[];
  /** the call whose return is decided */
  private readonly frame: number;
  private store: Store;
  private own = new Map<ResourceId, Entry>();
  private open: readonly number[] | undefined;

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
    const foretold = reaction[1].some((out) => out.k === "return") ? {} : chosenIn(candidate);
    const scores = this.starts.map((start) => {
      const { sum, worst } = this.play(start, reaction[1]);
      const more = this.foretold(start, foretold);
      return { sum: sum + more, worst: Math.min(worst, more) };
    });
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
          meant: { args: out.args },
          call: pendingCall - 1 - i,
          around: this.around(),
        };
        if (prohibitions(this.world.script, now, word, this.sight()).broken.length > 0) add(points.foreign);
        now = this.playCarried(now, word, outs.slice(0, i), add);
        if (!inAlphabet(this.world.script, word.name, word.from, word.to)) continue;
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
        this.act(out);
        const next = this.after(now, word)[0];
        if (next !== undefined) {
          now = next;
          add(points.act);
        }
      } else if (out.k === "return") {
        const open = opened(now.term, this.frame);
        if (open === undefined) continue;
        add(this.scoreReturn(now, open, out));
        now = { ...now, term: finishedCall(now.term, this.frame) };
      }
    }
    return { sum, worst };
  }

  /** The store is copied once for a reaction that changes it. */
  private act({ name, args }: Extract<Out, { k: "act" }>): void {
    const done = deed(this.store, unwritten(this.world.program), name, args);
    if (done === undefined) return;
    if (this.store === this.config.store) this.store = this.own = new Map(this.store);
    this.own.set(...done);
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
      if (!inAlphabet(this.world.script, heard.name, heard.from, heard.to, heard.arrived)) continue;
      // a step with mutate wants what is meant: the change comes when it is said
      const meant = { ...heard, meant: { args: heard.args } };
      const next = this.after(now, meant)[0];
      add(next !== undefined ? points.fits : this.later(now, meant) ? points.early : points.foreign);
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

  private sight(): Sight {
    return { ...sightOf(this.world, this.config), store: this.store };
  }

  private around(): readonly number[] {
    this.open ??= [...this.config.strands.flatMap((s) => s.frames.map((f) => f.call)), this.frame];
    return this.open;
  }

  /** The call whose answer this is: its wish for a result, if the script says one. */
  private scoreReturn(
    residual: Residual,
    open: Extract<Term, { k: "open" }>,
    out: Extract<Out, { k: "return" }>,
  ): number {
    if (
      stepsIn(open.block, this.world.script).some(
        (step) =>
          step.entry.kind === "call" &&
          step.entry.speakers.includes(this.asked.party.id) &&
          !nullable(open.block, this.world.script),
      )
    )
      return points.foreign;
    const fits = this.resultsThatFit(residual, open, out.results);
    return fits.length === 0 ? 0 : fits.includes(false) ? points.foreign : points.fits;
  }

  /** Of each result that the script wishes for, whether it is so: one that is not said is well. */
  private resultsThatFit(
    residual: Residual,
    open: Extract<Term, { k: "open" }>,
    results: Args,
    isForeseen = false,
  ): readonly boolean[] {
    const entry = eventOf(this.world.script, open.n);
    const word = this.world.program.words.get(entry.pattern.name);
    return (entry.step.returns ?? []).flatMap((arg, i) => {
      const result =
        arg.name === undefined
          ? (this.world.program.positions.get(arg) ?? word?.results?.[i])
          : word?.results?.find((x) => x.name === arg.name);
      const value = result === undefined ? undefined : results[result.name];
      if (value === undefined || arg.op !== "=") return isForeseen ? [] : [true];
      const type = result?.type.name ?? "";
      return [fitValue(value, arg.value, type, residual.env, open.as, this.sight()).length > 0];
    });
  }

  /** A choice by the name of a result that is still to come says what it will be: between reactions that are alike it decides. */
  private foretold(residual: Residual, chosen: Args): number {
    const open = Object.keys(chosen).length === 0 ? undefined : opened(residual.term, this.frame);
    const fits = open === undefined ? [] : this.resultsThatFit(residual, open, chosen, true);
    return fits.length === 0 ? 0 : fits.includes(false) ? points.early : points.act;
  }

  /** The script speaks of it somewhere further on. */
  private later(residual: Residual, word: Word): boolean {
    const sight = this.sight();
    return stepsIn(residual.term, this.world.script).some(
      ({ entry, as, grouped }) =>
        matchWord(entry, residual.env, as, { word, sight }, grouped ? entry.items?.parameter : undefined)
          .length > 0,
    );
  }
}

const chosenIn = ({ picks }: Candidate): Args =>
  Object.fromEntries(
    picks.map((pick) => {
      const at = pick.indexOf("=");
      return [pick.slice(0, at), JSON.parse(pick.slice(at + 1)) as WordValue];
    }),
  );

/** Numbers from here down stand for calls that a reaction would open. */
const pendingCall = -7;

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
