// What a program was told and said, as a tree: its state is the place there. Another branch is reached by a reset and by telling it all again.
import { Garbled, readLine, shorten, type SubjectLine } from "./lines.ts";
import type { Said } from "./link/link.ts";

/** Where a program is: the root is behind its reset. */
export type Place = number;
export const root: Place = 0;

export type End = { readonly how: "hung" | "crashed" | "protocol" | "absent"; readonly why: string };
export type Turn = {
  readonly at: Place;
  /** said by itself, before it was told this */
  readonly unasked: readonly SubjectLine[];
  readonly lines: readonly SubjectLine[];
  readonly end?: End;
};

/** The program itself: begun afresh by a reset, then told one line behind the other. */
export type Teller = {
  readonly reset: () => Said;
  readonly tell: (line: string) => Said;
};

type Node = { readonly parent: Place; readonly line: string; readonly said: Said; readonly turn: Turn };

export class History {
  private readonly teller: Teller;
  private readonly nodes: Node[] = [];
  private readonly known = new Map<string, Place>();
  private here: Place | undefined;
  /** why it cannot be told again, when it cannot */
  drift: string | undefined;

  constructor(teller: Teller) {
    this.teller = teller;
  }

  /** Behind its reset. */
  begin(): Turn {
    return (this.nodes[root] ?? this.begun()).turn;
  }

  tell(at: Place, line: string): Turn {
    const known = this.known.get(key(at, line));
    if (known !== undefined) return this.turnAt(known);
    const before = this.turnAt(at);
    if (before.end !== undefined) return { ...before, unasked: [], lines: [] };
    const drift = this.goTo(at);
    if (drift !== undefined) return { at, unasked: [], lines: [], end: { how: "absent", why: drift } };
    return this.kept(at, line, this.teller.tell(line)).turn;
  }

  /** Whoever plays another history with this program in between. */
  leave(): void {
    this.here = undefined;
  }

  private begun(): Node {
    return this.kept(root, "", this.teller.reset());
  }

  private turnAt(at: Place): Turn {
    const node = this.nodes[at];
    if (node === undefined) throw new RangeError(`no place ${String(at)} in this history`);
    return node.turn;
  }

  private kept(parent: Place, line: string, said: Said): Node {
    const at = this.nodes.length;
    const node: Node = { parent, line, said, turn: read(at, said) };
    this.nodes.push(node);
    if (at !== root) this.known.set(key(parent, line), at);
    this.here = at;
    if (node.turn.unasked.length > 0) this.drift ??= "it speaks when nobody asks";
    return node;
  }

  /** Tells everything again that leads there. What comes back otherwise than before is said. */
  private goTo(at: Place): string | undefined {
    if (this.here === at) return undefined;
    if (this.drift !== undefined) return `it cannot be told the same again: ${this.drift}`;
    const path: Node[] = [];
    for (let place = at; place !== root; place = (this.nodes[place] as Node).parent)
      path.unshift(this.nodes[place] as Node);
    for (const node of [this.nodes[root] as Node, ...path]) {
      const again = node.line === "" ? this.teller.reset() : this.teller.tell(node.line);
      if (same(again, node.said)) continue;
      this.drift = `to ${shorten(node.line === "" ? "its reset" : node.line)} it answered ${first(node.said, again)} and then ${first(again, node.said)}`;
      this.here = undefined;
      return `it cannot be told the same again: ${this.drift}`;
    }
    this.here = at;
    return undefined;
  }
}

const key = (at: Place, line: string): string => `${String(at)} ${line}`;

const same = (a: Said, b: Said): boolean =>
  a.lines.join("\n") === b.lines.join("\n") &&
  a.unasked.length === 0 &&
  b.unasked.length === 0 &&
  a.end?.how === b.end?.how;

/** The first line of one that the other does not have. */
const first = (one: Said, other: Said): string =>
  shorten(one.lines.find((line, at) => line !== other.lines[at]) ?? one.end?.why ?? "nothing more");

/** The lines of a turn; from the first that cannot be read on, it is over. */
function read(at: Place, said: Said): Turn {
  const turn = { at, unasked: [] as SubjectLine[], lines: [] as SubjectLine[] };
  try {
    for (const text of said.unasked) turn.unasked.push(readLine(text));
    for (const text of said.lines) turn.lines.push(readLine(text));
  } catch (error) {
    if (!(error instanceof Garbled)) throw error;
    return { ...turn, end: { how: "protocol", why: error.message } };
  }
  return said.end === undefined ? turn : { ...turn, end: said.end };
}
