// What custody explain says is what happens: its commands are run, and every problem that lint prints can be looked up.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../../tools/root.ts";
import { exitCodes } from "./exit-codes.ts";
import { custody } from "./testing/custody.ts";

type Coded = { readonly code: string | number };

for (const { code, shown } of exitCodes)
  if (shown !== undefined)
    test(`the command shown for exit ${code} ends so, and the other one does not`, () => {
      assert.equal(custody(shown.so.split(" ").slice(1)).code, code);
      assert.notEqual(custody(shown.otherwise.split(" ").slice(1)).code, code);
    });

test("the README says the same of the exit codes", () => {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8").replaceAll(/ +\|/gu, " |");
  for (const { code, means } of exitCodes) assert.ok(readme.includes(`| ${code} | ${means} |`), String(code));
});

test("without a code everything is listed, as JSON too; several can be asked for at once", () => {
  const all = JSON.parse(custody(["explain", "--json"]).out) as Readonly<Record<string, readonly Coded[]>>;
  assert.deepEqual(Object.keys(all), ["exitCodes", "problems"]);
  const codes = Object.values(all).flatMap((some) => some.map(({ code }) => String(code)));
  const listed = custody(["explain"]).out;
  for (const code of codes) assert.match(listed, new RegExp(`^  ${code} +\\S`, "mu"));
  assert.ok(codes.length > 80);
  const two = custody(["explain", "2", "unknown-name"]);
  assert.equal(two.code, 0);
  assert.match(two.out, /^exit 2 {2}nothing failed.*\n[\s\S]*^unknown-name {2}/mu);
});

test("a problem as lint prints it can be looked up by its code, in its brackets or without", () => {
  const { code, out } = custody(["lint", "grammar/bad/unknown-field.custody"]);
  assert.equal(code, 3);
  const [, shown = ""] = / (\[[a-z-]+\])$/mu.exec(out) ?? [];
  assert.equal(shown, "[unknown-field]");
  assert.equal(custody(["explain", shown]).out, custody(["explain", "unknown-field"]).out);
  assert.match(
    custody(["explain", shown]).out,
    /wrong +require b\.page > 0;\n +mended +require b\.pages > 0;/u,
  );
});
