// Steps about calls: what was said, how often, by whom.
import { Then } from "@cucumber/cucumber";
import type { Play } from "../../src/runner/play/play.ts";
import type { Scene } from "../support/world.ts";

function said({ result }: Play, name: string): number {
  return result.events.filter((e) => e.name === name && (e.kind === "call" || e.kind === "said")).length;
}

Then("{word} is said {int} time(s)", function (this: Scene, name: string, times: number) {
  this.forEach((play) => {
    if (said(play, name) !== times) throw new Error(`${name} was said ${said(play, name)} times`);
  });
});

Then("{word} is said", function (this: Scene, name: string) {
  this.forEach((play) => {
    if (said(play, name) === 0) throw new Error(`${name} was never said`);
  });
});

Then("{word} is never said", function (this: Scene, name: string) {
  this.forEach((play) => {
    if (said(play, name) > 0) throw new Error(`${name} was said ${said(play, name)} times`);
  });
});
