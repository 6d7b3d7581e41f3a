// Names in steps: who speaks, what is bound on which path, which values are meant.
import type { EventStep, Expression, Scenario, SourceFile, Step } from "../../contract/syntax.ts";
import { scenarioParties } from "./casts.ts";
import {
  type Context,
  type Entry,
  type Refusal,
  type Scope,
  report,
  reportUnknown,
  spanOf,
} from "./context.ts";
import { isExcused } from "./lookup.ts";
import { roleExists } from "./declarations.ts";
import { argumentValue, typeOf } from "./expressions.ts";
import { wants } from "./operations.ts";
import { fieldType } from "./fields.ts";
import { nearest } from "../near.ts";
import { focusOf, resolveArguments, resolvePattern } from "./patterns.ts";
import { typeNamed } from "./tables.ts";
import { any, bool, duration, isOpen, listOf, number, settled, shown } from "./type.ts";
import { resolveArgumentsOfDo } from "../unfold/arguments.ts";
import { resolveChanges } from "../steps/changes.ts";
import { boundNames } from "../walk.ts";

export const resolveScenario = (c: Context, file: SourceFile, scenario: Scenario): void => {
  const refused = new Map([...boundNames(scenario.steps)].map((name) => [name, unbound(name)]));
  const scope: Scope = {
    file,
    owner: scenario,
    names: new Map(),
    refused,
    ...scenarioParties(c.tables, scenario),
    freeNames: false,
    excused: false,
    rebinds: false,
  };
  resolveSteps(c, scope, scenario.steps);
};

/** Steps one after the other; what they bind on every path is added to the scope's names. */
export const resolveSteps = (c: Context, scope: Scope, steps: readonly Step[]): void => {
  for (const step of steps) resolveStep(c, scope, step);
};

export const unbound = (name: string): Refusal => ({
  code: "unbound-variable",
  message: `${name} is not bound on every path that leads here.`,
  hint: `bind it with ?${name} in a step that always comes before`,
});

const resolveStep = (c: Context, scope: Scope, step: Step): void => {
  switch (step.kind) {
    case "parties":
      return resolveParties(c, scope, step);
    case "given":
      return resolveGiven(c, scope, step);
    case "event":
      return resolveEvent(c, scope, step);
    case "any order":
      return resolveBranches(
        c,
        scope,
        step.steps.map((one) => [one]),
        "all",
      );
    case "either":
      return resolveBranches(c, scope, step.branches, "one");
    case "meanwhile":
      return resolveSteps(c, scope, step.steps);
    case "optional":
      return resolveSteps(c, branch(scope), step.steps);
    case "repeat":
      return resolveRepeat(c, scope, step);
    case "each":
      return resolveEach(c, scope, step);
    case "never":
      return resolveNever(c, scope, step);
    case "eventually":
      resolvePattern(c, { ...branch(scope), rebinds: true }, step.pattern);
      return optionalDuration(c, scope, step.within);
    case "expect":
      wants(c, scope, step.test, bool);
      return;
    case "fault":
      return resolveFault(c, scope, step);
    case "wait":
      return optionalDuration(c, scope, step.time);
    case "let":
      return resolveLet(c, scope, step);
    case "do":
      resolveArgumentsOfDo(c, scope, step);
      return resolveSteps(c, scope, step.steps ?? []);
    case "cases":
      return; // rows are filled in before names are looked up
    case "alphabet":
      return resolveAlphabet(c, scope, step);
  }
};

const branch = (scope: Scope): Scope => ({ ...scope, names: new Map(scope.names) });

const optionalDuration = (c: Context, scope: Scope, e: Expression | undefined): void => {
  if (e !== undefined) wants(c, scope, e, duration);
};

const resolveParties = (c: Context, scope: Scope, step: Extract<Step, { kind: "parties" }>): void => {
  const seen = new Set<string>();
  for (const member of step.parties) {
    roleExists(c, scope, member, member.role);
    if (seen.has(member.name))
      report(c, scope, member, "declared-twice", `The party ${member.name} is already there.`);
    seen.add(member.name);
    const of = member.of;
    if (of !== undefined && !step.parties.some((p) => p.name === of) && scope.party(of) === undefined)
      reportUnknown(
        c,
        scope,
        spanOf(scope.file, member, of),
        "unknown-party",
        `There is no party ${of} here.`,
        nearest(of, scope.partyNames()),
      );
  }
};

const resolveGiven = (c: Context, scope: Scope, step: Extract<Step, { kind: "given" }>): void => {
  const dot = step.path.lastIndexOf(".");
  const span = spanOf(scope.file, step, step.path);
  const owner = step.path.slice(0, dot);
  const named = scope.party(owner);
  if (named === undefined) {
    const near = nearest(owner, scope.partyNames());
    if (near !== undefined || (c.tables.whole && !isExcused(c, scope)))
      reportUnknown(c, scope, span, "unknown-party", `There is no party ${owner} here.`, near);
  } else if ("several" in named)
    report(
      c,
      scope,
      span,
      "ambiguous-party",
      `${owner} may be ${named.several.join(" or ")}.`,
      "name the station as well",
    );
  const type =
    named !== undefined && "role" in named
      ? fieldType(c, scope, span, { kind: "party", role: named.role }, step.path.slice(dot + 1))
      : any;
  wants(c, scope, step.value, type);
};

const resolveEvent = (c: Context, scope: Scope, step: EventStep): void => {
  const word = resolvePattern(c, scope, step.pattern);
  resolveChanges(c, scope, word, step);
  if (step.steps !== undefined) resolveSteps(c, scope, step.steps);
  if (step.returns !== undefined) resolveArguments(c, scope, word, step.returns, "result");
  optionalDuration(c, scope, step.within);
  optionalDuration(c, scope, step.after);
};

/** After branches of which all happen, what any binds is bound; after branches of which one happens, what all bind. */
const resolveBranches = (
  c: Context,
  scope: Scope,
  branches: readonly (readonly Step[])[],
  happen: "all" | "one",
): void => {
  const ends = branches.map((steps) => {
    const inner = branch(scope);
    resolveSteps(c, inner, steps);
    return inner.names;
  });
  for (const end of ends)
    for (const [name, entry] of end)
      if (happen === "all" || ends.every((other) => other.has(name))) scope.names.set(name, entry);
};

const resolveRepeat = (c: Context, scope: Scope, step: Extract<Step, { kind: "repeat" }>): void => {
  wants(c, scope, step.from, number);
  if (step.to !== undefined) wants(c, scope, step.to, number);
  const inner = { ...branch(scope), rebinds: true };
  resolveSteps(c, inner, step.steps);
  if (step.from.kind === "number" && step.from.value > 0) adopt(scope, inner);
};

const resolveEach = (c: Context, scope: Scope, step: Extract<Step, { kind: "each" }>): void => {
  const list = settled(typeOf(c, scope, step.list, listOf(any)));
  if (list.kind !== "list" && !isOpen(list))
    report(c, scope, step.list, "type-mismatch", `for each asks for a list, but this is ${shown(list)}.`);
  const inner = { ...branch(scope), rebinds: true };
  inner.names.set(step.name, {
    ref: { kind: "bound", name: step.name },
    type: list.kind === "list" ? list.of : any,
  });
  resolveSteps(c, inner, step.steps);
  inner.names.delete(step.name);
  adopt(scope, inner);
};

const adopt = (scope: Scope, inner: Scope): void => {
  for (const [name, entry] of inner.names) if (!scope.names.has(name)) scope.names.set(name, entry);
};

const resolveNever = (c: Context, scope: Scope, step: Extract<Step, { kind: "never" }>): void => {
  const inner = { ...branch(scope), rebinds: true };
  resolvePattern(c, inner, step.pattern);
  if (step.until !== undefined) resolvePattern(c, { ...branch(scope), rebinds: true }, step.until);
  if (step.when === undefined) return;
  const focus = focusOf(c, [step.pattern]);
  wants(
    c,
    { ...inner, names: new Map<string, Entry>([...focus.names, ...inner.names]), excused: focus.excused },
    step.when,
    bool,
  );
};

const resolveFault = (c: Context, scope: Scope, step: Extract<Step, { kind: "fault" }>): void => {
  const pattern = {
    kind: "pattern",
    at: step.party.at,
    end: step.end,
    speaker: step.party,
    arrived: false,
    name: step.name,
    args: [],
  } as const;
  const word = resolvePattern(c, scope, pattern);
  for (const [index, arg] of step.args.entries()) {
    const parameter =
      arg.name === undefined ? word?.parameters[index] : word?.parameters.find((p) => p.name === arg.name);
    if (word !== undefined && parameter === undefined)
      unknownFaultArgument(
        c,
        scope,
        word.name,
        word.parameters.map((p) => p.name),
        arg,
      );
    const type = parameter === undefined ? any : (typeNamed(c.tables, parameter.type) ?? any);
    if (arg.value.kind === "pattern") resolvePattern(c, { ...branch(scope), rebinds: true }, arg.value);
    else argumentValue(c, scope, { at: arg.at, end: arg.end, op: "=", value: arg.value }, type);
  }
};

const unknownFaultArgument = (
  c: Context,
  scope: Scope,
  word: string,
  known: readonly string[],
  arg: { readonly at: number; readonly end: number; readonly name?: string },
): void => {
  if (arg.name === undefined)
    report(c, scope, arg, "too-many-arguments", `${word} has only ${known.length} arguments.`);
  else
    reportUnknown(
      c,
      scope,
      arg,
      "unknown-argument",
      `${word} has no argument ${arg.name}.`,
      nearest(arg.name, known),
    );
};

const resolveLet = (c: Context, scope: Scope, step: Extract<Step, { kind: "let" }>): void => {
  const type = typeOf(c, scope, step.value);
  if (scope.names.has(step.name) && !scope.rebinds)
    report(c, scope, step, "bound-twice", `${step.name} already has a meaning here.`, "take another name");
  scope.names.set(step.name, { ref: { kind: "bound", name: step.name }, type });
};

const resolveAlphabet = (c: Context, scope: Scope, step: Extract<Step, { kind: "alphabet" }>): void => {
  const words = [...c.tables.words.values()];
  const known = new Set([
    ...words.map((w) => w.name),
    ...words.map((w) => w.boundary),
    ...c.tables.vocabularies.keys(),
  ]);
  for (const name of step.names)
    if (!known.has(name))
      reportUnknown(
        c,
        scope,
        spanOf(scope.file, step, name),
        "unknown-call",
        `There is no word or boundary ${name}.`,
        nearest(name, known),
      );
};
