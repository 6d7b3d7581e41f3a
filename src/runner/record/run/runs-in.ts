// Runs of scenarios, read back from the files that they wrote: results as they were, to be reported or put together.
import type { Event } from "../../../contract/event.ts";
import { InputError } from "../../../contract/problem.ts";
import type { RecordedResult, RecordHeader, RunLine } from "../../../contract/record.ts";
import type { ScenarioResult } from "../../../contract/result.ts";
import { linesOf, type Source } from "../lines.ts";
import { type RecordItem, RecordReader } from "../read.ts";
import { isRecordedResult, isRunEnd, isRunLine } from "./run-shape.ts";

export type RecordedRun = {
  /** the file that it stands in */
  readonly source: string;
  readonly line: RunLine;
  readonly results: readonly ScenarioResult[];
};

/** Throws InputError for whatever is not a whole run: nothing may be concluded from a part that looks like the whole. */
export async function* runsIn(source: Source): AsyncGenerator<RecordedRun> {
  const reader = new RecordReader();
  const runs = new OpenRun(source.name);
  for await (const lines of linesOf(source.chunks))
    for (const line of lines) {
      const run = runs.hear(reader.read(line));
      if (run !== undefined) yield run;
    }
  runs.finish();
}

/** One file while it is read: the run that is open, and the record of its scenario. */
class OpenRun {
  private readonly source: string;
  private run: { readonly line: RunLine; readonly results: ScenarioResult[] } | undefined;
  private record: { readonly header: RecordHeader; readonly events: Event[] } | undefined;
  private any = false;

  constructor(source: string) {
    this.source = source;
  }

  /** The run that this line completes. */
  hear(item: RecordItem): RecordedRun | undefined {
    switch (item.kind) {
      case "damaged":
      case "foreign":
        throw this.refusal(item.line, item.message);
      case "run":
        this.begin(item.line, item.fields);
        return undefined;
      case "header":
        if (this.run === undefined)
          throw this.refusal(item.line, "begins a record that is not part of a run");
        if (this.record !== undefined) throw this.refusal(item.line, "begins a record while one is open");
        this.record = { header: item.header, events: [] };
        return undefined;
      case "event":
        this.record?.events.push(item.event);
        return undefined;
      case "end":
        this.close(item.line, item.end.result);
        return undefined;
      case "run end":
        return this.whole(item.line, item.fields);
    }
  }

  finish(): void {
    if (this.run !== undefined || this.record !== undefined)
      throw new InputError(`${this.source} ends in the middle of a run: fetch the whole file.`);
    if (!this.any)
      throw new InputError(`${this.source} holds no run: give what custody run --report record:FILE writes.`);
  }

  private begin(number: number, line: unknown): void {
    if (this.run !== undefined) throw this.refusal(number, "begins a run while one is open");
    if (!isRunLine(line))
      throw this.refusal(number, "begins a run without saying all that a run says of itself");
    this.run = { line, results: [] };
    this.any = true;
  }

  private close(number: number, result: RecordedResult | undefined): void {
    if (this.run === undefined || this.record === undefined)
      throw this.refusal(number, "ends a record that is not part of a run");
    if (!isRecordedResult(result)) throw this.refusal(number, "ends a record without its result");
    const { header, events } = this.record;
    const { live, seed, parties, scenario } = header;
    const [digest, token] = [(): string => result.digest, (): string => result.token];
    this.run.results.push({ ...result, title: scenario.title, seed, live, parties, events, digest, token });
    this.record = undefined;
  }

  private whole(number: number, end: unknown): RecordedRun {
    if (this.run === undefined || this.record !== undefined)
      throw this.refusal(number, "ends a run that is not open, or a record that is");
    const { line, results } = this.run;
    if (!isRunEnd(end) || end.records !== results.length)
      throw this.refusal(number, `does not end a run of ${results.length} records`);
    this.run = undefined;
    return { source: this.source, line, results };
  }

  private refusal(line: number, message: string): InputError {
    return new InputError(
      `${this.source}, line ${line}: it ${message}; custody report wants what custody run --report record:FILE wrote.`,
    );
  }
}
