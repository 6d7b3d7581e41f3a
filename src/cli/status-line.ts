// Progress on long work: one line on a terminal's error stream, nothing elsewhere.

import { isTerminal } from "./streams/terminal.ts";

export type StatusLine = { readonly show: (text: string) => void; readonly clear: () => void };

export function statusLine(): StatusLine {
  if (!isTerminal(2)) return { show: () => {}, clear: () => {} };
  const out = process.stderr;
  const width = (out.columns || 80) - 1; // a terminal that nobody has given a size has 0
  return {
    show: (text) => void out.write(`\r${text.slice(0, width).padEnd(width)}`),
    clear: () => void out.write(`\r${" ".repeat(width)}\r`),
  };
}
