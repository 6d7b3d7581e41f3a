// Progress on long work: one line on a terminal's error stream, nothing elsewhere.

export type StatusLine = { readonly show: (text: string) => void; readonly clear: () => void };

export function statusLine(): StatusLine {
  const out = process.stderr;
  if (!out.isTTY) return { show: () => {}, clear: () => {} };
  const width = (out.columns ?? 80) - 1;
  return {
    show: (text) => void out.write(`\r${text.slice(0, width).padEnd(width)}`),
    clear: () => void out.write(`\r${" ".repeat(width)}\r`),
  };
}
