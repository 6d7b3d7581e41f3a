// custody list --scenarios: which scenarios exercise each rule, and how many can put each role under test.
import { Command } from "commander";
import { dirname } from "node:path";
import { InputError } from "../../contract/problem.ts";
import type { SuiteResult } from "../../contract/result.ts";
import { featurePaths, runFeatures } from "../../runner/features.ts";
import { filesBelow } from "../../runner/input/below.ts";
import { refuseUnplayed } from "../../runner/input/feature-files.ts";
import { openSession } from "../../runner/session.ts";
import { suiteOf } from "../../runner/suite.ts";

export const command = (): Command =>
  new Command("list")
    .description("say which scenarios exercise which rule, and which roles they can put under test")
    .argument("[feature...]", "feature files or folders")
    .option("--scenarios", "by rule and by role")
    .option("--json", "as one JSON object");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<{ scenarios?: true; json?: true }>();
  if (options.scenarios !== true)
    throw new InputError("custody list wants --scenarios; custody rules lists the rules.");
  const suite = await played(parsed.args);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ rules: byRule(suite), roles: byRole(suite) })}\n`
      : text(suite),
  );
  return 0;
}

/** What exercises what is found by playing: against the reference, once. */
async function played(named: readonly string[]): Promise<SuiteResult> {
  const paths = featurePaths(named);
  const session = await openSession({ target: "reference", roles: [], seed: 1 });
  const folders = [...new Set(paths.map((p) => dirname(p.replace(/(:\d+)+$/u, ""))))];
  const { program } = session.preload([
    ...new Set(folders.flatMap((f) => filesBelow(f, ".custody")).map((f) => f.replaceAll("\\", "/"))),
  ]);
  const { results, unplayed } = await runFeatures(session, { paths, tags: "" });
  refuseUnplayed(unplayed);
  return suiteOf({ program, results, options: session.options, subject: session.subject, strict: false });
}

const byRule = (suite: SuiteResult): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(suite.rules.map((r) => [r.id, r.scenarios]));

/** A role can be put under test by every scenario in which one of its parties says or hears something. */
function byRole(suite: SuiteResult): Readonly<Record<string, readonly string[]>> {
  const roles = [...new Set(suite.scenarios.flatMap((s) => s.parties.map((p) => p.role)))].sort();
  return Object.fromEntries(
    roles.map((role) => [
      role,
      suite.scenarios
        .filter((s) =>
          s.parties.some((p) => p.role === role && s.events.some((e) => e.from === p.id || e.to === p.id)),
        )
        .map((s) => s.title),
    ]),
  );
}

function text(suite: SuiteResult): string {
  const rules = Object.entries(byRule(suite)).flatMap(([id, titles]) =>
    titles.length === 0
      ? [`${id}  nothing exercises it`]
      : [`${id}  ${titles.length} ${titles.length === 1 ? "scenario" : "scenarios"}`, ...wrapped(titles)],
  );
  const roles = Object.entries(byRole(suite)).map(
    ([role, titles]) =>
      `${role.padEnd(12)} ${titles.length} ${titles.length === 1 ? "scenario" : "scenarios"}`,
  );
  return `${["Rules, and the scenarios that exercise them", "", ...rules, "", "Roles, and how many scenarios can put them under test", "", ...roles].join("\n")}\n`;
}

/** Titles one behind the other, in lines of at most 100 characters. */
function wrapped(titles: readonly string[]): readonly string[] {
  return titles.reduce<readonly string[]>((lines, title) => {
    const last = lines.at(-1);
    const longer = last === undefined ? undefined : `${last} · ${title}`;
    return longer === undefined || longer.length > 100
      ? [...lines, `    ${title}`]
      : [...lines.slice(0, -1), longer];
  }, []);
}
