// The standard output without the stream that Node makes for it, which takes a sixth of an empty Node.

import { writeSync } from "node:fs";
import { InputError } from "../../contract/problem.ts";
import { isTerminal } from "./terminal.ts";

let usesStreams = false;

/** Whole, when it returns. Throws InputError where it cannot be written. */
export function print(text: string): void {
  if (usesStreams) process.stdout.write(text);
  else printAtOnce(Buffer.from(text));
}

/** For what is said from now on, by whomever: a thread has streams of its own, and other people's modules use them. */
export function useStreams(): void {
  if (!usesStreams) process.stdout.on("error", unwritten);
  usesStreams = true;
}

/** At once where no stream can have anything left to say: taking apart what lies in memory takes a tenth of an empty Node. */
export function leave(code: number): void {
  process.exitCode = code;
  if (!usesStreams && !isTerminal(2)) process.exit();
}

function printAtOnce(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (!isOfSystem(error)) throw error;
      if (isReaderGone(error)) return;
      if (error.code !== "EAGAIN") throw new InputError(sentenceOf(error));
      pause();
    }
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error;

/** A pipe is full, and somebody has said that it must not wait: we do. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);

/** A reader that has seen enough (`custody run … | head`) is no mistake: files are written all the same, and the exit code is what it is. */
const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean => code === "EPIPE";

/** Whoever wrote is long gone: nobody is there to catch. */
function unwritten(error: NodeJS.ErrnoException): void {
  if (isReaderGone(error)) return;
  process.stderr.write(`custody: ${sentenceOf(error)}\n`);
  process.exit(3);
}

const sentenceOf = ({ code }: NodeJS.ErrnoException): string =>
  `The standard output cannot be written (${code}): choose another place.`;
