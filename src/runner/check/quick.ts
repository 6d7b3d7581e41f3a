// The quick way over a record: lines by templates into rows, rows through generated code. It answers only for a source in which
// everything is certain and clean; for any other the way that explains goes over it from the beginning.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordEnd, RecordHeader } from "../../contract/record.ts";
import { QuickJudge } from "../../rules/quick/judge.ts";
import { type Plan, planOf } from "../../rules/quick/plan.ts";
import { LineSplitter, type Line } from "../record/lines.ts";
import { RecordReader } from "../record/read.ts";
import { Scanner, slack } from "../record/scan.ts";
import { templateOf } from "../record/template.ts";
import { castFlaw, eventChecker, type Flaw } from "../record/vocabulary.ts";
import type { CheckReport } from "./check.ts";
import type { CheckedRecord } from "./open-record.ts";
import { runOf } from "./generated.ts";
import { rowPlan } from "./row-plan.ts";

/** Below so many bytes the other way is done before generated code has been made. */
const worthwhile = 512 * 1024;
const chunkBytes = 1024 * 1024;
const lineEnd = 0x0a;

/** The report on a file; undefined when it has to be made the other way. */
export function quickReport(
  path: string,
  program: Program,
  ruleIds?: readonly string[],
  told: (lines: number) => void = () => undefined,
): CheckReport | undefined {
  const file = openSync(path, "r");
  try {
    const status = fstatSync(file);
    if (!status.isFile() || status.size < worthwhile) return undefined;
    return quickly(
      (into, at, length) => readSync(file, into, at, length, null),
      planOf(program, ruleIds),
      told,
    );
  } finally {
    closeSync(file);
  }
}

/** Puts at most `length` bytes into a buffer; answers how many, 0 at the end. */
export type Read = (into: Uint8Array, at: number, length: number) => number;

/** The same for whatever can be read, `size` bytes at a time. */
export function quickly(
  read: Read,
  plan: Plan,
  told: (lines: number) => void = () => undefined,
  size = chunkBytes,
): CheckReport | undefined {
  return new QuickCheck(plan).read(chunksOf(read, size), told);
}

/** Whole lines in one buffer; the rest is what stands behind the last line end. */
type Chunk = { readonly bytes: Uint8Array; readonly end: number; readonly isRest: boolean };

/** A line that is longer than the buffer ends it with `undefined`. */
function* chunksOf(read: Read, size: number): Generator<Chunk | undefined, void> {
  const bytes = new Uint8Array(size + slack);
  for (let held = 0; ;) {
    const length = read(bytes, held, size - held);
    const filled = held + length;
    if (length === 0) {
      yield filled === size ? undefined : { bytes, end: held, isRest: true };
      return;
    }
    const end = bytes.subarray(0, filled).lastIndexOf(lineEnd) + 1;
    if (end > 0) yield { bytes, end, isRest: false };
    bytes.copyWithin(0, end, filled);
    held = filled - end;
  }
}

/** One record of the source while it is read. */
type Open = {
  readonly header: RecordHeader;
  readonly line: number;
  readonly judge: QuickJudge;
  readonly scanner: Scanner;
  readonly flawOf: (event: Event) => Flaw;
  events: number;
};

class QuickCheck {
  readonly #program: Program;
  readonly #plan: Plan;
  readonly #reader = new RecordReader();
  readonly #splitter = new LineSplitter();
  readonly #records: CheckedRecord[] = [];
  #open: Open | undefined;
  #lines = 0;

  constructor(plan: Plan) {
    this.#program = plan.program;
    this.#plan = plan;
  }

  read(source: ReturnType<typeof chunksOf>, told: (lines: number) => void): CheckReport | undefined {
    for (const chunk of source) {
      if (chunk === undefined || !this.#chunk(chunk)) return undefined;
      told(this.#lines);
    }
    if (!this.#close()) return undefined;
    return this.#records.length === 0 ? undefined : { records: this.#records, damage: [], damaged: 0 };
  }

  #chunk({ bytes, end, isRest }: Chunk): boolean {
    if (isRest) {
      const lines = this.#splitter.split(bytes.subarray(0, end));
      return this.#unusual([...lines, ...this.#splitter.rest()]);
    }
    for (let at = 0; at < end;) {
      at = this.#take(bytes, at, end);
      if (at < 0) return false;
      if (at === end) return true;
      const next = bytes.indexOf(lineEnd, at) + 1;
      if (!this.#unusual(this.#splitter.split(bytes.subarray(at, next)))) return false;
      this.#lines++;
      at = next;
    }
    return true;
  }

  /** Lines that fit; answers where the first that does not begins, -1 when the interpreter has to look. */
  #take(bytes: Uint8Array, start: number, end: number): number {
    const open = this.#open;
    if (open === undefined) return start;
    const { scanner, judge } = open;
    scanner.of(bytes);
    let at = start;
    for (;;) {
      at = scanner.take(at, end);
      if (judge.batch.length < judge.batch.capacity) break;
      if (!judge.run()) return -1;
    }
    if (scanner.taken > 0) {
      this.#reader.skip(scanner.taken, { seq: scanner.seq, time: scanner.time });
      this.#splitter.skip(scanner.taken);
      this.#lines += scanner.taken;
      open.events += scanner.taken;
      scanner.taken = 0;
    }
    return at;
  }

  /** Lines read as JSON; false: the interpreter has to look. */
  #unusual(lines: readonly Line[]): boolean {
    return lines.every((line) => {
      const item = this.#reader.read(line);
      switch (item.kind) {
        case "header":
          return this.#close() && this.#begin(item.header, item.line);
        case "event":
          return this.#see(item.event, line.text);
        case "end":
          return this.#close(item.end);
        case "run":
        case "run end":
          return this.#close();
        default:
          return false;
      }
    });
  }

  #begin(header: RecordHeader, line: number): boolean {
    if (!header.fromStart || header.watched !== undefined || castFlaw(this.#program, header) !== undefined)
      return false;
    const judge = new QuickJudge(this.#plan, runOf(this.#plan), header.parties);
    const scanner = new Scanner(judge.batch, judge.interner);
    this.#open = { header, line, judge, scanner, flawOf: eventChecker(this.#program, header), events: 0 };
    return true;
  }

  #see(event: Event, text: string): boolean {
    const open = this.#open;
    if (open === undefined || open.flawOf(event) !== undefined || !open.judge.see(event)) return false;
    open.events++;
    open.scanner.seq = event.seq;
    open.scanner.time = event.time;
    const word = this.#program.words.get(event.name);
    const isFixed = (list: "args" | "results", name: string): boolean =>
      [...((list === "args" ? word?.parameters : word?.results) ?? [])].some(
        (parameter) =>
          parameter.name === name &&
          (this.#program.types.get(parameter.type.name)?.constants.length ?? 0) > 0,
      );
    const template = templateOf(event, text, isFixed);
    const plan = template === undefined ? undefined : rowPlan(open.judge, event, template);
    if (template !== undefined && plan !== undefined) open.scanner.learn(template, plan);
    return true;
  }

  #close(end?: RecordEnd): boolean {
    const open = this.#open;
    if (open === undefined) return true;
    const { header, line, events, judge } = open;
    this.#open = undefined;
    const judgement = judge.end(end?.end ?? "cut");
    if (judgement === undefined) return false;
    this.#records.push({
      header,
      line,
      events,
      ...(end === undefined ? {} : { end }),
      judgement,
      scenes: [],
    });
    return true;
  }
}
