// The handbook of the rules: an index, a page for each family, a section for each rule.

import type { Place } from "../src/contract/program.ts";
import type { RuleBreach, RuleEntry, RuleExample, RuleFamily } from "../src/contract/rulebook.ts";
import { ladder } from "./ladder.ts";
import type { Block, Inline } from "./page.ts";
import { count } from "./spelling.ts";

/** `toRoot`: how a page's links lead from where it stands to the root of the project. */
export const ruleIndex = (families: readonly RuleFamily[], toRoot: string): readonly Block[] => [
  { kind: "heading", level: 1, text: "Rules" },
  text(
    `${count(families.flatMap(({ rules }) => rules).length, "rule")}, by family. Each stands in the language in `,
    { text: "reference/spec", to: `${toRoot}reference/spec` },
    "; these pages are made of that by tools/generate.mjs, and custody rules ID prints the section of a rule.",
  ),
  ...families.flatMap((family): readonly Block[] => [
    { kind: "heading", level: 2, text: family.name },
    ...aboutOf(family),
    {
      kind: "table",
      head: ["rule", "level", "roles", "statement"],
      rows: family.rules.map((rule) => [
        { text: rule.id, to: `${family.name}.md#${rule.id.toLowerCase()}` },
        rule.level,
        rule.roles.join(", "),
        rule.statement,
      ]),
    },
  ]),
];

export const familyPage = (family: RuleFamily, toRoot: string): readonly Block[] => [
  { kind: "heading", level: 1, text: family.name },
  ...aboutOf(family),
  text({ text: "All families", to: "README.md" }),
  ...family.rules.flatMap((rule) => ruleSection(rule, toRoot)),
];

export const ruleSection = (rule: RuleEntry, toRoot: string): readonly Block[] => [
  { kind: "heading", level: 2, text: rule.id },
  text(`${rule.level} · ${rule.roles.join(", ")}`),
  text(rule.statement),
  list([
    ...rule.sources.map(({ key, title }) => [`cites ${key}: ${title}`]),
    ...rule.sentences.map((each) => [`says ${each.seed}.${each.n}: ${each.text}`]),
    ["stands in ", placeLink(rule.place, toRoot)],
  ]),
  ...rule.examples.flatMap(exampleBlocks),
  ...titled(
    "Wrong implementations that break it",
    rule.mutants.map(({ name, sentence, blames, published }) => [
      `${name}: ${sentence} To blame: ${blames}.${published === undefined ? "" : ` Published: ${published}`}`,
    ]),
    "none: what may be done nobody can do wrong",
  ),
  ...titled(
    "Scenarios that exercise it",
    rule.scenarios.map(({ word, title, place }) => [`${word} "${title}", `, placeLink(place, toRoot)]),
    "none names it; custody list --scenarios says which exercise it",
  ),
];

const text = (...parts: readonly Inline[]): Block => ({ kind: "text", parts });
const list = (items: readonly (readonly Inline[])[]): Block => ({ kind: "list", items });

const aboutOf = ({ about }: RuleFamily): readonly Block[] =>
  about.length === 0 ? [] : [text(about.join(" "))];

const placeLink = ({ file, line }: Place, toRoot: string): Inline => ({
  text: `${file}:${line}`,
  to: `${toRoot}${file}#L${line}`,
});

const titled = (title: string, items: readonly (readonly Inline[])[], none: string): readonly Block[] => [
  { kind: "label", text: title },
  list(items.length === 0 ? [[none]] : items),
];

function exampleBlocks(example: RuleExample): readonly Block[] {
  const { good, title, text: written, parties, events, breach } = example;
  const name = title === "" ? "" : ` "${title}"`;
  return [
    { kind: "label", text: good ? `Good${name}` : `Bad${name}: ${breach?.blames ?? "nobody"} is to blame` },
    { kind: "code", language: "custody", text: written },
    {
      kind: "code",
      language: "text",
      text: ladder({ parties, events, ...(breach === undefined ? {} : { mark: breach.seq }) }),
    },
    ...(breach === undefined ? [] : [list(reasons(breach))]),
  ];
}

const reasons = ({ seq, demand, because }: RuleBreach): readonly (readonly string[])[] => [
  [`${seq === 0 ? "the end" : `event ${seq}`} breaks: ${demand}`],
  ...because.map((each) => [each]),
];
