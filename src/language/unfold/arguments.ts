// What `do` gives a fragment: a value for each parameter, a name for each that the fragment hands out.
import type { Argument, DoStep, Fragment, FragmentParameter } from "../../contract/syntax.ts";
import { type Context, type Scope, report, reportUnknown } from "../names/context.ts";
import { isExcused } from "../names/lookup.ts";
import { wants } from "../names/operations.ts";
import { typeNamed } from "../names/tables.ts";
import { any, shown, type Type } from "../names/type.ts";
import { nearest } from "../near.ts";
import { boundNames } from "../walk.ts";
import { reachedFrom } from "./checks.ts";
import { argumentFor } from "./unfold.ts";

/** The type of parameters that stand for a station: `ws.nic`. */
export const stationType = "station";

/** Resolves the arguments. What the fragment hands out is bound by its steps; where they are not in place yet, here. */
export const resolveArgumentsOfDo = (c: Context, scope: Scope, step: DoStep): void => {
  const fragment = fragmentNamed(c, scope, step);
  if (fragment === undefined) for (const arg of step.args) c.typeOf(scope, arg.value);
  else {
    for (const [i, arg] of step.args.entries()) placeProblems(c, scope, fragment, step, arg, i);
    for (const parameter of fragment.parameters) given(c, scope, fragment, step, parameter);
  }
};

export const parameterType = (c: Context, parameter: FragmentParameter): Type =>
  parameter.type.name === stationType ? any : (typeNamed(c.tables, parameter.type) ?? any);

const fragmentNamed = (c: Context, scope: Scope, step: DoStep): Fragment | undefined => {
  const { fragments } = c.tables;
  const found = fragments.get(step.name);
  if (found !== undefined) return found;
  const near = nearest(step.name, fragments.keys());
  if (near !== undefined || c.tables.whole)
    reportUnknown(c, scope, step, "unknown-fragment", `There is no fragment ${step.name}.`, near);
  return near === undefined ? undefined : fragments.get(near);
};

const placeProblems = (
  c: Context,
  scope: Scope,
  fragment: Fragment,
  step: DoStep,
  arg: Argument,
  i: number,
): void => {
  const names = fragment.parameters.map(({ name }) => name);
  if (arg.op !== "=")
    report(
      c,
      scope,
      arg,
      "wrong-function-use",
      `${fragment.name} is given values, not conditions.`,
      "write =",
    );
  if (arg.name === undefined) {
    if (step.args.slice(0, i).some(({ name }) => name !== undefined))
      report(c, scope, arg, "argument-order", "Arguments without a name come first.");
    else if (i >= names.length)
      report(c, scope, arg, "too-many-arguments", `${fragment.name} has only ${names.length} parameters.`);
    return;
  }
  const at = names.indexOf(arg.name);
  const isTwice = step.args.some(
    (other, j) => j < i && (other.name === arg.name || (other.name === undefined && j === at)),
  );
  if (isTwice) report(c, scope, arg, "argument-twice", `${arg.name} is given twice.`);
  if (at < 0)
    reportUnknown(
      c,
      scope,
      arg,
      "unknown-argument",
      `${fragment.name} has no parameter ${arg.name}.`,
      nearest(arg.name, names),
    );
};

const given = (
  c: Context,
  scope: Scope,
  fragment: Fragment,
  step: DoStep,
  parameter: FragmentParameter,
): void => {
  const arg = argumentFor(fragment, step, parameter);
  // the step that binds it may be the one that was lost
  const isBound = boundNames(fragment.steps).has(parameter.name);
  const isLost = !isBound && arg?.value.kind === "bind" && isDamaged(c, fragment);
  const handsOut = isBound || isLost;
  if (arg === undefined) {
    if (!c.tables.damaged.has(scope.owner))
      report(
        c,
        scope,
        step,
        "missing-argument",
        `${fragment.name} wants ${parameter.name} as well.`,
        handsOut ? `it hands it out: give it a name with ?${parameter.name}` : undefined,
      );
    return;
  }
  const { value } = arg;
  if (handsOut !== (value.kind === "bind")) {
    report(
      c,
      scope,
      arg,
      "handed-out",
      handsOut
        ? `${fragment.name} binds ${parameter.name} itself and hands it out.`
        : `${fragment.name} does not bind ${parameter.name}: it wants a value.`,
      handsOut ? "give it a name: ?x" : "bind it in a step before",
    );
    return;
  }
  if (handsOut) {
    if (isLost || step.steps === undefined) c.typeOf(scope, value, parameterType(c, parameter));
    return;
  }
  if (parameter.type.name === stationType) stationGiven(c, scope, fragment, parameter, arg);
  else {
    const type = wants(
      c,
      { ...scope, names: new Map(scope.names), rebinds: true },
      value,
      parameterType(c, parameter),
    );
    roleGiven(c, scope, fragment, parameter, arg, type);
  }
};

/** It, or one that it does. */
const isDamaged = ({ tables }: Context, fragment: Fragment): boolean =>
  tables.damaged.size > 0 &&
  [fragment.name, ...reachedFrom(tables.fragments, fragment.name)].some((name) => {
    const found = tables.fragments.get(name);
    return found !== undefined && tables.damaged.has(found);
  });

const stationGiven = (
  c: Context,
  scope: Scope,
  fragment: Fragment,
  parameter: FragmentParameter,
  arg: Argument,
): void => {
  const stations = new Set(
    scope.partyNames().flatMap((name) => (name.includes(".") ? [name.split(".")[0] ?? ""] : [])),
  );
  const name = arg.value.kind === "name" ? arg.value.name : undefined;
  if (name !== undefined && (stations.has(name) || (stations.size === 0 && isExcused(c, scope)))) return;
  if (name === undefined)
    report(c, scope, arg, "type-mismatch", `${fragment.name} wants a station as ${parameter.name}.`);
  else
    reportUnknown(
      c,
      scope,
      arg,
      "unknown-party",
      `There is no station ${name} here.`,
      nearest(name, stations),
    );
};

const roleGiven = (
  c: Context,
  scope: Scope,
  fragment: Fragment,
  parameter: FragmentParameter,
  arg: Argument,
  type: Type,
): void => {
  const wanted = parameterType(c, parameter);
  if (
    wanted.kind !== "party" ||
    type.kind !== "party" ||
    type.role === undefined ||
    type.role === wanted.role
  )
    return;
  report(
    c,
    scope,
    arg,
    "type-mismatch",
    `${fragment.name} wants ${shown({ kind: "opaque", name: parameter.type.name })} as ${parameter.name}, but this is ${shown({ kind: "opaque", name: type.role })}.`,
  );
};
