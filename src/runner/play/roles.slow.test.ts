// One text, every role: whoever is taken out of the kit and put under test, the reference passes every scenario that has the role.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Party } from "../../contract/event.ts";
import { castOf } from "./scene.ts";
import { scenarios } from "./testing/scenarios.ts";

const { program, of, play } = await scenarios();
const cast = of().map((scenario) => [scenario, castOf(program, scenario)] as const);
const roles = new Set(cast.flatMap(([, parties]) => parties.map((p) => p.role)));
const names = new Set(cast.flatMap(([, parties]) => parties.map((p) => p.name)).filter((n) => !roles.has(n)));

for (const name of [...roles, ...names])
  test(`${name} under test: nothing is left undecided`, () => {
    const having = cast.filter(([, parties]) => tells(parties, name));
    assert.ok(having.length > 0);
    for (const [scenario] of spread(having, name.length)) {
      const { result } = play(scenario, { roles: [name] });
      // what a live party says cannot be changed on purpose
      const mutates =
        result.status === "unsupported" && result.reason?.startsWith("it mutates what ") === true;
      if (!mutates) assert.equal(result.status, "passed", `"${scenario.title}": ${result.reason}`);
    }
  });

/** Of many, some from everywhere: the whole of it takes minutes (CUSTODY_WHOLE=1). */
function spread<T>(all: readonly T[], from: number): readonly T[] {
  const each = process.env["CUSTODY_WHOLE"] === "1" ? 1 : Math.ceil(all.length / 12);
  return all.filter((_, i) => i % each === from % each);
}

/** A name that all parties of its role have says no more than the role. */
function tells(parties: readonly Party[], name: string): boolean {
  if (roles.has(name)) return parties.some((p) => p.role === name);
  const role = parties.find((p) => p.name === name)?.role;
  return role !== undefined && parties.some((p) => p.role === role && p.name !== name);
}
