// What must hold whatever a subject does: it fails, or leaves a scenario undecided, and nothing is ever the kit's fault.
import assert from "node:assert/strict";
import type { ScenarioResult } from "../../../contract/result.ts";
import { defaultBounds } from "../../../simulation/world.ts";
import { isFirst } from "../led.ts";
import { castOf } from "../scene.ts";
import { scenarios } from "./scenarios.ts";
import { waysOf, wrong } from "./ways.ts";

const { program, kit, of, play } = await scenarios();

/** Who begins again and again what it never says comes to no end otherwise. */
const world = { bounds: { ...defaultBounds, steps: 4000 } };

export const wrongRoles = ["nic", "ndis", "protocol", "client", "filter", "redirector", "server", "os"];

/** Every `step`-th way of being wrong, each in `each` scenarios from everywhere: how many failed. */
export function neverTheKits(role: string, step: number, each: number): number {
  const having = of().filter((one) => castOf(program, one).some((p) => p.role === role));
  let failed = 0;
  waysOf(program, role).forEach(([title, way], i) => {
    if (i % step !== role.length % step) return;
    for (let k = 0; k < each; k++) {
      const scenario = having[(i * 7 + k * 37) % having.length];
      assert.ok(scenario !== undefined);
      const { result } = play(scenario, { subject: wrong(kit, program, role, way), roles: [role], world });
      accusesNobodyElse(result, `a ${role} that ${title}, in "${scenario.title}"`);
      if (result.status === "failed") failed++;
    }
  });
  return failed;
}

export function accusesNobodyElse(result: ScenarioResult, where: string): void {
  const { status, reason, findings, failures, live } = result;
  assert.notEqual(status, "kit error", `${where}: ${reason}`);
  const others = findings.filter((f) => isFirst(f) && !live.includes(f.blames));
  assert.deepEqual(
    others.map(({ rule, blames }) => `${rule} ${blames}`),
    [],
    where,
  );
  if (status === "failed")
    assert.ok(
      failures.every(({ blames }) => blames === undefined || live.includes(blames)),
      where,
    );
}
