// What the steps of one scenario share: the file they speak of and what was played.
import { dirname, join } from "node:path";
import { Before, defineParameterType, setWorldConstructor, World } from "@cucumber/cucumber";
import type { Play } from "../../src/runner/play/play.ts";
import type { Running } from "../../src/runner/play/running.ts";
import { session } from "./session.ts";

export class Scene extends World {
  file: string | undefined;
  played: readonly Play[] = [];

  get running(): Running {
    const { running } = session();
    if (running === undefined) throw new Error("no scenario of a feature is being run");
    return running;
  }

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

// The command hears of each scenario itself, and Cucumber has a step less to run.
if (globalThis.custodySession === undefined)
  Before(({ pickle, gherkinDocument }) => {
    session().running = { pickle, gherkinDocument };
  });

/** A file named beside the feature. */
export const beside = (scene: Scene, name: string): string =>
  join(dirname(scene.running.pickle.uri), name).replaceAll("\\", "/");
