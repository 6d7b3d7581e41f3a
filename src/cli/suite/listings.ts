// Listings: each as a text for people and as one JSON object for programs; docs/listings.md shows every shape.
import type { Rule } from "../../contract/syntax.ts";
import { spellCitation } from "../../runner/play/failures.ts";
import { castOf } from "../../runner/play/scene.ts";
import { scenarioDigest } from "../../runner/play/scenario-digest.ts";
import type { InForce } from "../../runner/selection.ts";
import type { Planned } from "../../runner/session.ts";
import { shownPath, shownPlace } from "../../runner/shown-path.ts";
import type { Program } from "../../contract/program.ts";

/** What would be played, and by which rules judged. */
export function planText(planned: readonly Planned[], inForce: InForce, json: boolean): string {
  const scenarios = planned.map(scenarioRow);
  const skipped = inForce.skipped.map(([{ id }, reason]) => ({ rule: id, reason }));
  const rules = inForce.rules.map(({ id }) => id);
  if (json) return `${JSON.stringify({ scenarios, rules, skipped })}\n`;
  return [
    ...scenarios.map(scenarioLine),
    ...skipped.map(({ rule, reason }) => `skipped ${rule}: ${reason}`),
    `${scenarios.length} scenario${scenarios.length === 1 ? "" : "s"} would be played, judged by ${rules.length} rule${rules.length === 1 ? "" : "s"}`,
    "",
  ].join("\n");
}

export type ScenarioRow = {
  readonly word: string;
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly digest: string;
  readonly roles: readonly string[];
  readonly covers: readonly string[];
  readonly feature?: { readonly uri: string; readonly line: number; readonly name: string };
};

export function scenarioRow({ program, scenario, place }: Planned): ScenarioRow {
  const { file, line } = shownPlace(program.place(scenario, program.fileOf(scenario).name));
  return {
    word: scenario.word,
    title: scenario.title,
    file,
    line,
    digest: scenarioDigest(program, scenario),
    roles: [...new Set(castOf(program, scenario).map(({ role }) => role))],
    covers: scenario.covers.map(({ id }) => id),
    ...(place === undefined
      ? {}
      : { feature: { uri: shownPath(place.uri), line: place.line, name: place.name } }),
  };
}

export const scenarioLine = ({ word, title, file, line }: ScenarioRow): string =>
  `${`${word} "${title}"`.padEnd(60)} ${file}:${line}`;

export type RuleRow = {
  readonly id: string;
  readonly level: string;
  readonly roles: readonly string[];
  readonly statement: string;
  readonly cites: readonly string[];
  readonly file: string;
  readonly line: number;
};

export function ruleRow(program: Program, rule: Rule): RuleRow {
  const { id, level, roles, statement } = rule;
  const { file, line } = program.place(rule, program.fileOf(rule).name);
  const cites = rule.items.flatMap((item) => (item.kind === "cites" ? item.sources.map(spellCitation) : []));
  return { id, level, roles, statement, cites, file, line };
}

export const ruleLine = ({ id, level, roles, statement }: RuleRow): string =>
  `${id.padEnd(11)} ${level.padEnd(6)} ${roles.join(", ").padEnd(20)} ${statement}`;
