// A layer as a table of handlers, one per word: a mutant replaces a single entry.
import type { PartyId } from "../src/contract/event.ts";
import type { In, Layer, Offer, Out, Reaction, View } from "../src/contract/layer.ts";
import type { CallName } from "./generated/words.ts";
import { back, note } from "./words.ts";

export type Called = Extract<In, { k: "call" }>;
export type Returned = Extract<In, { k: "returned" }>;
export type Begun = Extract<In, { k: "do" }>;
export type Fault = Extract<In, { k: "fault" }>;

type Handler<S, I, R = Reaction<S>> = (state: S, input: I, view: View) => R;
type Table<S, I> = Readonly<Record<string, Handler<S, I>>>;
/** Only calls of the vocabularies: the names are generated from them. */
type CallTable<S, I, R = Reaction<S>> = Readonly<Partial<Record<CallName, Handler<S, I, R>>>>;

export type Handlers<S> = {
  readonly initial: (self: PartyId) => S;
  /** what others say to it */
  readonly calls: CallTable<S, Called>;
  /** what it is told by the return of its own calls */
  readonly returned?: CallTable<S, Returned>;
  /** what it can begin by itself */
  readonly begins?: CallTable<S, Begun, Reaction<S> | null>;
  /** by the first word of the tag */
  readonly woken?: Table<S, readonly string[]>;
  readonly faults?: Table<S, Fault>;
  /** by the whole name, or else by its first word, with the others as input */
  readonly timers?: Table<S, readonly string[]>;
  readonly offers?: (state: S) => readonly Offer[];
  /** what every step learns before its handler runs: who the neighbours are */
  readonly learn?: (state: S, view: View) => S;
  /** said behind whatever a step says: somebody may wait for what it has brought about */
  readonly stirs?: (before: S, after: S) => readonly Out[];
};

/** The step function of these handlers. A call that none of them knows is noted and answered with nothing. */
export function layerOf<S>(handlers: Handlers<S>): Layer<S> {
  return {
    initial: handlers.initial,
    step: (state, input, view) => {
      const before = handlers.learn?.(state, view) ?? state;
      const reaction = react(handlers, before, input, view);
      const stirred = reaction === null ? [] : (handlers.stirs?.(before, reaction[0]) ?? []);
      return reaction === null || stirred.length === 0
        ? reaction
        : [reaction[0], [...reaction[1], ...stirred]];
    },
    ...(handlers.offers === undefined ? {} : { offers: handlers.offers }),
  };
}

function react<S>(h: Handlers<S>, state: S, input: In, view: View): Reaction<S> | null {
  switch (input.k) {
    case "call":
      return (
        own(h.calls, input.name)?.(state, input, view) ?? [
          state,
          [note(`${input.name} is not handled`), back()],
        ]
      );
    case "returned":
      return own(h.returned, input.name)?.(state, input, view) ?? [state, []];
    case "do":
      return own(h.begins, input.name)?.(state, input, view) ?? null;
    case "woken": {
      const [what = "", ...rest] = input.tag.split(" ");
      return own(h.woken, what)?.(state, rest, view) ?? [state, []];
    }
    case "fault":
      return own(h.faults, input.name)?.(state, input, view) ?? [state, []];
    case "timer": {
      const [what = "", ...rest] = input.name.split(" ");
      const whole = own(h.timers, input.name);
      return (whole ?? own(h.timers, what))?.(state, whole === undefined ? rest : [], view) ?? [state, []];
    }
  }
}

const own = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
