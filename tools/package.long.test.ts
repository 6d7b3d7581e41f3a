// The package as a stranger gets it: packed, looked at, installed in an empty folder, and used there on both Nodes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { parse } from "yaml";
import { newerNode, noNewerNode } from "./outside/newer-node.ts";
import { projectRoot } from "./root.ts";
import { installed, packed, shell } from "./outside/stranger.ts";

const place = mkdtempSync(join(tmpdir(), "custody-package-"));
after(() => rmSync(place, { recursive: true, force: true }));
const tarball = packed(place);
const folder = join(place, "somebody else's");
installed(folder, tarball);

const nodes: readonly (readonly [name: string, node: string | undefined])[] = [
  ["this Node", process.execPath],
  ["the newer Node", newerNode()],
];

test("it holds what is run and read, and no source, test or map", () => {
  const wanted = [
    "bin/custody.js",
    "dist/scenarios.bin",
    "dist/spec.bin",
    "dist/src/cli/main.js",
    "dist/src/index.d.ts",
    "dist/reference/index.js",
    "dist/features/index.js",
    "dist/grammar/parser.js",
    "docs/language.md",
    "docs/record.md",
    "features/receive/counts.feature",
    "features/receive/counts.custody",
    "reference/spec/all.custody",
    "reference/spec/seeds.json",
    "LICENSE",
    "README.md",
  ];
  assert.deepEqual(
    wanted.filter((path) => !tarball.files.includes(path)),
    [],
  );
  const unwanted = /(^|\/)(testing|bench|tools)\/|\.test\.|\.map$|^(?!sdk\/).*(?<!\.d)\.ts$/u;
  assert.deepEqual(
    tarball.files.filter((path) => unwanted.test(path)),
    [],
  );
});

test("publint has nothing to say", async () => {
  const bytes = readFileSync(tarball.path);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("attw finds the types of every entry", () => {
  const attw = join(projectRoot, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  const args = [attw, tarball.path, "--profile", "esm-only", "--format", "json"];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(status, 0, stdout);
  const { analysis } = JSON.parse(stdout) as { readonly analysis: { readonly entrypoints: object } };
  assert.deepEqual(Object.keys(analysis.entrypoints), [".", "./steps", "./package.json"]);
});

for (const [name, node] of nodes)
  test(`on ${name} version, init and run pass in an empty folder, and so does what CI runs`, (t) => {
    if (node === undefined) return t.skip(noNewerNode);
    assert.match(shell(folder, "node --version", node).stdout, name === "this Node" ? /^v/u : /^v2[4-9]/u);
    assert.match(shell(folder, "npx custody --version", node).stdout, /^custody \d+\.\d+\.\d+\n$/u);
    const started = shell(
      folder,
      "rm -rf features .github custody.expectations.yaml && npx custody init",
      node,
    );
    assert.equal(started.status, 0, started.stderr);
    const again = shell(folder, "npx custody init", node);
    assert.deepEqual([again.status, again.stdout], [3, ""]);
    const run = shell(folder, "npx custody run", node);
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /^scenarios: 1 selected = 1 passed$/mu);
    for (const line of linesOfCi(folder)) {
      const done = shell(folder, line, node);
      assert.equal(done.status, 0, `${line}\n${done.stdout}${done.stderr}`);
    }
    const bundled = shell(folder, "npx custody run --bundled", node);
    assert.equal(bundled.status, 0, bundled.stdout.slice(-2000) + bundled.stderr);
    assert.match(bundled.stdout, /^scenarios: (\d{3}) selected = \1 passed$/mu);
    return undefined;
  });

test("a user's own steps stand on the kit's, under custody run and under cucumber-js, typed", () => {
  ownSteps(join(folder, "features"));
  const run = shell(folder, "npx custody run");
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const alone = shell(folder, 'npx cucumber-js --import "features/**/*.mjs"');
  assert.equal(alone.status, 0, alone.stdout + alone.stderr);
  assert.match(alone.stdout, /^2 scenarios \(2 passed\)/mu);
  const own = join(folder, "features", "own.custody");
  writeFileSync(own, rule);
  for (const command of ["npx custody run", 'npx cucumber-js --import "features/**/*.mjs"']) {
    const bitten = shell(folder, command);
    assert.equal(bitten.status, 1, command);
    assert.match(bitten.stdout, /OWN-01 is broken by P/u, command);
  }
  rmSync(own);
  writeFileSync(join(folder, "features", "own.mjs"), "import 'nowhere-to-be-found';\n");
  const broken = shell(folder, "npx custody run");
  assert.equal(broken.status, 3);
  assert.match(
    broken.stderr,
    /^custody: The steps beside the features cannot be loaded: [^\n]*nowhere-to-be-found[^\n]*\n$/u,
  );
  for (const name of ["own.mjs", "own.feature"]) rmSync(join(folder, "features", name));
});

test("without Cucumber beside it features are played all the same, and with steps of one's own it says what to install", () => {
  const [here, gone] = ["node_modules/@cucumber/cucumber", "node_modules/@cucumber/gone"];
  const bare = (): ReturnType<typeof shell> =>
    shell(folder, `mv ${here} ${gone} && npx custody run; code=$?; mv ${gone} ${here}; exit $code`);
  const played = bare();
  assert.equal(played.status, 0, played.stdout + played.stderr);
  ownSteps(join(folder, "features"));
  const refused = bare();
  assert.equal(refused.status, 3, refused.stdout);
  assert.match(refused.stderr, /^custody: Steps of your own need Cucumber, .*: npm install [^\n]*\n$/u);
  for (const name of ["own.mjs", "own.feature"]) rmSync(join(folder, "features", name));
});

const rule = `import "ndis5"

rule OWN-01 must protocol "A protocol gives nothing back." {
  on protocol -> ndis NdisReturnPackets() { require size(packets) = 0 }
  good { P -> ndis NdisReturnPackets([]) }
  bad blames P { P -> ndis NdisReturnPackets([p1]) }
}
`;

/** What the workflow of `custody init` runs, but for the installation. */
function linesOfCi(where: string): readonly string[] {
  const text = readFileSync(join(where, ".github", "workflows", "custody.yml"), "utf8");
  const { jobs } = parse(text) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  };
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  assert.deepEqual(lines.slice(0, 1), ["npm ci"]);
  assert.ok(lines.length > 1);
  return lines.slice(1);
}

/** A step that reads what the kit's steps have played, and a feature that says it; in TypeScript they are compiled only. */
function ownSteps(features: string): void {
  mkdirSync(features, { recursive: true });
  const step = (scene: string, mark: string): string => `import "custody/steps";
import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
${mark}
Then("it takes {int} events or fewer", function (${scene}) {
  for (const { result } of this.plays) assert.ok(result.events.length <= most);
});
`;
  writeFileSync(join(features, "own.mjs"), step("most", ""));
  writeFileSync(
    join(features, "own.feature"),
    `Feature: Own steps
  Scenario: A short one
    Given the scenarios of "first.custody"
    When "a packet is taken over and comes back" is played
    Then it takes 40 events or fewer
`,
  );
  const typed = join(place, "typed.mts");
  writeFileSync(
    typed,
    step(
      "this: Scene, most: number",
      'import type { Scene } from "custody/steps";\nimport type { Layer } from "custody";\nexport type Mine = Layer<number>;',
    ),
  );
  const tsc = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  writeFileSync(join(folder, "typed.mts"), readFileSync(typed, "utf8"));
  const options = "--noEmit --strict --module nodenext --target es2023 --types node";
  const roots = `--typeRoots "${join(projectRoot, "node_modules", "@types")}"`;
  const checked = shell(folder, `node "${tsc}" ${options} ${roots} typed.mts`);
  assert.equal(checked.status, 0, checked.stdout);
}
