// The soak: a drawn stack, asked drawn things at any moment and in any order, interrupted as the specification says. It has to come to rest.
import type { Draw, Wish } from "../../contract/drawn.ts";
import { KitDefect } from "../../contract/problem.ts";
import type { Subject } from "../../contract/subject.ts";
import { seeded } from "../../simulation/choice/chooser.ts";
import { interruptionsOf, type Interruption } from "../../simulation/interrupt/interruption.ts";
import { errorsThatConcern, loadWithSpec, type LoadedProgram } from "../input/load.ts";
import { kitVersion } from "../kit.ts";
import { play, worldOf, type Play, type Stage } from "../play/play.ts";
import { headerOfResult } from "../record/header.ts";
import { recordText } from "../record/write.ts";

export type Soaking = {
  readonly draw: Draw;
  readonly kit: Subject;
  readonly subject: Subject;
  readonly target: string;
  readonly roles: readonly string[];
};

/** The run of one seed: the same seed, the same run. */
export function soak({ draw, kit, subject, target, roles }: Soaking, seed: number): Play {
  const drawn = draw(seed);
  const { program } = loadedOnce(drawn.text);
  const scenario = program.scenarios.find((one) => program.fileOf(one).name === name);
  if (scenario === undefined) throw new KitDefect(`The text of seed ${seed} holds no scenario.`);
  const stage: Stage = {
    program,
    scenario,
    kit,
    subject,
    target,
    roles,
    seed,
    moments: "any",
    environment: "general",
    repeat: `npm run soak -- --seed ${seed}`,
  };
  const lines = drawn.lines.map(lineOf);
  const between = picked(
    interruptionsOf(program, worldOf(stage).parties).filter((one): one is Interruption => "steps" in one),
    drawn.interruptions,
    seed,
  );
  const interruptions = [...lines, ...between];
  const begun = interruptions.map((_, n) => ({ n, next: 0, told: [] }));
  return play({ ...stage, world: { interruptions, begun, mayStayOpen: true } });
}

export const isSoaked = ({ result }: Play): boolean => result.status === "passed";

export function recordOfSoak(
  { result, run, choices }: Play,
  { subject, target }: Soaking,
  rules: string,
): string {
  const header = headerOfResult(result, {
    kit: kitVersion,
    rules,
    subject: { name: subject.name, version: subject.version },
    target,
  });
  return [...recordText(header, result.events, { end: run.ending, moves: choices })].join("");
}

const name = "soak.custody";
const texts = new Map<string, LoadedProgram>();

/** Stacks come again: each is read once. */
function loadedOnce(text: string): LoadedProgram {
  const known = texts.get(text);
  if (known !== undefined) return known;
  const loaded = loadWithSpec([], new Map([[name, text]]));
  const [wrong] = errorsThatConcern(loaded, name);
  if (wrong !== undefined) throw new KitDefect(`A drawn stack has problems: ${wrong.message}\n${text}`);
  texts.set(text, loaded);
  return loaded;
}

const lineOf = (wishes: readonly Wish[], at: number): Interruption => ({
  title: `line ${at + 1}`,
  of: wishes[0]?.party ?? "",
  steps: wishes.map(({ party, to, name: word, args }) => [{ k: "do", party, to, name: word, args }]),
});

function picked(all: readonly Interruption[], count: number, seed: number): readonly Interruption[] {
  const chooser = seeded(seed);
  const left = [...all];
  const found: Interruption[] = [];
  while (found.length < count && left.length > 0)
    found.push(...left.splice(chooser.choose(left.map(({ title, of }) => `${title} of ${of}`)), 1));
  return found;
}
