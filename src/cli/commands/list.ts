// custody list: what there is to select and to name. Scenarios come from the features, everything else from the kit.
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { SuiteResult } from "../../contract/result.ts";
import { loadSpec } from "../../runner/input/spec.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { rulesInForce } from "../../runner/selection.ts";
import { reference } from "../../runner/subjects.ts";
import { suiteOf } from "../../runner/suite.ts";
import { ruleLine, ruleRow, scenarioLine, scenarioRow } from "../suite/listings.ts";
import { reportKinds } from "../reports.ts";
import { open, playFeatures, withSelection, type SelectionOptions } from "../suite/selecting.ts";

type Options = SelectionOptions & { readonly scenarios?: true; readonly json?: true };

/** A listing: one line an entry for people, an array under the kind's own name for programs. */
type Listing = { readonly lines: readonly string[]; readonly rows: readonly object[] };
type Kind = {
  readonly does: string;
  readonly list: (features: readonly string[], options: Options) => Promise<Listing>;
};

export const kinds: Readonly<Record<string, Kind>> = {
  scenarios: { does: "what custody run would play, flags of custody run obeyed", list: scenarios },
  rules: { does: "the rules in force, --rule, --skip-rule and --level obeyed", list: rules },
  roles: { does: "who can be put under test (--role)", list: roles },
  targets: { does: "what --target takes", list: targets },
  mutants: { does: "the wrong implementations of the museum", list: mutants },
  reports: { does: "what --report takes", list: reports },
};

export const command = (): Command =>
  withSelection(new Command("custody list").description(help()), "[kind]")
    .option("--scenarios", "by rule and by role, the scenarios that exercise it (they are played for it)")
    .option("--json", "as one JSON object");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const options = parsed.opts<Options>();
  if (options.scenarios === true) return print(await exercised(parsed.args, options), options.json === true);
  const [name, ...features] = parsed.args;
  if (name === undefined)
    throw new InputError(`custody list wants one of ${Object.keys(kinds).join(", ")}, or --scenarios.`);
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined)
    throw unknownName(
      "kind of listing",
      name,
      Object.keys(kinds),
      `custody list takes ${Object.keys(kinds).join(", ")}.`,
    );
  if (features.length > 0 && name !== "scenarios")
    throw new InputError(`custody list ${name} takes no features.`);
  const { lines, rows } = await kind.list(features, options);
  print({ text: lines.map((line) => `${line}\n`).join(""), json: { [name]: rows } }, options.json === true);
  return rows.length === 0 ? 2 : 0;
}

const help = (): string =>
  `say what there is to select and to name:\n${Object.entries(kinds)
    .map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`)
    .join("\n")}`;

type Said = { readonly text: string; readonly json: object };

function print({ text, json }: Said, asJson: boolean): 0 {
  process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : text);
  return 0;
}

async function scenarios(named: readonly string[], options: Options): Promise<Listing> {
  const { session, paths } = await open(named, options, { dry: true });
  await playFeatures(session, { paths, tags: options.tags });
  const rows = session.planned.map(scenarioRow);
  return { rows, lines: rows.map(scenarioLine) };
}

async function rules(_features: readonly string[], options: Options): Promise<Listing> {
  const program = await loadSpec();
  const wanted = { ...options, rules: options.rule, skipped: options.skipRule };
  const rows = rulesInForce(program, wanted).rules.map((rule) => ruleRow(program, rule));
  return { rows, lines: rows.map(ruleLine) };
}

async function roles(): Promise<Listing> {
  const program = await loadSpec();
  const rows = [...program.roles.values()].map(({ name, of, properties }) => ({
    name,
    ...(of === undefined ? {} : { of }),
    properties: properties.map((each) => each.name),
  }));
  const ofText = (of?: string): string => (of === undefined ? "" : `, client of a ${of}`);
  return { rows, lines: rows.map(({ name, of }) => `${name}${ofText(of)}`) };
}

async function targets(): Promise<Listing> {
  const { subject, mutants: all } = await reference();
  const rows = [
    { name: "reference", does: `${subject.name} ${subject.version}, which keeps all rules` },
    ...all.map(({ name, sentence }) => ({ name: `mutant:${name}`, does: sentence })),
  ];
  return { rows, lines: rows.map(({ name, does }) => `${name.padEnd(44)} ${does}`) };
}

async function mutants(): Promise<Listing> {
  const { mutants: all } = await reference();
  const rows = all.map(({ wrap: _wrap, ...rest }) => rest);
  return {
    rows,
    lines: rows.map(({ name, breaks, sentence }) => `${name.padEnd(36)} ${breaks.padEnd(11)} ${sentence}`),
  };
}

async function reports(): Promise<Listing> {
  const rows = Object.entries(reportKinds).map(([name, { does }]) => ({ name, does }));
  return Promise.resolve({ rows, lines: rows.map(({ name, does }) => `${name.padEnd(10)} ${does}`) });
}

/** What exercises what is found by playing. */
async function exercised(named: readonly string[], options: Options): Promise<Said> {
  const { session, paths, facts } = await open(named, options);
  const ran = await playFeatures(session, { paths, tags: options.tags });
  const suite = suiteOf({ facts: facts(ran.digest, false), results: ran.results });
  return { text: text(suite), json: { rules: byRule(suite), roles: byRole(suite) } };
}

const byRule = (suite: SuiteResult): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(suite.rules.map((r) => [r.id, r.scenarios]));

/** A role can be put under test by every scenario in which one of its parties says or hears something. */
function byRole(suite: SuiteResult): Readonly<Record<string, readonly string[]>> {
  const roles = [...new Set(suite.scenarios.flatMap((s) => s.parties.map((p) => p.role)))].sort();
  return Object.fromEntries(
    roles.map((role) => [
      role,
      suite.scenarios
        .filter((s) =>
          s.parties.some((p) => p.role === role && s.events.some((e) => e.from === p.id || e.to === p.id)),
        )
        .map((s) => s.title),
    ]),
  );
}

function text(suite: SuiteResult): string {
  const rules = Object.entries(byRule(suite)).flatMap(([id, titles]) =>
    titles.length === 0
      ? [`${id}  nothing exercises it`]
      : [`${id}  ${titles.length} ${titles.length === 1 ? "scenario" : "scenarios"}`, ...wrapped(titles)],
  );
  const roles = Object.entries(byRole(suite)).map(
    ([role, titles]) =>
      `${role.padEnd(12)} ${titles.length} ${titles.length === 1 ? "scenario" : "scenarios"}`,
  );
  return `${["Rules, and the scenarios that exercise them", "", ...rules, "", "Roles, and how many scenarios can put them under test", "", ...roles].join("\n")}\n`;
}

/** Titles one behind the other, in lines of at most 100 characters. */
function wrapped(titles: readonly string[]): readonly string[] {
  return titles.reduce<readonly string[]>((lines, title) => {
    const last = lines.at(-1);
    const longer = last === undefined ? undefined : `${last} · ${title}`;
    return longer === undefined || longer.length > 100
      ? [...lines, `    ${title}`]
      : [...lines.slice(0, -1), longer];
  }, []);
}
