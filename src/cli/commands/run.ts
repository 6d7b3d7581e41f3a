// custody run: features against a target. A Cucumber run through Cucumber's own API.
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { Shard } from "../../contract/result.ts";
import { suiteOf } from "../../runner/suite.ts";
import { planText } from "../suite/listings.ts";
import { reportKinds, reportWanted, writeReports } from "../reports.ts";
import { collect, open, playFeatures, withSelection, type SelectionOptions } from "../suite/selecting.ts";
import { statusLine } from "../status-line.ts";

type Options = SelectionOptions & {
  readonly strict?: true;
  readonly shard?: string;
  readonly report: readonly string[];
  readonly twice?: true;
  readonly pcapng?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

export async function run(args: readonly string[]): Promise<number> {
  const command = withSelection(new Command("run").description("play features against a target"))
    .option("--strict", "a rule in force that nothing exercised is missing proof (exit 2)")
    .option("--shard <i/n>", "play the i-th of n parts; custody report puts their records together")
    .option("--twice", "play everything twice and compare")
    .option("--dry-run", "only say what would be played, and by which rules judged")
    .option("--json", "with --dry-run: as one JSON object")
    .option("--pcapng <file>", "write every frame on the wire as a capture")
    .option("--report <format:path>", `write a report: ${Object.keys(reportKinds).join(", ")}`, collect, []);
  const parsed = command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  if (options.json === true && options.dryRun !== true)
    throw new InputError("--json goes with --dry-run; custody run writes its results with --report.");
  return options.dryRun === true ? plan(parsed.args, options) : play(parsed.args, options);
}

async function play(named: readonly string[], options: Options): Promise<number> {
  const shard = shardWanted(options.shard);
  const reports = options.report.map(reportWanted);
  const { session, paths, facts } = await open(named, options, {
    ...(options.twice === true ? { twice: true } : {}),
    ...(options.pcapng === undefined ? {} : { frames: true }),
  });
  const line = statusLine();
  const ran = await playFeatures(session, {
    paths,
    tags: options.tags,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    onScenario: (name, done, all) => line.show(`${done}/${all} ${name}`),
  }).finally(line.clear);
  // what only the whole can say is left to custody report, if there is a record that it can read
  const isPart = shard !== undefined && reports.some(({ format }) => format === "record");
  const suite = suiteOf({
    facts: facts(ran.digest, options.strict === true),
    results: ran.results,
    ...(isPart ? { shard } : {}),
  });
  await writeReports(suite, reports, {
    session,
    ...(shard === undefined ? {} : { shard }),
    ...(options.pcapng === undefined ? {} : { pcapng: options.pcapng }),
  });
  return suite.exitCode;
}

async function plan(named: readonly string[], options: Options): Promise<number> {
  const shard = shardWanted(options.shard);
  const { session, paths, inForce } = await open(named, options, { dry: true });
  await playFeatures(session, {
    paths,
    tags: options.tags,
    ...(shard === undefined ? {} : { shard: `${shard.part}/${shard.of}` }),
  });
  process.stdout.write(planText(session.planned, inForce, options.json === true));
  return session.planned.length === 0 ? 2 : 0;
}

function shardWanted(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, part = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []).map(Number);
  if (part < 1 || part > of)
    throw new InputError(`--shard wants i/n with 1 ≤ i ≤ n, such as 1/4, not "${text}".`);
  return { part, of };
}
