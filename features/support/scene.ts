// What the steps of one scenario share: the session that plays, the file they speak of and what was played.
import { dirname, join } from "node:path";
import type { Play } from "../../src/runner/play/play.ts";
import type { Running } from "../../src/runner/play/running.ts";
import type { Session } from "../../src/runner/session.ts";

export class Scene {
  readonly session: Session;
  file: string | undefined;
  played: readonly Play[] = [];
  constructor(session: Session) {
    this.session = session;
  }

  get running(): Running {
    const { running } = this.session;
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
  forEach(holds: (play: Play) => void): undefined {
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

/** A file named beside the feature. */
export const beside = (scene: Scene, name: string): string =>
  join(dirname(scene.running.pickle.uri), name).replaceAll("\\", "/");
