// The standard output without the stream that Node makes for it, which takes a sixth of an empty Node. Whoever else runs in this
// process may still make it.

import { writeSync } from "node:fs";

let isByStream = false;

/** Throws what a file throws that cannot be written. */
export function print(text: string): void {
  const bytes = Buffer.from(text);
  const rest = isByStream ? bytes : bytes.subarray(written(bytes));
  if (rest.length === 0) return;
  printByStream();
  process.stdout.write(rest);
}

/** A thread has a standard output of its own, and a pipe that does not wait was full: the stream keeps what it cannot take. */
export function printByStream(): void {
  if (!isByStream) process.stdout.on("error", leaveQuietly);
  isByStream = true;
}

function written(bytes: Uint8Array): number {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at);
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    if (error.code !== "EAGAIN") leaveQuietly(error);
  }
  return at;
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error;

/** A reader that has seen enough (`custody show … | head`) is no mistake. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
}
