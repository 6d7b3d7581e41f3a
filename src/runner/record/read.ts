// Text -> the items of a record: headers, events and ends as they follow each other, and every line that is damaged.

import type { Event } from "../../contract/event.ts";
import { recordVersion, type RecordEnd, type RecordHeader } from "../../contract/record.ts";
import { completeHeader } from "./header.ts";
import type { Line } from "./lines.ts";
import { withPayloads } from "./payload.ts";
import { eventFlaw, type Fields, isEnding, isEvent, isFields, isTexts, isWhole, spell } from "./shape.ts";

export type RecordItem =
  | { readonly kind: "header"; readonly line: number; readonly header: RecordHeader }
  | { readonly kind: "event"; readonly line: number; readonly event: Event }
  | { readonly kind: "end"; readonly line: number; readonly end: RecordEnd }
  /** in front of the records of a run, and behind them */
  | { readonly kind: "run" | "run end"; readonly line: number; readonly fields: Fields }
  | Damaged
  /** a record that this kit cannot read at all; the rest of the input means nothing */
  | { readonly kind: "foreign"; readonly line: number; readonly message: string };

/**
 * `message` is a sentence's second half: "is not JSON". `seq`: of an event that stands in the wrong place. `lacks`: the record itself
 * says that it has more events than were read.
 */
type Damaged = {
  readonly kind: "damaged";
  readonly line: number;
  readonly message: string;
  readonly seq?: number;
  readonly lacks?: true;
};

/** Reads lines one by one; remembers only where in a record it is. Never throws. */
export class RecordReader {
  private inside = false;
  private events = 0;
  private last: Pick<Event, "seq" | "time"> | undefined;

  read(line: Line): RecordItem {
    const damaged = (message: string): RecordItem => ({ kind: "damaged", line: line.number, message });
    const fields = line.flaw === undefined ? parsed(line.text) : undefined;
    if (!isFields(fields)) {
      this.events++;
      return damaged(line.flaw ?? (fields === undefined ? "is not JSON" : "is not a JSON object"));
    }
    if ("custody" in fields) return this.header(fields, line.number);
    if (!this.inside) return damaged('stands before the first line of a record ({"custody": "record", …})');
    return "end" in fields ? this.end(fields, line.number) : this.event(fields, line);
  }

  /** Events that somebody else has read, of which the last had this number and time. */
  skip(events: number, last: Pick<Event, "seq" | "time">): void {
    this.events += events;
    this.last = last;
  }

  private header(fields: Fields, line: number): RecordItem {
    const opens = fields["custody"];
    if (opens !== "record" && opens !== "run" && opens !== "run end")
      return { kind: "damaged", line, message: `begins a ${spell(fields["custody"])}, not a record` };
    this.inside = false;
    if (opens === "run end") return { kind: opens, line, fields };
    if (fields["version"] !== recordVersion)
      return { kind: "foreign", line, message: foreign(fields["version"]) };
    if (opens === "run") return { kind: opens, line, fields };
    this.inside = true;
    this.events = 0;
    this.last = undefined;
    const header = completeHeader(fields);
    return typeof header === "string"
      ? { kind: "damaged", line, message: header }
      : { kind: "header", line, header };
  }

  private event(fields: Fields, { number: line, text }: Line): RecordItem {
    this.events++;
    const damaged = (message: string): RecordItem => ({ kind: "damaged", line, message });
    const event = text.includes('"all"') ? withPayloads(fields) : fields;
    if (typeof event === "string") return damaged(event);
    if (!isEvent(event)) return damaged(eventFlaw(event) ?? "is no event");
    const flaw = this.orderFlaw(event);
    if (flaw !== undefined) return { kind: "damaged", line, message: flaw, seq: event.seq };
    this.last = event;
    return { kind: "event", line, event };
  }

  private orderFlaw(event: Event): string | undefined {
    const { last } = this;
    if (last === undefined) return undefined;
    if (event.seq <= last.seq)
      return `has the number ${event.seq} behind ${last.seq}: numbers rise within a record`;
    return event.time < last.time
      ? `happens at ${event.time} us, before the event above it (${last.time} us)`
      : undefined;
  }

  private end(fields: Fields, line: number): RecordItem {
    this.inside = false;
    const damaged = (message: string): Damaged => ({ kind: "damaged", line, message });
    const { end, events, moves } = fields;
    if (!isEnding(end)) return damaged(`ends a record as ${spell(end)}, which is none of quiet, cut, bound`);
    if (!isWhole(events)) return damaged("ends a record without the number of its events");
    if (moves !== undefined && !isTexts(moves)) return damaged("ends a record with moves that are no texts");
    if (events !== this.events)
      return {
        ...damaged(`says that the record has ${events} events; ${this.events} were read`),
        ...(events > this.events ? { lacks: true } : {}),
      };
    return { kind: "end", line, end: { ...fields, end, events, ...(moves === undefined ? {} : { moves }) } };
  }
}

const foreign = (version: unknown): string =>
  isWhole(version)
    ? `begins a record of version ${version}; this custody reads version ${recordVersion}: use the custody that wrote it, or record again`
    : `begins a record without a version; this custody reads version ${recordVersion}`;

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
