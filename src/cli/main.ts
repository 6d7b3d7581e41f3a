// The command as a process: its arguments and its exit code.

import { answered } from "./dispatch.ts";
import { leave } from "./streams/print.ts";

void answered(process.argv.slice(2)).then(leave);
