// What `npm test` consists of: one row per stage, in the order in which they run.
//   argv     the command, run by this Node in the project's folder
//   tally    its output -> what it counted; by default the last line that reads `N passed, N failed`
//   quick    also part of `npm run quick`, by quickArgv where there is one
//   limit    seconds after which it is stopped and has failed
//   apart    only when it is named: CI runs it by itself
//   beside   it runs at the same time as the one before it: they share the cores

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checked, inspected, scenarioTally, tapTally } from "./tally.mjs";

const bin = (path) => join("node_modules", path);

/** The stages, given the project's folder. */
export function stages(root) {
  const tests = testsIn(join(root, "dist")).map((path) => join("dist", path));
  const long = tests.filter((path) => path.endsWith(".long.test.js"));
  const slow = tests.filter((path) => path.endsWith(".slow.test.js"));
  const swift = tests.filter((path) => !long.includes(path) && !slow.includes(path));
  return [
    {
      name: "types",
      limit: 120,
      argv: [bin("typescript/bin/tsc"), "-p", "tsconfig.json"],
      tally: checked,
    },
    {
      name: "lint",
      beside: true,
      quick: true,
      limit: 120,
      argv: [bin("oxlint/bin/oxlint")],
      tally: inspected,
    },
    {
      name: "format",
      beside: true,
      quick: true,
      limit: 60,
      argv: [bin("oxfmt/bin/oxfmt"), "--check"],
      tally: inspected,
    },
    {
      name: "dead code",
      beside: true,
      limit: 60,
      argv: [bin("knip/bin/knip.js"), "--no-progress"],
      tally: checked,
    },
    { name: "fence", beside: true, quick: true, limit: 60, argv: ["dist/tools/fence/main.js"] },
    {
      name: "unit",
      quick: true,
      limit: 240,
      argv: nodeTest(swift, 60, 2),
      quickArgv: () => nodeTest(batches(root, swift), 120, 2),
      tally: tapTally,
    },
    { name: "slow", limit: 900, argv: nodeTest(slow, 300, 2), tally: tapTally },
    // what installs packages, or plays the whole suite once more: a third of all that there is to wait for
    { name: "long", apart: true, limit: 900, argv: nodeTest(long, 600, 2), tally: tapTally },
    { name: "generated", quick: true, limit: 60, argv: ["tools/generate.mjs", "--check"], tally: checked },
    { name: "corpora", beside: true, quick: true, limit: 120, argv: ["tools/corpus.mjs"] },
    {
      name: "features",
      beside: true,
      limit: 120,
      argv: ["bin/custody.js", "run", "--strict"],
      tally: scenarioTally,
    },
    { name: "museum", limit: 180, argv: ["bin/custody.js", "museum"] },
    { name: "sweep", beside: true, limit: 180, argv: ["bin/custody.js", "sweep", "--effort", "600"] },
  ];
}

// Explicit files, because node --test finds nothing in a folder on Node 20 and calls that a success; no files at all is
// a failure of the stage (argv is empty).
function nodeTest(files, seconds, atOnce) {
  if (files.length === 0) return [];
  const flags = [
    "--enable-source-maps",
    "--test",
    `--test-concurrency=${atOnce}`,
    `--test-timeout=${seconds * 1000}`,
  ];
  return [...flags, "--test-reporter=tap", "--test-reporter-destination=stdout", ...files];
}

/** The same files in two processes instead of one each, since starting Node is half of what small tests cost, with fewer runs of each property. */
function batches(root, files) {
  return [0, 1].map((half) => {
    const path = join("dist", `unit-${half + 1}.mjs`);
    const imports = files
      .filter((_, i) => i % 2 === half)
      .map((file) => `import ${JSON.stringify(`../${file.replaceAll("\\", "/")}`)};`);
    const fewer = 'import fc from "fast-check";\nfc.configureGlobal({ numRuns: 25 });\n';
    writeFileSync(join(root, path), `${fewer}${imports.join("\n")}\n`);
    return path;
  });
}

function testsIn(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(below, entry.name);
      if (entry.isDirectory()) return testsIn(folder, path);
      return entry.name.endsWith(".test.js") ? [path] : [];
    });
}
