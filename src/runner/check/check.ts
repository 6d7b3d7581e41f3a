// Judging a recorded run with the rules that judge a live one. Streaming: what is kept grows with live resources and findings.

import { InputError } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordEnd, RecordHeader } from "../../contract/record.ts";
import { linesOf, type Source } from "../record/lines.ts";
import { RecordReader } from "../record/read.ts";
import { castFlaw, type Flaw } from "../record/vocabulary.ts";
import { type CheckedRecord, type JudgeOf, OpenRecord } from "./open-record.ts";

/** A line that could not be used. `message` is a sentence's second half; `name` is the unknown word in it. */
export type Damage = { readonly line: number; readonly message: string; readonly name?: string };

export type CheckReport = {
  readonly records: readonly CheckedRecord[];
  readonly damage: readonly Damage[];
  readonly damaged: number;
};

/** Damaged lines that are listed; the others are counted. */
const mostDamage = 20;

/**
 * Judges every record of a source; `told` hears how many lines have been read. Throws InputError for a record of another
 * version and for a source that has none.
 */
export async function check(
  source: Source,
  program: Program,
  judgeOf: JudgeOf,
  told: (lines: number) => void = () => undefined,
): Promise<CheckReport> {
  const checker = new Checker(source.name, program, judgeOf);
  for await (const lines of linesOf(source.chunks)) {
    for (const line of lines) checker.read(line);
    told(lines.at(-1)?.number ?? 0);
  }
  return checker.finish();
}

class Checker {
  private readonly reader = new RecordReader();
  private readonly records: CheckedRecord[] = [];
  private readonly damage: Damage[] = [];
  private damaged = 0;
  private headers = 0;
  private open: OpenRecord | undefined;
  private readonly name: string;
  private readonly program: Program;
  private readonly judgeOf: JudgeOf;

  constructor(name: string, program: Program, judgeOf: JudgeOf) {
    this.name = name;
    this.program = program;
    this.judgeOf = judgeOf;
  }

  read(line: Parameters<RecordReader["read"]>[0]): void {
    const item = this.reader.read(line);
    switch (item.kind) {
      case "header":
        return this.begin(item.header, item.line);
      case "event":
        return this.report(item.line, this.open?.see(item.event));
      case "end":
        return this.close(item.end);
      case "run":
      case "run end":
        return this.close();
      case "damaged":
        if (item.lacks === true) this.open?.lacksEvents();
        return this.report(item.line, item, item.seq);
      case "foreign":
        throw new InputError(`${this.name}: line ${item.line} ${item.message}.`);
      default:
        return unreachable(item);
    }
  }

  finish(): CheckReport {
    this.close();
    const { records, damage, damaged } = this;
    if (this.headers > 0) return { records, damage, damaged };
    if (damaged === 0)
      throw new InputError(
        `${this.name} is empty: a record begins with a line {"custody": "record", …}; see docs/record.md.`,
      );
    throw new InputError(
      `${this.name} is no record: line ${damage[0]?.line} ${damage[0]?.message}. Give the NDJSON that \`custody run --report record:FILE\` writes; see docs/record.md.`,
    );
  }

  private begin(header: RecordHeader, line: number): void {
    this.close();
    this.headers++;
    const flaw = castFlaw(this.program, header);
    this.report(line, flaw);
    this.open = flaw === undefined ? new OpenRecord(this.program, this.judgeOf, header, line) : undefined;
  }

  private close(end?: RecordEnd): void {
    if (this.open !== undefined) this.records.push(this.open.finish(end));
    this.open = undefined;
  }

  private report(line: number, flaw: Flaw, seq?: number): void {
    if (flaw === undefined) return;
    this.open?.gap(seq);
    this.damaged++;
    if (this.damage.length < mostDamage)
      this.damage.push({
        line,
        message: flaw.message,
        ...(flaw.name === undefined ? {} : { name: flaw.name }),
      });
  }
}

const unreachable = (item: never): never => item;
