// The kit's own steps, as `features/steps.ts` has them: plain data, which Cucumber is told of only where it runs the features.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtRoot, extension } from "../kit.ts";
import type { Session } from "../session.ts";

/** What it is called, and what it does with what the steps of one scenario share: given the groups of its words, and a text below them. */
export type Step<Scene = unknown> = {
  readonly text: RegExp;
  readonly does: (this: Scene, ...given: readonly string[]) => Outcome | Promise<Outcome>;
};
/** As Cucumber has it; undefined: it holds. */
export type Outcome = "skipped" | "pending" | undefined;

export type KitSteps = {
  readonly steps: readonly Step[];
  readonly sceneOf: (session: Session) => unknown;
};

/** Where Cucumber learns of them. */
export const registered: string = join(builtRoot, "features", "support", `cucumber${extension}`);

let loaded: Promise<KitSteps> | undefined;

/** By their path, as the reference is. */
export function kitSteps(): Promise<KitSteps> {
  loaded ??= import(
    pathToFileURL(join(builtRoot, "features", `steps${extension}`)).href
  ) as Promise<KitSteps>;
  return loaded;
}
