// Reading what a user names, and saying in one sentence why it cannot be read.

import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../contract/problem.ts";
import { nearest } from "../../language/near.ts";
import { chunksOf, type Source } from "../record/lines.ts";
import { isCapture } from "../../formats/capture/read.ts";
import { captureRecord, firstOctets, isCaptureFile } from "./capture.ts";

/** The text of a file. Throws InputError. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw inputError(path, error);
  }
}

/** Throws InputError for a feature: each line of it would be a mistake of its own. */
export function refuseFeature(path: string): void {
  if (path.endsWith(".feature"))
    throw new InputError(`${path} is a feature, for custody run: name a .custody file.`);
}

/** A file of a record, a capture as one, or the standard input as `-`. A file that cannot be opened is refused here. */
export function sourceOf(path: string): Source {
  if (path === "-") return { name: inputName, chunks: heard(process.stdin) };
  try {
    closeSync(openSync(path, "r"));
  } catch (error) {
    throw inputError(path, error);
  }
  return { name: path, chunks: guarded(path) };
}

const inputName = "the standard input";

async function* heard(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) refusePacked(inputName, chunk);
    if (isFirst && isCapture(chunk))
      throw new InputError("A capture is read from a file: name it instead of -.");
    isFirst = false;
    yield chunk;
  }
}

/** What was told of its octets otherwise, that they are no text, helps nobody. */
function refusePacked(name: string, [first, second]: Uint8Array): void {
  if (first === 0x1f && second === 0x8b)
    throw new InputError(`${name} is compressed: gunzip -c unpacks it, into a file or in front of a pipe.`);
}

function* guarded(path: string): Generator<Uint8Array> {
  try {
    refusePacked(path, firstOctets(path));
    if (isCaptureFile(path)) for (const text of captureRecord(path)) yield Buffer.from(text);
    else yield* chunksOf(path);
  } catch (error) {
    throw inputError(path, error);
  }
}

/** What a path that leads nowhere may have meant: the nearest name in its folder, or else the sentence given. */
export function nearestFile(path: string, otherwise: string): string {
  const near = nearest(basename(path), namesIn(dirname(path)));
  return near === undefined ? otherwise : `did you mean ${join(dirname(path), near)}?`;
}

/** Nothing for what is no folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

type Sentence = (path: string) => string;
const sentences: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  ["ENOENT", (path) => `There is no file ${path}: ${nearestFile(path, "check the path.")}`],
  ["ENOTDIR", (path) => `There is no file ${path}: a part of the path is no folder.`],
  ["EISDIR", (path) => `${path} is a folder: name a file in it.`],
  ["EACCES", (path) => `${path} may not be read by this user: change its permissions or copy it.`],
  ["EPERM", (path) => `${path} may not be read by this user: change its permissions or copy it.`],
  ["ENAMETOOLONG", () => "The path is longer than a path may be: check it."],
  ["ELOOP", (path) => `${path} is a link that leads to itself: name the file itself.`],
  ["ERR_STRING_TOO_LONG", (path) => `${path} is larger than any text: name a smaller file.`],
  ["ERR_FS_FILE_TOO_LARGE", (path) => `${path} is larger than any text: name a smaller file.`],
  ["ERR_INVALID_ARG_VALUE", () => "The path holds a character that no path may hold: check it."],
]);

/** An error of node:fs as a sentence for the user; anything else unchanged. */
export function inputError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const sentence = sentences.get(code);
  return new InputError(sentence?.(path) ?? `${path} cannot be read (${code}): check the file.`);
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
