// The conversations of docs/transcripts: each of their lines is one by the schema, and the kit says its part again, word for word.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ScenarioResult } from "../../contract/result.ts";
import { adapterSchema } from "../../language/generate/adapter.ts";
import { loadWithSpec } from "../input/load.ts";
import { kitRoot } from "../kit.ts";
import { play } from "../play/play.ts";
import { reference, targetNamed } from "../subjects.ts";
import { shownIn, transcriptOf } from "./transcripts.ts";

const folder = join(kitRoot, "docs", "transcripts");
const files = [...new Set(Object.values(shownIn).map(({ file }) => file))];
const { program } = loadWithSpec(files);
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  adapterSchema(program),
);
const kit = (await reference()).subject;
const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").trimEnd().split("\n");

/** By a program that knows nothing else. `isWhole`: it heard all of it. */
async function replayed(
  role: string,
  file: string,
): Promise<{ readonly result: ScenarioResult; readonly isWhole: unknown }> {
  const scenario = program.scenarios.find(({ title }) => title === shownIn[role]?.title);
  assert.ok(scenario !== undefined);
  const replays = join(kitRoot, "src", "adapters", "testing", "replays.mjs");
  const { subject } = await targetNamed(`exec:'${process.execPath}' '${replays}' '${file}'`, {
    roles: [role],
  });
  const { result } = play({ program, scenario, kit, subject, target: "exec:", roles: [role], seed: 1 });
  const isWhole = subject.claims?.("the end of the transcript");
  subject.close?.();
  return { result, isWhole };
}

test("there is one for every role of the vocabularies, and for nothing else", () => {
  const roles = [...program.roles.keys()].toSorted();
  assert.deepEqual(Object.keys(shownIn).toSorted(), roles);
  assert.deepEqual(
    readdirSync(folder).toSorted(),
    roles.map((role) => `${role}.jsonl`),
  );
});

for (const role of Object.keys(shownIn))
  test(`as ${role}: every line is one by the schema, and is said again`, async () => {
    const file = join(folder, `${role}.jsonl`);
    const lines = linesOf(file);
    assert.equal(
      transcriptOf(program, kit, role).text,
      readFileSync(file, "utf8"),
      "node tools/generate.mjs",
    );
    for (const text of lines) {
      const { line } = JSON.parse(text) as { readonly line: unknown };
      assert.ok(validate(line), `${text}: ${JSON.stringify(validate.errors)}`);
    }
    const { result, isWhole } = await replayed(role, file);
    assert.deepEqual([result.status, result.reason, isWhole], ["passed", undefined, true]);
  });

test("a line that the kit says otherwise ends the conversation", async () => {
  const lines = linesOf(join(folder, "nic.jsonl"));
  const other = join(mkdtempSync(join(tmpdir(), "custody-transcript-")), "nic.jsonl");
  writeFileSync(other, lines.join("\n").replace('"size":200', '"size":201'));
  const { result } = await replayed("nic", other);
  rmSync(dirname(other), { recursive: true });
  assert.equal(result.status, "failed");
  assert.match(result.reason ?? "", /^nic error: line 6 should be .*"size":201.* and is .*"size":200/u);
});
