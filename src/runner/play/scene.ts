// Who takes part in a scenario: its cast, what each party is, and which of them are under test.
import type { Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { PartyDecl, Scenario, Step } from "../../contract/syntax.ts";
import type { Value, WordValue } from "../../contract/value.ts";
import { emptyStore } from "../../simulation/store.ts";
import { evaluate } from "../../simulation/script/values.ts";
import { show } from "../../simulation/bytes.ts";

/** The cast of a scenario in the order written; the wire joins the stations of an exchange by itself. */
export function castOf(program: Program, scenario: Scenario): readonly Party[] {
  const parties = scenario.steps.flatMap((step) =>
    step.kind === "parties" ? step.parties.map((p) => partyOf(program, p, step.station ?? "")) : [],
  );
  const wire =
    scenario.word === "exchange" &&
    parties.some((p) => p.role === "nic") &&
    !parties.some((p) => p.role === "wire");
  const cast = wire
    ? [...parties, partyOf(program, { role: "wire", name: "wire", at: 0, end: 0 }, "")]
    : parties;
  return scenario.steps.reduce<readonly Party[]>(
    (now, step) => (step.kind === "given" ? withGiven(program, now, step) : now),
    cast,
  );
}

function partyOf(program: Program, decl: PartyDecl, station: string): Party {
  const place = decl.role === "wire" ? "" : station;
  const full = (name: string): PartyId => (place === "" ? name : `${place}.${name}`);
  const role = program.roles.get(decl.role);
  const properties: Record<string, Value> = {};
  for (const p of role?.properties ?? [])
    if (p.default !== undefined) properties[p.name] = valueOf(program, p.default);
  return {
    id: full(decl.name),
    role: decl.role,
    name: decl.name,
    station: place,
    properties,
    ...(decl.of === undefined ? {} : { of: full(decl.of) }),
  };
}

function valueOf(program: Program, e: Parameters<typeof evaluate>[0]): Value {
  const value: WordValue | undefined = evaluate(e, {}, {}, { program, parties: [], store: emptyStore });
  return value === undefined ? (e.kind === "name" ? e.name : null) : show(value);
}

/** `given nic.serialized = true` says what a party is; a role stands for all of its parties. */
function withGiven(
  program: Program,
  parties: readonly Party[],
  step: Extract<Step, { kind: "given" }>,
): readonly Party[] {
  const dot = step.path.lastIndexOf(".");
  const [who, property] = [step.path.slice(0, dot), step.path.slice(dot + 1)];
  const named = parties.filter((p) => p.id === who);
  const chosen = named.length > 0 ? named : parties.filter((p) => p.name === who || p.role === who);
  const value = valueOf(program, step.value);
  return parties.map((p) =>
    chosen.includes(p) ? { ...p, properties: { ...p.properties, [property]: value } } : p,
  );
}

/** The parties that `--role` names: by role, name or full name. */
export function partiesOfRole(parties: readonly Party[], role: string): readonly PartyId[] {
  return parties.filter((p) => p.role === role || p.name === role || p.id === role).map((p) => p.id);
}
