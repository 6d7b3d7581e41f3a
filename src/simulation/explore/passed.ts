// Conditions, waits, faults, prohibitions and acts that nobody has to say: where nobody plays, their turn comes and goes in silence.
import type { Script } from "../script/compile.ts";
import type { Node, Terms } from "./terms.ts";

/** What is left behind all marks whose turn has come; a promise stays until its word was said. */
export function passing(script: Script, terms: Terms): (node: Node) => Node {
  const hasMarks = script.entries.some((entry) => entry.k !== "event" && entry.k !== "repeat");
  if (!hasMarks) return (node) => node;
  const known = new Map<Node, Node>();
  const passed = (node: Node): Node => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const left = leftOf(script, terms, node, passed);
    known.set(node, left);
    return left;
  };
  return passed;
}

/** `eventually` is kept by a word; where only an act keeps it, nobody says anything. */
export function isPromise(script: Script, n: number): boolean {
  const entry = script.entries[n];
  return entry?.k === "eventually" && entry.event?.kind !== "act";
}

function leftOf(script: Script, terms: Terms, node: Node, passed: (node: Node) => Node): Node {
  const head = terms.headOf(node);
  switch (head.k) {
    case "mark":
      return isPromise(script, head.n) ? node : terms.nil;
    case "seq":
      return terms.group("seq", passedInOrder(terms, terms.parts(node), passed));
    case "par":
    case "alt":
    case "meanwhile":
      return terms.group(head.k, terms.parts(node).map(passed));
    case "open":
      return terms.open(head.n, head.as, passed(terms.parts(node)[0] as Node));
    default:
      return node;
  }
}

function passedInOrder(terms: Terms, parts: readonly Node[], passed: (node: Node) => Node): readonly Node[] {
  const left: Node[] = [];
  let isReached = true;
  for (const part of parts) {
    const now: Node = isReached ? passed(part) : part;
    left.push(now);
    isReached = isReached && isOver(terms, now);
  }
  return left;
}

/** Nothing but promises and free returns is left in it. */
function isOver(terms: Terms, node: Node): boolean {
  const head = terms.headOf(node);
  switch (head.k) {
    case "nil":
    case "mark":
      return true;
    case "open":
      return terms.isNullable(node);
    case "seq":
    case "par":
      return terms.parts(node).every((part) => isOver(terms, part));
    default:
      return false;
  }
}
