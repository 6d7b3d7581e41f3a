// What the syntax tree does not hold: comments, blank lines, and how a number was spelled.
import type { Comment, SourceFile, Span } from "../../contract/syntax.ts";
import { type Doc, indent, separator, suffix } from "./doc.ts";

export type Braces = { readonly open: number; readonly close: number };

/** What is printed of one thing in a list: a statement, or a comment that has its own line. */
type Entry = { readonly at: number; end: number; doc: Doc; readonly comment: boolean };

export type ListStyle = {
  /** between two on one line */
  readonly mark: string;
  /** whether it may stand on one line at all */
  readonly inline: boolean;
};

export class Trivia {
  private readonly text: string;
  private readonly left: Set<Comment>;
  private readonly comments: readonly Comment[];

  constructor(file: SourceFile) {
    this.text = file.text;
    this.comments = file.comments;
    this.left = new Set(file.comments);
  }

  /** The source of a node, as it was spelled. */
  source(node: Span): string {
    return this.text.slice(node.at, node.end);
  }

  /** `{ … }` with what stands in it; `braces` are those of the source, if there is one. */
  block<T extends Span>(
    items: readonly T[],
    braces: Braces | undefined,
    print: (item: T) => Doc,
    style: ListStyle,
  ): Doc {
    const from = braces === undefined ? -1 : braces.open + 1;
    const { head, entries } = this.entries(items, from, braces?.close ?? -1, print);
    if (entries.length === 0) return head === "" ? "{}" : ["{", head, separator(" ", false, true), "}"];
    const broken = !style.inline || head !== "" || entries.some((entry) => entry.comment);
    const edge = separator(" ", false, broken);
    return {
      kind: "group",
      doc: ["{", head, indent(edge, this.list(entries, style.mark, broken)), edge, "}"],
    };
  }

  /** The declarations of a file. */
  file<T extends Span>(
    items: readonly T[],
    print: (item: T) => Doc,
    apart: (before: T, after: T) => boolean,
  ): Doc {
    const { entries } = this.entries(items, 0, this.text.length, print);
    const needsBlank = new Set<Entry>();
    let behind = 0;
    let before: T | undefined;
    for (const [i, entry] of entries.entries()) {
      if (entry.comment) continue;
      const item = items[printed(entries, i)];
      const first = entries[behind];
      if (before !== undefined && item !== undefined && first !== undefined && apart(before, item))
        needsBlank.add(first);
      [before, behind] = [item, i + 1];
    }
    return this.list(entries, "", true, needsBlank);
  }

  /** The blocks of a statement, in order: heads have no braces. */
  braces(node: Span): readonly Braces[] {
    const found: { open: number; close: number }[] = [];
    let depth = 0;
    for (const match of this.source(node).matchAll(/"(?:[^"\n]|"")*"|#[^\n]*|[{}]/g)) {
      const at = node.at + match.index;
      if (match[0] === "{" && depth++ === 0) found.push({ open: at, close: at });
      const last = found.at(-1);
      if (match[0] === "}" && --depth === 0 && last !== undefined) last.close = at;
    }
    return found;
  }

  private entries<T extends Span>(
    items: readonly T[],
    from: number,
    to: number,
    print: (item: T) => Doc,
  ): { head: Doc; entries: Entry[] } {
    const entries: Entry[] = [];
    let head: Doc = "";
    const put = (comment: Comment, hoisted: boolean): void => {
      const before = entries.at(-1);
      const onLine = !hoisted && !this.text.slice(before?.end ?? from, comment.at).includes("\n");
      if (onLine && before !== undefined && !before.comment) {
        before.doc = [before.doc, suffix(said(comment))];
        before.end = comment.end;
      } else if (onLine && before === undefined && from > 0) head = [head, suffix(said(comment))];
      else entries.push({ at: comment.at, end: comment.end, doc: said(comment), comment: true });
    };
    for (const item of items) {
      for (const comment of this.take(from, item.at)) put(comment, false);
      const doc = print(item);
      for (const comment of this.take(item.at, item.end))
        put({ ...comment, at: item.at, end: item.at }, true);
      entries.push({ at: item.at, end: item.end, doc, comment: false });
    }
    for (const comment of this.take(from, to)) put(comment, false);
    return { head, entries };
  }

  /** The comments between two places that nobody has printed yet. */
  private take(from: number, to: number): Comment[] {
    if (this.left.size === 0) return [];
    const found = this.comments.filter(
      (comment) => comment.at >= from && comment.at < to && this.left.has(comment),
    );
    for (const comment of found) this.left.delete(comment);
    return found;
  }

  private list(entries: readonly Entry[], mark: string, hard: boolean, needsBlank?: ReadonlySet<Entry>): Doc {
    return entries.map((entry, i) => {
      const before = entries[i - 1];
      if (before === undefined) return entry.doc;
      const blank = needsBlank?.has(entry) === true || this.hasBlankLine(before.end, entry.at);
      return [separator(`${mark} `, blank, hard), entry.doc];
    });
  }

  private hasBlankLine(from: number, to: number): boolean {
    return this.text.slice(from, to).split("\n").length > 2;
  }
}

const said = (comment: Comment): string => comment.text.trimEnd();

/** How many things stand before this entry that are no comments. */
const printed = (entries: readonly Entry[], at: number): number =>
  entries.slice(0, at).filter((entry) => !entry.comment).length;
