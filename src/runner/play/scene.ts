// Who takes part in a scenario: its cast, what each party is, and which of them are under test.
import type { Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { PartyDecl, PartyRef, Scenario, Step } from "../../contract/syntax.ts";
import type { Value, WordValue } from "../../contract/value.ts";
import { expressionsOf, nodesOf } from "../../language/walk.ts";
import { emptyStore } from "../../simulation/store.ts";
import { evaluate } from "../../simulation/script/values.ts";
import { show } from "../../simulation/bytes.ts";

/** The cast of a scenario in the order written; the wire joins the stations of an exchange by itself. */
export function castOf(program: Program, scenario: Scenario): readonly Party[] {
  const lines = scenario.steps.filter((step) => step.kind === "parties");
  const parties =
    lines.length > 0 || scenario.word === "exchange"
      ? lines.flatMap((line) => line.parties.map((p) => partyOf(program, p, line.station ?? "")))
      : namedParties(program, scenario).map((p) => partyOf(program, p, ""));
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

/** Without a `parties` line, on the one unnamed station: whom the steps name, as the examples of rules know them, and whose clients they are. */
function namedParties(program: Program, { steps }: Scenario): readonly PartyDecl[] {
  const named = new Set([
    ...nodesOf(steps).flatMap((node) => (isParty(node) && !node.bind ? [node.name] : [])),
    ...steps.flatMap((step) =>
      step.kind === "given" ? [step.path.slice(0, step.path.lastIndexOf("."))] : [],
    ),
    ...expressionsOf(steps).flatMap((e) => {
      const ref = program.refs.get(e);
      return ref?.kind === "party" ? [ref.name] : [];
    }),
  ]);
  const cast = [...program.casts.values()].flat();
  const chosen = cast.filter(({ name, role }) => named.has(name) || named.has(role));
  const owners = new Set(chosen.map(({ of }) => of));
  return distinct(cast.filter((decl) => chosen.includes(decl) || owners.has(decl.name)));
}

const isParty = (node: { readonly kind?: unknown }): node is PartyRef => node.kind === "party";

const distinct = (parties: readonly PartyDecl[]): readonly PartyDecl[] => [
  ...new Map(parties.map((decl) => [decl.name, decl])).values(),
];

function partyOf(program: Program, decl: PartyDecl, station: string): Party {
  const place = decl.role === "wire" ? "" : station;
  const full = (name: string): PartyId => (place === "" ? name : `${place}.${name}`);
  return {
    id: full(decl.name),
    role: decl.role,
    name: decl.name,
    station: place,
    properties: propertiesOf(program, decl.role),
    ...(decl.of === undefined ? {} : { of: full(decl.of) }),
  };
}

type Properties = Readonly<Record<string, Value>>;
const unlessGiven = new WeakMap<object, Properties>();

/** What a party of a role is where a scenario says nothing else: the same in all of them. */
function propertiesOf(program: Program, name: string): Properties {
  const role = program.roles.get(name);
  if (role === undefined) return {};
  const known = unlessGiven.get(role);
  if (known !== undefined) return known;
  const properties: Record<string, Value> = {};
  for (const p of role.properties)
    if (p.default !== undefined) properties[p.name] = valueOf(program, p.default);
  unlessGiven.set(role, properties);
  return properties;
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
