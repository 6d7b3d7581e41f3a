// The command as a process: its arguments and its exit code.

import { answered } from "./dispatch.ts";

void answered(process.argv.slice(2)).then((code) => (process.exitCode = code));
