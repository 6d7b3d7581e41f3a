// The rules at work on one run: per event deadlines, first sightings, rule blocks, moves, ends of loans, in this order.
import type { Event, PartyId, ResourceId } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Ending, Finding, Judge, Judgement, OpenDebt, Setting } from "../contract/verdict.ts";
import { holdersOf } from "./custody/entry.ts";
import { Ledger } from "./custody/ledger.ts";
import type { Breach } from "./custody/moves.ts";
import { nothingPrepared, prepare, settleCustody, settleReturn } from "./judging/custody-step.ts";
import { type Draft, draftOf, type Parts, unique } from "./judging/finding.ts";
import { callNames, callNumbers, ledgerKey, ruleKey } from "./judging/key.ts";
import { openDebtsOf } from "./judging/open-debts.ts";
import type { Plan } from "./judging/program-rules.ts";
import { noWord, nothingSeen, setUp, type Shared } from "./judging/setup.ts";
import { Taint } from "./judging/taint.ts";
import { verdictOf } from "./judging/verdicts.ts";
import { custodyDraft, familyOf, witnessOf } from "./judging/witness.ts";
import { Calls } from "./meaning/calls.ts";
import type { Context } from "./meaning/context.ts";
import { type Seen, seenOf } from "./meaning/seen.ts";
import {
  debtor,
  type Due,
  dueBefore,
  openUnits,
  recall,
  renewNextDue,
  sentenceOf,
  settle,
} from "./tracking/debts.ts";
import { keyedBy } from "./tracking/keyed.ts";
import { Named } from "./tracking/named.ts";
import type { Report } from "./tracking/blame.ts";
import { runGroup, type States } from "./tracking/run.ts";
import type { RuleState } from "./tracking/rule-state.ts";
import { callValue, Missing } from "./values/value.ts";

/** `ruleIds`: judge by these rules only; `CUSTODY` among them (or leaving the list out) turns the nameless custody findings on. */
export const createJudge = (program: Program, setting: Setting, ruleIds?: readonly string[]): Judge =>
  new RunningJudge(setUp(program, setting, ruleIds));

class RunningJudge implements Judge {
  readonly #shared: Shared;
  readonly #ledger: Ledger;
  readonly #calls: Calls;
  readonly #named: Named;
  readonly #taint: Taint;
  readonly #ctx: Context;
  /** shared with forks until one of them changes it */
  readonly #states: RuleState[];
  /** stands in the states that are this judge's alone */
  #owner = {};
  readonly #access: States = { read: (rule) => this.#read(rule), write: (rule) => this.#own(rule) };
  #findings: Finding[];
  #ownsFindings: boolean;
  #time: number;
  /** the time for which it was last asked what falls due */
  #asked: number;

  constructor(shared: Shared, from?: RunningJudge, calls = from?.calls) {
    this.#shared = shared;
    const isMiddle = shared.setting.middle === true;
    this.#ledger = from === undefined ? new Ledger(undefined, isMiddle) : new Ledger(from.#ledger);
    this.#calls = new Calls(calls);
    this.#named = new Named(from === undefined ? undefined : from.#named);
    this.#taint = new Taint(from === undefined ? undefined : from.#taint);
    this.#states = [...(from === undefined ? shared.selection.untouched : from.#states)];
    this.#findings = from === undefined ? [] : from.#findings;
    this.#ownsFindings = from === undefined;
    this.#time = from === undefined ? 0 : from.#time;
    this.#asked = from === undefined ? 0 : from.#asked;
    const world = {
      program: shared.program,
      cast: shared.cast,
      calls: this.#calls,
      custody: this.#ledger,
      named: this.#named,
      unseen: isMiddle ? new Missing("what was before the first event") : undefined,
    };
    this.#ctx = { world, frame: [], seen: nothingSeen, row: undefined, unsure: undefined };
  }

  get looksAtReturnsOf(): ReadonlySet<string> {
    return this.#shared.selection.tracked;
  }

  get looksAt(): ReadonlySet<string> {
    return this.#shared.selection.looksAt;
  }

  see(event: Event): readonly Finding[] {
    const plan = this.#shared.selection.planOf(event.name);
    if (plan === undefined) {
      this.#follow(event, seenOf(event, { ...noWord, name: event.name }, undefined));
      return nothingFound;
    }
    const before = this.#findings.length;
    this.#fallDue(event.time, event.seq);
    this.#time = Math.max(this.#time, event.time);
    const call =
      event.kind === "return" && event.call !== undefined ? this.#calls.get(event.call) : undefined;
    const seen = seenOf(event, plan.word, call);
    const at = plan.kinds?.get(event.kind);
    if (at !== undefined) this.#judgeEvent(seen, at);
    this.#follow(event, seen);
    return before === this.#findings.length ? nothingFound : this.#findings.slice(before);
  }

  advance(time: number): readonly Finding[] {
    const before = this.#findings.length;
    this.#fallDue(time, 0);
    this.#time = Math.max(this.#time, time);
    return this.#findings.slice(before);
  }

  end(ending: Ending): Judgement {
    return this.#share().#conclude(ending);
  }

  get calls(): ReadonlyMap<number, Seen> {
    return this.#calls.all;
  }

  fork(calls?: ReadonlyMap<number, Seen>): Judge {
    return this.#share(calls);
  }

  /** A second judge that stands where this one does; from now on both copy what they change. */
  #share(calls?: ReadonlyMap<number, Seen>): RunningJudge {
    this.#owner = {};
    this.#ownsFindings = false;
    return new RunningJudge(this.#shared, this, calls);
  }

  key(
    now: number,
    part: (text: string) => string | number = (text) => text,
    calls: "named" | "numbered" = "named",
  ): string {
    const { tracked, untouched } = this.#shared.selection;
    const isVisible = (seen: Seen, call: number): boolean =>
      tracked.has(seen.word.name) || this.#ledger.hasLent(call);
    const names = (calls === "named" ? callNames : callNumbers)(this.#calls, isVisible);
    const key: (string | number)[] = [
      part(ledgerKey(this.#ledger, names)),
      part([...names.values()].toSorted().join("\n")),
      part(this.#taint.key()),
    ];
    for (let i = 0; i < this.#states.length; i++) {
      const state = this.#states[i];
      if (state === undefined || state === untouched[i]) continue;
      const text = ruleKey(state, now, names);
      if (text !== "") key.push(i, part(text));
    }
    return key.join("\n\n");
  }

  holds(party: PartyId, resource: ResourceId): boolean {
    return this.#ledger.holds(party, resource) === true;
  }

  owns(party: PartyId, resource: ResourceId): boolean {
    return this.#ledger.owns(party, resource) === true;
  }

  holders(resource: ResourceId): readonly (readonly [PartyId, string])[] {
    const entry = this.#ledger.entry(resource);
    return entry === undefined ? [] : holdersOf(entry);
  }

  isHome(resource: ResourceId): boolean {
    return this.#ledger.isHome(resource) === true;
  }

  homeOf(resource: ResourceId): PartyId | undefined {
    return this.#ledger.entry(resource)?.home;
  }

  findings(): readonly Finding[] {
    return this.#findings;
  }

  #judgeEvent(seen: Seen, plan: Plan): void {
    const { custody } = plan;
    const { tables, hidden, unseen, setting } = this.#shared;
    this.#ctx.seen = seen;
    const named = this.#findings.length;
    const prepared = custody.isNothing
      ? nothingPrepared
      : prepare(tables, custody, this.#ledger, this.#ctx, hidden);
    for (const resource of prepared.born) this.#forget(resource);
    for (const { rule, group } of this.#waitingFor(seen, plan)) {
      if (unseen[rule] === undefined) runGroup(group, rule, this.#ctx, this.#access, this.#report);
    }
    const breaches: Breach[] = [];
    if (!custody.isNothing) {
      const effects = settleCustody(tables, this.#ledger, this.#ctx, prepared, setting.fromStart);
      breaches.push(...effects.breaches);
      for (const resource of effects.forgotten) this.#forget(resource);
    }
    if (seen.kind === "return" && seen.call !== undefined)
      breaches.push(...settleReturn(this.#ledger, seen.call));
    if (breaches.length > 0 && this.#shared.findsCustody)
      this.#emitBreaches(breaches, this.#findings.slice(named), seen);
  }

  /** A party that goes by the name of another role may be meant by either. */
  #waitingFor({ speaker, args }: Seen, { waiting, thing }: Plan): ReturnType<Plan["waiting"]> {
    const named = thing === undefined ? undefined : args?.[thing];
    const types = typeof named === "string" ? this.#ledger.typesOf(named) : undefined;
    if (speaker === undefined) return waiting(undefined, types);
    const { program, cast } = this.#shared;
    const role = cast.roleOf(speaker);
    const isPlain = role !== undefined && (role === speaker || !program.roles.has(speaker));
    return waiting(isPlain ? role : undefined, types);
  }

  /** Keeps the table of open calls. */
  #follow(event: Event, seen: Seen): void {
    if (event.call === undefined) return;
    if (event.kind === "call") this.#calls.open(event.call, seen);
    if (event.kind !== "return") return;
    this.#calls.close(event.call);
    for (const i of this.#shared.selection.callKeyed) this.#dropKeyed(i, "call", callValue(event.call));
  }

  #read(rule: number): RuleState {
    const state = this.#states[rule];
    if (state === undefined) throw new RangeError(`no rule ${rule}`);
    return state;
  }

  /** A rule's state, for writing. */
  #own(rule: number): RuleState {
    const state = this.#read(rule);
    const own = state.owner === this.#owner ? state : state.copy();
    own.keyCache = undefined;
    own.owner = this.#owner;
    this.#states[rule] = own;
    return own;
  }

  /** A demand of a rule does not hold at the event in focus. */
  readonly #report: Report = (state, ctx, { demand, instance, blames }) => {
    const { seq, time } = ctx.seen;
    this.#find({
      state,
      ctx,
      instance,
      demand,
      blames,
      seq,
      time,
      because: demand.because(ctx),
      witness: [],
    });
  };

  #find(parts: Parts): void {
    const draft = draftOf(this.#shared.program, parts);
    this.#emit(parts.state, { ...draft, witness: witnessOf(this.#ledger, this.#calls, parts, draft) });
  }

  /** A name means something else from now on, or nothing any more. */
  #forget(resource: ResourceId): void {
    this.#taint.clear(resource);
    if (!this.#named.has(resource)) return;
    for (const i of this.#shared.selection.resourceKeyed) this.#dropKeyed(i, "resource", resource);
  }

  #dropKeyed(rule: number, sort: "call" | "resource", value: string): void {
    const state = this.#states[rule];
    if (state === undefined || state === this.#shared.selection.untouched[rule]) return;
    const found = keyedBy(state, sort, value);
    if (found.length === 0) return;
    const own = this.#own(rule);
    for (const instance of own === state ? found : keyedBy(own, sort, value)) own.drop(instance);
  }

  #fallDue(time: number, seq: number): void {
    // what was owed since then is due then at the earliest
    if (time === this.#asked) return;
    this.#asked = time;
    for (;;) {
      const late = this.#states.findIndex((state) => state.nextDue < time);
      if (late < 0) return;
      for (const [i, state] of this.#states.entries()) if (state.nextDue < time) this.#own(i);
      for (const due of dueBefore(this.#states, time)) this.#callIn(due, seq, due.unit.due);
      for (const state of this.#states) if (state.nextDue < time) renewNextDue(state);
    }
  }

  #callIn(due: Due, seq: number, time: number): void {
    const ctx = this.#ctx;
    recall(ctx, due);
    const { state, instance, unit } = due;
    const blames = debtor(ctx, due);
    if (blames === undefined) state.undecided ??= `who owes ${unit.owing.debt} is not in the record`;
    else {
      const { demand } = unit.owing;
      const because = [sentenceOf(due), ...demand.because(ctx)];
      this.#find({ state, ctx, instance, demand, blames, seq, time, because, witness: [unit.since] });
    }
    settle(due);
    ctx.row = undefined;
  }

  #emit(state: RuleState | undefined, draft: Draft): void {
    const { concerns, ...finding } = draft;
    const things = unique(concerns.map((thing) => familyOf(this.#ledger, thing)));
    const cause = this.#taint.causeOf(things, finding);
    const index = this.#findings.length;
    if (!this.#ownsFindings) this.#findings = [...this.#findings];
    this.#ownsFindings = true;
    this.#findings.push(cause === undefined ? finding : { ...finding, consequenceOf: cause });
    if (cause === undefined)
      this.#taint.add(things, { index, seq: finding.seq, time: finding.time, level: finding.level });
    if (state === undefined || finding.level !== state.chosen.rule.level) return;
    if (cause === undefined) state.isBroken = true;
    else state.brokenAfter ??= this.#findings[cause]?.rule;
  }

  /** Nothing slips through between two rules: a breach of custody that none of this event's findings has. */
  #emitBreaches(breaches: readonly Breach[], named: readonly Finding[], seen: Seen): void {
    const covered = new Set(
      named.flatMap((finding) => finding.resources.map((r) => familyOf(this.#ledger, r))),
    );
    for (const breach of breaches) {
      const family = familyOf(this.#ledger, breach.resource);
      if (covered.has(family)) continue;
      covered.add(family);
      this.#emit(undefined, custodyDraft(this.#ledger, this.#calls, breach, seen));
    }
  }

  /** Most rules of a run have nothing to do in it, and their verdict is known before. */
  #active(): readonly number[] {
    const { selection, unseen } = this.#shared;
    const active: number[] = [];
    for (let i = 0; i < this.#states.length; i++)
      if (this.#states[i] !== selection.untouched[i] || unseen[i] !== undefined) active.push(i);
    return active;
  }

  #conclude(ending: Ending): Judgement {
    const { program, selection, unseen } = this.#shared;
    const active = this.#active();
    if (ending === "quiet") {
      const open = active.flatMap((i) =>
        openUnits(this.#read(i)).length === 0 ? [] : openUnits(this.#own(i)),
      );
      for (const due of open.toSorted((a, b) =>
        a.unit.due < b.unit.due ? -1 : a.unit.due > b.unit.due ? 1 : 0,
      )) {
        this.#callIn(due, 0, due.unit.due === Infinity ? this.#time : due.unit.due);
      }
    }
    const openDebts = new Map<number, readonly OpenDebt[]>();
    for (const i of active) openDebts.set(i, openDebtsOf(program, this.#ctx, this.#read(i)));
    const verdicts = [...selection.verdicts];
    for (const i of active) verdicts[i] = verdictOf(this.#read(i), ending, openDebts.get(i) ?? [], unseen[i]);
    return { verdicts, findings: this.#findings, openDebts: [...openDebts.values()].flat() };
  }
}

const nothingFound: readonly Finding[] = [];
