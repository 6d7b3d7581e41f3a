// The examples in TypeScript: the right ones pass, and each with a declared defect is found and blamed, nobody else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { openMuseum, scenarioNamed, type Hall } from "../../src/runner/museum/hall.ts";
import { play, type Play } from "../../src/runner/play/play.ts";
import { castOf, partiesOfRole } from "../../src/runner/play/scene.ts";
import { targetNamed } from "../../src/runner/subjects.ts";
import type { Defect } from "../../sdk/typescript/examples/wrong-os.ts";
import { projectRoot } from "../root.ts";

// as it is compiled: a module of its own runs in a process of its own
const examples = join(projectRoot, "dist", "sdk", "typescript", "examples");
const atLeast = 8;

let hall: Hall;

describe("a module of handlers", () => {
  before(async () => {
    hall = await openMuseum();
  });

  it("passes where wrong ones are found", async () => {
    const titles = [
      "the seven steps of a remote read",
      "a local file stays at home",
      "the last of several seeks counts, backwards too",
    ];
    for (const title of titles) {
      const { result } = await played("os.js", title);
      assert.equal(result.status, "passed", `${title}: ${result.reason ?? ""}`);
    }
  });

  it("is a filter that is asked for nothing that it does not do", async () => {
    const asked = { passed: 0, unsupported: 0 };
    for (const scenario of hall.program.scenarios) {
      if (
        !scenario.title.includes("filter") ||
        partiesOfRole(castOf(hall.program, scenario), "filter").length === 0
      )
        continue;
      const { result } = await played("filter.js", scenario.title, "filter");
      assert.ok(
        result.status === "passed" || result.status === "unsupported",
        `${scenario.title}: ${result.reason ?? ""}`,
      );
      asked[result.status]++;
    }
    assert.ok(asked.passed >= 8 && asked.unsupported >= 15, JSON.stringify(asked));
  });

  it("is found with each defect, by its rule or its word, and nobody else is blamed", async () => {
    const defects = await declared();
    assert.ok(defects.length >= atLeast, `${defects.length} defects`);
    for (const [name, { breaks, scenario }] of defects) {
      process.env["DEFECT"] = name;
      const { result } = await played("wrong-os.js", scenario);
      const [found] = result.findings.filter((each) => each.consequenceOf === undefined);
      assert.equal(result.status, "failed", `${name}: ${result.reason ?? ""}`);
      if (found === undefined)
        assert.ok(result.reason?.startsWith(breaks), `${name}: ${result.reason ?? ""}`);
      else assert.equal(found.rule, breaks, name);
      for (const { blames } of result.failures)
        assert.ok(blames !== undefined && result.live.includes(blames), `${name} blames ${blames}`);
    }
  });
});

it("stands in the page on the protocol as it is", () => {
  const page = readFileSync(join(projectRoot, "docs", "adapter-protocol.md"), "utf8");
  const source = readFileSync(join(projectRoot, "sdk", "typescript", "examples", "os.ts"), "utf8");
  const [, shown = ""] = /```ts\n([^]*?)```/u.exec(page) ?? [];
  assert.ok(shown.length > 100);
  assert.ok(source.includes(shown.replaceAll(/^(?=.)/gmu, "  ")), shown);
});

async function declared(): Promise<readonly (readonly [name: string, defect: Defect])[]> {
  process.env["DEFECT"] = "throws"; // a module that is imported wants one; any does
  const { defects } = (await import(pathToFileURL(join(examples, "wrong-os.js")).href)) as {
    readonly defects: Readonly<Record<string, Defect>>;
  };
  return Object.entries(defects);
}

async function played(file: string, title: string, role = "os"): Promise<Play> {
  const target = `module:${join(examples, file)}`;
  const { subject } = await targetNamed(target);
  const scenario = scenarioNamed(hall, title);
  assert.ok(typeof scenario !== "string", title);
  try {
    const { program, reference: kit } = hall;
    return play({ program, scenario, kit, subject, target, roles: [role], seed: 1 });
  } finally {
    subject.close?.();
  }
}
