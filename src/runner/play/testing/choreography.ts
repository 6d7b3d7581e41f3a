// A choreography follows a run by what is left of it alone: nobody plays, nothing is held back, nothing is wished for.
import type { Event, Party } from "../../../contract/event.ts";
import type { Program } from "../../../contract/program.ts";
import type { Judge } from "../../../contract/verdict.ts";
import { createJudge } from "../../../rules/judge.ts";
import { idsIn } from "../../../simulation/events.ts";
import { advance, type Residual, type Word } from "../../../simulation/script/advance.ts";
import { inAlphabet, type Script } from "../../../simulation/script/compile.ts";
import { marks, prohibitions, settle, without } from "../../../simulation/script/frontier.ts";
import { nullable } from "../../../simulation/script/left.ts";
import { isOpen } from "../../../simulation/script/term.ts";
import type { Sight } from "../../../simulation/script/values.ts";
import { acted, drop, emptyStore, enter, type Store } from "../../../simulation/store.ts";
import { unwritten } from "../../../simulation/script/unwritten.ts";

/** One word of a run, as the event that the rules saw and as what was said. */
export type Said = { readonly event: Event; readonly word: Word };

/** Where a choreography stands; `refused`: the number of the first word that it does not allow. */
export type Standing = {
  readonly residuals: readonly Residual[];
  readonly store: Store;
  readonly judge: Judge;
  readonly refused?: number;
};

export class Choreography {
  private readonly script: Script;
  private readonly program: Program;
  private readonly parties: readonly Party[];
  constructor(script: Script, parties: readonly Party[]) {
    this.script = script;
    this.program = script.program;
    this.parties = parties;
  }

  begin(): Standing {
    const judge = createJudge(this.program, { parties: this.parties, fromStart: true }, []);
    const first: Residual = { term: this.script.term, env: {}, last: {} };
    const standing = { residuals: [first], store: emptyStore, judge };
    return { ...standing, residuals: this.settled([first], this.sight(standing), 0) };
  }

  /** After one more word. */
  follow(before: Standing, { event, word }: Said): Standing {
    if (before.refused !== undefined) return before;
    const store = this.entered(
      word.kind === "act" ? acted(before.store, unwritten(this.program), word.name, word.args) : before.store,
      word,
    );
    const judge = before.judge.fork();
    judge.see(event);
    const standing = { residuals: before.residuals, store, judge };
    const sight = this.sight(standing);
    const now = this.settled(before.residuals, { ...sight, judge: before.judge }, event.time);
    const allowed = now
      .map((r) => prohibitions(this.script, r, word, sight))
      .filter(({ broken }) => broken.length === 0)
      .map(({ residual }) => residual);
    const next = allowed.flatMap((r) => advance(this.script, r, word, sight, event.time));
    const residuals = this.settled(
      next.length > 0 || this.speaksOf(now, word) ? next : allowed,
      sight,
      event.time,
    );
    const after =
      word.name === "frees" && typeof word.args["what"] === "string" ? drop(store, word.args["what"]) : store;
    return { residuals, store: after, judge, ...(residuals.length === 0 ? { refused: event.seq } : {}) };
  }

  /** It may end here. */
  isOver(standing: Standing, time: number): boolean {
    const residuals = this.settled(standing.residuals, this.sight(standing), time, true);
    return standing.refused === undefined && residuals.some((r) => nullable(r.term, this.script));
  }

  private sight({ store, judge }: Standing): Sight {
    const { program, parties } = this;
    return { program, parties, store, judge, macros: this.script.macros };
  }

  private entered(store: Store, word: Word): Store {
    const parameters = word.kind === "call" ? (this.program.words.get(word.name)?.parameters ?? []) : [];
    return parameters
      .filter((p) => this.program.resources.has(p.type.name))
      .flatMap((p) => idsIn(word.args[p.name]).map((id) => [id, p.type.name] as const))
      .reduce((now, [id, type]) => enter(now, unwritten(this.program), id, type), store);
  }

  private speaksOf(residuals: readonly Residual[], word: Word): boolean {
    if (word.kind === "act") return false;
    if (word.kind === "return") return residuals.some((r) => isOpen(r.term, word.call ?? 0));
    return this.script.only || inAlphabet(this.script, word.name, word.from, word.to, word.arrived);
  }

  /** Conditions whose turn has come are asked, and whoever was to fail has failed, or will. */
  private settled(
    residuals: readonly Residual[],
    sight: Sight,
    now: number,
    atEnd = false,
  ): readonly Residual[] {
    const found = new Map<string, Residual>();
    const todo = [...residuals];
    for (let residual = todo.pop(); residual !== undefined; residual = todo.pop()) {
      const { residual: settled, failed } = settle(this.script, residual, sight, now, atEnd);
      const key = JSON.stringify([settled.term, settled.env]);
      if (failed.length > 0 || found.has(key)) continue;
      found.set(key, settled);
      for (const { n } of marks(this.script, settled.term, "fault"))
        todo.push({ ...settled, term: without(settled.term, n) });
    }
    return [...found.values()];
  }
}
