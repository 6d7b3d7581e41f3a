// For tests of layers alone: the least scheduler that says one word of one strand at a time, with a store and no rules.
import type { PartyId } from "../src/contract/event.ts";
import type { In, Out, Tag, View } from "../src/contract/layer.ts";
import type { Args, WordValue } from "../src/contract/value.ts";
import { neighbours, type Seat } from "./drive/seats.ts";
import { change, named, type Resource } from "./drive/store.ts";
import { text } from "./words.ts";

export type { Resource, Seat };

export type Said = {
  readonly kind: "call" | "return" | "act";
  readonly name: string;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly call: number;
  readonly args: Args;
  readonly results: Args;
  /** identities of the calls around it, outermost first */
  readonly around: readonly number[];
  /** what every resource that it names holds as it is said */
  readonly resources: Readonly<Record<string, Resource>>;
};
type Frame = {
  readonly party: PartyId;
  readonly name: string;
  readonly from: PartyId;
  readonly call: number;
  readonly args: Args;
  readonly tag?: Tag;
  todo: readonly Out[];
  waiting?: string;
  woken?: boolean;
};
type Timer = { readonly party: PartyId; readonly name: string; readonly due: number; readonly kept: boolean };

export class Drive {
  readonly log: Said[] = [];
  readonly notes: string[] = [];
  /** hears every word as it is said */
  heard: (said: Said) => void = () => undefined;
  readonly store = new Map<string, Resource>();
  private readonly seats: readonly Seat[];
  private readonly choose: (count: number) => number;
  private readonly states = new Map<PartyId, unknown>();
  private strands: Frame[][] = [];
  private wakes: string[] = [];
  private timers: Timer[] = [];
  /** microseconds since the start */
  now = 0;
  private calls = 0;

  /** `choose(n)`: a number from 0 to n - 1; it decides every pick and every turn. */
  constructor(seats: readonly Seat[], choose: (count: number) => number) {
    this.seats = seats;
    this.choose = choose;
    for (const seat of seats) this.states.set(seat.id, seat.layer.initial(seat.id));
  }

  state(id: PartyId): unknown {
    return this.states.get(id);
  }

  /** false: the party cannot do that now. */
  begin(party: PartyId, name: string, to: PartyId, args: Args = {}): boolean {
    const outs = this.ask(party, { k: "do", name, to, args });
    if (outs !== null) this.start(party, outs);
    return outs !== null;
  }

  /** Somebody who has no seat says this to the party. */
  hear(party: PartyId, name: string, from: PartyId, args: Args = {}): void {
    this.start(
      party,
      (this.ask(party, { k: "call", name, from, args }) ?? []).filter((out) => out.k !== "return"),
    );
  }

  fault(party: PartyId, name: string, args: Args): void {
    this.start(party, this.ask(party, { k: "fault", name, args }) ?? []);
  }

  /** Everything that can move, moves; then timers; until nothing is left. */
  run(most = 5000): void {
    for (let steps = 0; steps < most; steps++) {
      const moves = this.moves();
      if (moves.length > 0) moves[this.choose(moves.length)]?.();
      else if (this.timers.some(({ kept }) => kept)) this.fire();
      else return;
    }
    throw new Error("it does not come to rest");
  }

  /** Lets so many microseconds pass, with whatever happens in them. */
  wait(microseconds: number): void {
    const end = this.now + microseconds;
    for (;;) {
      const moves = this.moves();
      if (moves.length > 0) moves[this.choose(moves.length)]?.();
      else if (this.timers.some(({ due }) => due <= end)) this.fire();
      else break;
    }
    this.now = end;
  }

  /** One move, if there is any. */
  tick(): void {
    const moves = this.moves();
    if (moves.length > 0) moves[this.choose(moves.length)]?.();
  }

  /** Frames that wait for ever. */
  stuck(): number {
    return this.strands.length;
  }

  private moves(): readonly (() => void)[] {
    const words = this.strands
      .filter((strand) => strand.at(-1)?.waiting === undefined || strand.at(-1)?.woken === true)
      .map((strand) => () => this.say(strand));
    const offers = this.seats.flatMap(({ id, layer }) =>
      (layer.offers?.(this.states.get(id)) ?? []).map(
        (offer) => () => void this.begin(id, offer.name, offer.to, offer.args),
      ),
    );
    return [...words, ...offers];
  }

  /** The timer that is due first; of several the one that was set first. */
  private fire(): void {
    const due = Math.min(...this.timers.map((timer) => timer.due));
    const timer = this.timers.find((one) => one.due === due);
    if (timer === undefined) return;
    this.timers = this.timers.filter((one) => one !== timer);
    this.now = due;
    this.start(timer.party, this.ask(timer.party, { k: "timer", name: timer.name }) ?? []);
  }

  private start(party: PartyId, todo: readonly Out[]): void {
    const strand: Frame[] = [{ party, name: "", from: "", call: 0, args: {}, todo }];
    this.strands.push(strand);
    this.settle(strand);
  }

  private say(strand: Frame[]): void {
    const top = strand.at(-1);
    if (top === undefined) return;
    if (top.waiting !== undefined) return this.goOn(strand, top, top.waiting);
    const [out, ...rest] = top.todo;
    if (out?.k === "call") {
      top.todo = rest;
      const { to, name, args, tag } = out;
      const call = ++this.calls;
      this.record("call", name, top.party, to, call, args, {}, strand);
      strand.push({
        party: to,
        name,
        from: top.party,
        call,
        args,
        todo: [],
        ...(tag === undefined ? {} : { tag }),
      });
      this.answer(strand, this.ask(to, { k: "call", name, from: top.party, args }));
      return;
    }
    strand.pop();
    const results = out?.k === "return" ? out.results : {};
    const { name, party, args, tag, call } = top;
    this.record("return", name, party, top.from, call, args, results, strand);
    const input: In = {
      k: "returned",
      name,
      from: party,
      args,
      results,
      ...(tag === undefined ? {} : { tag }),
    };
    this.answer(strand, this.ask(top.from, input));
    if (out?.k === "return" && rest.length > 0) this.start(party, rest);
  }

  private goOn(strand: Frame[], top: Frame, tag: string): void {
    delete top.waiting;
    delete top.woken;
    this.answer(strand, this.ask(top.party, { k: "woken", tag }));
  }

  private answer(strand: Frame[], outs: readonly Out[] | null): void {
    const top = strand.at(-1);
    if (top !== undefined) top.todo = [...(outs ?? []), ...top.todo];
    this.settle(strand);
  }

  /** Does what nobody hears, up to the next word of the strand; drops a strand that is over. */
  private settle(strand: Frame[]): void {
    const top = strand.at(-1);
    for (let out = top?.todo[0]; top !== undefined && out !== undefined; out = top.todo[0]) {
      if (out.k === "call" || out.k === "return") return;
      top.todo = top.todo.slice(1);
      if (out.k !== "wait") {
        this.perform(top.party, out, strand);
        continue;
      }
      const early = this.wakes.indexOf(`${top.party}|${out.tag}`);
      top.waiting = out.tag;
      if (early < 0) return;
      this.wakes.splice(early, 1);
      top.woken = true;
      return;
    }
    if (top === undefined || top.call === 0) this.strands = this.strands.filter((one) => one !== strand);
  }

  private perform(party: PartyId, out: Out, strand: readonly Frame[]): void {
    if (out.k === "note") this.notes.push(`${party}: ${out.text}`);
    if (out.k === "timer" || out.k === "cancel")
      this.timers = this.timers.filter((timer) => timer.party !== party || timer.name !== out.name);
    if (out.k === "timer")
      this.timers.push({ party, name: out.name, due: this.now + out.after, kept: out.maintenance !== true });
    if (out.k === "act") this.deed(party, out.name, out.args, strand);
    if (out.k !== "wake") return;
    const waiting = this.strands
      .map((one) => one.at(-1))
      .filter((frame) => frame?.party === party && frame.waiting === out.tag && frame.woken !== true);
    if (waiting.length === 0) this.wakes.push(`${party}|${out.tag}`);
    for (const frame of waiting) if (frame !== undefined) frame.woken = true;
  }

  private deed(party: PartyId, name: string, args: Args, strand: readonly Frame[]): void {
    change(this.store, name, args);
    this.record("act", name, party, "", 0, args, {}, strand);
    if (name === "frees") this.store.delete(text(args, "what"));
  }

  private record(
    kind: Said["kind"],
    name: string,
    from: PartyId,
    to: PartyId,
    call: number,
    args: Args,
    results: Args,
    strand: readonly Frame[],
  ): void {
    const around = strand.map((frame) => frame.call).filter((one) => one !== 0);
    const resources = named(this.store, [...Object.values(args), ...Object.values(results)]);
    const said = { kind, name, from, to, call, args, results, around, resources };
    this.log.push(said);
    this.heard(said);
  }

  private ask(party: PartyId, input: In): readonly Out[] | null {
    const seat = this.seats.find(({ id }) => id === party);
    if (seat === undefined) throw new Error(`there is no ${party} to hear ${input.k}`);
    const reaction = seat.layer.step(this.states.get(party), input, this.view(seat));
    if (reaction === null) return null;
    this.states.set(party, reaction[0]);
    return reaction[1];
  }

  private view(seat: Seat): View {
    const fresh: string[] = [];
    return {
      now: this.now,
      pick: <T extends WordValue>(name: string, options: readonly T[]): T => {
        const option = options[this.choose(options.length)];
        if (option === undefined) throw new Error(`${seat.id} picks ${name} from nothing`);
        return option;
      },
      open: (id) => this.store.get(id) ?? "not yours",
      fresh: (type) => {
        let n = 1;
        while (this.store.has(`${type}${n}`) || fresh.includes(`${type}${n}`)) n++;
        fresh.push(`${type}${n}`);
        return `${type}${n}`;
      },
      neighbours: (role) => neighbours(this.seats, seat, role),
      property: (name, of) => this.seats.find(({ id }) => id === (of ?? seat.id))?.properties?.[name] ?? null,
    };
  }
}

/** Always the first: every party does the most boring thing. */
export const first = (_count: number): number => 0;

/** Numbers of a seed (mulberry32): the same seed, the same choices. */
export function seeded(seed: number): (count: number) => number {
  let a = seed >>> 0;
  return (count) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) % count;
  };
}
