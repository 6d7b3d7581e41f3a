// custody rules: what is demanded, of whom, by which source, with examples, and which scenarios exercise it.

import type { Paint } from "../../../reports/paint.ts";
import { plainPage } from "../../../reports/page.ts";
import { ruleSection } from "../../../reports/rulebook.ts";
import { cut } from "../../../reports/spelling.ts";
import { InputError } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { Rule } from "../../contract/syntax.ts";
import { programWithFeatures } from "../../runner/check/covering.ts";
import { nearMiss } from "../../language/near.ts";
import { catalogueIds, specJson } from "../../runner/input/catalogue.ts";
import { loadSpec } from "../../runner/input/spec.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { rulebook, sourcesOf } from "../../runner/rulebook.ts";
import { rulesNamed } from "../../runner/selection.ts";
import { readArguments } from "../arguments.ts";
import { ruleRow } from "../suite/listings.ts";
import { paintFor } from "../paint.ts";

export const takes = {
  name: "rules",
  words: "[ID|FAMILY…]",
  does: "Lists the rules in force, or says everything about the ones that are named.",
};
export const flags = {
  seed: { does: "only the rules of the NDIS catalogue that the seed documents state" },
  cites: { value: "KEY", does: "only the rules that cite this seed (003) or source (MS-CIFS)" },
  role: { value: "ROLE", does: "only the rules that this role has to keep" },
  json: { does: "as one JSON object" },
};

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const named = given.words.length > 0;
  const program = named ? programWithFeatures().program : await loadSpec();
  const paint = await paintFor();
  const rules = named ? rulesOf(program, given.words) : program.rules;
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
    .filter(
      (rule) => key === undefined || sourcesOf(rule).some((each) => each === key || each === `seed ${key}`),
    )
    .filter(({ roles }) => role === undefined || roles.includes(role));
  const cited = Object.keys(specJson("sources.json"));
  const sourceKeys = cited.filter((each) => !each.startsWith("seed "));
  if (key !== undefined && wanted.length === 0)
    throw new InputError(
      `No rule cites ${key}; ${nearMiss(
        key,
        cited.map((each) => each.replace(/^seed /u, "")),
        `sources are ${sourceKeys.join(", ")} and the seeds 000 to 003.`,
      )}`,
    );
  if (given.has("json"))
    return print(JSON.stringify({ rules: wanted.map((rule) => ruleRow(program, rule)) }));
  const texts = named ? await pages(program, wanted, paint) : wanted.map((rule) => line(rule, paint));
  return print(texts.join(named ? "\n\n\n" : "\n"));
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

const line = ({ id, level, roles, statement }: Rule, paint: Paint): string =>
  `${paint.strong(id.padEnd(11))} ${level.padEnd(6)} ${cut(roles.join(", "), 20).padEnd(20)} ${statement}`;

const pages = async (program: Program, rules: readonly Rule[], paint: Paint): Promise<readonly string[]> =>
  (await rulebook(program, rules)).map((entry) => plainPage(ruleSection(entry, ""), paint));
