// `mutate`: what a step changes on purpose exists, has the type of its place, and can be changed by whoever plays the speaker.
import type { Word } from "../../contract/program.ts";
import type { Problem } from "../../contract/problem.ts";
import {
  pathOf,
  type Change,
  type EventStep,
  type Parameter,
  type SourceFile,
} from "../../contract/syntax.ts";
import { type Check, declarationsOf } from "../check/checked.ts";
import { problem } from "../check/problems.ts";
import { type Context, type Scope, report, reportUnknown } from "../names/context.ts";
import { argumentValue } from "../names/expressions.ts";
import { fieldType } from "../names/fields.ts";
import { typeNamed } from "../names/tables.ts";
import { any, isOpen, settled, shown, type Type } from "../names/type.ts";
import { nearest } from "../near.ts";
import { boundNames, nodesOf } from "../walk.ts";

export const resolveChanges = (c: Context, scope: Scope, word: Word | undefined, step: EventStep): void => {
  const given = new Set<string>();
  for (const change of step.mutate ?? []) {
    const why = whyNot(scope, word, step, change);
    if (why !== undefined) report(c, scope, change, "unmutable", why.message, why.hint);
    const path = pathOf(change);
    if (given.has(path)) report(c, scope, change, "argument-twice", `${path} is already changed.`);
    given.add(path);
    const type = word === undefined || why !== undefined ? any : typeOfPlace(c, scope, word, change);
    const inner = word === undefined ? { ...scope, excused: true } : scope;
    argumentValue(c, inner, { at: change.at, end: change.end, op: "=", value: change.value }, type);
  }
};

/** What a scenario shows of something said wrongly it shows only when it is said. */
export const changesHappen: Check = (checked) =>
  [...declarationsOf(checked, "scenario")].flatMap(([file, scenario]) =>
    nodesOf(scenario.steps).flatMap((step) =>
      isOptional(step) ? nodesOf(step).flatMap((node) => (isChange(node) ? [wasted(file, node)] : [])) : [],
    ),
  );

type Node = ReturnType<typeof nodesOf>[number];
const isChange = (node: Node): node is Change => node.kind === "change";
const isOptional = (node: Node): boolean =>
  node.kind === "optional" ||
  (node.kind === "repeat" &&
    "from" in node &&
    typeof node.from === "object" &&
    node.from !== null &&
    "value" in node.from &&
    node.from.value === 0);

const wasted = (file: SourceFile, change: Change): Problem =>
  problem(
    "unmutable",
    file,
    change,
    "This step may be left out, and then nothing is wrong.",
    "write it where it has to happen",
  );

type Reason = { readonly message: string; readonly hint?: string };

const whyNot = (
  scope: Scope,
  word: Word | undefined,
  step: EventStep,
  change: Change,
): Reason | undefined => {
  if (scope.freeNames)
    return {
      message: "Nobody plays an example: there is nothing to change.",
      hint: "write the wrong value itself",
    };
  if (step.pattern.arrived)
    return { message: "What arrives was said before.", hint: "mutate the step that says it" };
  if (step.grouped)
    return {
      message: "A grouped step is any number of calls.",
      hint: "write the call that is to be wrong as a step of its own",
    };
  if (word !== undefined && word.kind !== "call" && word.kind !== "message")
    return { message: `${word.name} is said to nobody.`, hint: "mutate the call that goes with it" };
  if (change.field !== undefined && (word?.kind === "message" || isResult(word, change.name)))
    return { message: `Only a call carries a thing whose ${change.field} could be changed.` };
  if (boundNames([{ kind: "wait", time: change.value, at: change.at, end: change.end }]).size > 0)
    return { message: "A mutate names nothing new.", hint: "bind the name before" };
  return undefined;
};

const isResult = (word: Word | undefined, name: string): boolean =>
  word?.results?.some((each) => each.name === name) === true;

const typeOfPlace = (c: Context, scope: Scope, word: Word, change: Change): Type => {
  const places: readonly Parameter[] = [...word.parameters, ...(word.results ?? [])];
  const place = places.find(({ name }) => name === change.name);
  const span = { at: change.at, end: change.at + change.name.length };
  if (place === undefined) {
    const names = places.map(({ name }) => name);
    const near = nearest(change.name, names);
    reportUnknown(
      c,
      scope,
      span,
      "unknown-argument",
      `${word.name} has no argument or result ${change.name}.`,
      near,
    );
    return any;
  }
  const whole = settled(typeNamed(c.tables, place.type) ?? any);
  const item = change.index === undefined ? whole : itemOf(c, scope, change, whole);
  return change.field === undefined ? item : fieldType(c, scope, change, item, change.field);
};

const itemOf = (c: Context, scope: Scope, change: Change, type: Type): Type => {
  if (type.kind === "list") return settled(type.of);
  if (!isOpen(type))
    report(c, scope, change, "type-mismatch", `${change.name} is ${shown(type)}, which has no elements.`);
  return any;
};
