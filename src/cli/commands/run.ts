// custody run: features against a target.
import { existsSync } from "node:fs";
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { Shard } from "../../contract/result.ts";
import { featurePaths } from "../../runner/features/paths.ts";
import type { FeatureResult } from "../../runner/features/verdicts.ts";
import type { Session } from "../../runner/session.ts";
import { suiteOf } from "../../runner/suite.ts";
import type { Run as Judging } from "../../runner/expectations/apply.ts";
import { knownFailures, today, usualList } from "../suite/known-failures.ts";
import { compileLater } from "../suite/compile-later.ts";
import { reportKinds, reportsWanted, writeReports } from "../reports.ts";
import { statusLine } from "../status-line.ts";
import { planText } from "../suite/listings.ts";
import {
  collect,
  isWhole,
  open,
  playFeatures,
  withSelection,
  type SelectionOptions,
} from "../suite/selecting.ts";
import type { Round } from "../watch/watch.ts";

type Options = SelectionOptions & {
  readonly strict?: true;
  readonly shard?: string;
  readonly report: readonly string[];
  readonly expectations?: string;
  readonly updateExpectations?: true;
  readonly watch?: true;
  readonly twice?: true;
  readonly pcapng?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

export const command = (): Command =>
  withSelection(new Command("custody run").description("play features against a target"))
    .option("--strict", "a rule about who is under test that nothing exercised is missing proof (exit 2)")
    .option("--shard <i/n>", "play the i-th of n parts; custody report puts their records together")
    .option("--expectations <file>", `known failures; without it ${usualList}, where it is there`)
    .option("--update-expectations", "rewrite the list of known failures after this run")
    .option("--watch", "go on: play again what a change touches, until Ctrl-C")
    .option("--twice", "play everything twice and compare")
    .option("--dry-run", "only say what would be played, and by which rules judged")
    .option("--json", "with --dry-run: as one JSON object")
    .option("--pcapng <file>", "write every frame on the wire as a capture")
    .option("--report <format:path>", `write a report: ${Object.keys(reportKinds).join(", ")}`, collect, []);

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  if (options.json === true && options.dryRun !== true)
    throw new InputError("--json goes with --dry-run; custody run writes its results with --report.");
  if (options.watch === true) return watched(parsed.args, options);
  return options.dryRun === true ? plan(parsed.args, options) : playAll(parsed.args, options);
}

async function watched(named: readonly string[], options: Options): Promise<number> {
  if (
    options.shard !== undefined ||
    options.pcapng !== undefined ||
    options.updateExpectations === true ||
    options.dryRun === true ||
    options.report.length > 0
  )
    throw new InputError(
      "--watch writes nothing: leave out --report, --pcapng, --shard, --dry-run and --update-expectations.",
    );
  const { watch } = await import("../watch/watch.ts");
  const files = existsSync(options.expectations ?? usualList) ? [options.expectations ?? usualList] : [];
  return watch({
    features: () => featurePaths(named, options.bundled),
    files,
    open: async (): Promise<Round> => {
      const { session, paths, loaded, sum } = await opened(named, options);
      return {
        paths,
        loaded,
        play: async (some) => (await played(session, some, options)).results,
        // nobody puts the rounds of a watch together: no digest of the features is wanted
        suiteOf: (results) => sum({ results, digest: "" }),
      };
    },
  });
}

async function playAll(named: readonly string[], options: Options): Promise<number> {
  const shard = shardWanted(options.shard);
  const reports = reportsWanted(options.report, options.pcapng === undefined ? [] : [options.pcapng]);
  const { session, paths, sum } = await opened(named, options);
  compileLater(); // V8 takes no code that it has kept for those who have other flags: not before everything is loaded
  const ran = await played(session, paths, options);
  // what only the whole can say is left to custody report, if there is a record that it can read
  const isPart = shard !== undefined && reports.some(({ format }) => format === "record");
  const suite = sum(ran, isPart ? shard : undefined);
  await writeReports(suite, reports, {
    session,
    ...(shard === undefined ? {} : { shard }),
    ...(options.pcapng === undefined ? {} : { pcapng: options.pcapng }),
  });
  return suite.exitCode;
}

async function plan(named: readonly string[], options: Options): Promise<number> {
  if (options.updateExpectations === true || options.pcapng !== undefined || options.report.length > 0)
    throw new InputError("--dry-run plays nothing: leave out --report, --pcapng and --update-expectations.");
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

type Sum = (ran: Pick<FeatureResult, "results" | "digest">, shard?: Shard) => ReturnType<typeof suiteOf>;

/** Everything loaded and nothing played, and what to make of the results. Throws InputError. */
async function opened(
  named: readonly string[],
  options: Options,
): Promise<Awaited<ReturnType<typeof open>> & { readonly sum: Sum }> {
  const whole = isWhole(named, options) && options.shard === undefined;
  const held = await knownFailures(options, whole);
  const all = await open(named, options, {
    ...(options.twice === true ? { twice: true } : {}),
    ...(options.pcapng === undefined ? {} : { frames: true }),
  });
  const titles = all.loaded.program.scenarios.map(({ title }) => title);
  const { version } = all.session.subject;
  const judged: Judging = {
    whole,
    titles,
    judges: all.inForce.judges,
    today: today(),
    subject: { version, has: all.session.has },
    again: all.session.again,
  };
  const sum: Sum = ({ results, digest }, shard) =>
    suiteOf({
      facts: all.facts(digest, options.strict === true),
      ...held(results, judged),
      ...(shard === undefined ? {} : { shard }),
    });
  return { ...all, sum };
}

function played(
  session: Session,
  paths: readonly string[],
  { tags, shard }: Options,
): Promise<FeatureResult> {
  const line = statusLine();
  return playFeatures(session, {
    paths,
    tags,
    ...(shard === undefined ? {} : { shard }),
    onScenario: (name, done, all) => line.show(`${done}/${all} ${name}`),
  }).finally(line.clear);
}

function shardWanted(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, part = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []).map(Number);
  if (part < 1 || part > of)
    throw new InputError(`--shard wants i/n with 1 ≤ i ≤ n, such as 1/4, not "${text}".`);
  return { part, of };
}
