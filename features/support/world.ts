// What the steps of one scenario share: the file they speak of and what was played.
import { dirname, join } from "node:path";
import { Before, setWorldConstructor, World } from "@cucumber/cucumber";
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

Before(function (this: Scene, { pickle, gherkinDocument }) {
  this.folder = dirname(pickle.uri);
  const line = lineOf(gherkinDocument, pickle.astNodeIds[0] ?? "");
  this.place = { uri: pickle.uri, line, name: pickle.name, pickle: pickle.id };
  this.lineOfText = (text) => {
    const step = pickle.steps.find(({ argument }) => argument?.docString?.content === text);
    return lineOf(gherkinDocument, step?.astNodeIds[0] ?? "");
  };
});

/** The line on which the node of that id stands. */
function lineOf(document: object, id: string): number {
  const lines = linesOf.get(document) ?? new Map<string, number>();
  if (lines.size === 0) collect(document, lines);
  linesOf.set(document, lines);
  return lines.get(id) ?? 1;
}

/** A document is walked over once, however many scenarios stand in it. */
const linesOf = new WeakMap<object, Map<string, number>>();

type Located = {
  readonly id?: string;
  readonly location?: { readonly line: number };
  readonly docString?: { readonly location: { readonly line: number } };
};

function collect(node: unknown, lines: Map<string, number>): void {
  if (typeof node !== "object" || node === null) return;
  const { id, location, docString } = node as Located;
  if (id !== undefined) lines.set(id, (docString ?? { location }).location?.line ?? 1);
  for (const value of Object.values(node)) collect(value, lines);
}

/** A file named beside the feature. */
export const beside = (scene: Scene, name: string): string => join(scene.folder, name).replaceAll("\\", "/");
