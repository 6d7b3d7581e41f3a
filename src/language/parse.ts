// Text -> syntax tree. Whole stretches of the file are parsed at once; only what does not parse is looked at in pieces.
import { parse, SyntaxError } from "../../grammar/parser.js";
import type { Problem } from "../contract/problem.ts";
import type { Declaration, SourceFile } from "../contract/syntax.ts";
import { fault, inFile, type SyntaxFault } from "./problems.ts";
import { type Budget, limits, recover } from "./recovery/recover.ts";
import { bounds, faultsPerFile, type Piece, type Scan, scan } from "./scan.ts";
import { reservedWords } from "./words.ts";

export type Parsed = { readonly file: SourceFile; readonly problems: readonly Problem[] };

/** Never throws. `file` holds what could be read, without the broken statements; problems are in the order of the text. */
export function parseFile(name: string, text: string): Parsed {
  if (text.length > bounds.file) return refused(name, text, fault("file-too-long", 0, 0));
  const scanned = scan(text);
  if (scanned.binary !== undefined) return refused(name, text, scanned.binary);
  const reader = new Reader(scanned);
  const declarations = batches(scanned.pieces).flatMap((batch) => reader.read(batch));
  const problems = reader.faults
    .sort((a, b) => a.at - b.at || a.end - b.end)
    .map((each) => inFile(name, each));
  return { file: { name, text, declarations, comments: scanned.comments }, problems };
}

const refused = (name: string, text: string, reason: SyntaxFault): Parsed => ({
  file: { name, text, declarations: [], comments: [] },
  problems: [inFile(name, reason)],
});

const batchSize = 1 << 16;

/** Stretches that are parsed at once: small enough that a mistake costs little, large enough that starting the parser does not. */
function batches(pieces: readonly Piece[]): Piece[][] {
  const found: Piece[][] = [];
  for (const piece of pieces) {
    const batch = found.at(-1);
    const first = batch?.[0];
    const fits = first !== undefined && !first.damaged && !piece.damaged && piece.end - first.at <= batchSize;
    if (fits && batch !== undefined) batch.push(piece);
    else found.push([piece]);
  }
  return found;
}

class Reader {
  readonly faults: SyntaxFault[];
  private readonly scanned: Scan;
  private readonly budget: Budget = { left: limits.work };
  private plain: string | undefined;
  private stopped = false;

  constructor(scanned: Scan) {
    this.scanned = scanned;
    this.faults = [...scanned.faults];
  }

  read(batch: readonly Piece[]): readonly Declaration[] {
    const [first, last] = [batch[0], batch.at(-1)];
    if (first === undefined || last === undefined || first.deep || this.stopped) return [];
    if (this.budget.left <= 0 || this.faults.length > faultsPerFile) return this.giveUp(first.at);
    if (first.damaged) return this.recovered(first);
    if (this.faults.length > 0) this.budget.left -= last.end - first.at;
    const found: Declaration[] = [];
    try {
      const text = this.scanned.masked.slice(first.at, last.end);
      return parse(text, { startRule: "File", base: first.at, reserved: reservedWords, found });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const broken = this.firstBroken(batch, found.at(-1)?.end ?? first.at);
      const piece = batch[broken] ?? last;
      const whole = found.filter((each) => each.end <= piece.at);
      return [
        ...whole,
        ...this.recovered(piece, batch.length === 1 ? error : undefined),
        ...this.read(batch.slice(broken + 1)),
      ];
    }
  }

  /** The piece in which something is left behind the last declaration that was found. */
  private firstBroken(batch: readonly Piece[], foundTo: number): number {
    const at = batch.findIndex((piece) => piece.end > foundTo);
    const piece = batch[at];
    if (piece === undefined) return batch.length - 1;
    const rest = this.scanned.masked.slice(Math.max(piece.at, foundTo), piece.end);
    return /^[\s;]*$/.test(rest) ? at + 1 : at;
  }

  private recovered(piece: Piece, error?: SyntaxError): readonly Declaration[] {
    this.plain ??= this.scanned.plain();
    const { declarations, faults } = recover(this.plain, piece.at, piece.end, this.budget, error);
    this.faults.push(...faults);
    // In a piece too long to be looked into, this is at least one thing that is wrong.
    const isOnlyCut = faults.every(({ code }) => code === "too-many-problems");
    if (isOnlyCut && piece.unclosed !== undefined)
      this.faults.push(fault("unclosed-bracket", piece.unclosed, piece.unclosed + 1));
    return declarations;
  }

  private giveUp(at: number): readonly Declaration[] {
    this.stopped = true;
    this.faults.push(fault("too-many-problems", at, at));
    return [];
  }
}
