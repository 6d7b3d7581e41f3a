// The flags that say what is judged, for every command that takes features, and the session that they open.
import { createHash } from "node:crypto";
import type { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { RunFacts } from "../../contract/result.ts";
import { featurePaths } from "../../runner/features/paths.ts";
import { runFeatures } from "../../runner/features/run.ts";
import type { FeatureResult, FeatureRun } from "../../runner/features/verdicts.ts";
import { refuseUnplayed, withoutLines } from "../../runner/input/feature-files.ts";
import type { LoadedProgram } from "../../runner/input/load.ts";
import { textsBeside } from "../../runner/beside/texts.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { specName } from "../../runner/kit.ts";
import { rulesInForce, scenarioMatcher, type InForce } from "../../runner/selection.ts";
import {
  openSession,
  titlesOf,
  type Planned,
  type Session,
  type SessionOptions,
} from "../../runner/session.ts";
import { shownPath } from "../../runner/shown-path.ts";
import { factsOf } from "../../runner/suite.ts";
import { collectList, wholeNumber } from "../numbers.ts";
import { programOptions, withProgram, type ProgramFlags } from "./program-flags.ts";
import { refuseUnknownRoles } from "../roles.ts";

export type SelectionOptions = {
  readonly bundled?: true;
  readonly target: string;
  readonly role: readonly string[];
  readonly tags: string;
  readonly scenario: readonly string[];
  readonly rule: readonly string[];
  readonly skipRule: readonly string[];
  readonly level?: string;
  readonly seed: string;
} & ProgramFlags;

export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
/** Adds the flags; lists with commas may be repeated. `before` stands in front of the features. */
export const withSelection = (command: Command, before?: string): Command =>
  withFeatures(
    (before === undefined ? command : command.argument(before)).option(
      "--target <target>",
      targetKinds,
      "reference",
    ),
  );

export const targetKinds = "reference, mutant:NAME, exec:COMMAND, tcp:, unix: or module:";

/** The same without a target. */
export const withFeatures = (command: Command): Command =>
  withProgram(
    command
      .argument("[feature...]", "feature files (FILE.feature[:LINE]) or folders")
      .option("--bundled", "with the features that custody brings along, behind your own")
      .option("--role <role,…>", "roles or parties under test", collectList, [])
      .option("--tags <expression>", "Cucumber tag expression", "")
      .option("--scenario <title>", "only this scenario; * stands for anything; may be repeated", collect, [])
      .option("--rule <id,…>", "judge by these rules or families (RCV-PKT) only", collectList, [])
      .option("--skip-rule <id=reason>", "do not judge by this rule; every report says why", collect, [])
      .option("--level <level>", "judge by rules of this level or stricter: must, should")
      .option("--seed <n>", "seed of every free choice", "1"),
  );

/** Whether all scenarios are selected that the target and its roles allow, and all rules. */
export const isWhole = (named: readonly string[], options: SelectionOptions): boolean =>
  [named, options.tags, options.scenario, options.rule, options.skipRule, options.level ?? ""].every(
    ({ length }) => length === 0,
  );

/** A session with everything loaded and selected; nothing has been played. */
export type Opened = {
  readonly session: Session;
  readonly paths: readonly string[];
  readonly loaded: LoadedProgram;
  readonly inForce: InForce;
  /** `features`: the digest of the features, known once they have been read */
  readonly facts: (features: string, strict: boolean) => RunFacts;
};

/** Throws InputError for every name that is not known. */
export async function open(
  named: readonly string[],
  options: SelectionOptions,
  more: Pick<SessionOptions, "twice" | "frames" | "dry"> = {},
): Promise<Opened> {
  const seed = wholeNumber(options.seed, "--seed");
  const paths = featurePaths(named, options.bundled);
  const { files, loaded } = textsBeside(paths);
  const { program } = loaded;
  refuseUnknownRoles(program, options.role);
  const inForce = rulesInForce(program, { ...options, rules: options.rule, skipped: options.skipRule });
  if (inForce.ids?.length === 0)
    throw new InputError("--rule, --level and --skip-rule together leave no rule to judge by.");
  await refuseUnknownScenarios(paths, files, loaded, options.scenario);
  const session = await openSession({
    target: options.target,
    roles: options.role,
    seed,
    program: programOptions(options),
    ...more,
    ...(inForce.ids === undefined ? {} : { rules: inForce.ids }),
    ...(options.scenario.length === 0 ? {} : { wants: scenarioMatcher(options.scenario) }),
  });
  session.preload(files, loaded);
  const facts: Opened["facts"] = (features, strict) =>
    factsOf(program, inForce, {
      subject: { name: session.subject.name, version: session.subject.version },
      target: options.target,
      roles: options.role,
      seed,
      strict,
      selection: { features: paths.map(shownPath), tags: options.tags, scenarios: options.scenario },
      texts: textsDigest(program, features),
    });
  return { session, paths, loaded, inForce, facts };
}

/** What would be played with these roles, whoever plays them; all of it where there are none. Throws InputError. */
export async function planned(
  named: readonly string[],
  options: Omit<SelectionOptions, "target">,
): Promise<{ readonly planned: readonly Planned[]; readonly rules: Pick<SessionOptions, "rules"> }> {
  const { session, paths, inForce } = await open(named, { ...options, target: "reference" }, { dry: true });
  await playFeatures(session, { paths, tags: options.tags });
  return { planned: session.planned, rules: inForce.ids === undefined ? {} : { rules: inForce.ids } };
}

/** Runs the features of a session. Throws InputError for features that cannot be read and steps that nobody defined. */
export async function playFeatures(session: Session, run: FeatureRun): Promise<FeatureResult> {
  const ran = await runFeatures(session, run);
  refuseUnplayed(ran.unplayed);
  return ran;
}

/** Titles stand in language files, in doc strings and in features: only when the files do not have one, the features are read for it. */
async function refuseUnknownScenarios(
  paths: readonly string[],
  files: readonly string[],
  loaded: LoadedProgram,
  patterns: readonly string[],
): Promise<void> {
  const titles = loaded.program.scenarios.flatMap(titlesOf);
  const whole = patterns.filter((pattern) => !pattern.includes("*"));
  if (whole.every((title) => titles.includes(title))) return;
  const session = await openSession({ target: "reference", roles: [], seed: 1, dry: true });
  session.preload(files, loaded);
  await playFeatures(session, { paths: paths.map(withoutLines), tags: "" });
  const known = [...new Set([...titles, ...session.planned.flatMap(namesOf)])];
  for (const title of whole)
    if (!known.includes(title))
      throw unknownName(
        "scenario",
        `"${title}"`,
        known.map((each) => `"${each}"`),
        "custody list scenarios lists them.",
      );
}

const namesOf = ({ scenario, place }: Planned): readonly string[] => [
  ...titlesOf(scenario),
  ...(place === undefined ? [] : [place.name]),
];

/** Names every text that was read besides the kit's own. */
function textsDigest(program: Program, features: string): string {
  const hash = createHash("sha256").update(features);
  for (const { name, text } of program.files)
    if (!name.startsWith(`${specName}/`))
      hash.update(JSON.stringify([shownPath(name), text.replace(/\r\n/gu, "\n")]));
  return hash.digest("hex").slice(0, 16);
}
