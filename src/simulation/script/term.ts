// A scenario is what is left of it: residual terms. Plain data, so that a residual can be compared, hashed and printed.
import type { Change, EventStep, Expression, Pattern, Step } from "../../contract/syntax.ts";

/** Renames of variables in force: `each` and `repeat` give every turn variables of its own. */
export type Renames = Readonly<Record<string, string>>;

/** `n` is an index into the script's table of steps. */
export type Term =
  | { readonly k: "nil" }
  | { readonly k: "step"; readonly n: number; readonly as: Renames }
  /** A call that was said: what is left of its block, and its return still to come. */
  | {
      readonly k: "open";
      readonly n: number;
      readonly as: Renames;
      readonly call: number;
      readonly callee: string;
      readonly block: Term;
    }
  | { readonly k: "seq"; readonly items: readonly Term[] }
  | { readonly k: "par"; readonly items: readonly Term[] }
  | { readonly k: "alt"; readonly branches: readonly Term[] }
  | {
      readonly k: "repeat";
      readonly n: number;
      readonly as: Renames;
      readonly turn: number;
      /** -1 until the count is known */ readonly least: number;
      readonly most: number;
    }
  | { readonly k: "meanwhile"; readonly body: Term }
  /** Grouped steps over the same items, ordered item by item: for each stage the items still to come. */
  | {
      readonly k: "pipe";
      readonly stages: readonly { readonly n: number; readonly left: readonly number[] }[];
      readonly as: Renames;
    }
  /** Conditions and deeds of the script itself; `since` (microseconds) is set when its turn has come. */
  | { readonly k: "mark"; readonly n: number; readonly as: Renames; readonly since?: number };

/** How the items of a grouped step may come: in the list's order; in any; one a call, in the list's order or any; in the order of the stage before. */
export type Grouping = { readonly ordered: boolean; readonly single: boolean; readonly follows: boolean };

/** One entry of the step table: everything that does not change while the scenario runs. */
export type Entry =
  | {
      readonly k: "event";
      readonly step: EventStep;
      readonly pattern: Pattern;
      readonly kind: "call" | "message" | "act";
      /** full names of the parties that may say it, and hear it */
      readonly speakers: readonly string[];
      readonly hearers: readonly string[];
      readonly block: Term;
      /** what the kit changes on purpose when it is said, and when it is answered */
      readonly said?: readonly Change[];
      readonly answered?: readonly Change[];
      /** grouped: the items of its one list argument */
      readonly items?: {
        readonly parameter: string;
        readonly list: readonly Expression[];
        readonly grouping: Grouping;
      };
    }
  | {
      readonly k: "repeat";
      readonly from: Expression;
      readonly to?: Expression;
      readonly body: Term;
      readonly binds: readonly string[];
      readonly parties: ReadonlySet<string>;
    }
  | {
      readonly k: "expect" | "let" | "wait" | "fault" | "never" | "eventually";
      readonly step: Step;
      readonly event?: Extract<Entry, { k: "event" }>;
      readonly until?: Extract<Entry, { k: "event" }>;
    };
export type EventEntry = Extract<Entry, { k: "event" }>;

export const nil: Term = { k: "nil" };

export function seq(items: readonly Term[]): Term {
  const left = items.filter((t) => t.k !== "nil");
  return left.length === 0 ? nil : left.length === 1 ? (left[0] as Term) : { k: "seq", items: left };
}
export function par(items: readonly Term[]): Term {
  const left = items.filter((t) => t.k !== "nil");
  return left.length === 0 ? nil : left.length === 1 ? (left[0] as Term) : { k: "par", items: left };
}
export function alt(branches: readonly Term[]): Term {
  if (branches.every((t) => t.k === "nil")) return nil;
  return branches.length === 1 ? (branches[0] as Term) : { k: "alt", branches };
}

/** A call that is still open in a term. */
export const isOpen = (term: Term, call: number): boolean => opened(term, call) !== undefined;

/** What is left of a call that was said. */
export function opened(term: Term, call: number): Extract<Term, { k: "open" }> | undefined {
  switch (term.k) {
    case "open":
      return term.call === call ? term : opened(term.block, call);
    case "seq":
    case "par":
      for (const item of term.items) {
        const found = opened(item, call);
        if (found !== undefined) return found;
      }
      return undefined;
    case "meanwhile":
      return opened(term.body, call);
    default:
      return undefined;
  }
}
