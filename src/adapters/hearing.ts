// One turn of a program as the kernel hears it: its lines, checked against what is open and what the vocabulary lets it say, become outputs.
import type { PartyId } from "../contract/event.ts";
import type { Out } from "../contract/layer.ts";
import { mayAnswer, mayCall, mayDo, type Playing } from "./rights.ts";
import { Garbled, type Id, type Placed, type SubjectLine, type Thread } from "./lines.ts";
import { innermost, isAwaiting, markOf, wakeUp, type ProgramState } from "./state.ts";

export type Rights = Playing & {
  readonly most: { readonly depth: number; readonly threads: number };
};

/** `party`: who spoke there first. `behind`: that was when the call that was asked had been answered, and nobody can have heard it before. */
export type Spoken = { readonly party: PartyId; readonly outs: Out[]; readonly behind: boolean };

export class Hearing {
  private readonly rights: Rights;
  private readonly usual: Thread;
  private readonly party: PartyId;
  /** what was said, by thread, in the order in which the threads spoke */
  readonly said = new Map<Thread, Spoken>();
  state: ProgramState;
  /** what an idle said of its clock */
  readonly clock: Out[] = [];
  /** it says that it cannot begin this now */
  isRefused = false;

  /** `on` and `party`: of the line that is answered. */
  constructor(rights: Rights, state: ProgramState, on: Thread, party: PartyId) {
    this.rights = rights;
    this.state = state;
    this.usual = on;
    this.party = party;
  }

  /** Throws what is wrong with the line. */
  hear(line: SubjectLine): void {
    switch (line.kind) {
      case "call":
        return this.call(line);
      case "return":
        return this.answer(line);
      case "act":
        mayDo(this.rights.cast, line.name, this.speaker(line), line.args);
        return this.say(line, {
          k: "act",
          name: line.name,
          args: line.args,
          ...(line.where === undefined ? {} : { where: line.where }),
        });
      case "timer":
        return this.say(line, {
          k: "timer",
          after: line.after,
          name: line.name,
          ...(line.maintenance ? { maintenance: true as const } : {}),
        });
      case "cancel":
        return this.say(line, { k: "cancel", name: line.name });
      case "befell":
        return this.say(line, { k: "befell", fault: line.fault });
      case "note":
        return this.say(line, { k: "note", text: line.text });
      case "idle":
        return this.onClock(line.after);
      case "unsupported":
        return this.unsupported(line);
      case "error":
        return this.fail("error", line.message);
      case "result":
        return;
      case "pick":
        throw new Garbled("a pick where it was not in a turn");
    }
  }

  fail(how: "hung" | "crashed" | "protocol" | "error" | "unsupported" | "absent", why: string): void {
    this.put(this.usual, this.party, { k: "fails", how, why });
  }

  private call(line: Extract<SubjectLine, { kind: "call" }>): void {
    const on = this.threadOf(line);
    const party = this.speaker(line);
    mayCall(this.rights, line.name, party, line.to, line.args);
    if (this.state.own.some((one) => one.call === line.call))
      throw new Garbled(`the id ${spell(line.call)} for ${line.name}, and a call of that id is still open`);
    const inside = innermost(this.state, on)?.call ?? 0;
    if (line.inside !== undefined && line.inside !== inside)
      throw new Garbled(
        `${line.name} in call ${spell(line.inside)}, and on its thread ${inside === 0 ? "none is open" : `call ${String(inside)} is the innermost`}`,
      );
    if (this.state.own.length >= this.rights.most.depth)
      throw new Garbled(`more than ${String(this.rights.most.depth)} calls open at once`);
    this.state = {
      ...this.state,
      own: [...this.state.own, { call: line.call, on, party, name: line.name, inside }],
    };
    this.put(on, party, { k: "call", to: line.to, name: line.name, args: line.args, tag: markOf(line.call) });
  }

  private answer(line: Extract<SubjectLine, { kind: "return" }>): void {
    const open = this.state.entered.find((one) => one.call === line.call);
    if (open === undefined)
      throw new Garbled(
        typeof line.call === "number" && line.call <= this.state.asked
          ? `a second answer to call ${spell(line.call)}`
          : `an answer to call ${spell(line.call)}, which nobody made`,
      );
    const on = line.on ?? open.on;
    if (on !== open.on)
      throw new Garbled(
        `an answer to ${open.name} (${spell(open.call)}) on thread ${spell(on)}, and it was called on thread ${spell(open.on)}: that is where it returns`,
      );
    const waiting = isAwaiting(this.state, open.on);
    if (innermost(this.state, open.on) !== open || waiting !== undefined)
      throw new Garbled(
        `an answer to ${open.name} while ${waiting === undefined ? (innermost(this.state, open.on)?.name ?? "another") : waiting.name} is open inside of it`,
      );
    mayAnswer(this.rights.cast, open.name, line.results);
    this.put(open.on, open.party, { k: "return", results: line.results });
    this.state = { ...this.state, entered: this.state.entered.filter((one) => one !== open) };
  }

  private unsupported(line: Extract<SubjectLine, { kind: "unsupported" }>): void {
    if (!line.never && line.call === undefined && this.state.entered.every((one) => one.on !== this.usual)) {
      this.isRefused = true;
      return;
    }
    this.fail("unsupported", line.reason);
  }

  private onClock(after: number | undefined): void {
    if (after !== undefined) this.clock.push({ k: "timer", after, name: wakeUp });
    else if (this.state.isTimed) this.clock.push({ k: "cancel", name: wakeUp });
    this.state = { ...this.state, isTimed: after !== undefined };
  }

  private say(line: Placed, out: Out): void {
    this.put(this.threadOf(line), this.speaker(line), out);
  }

  private put(on: Thread, party: PartyId, out: Out): void {
    const behind = this.said.get(this.usual)?.outs.some((one) => one.k === "return") === true;
    const spoken = this.said.get(on) ?? { party, outs: [], behind };
    this.said.set(on, spoken);
    spoken.outs.push(out);
  }

  private threadOf(line: Placed): Thread {
    const on = line.on ?? this.usual;
    if (typeof on === "number" && (on < 1 || on > this.state.threads))
      throw new Garbled(`something on thread ${spell(on)}, which the kit has not begun`);
    const waiting = isAwaiting(this.state, on);
    if (waiting !== undefined)
      throw new Garbled(
        `${saidBy(line)} on thread ${spell(on)}, where call ${spell(waiting.call)} (${waiting.name}) has not been answered yet: what goes on beside it has an "on" of its own`,
      );
    if (!this.said.has(on) && this.said.size > this.rights.most.threads)
      throw new Garbled(`more than ${String(this.rights.most.threads)} threads`);
    return on;
  }

  // ------------------------------------------------------------ what it may say

  private speaker(line: Placed): PartyId {
    const { plays } = this.rights;
    const on = line.on ?? this.usual;
    const id = line.from ?? innermost(this.state, on)?.party ?? (plays.length === 1 ? plays[0] : this.party);
    if (id === undefined || !plays.includes(id))
      throw new Garbled(`a word of ${spell(id ?? "nobody")}, and it plays ${plays.join(", ")}`);
    return id;
  }
}

const spell = (id: Id): string => JSON.stringify(id);
const saidBy = (line: Placed & { readonly kind?: string; readonly name?: string }): string =>
  line.name === undefined ? `a ${line.kind ?? "line"}` : `${line.kind ?? "line"} ${line.name}`;
