// The choreography alone: which orders of words does the text allow? A word with its effect is one step; nobody plays.
import type { Script } from "../script/compile.ts";
import { eventOf, renamed, turnOf } from "../script/left.ts";
import type { Grouping, Renames, Term } from "../script/term.ts";
import { isPromise, passing } from "./passed.ts";
import { countedName, Terms, type Node, type Stage } from "./terms.ts";

export type WordsExplored = {
  readonly states: number;
  readonly transitions: number;
  readonly complete: boolean;
  /** states in which nothing mandatory is left */ readonly endings: number;
  /** states where something is left and nothing can come */ readonly deadEnds: number;
};
export type WordsOptions = {
  readonly most: number;
  /** a result that its speaker chooses takes the values 0 … choices */ readonly choices: number;
};

export function exploreWords(script: Script, options: WordsOptions): WordsExplored {
  const walker = new Walker(script, options.choices);
  const { terms } = walker;
  const first = walker.passed(terms.of(script.term));
  const open: Node[] = terms.isNew(first) ? [first] : [];
  let [states, transitions, endings, deadEnds] = [1, 0, 0, 0];
  let complete = true;
  const reach = (node: Node, count?: Count): void => {
    transitions++;
    const next = walker.passed(count === undefined ? node : walker.fill(node, count));
    if (!terms.isNew(next)) return;
    if (states >= options.most) complete = false;
    else {
      states++;
      open.push(next);
    }
  };
  for (let state = open.pop(); state !== undefined && complete; state = open.pop()) {
    const before = transitions;
    walker.each(state, 0, reach);
    if (terms.isNullable(state)) endings++;
    else if (transitions === before) deadEnds++;
  }
  return { states, transitions, complete, endings, deadEnds };
}

/** A result that was chosen: the text counts with it. */
type Count = { readonly name: string; readonly value: number };
/** `counts` is empty where no way has one. */
type Ways = { readonly nodes: readonly Node[]; readonly counts: readonly (Count | undefined)[] };
type Reach = (node: Node, count?: Count) => void;

class Walker {
  readonly terms: Terms;
  readonly passed: (node: Node) => Node;
  private readonly script: Script;
  private readonly choices: number;
  /** by the parties that may not speak: where a node leads */
  private readonly known = new Map<number, Map<Node, Ways>>();
  private readonly counts = new Map<string, readonly Count[]>();

  constructor(script: Script, choices: number) {
    this.script = script;
    this.choices = choices;
    this.terms = new Terms(script);
    this.passed = passing(script, this.terms);
  }

  /** Where the next word leads; `blocked` has a bit for each party that may not speak. */
  each(node: Node, blocked: number, reach: Reach): void {
    const head = this.terms.headOf(node);
    switch (head.k) {
      case "step":
        return this.eachOfStep(head, blocked, reach);
      case "repeat":
        return this.eachOfRepeat(head, blocked, reach);
      case "open":
        return this.eachOfOpen(node, head, blocked, reach);
      case "seq":
        return this.eachOfSeq(this.terms.parts(node), blocked, reach);
      case "par":
        return this.eachOfPar(this.terms.parts(node), blocked, reach);
      case "alt":
        for (const branch of this.terms.parts(node)) this.each(branch, blocked, reach);
        return;
      case "meanwhile":
        return this.eachWithin(
          this.terms.parts(node)[0] as Node,
          blocked,
          (rest) => this.terms.group("meanwhile", [rest]),
          reach,
        );
      case "pipe":
        return this.eachOfPipe(node, head.stages, blocked, reach);
      case "mark":
        // a promise counts as the word that keeps it
        if (isPromise(this.script, head.n)) reach(this.terms.nil);
        return;
      case "nil":
      case "item":
        return;
    }
  }

  /** As `each`, for a part of what is left: worked out once. */
  private ways(node: Node, blocked: number): Ways {
    let known = this.known.get(blocked);
    if (known === undefined) this.known.set(blocked, (known = new Map<Node, Ways>()));
    let ways = known.get(node);
    if (ways === undefined) {
      const [nodes, counts]: [Node[], (Count | undefined)[]] = [[], []];
      this.each(node, blocked, (to, count) => {
        // what waits in the part itself is filled here, once; what waits beside it by whoever asks
        nodes.push(count === undefined ? to : this.fill(to, count));
        if (count !== undefined) counts[nodes.length - 1] = count;
      });
      known.set(node, (ways = { nodes, counts }));
    }
    return ways;
  }

  private eachWithin(part: Node, blocked: number, whole: (rest: Node) => Node, reach: Reach): void {
    const { nodes, counts } = this.ways(part, blocked);
    for (let i = 0; i < nodes.length; i++) reach(whole(nodes[i] as Node), counts[i]);
  }

  private eachOfPar(parts: readonly Node[], blocked: number, reach: Reach): void {
    for (let at = 0; at < parts.length; at++) {
      const { nodes, counts } = this.ways(parts[at] as Node, blocked);
      for (let i = 0; i < nodes.length; i++) reach(this.terms.beside(parts, at, nodes[i] as Node), counts[i]);
    }
  }

  /** A call with a block is two words, its saying and its return; one without is one. */
  private eachOfStep({ n, as }: Extract<Term, { k: "step" }>, blocked: number, reach: Reach): void {
    const { block, speakers } = eventOf(this.script, n);
    for (const speaker of speakers) {
      if ((this.terms.bits([speaker]) & blocked) !== 0) continue;
      if (block.k === "nil") this.returned(n, as, reach);
      else reach(this.terms.open(n, as, this.terms.of(renamed(block, as))));
    }
  }

  private eachOfOpen(
    node: Node,
    { n, as }: { readonly n: number; readonly as: Renames },
    blocked: number,
    reach: Reach,
  ): void {
    const block = this.terms.parts(node)[0] as Node;
    this.eachWithin(block, blocked, (rest) => this.terms.open(n, as, rest), reach);
    if (this.terms.isNullable(block)) this.returned(n, as, reach);
  }

  private returned(n: number, as: Renames, reach: Reach): void {
    const name = countedName(this.script, n, as);
    if (name === undefined) reach(this.terms.nil);
    else for (const count of this.countsOf(name)) reach(this.terms.nil, count);
  }

  private countsOf(name: string): readonly Count[] {
    const counts =
      this.counts.get(name) ??
      Array.from({ length: this.choices + 1 }, (_, value): Count => ({ name, value }));
    this.counts.set(name, counts);
    return counts;
  }

  private eachOfSeq(parts: readonly Node[], blocked: number, reach: Reach): void {
    let now = blocked;
    const before: Node[] = [];
    for (const [i, part] of parts.entries()) {
      const after = parts.slice(i + 1);
      this.eachWithin(part, now, (rest) => this.terms.group("seq", [...before, rest, ...after]), reach);
      if (this.terms.isBarrier(part)) return;
      if (this.terms.isNullable(part)) continue;
      before.push(part);
      now |= this.terms.parties(part);
    }
  }

  private eachOfRepeat(term: Extract<Term, { k: "repeat" }>, blocked: number, reach: Reach): void {
    if (term.least < 0) return;
    const { turn, least, most } = term;
    const rest =
      most <= 1
        ? this.terms.nil
        : this.terms.repeat({ ...term, turn: turn + 1, least: Math.max(0, least - 1), most: most - 1 });
    const body = this.passed(this.terms.of(turnOf(term, this.script)));
    this.eachWithin(body, blocked, (left) => this.terms.group("seq", [left, rest]), reach);
  }

  private eachOfPipe(node: Node, stages: readonly Stage[], blocked: number, reach: Reach): void {
    const { terms } = this;
    const head = terms.pipeHead(node);
    const lists = terms.parts(node);
    let held: readonly number[] = [];
    for (let s = 0; s < lists.length; s++) {
      const list = lists[s] as Node;
      const items = terms.items(list);
      const { grouping, speakers } = stages[s] as Stage;
      if (grouping !== undefined && (speakers & ~blocked) !== 0) {
        const next = lists[s + 1];
        const follows = next !== undefined && stages[s + 1]?.grouping?.follows === true;
        const queue = follows ? terms.items(next) : [];
        for (const taken of groups(items, held, grouping)) {
          const left = items.filter((n) => !taken.includes(n));
          lists[s] = terms.list(left);
          if (follows) lists[s + 1] = terms.list(queued(left, queue, taken));
          reach(terms.pipe(head, lists));
        }
        lists[s] = list;
        if (next !== undefined) lists[s + 1] = next;
      }
      held = items;
    }
  }

  /** A count that is known goes into the repetitions that wait for it. */
  fill(node: Node, count: Count): Node {
    if (!this.terms.waits(node)) return node;
    const head = this.terms.headOf(node);
    if (head.k === "repeat") return this.fillRepeat(node, head, count);
    const parts = this.terms.parts(node).map((part) => this.fill(part, count));
    if (head.k === "open") return this.terms.open(head.n, head.as, parts[0] as Node);
    return head.k === "seq" || head.k === "par" || head.k === "meanwhile"
      ? this.terms.group(head.k, parts)
      : node;
  }

  private fillRepeat(node: Node, term: Extract<Term, { k: "repeat" }>, { name, value }: Count): Node {
    const entry = this.script.entries[term.n];
    if (entry?.k !== "repeat" || entry.from.kind !== "name") return node;
    if ((term.as[entry.from.name] ?? entry.from.name) !== name) return node;
    return value === 0 ? this.terms.nil : this.terms.repeat({ ...term, least: value, most: value });
  }
}

/** Which items one word may take: a run from the front where there is an order, else any of those that are there. */
function groups(
  left: readonly number[],
  held: readonly number[],
  { ordered, follows, single }: Grouping,
): readonly (readonly number[])[] {
  if (ordered || follows) {
    const stop = left.findIndex((n) => held.includes(n));
    const run = stop < 0 ? left : left.slice(0, stop);
    return run.slice(0, single ? 1 : run.length).map((_, i) => run.slice(0, i + 1));
  }
  const there = left.filter((n) => !held.includes(n));
  if (single) return there.map((n) => [n]);
  return there
    .reduce<readonly (readonly number[])[]>((sets, n) => [...sets, ...sets.map((set) => [...set, n])], [[]])
    .slice(1);
}

/** Where the next stage follows the order of this one, the items that came now stand behind those that came before. */
function queued(
  notYet: readonly number[],
  next: readonly number[],
  came: readonly number[],
): readonly number[] {
  return [
    ...next.filter((n) => !notYet.includes(n) && !came.includes(n)),
    ...came,
    ...next.filter((n) => notYet.includes(n)),
  ];
}
