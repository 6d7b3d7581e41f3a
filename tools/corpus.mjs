// The corpora of the grammar: every good file is read without a problem and as its tree says, every bad one shows the
// problems that stand beside it; together they use every rule of the grammar and show every kind of problem.
//   --update   writes the goldens anew

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import peggy from "peggy";
import { checkProblems } from "../dist/src/language/check/problems.js";
import { loadFiles } from "../dist/src/language/load.js";
import { parseFile } from "../dist/src/language/parse.js";
import { checkFiles } from "../dist/src/language/program.js";
import { syntaxProblems } from "../dist/src/language/problems.js";
import { inside, places } from "../dist/src/language/recovery/contexts.js";
import { excise, withBlanks } from "../dist/src/language/recovery/recover.js";
import { readings } from "../dist/src/language/recovery/split.js";
import { scan } from "../dist/src/language/scan.js";
import { reservedWords } from "../dist/src/language/words.js";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const grammar = "grammar"; // as a user of the checkout would spell it: goldens know no place
const update = process.argv.includes("--update");
const sources = new Set(["N5-RPK"]);
// Rules that match nothing and only name what is expected.
const silentRules = new Set(["NoValue"]);

let passed = 0;
let failed = 0;

const usedRules = new Set();
const shownCodes = new Set();
const traced = tracedParser();

for (const name of namesIn("good", ".custody")) good(name);
for (const name of namesIn("bad", ".custody")) bad(name, textOf("bad", name));
for (const name of namesIn("bad", ".recipe.json")) bad(name, baked(JSON.parse(textOf("bad", name))));
coverage(
  "rule of the grammar used by a good file",
  traced.rules.filter((rule) => !silentRules.has(rule)),
  usedRules,
);
coverage(
  "kind of problem shown by a bad file",
  Object.keys({ ...syntaxProblems, ...checkProblems }),
  shownCodes,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function good(name) {
  const text = textOf("good", name);
  const problems = problemsOf(join(grammar, "good", name), text);
  const { file } = parseFile(name, text);
  if (problems.length > 0) fail(`good/${name}`, `has problems:\n${problems.join("\n")}`);
  else
    golden(
      "good",
      name.replace(/\.custody$/, ".tree"),
      file.declarations.map((each) => tree(each, "")).join("\n"),
    );
  trace(text);
}

function bad(name, text) {
  const problems = problemsOf(join(grammar, "bad", name), text);
  for (const line of problems) shownCodes.add(line.split(" ")[1]);
  if (problems.length === 0) fail(`bad/${name}`, "has no problem");
  else golden("bad", name.replace(/\.custody$|\.recipe\.json$/, ".problems"), problems.join("\n"));
}

/** What lint would say about this file, one line each. */
function problemsOf(path, text) {
  const read = (wanted) =>
    wanted === path ? text : existsSync(wanted) ? readFileSync(wanted, "utf8") : undefined;
  const loaded = loadFiles([path], read, { list: (folder) => readdirSync(folder) });
  const found = checkFiles(loaded.files, { parsed: loaded.parsed, sources });
  return [...loaded.parsed, ...loaded.problems, ...found.problems]
    .filter((problem) => problem.file === path && (problem.severity === "error" || path.includes("bad")))
    .sort((a, b) => a.at - b.at || a.end - b.end)
    .map(
      (problem) =>
        `${place(text, problem.at)} ${problem.code} ${problem.message}${problem.hint ? ` (${problem.hint})` : ""}`,
    );
}

function place(text, at) {
  const lines = text.slice(0, at).split("\n");
  return `${lines.length}:${lines.at(-1).length + 1}`;
}

/** A text too large to be kept: pieces, each with how often it stands there. */
function baked(pieces) {
  return pieces
    .map((piece) => (typeof piece === "string" ? piece : piece.repeat.repeat(piece.times)))
    .join("");
}

/** A node in brackets, without positions: (kind part …); what is false or empty is left out. */
function tree(value, indent) {
  if (Array.isArray(value)) return `[${value.map((each) => tree(each, indent)).join(" ")}]`;
  if (value === null || typeof value !== "object")
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  const deeper = `${indent}  `;
  const parts = Object.entries(value)
    .filter(
      ([key, part]) =>
        !["at", "end", "kind"].includes(key) && part !== false && !(Array.isArray(part) && part.length === 0),
    )
    .filter(([key]) => value.kind !== "resource" || (key !== "fields" && key !== "moves"))
    .map(([key, part]) => `${key}=${tree(part, deeper)}`);
  const whole = `(${[value.kind ?? "", ...parts].filter((part) => part !== "").join(" ")})`;
  return ["block", "event", "boundary", "acts", "role", "type", "fields", "move"].includes(value.kind) ||
    indent === ""
    ? `\n${indent}${whole}`
    : whole;
}

function golden(folder, name, content) {
  const path = join(grammar, folder, name);
  const fresh = `${content.trim()}\n`;
  const kept = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (kept === fresh) passed++;
  else if (update) {
    writeFileSync(path, fresh);
    passed++;
    console.log(`written: ${folder}/${name}`);
  } else
    fail(
      `${folder}/${name}`,
      `${kept === undefined ? "is missing" : firstDifference(kept, fresh)}; --update writes it`,
    );
}

function firstDifference(kept, fresh) {
  const lines = fresh.split("\n");
  const at = kept.split("\n").findIndex((line, i) => line !== lines[i]);
  return `differs in line ${at + 1}:\n  is    ${lines[at]}\n  was   ${kept.split("\n")[at]}`;
}

function fail(what, why) {
  failed++;
  console.log(`${what} ${why}`);
}

function coverage(what, wanted, seen) {
  const missing = wanted.filter((each) => !seen.has(each));
  console.log(`${wanted.length - missing.length} of ${wanted.length}: ${what}`);
  if (missing.length === 0) passed++;
  else fail(`not every ${what};`, `missing: ${missing.join(", ")}`);
}

function tracedParser() {
  const sourcesOf = readdirSync(grammar)
    .filter((name) => name.endsWith(".peggy"))
    .sort((a, b) => Number(b === "custody.peggy") - Number(a === "custody.peggy") || (a < b ? -1 : 1))
    .map((name) => ({ source: name, text: textOf("", name) }));
  const rules = sourcesOf.flatMap(({ text }) =>
    [...text.matchAll(/^([A-Za-z_]+)(?: "[^"]*")?\n? *=/gm)].map(([, rule]) => rule),
  );
  return { rules, parser: peggy.generate(sourcesOf, { allowedStartRules: ["*"], trace: true }) };
}

/** Reads the file as a whole, and each of its statements alone, and notes which rules match. */
function trace(text) {
  const tracer = { trace: (event) => void (event.type === "rule.match" && usedRules.add(event.rule)) };
  const parse = (part, startRule) =>
    traced.parser.parse(part, { startRule, base: 0, reserved: reservedWords, tracer });
  const scanned = scan(text);
  const plain = scanned.plain();
  parse(scanned.masked, "File");
  for (const { at, end } of scanned.pieces) {
    const [parts] = readings(plain, at, end);
    const stretch = withBlanks(plain, at, end, parts);
    const each = (statements, context) => {
      for (const statement of statements) {
        parse(excise(stretch, at, statement).text, places[context].startRule);
        for (const block of statement.blocks)
          each(block.statements, inside(context, statement.word, block.statements[0]?.word));
      }
    };
    each(parts.statements, "declaration");
  }
}

function namesIn(folder, ending) {
  return readdirSync(join(grammar, folder))
    .filter((name) => name.endsWith(ending))
    .sort();
}

function textOf(folder, name) {
  return readFileSync(join(grammar, folder, name), "utf8");
}
