// What the steps of one scenario share: the file they speak of and what was played.
import { dirname, join } from "node:path";
import { Before, defineParameterType, setWorldConstructor, World } from "@cucumber/cucumber";
import type { Play } from "../../src/runner/play/play.ts";
import type { FeaturePlace } from "../../src/runner/session.ts";

export class Scene extends World {
  folder = ".";
  file: string | undefined;
  place: FeaturePlace = { uri: "", line: 1, name: "", pickle: "" };
  /** where the doc string of a step of this scenario begins: the line of its first quotes */
  lineOfText: (text: string) => number = () => 1;
  played: readonly Play[] = [];

  /** What was played last: of `cases`, every row. */
  get plays(): readonly Play[] {
    if (this.played.length === 0)
      throw new Error("nothing was played yet: say which scenario is played first");
    return this.played;
  }

  /** Holds what it says for every row; the error names the row. */
  forEach(holds: (play: Play) => void): void {
    for (const play of this.plays) {
      try {
        holds(play);
      } catch (error) {
        if (this.plays.length === 1 || !(error instanceof Error)) throw error;
        throw new Error(`"${play.result.title}": ${error.message}`);
      }
    }
  }
}

setWorldConstructor(Scene);

// What {string} is, in one group instead of five: Cucumber works out where each group of each match begins.
defineParameterType({
  name: "text in quotes",
  regexp: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/,
  transformer: (text: string) => text.slice(1, -1).replaceAll(/\\(["'])/gu, "$1"),
  useForSnippets: false,
});

Before(function (this: Scene, { pickle, gherkinDocument }) {
  this.folder = dirname(pickle.uri);
  const line = lineOf(gherkinDocument, pickle.astNodeIds[0] ?? "");
  this.place = { uri: pickle.uri, line, name: pickle.name, pickle: pickle.id };
  this.lineOfText = (text) => {
    const step = pickle.steps.find(({ argument }) => argument?.docString?.content === text);
    return lineOf(gherkinDocument, step?.astNodeIds[0] ?? "");
  };
});

/** The line on which the scenario of that id stands, or the doc string of the step of that id. */
function lineOf(document: Document, id: string): number {
  const lines = linesOf.get(document) ?? new Map(linesIn(document.feature?.children ?? []));
  linesOf.set(document, lines);
  return lines.get(id) ?? 1;
}

/** A document is walked over once, however many scenarios stand in it. */
const linesOf = new WeakMap<Document, ReadonlyMap<string, number>>();

type Located = { readonly location: { readonly line: number } };
type Steps = { readonly steps: readonly { readonly id: string; readonly docString?: Located }[] };
type Child = {
  readonly rule?: { readonly children: readonly Child[] };
  readonly background?: Steps;
  readonly scenario?: Steps & Located & { readonly id: string };
};
type Document = { readonly feature?: { readonly children: readonly Child[] } };

function* linesIn(children: readonly Child[]): Generator<readonly [id: string, line: number]> {
  for (const { rule, background, scenario } of children) {
    if (rule !== undefined) yield* linesIn(rule.children);
    if (scenario !== undefined) yield [scenario.id, scenario.location.line];
    for (const { id, docString } of (scenario ?? background)?.steps ?? [])
      if (docString !== undefined) yield [id, docString.location.line];
  }
}

/** A file named beside the feature. */
export const beside = (scene: Scene, name: string): string => join(scene.folder, name).replaceAll("\\", "/");
