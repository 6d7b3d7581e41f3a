// Whether an event of a record is one that the vocabularies know, with arguments that fit them.

import type { Event } from "../../contract/event.ts";
import type { RecordHeader } from "../../contract/record.ts";
import type { Program, Word, WordKind } from "../../contract/program.ts";
import type { Parameter, TypeRef } from "../../contract/syntax.ts";
import { isPayload, type Shown, type Value } from "../../contract/value.ts";
import { orderChecker } from "./order.ts";
import { spell } from "./shape.ts";

/** The second half of a sentence (`says NdisSnd, which no vocabulary has`), or undefined. */
export type Flaw = { readonly message: string; readonly name?: string } | undefined;

/** What is wrong with the cast of a record. */
export function castFlaw(program: Program, header: RecordHeader): Flaw {
  const ids = new Set(header.parties.map((party) => party.id));
  const fits = fitting(program);
  for (const { id, role, of, properties } of header.parties) {
    const known = program.roles.get(role);
    if (known === undefined)
      return { message: `gives ${id} the role ${role}, which no vocabulary has`, name: role };
    const flaw = valueFlaw(id, properties, known.properties, fits);
    if (flaw !== undefined) return flaw;
    if (of !== undefined && !ids.has(of))
      return { message: `makes ${id} a client of ${of}, who is not among the parties` };
  }
  return watchedFlaw(program, header.watched ?? []);
}

function watchedFlaw(program: Program, watched: readonly string[]): Flaw {
  const known = new Set([...program.words.values()].map(({ boundary }) => boundary));
  const strange = watched.find((one) => !known.has(one.replace(/ said$/u, "")));
  return strange === undefined
    ? undefined
    : { message: `watches ${strange}, a boundary that no vocabulary has`, name: strange };
}

/** Checks the events of one record, in their order, against the words, the cast and each other. */
export function eventChecker(program: Program, header: RecordHeader): (event: Event) => Flaw {
  const ids = new Set(header.parties.map((party) => party.id));
  const stranger = (id: string | undefined): Flaw =>
    id === undefined || ids.has(id)
      ? undefined
      : { message: `names ${id}, who is not among the parties of the record` };
  const wordFlaw = wordChecker(program);
  const orderFlaw = orderChecker(program, header);
  return (event) => wordFlaw(event) ?? stranger(event.from) ?? stranger(event.to) ?? orderFlaw(event);
}

const kindOf: Readonly<Record<Event["kind"], WordKind>> = {
  call: "call",
  return: "call",
  act: "act",
  said: "message",
  arrived: "message",
};

function wordChecker(program: Program): (event: Event) => Flaw {
  const fits = fitting(program);
  return (event) => {
    const word = program.words.get(event.name);
    if (word === undefined)
      return { message: `says ${event.name}, which no vocabulary has`, name: event.name };
    const wanted = word.kind === "fault" ? "act" : word.kind;
    if (kindOf[event.kind] !== wanted)
      return { message: `has ${event.name} as ${event.kind}; its vocabulary has it as ${word.kind}` };
    return argumentFlaw(event, word, fits);
  };
}

type Fits = (value: Value, type: TypeRef) => boolean;

function argumentFlaw(event: Event, word: Word, fits: Fits): Flaw {
  if (event.kind === "return") return valueFlaw(event.name, event.results, word.results ?? [], fits);
  return valueFlaw(event.name, event.args, word.parameters, fits);
}

// Values that the vocabulary does not name are ignored: a later version may say more.
function valueFlaw(
  name: string,
  values: Shown | undefined,
  parameters: readonly Parameter[],
  fits: Fits,
): Flaw {
  if (values === undefined) return undefined;
  for (const { name: key, type } of parameters) {
    const value = values[key];
    if (value === undefined || fits(value, type)) continue;
    return {
      message: `gives ${name} the ${key} ${spell(value)}, which is no ${type.name}${type.list ? "[]" : ""}`,
    };
  }
  return undefined;
}

function fitting(program: Program): Fits {
  const one = (value: Value, name: string): boolean => {
    if (value === null) return true;
    const type = program.types.get(name);
    if (type !== undefined && type.constants.length > 0)
      return typeof value === "string" && type.constants.includes(value);
    const base = type?.base ?? name;
    if (program.resources.has(base)) return typeof value === "string";
    switch (base) {
      case "int":
      case "duration":
        return Number.isSafeInteger(value);
      case "bool":
        return typeof value === "boolean";
      case "text":
      case "digest":
        return typeof value === "string";
      case "bytes":
        return isPayload(value);
      case "opaque":
        return typeof value === "string" || typeof value === "number";
      default:
        return true; // any, event: whatever it is, a list too
    }
  };
  return (value, type) => {
    if (!type.list) return one(value, type.name);
    return isList(value) && value.every((each) => one(each, type.name));
  };
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
