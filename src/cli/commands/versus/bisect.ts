// custody bisect: which of the roles that a target plays is to blame for what fails.
import { Command } from "commander";
import { InputError } from "../../../contract/problem.ts";
import { disbeliefIn } from "../../../runner/foreign/probes.ts";
import type { Planned } from "../../../runner/session.ts";
import { reference, targetNamed } from "../../../runner/subjects.ts";
import { bisect, type Bisected, type Replaced } from "../../../runner/versus/bisect.ts";
import { wholeNumber } from "../../numbers.ts";
import { statusLine } from "../../status-line.ts";
import { scenarioLine, scenarioRow } from "../../suite/listings.ts";
import { programOptions, refuseAbsent } from "../../suite/program-flags.ts";
import { planned, withSelection, type SelectionOptions } from "../../suite/selecting.ts";

type Options = SelectionOptions & { readonly json?: true };
type Row = Bisected & { readonly of: Planned };

export const command = (): Command =>
  withSelection(
    new Command("custody bisect").description(
      "play what fails again with the reference in ever more of the target's roles; exit 1: something fails, and who is to blame is said",
    ),
  ).option("--json", "as one JSON object");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  const seed = wholeNumber(options.seed, "--seed");
  const selected = await planned(parsed.args, options);
  const { subject, roles: own } = await targetNamed(options.target, {
    roles: options.role,
    ...programOptions(options),
  });
  refuseAbsent(options.target, subject);
  const roles = options.role.length > 0 ? options.role : own;
  if (roles.length < 2)
    throw new InputError(
      `custody bisect is for a target that plays several roles: --role nic,ndis${roles.length === 0 ? "" : `, and not ${roles[0]} alone`}.`,
    );
  const disbelief = await disbeliefIn(subject, options.target, roles);
  if (disbelief !== undefined) throw new InputError(`${options.target} is not believed: ${disbelief}.`);
  const kit = (await reference()).subject;
  const line = statusLine();
  const rows = selected.planned.map((of, at): Row => {
    line.show(`${at + 1}/${selected.planned.length} ${of.scenario.title}`);
    const { program, scenario } = of;
    const stage = { program, scenario, kit, subject, target: options.target, roles, seed, ...selected.rules };
    return { ...bisect(stage), of };
  });
  line.clear();
  subject.close?.();
  const failed = rows.filter(({ whole }) => whole.status === "failed");
  if (options.json === true)
    print(JSON.stringify({ target: options.target, roles, scenarios: failed.map(plain), ...sums(rows) }));
  else print([...failed.flatMap(told), summary(rows)].join("\n"));
  return codeOf(rows);
}

function told({ of, whole, tried, guilty }: Row): readonly string[] {
  const width = Math.max(...tried.map(({ roles }) => roles.join(", ").length));
  return [
    scenarioLine(scenarioRow(of)),
    `  failed: ${whole.reason ?? ""}`,
    ...tried.map((one) => `  the reference as ${one.roles.join(", ").padEnd(width)}  ${came(one)}`),
    `  ${verdict(guilty)}`,
    "",
  ];
}

const came = ({ status, reason }: Replaced): string =>
  reason === undefined ? status : `${status}: ${reason}`;

function verdict(guilty: Bisected["guilty"]): string {
  const [first, ...others] = guilty.map((roles) => roles.join(" and "));
  if (first === undefined) return "nobody: the reference fails in all of these roles as well";
  return others.length === 0
    ? `to blame  ${first}`
    : `to blame  ${[first, ...others].join(", or ")}: without either of them it goes as written`;
}

type Sums = {
  readonly played: number;
  readonly failed: number;
  readonly guilty: Readonly<Record<string, number>>;
};

function sums(rows: readonly Row[]): Sums {
  const guilty = rows.flatMap((row) => row.guilty.map((roles) => roles.join(" and ")));
  return {
    played: rows.length,
    failed: rows.filter(({ whole }) => whole.status === "failed").length,
    guilty: Object.fromEntries(
      [...new Set(guilty)].toSorted().map((who) => [who, guilty.filter((one) => one === who).length]),
    ),
  };
}

function summary(rows: readonly Row[]): string {
  const { played, failed, guilty } = sums(rows);
  const who = Object.entries(guilty).map(([roles, times]) => `${roles} ${times}×`);
  return `${played} played, ${failed} failed${who.length === 0 ? "" : `; to blame: ${who.join(", ")}`}`;
}

function plain({ of, whole, tried, guilty }: Row): object {
  const { title, file, line } = scenarioRow(of);
  return { title, file, line, reason: whole.reason ?? "", tried, guilty };
}

function codeOf(rows: readonly Row[]): number {
  const is = (status: string): boolean => rows.some(({ whole }) => whole.status === status);
  if (is("kit error")) return 4;
  if (is("failed")) return 1;
  return is("undecided") || !is("passed") ? 2 : 0;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
