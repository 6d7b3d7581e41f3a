// What is left of a scenario as numbers: a term is its head paired with its first part, that with the next, and so on, and equal
// terms are one number. What follows from a part is worked out once, whatever stands beside it.
import { InputError } from "../../contract/problem.ts";
import { partiesOf } from "../script/cast.ts";
import type { Script } from "../script/compile.ts";
import { awaitsReturn, eventOf, isBarrier, nullable } from "../script/left.ts";
import type { Grouping, Renames, Term } from "../script/term.ts";
import { Pairs } from "./pairs.ts";

type Of<K extends Term["k"]> = Extract<Term, { readonly k: K }>;
type GroupKind = "seq" | "par" | "alt" | "meanwhile";

/** What does not change while a term gets shorter. A leaf has no parts; `item` begins a list of items, the rest is its part. */
export type Head =
  | Of<"nil" | "step" | "mark" | "repeat">
  | { readonly k: "open"; readonly n: number; readonly as: Renames }
  | { readonly k: GroupKind }
  | { readonly k: "pipe"; readonly stages: readonly Stage[] }
  | { readonly k: "item"; readonly n: number };

export type Stage = {
  readonly grouping: Grouping | undefined;
  readonly speakers: number;
  readonly parties: number;
};

export type Node = number;

const [isNullable, waits, isReached] = [1, 2, 4];

export class Terms {
  readonly nil: Node;
  readonly #script: Script;
  readonly #bits: ReadonlyMap<string, number>;
  readonly #pairs = new Pairs();
  /** by node: the node of its head, and what is known of it in bits */
  #headOf = new Int32Array(1 << 13);
  #marks = new Uint8Array(1 << 13);
  readonly #heads: (Head | undefined)[] = [];
  readonly #byText = new Map<string, Node>();
  readonly #groups: Readonly<Record<GroupKind, Node>>;
  readonly #items: Node[] = [];
  readonly #parties = new Map<Node, number>();

  constructor(script: Script) {
    if (script.parties.length > 31)
      throw new InputError("The words of more than 31 parties cannot be explored.");
    this.#script = script;
    this.#bits = new Map(script.parties.map(({ id }, i) => [id, 1 << i]));
    this.nil = this.#head({ k: "nil" }, "");
    const group = (k: GroupKind): Node => this.#head({ k }, k);
    this.#groups = { seq: group("seq"), par: group("par"), alt: group("alt"), meanwhile: group("meanwhile") };
  }

  of(term: Term): Node {
    switch (term.k) {
      case "nil":
        return this.nil;
      case "step":
      case "mark":
        return this.#head(term, `${term.k} ${term.n}${names(term.as)}`);
      case "repeat":
        return this.repeat(term);
      case "open":
        return this.open(term.n, term.as, this.of(term.block));
      case "seq":
      case "par":
        return this.group(
          term.k,
          term.items.map((item) => this.of(item)),
        );
      case "alt":
        return this.group(
          "alt",
          term.branches.map((branch) => this.of(branch)),
        );
      case "meanwhile":
        return this.group("meanwhile", [this.of(term.body)]);
      case "pipe":
        return this.pipe(
          this.#pipeHead(term),
          term.stages.map(({ left }) => this.list(left)),
        );
    }
  }

  headOf(node: Node): Head {
    return this.#heads[this.#headOf[node] as number] as Head;
  }

  /** The parts behind the head, in order. */
  parts(node: Node): Node[] {
    const parts: Node[] = [];
    const head = this.#headOf[node] as number;
    for (let at = node; at !== head; at = this.#pairs.first[at] as number)
      parts.push(this.#pairs.second[at] as number);
    return parts.reverse();
  }

  /** Nothing mandatory is left in it. */
  isNullable(node: Node): boolean {
    return ((this.#marks[node] as number) & isNullable) !== 0;
  }

  /** Some repetition in it waits for its count. */
  waits(node: Node): boolean {
    return ((this.#marks[node] as number) & waits) !== 0;
  }

  /** True once for every node. */
  isNew(node: Node): boolean {
    const marks = this.#marks[node] as number;
    this.#marks[node] = marks | isReached;
    return (marks & isReached) === 0;
  }

  repeat(term: Of<"repeat">): Node {
    const { n, turn, least, most, as } = term;
    const entry = this.#script.entries[n];
    // the turn is part of the future only where it names variables of its own
    const named = entry?.k === "repeat" && entry.binds.length > 0 ? turn : "";
    return this.#head(term, `repeat ${n} ${named} ${least} ${most}${names(as)}`);
  }

  open(n: number, as: Renames, block: Node): Node {
    // its renames matter where its return is counted with
    return this.#pair(
      this.#head({ k: "open", n, as }, `open ${n} ${countedName(this.#script, n, as) ?? ""}`),
      block,
    );
  }

  /** In its shortest form: what is over does not stand in it, one alone is itself. */
  group(k: GroupKind, all: readonly Node[]): Node {
    if (k === "meanwhile") return all[0] === this.nil ? this.nil : this.#group(k, all);
    if (k === "alt") return all.every((part) => part === this.nil) ? this.nil : this.#group(k, all);
    const parts = all.includes(this.nil) ? all.filter((part) => part !== this.nil) : all;
    return parts.length > 1 ? this.#group(k, parts) : (parts[0] ?? this.nil);
  }

  /** Parts beside each other, another node standing at one place. */
  beside(parts: readonly Node[], at: number, node: Node): Node {
    if (node === this.nil) return this.group("par", parts.with(at, node));
    let made = this.#groups.par;
    for (let i = 0; i < parts.length; i++) made = this.#pair(made, i === at ? node : (parts[i] as Node));
    return made;
  }

  /** `head`: a pipe with that head; `lists`: the items still to come, for each stage. */
  pipe(head: Node, lists: readonly Node[]): Node {
    let made = head;
    let isOver = true;
    for (let i = 0; i < lists.length; i++) {
      const list = lists[i] as Node;
      if (list !== this.nil) isOver = false;
      made = this.#pair(made, list);
    }
    return isOver ? this.nil : made;
  }

  pipeHead(node: Node): Node {
    return this.#headOf[node] as number;
  }

  list(items: readonly number[]): Node {
    let list = this.nil;
    for (let i = items.length - 1; i >= 0; i--) list = this.#pair(this.#item(items[i] as number), list);
    return list;
  }

  items(list: Node): number[] {
    const items: number[] = [];
    for (let at = list; at !== this.nil; at = this.#pairs.second[at] as number) {
      const head = this.headOf(at);
      if (head.k === "item") items.push(head.n);
    }
    return items;
  }

  /** Whether it holds back what stands behind it until it is settled. */
  isBarrier(node: Node): boolean {
    const head = this.headOf(node);
    if (head.k === "mark") return isBarrier(head, this.#script);
    if (head.k === "alt") return this.parts(node).some((part) => this.isBarrier(part));
    const [first] = head.k === "seq" ? this.parts(node) : [];
    return first !== undefined && this.headOf(first).k === "mark" && this.isBarrier(first);
  }

  /** A bit for each party that takes part in what is still to come. */
  parties(node: Node): number {
    const parties = this.#parties.get(node) ?? this.#partiesOf(node);
    this.#parties.set(node, parties);
    return parties;
  }

  bits(ids: Iterable<string>): number {
    let bits = 0;
    for (const id of ids) bits |= this.#bits.get(id) ?? 0;
    return bits;
  }

  #group(k: GroupKind, parts: readonly Node[]): Node {
    let made = this.#groups[k];
    for (const part of parts) made = this.#pair(made, part);
    return made;
  }

  #item(n: number): Node {
    return (this.#items[n] ??= this.#head({ k: "item", n }, `item ${n}`));
  }

  #pipeHead(term: Of<"pipe">): Node {
    const stages = term.stages.map(({ n }): Stage => {
      const { items, speakers, hearers } = eventOf(this.#script, n);
      return {
        grouping: items?.grouping,
        speakers: this.bits(speakers),
        parties: this.bits(speakers) | this.bits(hearers),
      };
    });
    return this.#head({ k: "pipe", stages }, `pipe ${term.stages.map(({ n }) => n).join()}${names(term.as)}`);
  }

  #head(head: Head, text: string): Node {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    // -1: no node is first in the pair that only stands for a head
    const node = this.#pairs.of(-1, this.#byText.size);
    this.#byText.set(text, node);
    this.#heads[node] = head;
    this.#note(node, node, this.#marksOfHead(head));
    return node;
  }

  #marksOfHead(head: Head): number {
    switch (head.k) {
      case "repeat":
        return (head.least < 0 ? waits : 0) | (nullable(head, this.#script) ? isNullable : 0);
      case "nil":
      case "step":
      case "mark":
        return nullable(head, this.#script) ? isNullable : 0;
      case "open":
        return awaitsReturn(this.#script, head.n) ? 0 : isNullable;
      case "seq":
      case "par":
      case "meanwhile":
        return isNullable;
      case "alt":
      case "pipe":
      case "item":
        return 0;
    }
  }

  #pair(before: Node, part: Node): Node {
    const known = this.#pairs.size;
    const node = this.#pairs.of(before, part);
    if (node === known) {
      const head = this.#headOf[before] as number;
      const [a, b] = [this.#marks[before] as number, this.#marks[part] as number];
      // one branch that may end is enough, else all parts have to
      const ends = this.#heads[head]?.k === "alt" ? a | b : a & b;
      this.#note(node, head, (ends & isNullable) | ((a | b) & waits));
    }
    return node;
  }

  #note(node: Node, head: Node, marks: number): void {
    if (node >= this.#marks.length) {
      const [heads, all] = [this.#headOf, this.#marks];
      this.#headOf = new Int32Array(2 * heads.length);
      this.#headOf.set(heads);
      this.#marks = new Uint8Array(2 * all.length);
      this.#marks.set(all);
    }
    this.#headOf[node] = head;
    this.#marks[node] = marks;
  }

  #partiesOf(node: Node): number {
    const head = this.headOf(node);
    const parts = this.parts(node);
    if (head.k === "pipe")
      return head.stages.reduce((all, { parties }, s) => (parts[s] === this.nil ? all : all | parties), 0);
    const within = parts.reduce((all, part) => all | this.parties(part), 0);
    if (head.k === "step" || head.k === "repeat") return this.bits(partiesOf(head, this.#script.entries));
    if (head.k !== "open" || parts[0] === this.nil) return within;
    const { speakers, hearers } = eventOf(this.#script, head.n);
    return within | this.bits(speakers) | this.bits(hearers);
  }
}

/** The variable that the text counts with, where the return of that step gives it its value. */
export function countedName(script: Script, n: number, as: Renames): string | undefined {
  const { pattern, step } = eventOf(script, n);
  const chosen = script.program.words.get(pattern.name)?.chosen === true;
  const arg = chosen ? step.returns?.[0] : undefined;
  return arg?.value.kind === "bind" && arg.op === "=" ? (as[arg.value.name] ?? arg.value.name) : undefined;
}

function names(as: Renames): string {
  const pairs = Object.entries(as);
  return pairs.length === 0 ? "" : JSON.stringify(pairs);
}
