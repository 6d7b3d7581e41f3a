// Every refusal takes at most two seconds, whatever the size of the text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseFile } from "./parse.ts";

const filled = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const megabytes = 1 << 20;
const head = 'rule A-1 must desk "x" {\n';
const good = ["vocabulary", "rules", "scenarios"]
  .map((name) => readFileSync(`grammar/good/${name}.custody`, "utf8"))
  .join("\n");

const texts: Readonly<Record<string, () => string>> = {
  "100,000 open braces": () => head + "{".repeat(100_000),
  "100,000 nested parentheses": () =>
    `${head} on X() { require ${"(".repeat(100_000)}1${")".repeat(100_000)} } }`,
  "100,000 nested lists": () => `receive "x" { let a = ${"[".repeat(100_000)} }`,
  "a million negations": () => `${head} on X() { require ${"not ".repeat(1_000_000)} x } }`,
  "a million additions": () => `${head} on X() { require ${"1 + ".repeat(1_000_000)} x } }`,
  "a million fields": () => `${head} on X() { require x${".x".repeat(1_000_000)} } }`,
  "a million elements": () => `${head} on X() { require x in [${"1,".repeat(1_000_000)}1] } }`,
  "nested returns": () => `${head} on X() { require ${"inside A() returns ((".repeat(31)} } }`,
  "10 MB of broken statements": () => head + filled("  on X() { require x y }\n", 10 * megabytes),
  "10 MB in a rule that is not closed": () => head + filled("  on X() { require x }\n", 10 * megabytes),
  "10 MB of broken rules": () => filled(`${head}  on X() { require x y }\n}\n`, 10 * megabytes),
  "10 MB of declaration words": () => filled("rule\n", 10 * megabytes),
  "10 MB with a mistake now and then": () => filled(`${filled(good, 50_000)}\nrule $\n`, 10 * megabytes),
  "16 MB of open parentheses": () => filled("(", 16 * megabytes),
  "16 MB of closing braces": () => filled("}", 16 * megabytes),
  "16 MB of quotes": () => filled('"', 16 * megabytes),
  "16 MB of half texts": () => filled('x"\n', 16 * megabytes),
  "16 MB of empty blocks": () => filled("{}\n", 16 * megabytes),
  "16 MB of NUL": () => filled("\0", 16 * megabytes),
  "17 MB": () => filled("\n", 17 * megabytes),
};

// Of two runs the better one counts, because the machine has other things to do as well.
function secondsFor(text: string): number {
  const times = [1, 2].map(() => {
    const begun = process.cpuUsage();
    assert.ok(parseFile("a", text).problems.length > 0);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: refused in time`, () => {
    const seconds = secondsFor(text());
    assert.ok(seconds < 2, `${seconds} s`);
  });
}
