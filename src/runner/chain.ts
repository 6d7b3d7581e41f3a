// The custody chain: who held a resource, since when, by which step, and what would release it.

import type { Event, Party, PartyId, ResourceId } from "../contract/event.ts";
import type { Program, Word } from "../contract/program.ts";
import type { Move, Parameter } from "../contract/syntax.ts";
import type { Shown, Value } from "../contract/value.ts";
import type { Judge } from "../contract/verdict.ts";

/** After event `seq` these parties hold the resource. `by` is the step in words. */
export type Change = {
  readonly seq: number;
  readonly time: number;
  readonly holders: readonly (readonly [party: PartyId, what: string])[];
  readonly by: string;
};
export type Chain = {
  readonly resource: ResourceId;
  readonly type: string | undefined;
  readonly changes: readonly Change[];
  readonly left: number;
};

/** Chains are kept of every live resource and of the last that ended; of each, the first change and the last. */
const bounds = { changes: 24, ended: 256, perEvent: 64 };

type Entry = { type: string | undefined; changes: Change[]; left: number };

/** Follows a judge: hand it every event after the judge has seen it. */
export class Chains {
  private readonly live = new Map<ResourceId, Entry>();
  private readonly ended = new Map<ResourceId, Entry>();
  private readonly calls = new Map<number, readonly Named[]>();
  private readonly program: Program;
  private readonly judge: Judge;
  private readonly roles: ReadonlyMap<PartyId, string>;

  constructor(program: Program, judge: Judge, parties: readonly Party[]) {
    this.program = program;
    this.judge = judge;
    this.roles = new Map(parties.map((party) => [party.id, party.role]));
  }

  /** The resources that changed hands. */
  see(event: Event): readonly ResourceId[] {
    return this.touched(event).flatMap(({ id, type }) => (this.note(event, id, type) ? [id] : []));
  }

  of(resource: ResourceId): Chain | undefined {
    const entry = this.live.get(resource) ?? this.ended.get(resource);
    return entry === undefined ? undefined : { resource, ...entry };
  }

  /** Who holds it now: `packet1: ndis, P (2 shares)`. */
  now(resource: ResourceId): string {
    return `${resource}: ${describeHolders(this.of(resource)?.changes.at(-1)?.holders ?? [])}`;
  }

  /** One sentence a change, oldest first; the last says what would release it. */
  sentences(resource: ResourceId): readonly string[] {
    const chain = this.of(resource);
    if (chain === undefined) return [];
    const lines = chain.changes.map(
      (change) => `${describeHolders(change.holders)} since #${change.seq}, by ${change.by}`,
    );
    if (chain.left > 0) lines.splice(1, 0, `… ${chain.left} changes left out`);
    const release = this.release(chain);
    return release === undefined ? lines : [...lines, release];
  }

  private touched(event: Event): readonly Named[] {
    const word = this.program.words.get(event.name);
    if (event.kind !== "return") {
      const named = namedIn(this.program, event.args, word?.parameters ?? []);
      if (event.kind === "call" && event.call !== undefined && named.length > 0)
        this.calls.set(event.call, named);
      return named;
    }
    const named = [
      ...(this.calls.get(event.call ?? 0) ?? []),
      ...namedIn(this.program, event.results, word?.results ?? []),
    ];
    this.calls.delete(event.call ?? 0);
    return named;
  }

  private note(event: Event, id: ResourceId, type: string | undefined): boolean {
    const holders = this.judge.holders(id);
    const entry = this.live.get(id);
    if (entry === undefined && holders.length === 0) return false;
    if (entry !== undefined && areSame(entry.changes.at(-1)?.holders ?? [], holders)) {
      entry.type ??= type;
      return false;
    }
    const change: Change = { seq: event.seq, time: event.time, holders, by: describeStep(event) };
    if (entry === undefined) this.live.set(id, { type, changes: [change], left: 0 });
    else extend(entry, change, type);
    if (holders.length === 0) this.end(id);
    return true;
  }

  private end(id: ResourceId): void {
    const entry = this.live.get(id);
    if (entry === undefined) return;
    this.live.delete(id);
    this.ended.delete(id);
    this.ended.set(id, entry);
    const [oldest] = this.ended.keys();
    if (this.ended.size > bounds.ended && oldest !== undefined) this.ended.delete(oldest);
  }

  private release({ resource, type, changes }: Chain): string | undefined {
    const [holder, what] = changes.at(-1)?.holders.at(-1) ?? [];
    if (holder === undefined || what === undefined) return undefined;
    if (this.judge.isHome(resource) && what !== "loan")
      return `${resource} is home: nobody owes it to anybody`;
    if (what.startsWith("loan")) return `the loan to ${holder} ends with the return of its call`;
    const words = this.wordsThatGive(type, this.roles.get(holder) ?? "", what !== "title");
    return words.length === 0 ? undefined : `${holder} would give it on by ${words.join(" or ")}`;
  }

  private wordsThatGive(type: string | undefined, role: string, shares: boolean): readonly string[] {
    const moves = this.program.resources.get(type ?? "")?.moves ?? [];
    const giving = moves.filter(
      (move) =>
        move.verb === "gives" &&
        (move.shares !== undefined) === shares &&
        doersOf(this.program, move).includes(role),
    );
    return [
      ...new Set(
        giving.map((move) =>
          move.pattern.returns === undefined ? move.pattern.name : `the return of ${move.pattern.name}`,
        ),
      ),
    ].slice(0, 4);
  }
}

function areSame(a: Change["holders"], b: Change["holders"]): boolean {
  return a.length === b.length && a.every(([party, what], i) => b[i]?.[0] === party && b[i]?.[1] === what);
}

function extend(entry: Entry, change: Change, type: string | undefined): void {
  entry.changes.push(change);
  entry.type ??= type;
  if (entry.changes.length <= bounds.changes) return;
  entry.changes.splice(1, 1);
  entry.left++;
}

type Named = { readonly id: ResourceId; readonly type: string | undefined };

function namedIn(
  program: Program,
  values: Shown | undefined,
  parameters: readonly Parameter[],
): readonly Named[] {
  if (values === undefined) return [];
  const found: Named[] = [];
  for (const { name, type } of parameters) {
    const isResource = program.resources.has(type.name);
    if (!isResource && type.name !== "any") continue;
    for (const id of textsIn(values[name])) {
      if (found.length < bounds.perEvent)
        found.push({ id, type: isResource ? type.name : typeOf(program, id) });
    }
  }
  return found;
}

/** `packet12` is a packet: ids that the kit gives out are a type and a number. */
function typeOf(program: Program, id: ResourceId): string | undefined {
  const type = id.replace(/\d+$/u, "");
  return program.resources.has(type) ? type : undefined;
}

function textsIn(value: Value | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.flatMap((each: Value) => textsIn(each)) : [];
}

/** Roles whose deed a move is: who says the call, or who answers it. */
function doersOf(program: Program, move: Move): readonly string[] {
  const word: Word = program.wordOf(move.pattern);
  return move.pattern.returns === undefined ? word.speakers : word.hearer === undefined ? [] : [word.hearer];
}

const describeHolders = (holders: Change["holders"]): string =>
  holders.length === 0
    ? "nobody (it ended)"
    : holders.map(([party, what]) => (what === "title" ? party : `${party} (${what})`)).join(", ");

const describeStep = ({ kind, name, from, to }: Event): string => {
  if (kind === "return") return `${from} returning from ${name}`;
  if (kind === "arrived") return `${name} arriving at ${to ?? ""}`;
  return to === undefined ? `${from} ${name}` : `${from} -> ${to} ${name}`;
};
