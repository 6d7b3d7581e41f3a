// From every sentence of the four seed documents to the rules that carry it, the scenarios that exercise them and the mutants that break them.

import type { SeedSentence } from "../src/contract/result.ts";
import type { RuleEntry, RuleFamily } from "../src/contract/rulebook.ts";
import type { Block, Cell, Inline } from "./page.ts";
import { count } from "./spelling.ts";

export type Ways = { readonly toRoot: string; readonly toRules: string };

/** `titles`: of the documents, by `seed 000`. `toRoot` and `toRules`: how links lead from the page to the root of the project and to the handbook. */
export function traceability(
  sentences: readonly SeedSentence[],
  families: readonly RuleFamily[],
  titles: Readonly<Record<string, string>>,
  ways: Ways,
): readonly Block[] {
  const rules = new Map(families.flatMap((family) => family.rules.map((rule) => [rule.id, rule])));
  const seeds = [...new Set(sentences.map(({ seed }) => seed))];
  const silent = sentences.filter((each) => each.rules.length === 0).length;
  return [
    { kind: "heading", level: 1, text: "Traceability" },
    {
      kind: "text",
      parts: [
        `Every sentence of the four seed documents, in its order and in other words; one that says several things has several numbers, headings and imprint have none. ` +
          `${count(sentences.length, "sentence")}: ${sentences.length - silent} carried by rules, ${silent} that state nothing. ` +
          "Of the scenarios of a rule two are named here, all of them on its page. Made by tools/generate.mjs.",
      ],
    },
    ...seeds.flatMap((seed): readonly Block[] => [
      { kind: "heading", level: 2, text: `Seed ${seed}` },
      { kind: "text", parts: [titles[`seed ${seed}`] ?? "?"] },
      {
        kind: "table",
        head: ["sentence", "says", "rules", "scenarios", "mutants"],
        rows: sentences.filter((each) => each.seed === seed).map((each) => rowOf(each, rules, ways)),
      },
    ]),
  ];
}

function rowOf(
  { seed, n, text, rules, nothing }: SeedSentence,
  byId: ReadonlyMap<string, RuleEntry>,
  ways: Ways,
): readonly Cell[] {
  const number = `${seed}.${n}`;
  if (rules.length === 0)
    return [number, text, `states nothing: ${nothing ?? "?"}`, "nothing to exercise", "nothing to break"];
  const entries = rules.flatMap((id) => byId.get(id) ?? []);
  return [
    number,
    text,
    listed(entries.map((rule) => pageOf(rule, rule.id, ways))),
    listed(entries.flatMap((rule) => scenariosOf(rule, entries, ways))),
    listed(entries.flatMap((rule) => rule.mutants.map(({ name }) => name))),
  ];
}

/** As many scenarios of one rule as a cell has room for: first those that exercise more of what the sentence says. */
const most = 2;

function scenariosOf(rule: RuleEntry, all: readonly RuleEntry[], ways: Ways): readonly Inline[] {
  const weight = (title: string): number =>
    all.filter(({ scenarios }) => scenarios.some((each) => each.title === title)).length;
  const named = rule.scenarios
    .toSorted((a, b) => weight(b.title) - weight(a.title))
    .slice(0, most)
    .map(({ title, place }): Inline => ({ text: title, to: `${ways.toRoot}${place.file}#L${place.line}` }));
  const more = rule.scenarios.length - named.length;
  return more > 0 ? [...named, pageOf(rule, `${more} more of ${rule.id}`, ways)] : named;
}

const pageOf = ({ family, id }: RuleEntry, text: string, { toRules }: Ways): Inline => ({
  text,
  to: `${toRules}${family}.md#${id.toLowerCase()}`,
});

/** Each once, with commas between. */
function listed(items: readonly Inline[]): readonly Inline[] {
  const once = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...once.values()].flatMap((item, at) => (at === 0 ? [item] : [", ", item]));
}
