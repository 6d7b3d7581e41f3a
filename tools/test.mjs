// `npm test [STAGE…]`, `npm run quick`: runs the stages, one line each, and shows the output of those that fail.
// The last line is `N passed, N failed`, summed over all of them.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stages } from "./stages.mjs";
import { closingLine, tapFailures, tapTally } from "./tally.mjs";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const wanted = process.argv.slice(2);
const table = stages(root);
const chosen = choose();

/** The groups of the stages under way. */
const running = new Set();
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.on(signal, () => {
    for (const pid of running) endGroup(pid);
    process.exit(code);
  });

const total = { passed: 0, failed: 0 };
for (const group of groups(chosen)) {
  const results = await Promise.all(group.map(run));
  for (const [at, result] of results.entries()) {
    total.passed += result.passed;
    total.failed += result.failed;
    report(group[at], result);
  }
}
const left = wanted.length > 0 ? [] : table.filter((stage) => stage.apart);
for (const { name } of left) console.log(`left  ${name}: npm test -- ${name}`);
if (total.passed + total.failed === 0) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function groups(all) {
  const starts = all.flatMap((stage, at) => (stage.beside && at > 0 ? [] : [at]));
  return starts.map((from, i) => all.slice(from, starts[i + 1]));
}

function choose() {
  const names = wanted.filter((name) => name !== "--quick");
  const unknown = names.find((name) => !table.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    console.error(`There is no stage "${unknown}". Stages: ${table.map((stage) => stage.name).join(", ")}.`);
    process.exit(3);
  }
  const asked = table.filter(({ name, apart }) => (names.length > 0 ? names.includes(name) : !apart));
  if (!wanted.includes("--quick")) return asked;
  const quick = asked.filter((stage) => stage.quick);
  return quick.map((stage) =>
    stage.quickArgv === undefined ? stage : { ...stage, argv: stage.quickArgv() },
  );
}

async function run(stage) {
  const started = Date.now();
  if (stage.argv.length === 0) return failure("It found no test to run.", started);
  const { code, output, late } = await capture(stage);
  const tally = (stage.tally ?? closingLine)(output, code);
  const notes = tally.notes ?? [];
  if (late) notes.push(`It was stopped after ${stage.limit} s.`);
  if (tally.passed + tally.failed + tally.skipped.length === 0) notes.push("It ran no test.");
  const failed = notes.length > 0 ? Math.max(tally.failed, 1) : tally.failed;
  return { ...tally, failed, notes, output, milliseconds: Date.now() - started };
}

function failure(note, started) {
  return { passed: 0, failed: 1, skipped: [], notes: [note], output: "", milliseconds: Date.now() - started };
}

// Each stage is a process group of its own, so that whatever it started ends with it. A grandchild may hold the pipes
// open, so their end is awaited only for a moment.
function capture(stage) {
  return new Promise((resolve) => {
    const chunks = [];
    let late = false;
    const child = spawn(process.execPath, stage.argv, {
      cwd: root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child.pid);
    const end = () => endGroup(child.pid);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
    const timer = setTimeout(() => {
      late = true;
      end();
    }, stage.limit * 1000);
    child.on("exit", (code) => {
      clearTimeout(timer);
      end();
      running.delete(child.pid);
      const done = () => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8"), late });
      const patience = setTimeout(done, 2000);
      child.on("close", () => {
        clearTimeout(patience);
        done();
      });
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

function report(stage, { passed, failed, skipped, notes, output, milliseconds }) {
  const sum = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  console.log(`${failed === 0 ? "ok  " : "FAIL"} ${stage.name.padEnd(10)} ${seconds.padStart(7)}  ${sum}`);
  for (const line of skipped) console.log(`       skipped: ${line}`);
  if (failed === 0) return;
  for (const note of notes) console.log(`       ${note}`);
  const shown = stage.tally === tapTally ? tapFailures(output) || output : output;
  if (shown.trim() !== "") console.log(shown.trimEnd().replaceAll(/^/gm, "     | "));
}
