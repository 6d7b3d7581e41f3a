// Bytes -> numbered lines, chunk by chunk: what is kept is never more than one line.

import { closeSync, openSync, readSync } from "node:fs";

/** One line without its end. `flaw` says why it cannot be read; then `text` is empty. */
export type Line = { readonly number: number; readonly text: string; readonly flaw?: string };

/** No line of a record is longer, in bytes: a frame is at most a few kilobytes, even as hexadecimal digits. */
export const longestLine = 4 * 1024 * 1024;

const chunkBytes = 256 * 1024;

/** Where a record comes from: a file, or the standard input as `-`. */
export type Source = {
  readonly name: string;
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
};

/** Opens and reads with the errors of node:fs; the caller turns them into sentences. */
export function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const length = readSync(file, chunk, 0, chunkBytes, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** Lines that are not blank, in batches: one for every chunk, and one for what stands behind the last line end. */
export async function* linesOf(chunks: Source["chunks"]): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) {
    const lines = splitter.split(chunk);
    if (lines.length > 0) yield lines;
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield rest;
}

const lineEnd = 0x0a;

/** LF and CR LF end a line; a byte order mark before the first is skipped. */
export class LineSplitter {
  private number = 0;
  private pieces: Uint8Array[] = [];
  private held = 0;
  private overlong = false;

  /** Whole lines that somebody else has read. */
  skip(lines: number): void {
    this.number += lines;
  }

  split(chunk: Uint8Array): readonly Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, from)) {
      this.hold(chunk.subarray(from, at));
      this.finish(lines);
      from = at + 1;
    }
    this.hold(chunk.subarray(from));
    return lines;
  }

  /** The last line, when nothing ends it. */
  rest(): readonly Line[] {
    const lines: Line[] = [];
    if (this.held > 0 || this.overlong) this.finish(lines);
    return lines;
  }

  private hold(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.held += piece.length;
    this.overlong ||= this.held > longestLine;
    if (this.overlong) this.pieces = [];
    else this.pieces.push(piece);
  }

  private finish(lines: Line[]): void {
    this.number++;
    const [first] = this.pieces;
    const bytes = first !== undefined && this.pieces.length === 1 ? first : Buffer.concat(this.pieces);
    if (this.overlong)
      lines.push({ number: this.number, text: "", flaw: `is longer than ${longestLine / 1024 / 1024} MB` });
    else if (bytes.length > 0) this.push(lines, bytes);
    this.pieces = [];
    this.held = 0;
    this.overlong = false;
  }

  private push(lines: Line[], bytes: Uint8Array): void {
    const text = decoded(bytes);
    if (text === undefined) lines.push({ number: this.number, text: "", flaw: "is not UTF-8 text" });
    else if (text.trim() !== "")
      lines.push({ number: this.number, text: this.number === 1 ? text.replace(/^\uFEFF/u, "") : text });
  }
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
