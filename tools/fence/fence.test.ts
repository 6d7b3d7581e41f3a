import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fence } from "./fence.ts";

function breachesOf(file: string, text: string): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "custody-fence-"));
  try {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    return fence(root).breaches.map((breach) => `${breach.line}: ${breach.sentence}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const breaches: readonly (readonly [what: string, file: string, text: string, sentence: string])[] = [
  [
    "the contract importing anything",
    "src/contract/a.ts",
    'import { x } from "../rules/x.ts";\n',
    "1: src/contract may not import src/rules/x.ts",
  ],
  [
    "a format importing Node",
    "src/formats/a.ts",
    '\nimport fs from "node:fs";\n',
    "2: src/formats may not import node:fs",
  ],
  [
    "a type across a border",
    "src/rules/deep/a.ts",
    'import type { X } from "../../language/x.ts";\n',
    "1: src/rules may not import src/language/x.ts",
  ],
  [
    "a re-export across a border",
    "src/observers/a.ts",
    'export * from "../simulation/x.ts";\n',
    "1: src/observers may not import src/simulation/x.ts",
  ],
  [
    "an import over several lines",
    "src/simulation/a.ts",
    'import {\n  a,\n  b,\n} from "../language/x.ts";\n',
    "1: src/simulation may not import src/language/x.ts",
  ],
  [
    "a dynamic import",
    "src/runner/a.ts",
    `export const a = await ${"import"}("../cli/main.ts");\n`,
    "1: src/runner may not import src/cli/main.ts",
  ],
  [
    "a computed import in the core",
    "src/rules/a.ts",
    "export const a = (path: string) => import(path);\n",
    "1: src/rules may not import what it computes",
  ],
  [
    "an import for its effect",
    "src/adapters/a.ts",
    'import "../runner/run.ts";\n',
    "1: src/adapters may not import src/runner/run.ts",
  ],
  [
    "one layer importing another",
    "reference/redirector/a.ts",
    'import { x } from "../server/x.ts";\n',
    "1: reference/* may not import reference/server/x.ts",
  ],
  [
    "a reader of records reaching into the kit",
    "reports/a.ts",
    'import { x } from "../src/rules/x.ts";\n',
    "1: reports may not import src/rules/x.ts",
  ],
  [
    "the kit naming the reference, even in a test",
    "src/runner/a.test.ts",
    'import { x } from "../../reference/index.ts";\n',
    "1: src/runner may not import reference/index.ts",
  ],
];

for (const [what, file, text, sentence] of breaches) {
  test(`the fence catches ${what}`, () => assert.deepEqual(breachesOf(file, text), [sentence]));
}

const permitted: readonly (readonly [what: string, file: string, text: string])[] = [
  ["a neighbour in one's own folder", "src/rules/deep/a.ts", 'import { x } from "../x.ts";\n'],
  ["the contract from a rule", "src/rules/a.ts", 'import type { X } from "../contract/x.ts";\n'],
  ["the parser from the language", "src/language/a.ts", 'import { parse } from "../../grammar/parser.js";\n'],
  ["a layer's own files", "reference/server/deep/a.ts", 'import { x } from "../x.ts";\n'],
  ["every layer in the composition root", "reference/index.ts", 'import { x } from "./server/x.ts";\n'],
  ["a computed import at the command line", "src/cli/a.ts", "export const a = (b: string) => import(b);\n"],
];

for (const [what, file, text] of permitted) {
  test(`the fence lets through ${what}`, () => assert.deepEqual(breachesOf(file, text), []));
}
