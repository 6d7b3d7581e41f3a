// Several runs, each a part of one: put together they say what the whole would have said.
import { InputError } from "../contract/problem.ts";
import type { RunLine } from "../contract/record.ts";
import type { RunFacts, Shard, SuiteResult } from "../contract/result.ts";
import { kitVersion } from "./kit.ts";
import type { RecordedRun } from "./record/run/runs-in.ts";
import { suiteOf } from "./suite.ts";

/** `strict`: on top of what the runs themselves wanted. Throws InputError for runs that are not parts of the same whole. */
export function merged(runs: readonly RecordedRun[], strict: boolean): SuiteResult {
  const [first, ...others] = runs;
  if (first === undefined) throw new InputError("There is no run to report: name a record.");
  refuseOtherKit(first);
  for (const other of others) refuseUnlike(first, other);
  const parts = partsOf(runs);
  const results = runs.flatMap(({ results: own }) => own);
  const {
    custody: _custody,
    version: _version,
    shard: _shard,
    complaints: _complaints,
    ...facts
  } = first.line;
  return suiteOf({
    facts: { ...facts, strict: facts.strict || strict },
    results: results.toSorted((a, b) => (a.turn ?? 0) - (b.turn ?? 0)),
    // the same list was held against every part
    complaints: [...new Set(runs.flatMap(({ line }) => line.complaints ?? []))],
    missing: missingIn(parts),
  });
}

/** The sentences of the seeds are the kit's own, and a record's fields mean what they meant to the kit that wrote them. */
function refuseOtherKit({ source, line }: RecordedRun): void {
  if (line.kit !== kitVersion)
    throw new InputError(
      `${source} was written by custody ${line.kit}, this is custody ${kitVersion}: report with the one that ran.`,
    );
}

type Fact = Exclude<keyof RunFacts, "rules" | "leftOut">;

/** What has to be the same in all parts, as the sentences call it. */
const alike: Readonly<Record<Fact, string>> = {
  kit: "custody",
  rulesDigest: "rules with the digest",
  subject: "the subject",
  target: "--target",
  roles: "--role",
  seed: "--seed",
  strict: "--strict",
  skipped: "--skip-rule",
  selection: "the selection",
  texts: "features with the digest",
};

function refuseUnlike(a: RecordedRun, b: RecordedRun): void {
  for (const [key, word] of Object.entries(alike))
    refuseOther(a, b, word, valueOf(a.line, key), valueOf(b.line, key));
  const ids = ({ line }: RecordedRun): string => line.rules.map(({ id }) => id).join(", ");
  refuseOther(a, b, "--rule and --level that leave", ids(a), ids(b));
}

function refuseOther(a: RecordedRun, b: RecordedRun, word: string, here: string, there: string): void {
  if (here !== there)
    throw new InputError(
      `${b.source} and ${a.source} are not parts of one run: ${word} ${short(there)} here, ${short(here)} there.`,
    );
}

const valueOf = (line: RunLine, key: string): string => {
  const value = new Map<string, unknown>(Object.entries(line)).get(key);
  return typeof value === "string" ? value : JSON.stringify(value);
};
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Every part, in order of its number. A run that is no part stands alone. */
function partsOf(runs: readonly RecordedRun[]): readonly Shard[] {
  const seen = new Map<number, string>();
  const of = runs[0]?.line.shard?.of;
  for (const { source, line } of runs) {
    const { shard } = line;
    if (shard === undefined && runs.length > 1)
      throw new InputError(`${source} is a whole run, not a shard of one: report it alone.`);
    if (shard === undefined) return [];
    if (shard.of !== of)
      throw new InputError(
        `${source} is shard ${spelled(shard)}, ${runs[0]?.source} is one of ${of}: run all with the same n.`,
      );
    const other = seen.get(shard.part);
    if (other !== undefined)
      throw new InputError(
        `Shard ${spelled(shard)} is there twice: ${other} and ${source}; name one of them.`,
      );
    seen.set(shard.part, source);
  }
  return runs.flatMap(({ line }) => line.shard ?? []);
}

function missingIn(parts: readonly Shard[]): readonly string[] {
  const here = new Set(parts.map(({ part }) => part));
  return Array.from({ length: parts[0]?.of ?? 0 }, (_, at) => at + 1)
    .filter((part) => !here.has(part))
    .map((part) => spelled({ part, of: parts[0]?.of ?? 0 }));
}

const spelled = ({ part, of }: Shard): string => `${part}/${of}`;
