// A small algebra of layouts: text with places where a line may end, and the renderer that decides which of them do.

export type Doc =
  | string
  | readonly Doc[]
  /** on one line if it fits, else every line of its own level ends */
  | { readonly kind: "group"; readonly doc: Doc }
  | { readonly kind: "indent"; readonly doc: Doc }
  /** a line end, or `flat` where the group is on one line; `hard` ends always, `blank` leaves a line empty */
  | { readonly kind: "line"; readonly flat: string; readonly hard: boolean; readonly blank: boolean }
  /** goes to the end of the line, however long the line is */
  | { readonly kind: "suffix"; readonly text: string };

export const group = (...doc: readonly Doc[]): Doc => ({ kind: "group", doc });
export const indent = (...doc: readonly Doc[]): Doc => ({ kind: "indent", doc });
export const suffix = (text: string): Doc => [{ kind: "suffix", text }];
const lineEnd = { kind: "line", flat: " ", hard: false, blank: false } as const;
/** a blank or a line end */
export const line: Doc = lineEnd;
/** nothing or a line end */
export const soft: Doc = { ...lineEnd, flat: "" };
export const separator = (flat: string, blank: boolean, hard: boolean): Doc => ({
  kind: "line",
  flat,
  hard,
  blank,
});

/** Separated by commas; a line is filled before the next one begins. */
export const filled = (items: readonly Doc[], mark = ","): Doc =>
  items.map((item, i) => (i === 0 ? item : [mark, group(line), item]));

export const joined = (items: readonly Doc[], between: Doc): Doc =>
  items.map((item, i) => (i === 0 ? item : [between, item]));

type Command = { readonly depth: number; readonly flat: boolean; readonly doc: Doc };

/** Lines are at most `width` wide where that is possible; the text ends in a line end. */
export function render(doc: Doc, width: number): string {
  const out = new Page();
  const stack: Command[] = [{ depth: 0, flat: false, doc }];
  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { depth, flat, doc: next } = command;
    if (typeof next === "string") out.write(next);
    else if (isParts(next)) pushAll(stack, next, depth, flat);
    else if (next.kind === "indent") stack.push({ depth: depth + 1, flat, doc: next.doc });
    else if (next.kind === "suffix") out.suffix(next.text);
    else if (next.kind === "line") out.line(next, depth, flat);
    else stack.push({ depth, flat: flat || fits(next.doc, stack, width - out.column), doc: next.doc });
  }
  return out.finish();
}

const isParts = (doc: Exclude<Doc, string>): doc is readonly Doc[] => Array.isArray(doc);

function pushAll(stack: Command[], parts: readonly Doc[], depth: number, flat: boolean): void {
  for (let i = parts.length - 1; i >= 0; i--) stack.push({ depth, flat, doc: parts[i] ?? "" });
}

/** Whether this on one line, and what follows up to the next place where a line may end, has room. */
function fits(doc: Doc, rest: readonly Command[], room: number): boolean {
  const stack: Command[] = [{ depth: 0, flat: true, doc }];
  let left = room;
  let at = rest.length;
  while (left >= 0) {
    const command = stack.pop() ?? rest[--at];
    if (command === undefined) return true;
    const { flat, doc: next } = command;
    if (typeof next === "string") left -= next.length;
    else if (isParts(next)) pushAll(stack, next, 0, flat);
    else if (next.kind === "line") {
      if (next.hard) return !flat;
      if (!flat) return true;
      left -= next.flat.length;
    } else if (next.kind === "suffix") {
      if (flat) return false;
    } else stack.push({ depth: 0, flat, doc: next.doc });
  }
  return false;
}

class Page {
  column = 0;
  private readonly parts: string[] = [];
  private suffixes = "";
  private depth = 0;

  write(text: string): void {
    if (text === "") return;
    if (this.column === 0) {
      this.parts.push("  ".repeat(this.depth));
      this.column = this.depth * 2;
    }
    this.parts.push(text);
    this.column += text.length;
  }

  suffix(text: string): void {
    this.suffixes += ` ${text}`;
  }

  line(line: { readonly flat: string; readonly blank: boolean }, depth: number, flat: boolean): void {
    if (flat) return this.write(line.flat);
    this.endLine();
    if (line.blank) this.parts.push("\n");
    this.depth = depth;
  }

  finish(): string {
    if (this.column > 0 || this.suffixes !== "") this.endLine();
    return this.parts.join("");
  }

  private endLine(): void {
    this.parts.push(this.suffixes, "\n");
    this.suffixes = "";
    this.column = 0;
  }
}
