// A judge that remembers: what one word makes of one state of the rules is worked out once, however many orders come by it.
import type { Event, PartyId, ResourceId } from "../../contract/event.ts";
import type { Ending, Finding, Judge, Judgement } from "../../contract/verdict.ts";

type Part = (text: string) => string | number;

/** One state of the rules. Its judge is forked and never changed; its findings carry the event numbers of the order that came first. */
type Standing = {
  readonly judge: Judge;
  readonly time: number;
  readonly seq: number;
  /** the calls that are open, by their numbers, as they were said */
  readonly calls: ReadonlyMap<number, string>;
  /** what a word, or time that passes, makes of it */
  readonly next: Map<string | number, Standing>;
  key: { readonly now: number; readonly part: Part; readonly text: string } | undefined;
};

/** `part`: how the parts of keys are named by whoever asked for one last. */
type Memory = { readonly known: Map<string, Standing>; part: Part };

/** A judge whose forks share what they remember. */
export function remembering(judge: Judge): Judge {
  const first = { judge, time: 0, seq: 0, calls: new Map(), next: new Map(), key: undefined };
  return new Remembering({ known: new Map(), part: whole }, first);
}

class Remembering implements Judge {
  readonly #memory: Memory;
  #at: Standing;

  constructor(memory: Memory, at: Standing) {
    this.#memory = memory;
    this.#at = at;
  }

  get looksAt(): ReadonlySet<string> {
    return this.#at.judge.looksAt;
  }

  get looksAtReturnsOf(): ReadonlySet<string> {
    return this.#at.judge.looksAtReturnsOf;
  }

  see(event: Event): readonly Finding[] {
    const before = this.findings().length;
    const text = textOf(event);
    this.#go(text, event.time, withCall(this.#at.calls, event, text), (judge, seq) =>
      judge.see({ ...event, seq }),
    );
    return this.findings().slice(before);
  }

  advance(time: number): readonly Finding[] {
    const before = this.findings().length;
    this.#go(time, time, this.#at.calls, (judge) => judge.advance(time));
    return this.findings().slice(before);
  }

  end(ending: Ending): Judgement {
    return this.#at.judge.end(ending);
  }

  fork(): Judge {
    return new Remembering(this.#memory, this.#at);
  }

  key(now: number, part: Part = whole): string {
    this.#memory.part = part;
    return keyOf(this.#at, now, part);
  }

  holds(party: PartyId, resource: ResourceId): boolean {
    return this.#at.judge.holds(party, resource);
  }

  owns(party: PartyId, resource: ResourceId): boolean {
    return this.#at.judge.owns(party, resource);
  }

  holders(resource: ResourceId): ReturnType<Judge["holders"]> {
    return this.#at.judge.holders(resource);
  }

  isHome(resource: ResourceId): boolean {
    return this.#at.judge.isHome(resource);
  }

  homeOf(resource: ResourceId): PartyId | undefined {
    return this.#at.judge.homeOf(resource);
  }

  findings(): readonly Finding[] {
    return this.#at.judge.findings();
  }

  #go(
    by: string | number,
    time: number,
    calls: Standing["calls"],
    change: (judge: Judge, seq: number) => void,
  ): void {
    const { judge, next, seq } = this.#at;
    let there = next.get(by);
    if (there === undefined) {
      const own = judge.fork();
      change(own, seq + 1);
      there = this.#same({ judge: own, time, seq: seq + 1, calls, next: new Map(), key: undefined });
      next.set(by, there);
    }
    this.#at = there;
  }

  /** States that differ in nothing but event numbers are one. */
  #same(standing: Standing): Standing {
    const { known, part } = this.#memory;
    const { judge, time, calls } = standing;
    const findings = judge.findings();
    const text = [
      keyOf(standing, time, part),
      time,
      ...[...calls.values()].toSorted(),
      findings.length === 0 ? "" : JSON.stringify(findings, unnumbered),
    ].join("\n");
    const there = known.get(text);
    if (there === undefined) known.set(text, standing);
    return there ?? standing;
  }
}

function keyOf(standing: Standing, now: number, part: Part): string {
  const { key, judge } = standing;
  if (key?.now === now && key.part === part) return key.text;
  const text = judge.key(now, part);
  standing.key = { now, part, text };
  return text;
}

const whole: Part = (text) => text;

/** Everything about an event that a judge may look at, but its number. */
const textOf = ({ seq: _seq, strand: _strand, ...seen }: Event): string => JSON.stringify(seen);

const unnumbered = (key: string, value: unknown): unknown =>
  key === "seq" || key === "witness" ? undefined : value;

function withCall(calls: Standing["calls"], { kind, call }: Event, text: string): Standing["calls"] {
  if (call === undefined || (kind !== "call" && kind !== "return")) return calls;
  const next = new Map(calls);
  if (kind === "call") next.set(call, text);
  else next.delete(call);
  return next;
}
