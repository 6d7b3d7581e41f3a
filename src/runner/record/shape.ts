// What a line of a record may hold: the shape of its fields, whatever the vocabulary says.

import type { Fingerprint } from "../../contract/record.ts";
import type { Event, EventKind, Party } from "../../contract/event.ts";
import type { Payload, Shown, Value } from "../../contract/value.ts";
import type { Ending } from "../../contract/verdict.ts";

export type Fields = Readonly<Record<string, unknown>>;

const kinds: ReadonlySet<unknown> = new Set<EventKind>(["call", "return", "act", "said", "arrived"]);
const endings: ReadonlySet<unknown> = new Set<Ending>(["quiet", "cut", "bound"]);
/** Deeper than any value of a vocabulary, and shallow enough for the stack. */
const deepestValue = 16;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === "string";
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
export const isEnding = (value: unknown): value is Ending => endings.has(value);
export const isFingerprint = (value: unknown): value is Fingerprint =>
  isFields(value) &&
  isFields(value["observed"]) &&
  Object.values(value["observed"]).every(isTexts) &&
  isFields(value["chose"]) &&
  Object.values(value["chose"]).every((counts) => isFields(counts) && Object.values(counts).every(isWhole));
export const isEvent = (line: Fields): line is Fields & Event => eventFlaw(line) === undefined;
export const isParty = (value: unknown): value is Party => isFields(value) && partyFlaw(value) === undefined;

/** What is wrong with an event, as a sentence's second half, or undefined. */
export function eventFlaw(line: Fields): string | undefined {
  if (!isWhole(line["seq"]) || line["seq"] < 1) return "has no sequence number (seq: 1, 2, 3 …)";
  if (!isWhole(line["time"]) || line["time"] < 0) return "has no time (microseconds, a whole number)";
  if (!kinds.has(line["kind"]))
    return `has the kind ${spell(line["kind"])}, which is none of ${[...kinds].join(", ")}`;
  if (!isText(line["name"])) return "has no name";
  if (!isText(line["from"])) return "does not say who did it (from)";
  if (line["kind"] === "act" && line["to"] !== undefined) return "is an act and yet says to whom";
  if (line["kind"] !== "act" && !isText(line["to"]) && !isForAnybody(line))
    return "does not say to whom (to)";
  if ((line["kind"] === "call" || line["kind"] === "return") && line["call"] === undefined)
    return `is a ${line["kind"]} without the number of its call`;
  return numberFlaw(line) ?? valuesFlaw(line) ?? marksFlaw(line);
}

/** Whom a message to many reaches, no byte says. */
const isForAnybody = (line: Fields): boolean =>
  line["kind"] === "said" && line["derived"] === true && line["to"] === undefined;

function numberFlaw(line: Fields): string | undefined {
  for (const key of ["call", "in", "strand"])
    if (line[key] !== undefined && !isWhole(line[key])) return `has a ${key} that is no whole number`;
  return undefined;
}

function valuesFlaw(line: Fields): string | undefined {
  for (const key of ["args", "results", "mutated"])
    if (line[key] !== undefined && !isShown(line[key])) return `has ${key} that are not an object of values`;
  const resources = line["resources"];
  if (resources === undefined || (isFields(resources) && Object.values(resources).every(isShown)))
    return undefined;
  return "has resources that are not objects of fields";
}

function marksFlaw(line: Fields): string | undefined {
  for (const key of ["derived", "unscripted"])
    if (line[key] !== undefined && line[key] !== true)
      return `has ${key} = ${spell(line[key])}: say true or leave it out`;
  return line["where"] === undefined || isText(line["where"]) ? undefined : "has a where that is no text";
}

/** What is wrong with a party; the reader has filled in what may be left out. */
export function partyFlaw(party: Fields): string | undefined {
  for (const key of ["id", "role", "name", "station"])
    if (!isText(party[key]))
      return `has a party without ${key === "id" || key === "role" ? key : `a text as ${key}`}`;
  if (party["of"] !== undefined && !isText(party["of"]))
    return `has a party ${spell(party["id"])} whose "of" is no text`;
  return isShown(party["properties"])
    ? undefined
    : `has a party ${spell(party["id"])} whose properties are no values`;
}

export const isShown = (value: unknown): value is Shown =>
  isFields(value) && Object.values(value).every((each) => isValue(each, deepestValue));

function isValue(value: unknown, depth: number): value is Value {
  if (depth === 0) return false;
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((each) => isValue(each, depth - 1));
  return isPayloadShape(value);
}

const hex = /^(?:[0-9A-Fa-f]{2})*$/;

const isPayloadShape = (value: unknown): value is Payload =>
  isFields(value) &&
  isWhole(value["length"]) &&
  value["length"] >= 0 &&
  isText(value["sha256"]) &&
  value["sha256"].length === 64 &&
  hex.test(value["sha256"]) &&
  isHex(value["head"], Math.min(64, value["length"])) &&
  (value["all"] === undefined || isHex(value["all"], value["length"]));

const isHex = (value: unknown, length: number): boolean =>
  isText(value) && value.length === 2 * length && hex.test(value);

/** A value in a sentence, cut short. */
export function spell(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
