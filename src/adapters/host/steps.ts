// Step functions behind the adapter protocol: a subject as a program would be one, that knows nothing but the kit's lines.
import type { Party, PartyId } from "../../contract/event.ts";
import type { In, Layer, Out } from "../../contract/layer.ts";
import type { Program } from "../../contract/program.ts";
import type { Subject } from "../../contract/subject.ts";
import type { Args, WordValue } from "../../contract/value.ts";
import { acted } from "../../simulation/store.ts";
import { unwritten } from "../../simulation/script/unwritten.ts";
import { argsToWire, isFields, toWire, type Fields } from "../values.ts";
import { learned, lookingOf, Undecided, type Known } from "./sight.ts";
import { Stacks, type Inner, type Thread } from "./stacks.ts";
import { argsTold, valueTold } from "./told.ts";

/** What it writes while a line is being answered; a question waits for its answer. */
type Doing = Generator<undefined, void, WordValue>;

export class Steps {
  private readonly subject: Subject;
  private readonly program: Program;
  private readonly roles: readonly string[];
  private readonly asks: boolean;
  private readonly said: object[] = [];
  private doing: Doing | undefined;
  private parties: readonly Party[] = [];
  private readonly layers = new Map<PartyId, Layer<unknown>>();
  private readonly states = new Map<PartyId, unknown>();
  private stacks = new Stacks();
  private known: Known = { store: new Map(), access: new Map() };
  private ids = 0;
  private next = 0;
  private now = 0;
  /** initiatives that came to nothing since something else happened */
  private readonly refused = new Set<string>();

  /** `asks`: where it is free to choose it asks the kit; else it takes the first. */
  constructor(subject: Subject, program: Program, roles: readonly string[], asks: boolean) {
    this.subject = subject;
    this.program = program;
    this.roles = roles;
    this.asks = asks;
  }

  /** What it says to this line, up to where it blocks. */
  hear(text: string): readonly object[] {
    const line: unknown = JSON.parse(text);
    if (!isFields(line)) throw new RangeError(`no line of the protocol: ${text}`);
    this.doing ??= this.turn(line);
    const { done = false } = this.doing.next(valueTold(line["value"]));
    if (done) this.doing = undefined;
    if (done && line["kind"] !== "hello") this.say({ kind: "idle", ...(this.owes() ? { after: 1 } : {}) });
    return this.said.splice(0);
  }

  private *turn(line: Fields): Doing {
    if (typeof line["now"] === "number") this.now = line["now"];
    this.known = learned(this.known, line["resources"]);
    const [on, to, name] = [line["on"] as Thread, String(line["to"]), String(line["name"])];
    if (line["kind"] !== "timer" || name !== "") this.refused.clear();
    switch (line["kind"]) {
      case "hello":
        return this.greet();
      case "probe":
        return this.say({ kind: "unsupported", ask: line["ask"], reason: "no such capability is known" });
      case "reset":
        return this.reset(line);
      case "call": {
        this.stacks.enter(on, { k: "in", party: to, call: Number(line["call"]), todo: [] });
        const input: In = { k: "call", name, from: String(line["from"]), args: argsTold(line["args"]) };
        this.stacks.goOn(on, yield* this.react(to, input));
        break;
      }
      case "return":
        yield* this.returned(on, line);
        break;
      case "do": {
        const input: In = { k: "do", name, to: String(line["hears"]), args: argsTold(line["args"]) };
        const outs = yield* this.react(to, input);
        if (outs === null) return this.say({ kind: "unsupported", ask: line["ask"], reason: "not now" });
        this.stacks.enter(on, { k: "in", party: to, todo: outs });
        break;
      }
      case "fault":
      case "timer": {
        if (name === "") yield* this.duties();
        else {
          const input: In =
            line["kind"] === "fault"
              ? { k: "fault", name, args: argsTold(line["args"]) }
              : { k: "timer", name };
          this.stacks.enter(on, { k: "in", party: to, todo: (yield* this.react(to, input)) ?? [] });
        }
        break;
      }
    }
    yield* this.runAll();
  }

  private greet(): void {
    const { name, version } = this.subject;
    this.say({
      kind: "ready",
      protocol: 1,
      name,
      version,
      roles: this.roles,
      entry: "threads",
      takes: ["do", "fault"],
    });
  }

  private reset(line: Fields): void {
    this.parties = line["parties"] as readonly Party[];
    for (const kept of [this.layers, this.states, this.refused]) kept.clear();
    this.stacks = new Stacks();
    this.known = { store: new Map(), access: new Map() };
    this.ids = 0;
    this.now = 0;
    this.next = Number(line["firstId"]);
    for (const id of line["plays"] as readonly PartyId[]) {
      const layer = this.subject.layerOf(this.partyOf(id));
      if (layer === undefined) continue;
      this.layers.set(id, layer);
      this.states.set(id, layer.initial(id));
    }
    this.say({ kind: "result", ask: line["ask"] });
  }

  private *returned(on: Thread, line: Fields): Doing {
    const { caller, said } = this.stacks.answered(on);
    const { name, to, args, tag } = said;
    const results = argsTold(line["results"]);
    const input: In = { k: "returned", name, from: to, results, args, ...(tag === undefined ? {} : { tag }) };
    this.stacks.goOn(on, yield* this.react(caller.party, input));
  }

  private alone(party: PartyId, todo: readonly Out[]): void {
    if (todo.length > 0) this.stacks.enter(`${party} ${String(++this.ids)}`, { k: "in", party, todo });
  }

  // ------------------------------------------------------------ what its layers decide

  /** The step is run once more for each answer to what it asks. null: not now. */
  private *react(id: PartyId, input: In): Generator<undefined, readonly Out[] | null, WordValue> {
    const layer = this.layers.get(id);
    if (layer === undefined) return null;
    for (const answers: WordValue[] = []; ;) {
      const looking = lookingOf(this.program, this.parties, this.partyOf(id), this.known, {
        answers,
        now: this.now,
        next: this.next,
      });
      try {
        const reaction = layer.step(this.states.get(id), input, looking.view);
        if (reaction === null || (input.k === "do" && reaction[1].length === 0)) return null;
        this.next = looking.next();
        this.states.set(id, reaction[0]);
        const trespasses = looking.trespasses.map((what): Out => ({
          k: "act",
          name: "reads",
          args: { what, field: "data" },
        }));
        return [...trespasses, ...reaction[1]];
      } catch (error) {
        if (!(error instanceof Undecided)) throw error;
        const { name, options } = error;
        const [first = null] = options;
        if (!this.asks) {
          answers.push(first);
          continue;
        }
        this.say({ kind: "pick", ask: `p${String(++this.ids)}`, name, options: options.map(toWire) });
        answers.push(yield);
      }
    }
  }

  /** What its parties owe, begun when nobody has anything left to say: the clock was asked for that moment. */
  private *duties(): Doing {
    for (const { id, offer } of this.owed()) {
      const outs = yield* this.react(id, { k: "do", ...offer });
      if (outs === null) this.refused.add(keyOf(id, offer));
      else this.alone(id, outs);
    }
  }

  private owed(): readonly { readonly id: PartyId; readonly offer: Offered }[] {
    return [...this.layers].flatMap(([id, layer]) =>
      (layer.offers?.(this.states.get(id)) ?? [])
        .filter(({ name }) => (this.program.words.get(name)?.mode ?? "duty") === "duty")
        .filter((offer) => !this.refused.has(keyOf(id, offer)))
        .map((offer) => ({ id, offer })),
    );
  }

  private owes(): boolean {
    return this.owed().length > 0;
  }

  private partyOf(id: PartyId): Party {
    const party = this.parties.find((one) => one.id === id);
    if (party === undefined) throw new RangeError(`no party ${id}`);
    return party;
  }

  // ------------------------------------------------------------ what it says

  /** Every thread, as far as it can go on by itself. */
  private *runAll(): Doing {
    for (let next = this.stacks.next(); next !== undefined; next = this.stacks.next()) {
      const { on, top, woken } = next;
      if (woken === undefined) this.go(on, top);
      else this.stacks.goOn(on, yield* this.react(top.party, { k: "woken", tag: woken }));
    }
  }

  /** The next thing that a frame has to say. */
  private go(on: Thread, top: Inner): void {
    const { party, call } = top;
    const [out, ...rest] = top.todo;
    top.todo = rest;
    if (out === undefined || out.k === "return") {
      this.stacks.leave(on);
      if (call !== undefined) this.say({ kind: "return", call, results: argsToWire(out?.results ?? {}) });
      this.alone(party, rest);
    } else if (out.k === "call") {
      const id = `${party} ${String(++this.ids)}`;
      this.stacks.calls(on, out);
      const { to, name } = out;
      this.say({ kind: "call", call: id, on, from: party, to, name, args: argsToWire(out.args) });
    } else if (out.k === "wait") this.stacks.wait(top, out.tag);
    else this.perform(on, party, out);
  }

  private perform(on: Thread, from: PartyId, out: Exclude<Out, { k: "call" | "return" | "wait" }>): void {
    switch (out.k) {
      case "act": {
        const { store, access } = this.known;
        this.known = { store: acted(store, unwritten(this.program), out.name, out.args), access };
        return this.say({ kind: "act", on, from, name: out.name, args: argsToWire(out.args) });
      }
      case "timer": {
        const { name, after, maintenance } = out;
        return this.say({ kind: "timer", on, from, name, after, ...(maintenance ? { maintenance } : {}) });
      }
      case "cancel":
        return this.say({ kind: "cancel", on, from, name: out.name });
      case "befell":
        return this.say({ kind: "befell", on, from, fault: out.fault });
      case "note":
        return this.say({ kind: "note", on, from, text: out.text });
      case "wake":
        return this.stacks.wake(from, out.tag);
      case "begins":
        return this.alone(from, out.outs);
      case "fails":
        return this.say({ kind: "error", message: out.why });
    }
  }

  private say(line: object): void {
    this.said.push(line);
  }
}

type Offered = { readonly name: string; readonly to: PartyId; readonly args: Args };

const keyOf = (id: PartyId, offer: Offered): string => `${id} ${JSON.stringify(offer)}`;
