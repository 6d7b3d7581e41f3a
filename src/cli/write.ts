// Output files are written whole or not at all: beside their place first, then renamed into it.

import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../contract/problem.ts";
import { codeOf } from "../runner/input/files.ts";

/** Writes `content` to `path`, making its folder where there is none. Throws InputError; then what stood there is unchanged. */
export function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeBeside(path, beside, content);
  } catch (error) {
    throw sentenceOf(path, error);
  }
}

function writeBeside(path: string, beside: string, content: string | Uint8Array | Iterable<string>): void {
  try {
    fill(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function fill(path: string, content: string | Uint8Array | Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    if (content instanceof Uint8Array) writeAll(file, content);
    else
      for (const piece of typeof content === "string" ? [content] : joined(content))
        writeAll(file, Buffer.from(piece));
  } finally {
    closeSync(file);
  }
}

/** A record has a piece for every line of it, and each writing costs as much as many lines. */
const piece = 65_536;

function* joined(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const next of pieces) {
    text += next;
    if (text.length < piece) continue;
    yield text;
    text = "";
  }
  yield text;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EISDIR", "is a folder: name a file"],
  ["EACCES", "may not be written by this user: choose another place"],
  ["EPERM", "may not be written by this user: choose another place"],
  ["EROFS", "is on a medium that cannot be written: choose another place"],
  ["ENOTDIR", "cannot be written, because a part of its path is no folder: check it"],
  ["EEXIST", "cannot be written, because a part of its path is no folder: check it"],
  ["ENOSPC", "cannot be written, because the medium is full: make room or choose another place"],
]);

function sentenceOf(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new InputError(
    `${path} ${reasons.get(code) ?? `cannot be written (${code}): choose another place`}.`,
  );
}
