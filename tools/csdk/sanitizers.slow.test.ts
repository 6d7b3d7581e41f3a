// The runtime and the worked drivers under the sanitizers of the compiler, where it has them: nothing is found but what was seeded.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { peer } from "../peer.ts";
import { compiled, driver, exampleSources, testSource } from "./compile.ts";
import { begun, spoken } from "./lines.ts";
import { played } from "./playing.ts";

const flags = ["-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-fno-omit-frame-pointer"];
/** Fibres have stacks of their own; a scenario's process ends without freeing. */
const environment = { ASAN_OPTIONS: "detect_leaks=0:detect_stack_use_after_return=0" };

function sanitized(t: TestContext): string | undefined {
  const compiler = peer(t, "gcc");
  if (compiler === undefined) return undefined;
  try {
    compiled(compiler, [...flags, "-x", "c", "-", "-o", "/dev/null"], "int main(void) { return 0; }\n");
    return compiler;
  } catch {
    t.skip("the compiler has no sanitizers");
    return undefined;
  }
}

const parts = [
  ["protocol6", "protocol", "send/completion"],
  ["protocol5", "protocol", "receive/transfer"],
  ["nic6", "nic", "receive/lists"],
] as const;
for (const [name, role, file] of parts)
  test(`${name} under sanitizers`, async (t) => {
    const compiler = sanitized(t);
    if (compiler === undefined) return;
    const program = driver(compiler, exampleSources(name), flags);
    const command = `env ASAN_OPTIONS=${environment.ASAN_OPTIONS} '${program}'`;
    const results = await played(command, role, `${file}.custody`);
    const wrong = results.filter(({ status }) => status !== "passed" && status !== "unsupported");
    assert.deepEqual(
      wrong.map(({ title, reason, log }) => [title, reason, log]),
      [],
    );
    assert.ok(results.some(({ status }) => status === "passed"));
  });

test("timers, locks, IRPs and closed pages under sanitizers", (t) => {
  const compiler = sanitized(t);
  if (compiler === undefined) return;
  const program = driver(compiler, [testSource("kernel")], flags);
  for (const [trial, error] of [
    ["timers", undefined],
    ["locks", undefined],
    ["irps", undefined],
    ["irp touched", /^writes data of memory, .* in IrpTouched$/u],
  ] as const) {
    const said = spoken(program, "P", [begun(trial)], environment);
    assert.doesNotMatch(said.log, /Sanitizer|runtime error/u);
    if (error === undefined) assert.equal(said.error, undefined);
    else assert.match(said.error ?? "", error);
  }
});
