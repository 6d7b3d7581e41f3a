// Whether somebody looks on. What is no device is no terminal: what asks about terminals takes a tenth of an empty Node to load.

import { fstatSync } from "node:fs";
import { isatty } from "node:tty";

/**
 * `stream`: 1 for the standard output, 2 for that of errors. In big numbers: what Node has seen last in small ones it takes for what it
 * looks at when it follows links to a module, and at a pipe it stops.
 */
export const isTerminal = (stream: 1 | 2): boolean =>
  fstatSync(stream, { bigint: true }).isCharacterDevice() && isatty(stream);
