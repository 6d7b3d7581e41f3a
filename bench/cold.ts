// A process of its own for one cold start: loads a parser, parses one file, prints the milliseconds that both took.

import { readFileSync } from "node:fs";

const [, , which = "", path = ""] = process.argv;
const text = readFileSync(path, "utf8");
const start = process.hrtime.bigint();
if (which === "feature") {
  const { gherkin } = await import("./peers.ts");
  gherkin()(text);
} else {
  const { parseFile } = await import("../src/language/parse.ts");
  parseFile(path, text);
}
process.stdout.write(`${Number(process.hrtime.bigint() - start) / 1e6}\n`);
