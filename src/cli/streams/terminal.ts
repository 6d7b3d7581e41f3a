// Whether somebody looks on. What is no device is no terminal: what asks about terminals takes a tenth of an empty Node to load.

import { fstatSync } from "node:fs";
import { isatty } from "node:tty";

/** `stream`: 1 for the standard output, 2 for that of errors. */
export const isTerminal = (stream: 1 | 2): boolean => fstatSync(stream).isCharacterDevice() && isatty(stream);
