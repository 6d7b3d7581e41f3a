// The choreographies that SPIN explores as well: explored here by their words, from the text of the features.
import { join } from "node:path";
import { castOf } from "../../runner/play/scene.ts";
import { loadWithSpec, type LoadedProgram } from "../../runner/input/load.ts";
import { projectRoot } from "../../../tools/root.ts";
import { compileScript, type Script } from "../script/compile.ts";
import { exploreWords, type WordsExplored } from "../explore/words.ts";

/** A scenario, its Promela model, and what SPIN says of it. */
export type Choreography = {
  readonly file: string;
  readonly title: string;
  readonly model: string;
  readonly states: number;
  readonly transitions: number;
};

const sends = (n: number, states: number, transitions: number): Choreography => ({
  file: "sends.custody",
  title: `${n} sends, completed in any order`,
  model: `m2u_${n}.pml`,
  states,
  transitions,
});
const returns = (n: number, states: number, transitions: number): Choreography => ({
  file: "returns.custody",
  title: `${n} packets, two protocols, returned in any order`,
  model: `m3u_${n}.pml`,
  states,
  transitions,
});

export const small: readonly Choreography[] = [
  sends(4, 291, 880),
  sends(6, 7771, 38_328),
  returns(2, 341, 1279),
  returns(3, 5461, 28_671),
];
export const large: readonly Choreography[] = [sends(8, 392_803, 2_731_552), returns(4, 87_381, 589_823)];

export const folder: string = join(projectRoot, "features", "choreography");

let loaded: LoadedProgram | undefined;

/** `most`: states to visit at most. The models let each answer be 0, 1, 2 or 3. */
export const explored = (one: Choreography, most = 1_000_000): WordsExplored =>
  exploreWords(scriptOf(one), { most, choices: 3 });

export function scriptOf({ file, title }: Choreography): Script {
  loaded ??= loadWithSpec(["sends.custody", "returns.custody"].map((name) => join(folder, name)));
  const { program, problems } = loaded;
  const [problem] = problems.filter((p) => p.severity === "error");
  if (problem !== undefined) throw new Error(`${problem.file}: ${problem.message}`);
  const scenario = program.scenarios.find((s) => s.title === title);
  if (scenario === undefined) throw new Error(`${file} has no "${title}"`);
  return compileScript(program, scenario, castOf(program, scenario));
}
