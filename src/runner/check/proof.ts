// The shortest proof of what was found in a recorded run: the record is read again, since its events were not kept.

import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Finding } from "../../contract/verdict.ts";
import { shortestSlice } from "../../rules/slice.ts";
import { linesOf, type Source } from "../record/lines.ts";
import { RecordReader } from "../record/read.ts";
import type { CheckedRecord } from "./open-record.ts";

/** The proof of each finding whose surroundings were kept. */
export type Proofs = ReadonlyMap<Finding, readonly Event[]>;

/** `open` opens the same bytes anew: once for the events that the findings name, once for the calls they belong to. */
export async function proofsOf(
  program: Program,
  records: readonly CheckedRecord[],
  open: () => Source,
): Promise<Proofs> {
  const shown = records.filter(({ scenes }) => scenes.length > 0);
  if (shown.length === 0) return new Map();
  const wanted = new Map(
    shown.map(({ line, scenes }) => [line, new Set(scenes.flatMap(({ finding }) => finding.witness))]),
  );
  const calls = new Map<number, Set<number>>(shown.map(({ line }) => [line, new Set()]));
  await eachEvent(open(), (line, event) => {
    if (event.call !== undefined && wanted.get(line)?.has(event.seq)) calls.get(line)?.add(event.call);
  });
  const kept = new Map<number, Event[]>(shown.map(({ line }) => [line, []]));
  const last = new Map<number, number>();
  await eachEvent(open(), (line, event) => {
    last.set(line, event.time);
    if (wanted.get(line)?.has(event.seq) || (event.call !== undefined && calls.get(line)?.has(event.call)))
      kept.get(line)?.push(event);
  });
  const proofs = new Map<Finding, readonly Event[]>();
  for (const { line, header, scenes, end } of shown) {
    const events = kept.get(line) ?? [];
    const run = {
      program,
      setting: header,
      events,
      until: last.get(line) ?? 0,
      ending: end?.end ?? "cut",
    } as const;
    for (const { finding } of scenes) proofs.set(finding, shortestSlice(run, finding));
  }
  return proofs;
}

/** `line` is that of the record's header. */
async function eachEvent(source: Source, see: (line: number, event: Event) => void): Promise<void> {
  const reader = new RecordReader();
  let header = 0;
  for await (const lines of linesOf(source.chunks))
    for (const line of lines) {
      const item = reader.read(line);
      if (item.kind === "header") header = item.line;
      if (item.kind === "event") see(header, item.event);
    }
}
