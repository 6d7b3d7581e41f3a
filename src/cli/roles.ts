// Who is put under test: a role or party that no scenario has would select nothing, and that is a slip of the pen.
import type { Program } from "../contract/program.ts";
import { castOf } from "../runner/play/scene.ts";
import { unknownName } from "../runner/input/unknown-name.ts";

/** Throws InputError. */
export function refuseUnknownRoles(program: Program, roles: readonly string[]): void {
  if (roles.length === 0) return;
  const parties = program.scenarios.flatMap((scenario) => castOf(program, scenario));
  const known = [...new Set([...program.roles.keys(), ...parties.flatMap((p) => [p.role, p.name, p.id])])];
  for (const role of roles)
    if (!known.includes(role))
      throw unknownName("role or party", role, known, `use one of ${[...program.roles.keys()].join(", ")}.`);
}
