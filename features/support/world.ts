// What the steps of one scenario share: the file they speak of and what was played.
import { dirname, join } from "node:path";
import { Before, BeforeStep, setWorldConstructor, World } from "@cucumber/cucumber";
import type { Play } from "../../src/runner/play/play.ts";
import type { FeaturePlace } from "../../src/runner/session.ts";

export class Scene extends World {
  folder = ".";
  file: string | undefined;
  place: FeaturePlace = { uri: "", line: 1, name: "", pickle: "" };
  /** line of the step that is running, and of the first line of its doc string */
  stepLine = 1;
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
});

BeforeStep(function (this: Scene, { gherkinDocument, pickleStep }) {
  this.stepLine = lineOf(gherkinDocument, pickleStep.astNodeIds[0] ?? "");
});

/** The line on which the node of that id stands. */
function lineOf(document: unknown, id: string): number {
  const found = find(document, id);
  return found?.docString?.location.line ?? found?.location?.line ?? 1;
}

type Located = {
  readonly id?: string;
  readonly location?: { readonly line: number };
  readonly docString?: { readonly location: { readonly line: number } };
};

function find(node: unknown, id: string): Located | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if ((node as Located).id === id) return node;
  for (const value of Object.values(node)) {
    const found = find(value, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A file named beside the feature. */
export const beside = (scene: Scene, name: string): string => join(scene.folder, name).replaceAll("\\", "/");
