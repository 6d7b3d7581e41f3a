// Progress on long work: one line on a terminal's error stream, nothing elsewhere.

import { isatty } from "node:tty";

export type StatusLine = { readonly show: (text: string) => void; readonly clear: () => void };

export function statusLine(): StatusLine {
  // Making the stream takes an empty Node's time and a fiftieth of it.
  if (!isatty(2)) return { show: () => {}, clear: () => {} };
  const out = process.stderr;
  const width = (out.columns ?? 80) - 1;
  return {
    show: (text) => void out.write(`\r${text.slice(0, width).padEnd(width)}`),
    clear: () => void out.write(`\r${" ".repeat(width)}\r`),
  };
}
