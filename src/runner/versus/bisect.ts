// Who of several that one subject plays is to blame: the scenario again, with ever more of them played by the reference.
import type { Scenario } from "../../contract/syntax.ts";
import type { ScenarioResult, ScenarioStatus } from "../../contract/result.ts";
import { play, type Stage } from "../play/play.ts";
import { castOf, partiesOfRole } from "../play/scene.ts";

/** What came of the scenario with the reference in these roles. */
export type Replaced = {
  readonly roles: readonly string[];
  readonly status: ScenarioStatus;
  readonly reason?: string;
};

export type Bisected = {
  /** with the subject in every role */
  readonly whole: ScenarioResult;
  /** in the order in which it was tried; empty where nothing failed */
  readonly tried: readonly Replaced[];
  /** the smallest sets without which it goes as written; several where each of them is enough, none where the reference fails as well */
  readonly guilty: readonly (readonly string[])[];
};

/** `stage.roles` are all roles that the subject plays, one by one. */
export function bisect(stage: Stage): Bisected {
  const present = rolesIn(stage, stage.scenario);
  const whole = play({ ...stage, roles: present }).result;
  if (whole.status !== "failed") return { whole, tried: [], guilty: [] };
  const tried: Replaced[] = [];
  for (let size = 1; size <= present.length; size++) {
    const round = setsOf(present, size).map((roles) => ({ roles, result: without(stage, present, roles) }));
    tried.push(...round.map(({ roles, result }) => replaced(roles, result)));
    const guilty = round.filter(({ result }) => isCured(result)).map(({ roles }) => roles);
    if (guilty.length > 0) return { whole, tried, guilty };
  }
  return { whole, tried, guilty: [] };
}

/** Those of its roles that the scenario has. */
const rolesIn = ({ program, roles }: Stage, scenario: Scenario): readonly string[] => {
  const cast = castOf(program, scenario);
  return [...new Set(roles)].filter((role) => partiesOfRole(cast, role).length > 0);
};

/** Nobody under test would mean everybody: then the reference is put under test in their place. */
function without(stage: Stage, present: readonly string[], replacedRoles: readonly string[]): ScenarioResult {
  const left = present.filter((role) => !replacedRoles.includes(role));
  return play(left.length > 0 ? { ...stage, roles: left } : { ...stage, subject: stage.kit, roles: present })
    .result;
}

/** Whoever is left may have nothing to say in it: it went as written all the same. */
const isCured = ({ status, failures, events }: ScenarioResult): boolean =>
  status === "passed" || (status === "unsupported" && failures.length === 0 && events.length > 0);

const replaced = (roles: readonly string[], { status, reason }: ScenarioResult): Replaced => ({
  roles,
  status,
  ...(reason === undefined ? {} : { reason }),
});

/** All sets of that size, in the order of the roles. */
function setsOf(roles: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return roles.flatMap((role, at) =>
    setsOf(roles.slice(at + 1), size - 1).map((others) => [role, ...others]),
  );
}
