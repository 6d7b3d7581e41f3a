// A file of records, taken apart: each header with its events and end. For what needs a whole run at once.
import type { Event } from "../../contract/event.ts";
import { InputError } from "../../contract/problem.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { linesOf, type Source } from "./lines.ts";
import { RecordReader } from "./read.ts";

export type Section = {
  readonly header: RecordHeader;
  readonly events: readonly Event[];
  readonly moves: readonly string[] | undefined;
  readonly whole: boolean;
};

/** Throws InputError at the first damaged line: a run that is not whole cannot be repeated or compared. */
export async function* recordsIn(source: Source): AsyncGenerator<Section> {
  const reader = new RecordReader();
  let header: RecordHeader | undefined;
  let events: Event[] = [];
  const section = (moves: readonly string[] | undefined, whole: boolean): Section[] =>
    header === undefined ? [] : [{ header, events, moves: moves ?? header.moves, whole }];
  for await (const lines of linesOf(source.chunks)) {
    for (const line of lines) {
      const item = reader.read(line);
      if (item.kind === "damaged" || item.kind === "foreign")
        throw new InputError(`${source.name}, line ${item.line}: it ${item.message}.`);
      if (item.kind === "event") events.push(item.event);
      else {
        yield* item.kind === "end" ? section(item.end.moves, true) : section(undefined, false);
        header = item.kind === "header" ? item.header : undefined;
        events = [];
      }
    }
  }
  yield* section(undefined, false);
}
