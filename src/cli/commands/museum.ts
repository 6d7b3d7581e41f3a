// custody museum: every wrong implementation that the reference declares is caught, and nobody else is blamed for it.
import type { Mutant } from "../../contract/subject.ts";
import { everyRuleNeedsMutant, exhibit, type Exhibit } from "../../runner/museum/exhibit.ts";
import { openMuseum, rulesWithoutMutant, type Hall } from "../../runner/museum/hall.ts";
import { placeOf } from "../../runner/museum/visit.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { howIn, matrixOf, matrixText } from "../museum/matrix.ts";
import { readArguments, type Flags, type Takes } from "../arguments.ts";
import { paintFor } from "../paint.ts";
import { statusLine } from "../status-line.ts";

export const takes: Takes = {
  name: "museum",
  words: "[NAME…]",
  does: "Plays every mutant of the reference, or those named, and shows which rule catches it.\nExit 0: each is caught by the rule it breaks, and nobody innocent is blamed · 1: one is not.",
};
export const flags = {
  list: { does: "say what there is, without playing" },
  matrix: { does: "rule by rule: its mutants, and what caught each, where and how" },
  json: { does: "as one JSON object" },
} satisfies Flags;

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const hall = await openMuseum();
  const mutants =
    given.words.length === 0 ? hall.mutants : given.words.map((name) => mutantNamed(hall, name));
  const without = given.words.length === 0 ? rulesWithoutMutant(hall) : [];
  if (given.has("list"))
    return print(
      given.has("json")
        ? json({ mutants: mutants.map(plain), rulesWithoutMutant: without })
        : mutants.map(described).join("\n"),
    );
  const exhibits = shown(hall, mutants);
  const lacking = everyRuleNeedsMutant ? without.length : 0;
  const failed = exhibits.filter((e) => e.complaints.length > 0).length + lacking;
  const passed = exhibits.length - (failed - lacking);
  if (given.has("matrix")) {
    const rows = matrixOf(hall.program, exhibits);
    print(given.has("json") ? json({ matrix: rows, passed, failed }) : matrixText(rows, passed, failed));
  } else if (given.has("json"))
    print(json({ exhibits: exhibits.map(result), rulesWithoutMutant: without, passed, failed }));
  else print(await report(exhibits, without, passed, failed));
  return failed === 0 && passed > 0 ? 0 : 1;
}

function mutantNamed(hall: Hall, name: string): Mutant {
  const found = hall.mutants.find((m) => m.name === name);
  if (found === undefined)
    throw unknownName(
      "mutant",
      name,
      hall.mutants.map((m) => m.name),
      "custody museum --list shows them.",
    );
  return found;
}

function shown(hall: Hall, mutants: readonly Mutant[]): readonly Exhibit[] {
  const line = statusLine();
  const exhibits = mutants.map((mutant, at) => {
    line.show(`${at + 1}/${mutants.length} ${mutant.name}`);
    return exhibit(hall, mutant);
  });
  line.clear();
  return exhibits;
}

/** One row a mutant, in the order of the rules, then what fails and why. */
async function report(
  exhibits: readonly Exhibit[],
  without: readonly string[],
  passed: number,
  failed: number,
): Promise<string> {
  const paint = await paintFor();
  const width = Math.max(6, ...exhibits.map((e) => e.mutant.name.length));
  const row = (rule: string, name: string, caught: string): string =>
    `${rule.padEnd(14)} ${name.padEnd(width)}  ${caught}`.trimEnd();
  const rows = exhibits
    .toSorted((a, b) => compare(a.mutant.breaks, b.mutant.breaks))
    .map((e) =>
      row(
        e.mutant.breaks,
        e.mutant.name,
        `${caughtWhere(e)}${e.complaints.length > 0 ? ` ${paint.bad("FAILED")}` : ""}`,
      ),
    );
  const bad = exhibits
    .filter((e) => e.complaints.length > 0)
    .flatMap((e) => ["", `${paint.bad(e.mutant.name)}: ${e.mutant.sentence}`, ...complaintsOf(e)]);
  const lacking =
    without.length === 0
      ? []
      : [
          "",
          `Rules without a mutant${everyRuleNeedsMutant ? "" : " (allowed so far)"}: ${without.join(", ")}`,
        ];
  return [
    paint.strong(row("rule", "mutant", "caught")),
    ...rows,
    ...bad,
    ...lacking,
    "",
    `${passed} passed, ${failed} failed`,
  ].join("\n");
}

/** So many complaints of one mutant are printed; they tend to repeat from seed to seed. */
const mostComplaints = 4;

function complaintsOf({ complaints }: Exhibit): readonly string[] {
  const more = complaints.length - mostComplaints;
  return [
    ...complaints.slice(0, mostComplaints).map((c) => `  ${c}`),
    ...(more > 0 ? [`  … and ${more} more of the kind`] : []),
  ];
}

function caughtWhere({ caught, siblings }: Exhibit): string {
  if (caught === undefined) return "never";
  const { finding, second, scenario, how } = caught;
  const beside = second === undefined ? "" : `; ${second.rule} blames ${second.blames}, ${placeOf(second)}`;
  const also = siblings.length === 0 ? "" : `; also ${siblings.join(", ")}`;
  return `${finding.blames}, ${placeOf(finding)} of "${scenario}" (${howIn(how)})${beside}${also}`;
}

function described(m: Mutant): string {
  return [
    `${m.name}`,
    `  ${m.sentence}`,
    `  breaks ${m.breaks}, blames ${m.blames}${m.also === undefined ? "" : `; and breaks ${m.also.breaks}, blames ${m.also.blames}`}, shows in ${m.scenarios.map((s) => `"${s}"`).join(", ")}${m.interruption === undefined ? "" : ` under the ${m.interruption}`}`,
    ...(m.published === undefined ? [] : [`  published: ${m.published}`]),
  ].join("\n");
}

const plain = ({ wrap: _wrap, also, ...rest }: Mutant): object =>
  also === undefined ? rest : { ...rest, also: { ...also, wrap: undefined } };
const result = ({ mutant, ...rest }: Exhibit): object => ({ mutant: plain(mutant), ...rest });
const json = (value: object): string => JSON.stringify(value);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}
