// custody run: features against a target. A Cucumber run through Cucumber's own API.
import { Command } from "commander";
import type { Program } from "../../contract/program.ts";
import { InputError } from "../../contract/problem.ts";
import type { SuiteResult } from "../../contract/result.ts";
import { featurePaths, filesBelow, fromHere, runFeatures, type Unplayed } from "../../runner/features.ts";
import { openSession, type Session } from "../../runner/session.ts";
import { suiteOf } from "../../runner/suite.ts";
import { dirname } from "node:path";
import { wholeNumber } from "../numbers.ts";
import { castOf } from "../../runner/play/scene.ts";
import { unknownName } from "../arguments.ts";
import { reportFormats, reportWanted, writeReports } from "../reports.ts";
import { statusLine } from "../status-line.ts";

type Options = {
  readonly target: string;
  readonly role: readonly string[];
  readonly tags: string;
  readonly seed: string;
  readonly strict?: true;
  readonly shard?: string;
  readonly report: readonly string[];
  readonly twice?: true;
  readonly pcapng?: string;
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export async function run(args: readonly string[]): Promise<number> {
  const command = new Command("run")
    .description("play features against a target")
    .argument("[feature...]", "feature files (FILE.feature[:LINE]) or folders")
    .option("--target <target>", "reference, or mutant:NAME", "reference")
    .option("--role <role>", "role or party under test; may be repeated", collect, [])
    .option("--tags <expression>", "Cucumber tag expression", "")
    .option("--seed <n>", "seed of every free choice", "1")
    .option("--strict", "a rule in force that nothing exercised is missing proof (exit 2)")
    .option("--shard <i/n>", "play the i-th of n parts")
    .option("--twice", "play everything twice and compare")
    .option("--pcapng <file>", "write every frame on the wire as a capture")
    .option("--report <format:path>", `write a report: ${reportFormats.join(", ")}`, collect, []);
  const parsed = command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  const suite = await playAll(parsed.args, options);
  return suite.exitCode;
}

async function playAll(named: readonly string[], options: Options): Promise<SuiteResult> {
  const seed = wholeNumber(options.seed, "--seed");
  if (options.shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/u.test(options.shard))
    throw new InputError(`--shard wants i/n, such as 1/4, not "${options.shard}".`);
  for (const wanted of options.report) reportWanted(wanted);
  const paths = featurePaths(named);
  const session = await openSession({
    target: options.target,
    roles: options.role,
    seed,
    ...(options.twice === true ? { twice: true } : {}),
    ...(options.pcapng === undefined ? {} : { frames: true }),
  });
  const program = preloaded(session, paths);
  refuseUnknownRoles(program, options.role);
  const line = statusLine();
  const ran = await runFeatures(session, {
    paths,
    tags: options.tags,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    onScenario: (name, done, all) => line.show(`${done}/${all} ${name}`),
  });
  line.clear();
  refuseBroken(ran.unplayed);
  const suite = suiteOf({
    program,
    results: ran.results,
    options: session.options,
    subject: session.subject,
    strict: options.strict === true,
  });
  await writeReports(suite, session, options.report, options.pcapng);
  return suite;
}

/** All language files beside the features, read once together; what has problems is reported by the step that names it. */
function preloaded(session: Session, paths: readonly string[]): Program {
  const folders = [...new Set(paths.map((p) => dirname(p.replace(/(:\d+)+$/u, ""))))];
  const files = folders.flatMap((folder) => filesBelow(folder, ".custody")).map(fromHere);
  return session.preload([...new Set(files)]).program;
}

/** A role that no scenario has would select nothing: that is a slip of the pen. */
function refuseUnknownRoles(program: Program, roles: readonly string[]): void {
  if (roles.length === 0) return;
  const parties = program.scenarios.flatMap((scenario) => castOf(program, scenario));
  const known = [...new Set([...program.roles.keys(), ...parties.flatMap((p) => [p.role, p.name, p.id])])];
  for (const role of roles)
    if (!known.includes(role))
      throw unknownName("role or party", role, known, `use one of ${[...program.roles.keys()].join(", ")}.`);
}

/** Features that cannot be read, steps that nobody defined: input to mend, nothing to judge. */
function refuseBroken(unplayed: readonly Unplayed[]): void {
  const first = unplayed.find(
    (u) =>
      u.status === "PARSE" || u.status === "UNDEFINED" || u.status === "AMBIGUOUS" || u.status === "FAILED",
  );
  if (first === undefined) return;
  const what =
    first.status === "UNDEFINED"
      ? "uses a step that is not defined; see docs/features.md for the steps"
      : first.message.split("\n").slice(0, 12).join("\n");
  throw new InputError(`${first.uri}${first.name === "" ? "" : `, "${first.name}"`}: ${what}`);
}
