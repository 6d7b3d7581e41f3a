// Writes what is made of the specification; with --check says what of it is stale:
//   reference/generated/   the words as types
//   sdk/schema/            the words as JSON Schemas, the custody moves as data
//   docs/transcripts/      a conversation for each role, by the adapter protocol
//   sdk/c/runtime/ndis/moves_table.c   the same moves for the C SDK
//   docs/rules/            the handbook of the rules
//   docs/traceability.md   from the sentences of the seeds to rules, scenarios and mutants
// A file that nothing makes any more is stale too, and is removed.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = (path) => import(pathToFileURL(join(root, "dist", path)).href);

const { kitRoot } = await built("src/runner/kit.js");
const { isSound } = await built("src/runner/input/load.js");
const { programWithFeatures } = await built("src/runner/check/covering.js");
const { ruleFamilies } = await built("src/runner/rulebook.js");
const { seedSentences } = await built("src/runner/suite.js");
const { specJson } = await built("src/runner/input/catalogue.js");
const { boundaryTypes } = await built("src/language/generate/boundaries.js");
const { boundarySchemas, recordSchema } = await built("src/language/generate/schema.js");
const { adapterSchema } = await built("src/language/generate/adapter.js");
const { cMoves } = await built("src/language/generate/c-table.js");
const { custodyTable } = await built("src/language/generate/custody.js");
const { shownIn, transcriptOf } = await built("src/runner/foreign/transcripts.js");
const { reference } = await built("src/runner/subjects.js");
const { markdownPage } = await built("reports/page.js");
const { familyPage, ruleIndex } = await built("reports/rulebook.js");
const { traceability } = await built("reports/traceability.js");

const { program, problems } = programWithFeatures(join(kitRoot, "features"));
if (!isSound(problems)) {
  console.error("The specification or the features have problems: custody lint says which.");
  process.exit(3);
}

const families = await ruleFamilies(program);
const wanted = new Map([
  ["reference/generated/words.ts", boundaryTypes(program)],
  ...schemas("sdk/schema"),
  ...transcripts("docs/transcripts", (await reference()).subject),
  ...handbook("docs/rules", "../../"),
]);
const folders = [...new Set([...wanted.keys()].map((path) => dirname(path)))];
wanted.set(
  "sdk/c/runtime/ndis/moves_table.c",
  cMoves(program, new Set(["client/protocol", "protocol/ndis", "ndis/nic", "filter/ndis"])),
);
wanted.set(
  "docs/traceability.md",
  markdownPage(
    traceability(seedSentences(), families, specJson("sources.json"), { toRoot: "../", toRules: "rules/" }),
  ),
);
const dead = folders
  .flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`))
  .filter((path) => !wanted.has(path));
const stale = [...wanted].filter(([path, text]) => read(path) !== text).map(([path]) => path);

if (process.argv.includes("--check")) {
  for (const path of [...stale, ...dead]) console.error(`${path} is stale: run node tools/generate.mjs`);
  process.exitCode = stale.length + dead.length === 0 ? 0 : 1;
} else {
  for (const path of stale) write(path, wanted.get(path));
  for (const path of dead) rmSync(join(root, path));
  for (const path of [...stale, ...dead]) console.log(path);
}

function schemas(folder) {
  const all = [
    ["record", recordSchema(program)],
    ["adapter", adapterSchema(program)],
    ...boundarySchemas(program),
  ];
  return [
    ...all.map(([name, schema]) => [`${folder}/${name}.schema.json`, indented(schema)]),
    [`${folder}/custody.json`, indented(custodyTable(program))],
  ];
}

function transcripts(folder, kit) {
  return Object.keys(shownIn).map((role) => {
    const { text, result } = transcriptOf(program, kit, role);
    if (result.status !== "passed")
      throw new Error(`as ${role} the reference ${result.status}: ${result.reason}`);
    return [`${folder}/${role}.jsonl`, text];
  });
}

function indented(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function handbook(folder, toRoot) {
  return [
    [`${folder}/README.md`, markdownPage(ruleIndex(families, toRoot))],
    ...families.map((family) => [`${folder}/${family.name}.md`, markdownPage(familyPage(family, toRoot))]),
  ];
}

function namesIn(folder) {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
}

function read(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

function write(path, text) {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
}
