// The recipes of docs/ci.md, run as they stand: in a project of its own, by the tool's own rules, with everything but the services.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { installedNpx } from "../../tools/outside/stranger.ts";
import { kitRoot } from "../runner/kit.ts";

const place = mkdtempSync(join(tmpdir(), "custody-ci-"));
after(() => rmSync(place, { recursive: true, force: true }));
const page = readFileSync(join(kitRoot, "docs", "ci.md"), "utf8");

/** The parser that Cucumber itself uses. */
const { parse } = createRequire(createRequire(import.meta.url).resolve("@cucumber/cucumber"))("yaml") as {
  readonly parse: (text: string) => unknown;
};

type Step = {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
};
type Job = {
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
};
type GitHub = { readonly jobs: Readonly<Record<string, Job>> };
type GitLab = Readonly<
  Record<
    string,
    {
      readonly script: readonly string[];
      readonly parallel?: number;
      readonly artifacts: { readonly paths: readonly string[] };
    }
  >
>;

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "gu"))].map(([, text = ""]) => text);
const [github, gitlab] = blocks("yaml").map((text): unknown => parse(text));
const [atOnce = "", processes = ""] = blocks("sh");

/** A project that has installed the kit, with our features about receiving as its own. */
function project(name: string): string {
  const root = join(place, name);
  mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
  mkdirSync(join(root, "reports"));
  cpSync(join(kitRoot, "features", "receive"), join(root, "features", "receive"), { recursive: true });
  symlinkSync(kitRoot, join(root, "node_modules", "custody"), "junction");
  symlinkSync(join("..", "custody", "bin", "custody.js"), join(root, "node_modules", ".bin", "custody"));
  writeFileSync(join(root, "package.json"), '{ "name": "driver", "private": true }\n');
  return root;
}

function shell(
  root: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
): { readonly code: number | null; readonly said: string } {
  const { GITHUB_ACTIONS: _there, NODE_OPTIONS: _options, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", installedNpx + script], {
    cwd: root,
    encoding: "utf8",
    env: { ...inherited, ...env },
    maxBuffer: 1 << 26,
  });
  return { code: status, said: stdout + stderr };
}

/** Installing is the registry's business. */
const isOurs = (line: string): boolean => !line.startsWith("npm ci");

test("GitHub: every shard's lines, then the whole's", () => {
  const { jobs } = github as GitHub;
  const { shard, whole } = jobs;
  assert.ok(shard !== undefined && whole !== undefined);
  assert.equal(whole.needs, "shard");
  const root = project("github");
  const summary = join(root, "summary.md");
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: root };
  const numbers = shard.strategy?.matrix.shard ?? [];
  assert.equal(numbers.length, 3);
  for (const n of numbers)
    for (const line of linesOf(shard).map((text) => text.replaceAll("${{ matrix.shard }}", String(n)))) {
      const { code, said } = shell(root, line, env);
      assert.equal(code, 0, said);
      for (const { with: given } of shard.steps.filter(
        ({ uses }) => uses?.startsWith("actions/upload-artifact") === true,
      ))
        assert.ok(
          existsSync(join(root, given?.["path"]?.replaceAll("${{ matrix.shard }}", String(n)) ?? "none")),
        );
    }
  // what is fetched is what was kept, and comes where it was
  const [kept] = shard.steps.flatMap(({ with: given }) => given?.["name"] ?? []);
  const [fetched] = whole.steps.flatMap(({ with: given }) => given?.["pattern"] ?? []);
  assert.equal(kept?.replace("${{ matrix.shard }}", "*"), fetched);
  for (const line of linesOf(whole)) {
    const { code, said } = shell(root, line, env);
    assert.equal(code, 0, said);
    assert.match(said, /\nexit 0: green\n/u);
  }
  const [sarif] = whole.steps.flatMap(({ with: given }) => given?.["sarif_file"] ?? []);
  assert.ok(existsSync(join(root, sarif ?? "none")));
  assert.match(readFileSync(summary, "utf8"), /- exit 0: green\n/u);
});
const linesOf = ({ steps }: Job): readonly string[] => steps.flatMap(({ run }) => run ?? []).filter(isOurs);

test("GitLab: every shard's lines, then the whole's", () => {
  const { shard, whole } = gitlab as GitLab;
  assert.ok(shard !== undefined && whole !== undefined);
  const root = project("gitlab");
  const of = shard.parallel ?? 0;
  assert.equal(of, 3);
  for (let n = 1; n <= of; n++) {
    const { code, said } = shell(root, shard.script.join("\n"), {
      CI_NODE_INDEX: String(n),
      CI_NODE_TOTAL: String(of),
    });
    assert.equal(code, 0, said);
  }
  const { code, said } = shell(root, whole.script.join("\n"));
  assert.equal(code, 0, said);
  for (const file of ["junit.xml", "custody.md"]) assert.ok(existsSync(join(root, "reports", file)), file);
});

test("a plain shell: at once, and in processes; what fails in one of them fails the whole", () => {
  const root = project("shell");
  assert.equal(shell(root, atOnce).code, 0);
  const alone = readFileSync(join(root, "reports", "junit.xml"), "utf8");
  assert.equal(shell(root, processes).code, 0);
  assert.equal(readFileSync(join(root, "reports", "junit.xml"), "utf8"), alone);
  const broken = processes.replace(
    "run features",
    "run features/receive --target mutant:ndis-gives-back-twice",
  );
  const { code, said } = shell(root, broken);
  assert.equal(code, 1, said);
  assert.match(said, /\nexit 1: something failed\n/u);
});
