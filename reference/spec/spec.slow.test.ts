// The specification holds together: every file parses and checks, every example behaves, every seed sentence is carried by rules.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Problem } from "../../src/contract/problem.ts";
import type { ForEach, Rule, SourceFile, Span } from "../../src/contract/syntax.ts";
import { parseFile } from "../../src/language/parse.ts";
import { checkFiles } from "../../src/language/program.ts";
import { checkExamples, checkRule } from "../../src/rules/examples.ts";
import { projectRoot } from "../../tools/root.ts";

const here = join(projectRoot, "reference", "spec");
const read = (name: string): string => readFileSync(join(here, name), "utf8");
const names = readdirSync(here)
  .filter((name) => name.endsWith(".custody"))
  .toSorted();
const parsed = names.map((name) => parseFile(name, read(name)));
const files = parsed.map(({ file }) => file);
const { program, problems } = checkFiles(files, { sources: new Set(Object.keys(objectIn("sources.json"))) });

test("every file parses and checks", () => {
  const found = [...parsed.flatMap((one) => one.problems), ...problems];
  assert.deepEqual(found.filter((p) => p.severity === "error").map(line), []);
  // Heads that visit several instances are the only remark: they are meant.
  assert.deepEqual([...new Set(found.map((p) => p.code))], ["partial-head"]);
});

test("all.custody brings in every file, and no file needs another that it does not import", () => {
  assert.deepEqual([...reachable("all.custody")].toSorted(), names);
  for (const name of names) {
    const own = [...reachable(name)].map(fileNamed);
    const missing = checkFiles(own).problems.filter((p) => p.severity === "error");
    assert.deepEqual(missing.map(line), [], name);
  }
});

test("every example is as it says: a good one is clean and exercises its rule, a bad one is found and blames whom it declares", () => {
  const wrong = checkExamples(program).filter(({ ok }) => !ok);
  assert.deepEqual(
    wrong.map(
      ({ rule, example, why }) =>
        `${rule.id} ${example.good ? "good" : "bad"} ${example.title ?? ""}: ${why}`,
    ),
    [],
  );
});

test("every demand has a bad example that only this demand finds", () => {
  const idle = program.rules.flatMap((rule) =>
    withoutOneDemand(rule).flatMap(([demand, rest]) => {
      const examples = checkRule({ ...program, rules: [rest], fileOf: () => program.fileOf(rule) }, rest);
      return examples.some(({ example, ok }) => !example.good && !ok) ? [] : [`${rule.id} ${demand}`];
    }),
  );
  assert.deepEqual(idle, []);
});

test("each of the catalogue's 168 rules is in force at its level and cites its seed", () => {
  const entries = listIn("catalogue.json");
  assert.equal(new Set(entries.map((entry) => entry["rule"])).size, 168);
  for (const entry of entries) {
    const rule = program.rules.find(({ id }) => id === entry["rule"]);
    assert.ok(rule, String(entry["rule"]));
    assert.equal(rule.level, entry["level"], rule.id);
    const { seed } = entry;
    if (typeof seed === "string") assert.ok(citedSeeds(rule).includes(seed), `${rule.id} cites seed ${seed}`);
  }
});

/** How many things each of the documents says. */
const lengths = { "000": 14, "001": 16, "002": 19, "003": 17 };

test("every seed sentence has rules or says why not, and every rule that cites a seed carries one of its sentences", () => {
  const sentences = listIn("seeds.json");
  for (const [seed, length] of Object.entries(lengths)) {
    const own = sentences.filter((s) => s["seed"] === seed);
    assert.deepEqual(
      own.map((s) => s["n"]),
      Array.from({ length }, (_, i) => i + 1),
      seed,
    );
    const carried = new Set(own.flatMap(rulesOf));
    assert.deepEqual(
      [...carried].filter((id) => !program.rules.some((rule) => rule.id === id)),
      [],
      seed,
    );
    const citing = program.rules.filter((rule) => citedSeeds(rule).includes(seed)).map(({ id }) => id);
    assert.deepEqual(
      citing.filter((id) => !carried.has(id)),
      [],
      seed,
    );
  }
  for (const s of sentences)
    assert.equal(rulesOf(s).length === 0, typeof s["nothing"] === "string", String(s["text"]));
});

test("every source is cited", () => {
  const cited = new Set(
    program.rules.flatMap((rule) =>
      citationsOf(rule).map(({ kind, key }) => (kind === "seed" ? `seed ${key}` : key)),
    ),
  );
  assert.deepEqual(
    Object.keys(objectIn("sources.json")).filter((key) => !cited.has(key)),
    [],
  );
});

function reachable(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const d of fileNamed(name).declarations)
    if (d.kind === "import") reachable(`${d.path}.custody`, found);
  return found;
}

function fileNamed(name: string): SourceFile {
  const file = files.find((one) => one.name === name);
  assert.ok(file, `there is no ${name}`);
  return file;
}

type Item = Rule["items"][number];
type Inner = ForEach["items"][number];

/** The rule once for each of its demands, with that demand taken out; observations demand nothing. */
function withoutOneDemand(rule: Rule): readonly (readonly [string, Rule])[] {
  return rule.items.flatMap((item, i) =>
    without(rule, item).map(
      ([demand, rest]) => [demand, { ...rule, items: rule.items.toSpliced(i, 1, ...rest) }] as const,
    ),
  );
}

function without(rule: Rule, item: Item | Inner): readonly (readonly [string, readonly Inner[]])[] {
  if (item.kind === "never") return [[textOf(rule, item), []]];
  if (item.kind === "foreach")
    return item.items.flatMap((inner, i) =>
      without(rule, inner).map(
        ([demand, rest]) => [demand, [{ ...item, items: item.items.toSpliced(i, 1, ...rest) }]] as const,
      ),
    );
  if (item.kind !== "block") return [];
  return item.statements.flatMap((statement, i) =>
    ["require", "advise", "owe"].includes(statement.kind)
      ? [[textOf(rule, statement), [{ ...item, statements: item.statements.toSpliced(i, 1) }]] as const]
      : [],
  );
}

const textOf = (rule: Rule, { at, end }: Span): string => program.fileOf(rule).text.slice(at, end);

const citationsOf = (rule: Rule) => rule.items.flatMap((item) => (item.kind === "cites" ? item.sources : []));
const citedSeeds = (rule: Rule): readonly string[] =>
  citationsOf(rule)
    .filter(({ kind }) => kind === "seed")
    .map(({ key }) => key);

const line = ({ file, at, message }: Problem): string =>
  `${file}:${(files.find((one) => one.name === file)?.text ?? "").slice(0, at).split("\n").length} ${message}`;

function rulesOf(sentence: Readonly<Record<string, unknown>>): readonly string[] {
  const { rules } = sentence;
  assert.ok(Array.isArray(rules));
  return rules.map(String);
}

function objectIn(name: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(read(name));
  assert.ok(isObject(value), name);
  return value;
}

function listIn(name: string): readonly Readonly<Record<string, unknown>>[] {
  const value: unknown = JSON.parse(read(name));
  assert.ok(Array.isArray(value), name);
  return value.filter(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
