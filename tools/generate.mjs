// Writes reference/generated/words.ts from the vocabularies; with --check says whether it is stale.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "reference", "generated", "words.ts");
const built = (path) => import(pathToFileURL(join(root, "dist", "src", "language", path)).href);

const { loadFiles } = await built("load.js");
const { resolveFiles } = await built("program.js");
const { boundaryTypes } = await built("generate/boundaries.js");

const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
const { files, parsed, problems, unread } = loadFiles(["reference/spec/all.custody"], read);
const found = resolveFiles(files, { parsed });
const errors = [...parsed, ...problems, ...found.problems].filter((p) => p.severity === "error");
if (unread.length > 0 || errors.length > 0) {
  const [first] = errors;
  console.error(
    first === undefined
      ? `${unread[0]} cannot be read.`
      : `${first.file}: ${first.message} (${errors.length} in all; see custody lint)`,
  );
  process.exit(3);
}

const text = boundaryTypes(found.program);
if (process.argv.includes("--check")) {
  if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error("reference/generated/words.ts is stale: run node tools/generate.mjs");
    process.exit(1);
  }
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, text);
  renameSync(`${target}.new`, target);
  console.log("reference/generated/words.ts");
}
