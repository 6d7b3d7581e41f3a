// What heads and expressions find in an event.
import type { Event } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Seen } from "../../contract/seen.ts";
import type { Parameter } from "../../contract/syntax.ts";
import { Missing, type Val } from "../values/value.ts";
import { literal } from "./literal.ts";

export type { Seen };

export const seenOf = (event: Event, word: Word, call: Seen | undefined): Seen => {
  const isReturn = event.kind === "return";
  return {
    word,
    kind: event.kind,
    seq: event.seq,
    time: event.time,
    speaker: isReturn ? (event.to ?? call?.speaker) : event.from,
    hearer: isReturn ? event.from : event.to,
    doer: event.from,
    other: event.to ?? (isReturn ? call?.speaker : undefined),
    call: event.call,
    in: event.in ?? (isReturn ? call?.in : undefined),
    args: isReturn ? (event.args ?? call?.args) : (event.args ?? {}),
    results: event.results,
    resources: event.resources,
    isDerived: event.derived === true,
  };
};

/** An argument or result by name; its default where the event does not give it. */
export const argument = (program: Program, seen: Seen, name: string): Val => {
  const given = seen.args?.[name] ?? seen.results?.[name];
  if (given !== undefined) return given;
  if (seen.args?.[name] === null || seen.results?.[name] === null) return null;
  const parameter = seen.word.parameters.find((p) => p.name === name);
  if (parameter?.default !== undefined && seen.args !== undefined) return defaultOf(program, parameter);
  return new Missing(`${name} of ${seen.word.name}`);
};

/** A field of a resource as this event shows it. One of a resource that it does show has not been set by anybody. */
export const fieldShown = (seen: Seen, resource: string, field: string): Val => {
  const shown = seen.resources?.[resource];
  const value = shown?.[field];
  if (value !== undefined) return value;
  return new Missing(`${field} of ${resource} at ${seen.word.name}`, shown !== undefined);
};

const defaults = new WeakMap<Parameter, Val>();
const defaultOf = (program: Program, parameter: Parameter): Val => {
  const known = defaults.get(parameter);
  if (known !== undefined) return known;
  const value = parameter.default === undefined ? null : literal(program, parameter.default);
  defaults.set(parameter, value);
  return value;
};
