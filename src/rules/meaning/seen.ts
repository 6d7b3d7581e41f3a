// What heads and expressions find in an event.
import type { Event } from "../../contract/event.ts";
import type { Word } from "../../contract/program.ts";
import type { Seen } from "../../contract/verdict.ts";
import { Missing, type Val } from "../values/value.ts";

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
    isPlaced: event.strand !== undefined || event.derived === true || call?.isPlaced === true,
    isDerived: event.derived === true,
  };
};

/**
 * An argument or result by name, as the event gives it. A default stands for what a speaker leaves out when a word is said; what an
 * event leaves out may have been anything.
 */
export const argument = (seen: Seen, name: string): Val => {
  const given = seen.args?.[name] ?? seen.results?.[name];
  if (given !== undefined) return given;
  if (seen.args?.[name] === null || seen.results?.[name] === null) return null;
  return new Missing(`${name} of ${seen.word.name}`);
};

/** A field of a resource as this event shows it. */
export const fieldShown = (seen: Seen, resource: string, field: string): Val => {
  const value = seen.resources?.[resource]?.[field];
  return value === undefined ? new Missing(`${field} of ${resource} at ${seen.word.name}`) : value;
};
