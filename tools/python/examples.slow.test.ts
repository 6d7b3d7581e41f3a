// The redirector and the server in Python: right ones pass, and each of those with a declared defect is found and blamed, nobody else.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it, test } from "node:test";
import type { Finding } from "../../src/contract/verdict.ts";
import { openMuseum, scenarioNamed, type Hall } from "../../src/runner/museum/hall.ts";
import { play, type Play } from "../../src/runner/play/play.ts";
import { targetNamed } from "../../src/runner/subjects.ts";
import { peer } from "../peer.ts";
import { projectRoot } from "../root.ts";

type Role = "redirector" | "server";
type Defect = {
  readonly name: string;
  readonly role: Role;
  readonly breaks: string;
  readonly scenario: string;
};

const examples = join(projectRoot, "sdk", "python", "examples");
const wrong: Readonly<Record<Role, string>> = {
  redirector: join(examples, "wrong_redirectors.py"),
  server: join(examples, "wrong_servers.py"),
};
/** Of each role, wherever; all of them where nothing may be missing. */
const atLeast = 8;
const seeds: readonly number[] = [1, 2, 3, 4, 5, 6];
const all = process.env["CUSTODY_PEERS"] === "required";

let hall: Hall;

describe("subjects in Python", () => {
  before(async () => {
    hall = await openMuseum();
  });

  for (const role of ["redirector", "server"] as const) {
    it(`a ${role} passes where wrong ones are found`, async (t) => {
      const python = peer(t, "python3");
      if (python === undefined) return;
      const titles = ["the seven steps of a remote read", "the second answer overtakes the first"];
      const plays = await playedBy(`"${python}" -B "${join(examples, `${role}.py`)}"`, role, titles);
      assert.deepEqual(
        plays
          .map(({ result }) => [result.title, result.status, result.reason])
          .filter(([, s]) => s !== "passed"),
        [],
      );
    });

    it(`each defect of a ${role} is found, by its rule, and nobody else is blamed`, async (t) => {
      const python = peer(t, "python3");
      if (python === undefined) return;
      const defects = defectsOf(python, role);
      assert.ok(defects.length >= atLeast, `${defects.length} defects`);
      for (const { name, breaks, scenario } of all ? defects : defects.slice(0, atLeast)) {
        const command = `"${python}" -B "${wrong[role]}" ${name}`;
        const { result } = await foundBy(command, role, scenario, breaks);
        assert.equal(result.status, "failed", `${name}: ${result.reason ?? ""}`);
        const findings = result.findings.filter(isFirst);
        assert.deepEqual(
          findings.filter(({ blames }) => !result.live.includes(blames)).map(spelt),
          [],
          `${name} is nobody else's fault`,
        );
        assert.ok(
          findings.some(({ rule }) => rule === breaks),
          `${name}: ${breaks} is not among ${findings.map(spelt).join(", ")}`,
        );
        if (name === "writes-what-is-away") tellsItsSteps(result.failures[0]?.because ?? []);
      }
    });
  }
});

test("what custody adapter new writes can be judged at once", (t) => {
  const python = peer(t, "python3");
  if (python === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "custody-starter-"));
  try {
    custody("adapter", "new", "python", "--role", "protocol", folder);
    const started = join(folder, "adapter.py");
    const said = custody("adapter", "check", `exec:"${python}" -B "${started}"`, "--role", "protocol");
    assert.match(said, /^my protocol 0\.1 plays protocol$/mu);
    assert.match(said, /^It can be judged\./mu);
    assert.doesNotMatch(said, /FAILED/u);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function custody(...args: readonly string[]): string {
  const bin = join(projectRoot, "bin", "custody.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: "utf8" });
  assert.equal(status, 0, `${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

/** With the first seed that shows the rule broken: what two threads do first is free. */
async function foundBy(command: string, role: Role, scenario: string, breaks: string): Promise<Play> {
  for (const seed of seeds) {
    const [one] = await playedBy(command, role, [scenario], seed);
    assert.ok(one !== undefined);
    const isFound = one.result.findings.some(({ rule }) => rule === breaks);
    if (isFound || seed === seeds.at(-1)) return one;
  }
  throw new Error("there are no seeds");
}

/** Where it was touched, and which step had given it away. */
function tellsItsSteps(because: readonly string[]): void {
  const told = because.find((line) => line.startsWith("at ")) ?? "";
  assert.match(
    told,
    /^at wrong_\w+\.py:\d+ in send < .* < given away by (?:SendMessage|Reply) to .* at \w+\.py:\d+ in send$/u,
  );
}

const isFirst = ({ consequenceOf, provoked }: Finding): boolean =>
  consequenceOf === undefined && provoked !== true;
const spelt = ({ rule, blames }: Finding): string => `${rule} blames ${blames}`;

function defectsOf(python: string, role: Role): readonly Defect[] {
  const { stdout, stderr, status } = spawnSync(python, ["-B", wrong[role]], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): Defect => JSON.parse(line) as Defect);
}

async function playedBy(
  command: string,
  role: Role,
  titles: readonly string[],
  seed = 1,
): Promise<readonly Play[]> {
  const target = `exec:${command}`;
  const { subject } = await targetNamed(target);
  try {
    return titles.map((title) => {
      const scenario = scenarioNamed(hall, title);
      assert.ok(typeof scenario !== "string", title);
      return play({
        program: hall.program,
        scenario,
        kit: hall.reference,
        subject,
        target,
        roles: [role],
        seed,
      });
    });
  } finally {
    subject.close?.();
  }
}
