// Steps about calls: what was said, how often, by whom.
import type { Step } from "../../src/runner/features/kit-steps.ts";
import type { Play } from "../../src/runner/play/play.ts";
import type { Scene } from "../support/scene.ts";

export const calls: readonly Step<Scene>[] = [
  { text: /^(\S+) is said$/u, does: isSaid },
  { text: /^(\S+) is said (\d+) times?$/u, does: isSaidTimes },
  { text: /^(\S+) is never said$/u, does: isNeverSaid },
];

function said({ result }: Play, name: string): number {
  return result.events.filter((e) => e.name === name && (e.kind === "call" || e.kind === "said")).length;
}

function isSaid(this: Scene, name: string): undefined {
  return this.forEach((play) => {
    if (said(play, name) === 0) throw new Error(`${name} was never said`);
  });
}

function isSaidTimes(this: Scene, name: string, times: string): undefined {
  return this.forEach((play) => {
    if (said(play, name) !== Number(times)) throw new Error(`${name} was said ${said(play, name)} times`);
  });
}

function isNeverSaid(this: Scene, name: string): undefined {
  return this.forEach((play) => {
    if (said(play, name) > 0) throw new Error(`${name} was said ${said(play, name)} times`);
  });
}
