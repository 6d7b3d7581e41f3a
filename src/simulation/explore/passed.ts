// Conditions, waits and faults are no words: where nobody plays, their turn comes and goes in silence.
import type { Script } from "../script/compile.ts";
import { eventOf, nullable } from "../script/left.ts";
import { alt, nil, par, seq, type Term } from "../script/term.ts";

/** Whether a script has anything to pass over. */
export const hasMarks = (script: Script): boolean =>
  script.entries.some((entry) => entry.k !== "event" && entry.k !== "repeat");

/** The term behind all marks whose turn has come; a promise stays until its word was said. */
export function passed(term: Term, script: Script): Term {
  switch (term.k) {
    case "mark":
      return isPromise(term, script) ? term : nil;
    case "seq":
      return passedSeq(term.items, script);
    case "par":
      return par(term.items.map((t) => passed(t, script)));
    case "alt":
      return alt(term.branches.map((t) => passed(t, script)));
    case "open":
      return { ...term, block: passed(term.block, script) };
    case "meanwhile": {
      const body = passed(term.body, script);
      return body.k === "nil" ? nil : { k: "meanwhile", body };
    }
    default:
      return term;
  }
}

/** `eventually` is kept by a word; where only an act keeps it, nobody says anything. */
export function isPromise(term: Extract<Term, { k: "mark" }>, script: Script): boolean {
  const entry = script.entries[term.n];
  return entry?.k === "eventually" && entry.event?.kind !== "act";
}

function passedSeq(items: readonly Term[], script: Script): Term {
  const left: Term[] = [];
  let isReached = true;
  for (const item of items) {
    const now: Term = isReached ? passed(item, script) : item;
    if (now.k !== "nil") left.push(now);
    isReached = isReached && isOver(now, script);
  }
  return seq(left);
}

/** Nothing but promises and free returns is left in it. */
function isOver(term: Term, script: Script): boolean {
  switch (term.k) {
    case "nil":
    case "mark":
      return true;
    case "open":
      return eventOf(script, term.n).step.returns === undefined && nullable(term, script);
    case "seq":
    case "par":
      return term.items.every((t) => isOver(t, script));
    default:
      return false;
  }
}
