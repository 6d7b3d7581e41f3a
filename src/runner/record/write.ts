// A record's lines: JSON with its keys in one fixed order, so that the same run is the same bytes.

import type { Event, Party } from "../../contract/event.ts";
import type { RecordEnd, RecordHeader, RecordLine } from "../../contract/record.ts";

const headerKeys = [
  "custody",
  "version",
  "kit",
  "rules",
  "subject",
  "target",
  "live",
  "seed",
  "scenario",
  "parties",
  "fromStart",
  "watched",
  "moves",
] as const satisfies readonly (keyof RecordHeader)[];
export const eventKeys = [
  "seq",
  "time",
  "kind",
  "name",
  "from",
  "to",
  "call",
  "in",
  "strand",
  "args",
  "results",
  "resources",
  "derived",
  "mutated",
  "unscripted",
  "where",
] as const satisfies readonly (keyof Event)[];
const endKeys = [
  "end",
  "events",
  "moves",
  "fingerprint",
  "result",
] as const satisfies readonly (keyof RecordEnd)[];
const partyKeys = [
  "id",
  "role",
  "name",
  "station",
  "of",
  "properties",
] as const satisfies readonly (keyof Party)[];

/** One line, without its end. Unknown fields stand behind the known ones, in the order in which they were read. */
export function lineOf(line: RecordLine): string {
  if ("custody" in line)
    return ordered({ ...line, parties: line.parties.map((party) => inOrder(party, partyKeys)) }, headerKeys);
  return "end" in line ? ordered(line, endKeys) : ordered(line, eventKeys);
}

/** A whole record as text; every line ends in LF. */
export function* recordText(
  header: RecordHeader,
  events: Iterable<Event>,
  end: Omit<RecordEnd, "events">,
): Generator<string> {
  yield `${lineOf(header)}\n`;
  let count = 0;
  for (const event of events) {
    count++;
    yield `${lineOf(event)}\n`;
  }
  yield `${lineOf({ ...end, events: count })}\n`;
}

const ordered = (line: object, keys: readonly string[]): string => JSON.stringify(inOrder(line, keys));

function inOrder(line: object, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const fields: Readonly<Record<string, unknown>> = { ...line };
  const result: Record<string, unknown> = {};
  for (const key of keys) if (fields[key] !== undefined) result[key] = fields[key];
  for (const key of Object.keys(fields)) if (!Object.hasOwn(result, key)) result[key] = fields[key];
  return result;
}
