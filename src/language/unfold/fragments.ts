// A fragment by itself: its names and types, without a cast. In its place each `do` is looked at once more.
import type { Fragment, FragmentParameter, SourceFile } from "../../contract/syntax.ts";
import { rolesAsParties } from "../names/casts.ts";
import { type Context, type Entry, type Scope, report, reportUnknown } from "../names/context.ts";
import { resolveSteps, unbound } from "../names/steps.ts";
import { typeNames } from "../names/tables.ts";
import { agree, shown } from "../names/type.ts";
import { nearest } from "../near.ts";
import { boundNames, nodesOf } from "../walk.ts";
import { parameterType, stationType } from "./arguments.ts";

export const resolveFragment = (c: Context, file: SourceFile, fragment: Fragment): void => {
  const bound = boundNames(fragment.steps);
  const scope: Scope = {
    file,
    owner: fragment,
    names: new Map(
      fragment.parameters
        .filter(({ name }) => !bound.has(name))
        .map((each): [string, Entry] => [each.name, entryOf(c, each)]),
    ),
    refused: new Map([...bound].map((name) => [name, unbound(name)])),
    ...partiesOf(c, fragment),
    freeNames: false,
    excused: false,
    rebinds: false,
  };
  const seen = new Set<string>();
  for (const parameter of fragment.parameters) {
    declared(c, scope, parameter, seen);
    seen.add(parameter.name);
  }
  resolveSteps(c, scope, fragment.steps);
  for (const parameter of fragment.parameters) used(c, scope, fragment, parameter, bound);
};

const entryOf = (c: Context, parameter: FragmentParameter): Entry => ({
  ref: { kind: "bound", name: parameter.name },
  type: parameterType(c, parameter),
});

/** Roles stand for the parties of wherever it is done; `ws.nic` for that of the station given as `ws`. */
const partiesOf = (c: Context, fragment: Fragment): Pick<Scope, "party" | "partyNames"> => {
  const roles = rolesAsParties(c.tables);
  const stations = fragment.parameters
    .filter(({ type }) => type.name === stationType)
    .map(({ name }) => name);
  return {
    party: (name) => {
      const [station, party] = name.split(".");
      return party !== undefined && stations.includes(station ?? "") ? { role: party } : roles.party(name);
    },
    partyNames: () => [
      ...roles.partyNames(),
      ...stations.flatMap((station) => roles.partyNames().map((role) => `${station}.${role}`)),
    ],
  };
};

const declared = (
  c: Context,
  scope: Scope,
  parameter: FragmentParameter,
  seen: ReadonlySet<string>,
): void => {
  const { name, type } = parameter;
  if (seen.has(name)) report(c, scope, parameter, "declared-twice", `There is already a parameter ${name}.`);
  const known = [...typeNames(c.tables), stationType];
  if (known.includes(type.name) || !c.tables.whole) return;
  reportUnknown(
    c,
    scope,
    parameter,
    "unknown-type",
    `There is no type ${type.name}.`,
    nearest(type.name, known),
  );
};

const used = (
  c: Context,
  scope: Scope,
  fragment: Fragment,
  parameter: FragmentParameter,
  bound: ReadonlySet<string>,
): void => {
  const { name } = parameter;
  if (c.tables.damaged.has(fragment)) return;
  const isUsed = nodesOf(fragment.steps).some(
    (node) => "name" in node && String(node.name).split(".")[0] === name,
  );
  if (!isUsed)
    return report(
      c,
      scope,
      parameter,
      "unread-parameter",
      `Nothing in ${fragment.name} uses ${name}.`,
      "leave it out",
    );
  if (!bound.has(name)) return;
  const found = scope.names.get(name);
  if (found === undefined)
    return report(
      c,
      scope,
      parameter,
      "unbound-variable",
      `${fragment.name} does not bind ${name} on every path, so it cannot hand it out.`,
      `bind it with ?${name} in a step that always comes`,
    );
  const wanted = parameterType(c, parameter);
  if (agree(found.type, wanted) !== "same")
    report(
      c,
      scope,
      parameter,
      "type-mismatch",
      `${name} is ${shown(wanted)}, but its steps bind ${shown(found.type)}.`,
    );
};
