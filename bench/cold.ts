// A process of its own for one cold start: loads a parser as its program does, parses one file, prints the milliseconds that both
// took. Ours is what `custody fmt` and `custody lint` load: one file, with the code that V8 has kept of it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { parseFile } from "../src/language/parse.ts";
import { projectRoot } from "../tools/root.ts";
import { gherkin } from "./peers.ts";

type Bundles = { readonly bundled: (name: "parse") => { readonly parseFile: typeof parseFile } };

const [, , which = "", path = ""] = process.argv;
const text = readFileSync(path, "utf8");
const loader: unknown = createRequire(import.meta.url)(join(projectRoot, "bin", "bundled.js"));
if (!isBundles(loader)) throw new Error("bin/bundled.js has another shape than the one this bench knows");
const start = process.hrtime.bigint();
if (which === "feature") gherkin()(text);
else loader.bundled("parse").parseFile(path, text);
process.stdout.write(`${Number(process.hrtime.bigint() - start) / 1e6}\n`);

function isBundles(value: unknown): value is Bundles {
  return typeof value === "object" && value !== null && "bundled" in value;
}
