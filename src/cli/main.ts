// The command as a process: its arguments, its exit code, and readers that go away.

import { answered } from "./dispatch.ts";

process.stdout.on("error", leaveQuietly);
void answered(process.argv.slice(2)).then((code) => (process.exitCode = code));

/** A reader that has seen enough (`custody show … | head`) is no mistake. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
}
