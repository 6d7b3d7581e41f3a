// One record while it is read: its judge, its custody chains, and the surroundings of what was found.

import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordEnd, RecordHeader } from "../../contract/record.ts";
import type { Finding, Judge, Judgement, Setting } from "../../contract/verdict.ts";
import { eventChecker, type Flaw } from "../record/vocabulary.ts";
import { provocationOf, verdictsWithout, withProvoked, type Provocation } from "../../simulation/provoked.ts";
import { Chains } from "../chain.ts";
import { joined, lacking } from "./pieces.ts";

/** A finding with what can only be said while its surroundings are at hand. */
export type Scene = {
  readonly finding: Finding;
  /** the ten events around it */
  readonly around: readonly Event[];
  /** per resource of the finding, its custody chain as sentences */
  readonly custody: readonly (readonly string[])[];
};

export type CheckedRecord = {
  readonly header: RecordHeader;
  readonly line: number;
  readonly events: number;
  /** absent: the record ends early */
  readonly end?: RecordEnd;
  readonly judgement: Judgement;
  /** in the order of `judgement.findings`; the first `mostScenes` of them */
  readonly scenes: readonly Scene[];
};

export type JudgeOf = (program: Program, setting: Setting) => Judge;

/** Findings of one record whose surroundings are kept; the others are only stated. */
const mostScenes = 20;

/** Events kept before and behind the one at which something was found. */
const before = 5;
const behind = 4;

/** Judges the events of one record as they come. */
export class OpenRecord {
  private readonly header: RecordHeader;
  private readonly line: number;
  private judge: Judge;
  private chains: Chains;
  private readonly earlier: Judgement[] = [];
  private isTorn = false;
  /** up to this event nothing is missing in this piece */
  private sound = Infinity;
  private lacks = false;
  private last = 0;
  /** the first event behind a gap in the numbers */
  private hole = 0;
  private readonly program: Program;
  private readonly judgeOf: JudgeOf;
  private readonly flawOf: (event: Event) => Flaw;
  private recent: readonly Event[] = [];
  private readonly scenes: {
    finding: Finding;
    around: Event[];
    custody: readonly (readonly string[])[];
    wanted: number;
  }[] = [];
  private readonly provocations: Provocation[] = [];
  private growing = 0;
  private events = 0;

  constructor(program: Program, judgeOf: JudgeOf, header: RecordHeader, line: number) {
    this.header = header;
    this.line = line;
    this.program = program;
    this.judgeOf = judgeOf;
    const { parties } = header;
    this.judge = judgeOf(program, settingOf(header));
    this.chains = new Chains(program, this.judge, parties);
    this.flawOf = eventChecker(program, header);
  }

  /** A line could not be used: what it said is not known, so nobody is accused for want of it. `seq`: where it should have stood. */
  gap(seq = this.last): void {
    this.isTorn = true;
    this.sound = Math.min(this.sound, seq);
  }

  /** It says itself that it has other events than were read. */
  lacksEvents(): void {
    this.lacks = true;
  }

  see(event: Event): Flaw {
    const flaw = this.flawOf(event);
    if (flaw !== undefined) return flaw;
    if (this.isTorn) this.beginAnew();
    this.events++;
    if (this.hole === 0 && event.seq > this.last + 1) this.hole = event.seq;
    this.last = event.seq;
    if (event.mutated !== undefined)
      this.provocations.push(provocationOf(event.seq, event.from, event.mutated));
    const findings = this.judge.see(event);
    this.chains.see(event);
    if (this.growing > 0) this.grow(event);
    this.recent = [...this.recent.slice(-before), event];
    for (const finding of findings) this.show(finding);
    return undefined;
  }

  finish(end?: RecordEnd): CheckedRecord {
    const whole = joined(this.earlier, this.isTorn ? this.piece() : this.judge.end(end?.end ?? "cut"));
    const judged = this.lacks ? lacking(whole, this.hole === 0 ? this.last + 1 : this.hole) : whole;
    const live = new Set(this.header.live);
    const findings = withProvoked(judged.findings, this.provocations, live);
    const judgement = { ...judged, findings, verdicts: verdictsWithout(judged.verdicts, findings, live) };
    const known = new Set(this.scenes.map(({ finding }) => keyOf(finding)));
    for (const finding of judgement.findings) if (!known.has(keyOf(finding))) this.show(finding);
    const byKey = new Map(this.scenes.map((each) => [keyOf(each.finding), each]));
    const scenes = judgement.findings.flatMap((finding) => {
      const each = byKey.get(keyOf(finding));
      return each === undefined ? [] : [{ finding, around: each.around, custody: each.custody }];
    });
    const { header, line, events } = this;
    return { header, line, events, ...(end === undefined ? {} : { end }), judgement, scenes };
  }

  private piece(): Judgement {
    return lacking(this.judge.end("cut"), this.sound + 1);
  }

  private beginAnew(): void {
    this.earlier.push(this.piece());
    this.isTorn = false;
    this.sound = Infinity;
    this.judge = this.judgeOf(this.program, settingOf({ ...this.header, fromStart: false }));
    this.chains = new Chains(this.program, this.judge, this.header.parties);
  }

  private show(finding: Finding): void {
    if (this.scenes.length >= mostScenes) return;
    const custody = finding.resources.slice(0, 3).map((resource) => this.chains.sentences(resource));
    this.scenes.push({ finding, around: [...this.recent], custody, wanted: behind });
    this.growing++;
  }

  private grow(event: Event): void {
    for (const each of this.scenes) {
      if (each.wanted === 0) continue;
      each.around.push(event);
      if (--each.wanted === 0) this.growing--;
    }
  }
}

/** A record that does not claim to begin at the beginning begins in the middle. */
const settingOf = ({ parties, fromStart, watched }: RecordHeader): Setting => ({
  parties,
  fromStart,
  ...(fromStart ? {} : { middle: true }),
  ...(watched === undefined ? {} : { watched }),
});

// A finding may be restated at the end (with what it is a consequence of), so that identity is not enough.
const keyOf = ({ rule, seq, blames, demand, bindings }: Finding): string =>
  JSON.stringify([rule, seq, blames, demand, bindings]);
