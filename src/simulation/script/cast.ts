// Parties and variables that a text names.
import type { Party } from "../../contract/event.ts";
import { type Entry, type Term } from "./term.ts";

/** The parties that a name in a scenario may stand for: full name, name, or role (a client's `of` narrows nothing here). */
export function partiesNamed(parties: readonly Party[], name: string): readonly Party[] {
  for (const test of [
    (p: Party) => p.id === name,
    (p: Party) => p.name === name,
    (p: Party) => p.role === name,
  ]) {
    const found = parties.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}

/** The variables that a text binds with `?x`, as a value or a party, or `let`. */
export function bindsOf(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const item of node) bindsOf(item, found);
  else if (typeof node === "object" && node !== null) {
    const n = node as { readonly kind?: string; readonly name?: string; readonly bind?: boolean };
    const binds = n.kind === "bind" || n.kind === "let" || (n.kind === "party" && n.bind === true);
    if (binds && n.name !== undefined && !found.includes(n.name)) found.push(n.name);
    for (const value of Object.values(node)) bindsOf(value, found);
  }
  return found;
}

/** A term belongs to one script; what is left of it afterwards still has many of its parts. */
const parties = new WeakMap<Term, ReadonlySet<string>>();

/** Full names of all parties that take part in what a term still has to come. */
export function partiesOf(term: Term, entries: readonly Entry[]): ReadonlySet<string> {
  const known = parties.get(term);
  if (known !== undefined) return known;
  const found = new Set<string>();
  parties.set(term, found);
  collect(term, entries, found);
  return found;
}

function collect(term: Term, entries: readonly Entry[], found: Set<string>): void {
  const event = (n: number): void => {
    const entry = entries[n];
    if (entry?.k !== "event") return;
    for (const id of [...entry.speakers, ...entry.hearers]) found.add(id);
  };
  switch (term.k) {
    case "nil":
    case "mark":
      return;
    case "step": {
      event(term.n);
      const entry = entries[term.n];
      if (entry?.k === "event") collect(entry.block, entries, found);
      return;
    }
    case "open":
      // while its block lasts a call keeps its own two parties busy; its return alone keeps nobody
      if (term.block.k !== "nil") event(term.n);
      return collect(term.block, entries, found);
    case "seq":
    case "par":
      for (const item of term.items) collect(item, entries, found);
      return;
    case "alt":
      for (const item of term.branches) collect(item, entries, found);
      return;
    case "repeat": {
      const entry = entries[term.n];
      if (entry?.k === "repeat") for (const id of entry.parties) found.add(id);
      return;
    }
    case "meanwhile":
      return collect(term.body, entries, found);
    case "pipe":
      for (const stage of term.stages) if (stage.left.length > 0) event(stage.n);
      return;
  }
}
