// custody rules: what is demanded, of whom, by which source, with examples, and which scenarios exercise it.

import type { Paint } from "../../../reports/paint.ts";
import { cut } from "../../../reports/spelling.ts";
import { InputError } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { Citation, Example, Rule, Scenario } from "../../contract/syntax.ts";
import { scenariosCovering } from "../../runner/check/covering.ts";
import { catalogueIds, specJson } from "../../runner/input/catalogue.ts";
import { parseSpec } from "../../runner/input/spec.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { rulesNamed } from "../../runner/selection.ts";
import { readArguments } from "../arguments.ts";
import { ruleRow } from "../suite/listings.ts";
import { paintFor } from "../paint.ts";

const takes = {
  name: "rules",
  words: "[ID|FAMILY…]",
  does: "Lists the rules in force, or says everything about the ones that are named.",
};
const flags = {
  seed: { does: "only the rules of the NDIS catalogue that the seed documents state" },
  cites: { value: "KEY", does: "only the rules that cite this seed (003) or source (MS-CIFS)" },
  role: { value: "ROLE", does: "only the rules that this role has to keep" },
  json: { does: "as one JSON object" },
};

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const program = await parseSpec();
  const paint = await paintFor(process.stdout);
  const rules = given.words.length > 0 ? rulesOf(program, given.words) : program.rules;
  const [key] = given.list("cites");
  const [role] = given.list("role");
  if (role !== undefined && !program.roles.has(role))
    throw unknownName(
      "role",
      role,
      [...program.roles.keys()],
      `the roles are ${[...program.roles.keys()].join(", ")}.`,
    );
  const wanted = (given.has("seed") ? ofCatalogue(rules) : rules)
    .filter((rule) => key === undefined || citationsOf(rule).some((citation) => citation.key === key))
    .filter(({ roles }) => role === undefined || roles.includes(role));
  if (key !== undefined && wanted.length === 0)
    throw new InputError(
      `No rule cites ${key}; sources are ${Object.keys(sourceNames()).join(", ")} and the seeds 000 to 003.`,
    );
  if (given.has("json"))
    return print(JSON.stringify({ rules: wanted.map((rule) => ruleRow(program, rule)) }));
  return print(
    given.words.length > 0
      ? pages(program, wanted, paint)
      : wanted.map((rule) => line(rule, paint)).join("\n"),
  );
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Those of the ids and families that are named. */
function rulesOf(program: Program, names: readonly string[]): readonly Rule[] {
  const ids = rulesNamed(program, names) ?? [];
  return program.rules.filter(({ id }) => ids.includes(id));
}

function ofCatalogue(rules: readonly Rule[]): readonly Rule[] {
  const ids = catalogueIds();
  return rules.filter(({ id }) => ids.has(id));
}

const sourceNames = (): Readonly<Record<string, string>> => specJson("sources.json");

const line = ({ id, level, roles, statement }: Rule, paint: Paint): string =>
  `${paint.strong(id.padEnd(11))} ${level.padEnd(6)} ${cut(roles.join(", "), 20).padEnd(20)} ${statement}`;

const citationsOf = (rule: Rule): readonly Citation[] =>
  rule.items.flatMap((item) => (item.kind === "cites" ? item.sources : []));

function pages(program: Program, rules: readonly Rule[], paint: Paint): string {
  const covering = scenariosCovering(rules.map(({ id }) => id));
  return rules.map((rule) => page(program, rule, covering.get(rule.id) ?? [], paint)).join("\n\n");
}

function page(program: Program, rule: Rule, scenarios: readonly Scenario[], paint: Paint): string {
  const file = program.fileOf(rule);
  const place = program.place(rule, file.name);
  const sources = sourceNames();
  const examples = rule.items.filter((item): item is Example => item.kind === "example");
  return [
    `${paint.strong(rule.id)}  ${rule.level}  ${rule.roles.join(", ")}`,
    rule.statement,
    "",
    ...citationsOf(rule).map(
      ({ kind, key }) => `  cites ${kind === "seed" ? `seed ${key}` : `${key}: ${sources[key] ?? "?"}`}`,
    ),
    `  stands in ${place.file}:${place.line}`,
    "",
    ...examples.flatMap((example) => [dedented(file.text.slice(example.at, example.end)), ""]),
    ...(scenarios.length === 0
      ? ["  no scenario names it; custody list --scenarios says which exercise it"]
      : scenarios.map(({ word, title }) => `  exercised by ${word} "${title}"`)),
  ].join("\n");
}

/** The first line of an example begins at its word; the others keep their places towards it. */
function dedented(text: string): string {
  const [first = "", ...rest] = text.trimEnd().split("\n");
  const indents = rest
    .filter((each) => each.trim() !== "")
    .map((each) => each.length - each.trimStart().length);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return [`  ${first}`, ...rest.map((each) => `    ${each.slice(least)}`)].join("\n");
}
