// Each ban of the linter, shown by a planted breach: a rule that is misspelt in the configuration would let it through.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "./root.ts";

const breaches: Readonly<Record<string, string>> = {
  "typescript(no-explicit-any)": "export const a = (b: any): string => String(b);",
  "typescript(no-floating-promises)": "export function a(b: () => Promise<void>): void {\n  b();\n}",
  "typescript(ban-ts-comment)": "// @ts-ignore\nexport const a: string = 1;",
  "typescript(switch-exhaustiveness-check)":
    'export function a(b: "x" | "y"): void {\n  switch (b) {\n    case "x":\n      break;\n  }\n}',
  "import(no-default-export)": "export default 1;",
  "import(no-cycle)": 'import { b } from "./other.ts";\nexport const a = (): number => b();',
  "eslint(no-restricted-globals)": "export const a = globalThis.setTimeout(() => 1, 2);",
  "eslint(no-restricted-properties)": 'export const a = [Date["now"](), 1];',
  "eslint(no-restricted-imports)":
    'import { randomUUID } from "node:crypto";\nexport const a = randomUUID();',
  "eslint(no-console)": 'console.log("a");',
};

const other = 'import { a } from "./planted.ts";\nexport const b = (): number => Number(a);\n';

function lint(text: string, folder: string): string {
  const root = mkdtempSync(join(tmpdir(), "custody-lint-"));
  const file = join(root, folder, "planted.ts");
  try {
    mkdirSync(dirname(file), { recursive: true });
    for (const name of [".oxlintrc.json", "tsconfig.json", "package.json"]) {
      copyFileSync(join(projectRoot, name), join(root, name));
    }
    symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
    writeFileSync(file, `${text}\n`);
    writeFileSync(join(dirname(file), "other.ts"), other);
    const oxlint = join(projectRoot, "node_modules", "oxlint", "bin", "oxlint");
    return spawnSync(process.execPath, [oxlint, "-f", "unix", "src"], { cwd: root, encoding: "utf8" }).stdout;
  } finally {
    rmSync(root, { recursive: true });
  }
}

for (const [rule, text] of Object.entries(breaches)) {
  test(`the linter catches ${rule}`, () => {
    const found = lint(text, "src/rules");
    assert.ok(found.includes(rule), found);
    assert.match(found, /planted\.ts/);
  });
}

test("the linter lets adapters look at the clock", () => {
  assert.doesNotMatch(lint("export const a = (): number => Date.now();", "src/adapters"), /restricted/);
});
