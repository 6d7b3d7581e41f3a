// The standard output without the stream that Node makes for it, which takes a sixth of an empty Node.

import { writeSync } from "node:fs";
import { isTerminal } from "./terminal.ts";

let usesStreams = false;

/** Whole, when it returns. Throws what a file throws that cannot be written. */
export function print(text: string): void {
  if (usesStreams) process.stdout.write(text);
  else printAtOnce(Buffer.from(text));
}

/** For what is said from now on, by whomever: a thread has streams of its own, and other people's modules use them. */
export function useStreams(): void {
  if (!usesStreams) process.stdout.on("error", leaveQuietly);
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
      if (error.code === "EAGAIN") pause();
      else leaveQuietly(error);
    }
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error;

/** A pipe is full, and somebody has said that it must not wait: we do. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);

/** A reader that has seen enough (`custody show … | head`) is no mistake. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
}
