// Before the grammar runs: one pass without recursion that finds comments, cuts the text into declarations, blanks what
// the grammar need not know and enforces the bounds.
import type { Comment } from "../contract/syntax.ts";
import { type SyntaxFault, fault } from "./problems.ts";
import { continuingWords, declarationWords } from "./words.ts";

export const bounds = { nesting: 64, name: 128, list: 4096, file: 16 * 1024 * 1024 } as const;

/** One stretch of text that begins in column 1. `damaged`: it cannot be whole, as the scan has seen already. */
export type Piece = {
  readonly at: number;
  readonly end: number;
  readonly damaged: boolean;
  /** nested too deep to be looked into */
  readonly deep: boolean;
  /** the innermost bracket that is still open at the end */
  readonly unclosed: number | undefined;
};
export type Scan = {
  /** as long as the text: comments are blanks, and so are line ends that end no statement */
  readonly masked: string;
  /** as long as the text: only comments and strange characters are blanks */
  readonly plain: () => string;
  readonly comments: readonly Comment[];
  readonly pieces: readonly Piece[];
  readonly faults: readonly SyntaxFault[];
  /** set when this is no text at all; then nothing else was looked at */
  readonly binary?: SyntaxFault;
};

const [tab, newline, carriage, blank, quote, hash] = [9, 10, 13, 32, 34, 35];
const [roundOpen, roundClose, comma, squareOpen, squareClose] = [40, 41, 44, 91, 93];
const [braceOpen, bar, braceClose, byteOrderMark] = [123, 124, 125, 0xfeff];

const blanks = " \t\r\uFEFF";
const stops = '\n#"()[]{},';
const visible = /[^ \t\r\uFEFF]/g;
const stop = /[\n#"()[\]{},]/g;
const quoteOrLineEnd = /["\n]/g;
const word = /\w*/y;
const longName = new RegExp(`[A-Za-z_]\\w{${bounds.name}}`);
const stopOrLongName = new RegExp(`${stop.source}|(?=${longName.source}).`, "g");

const strangeAtMost = 100;
export const faultsPerFile = 1000;

export function scan(text: string): Scan {
  const strange = strangeCharacters(text);
  const first = strange[0];
  if (first !== undefined && strange.length > strangeAtMost) {
    return {
      masked: "",
      plain: () => "",
      comments: [],
      pieces: [],
      faults: [],
      binary: strangeFault(text, first),
    };
  }
  const state = new Scanner(text);
  state.run();
  const mark = text.charCodeAt(0) === byteOrderMark ? [{ at: 0, end: 1 }] : [];
  const unread = [...mark, ...strange, ...state.comments];
  return {
    masked: blanked(text, unread, state.joins),
    plain: () => blanked(text, unread, []),
    comments: state.comments,
    pieces: state.pieces(),
    faults: [...strange.map((each) => strangeFault(text, each)), ...state.faults],
  };
}

type Range = { readonly at: number; readonly end: number };
type Start = { at: number; damaged: boolean; deep: boolean; unclosed: number | undefined };

class Scanner {
  readonly comments: Comment[] = [];
  /** line ends that do not end a statement */
  readonly joins: number[] = [];
  readonly faults: SyntaxFault[] = [];
  private readonly text: string;
  private readonly starts: Start[] = [];
  private open: { kind: number; at: number; elements: number }[] = [];
  /** the line ends since the last significant character */
  private lineEnds: number[] = [];
  /** whether the last significant character is a comma */
  private listGoesOn = false;

  /** what lies behind it is not read */
  private end: number;

  constructor(text: string) {
    this.text = text;
    this.end = text.length;
  }

  /** Leaps from one character that matters to the next: looking at each of them takes as long as parsing. */
  run(): void {
    const { text } = this;
    const inLine = longName.test(text) ? stopOrLongName : stop;
    for (let at = 0; at < this.end; at++) {
      const starting = this.lineEnds.length > 0 || this.starts.length === 0;
      const here = text.charAt(at);
      if (starting ? blanks.includes(here) : !stops.includes(here))
        at = found(starting ? visible : inLine, text, at);
      const code = text.charCodeAt(at);
      if (at >= this.end) break;
      if (code === newline) this.lineEnds.push(at);
      else if (code === hash) at = this.comment(at);
      else if (starting) this.firstOfLine(at--, code);
      else at = this.significant(at, code);
    }
    this.endPiece();
  }

  pieces(): Piece[] {
    const { starts } = this;
    return starts.map((start, i) => Object.assign(start, { end: starts[i + 1]?.at ?? this.end }));
  }

  private comment(at: number): number {
    const found = this.text.indexOf("\n", at);
    const lineEnd = found < 0 ? this.text.length : found;
    const end = this.text.charCodeAt(lineEnd - 1) === carriage ? lineEnd - 1 : lineEnd;
    this.comments.push({ at, end, text: this.text.slice(at, end) });
    return lineEnd - 1;
  }

  private firstOfLine(at: number, code: number): void {
    const word = isLetter(code) ? wordAt(this.text, at) : "";
    if (this.starts.length === 0 || (this.inColumn1(at) && beginsDeclaration(this.text, at, word))) {
      this.begin(at);
    } else if (this.continues(code, word)) {
      for (const at of this.lineEnds) this.joins.push(at);
    } else if (word !== "" && this.inColumn1(at) && this.open.length === 0) {
      this.begin(at);
    }
    this.lineEnds = [];
    this.listGoesOn = false;
  }

  private inColumn1(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    return at === 0 || before === newline || (at === 1 && before === byteOrderMark);
  }

  private endPiece(): void {
    const [piece, innermost] = [this.starts.at(-1), this.open.at(-1)];
    if (piece === undefined || innermost === undefined) return;
    piece.damaged = true;
    piece.unclosed = innermost.at;
  }

  private begin(at: number): void {
    this.endPiece();
    this.starts.push({ at, damaged: false, deep: false, unclosed: undefined });
    this.open = [];
  }

  private continues(code: number, word: string): boolean {
    const innermost = this.open.at(-1)?.kind;
    if (innermost === roundOpen || innermost === squareOpen || this.listGoesOn) return true;
    return code === bar || code === braceOpen || continuingWords.has(word);
  }

  private significant(at: number, code: number): number {
    switch (code) {
      case quote:
        return this.quoted(at);
      case roundOpen:
      case squareOpen:
      case braceOpen:
        this.openBracket(at, code);
        return at;
      case roundClose:
      case squareClose:
        this.closeBracket(code === roundClose ? roundOpen : squareOpen);
        return at;
      case braceClose:
        this.closeBrace();
        return at;
      case comma:
        this.countElement(at);
        this.listGoesOn = isLast(this.text, at);
        return at;
      default:
        return this.longName(at);
    }
  }

  /** A quote that is not closed in its line is passed over, so that the brackets behind it still count. */
  private quoted(at: number): number {
    const { text } = this;
    for (let end = found(quoteOrLineEnd, text, at + 1); text.charCodeAt(end) === quote;) {
      if (text.charCodeAt(end + 1) !== quote) return end;
      end = found(quoteOrLineEnd, text, end + 2);
    }
    this.report(fault("unclosed-text", at, at + 1));
    return at;
  }

  private openBracket(at: number, kind: number): void {
    const piece = this.starts.at(-1);
    if (piece === undefined || piece.deep) return;
    this.open.push({ kind, at, elements: 1 });
    if (this.open.length <= bounds.nesting) return;
    piece.deep = true;
    this.report(fault("nesting-too-deep", at, at + 1));
  }

  /** What does not fit is left to the grammar to refuse. */
  private closeBracket(opener: number): void {
    if (this.open.at(-1)?.kind === opener) this.open.pop();
  }

  private closeBrace(): void {
    if (this.starts.at(-1)?.deep === true) return;
    while (this.open.length > 0 && this.open.pop()?.kind !== braceOpen);
  }

  private countElement(at: number): void {
    const innermost = this.open.at(-1);
    if (innermost === undefined || innermost.kind !== squareOpen) return;
    if (++innermost.elements === bounds.list + 1) this.report(fault("list-too-long", innermost.at, at));
  }

  private longName(at: number): number {
    const end = at + wordAt(this.text, at).length;
    this.report(fault("name-too-long", at, end));
    return end - 1;
  }

  private report(problem: SyntaxFault): void {
    const piece = this.starts.at(-1);
    if (piece !== undefined) piece.damaged = true;
    this.faults.push(problem);
    if (this.faults.length < faultsPerFile) return;
    this.faults.push(fault("too-many-problems", problem.end, problem.end));
    this.end = problem.end;
  }
}

/** Control characters and halves of surrogate pairs: what a text never has. One more than are listed, at most. */
function strangeCharacters(text: string): Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu)) {
    found.push({ at: match.index, end: match.index + 1 });
    if (found.length > strangeAtMost) break;
  }
  return found;
}

function strangeFault(text: string, { at, end }: Range): SyntaxFault {
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  return fault("not-text", at, end, {
    message: `the character U+${code} stands in no text: the file is damaged or binary`,
  });
}

/** One of the words, a blank, and then nothing that makes the word a name. */
function beginsDeclaration(text: string, at: number, word: string): boolean {
  if (!declarationWords.has(word)) return false;
  let next = at + word.length;
  while (text.charCodeAt(next) === blank || text.charCodeAt(next) === tab) next++;
  return next > at + word.length && !"-(:=,".includes(text.charAt(next));
}

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

/** Whether nothing but blanks stands behind it in its line, and perhaps a comment. */
function isLast(text: string, at: number): boolean {
  const code = text.charCodeAt(found(visible, text, at + 1));
  return code === newline || code === hash;
}

function wordAt(text: string, at: number): string {
  word.lastIndex = at;
  word.test(text);
  return text.slice(at, word.lastIndex);
}

/** Where the next one is, or where the text ends. */
function found(what: RegExp, text: string, from: number): number {
  what.lastIndex = from;
  return what.test(text) ? what.lastIndex - 1 : text.length;
}

/** The text with blanks in these ranges, and at these places. */
function blanked(text: string, ranges: readonly Range[], places: readonly number[]): string {
  if (ranges.length === 0 && places.length === 0) return text;
  const units = Buffer.from(text, "utf16le");
  for (const { at, end } of ranges) units.fill(" ", 2 * at, 2 * end, "utf16le");
  for (const at of places) [units[2 * at], units[2 * at + 1]] = [blank, 0];
  return units.toString("utf16le");
}
