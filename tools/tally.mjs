// Reads the output of a stage's program for what it counted: passed, failed, and the skipped with their reasons.

/** A checker that only says yes or no, by its exit code. */
export function checked(_output, code) {
  return { passed: Number(code === 0), failed: Number(code !== 0), skipped: [] };
}

/** A checker that also says over how many files it went; over none is a failure. */
export function inspected(output, code) {
  const files = Number(/\bon (\d+) files?\b/.exec(output)?.[1] ?? 0);
  return checked(output, files > 0 ? code : 1);
}

/** Our own programs end in a line `N passed, N failed`; a line `skipped: NAME (REASON)` names one that was skipped. */
export function closingLine(output, code) {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed\b.*$/gm)].at(-1) ?? [];
  if (passed === undefined) return { passed: 0, failed: 1, skipped: [] };
  const skipped = [...output.matchAll(/^skipped: (.*)$/gm)].map(([, text]) => text);
  return { passed: Number(passed), failed: Math.max(Number(failed), Number(code !== 0)), skipped };
}

/** The sum of `custody run`; what is neither passed nor failed as expected counts as failed. */
export function scenarioTally(output, code) {
  const [, selected, sum] = [...output.matchAll(/^scenarios: (\d+) selected = (.*)$/gm)].at(-1) ?? [];
  if (selected === undefined) return { passed: 0, failed: 1, skipped: [] };
  const count = (status) => Number(new RegExp(`(\\d+) ${status}(?: \\+|$)`).exec(sum)?.[1] ?? 0);
  const passed = count("passed") + count("failed as expected");
  return { passed, failed: Math.max(Number(selected) - passed, Number(code !== 0)), skipped: [] };
}

/** node:test as TAP. A file without any test is reported by Node as a passed test named by its path: here it has failed. */
export function tapTally(output, code) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const empty = [...output.matchAll(/^ok \d+ - (.*\.test\.js)$/gm)].map(([, path]) => path);
  const failed = count("fail") + count("cancelled") + empty.length;
  const skipped = [...output.matchAll(/^ *ok \d+ - (.*) # SKIP ?(.*)$/gm)].map(
    ([, name, why]) => `${name} (${why})`,
  );
  return {
    passed: count("pass") - empty.length,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped,
    notes: empty.map((path) => `${path} has no test in it`),
  };
}

/** Of a TAP report, only the failures with their diagnostics, and what the tests themselves printed. */
export function tapFailures(output) {
  const shown = [];
  let depth;
  for (const line of output.split("\n")) {
    const indent = line.search(/\S/);
    if (depth !== undefined && indent >= 0 && indent <= depth) depth = undefined;
    if (/^ *not ok /.test(line)) depth = indent;
    if (depth !== undefined || printed.test(line)) shown.push(line);
  }
  return shown.join("\n");
}

const printed = /^ *# (?!Subtest:|(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) )/;
