// custody explore: every order of a scenario, of the layers that play it or of its words alone.
import { Command } from "commander";
import { scenariosIn, type Found } from "../../runner/finding-scenarios.ts";
import { play, worldOf, type Stage } from "../../runner/play/play.ts";
import { reference, targetNamed } from "../../runner/subjects.ts";
import { castOf } from "../../runner/play/scene.ts";
import { explore, type Exploration } from "../../simulation/explore/explore.ts";
import { compileScript } from "../../simulation/script/compile.ts";
import { exploreWords } from "../../simulation/explore/words.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { wholeNumber } from "../numbers.ts";
import { refuseUnknownRoles } from "../roles.ts";

type Options = {
  readonly words?: true;
  readonly most: string;
  readonly choices: string;
  readonly sample?: string;
  readonly seed: string;
  readonly reduce: boolean;
  readonly role: readonly string[];
  readonly target: string;
  readonly moments: string;
  readonly json?: true;
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const momentNames = ["any", "settled", "eager"] as const;

export const command = (): Command =>
  new Command("explore")
    .description("see every order that a scenario allows")
    .argument("<file>", "FILE.custody or FILE.custody:TITLE")
    .option("--words", "the choreography alone: which orders of words the text allows")
    .option("--most <n>", "stop after so many configurations", "100000")
    .option("--choices <n>", "with --words: a result that its speaker chooses takes 0 … n", "3")
    .option("--sample <n>", "beyond the bound: play n seeds instead of everything")
    .option("--seed <n>", "first seed of a sample", "1")
    .option("--no-reduce", "take invisible returns in every order too")
    .option(`--moments <${momentNames.join("|")}>`, "when the kit acts", "any")
    .option("--target <target>", "reference, or mutant:NAME", "reference")
    .option("--role <role>", "role or party under test; may be repeated", collect, [])
    .option("--json", "one JSON object per scenario");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  const codes = [];
  for (const found of scenariosIn(parsed.args[0] ?? ""))
    codes.push(options.words === true ? words(found, options) : await layers(found, options));
  return codes.includes(1) ? 1 : Math.max(...codes);
}

function words({ program, scenario, file }: Found, options: Options): number {
  const script = compileScript(program, scenario, castOf(program, scenario), program.fileOf(scenario).text);
  const found = exploreWords(script, {
    most: wholeNumber(options.most, "--most"),
    choices: wholeNumber(options.choices, "--choices"),
  });
  if (options.json === true) print(JSON.stringify({ file, scenario: scenario.title, ...found }));
  else {
    print(
      `${scenario.title}: ${found.states} states, ${found.transitions} transitions, ${found.complete ? "complete" : `stopped at --most ${options.most}, not complete`}`,
    );
    print(
      `  ${found.endings} ${found.endings === 1 ? "state" : "states"} in which nothing is left to say, ${found.deadEnds} in which something is left and nothing can come`,
    );
  }
  return found.deadEnds > 0 ? 1 : found.complete ? 0 : 2;
}

async function layers(found: Found, options: Options): Promise<number> {
  const moments = momentNames.find((m) => m === options.moments);
  if (moments === undefined)
    throw unknownName("moment", options.moments, momentNames, `--moments wants ${momentNames.join(", ")}.`);
  refuseUnknownRoles(found.program, options.role);
  const target = await targetNamed(options.target);
  const roles = options.role.length > 0 ? options.role : target.roles;
  const stage: Stage = {
    program: found.program,
    scenario: found.scenario,
    kit: (await reference()).subject,
    subject: target.subject,
    target: options.target,
    roles,
    seed: 1,
    moments,
  };
  if (options.sample !== undefined) return sampled(found, stage, options);
  const result = explore(worldOf(stage, { ids: "lowest" }), {
    most: wholeNumber(options.most, "--most"),
    reduce: options.reduce,
  });
  if (options.json === true)
    print(JSON.stringify({ file: found.file, scenario: found.scenario.title, ...result }));
  else tell(found, result, options);
  return result.shortest !== undefined ? 1 : result.complete ? 0 : 2;
}

function tell(found: Found, result: Exploration, options: Options): void {
  print(
    `${found.scenario.title}: ${result.configurations} configurations, ${result.edges} steps, ${result.complete ? "complete" : `stopped at --most ${options.most}, not complete; go on with --sample N`}`,
  );
  print(
    `  endings: ${
      Object.entries(result.endings)
        .map(([kind, n]) => `${kind} ${n}`)
        .join(", ") || "none seen"
    }`,
  );
  for (const finding of result.findings) print(`  found: ${finding}`);
  if (result.shortest === undefined) return;
  print(`  shortest failing order (${result.shortest.labels.length} choices):`);
  for (const label of result.shortest.labels) print(`    ${label}`);
  for (const f of result.shortest.findings.filter(
    (f) => f.consequenceOf === undefined && f.provoked !== true,
  ))
    print(`  ${f.rule} blames ${f.blames}: ${f.text}`);
  if (result.shortest.outcome.kind !== "finished") print(`  the run ends: ${result.shortest.outcome.kind}`);
}

/** Seeds instead of everything: says nothing of what it did not meet. */
function sampled(found: Found, stage: Stage, options: Options): number {
  const [runs, start] = [wholeNumber(options.sample ?? "", "--sample"), wholeNumber(options.seed, "--seed")];
  const counts = new Map<string, number>();
  let worst: { readonly seed: number; readonly reason: string; readonly steps: number } | undefined;
  for (let seed = start; seed < start + runs; seed++) {
    const { result } = play({ ...stage, seed });
    counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
    if (
      (result.status === "failed" || result.status === "kit error") &&
      (worst === undefined || result.steps < worst.steps)
    )
      worst = { seed, reason: result.reason ?? "", steps: result.steps };
  }
  print(
    `${found.scenario.title}: ${runs} seeds from ${start}, sampled: ${[...counts].map(([status, n]) => `${n} ${status}`).join(", ")}`,
  );
  if (worst !== undefined)
    print(`  shortest failing run: seed ${worst.seed}, ${worst.steps} steps: ${worst.reason}`);
  return worst === undefined ? ((counts.get("passed") ?? 0) > 0 ? 0 : 2) : 1;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
