import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { InputError } from "../../contract/problem.ts";
import { kitRoot } from "../kit.ts";
import { refuseUnplayed, type Unplayed } from "./feature-files.ts";

const failed = (message: string): Unplayed => ({ name: "a", uri: "f.feature", status: "FAILED", message });

function refusal(...unplayed: readonly Unplayed[]): string {
  try {
    refuseUnplayed(unplayed);
  } catch (error) {
    assert.ok(error instanceof InputError);
    return error.message;
  }
  return "";
}

test("what a step says is told without where in the kit it was said", () => {
  const frame = `    at playing (file://${join(kitRoot, "dist", "x.js")}:28:19)\n    at process.x (node:internal/y:1:2)`;
  for (const name of ["Error", "InputError", "AssertionError [ERR_ASSERTION]"])
    assert.equal(refusal(failed(`${name}: there is no file\n${frame}`)), 'f.feature, "a": there is no file');
});

test("of somebody's own step it is told where it threw", () => {
  const frames =
    "    at World.<anonymous> (file:///mine/steps.mjs:2:31)\n    at run (/x/node_modules/y.js:1:1)";
  assert.equal(
    refusal(failed(`TypeError: own trouble\n${frames}`)),
    'f.feature, "a": own trouble (at World.<anonymous> (file:///mine/steps.mjs:2:31))',
  );
});

test("all that cannot be played are told, of very many the first", () => {
  const undefinedStep: Unplayed = { ...failed(""), status: "UNDEFINED", name: "b", step: "it rains" };
  const text = refusal(failed("Error: one"), undefinedStep, { ...failed(""), status: "SKIPPED" });
  assert.match(
    text,
    /^2 scenarios cannot be played:\n {2}f\.feature, "a": one\n {2}f\.feature, "b": uses a step that nobody defines, "it rains"/u,
  );
  const many = Array.from({ length: 25 }, () => undefinedStep);
  assert.match(refusal(...many), /^25 scenarios cannot be played:\n(?: {2}f.*\n){20} {2}and 5 more$/u);
  assert.equal(refusal({ ...failed(""), status: "SKIPPED" }), "");
});
