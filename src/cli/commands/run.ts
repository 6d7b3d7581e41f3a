// custody run: features against a target. A Cucumber run through Cucumber's own API.
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { ScenarioResult, SuiteResult } from "../../contract/result.ts";
import { featurePaths, fromHere, runFeatures } from "../../runner/features.ts";
import { filesBelow } from "../../runner/input/below.ts";
import { refuseUnplayed } from "../../runner/input/feature-files.ts";
import type { LoadedProgram } from "../../runner/input/load.ts";
import { openSession, type Session } from "../../runner/session.ts";
import { suiteOf } from "../../runner/suite.ts";
import { wholeNumber } from "../numbers.ts";
import { knownFailures, usualList } from "../known-failures.ts";
import { refuseUnknownRoles } from "../roles.ts";
import { reportFormats, reportWanted, writeReports } from "../reports.ts";
import { statusLine } from "../status-line.ts";
import type { Round } from "../watch/watch.ts";

type Options = {
  readonly bundled?: true;
  readonly target: string;
  readonly role: readonly string[];
  readonly tags: string;
  readonly seed: string;
  readonly strict?: true;
  readonly shard?: string;
  readonly report: readonly string[];
  readonly expectations?: string;
  readonly updateExpectations?: true;
  readonly watch?: true;
  readonly twice?: true;
  readonly pcapng?: string;
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const command = (): Command =>
  new Command("run")
    .description("play features against a target")
    .argument("[feature...]", "feature files (FILE.feature[:LINE]) or folders")
    .option("--bundled", "with the features that custody brings along, behind your own")
    .option("--target <target>", "reference, or mutant:NAME", "reference")
    .option("--role <role>", "role or party under test; may be repeated", collect, [])
    .option("--tags <expression>", "Cucumber tag expression", "")
    .option("--seed <n>", "seed of every free choice", "1")
    .option("--strict", "a rule in force that nothing exercised is missing proof (exit 2)")
    .option("--shard <i/n>", "play the i-th of n parts")
    .option("--expectations <file>", `known failures; without it ${usualList}, where it is there`)
    .option("--update-expectations", "rewrite the list of known failures after this run")
    .option("--watch", "go on: play again what a change touches, until Ctrl-C")
    .option("--twice", "play everything twice and compare")
    .option("--pcapng <file>", "write every frame on the wire as a capture")
    .option("--report <format:path>", `write a report: ${reportFormats.join(", ")}`, collect, []);

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  if (options.watch === true) return watched(parsed.args, options);
  const suite = await playAll(parsed.args, options);
  return suite.exitCode;
}

async function watched(named: readonly string[], options: Options): Promise<number> {
  if (
    options.shard !== undefined ||
    options.pcapng !== undefined ||
    options.updateExpectations === true ||
    options.report.length > 0
  )
    throw new InputError(
      "--watch writes nothing: leave out --report, --pcapng, --shard and --update-expectations.",
    );
  const { watch } = await import("../watch/watch.ts");
  const files = existsSync(options.expectations ?? usualList) ? [options.expectations ?? usualList] : [];
  return watch({
    features: () => featurePaths(named, options.bundled),
    files,
    open: () => open(named, options),
  });
}

async function playAll(named: readonly string[], options: Options): Promise<SuiteResult> {
  if (options.shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/u.test(options.shard))
    throw new InputError(`--shard wants i/n, such as 1/4, not "${options.shard}".`);
  for (const wanted of options.report) reportWanted(wanted);
  const { session, paths, play, suiteOf: sum } = await open(named, options);
  const suite = sum(await play(paths));
  await writeReports(suite, session, options.report, options.pcapng);
  return suite;
}

/** Everything loaded and nothing played. Throws InputError. */
async function open(
  named: readonly string[],
  options: Options,
): Promise<Round & { readonly session: Session }> {
  const seed = wholeNumber(options.seed, "--seed");
  const whole = named.length === 0 && options.tags === "" && options.shard === undefined;
  const held = await knownFailures(options, whole);
  const paths = featurePaths(named, options.bundled);
  const session = await openSession({
    target: options.target,
    roles: options.role,
    seed,
    ...(options.twice === true ? { twice: true } : {}),
    ...(options.pcapng === undefined ? {} : { frames: true }),
  });
  const loaded = preloaded(session, paths);
  const { program } = loaded;
  refuseUnknownRoles(program, options.role);
  const [today, titles] = [new Date().toISOString().slice(0, 10), program.scenarios.map((s) => s.title)];
  return {
    session,
    paths,
    loaded,
    play: (some) => played(session, some, options),
    suiteOf: (results) =>
      suiteOf({
        program,
        ...held(results, { whole, today, titles }),
        options: session.options,
        subject: session.subject,
        strict: options.strict === true,
      }),
  };
}

async function played(
  session: Session,
  paths: readonly string[],
  { tags, shard }: Options,
): Promise<readonly ScenarioResult[]> {
  const line = statusLine();
  const ran = await runFeatures(session, {
    paths,
    tags,
    ...(shard === undefined ? {} : { shard }),
    onScenario: (name, done, all) => line.show(`${done}/${all} ${name}`),
  });
  line.clear();
  refuseUnplayed(ran.unplayed);
  return ran.results;
}

/** All language files beside the features, read once together; what has problems is reported by the step that names it. */
function preloaded(session: Session, paths: readonly string[]): LoadedProgram {
  const folders = [...new Set(paths.map((p) => dirname(p.replace(/(:\d+)+$/u, ""))))];
  const files = folders.flatMap((folder) => filesBelow(folder, ".custody")).map(fromHere);
  return session.preload([...new Set(files)]);
}
