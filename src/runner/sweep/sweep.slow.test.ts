// The sweep finds what only an interruption shows, its finding can be repeated, and the soak is its seed's and nobody else's.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { custody } from "../../cli/testing/custody.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { replaying } from "../../simulation/choice/chooser.ts";
import { play, type Stage } from "../play/play.ts";
import { readToken } from "../play/token.ts";
import { scenarios, type Scenarios } from "../play/testing/scenarios.ts";
import { isSoaked, recordOfSoak, soak, type Soaking } from "../soak/soak.ts";
import { mutated, reference, type ReferenceModule } from "../subjects.ts";
import { sweepScenario } from "./sweep-scenario.ts";

let all: Scenarios;
let kit: ReferenceModule;
before(async () => {
  all = await scenarios();
  kit = await reference();
});

const stageOf = (title: string, more: Partial<Stage> = {}): Stage => {
  const scenario = all.program.scenarios.find((s): s is Scenario => s.title === title);
  assert.ok(scenario !== undefined, title);
  const { program } = all;
  const { subject } = kit;
  return { program, scenario, kit: subject, subject, target: "reference", roles: [], seed: 1, ...more };
};
const everywhere = { orders: "all", most: 60, effort: 0 } as const;
const asWritten = { orders: "one", most: 0, effort: 1_000_000 } as const;

describe("a sweep", () => {
  it("interrupts every configuration of the run as written, and every order of a small one", () => {
    const one = sweepScenario(stageOf("a list waits below, and ends in time"), asWritten, []);
    assert.equal(one.failure, undefined);
    assert.ok(one.complete);
    for (const { title, began, refused } of one.tried)
      assert.equal(began + refused, one.points, `${title} is tried everywhere`);
    const every = sweepScenario(stageOf("a list waits below, and ends in time"), everywhere, ["reset"]);
    assert.equal(every.failure, undefined);
    assert.ok(every.configurations > one.points);
  });

  it("says which interruptions can befall nobody, and why", () => {
    const { inapplicable } = sweepScenario(stageOf("a list waits below, and ends in time"), asWritten, []);
    assert.deepEqual(
      inapplicable.filter(({ title }) => title === "cable loss"),
      [{ title: "cable loss", why: "no wire takes part" }],
    );
  });

  it("finds what is right until something comes between; its token repeats exactly that run", () => {
    const mutants = kit.mutants.filter(({ interruption }) => interruption !== undefined);
    assert.ok(mutants.length >= 3);
    for (const mutant of mutants) {
      const [title = ""] = mutant.scenarios;
      const stage = stageOf(title, {
        subject: mutated(kit.subject, mutant),
        target: `mutant:${mutant.name}`,
        roles: [mutant.role],
      });
      assert.equal(play(stage).result.status, "passed", `${mutant.name} passes as written`);
      const { failure } = sweepScenario(stage, asWritten, [mutant.interruption ?? ""]);
      assert.ok(failure !== undefined, mutant.name);
      assert.ok(failure.result.findings.some((f) => f.rule === mutant.breaks));
      const token = readToken(failure.result.token());
      assert.deepEqual(token?.interruption, failure.interruption);
      const again = play(
        { ...stage, interruption: failure.interruption },
        Object.assign(replaying(token?.choices ?? []), { taken: token?.choices ?? [] }),
      );
      assert.deepEqual(again.result.events, failure.result.events);
    }
  });

  it("has exit codes: 0 drained, 1 not, 2 nothing could begin, 3 no such interruption", () => {
    const file = "features/send/order.custody";
    const args = ["--orders", "one", "--effort", "200"];
    assert.equal(custody(["sweep", file, ...args, "--interruption", "reset"]).code, 0);
    const still = ["sweep", "features/receive/shared-packets.custody", ...args];
    assert.equal(custody([...still, "--interruption", "cable loss"]).code, 2);
    assert.equal(custody(["sweep", file, "--interruption", "cabel loss"]).code, 3);
    const failed = custody([
      "sweep",
      "features/receive/shared-packets.custody",
      "--orders",
      "one",
      "--interruption",
      "pause",
      "--target",
      "mutant:protocol-takes-pause-for-granted",
    ]);
    assert.equal(failed.code, 1, failed.err);
    assert.match(failed.out, /FAILED pause of nic, behind event \d+, when .* was next/u);
    assert.match(failed.out, /repeat +npx custody replay c1\./u);
  });
});

describe("a soak", () => {
  const soaking = (): Soaking => ({
    draw: kit.draw,
    kit: kit.subject,
    subject: kit.subject,
    target: "reference",
    roles: [],
  });
  const recordOf = (seed: number): string => recordOfSoak(soak(soaking(), seed), soaking(), "");

  it("gives the same record for the same seed, which the record says, and another for another", () => {
    for (const seed of [3, 26, 530]) {
      assert.equal(recordOf(seed), recordOf(seed));
      assert.ok(recordOf(seed).includes(`"seed":${seed},`));
    }
    assert.notEqual(recordOf(3), recordOf(4));
  });

  it("ends without a finding and with everything returned, and not so for the wrong ones", () => {
    for (let seed = 1; seed <= 20; seed++) assert.ok(isSoaked(soak(soaking(), seed)), `seed ${seed}`);
    for (const name of ["ndis-never-gives-back", "filter-swallows-completions"]) {
      const mutant = kit.mutants.find((one) => one.name === name);
      assert.ok(mutant !== undefined);
      const wrong = { ...soaking(), subject: mutated(kit.subject, mutant), roles: [mutant.role] };
      const seeds = Array.from({ length: 20 }, (_, n) => n + 1);
      assert.ok(
        seeds.some((seed) => !isSoaked(soak(wrong, seed))),
        name,
      );
    }
  });
});
