// Steps about calls: what was said, how often, by whom.
import { Then } from "@cucumber/cucumber";
import type { Scene } from "../support/world.ts";

function said(scene: Scene, name: string): number {
  return scene.last.result.events.filter((e) => e.name === name && (e.kind === "call" || e.kind === "said"))
    .length;
}

Then("{word} is said {int} time(s)", function (this: Scene, name: string, times: number) {
  if (said(this, name) !== times) throw new Error(`${name} was said ${said(this, name)} times`);
});

Then("{word} is said", function (this: Scene, name: string) {
  if (said(this, name) === 0) throw new Error(`${name} was never said`);
});

Then("{word} is never said", function (this: Scene, name: string) {
  if (said(this, name) > 0) throw new Error(`${name} was said ${said(this, name)} times`);
});
