// Steps about rules: what the play said about them.
import type { Verdict } from "../../src/contract/verdict.ts";
import type { Step } from "../../src/runner/features/kit-steps.ts";
import type { Play } from "../../src/runner/play/play.ts";
import type { Scene } from "../support/scene.ts";

export const rules: readonly Step<Scene>[] = [
  { text: /^no rule is broken$/u, does: noneIsBroken },
  {
    text: /^(?:rule|rules) ([A-Z0-9, -]+?) (?:is|are) (kept|observed|unexercised)$/u,
    does: areFound,
  },
  { text: /^(?:rule|rules) ([A-Z0-9, -]+?) (?:is|are) broken on purpose$/u, does: areBrokenOnPurpose },
];

/** undefined: the rule is not in force, which the reports say; a step can say nothing about it then. */
function verdictOf({ result, world }: Play, id: string): Verdict | undefined {
  const found = result.verdicts.find((v) => v.rule === id);
  if (found === undefined && !world.program.rules.some((rule) => rule.id === id))
    throw new Error(`there is no rule ${id}`);
  return found?.verdict;
}

function noneIsBroken(this: Scene): undefined {
  return this.forEach(({ result }) => {
    const broken = result.verdicts.filter((v) => v.verdict === "broken").map((v) => v.rule);
    if (broken.length > 0) throw new Error(`broken: ${broken.join(", ")}`);
  });
}

function areFound(this: Scene, ids: string, wanted: string): undefined {
  return this.forEach((play) => {
    const wrong = ids
      .split(/,\s*/u)
      .map((id) => [id, verdictOf(play, id)] as const)
      .filter(([, v]) => v !== undefined && v !== wanted);
    if (wrong.length > 0) throw new Error(wrong.map(([id, v]) => `${id} is ${v}`).join(", "));
  });
}

function areBrokenOnPurpose(this: Scene, ids: string): undefined {
  return this.forEach((play) => {
    const provoked = play.result.findings.filter((f) => f.provoked === true).map((f) => f.rule);
    const missing = ids
      .split(/,\s*/u)
      .filter((id) => verdictOf(play, id) !== undefined && !provoked.includes(id));
    if (missing.length > 0) throw new Error(`nothing provoked a breach of ${missing.join(", ")}`);
  });
}
