// Everything there is to read about the rules, gathered: sources, seed sentences, judged examples, mutants, scenarios.

import type { Program } from "../contract/program.ts";
import type { RuleBreach, RuleEntry, RuleExample, RuleFamily, RuleScenario } from "../contract/rulebook.ts";
import type { Example, Rule, Span } from "../contract/syntax.ts";
import { judgeExample } from "../rules/examples.ts";
import { specJson } from "./input/catalogue.ts";
import { shownPath } from "./shown-path.ts";
import { reference } from "./subjects.ts";
import { seedSentences } from "./suite.ts";

/** One entry for each of these rules, in their order. Scenarios are those of the program. */
export async function rulebook(program: Program, rules: readonly Rule[]): Promise<readonly RuleEntry[]> {
  const { mutants } = await reference();
  const titles = specJson("sources.json");
  const sentences = seedSentences();
  return rules.map((rule) => ({
    id: rule.id,
    family: familyOf(rule.id),
    level: rule.level,
    roles: rule.roles,
    statement: rule.statement,
    place: placeOf(program, rule),
    sources: sourcesOf(rule).map((key) => ({ key, title: titles[key] ?? "?" })),
    sentences: sentences.filter((sentence) => sentence.rules.includes(rule.id)),
    examples: rule.items.flatMap((item) => (item.kind === "example" ? [exampleOf(program, rule, item)] : [])),
    mutants: mutants.filter((mutant) => mutant.breaks === rule.id),
    scenarios: scenariosOf(program, rule),
  }));
}

/** All of them, family by family; a family begins with its first rule. */
export async function ruleFamilies(program: Program): Promise<readonly RuleFamily[]> {
  const entries = await rulebook(program, program.rules);
  return [...new Set(entries.map(({ family }) => family))].map((name) => ({
    name,
    about: aboutFamily(program, name),
    rules: entries.filter(({ family }) => family === name),
  }));
}

/** `RCV-PKT` of `RCV-PKT-06`. */
const familyOf = (id: string): string => id.replace(/-[^-]*$/u, "");

/** The keys that a rule cites: `seed 001`, `MS-CIFS`. */
export const sourcesOf = (rule: Rule): readonly string[] =>
  rule.items.flatMap((item) =>
    item.kind === "cites" ? item.sources.map(({ kind, key }) => (kind === "seed" ? `seed ${key}` : key)) : [],
  );

function placeOf(program: Program, declaration: Parameters<Program["fileOf"]>[0]): RuleEntry["place"] {
  const place = program.place(declaration, program.fileOf(declaration).name);
  return { ...place, file: shownPath(place.file) };
}

const scenariosOf = (program: Program, rule: Rule): readonly RuleScenario[] =>
  program.scenarios
    .filter(({ covers }) => covers.some(({ id }) => id === rule.id))
    .map((scenario) => ({
      word: scenario.word,
      title: scenario.title,
      place: placeOf(program, scenario),
    }));

function exampleOf(program: Program, rule: Rule, example: Example): RuleExample {
  const { judgement, parties, events } = judgeExample(program, rule, example);
  const found = judgement.findings.find(({ consequenceOf }) => consequenceOf === undefined);
  return {
    good: example.good,
    title: example.title ?? "",
    text: asWritten(program.fileOf(rule).text, example),
    parties,
    events,
    ...(found === undefined ? {} : { breach: breachOf(found) }),
  };
}

const breachOf = ({ blames, seq, demand, because }: RuleBreach): RuleBreach => ({
  blames,
  seq,
  demand,
  because,
});

/** The first line of a node begins at its word; the others keep their places towards it. */
function asWritten(file: string, { at, end }: Span): string {
  const [first = "", ...rest] = file.slice(at, end).trimEnd().split("\n");
  const indent = Math.min(
    ...rest.filter((each) => each.trim() !== "").map((each) => each.length - each.trimStart().length),
  );
  return [first, ...rest.map((each) => each.slice(indent))].join("\n");
}

/** The comments above the first rule of each file in which rules of the family stand. */
function aboutFamily(program: Program, name: string): readonly string[] {
  return program.files
    .filter((file) => file.declarations.some((each) => each.kind === "rule" && familyOf(each.id) === name))
    .flatMap(({ comments, declarations }) => {
      const first = declarations.find(({ kind }) => kind === "rule");
      return comments.filter(({ at }) => at < (first?.at ?? 0)).map(({ text }) => text.replace(/^#\s*/u, ""));
    });
}
