// Memory that a driver does not get: the worked drivers bear it wherever it comes, and one that does not look at what it got is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sweepScenario } from "../../src/runner/sweep/sweep-scenario.ts";
import { peer } from "../peer.ts";
import { driver, exampleSources, testSource, type Source } from "./compile.ts";
import { begun, spoken } from "./lines.ts";
import { onStages } from "./playing.ts";

const options = { orders: "one", most: 50, effort: 400 } as const;
const short = ["low resources: memory of a protocol", "low resources: memory of a protocol, later"];

async function swept(compiler: string, files: readonly Source[], file: string, title: string) {
  const program = driver(compiler, files);
  const [result] = await onStages(`'${program}'`, "protocol", file, [title], (stage) =>
    sweepScenario(stage, options, short),
  );
  return result;
}

for (const [name, file, title] of [
  ["protocol6", "send/completion.custody", "two sends, one completion"],
  ["protocol5", "receive/transfer.custody", "the rest comes later"],
] as const)
  test(`${name} bears the lack of memory wherever it comes`, async (t) => {
    const compiler = peer(t, "gcc");
    if (compiler === undefined) return;
    const result = await swept(compiler, exampleSources(name), file, title);
    assert.equal(result?.failure?.result.reason, undefined);
    const began = (result?.tried ?? []).map((one) => one.began);
    assert.ok(
      began.some((n) => n > 5),
      `tried ${began.join(", ")} times`,
    );
  });

test("a driver that does not look at what it got is found", async (t) => {
  const compiler = peer(t, "gcc");
  if (compiler === undefined) return;
  const right = "if (Request->Buffer == NULL) {";
  const files = exampleSources("protocol6").map((source) => ({
    ...source,
    text: source.text.replace(right, "if (Request == NULL) {"),
  }));
  assert.equal(files.filter(({ text }) => text.includes("if (Request == NULL) {")).length, 1);
  const result = await swept(compiler, files, "send/completion.custody", "two sends, one completion");
  assert.match(result?.failure?.result.reason ?? "all went well", /^P crashed/u);
});

test("the nth allocation fails, whatever it is of, and is said to have befallen", (t) => {
  const compiler = peer(t, "gcc");
  if (compiler === undefined) return;
  const said = spoken(driver(compiler, [testSource("kernel")]), "P", [
    { kind: "fault", ask: 4, to: "P", on: 3, name: "lacksMemory", args: { nth: 3 }, now: 0 },
    begun("allocations"),
  ]);
  assert.deepEqual(said.notes, ["PASSIVE memory", "PASSIVE pool", "PASSIVE no MDL", "PASSIVE MDL"]);
  assert.deepEqual(
    said.lines.filter(({ kind }) => kind === "befell").map(({ fault, from }) => [fault, from]),
    [["lacksMemory", "P"]],
  );
  assert.deepEqual(said.lines.find(({ kind }) => kind === "ready")?.["takes"], ["do", "fault"]);
});
