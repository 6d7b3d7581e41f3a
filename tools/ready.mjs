// Makes the checkout ready to run: the right packages in node_modules, the compiled program in dist.
// Plain JavaScript and Node's own modules only, because it runs before anything is installed. It notes what it has
// done as digests, written last, so that an interrupted run is simply done again.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const oldestNode = "20.19.0";
const sourceFolders = [
  "src",
  "reference",
  "reports",
  "features",
  "bench",
  "tools",
  "grammar",
  "sdk/typescript",
];
const sourceFiles = ["package-lock.json", "package.json", "tsconfig.json", "tsconfig.build.json"];
const textFolders = ["reference/spec", "features"];
const textNames = /\.(custody|json)$/;
const sourceNames = /\.(ts|peggy)$|^(build|bundle|ready|tokens)\.mjs$/;
/** Made of the sources, and therefore none. */
const generated = "grammar/parser.d.ts";

/** The sentence to stop with when this Node cannot run the project, or undefined. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return undefined;
  return `Custody needs Node ${oldestNode} or newer and this is Node ${version}: install a newer one from https://nodejs.org.`;
}

/** Does what is not done yet; answers the exit code. */
export function ready(root, say) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    process.stderr.write(`${problem}\n`);
    return 3;
  }
  const steps = [
    {
      note: join(root, "node_modules", ".custody-ready"),
      made: join(root, "node_modules", "typescript"),
      digest: packagesDigest,
      act: install,
      done: "packages installed",
    },
    {
      note: join(root, "dist", ".custody-ready"),
      made: join(root, "grammar", "parser.js"),
      digest: sourcesDigest,
      act: compile,
      done: "parser generated, sources compiled",
    },
    {
      note: join(root, "dist", ".custody-rules"),
      made: join(root, "dist", "tools", "spec-main.js"),
      digest: rulesDigest,
      act: freezeRules,
      done: "rules checked",
    },
  ];
  if (steps.every((step) => isDone(root, step))) return 0;
  return alone(root, () => {
    for (const step of steps) {
      if (isDone(root, step)) continue;
      const started = Date.now();
      const code = step.act(root, step);
      if (code !== 0) return code;
      say(`ready: ${step.done} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
    return 0;
  });
}

function isDone(root, { note, digest, made }) {
  return existsSync(note) && existsSync(made) && readFileSync(note, "utf8") === digest(root);
}

function packagesDigest(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  return hash
    .update(`${process.versions.node.split(".")[0]} ${process.platform} ${process.arch}`)
    .digest("hex");
}

function install(root, { note, digest }) {
  rmSync(note, { force: true });
  const wanted = digest(root);
  const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=notice"];
  const result = npm(["ci", ...flags], root);
  if (result.status !== 0) {
    process.stderr.write(installFailure(result));
    return 2;
  }
  writeFileSync(note, wanted);
  return 0;
}

// Under `npm start` the running npm names its own script, which also works where no npm is in the PATH.
function npm(args, root) {
  const script = process.env.npm_execpath ?? "";
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 };
  return basename(script) === "npm-cli.js"
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

function installFailure(result) {
  const said = result.error ? result.error.message : `${result.stdout}${result.stderr}`;
  const last = said.trimEnd().split("\n").slice(-12);
  return `The packages could not be installed. npm's last lines:
${last.map((line) => `  ${line}`).join("\n")}
Without a network, copy the folder node_modules (its file .custody-ready included) from a checkout of the same
package-lock.json, made with the same Node major version on the same platform; or point npm at a registry that
can be reached (npm config set registry URL). Then run the same command again.
`;
}

function sourcesDigest(root) {
  const hash = createHash("sha256");
  const files = [...sourceFiles, ...sourceFolders.flatMap((folder) => filesIn(root, folder, sourceNames))];
  for (const file of files) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function filesIn(root, folder, names) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(root, path, names);
      return names.test(entry.name) && path !== generated ? [path] : [];
    });
}

function rulesDigest(root) {
  const hash = createHash("sha256").update(sourcesDigest(root));
  const files = textFolders.flatMap((folder) => filesIn(root, folder, textNames));
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

// Commands read the frozen rules and scenarios when they are those of the texts, and the texts otherwise.
function freezeRules(root, { note, digest, made }) {
  const wanted = digest(root);
  const code = existsSync(made) ? node(root, [made]) : 0;
  if (code === 0) writeFileSync(note, wanted);
  return code;
}

// Built beside dist and renamed into its place: nobody sees a half-built one, and what was deleted from the sources is gone.
function compile(root, { note, digest }) {
  const dist = join(root, "dist");
  const fresh = `${dist}.tmp-${process.pid}`;
  const stale = `${dist}.old-${process.pid}`;
  const wanted = digest(root);
  try {
    const code =
      generateParser(root, fresh) ||
      node(root, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", fresh]) ||
      node(root, ["tools/bundle.mjs", fresh]);
    if (code !== 0) return code;
    writeFileSync(join(fresh, basename(note)), wanted);
    if (existsSync(dist)) renameSync(dist, stale);
    renameSync(fresh, dist);
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(stale, { recursive: true, force: true });
  }
}

function generateParser(root, fresh) {
  const code = node(root, ["grammar/build.mjs"]);
  if (code !== 0) return code;
  mkdirSync(join(fresh, "grammar"), { recursive: true });
  for (const name of ["parser.js", "parser.d.ts"])
    copyFileSync(join(root, "grammar", name), join(fresh, "grammar", name));
  return 0;
}

function node(root, args) {
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.status === 0) return 0;
  process.stderr.write(
    `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ? `${result.error.message}\n` : ""}`,
  );
  return 1;
}

// One at a time per checkout: the lock is outside of it, because `npm ci` empties node_modules. A lock whose owner is gone is taken over.
function alone(root, act) {
  const lock = join(
    tmpdir(),
    `custody-ready-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`,
  );
  for (let tries = 0; !taken(lock); tries++) {
    if (tries === 50)
      process.stderr.write(`ready: another run is preparing this checkout; if none is, delete ${lock}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    return act();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

const itself = fileURLToPath(import.meta.url);
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(itself)) {
  process.exitCode = ready(join(itself, "..", ".."), (line) => process.stdout.write(`${line}\n`));
}
