// Who and what an example names: its parties with what is given of them, and which of its free names are resources.
import type { Party, PartyId, ResourceId } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Argument, Example, Expression, Parameter, PartyDecl, Step } from "../contract/syntax.ts";
import type { Shown, Value } from "../contract/value.ts";
import { literal } from "./meaning/literal.ts";
import { asPlain } from "./values/value.ts";

/** The cast of an example: whom its steps, `parties` and `given` lines name, in that order. */
export const exampleParties = (program: Program, example: Example): readonly Party[] => {
  const declared = new Map<PartyId, PartyDecl>();
  for (const decl of [...program.casts.values()].flat())
    if (!declared.has(decl.name)) declared.set(decl.name, decl);
  const named = new Map<PartyId, PartyDecl | undefined>();
  const given = new Map<PartyId, Record<string, Value>>();
  eachStep(example.steps, (step) => {
    if (step.kind === "parties") for (const decl of step.parties) named.set(decl.name, decl);
    if (step.kind === "given") {
      const dot = step.path.lastIndexOf(".");
      const party = step.path.slice(0, dot);
      if (!named.has(party)) named.set(party, undefined);
      given.set(party, {
        ...given.get(party),
        [step.path.slice(dot + 1)]: asPlain(literal(program, step.value)),
      });
    }
    if (step.kind !== "event") return;
    const word = program.wordOf(step.pattern);
    for (const name of [
      step.pattern.speaker?.name ?? word.speakers[0],
      step.pattern.hearer?.name ?? word.hearer,
    ]) {
      if (name !== undefined && !named.has(name)) named.set(name, undefined);
    }
  });
  return Array.from(named, ([id, decl]) =>
    partyOf(program, id, decl ?? declared.get(id), given.get(id) ?? {}),
  );
};

const partyOf = (program: Program, id: PartyId, decl: PartyDecl | undefined, given: Shown): Party => {
  const role = decl?.role ?? id;
  const defaults = (program.roles.get(role)?.properties ?? []).flatMap((p) =>
    p.default === undefined ? [] : [[p.name, asPlain(literal(program, p.default))] as const],
  );
  return {
    id,
    role,
    name: id,
    station: "",
    ...(decl?.of === undefined ? {} : { of: decl.of }),
    properties: { ...Object.fromEntries(defaults), ...given },
  };
};

/** Free names that stand where a resource is asked for, somewhere in the example, with its type; "" where `any` is asked for. */
export const resourceTypes = (program: Program, example: Example): ReadonlyMap<ResourceId, string> => {
  const types = new Map<ResourceId, string>();
  const note = (e: Expression, type: string): void => {
    if (e.kind === "list") for (const item of e.items) note(item, type);
    if (e.kind !== "name" && e.kind !== "apply" && e.kind !== "bind") return;
    const ref = program.refs.get(e);
    if (e.kind === "name" && ref !== undefined && ref.kind !== "example" && ref.kind !== "bound") return;
    if (program.resources.has(type)) types.set(e.name, type);
    else if (type === "any" && !types.has(e.name)) types.set(e.name, "");
    if (e.kind === "apply" || e.kind === "bind") noteFields(e.args ?? [], types.get(e.name) ?? type);
  };
  const noteFields = (args: readonly Argument[], type: string): void => {
    for (const arg of args) {
      const field = program.resources.get(type)?.fields.find((f) => f.name === arg.name);
      if (field !== undefined) note(arg.value, field.type.name);
    }
  };
  const noteAll = (args: readonly Argument[], parameters: readonly Parameter[]): void => {
    for (const arg of args) {
      const parameter =
        arg.name === undefined ? program.positions.get(arg) : parameters.find((p) => p.name === arg.name);
      if (parameter !== undefined) note(arg.value, parameter.type.name);
    }
  };
  eachStep(example.steps, (step) => {
    if (step.kind !== "event") return;
    const word = program.wordOf(step.pattern);
    noteAll(step.pattern.args, word.parameters);
    noteAll(step.returns ?? [], word.results ?? []);
  });
  return types;
};

const eachStep = (steps: readonly Step[], visit: (step: Step) => void): void => {
  for (const step of steps) {
    visit(step);
    if ("steps" in step && step.steps !== undefined) eachStep(step.steps, visit);
  }
};
