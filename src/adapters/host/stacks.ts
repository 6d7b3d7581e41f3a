// The lines of calls of a subject made of step functions: on each thread calls into it and calls of its own in turn, innermost last.
import type { PartyId } from "../../contract/event.ts";
import type { Out } from "../../contract/layer.ts";

export type Thread = string | number;
/** A call into it, or (`call` undefined) a line of doing of its own. */
export type Inner = {
  readonly k: "in";
  readonly party: PartyId;
  readonly call?: number;
  todo: readonly Out[];
  waits?: string;
  isWoken?: boolean;
};
type Calling = Extract<Out, { k: "call" }>;
/** A call of its own that is not answered. */
type Outer = { readonly k: "out"; readonly said: Calling };

export class Stacks {
  private readonly threads = new Map<Thread, (Inner | Outer)[]>();
  private readonly wakes: string[] = [];

  enter(on: Thread, frame: Inner): void {
    this.threads.set(on, [...(this.threads.get(on) ?? []), frame]);
  }

  calls(on: Thread, said: Calling): void {
    this.threads.get(on)?.push({ k: "out", said });
  }

  leave(on: Thread): void {
    const stack = this.threads.get(on);
    stack?.pop();
    if (stack?.length === 0) this.threads.delete(on);
  }

  /** Its own innermost call is: who made it hears of it. */
  answered(on: Thread): { readonly caller: Inner; readonly said: Calling } {
    const [caller, own] = this.threads.get(on)?.slice(-2) ?? [];
    if (caller?.k !== "in" || own?.k !== "out") throw new RangeError("an answer to nothing");
    this.leave(on);
    return { caller, said: own.said };
  }

  /** What is decided now goes before what was still to be said. */
  goOn(on: Thread, outs: readonly Out[] | null): void {
    const top = this.threads.get(on)?.at(-1);
    if (top?.k === "in") top.todo = [...(outs ?? []), ...top.todo];
  }

  /** The first thread that can go on by itself. `woken`: its innermost frame waited for this. */
  next(): { readonly on: Thread; readonly top: Inner; readonly woken?: string } | undefined {
    for (const [on, stack] of this.threads) {
      const top = stack.at(-1);
      if (top?.k !== "in") continue;
      const { waits } = top;
      if (waits === undefined) return { on, top };
      if (top.isWoken !== true) continue;
      delete top.waits;
      delete top.isWoken;
      return { on, top, woken: waits };
    }
    return undefined;
  }

  /** A wake may have come before. */
  wait(top: Inner, tag: string): void {
    top.waits = tag;
    const early = this.wakes.indexOf(markOf(top.party, tag));
    if (early < 0) return;
    this.wakes.splice(early, 1);
    top.isWoken = true;
  }

  wake(party: PartyId, tag: string): void {
    let woke = false;
    for (const stack of this.threads.values()) {
      const top = stack.at(-1);
      if (top?.k !== "in" || top.party !== party || top.waits !== tag) continue;
      top.isWoken = true;
      woke = true;
    }
    if (!woke) this.wakes.push(markOf(party, tag));
  }
}

const markOf = (party: PartyId, tag: string): string => `${party}|${tag}`;
