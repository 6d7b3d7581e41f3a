// custody compare: two implementations in the same scenarios with the same seeds, and the shortest text that tells them apart.
import { Command } from "commander";
import { InputError } from "../../../contract/problem.ts";
import { disbeliefIn } from "../../../runner/foreign/probes.ts";
import type { Planned } from "../../../runner/session.ts";
import { reference, targetNamed, type Target } from "../../../runner/subjects.ts";
import {
  compare,
  differs,
  showsWhat,
  type Compared,
  type Contender,
  type Contest,
} from "../../../runner/versus/compare.ts";
import { shortened, type Shortened } from "../../../runner/versus/shorten.ts";
import { wholeNumber } from "../../numbers.ts";
import { statusLine } from "../../status-line.ts";
import { scenarioLine, scenarioRow } from "../../suite/listings.ts";
import { programOptions, refuseAbsent } from "../../suite/program-flags.ts";
import { collect, planned, targetKinds, withFeatures, type SelectionOptions } from "../../suite/selecting.ts";

type Options = Omit<SelectionOptions, "target"> & {
  readonly target: readonly string[];
  readonly runs: string;
  readonly json?: true;
};
type Row = Compared & { readonly of: Planned };

export const command = (): Command =>
  withFeatures(
    new Command("custody compare")
      .description(
        "play two targets in the same scenarios with the same seeds; exit 1: they differ, and the shortest text that shows it is printed",
      )
      .option("--target <target>", `give two: ${targetKinds}`, collect, []),
  )
    .option("--runs <n>", "play every scenario with so many seeds, from --seed on", "1")
    .option("--json", "as one JSON object");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  const seeds = seedsOf(options);
  const [first, second, ...more] = options.target;
  if (first === undefined || second === undefined || more.length > 0)
    throw new InputError("custody compare wants two targets: --target A --target B.");
  const open = async (name: string): Promise<Target> => {
    const target = await targetNamed(name, { roles: options.role, ...programOptions(options) });
    refuseAbsent(name, target.subject);
    return target;
  };
  const targets = [await open(first), await open(second)] as const;
  const roles = options.role.length > 0 ? options.role : common(targets[0].roles, targets[1].roles);
  const selected = await planned(parsed.args, { ...options, role: roles });
  const contest: Contest = {
    kit: (await reference()).subject,
    contenders: [await contender(first, targets[0], roles), await contender(second, targets[1], roles)],
    roles,
    seeds,
    ...selected.rules,
  };
  const rows = playAll(contest, selected.planned);
  const apart = rows.filter(differs);
  const shortest = shortestOf(contest, apart);
  for (const { subject } of targets) subject.close?.();
  print(
    options.json === true
      ? JSON.stringify({ targets: [first, second], roles, seeds, ...plain(rows, apart, shortest) })
      : [
          ...apart.flatMap((row) => told(row, seeds.length > 1)),
          ...textOf(shortest),
          summary(rows, apart),
        ].join("\n"),
  );
  return codeOf(rows, apart);
}

function seedsOf({ seed, runs }: Options): readonly number[] {
  const [from, count] = [wholeNumber(seed, "--seed"), wholeNumber(runs, "--runs", 1)];
  if (count === 0) throw new InputError("--runs wants 1 or more.");
  return Array.from({ length: count }, (_, at) => from + at);
}

/** None means all of them. */
function common(first: readonly string[], second: readonly string[]): readonly string[] {
  if (first.length === 0 || second.length === 0) return [...first, ...second];
  const both = first.filter((role) => second.includes(role));
  if (both.length === 0)
    throw new InputError(
      `They have no role in common: the one plays ${first.join(", ")}, the other ${second.join(", ")}; name one with --role.`,
    );
  return both;
}

async function contender(target: string, { subject }: Target, roles: readonly string[]): Promise<Contender> {
  const disbelief = await disbeliefIn(subject, target, roles);
  return { target, subject, ...(disbelief === undefined ? {} : { disbelief }) };
}

function playAll(contest: Contest, all: readonly Planned[]): readonly Row[] {
  const line = statusLine();
  const rows = all.map((of, at): Row => {
    line.show(`${at + 1}/${all.length} ${of.scenario.title}`);
    return { ...compare(contest, of), of };
  });
  line.clear();
  return rows;
}

/** Of the run with the fewest events; verdicts apart come before choices. */
function shortestOf(contest: Contest, apart: readonly Row[]): Shortened | undefined {
  const judged = apart.filter(({ verdicts }) => verdicts.length > 0);
  const [row] = (judged.length > 0 ? judged : apart).toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (row === undefined) return undefined;
  const line = statusLine();
  line.show(`the shortest text: ${row.of.scenario.title}`);
  const isAlike = showsWhat(row);
  const found = shortened(row.of, (one) => isAlike(compare(contest, one)));
  line.clear();
  return found;
}

const sizeOf = ({ results }: Row): number =>
  Math.max(...results.flatMap((both) => both.map(({ events }) => events.length)));

function told({ of, verdicts, choices, results }: Row, severalSeeds: boolean): readonly string[] {
  const reasons = results.flatMap((both) => both.flatMap(({ reason }) => reason ?? []));
  return [
    scenarioLine(scenarioRow(of)),
    ...verdicts.map(
      ({ what, seed, first, second }) =>
        `  ${what.padEnd(12)} first ${first}, second ${second}${severalSeeds ? ` (seed ${seed})` : ""}`,
    ),
    ...choices.flatMap(({ what, onlyFirst, onlySecond }) => [
      ...onlyFirst.map((value) => `  ${what.padEnd(12)} only the first: ${value}`),
      ...onlySecond.map((value) => `  ${what.padEnd(12)} only the second: ${value}`),
    ]),
    ...(verdicts.length > 0 ? [...new Set(reasons)].map((reason) => `  because      ${reason}`) : []),
    "",
  ];
}

const textOf = (shortest: Shortened | undefined): readonly string[] =>
  shortest === undefined ? [] : ["The shortest text found that tells them apart:", "", shortest.text];

const summary = (rows: readonly Row[], apart: readonly Row[]): string =>
  `${rows.length} compared, ${apart.length} tell them apart`;

const plain = (rows: readonly Row[], apart: readonly Row[], shortest: Shortened | undefined): object => ({
  compared: rows.length,
  scenarios: apart.map(({ of, verdicts, choices, results }) => {
    const { title, file, line } = scenarioRow(of);
    const came = results.map((both) => both.map(({ status, reason = "" }) => ({ status, reason })));
    return { title, file, line, verdicts, choices, came };
  }),
  ...(shortest === undefined ? {} : { shortest: { title: shortest.scenario.title, text: shortest.text } }),
});

function codeOf(rows: readonly Row[], apart: readonly Row[]): number {
  const results = rows.flatMap((row) => row.results.flat());
  if (results.some(({ status }) => status === "kit error")) return 4;
  if (apart.length > 0) return 1;
  return results.some(({ status }) => status === "passed" || status === "failed") ? 0 : 2;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
