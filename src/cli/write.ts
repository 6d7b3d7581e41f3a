// Output files are written whole or not at all: beside their place first, then renamed into it.

import {
  closeSync,
  fchmodSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../contract/problem.ts";
import { codeOf } from "../runner/input/files.ts";

type Content = string | Uint8Array | Iterable<string>;

/**
 * Writes `content` to `path`, making its folder where there is none; a link stays, and so do the permissions of the file that it
 * leads to. Throws InputError; then what stood there is unchanged.
 */
export function writeWhole(path: string, content: Content): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && isOpening(path, there)) return fill(path, "a", content);
    mkdirSync(dirname(path), { recursive: true });
    const place = there === undefined ? path : realpathSync(path);
    writeBeside(place, join(dirname(place), `.${basename(place)}.${process.pid}.tmp`), content, there?.mode);
  } catch (error) {
    throw sentenceOf(path, error);
  }
}

/** A device, a pipe, a stream of ours: what is put in its place would be no such thing any more. */
const isOpening = (path: string, there: Stats): boolean =>
  !there.isDirectory() && (!there.isFile() || /^\/(?:dev|proc)\//u.test(path));

function writeBeside(path: string, beside: string, content: Content, mode: number | undefined): void {
  try {
    fill(beside, "w", content, mode);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function fill(path: string, how: "a" | "w", content: Content, mode?: number): void {
  const file = openSync(path, how);
  try {
    if (mode !== undefined) fchmodSync(file, mode & 0o777);
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
