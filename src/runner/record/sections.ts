// A file of records, taken apart: each header with its events and end. For what needs a whole run at once.
import type { Event } from "../../contract/event.ts";
import { InputError } from "../../contract/problem.ts";
import type { Fingerprint } from "../../contract/record.ts";
import type { RecordEnd, RecordHeader } from "../../contract/record.ts";
import { linesOf, type Source } from "./lines.ts";
import { RecordReader } from "./read.ts";
import { isFingerprint } from "./shape.ts";

export type Section = {
  readonly header: RecordHeader;
  readonly events: readonly Event[];
  readonly moves: readonly string[] | undefined;
  readonly whole: boolean;
  /** absent: it ends early */
  readonly end?: RecordEnd;
  readonly fingerprint?: Fingerprint;
};

/** Throws InputError at the first damaged line: a run that is not whole cannot be repeated or compared. */
export async function* recordsIn(source: Source): AsyncGenerator<Section> {
  const reader = new RecordReader();
  let header: RecordHeader | undefined;
  let events: Event[] = [];
  const section = (end: RecordEnd | undefined): Section[] =>
    header === undefined ? [] : [sectionOf(header, events, end)];
  for await (const lines of linesOf(source.chunks)) {
    for (const line of lines) {
      const item = reader.read(line);
      if (item.kind === "damaged" || item.kind === "foreign")
        throw new InputError(`${source.name}, line ${item.line}: it ${item.message}.`);
      if (item.kind === "event") events.push(item.event);
      else {
        yield* section(item.kind === "end" ? item.end : undefined);
        header = item.kind === "header" ? item.header : undefined;
        events = [];
      }
    }
  }
  yield* section(undefined);
}

const sectionOf = (header: RecordHeader, events: readonly Event[], end: RecordEnd | undefined): Section => ({
  header,
  events,
  moves: end?.moves ?? header.moves,
  whole: end !== undefined,
  ...(end === undefined ? {} : { end }),
  ...(isFingerprint(end?.fingerprint) ? { fingerprint: end.fingerprint } : {}),
});
