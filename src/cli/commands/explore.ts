// custody explore: every order of a scenario, of the layers that play it or of its words alone.
import { Command } from "commander";
import { scenariosIn, type Found } from "../../runner/finding-scenarios.ts";
import { castOf } from "../../runner/play/scene.ts";
import { compileScript } from "../../simulation/script/compile.ts";
import { exploreWords } from "../../simulation/explore/words.ts";
import type { LayerOptions } from "../explore/layers.ts";
import { wholeNumber } from "../numbers.ts";
import { withProgram } from "../suite/program-flags.ts";

type Options = LayerOptions & { readonly words?: true; readonly choices: string };

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const command = (): Command =>
  withProgram(
    new Command("custody explore")
      .description("see every order that a scenario allows")
      .argument("<file>", "FILE.custody or FILE.custody:TITLE")
      .option("--words", "the choreography alone: which orders of words the text allows")
      .option("--most <n>", "stop after so many configurations", "100000")
      .option("--choices <n>", "with --words: a result that its speaker chooses takes 0 … n", "3")
      .option("--sample <n>", "beyond the bound: play n seeds instead of everything")
      .option("--seed <n>", "first seed of a sample", "1")
      .option("--no-reduce", "take invisible returns in every order too")
      .option("--moments <any|settled|eager>", "when the kit acts", "any")
      .option(
        "--target <target>",
        "reference, mutant:NAME, exec:COMMAND, tcp:, unix: or module:",
        "reference",
      )
      .option("--role <role>", "role or party under test; may be repeated", collect, [])
      .option("--json", "one JSON object per scenario"),
  );

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  const all = scenariosIn(parsed.args[0] ?? "");
  const codes =
    options.words === true ? all.map((found) => words(found, options)) : await layers(all, options);
  // what nobody could be asked for proves nothing
  if (codes.length === 0) return 2;
  return codes.includes(1) ? 1 : Math.max(...codes);
}

function words({ program, scenario, file }: Found, options: Options): number {
  const script = compileScript(program, scenario, castOf(program, scenario), program.fileOf(scenario).text);
  const found = exploreWords(script, {
    most: wholeNumber(options.most, "--most", 1),
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

/** The layers bring the reference and the rules along: words alone start without them. Exit codes of those that could be played. */
async function layers(all: readonly Found[], options: Options): Promise<readonly number[]> {
  const { exploreLayers } = await import("../explore/layers.ts");
  const codes: number[] = [];
  for (const found of all) {
    const code = await exploreLayers(found, options);
    if (code !== "unsupported") codes.push(code);
  }
  return codes;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
