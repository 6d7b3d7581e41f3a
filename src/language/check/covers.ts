// What a scenario promises to exercise, and what it asks of a subject.
import type { Problem } from "../../contract/problem.ts";
import type { Pattern, Rule, Scenario, SourceFile } from "../../contract/syntax.ts";
import { medium, scenarioMembers } from "../names/casts.ts";
import { spanOf } from "../names/context.ts";
import { nearest } from "../near.ts";
import { blocksOf, type Check, type Checked, declarationsOf } from "./checked.ts";
import { problem } from "./problems.ts";

export const coversAndRequires: Check = (checked) =>
  [...declarationsOf(checked, "scenario")].flatMap(([file, scenario]) => [
    ...scenario.covers.flatMap((covered) => coverProblems(checked, file, scenario, covered)),
    ...scenario.requires.flatMap((name) => capabilityProblems(checked, file, scenario, name)),
  ]);

const coverProblems = (
  checked: Checked,
  file: SourceFile,
  scenario: Scenario,
  covered: Scenario["covers"][number],
): readonly Problem[] => {
  const rule = checked.tables.rules.get(covered.id);
  if (rule !== undefined) return uncoverable(checked, file, scenario, covered, rule);
  const near = nearest(
    covered.id,
    [...checked.tables.rules.keys()].filter((id) => digitsOf(id) === digitsOf(covered.id)),
  );
  if (near === undefined && !checked.tables.rulesWhole) return [];
  return [
    problem(
      "unknown-rule",
      file,
      covered,
      `There is no rule ${covered.id}.`,
      near === undefined ? undefined : `did you mean ${near}?`,
    ),
  ];
};

/** Neighbouring numbers are other rules, not misspellings. */
const digitsOf = (id: string): string => [...id.replaceAll(/\D/g, "")].toSorted().join("");

const uncoverable = (
  checked: Checked,
  file: SourceFile,
  scenario: Scenario,
  covered: Scenario["covers"][number],
  rule: Rule,
): readonly Problem[] => {
  if (checked.tables.damaged.has(scenario) || checked.tables.damaged.has(rule)) return [];
  const roles = new Set([...scenarioMembers(checked.tables, scenario).map((member) => member.role), medium]);
  const heads = [...blocksOf(rule.items)].flatMap((block) => block.heads);
  if (heads.length === 0 || heads.some((head) => isPossible(checked, head, roles))) return [];
  const names = [...new Set(heads.map((head) => head.name))].join(", ");
  return [
    problem(
      "unproducible-cover",
      file,
      covered,
      `Nobody of this cast can say what ${rule.id} looks at: ${names}.`,
      "add the parties or leave the rule out",
    ),
  ];
};

const isPossible = (checked: Checked, head: Pattern, roles: ReadonlySet<string>): boolean => {
  const word = checked.words.get(head);
  if (word === undefined) return true;
  const role = head.speaker === undefined ? undefined : checked.roles.get(head.speaker);
  const speakers = role === undefined ? word.speakers : [role];
  return (
    speakers.some((speaker) => roles.has(speaker)) && (word.hearer === undefined || roles.has(word.hearer))
  );
};

const capabilityProblems = (
  checked: Checked,
  file: SourceFile,
  scenario: Scenario,
  name: string,
): readonly Problem[] => {
  const { tables, options } = checked;
  const properties = [...tables.roles.values()].flatMap((role) => role.properties.map((p) => p.name));
  const parties = scenarioMembers(tables, scenario).map((member) => member.name);
  const known = new Set([
    ...tables.roles.keys(),
    ...tables.vocabularies.keys(),
    ...properties,
    ...parties,
    ...(options.capabilities ?? []),
  ]);
  if (known.has(name) || !tables.whole) return [];
  const near = nearest(name, known);
  return [
    problem(
      "unknown-capability",
      file,
      spanOf(file, requiresOf(file, scenario), name),
      `Nothing offers the capability ${name}.`,
      near === undefined
        ? "a capability is a role, a vocabulary, a property or a party"
        : `did you mean ${near}?`,
    ),
  ];
};

/** From `requires` to the first step: names have no spans of their own. */
const requiresOf = (file: SourceFile, scenario: Scenario): { readonly at: number; readonly end: number } => {
  const from = scenario.covers.at(-1)?.end ?? scenario.at;
  const at = file.text.indexOf("requires", from);
  return { at: at < 0 ? scenario.at : at + "requires".length, end: scenario.steps[0]?.at ?? scenario.end };
};
