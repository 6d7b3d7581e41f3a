// Steps about rules: what the play said about them.
import { Then } from "@cucumber/cucumber";
import type { Verdict } from "../../src/contract/verdict.ts";
import type { Play } from "../../src/runner/play/play.ts";
import type { Scene } from "../support/world.ts";

/** undefined: the rule is not in force, which the reports say; a step can say nothing about it then. */
function verdictOf({ result, world }: Play, id: string): Verdict | undefined {
  const found = result.verdicts.find((v) => v.rule === id);
  if (found === undefined && !world.program.rules.some((rule) => rule.id === id))
    throw new Error(`there is no rule ${id}`);
  return found?.verdict;
}

Then("no rule is broken", function (this: Scene) {
  this.forEach(({ result }) => {
    const broken = result.verdicts.filter((v) => v.verdict === "broken").map((v) => v.rule);
    if (broken.length > 0) throw new Error(`broken: ${broken.join(", ")}`);
  });
});

Then(/^(?:rule|rules) ([A-Z0-9, -]+?) (?:is|are) broken on purpose$/u, function (this: Scene, ids: string) {
  this.forEach((play) => {
    const provoked = play.result.findings.filter((f) => f.provoked === true).map((f) => f.rule);
    const missing = ids
      .split(/,\s*/u)
      .filter((id) => verdictOf(play, id) !== undefined && !provoked.includes(id));
    if (missing.length > 0) throw new Error(`nothing provoked a breach of ${missing.join(", ")}`);
  });
});

Then(
  /^(?:rule|rules) ([A-Z0-9, -]+?) (?:is|are) (kept|observed|unexercised)$/u,
  function (this: Scene, ids: string, wanted: Verdict) {
    this.forEach((play) => {
      const wrong = ids
        .split(/,\s*/u)
        .map((id) => [id, verdictOf(play, id)] as const)
        .filter(([, v]) => v !== undefined && v !== wanted);
      if (wrong.length > 0) throw new Error(wrong.map(([id, v]) => `${id} is ${v}`).join(", "));
    });
  },
);
