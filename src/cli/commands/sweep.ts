// custody sweep: every interruption at every configuration of a scenario; everything must drain.
import { join } from "node:path";
import { failureText } from "../../../reports/failure.ts";
import { errorsThatConcern, loadWithSpec } from "../../runner/input/load.ts";
import { filesBelow } from "../../runner/input/below.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { kitRoot } from "../../runner/kit.ts";
import { scenariosIn, type Found } from "../../runner/finding-scenarios.ts";
import { reference, targetNamed } from "../../runner/subjects.ts";
import { sweepScenario, type SweptScenario } from "../../runner/sweep/sweep-scenario.ts";
import type { SweepOptions } from "../../simulation/interrupt/sweep.ts";
import { readArguments, type Flags, type Takes } from "../arguments.ts";
import { wholeNumber } from "../numbers.ts";
import { refuseUnknownRoles } from "../roles.ts";
import { statusLine } from "../status-line.ts";
import { refuseAbsent } from "../suite/program-flags.ts";
import { targetKinds } from "../suite/selecting.ts";

export const takes: Takes = {
  name: "sweep",
  words: "[FILE[:SCENARIO]…]",
  does: `Lets everything come between that interruptions of the specification name, at every configuration of a scenario in turn: of the
run as written, or of every order. What was under way must drain: nothing stays lent out, every call returns, every rule is kept.
Without a file: every scenario of the bundled features, at configurations that lie evenly in the run as written.
Exit 0: everything drained · 1: something did not · 2: no interruption could begin anywhere.`,
};
export const flags = {
  interruption: { value: "<title>", does: "only this one; may be repeated" },
  orders: { value: "<one|all>", does: "of the choices the first, or every one (a file: all, otherwise one)" },
  most: { value: "<n>", does: "of all orders: at the first so many configurations (500)" },
  effort: {
    value: "<n>",
    does: "of one order: about so many moves behind interruptions, evenly placed (1500)",
  },
  target: { value: "<target>", does: targetKinds },
  role: { value: "<role>", does: "role or party under test; may be repeated" },
  json: { does: "one JSON object a scenario" },
} satisfies Flags;

type Row = SweptScenario & { readonly found: Found };

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const found = given.words.length > 0 ? given.words.flatMap(scenariosIn) : everyScenario();
  const whole = given.words.length === 0;
  const name = given.list("target").at(-1) ?? "reference";
  const target = await targetNamed(name, { roles: given.list("role") });
  refuseAbsent(name, target.subject);
  for (const { program } of found.slice(0, 1)) {
    refuseUnknownRoles(program, given.list("role"));
    refuseUnknownTitles(found, given.list("interruption"));
  }
  const options: SweepOptions = {
    orders: ordersOf(given.list("orders").at(-1) ?? (whole ? "one" : "all")),
    most: wholeNumber(given.list("most").at(-1) ?? "500", "--most", 1),
    effort: wholeNumber(given.list("effort").at(-1) ?? "1500", "--effort", 1),
  };
  const kit = (await reference()).subject;
  const line = statusLine();
  const rows: Row[] = [];
  for (const [at, one] of found.entries()) {
    line.show(`${at + 1}/${found.length} ${one.scenario.title}`);
    const stage = {
      program: one.program,
      scenario: one.scenario,
      kit,
      subject: target.subject,
      target: name,
      roles: given.list("role").length > 0 ? given.list("role") : target.roles,
      seed: 1,
    };
    const row = { ...sweepScenario(stage, options, given.list("interruption")), found: one };
    rows.push(row);
    line.clear();
    if (given.has("json")) print(JSON.stringify(plain(row)));
    else if (!whole || row.failure !== undefined || row.undecided !== undefined) print(told(row));
  }
  const drift = target.subject.drift?.();
  if (!given.has("json"))
    print(
      [summary(rows), ...(drift === undefined ? [] : [sampledOnly(target.subject.name, drift)])].join("\n"),
    );
  // what cannot be told again was not swept
  return drift !== undefined && exitCode(rows) === 0 ? 2 : exitCode(rows);
}

const sampledOnly = (name: string, drift: string): string =>
  `${name} is not repeatable (${drift}): its orders were sampled, not swept`;

function everyScenario(): readonly Found[] {
  const files = filesBelow(join(kitRoot, "features"), ".custody");
  const loaded = loadWithSpec(files);
  const { program } = loaded;
  const sound = new Set(files.filter((file) => errorsThatConcern(loaded, file).length === 0));
  return program.scenarios
    .filter((scenario) => sound.has(program.fileOf(scenario).name))
    .map((scenario) => ({ program, scenario, file: program.fileOf(scenario).name }));
}

function ordersOf(text: string): SweepOptions["orders"] {
  const found = (["one", "all"] as const).find((one) => one === text);
  if (found === undefined) throw unknownName("order", text, ["one", "all"], "--orders wants one or all.");
  return found;
}

function refuseUnknownTitles(found: readonly Found[], titles: readonly string[]): void {
  const known = [...new Set(found.flatMap(({ program }) => program.interruptions.map(({ title }) => title)))];
  for (const title of titles)
    if (!known.includes(title))
      throw unknownName("interruption", title, known, `use one of ${known.join(", ")}.`);
}

function told(row: Row): string {
  const { found, points, configurations, complete, tried, inapplicable, failure, undecided } = row;
  const width = Math.max(0, ...tried.map(({ title, of }) => `${title} of ${of}`.length));
  return [
    `${found.scenario.title}: ${points} configurations interrupted, ${configurations} seen, ${complete ? "complete" : "not complete"}`,
    ...tried.map(
      ({ title, of, began, refused, why }) =>
        `  ${`${title} of ${of}`.padEnd(width)}  ${began} tried${refused > 0 ? `, ${refused} where it could not begin${why === undefined ? "" : ` (${why})`}` : ""}`,
    ),
    ...inapplicable.map(({ title, why }) => `  ${title}: does not apply, ${why}`),
    ...(failure === undefined ? [] : [failed(failure)]),
    ...(undecided === undefined ? [] : [`  UNDECIDED ${undecided}`]),
  ].join("\n");
}

function failed({ interruption, seq, next, result }: NonNullable<Row["failure"]>): string {
  const where = seq === 0 ? "before the first event" : `behind event ${seq}`;
  return [
    `  FAILED ${interruption.title} of ${interruption.of}, ${where}, when ${next.length === 0 ? "nothing more" : next.join(" or ")} was next`,
    ...result.failures.slice(0, 1).map((failure) => `\n${failureText(failure, result)}`),
  ].join("\n");
}

function summary(rows: readonly Row[]): string {
  const titles = [
    ...new Set(rows.flatMap(({ tried, inapplicable }) => [...tried, ...inapplicable].map((t) => t.title))),
  ];
  const width = Math.max(0, ...titles.map((title) => title.length));
  const lines = titles.map((title) => {
    const tried = rows.flatMap((row) => row.tried.filter((t) => t.title === title));
    const not = new Map<string, number>();
    for (const { why } of rows.flatMap((row) => row.inapplicable.filter((t) => t.title === title)))
      not.set(why, (not.get(why) ?? 0) + 1);
    const began = tried.reduce((sum, t) => sum + t.began, 0);
    const reasons = [...not].map(([why, n]) => `${n} scenarios: ${why}`);
    const never = tried.filter((t) => t.began === 0).length;
    return `  ${title.padEnd(width)}  ${began} points${never > 0 ? `, nowhere to begin in ${never}` : ""}${reasons.length > 0 ? ` (does not apply to ${reasons.join("; ")})` : ""}`;
  });
  const failures = rows.filter((row) => row.failure !== undefined).length;
  const undecided = rows.filter((row) => row.undecided !== undefined).length;
  const untried = rows.filter((row) => row.tried.every(({ began }) => began === 0)).length;
  const passed = rows.length - failures - undecided - untried;
  return [
    "",
    ...lines,
    "",
    `${passed} passed, ${failures} failed${undecided > 0 ? `, ${undecided} undecided` : ""}${untried > 0 ? `, ${untried} where nothing could come between` : ""}`,
  ].join("\n");
}

function exitCode(rows: readonly Row[]): number {
  const results = rows.flatMap(({ failure }) => (failure === undefined ? [] : [failure.result]));
  if (results.some(({ status }) => status === "kit error")) return 4;
  if (results.length > 0) return 1;
  if (rows.some(({ undecided }) => undecided !== undefined)) return 2;
  return rows.some(({ tried }) => tried.some(({ began }) => began > 0)) ? 0 : 2;
}

const plain = ({ found, failure, ...rest }: Row): object => ({
  file: found.file,
  scenario: found.scenario.title,
  ...rest,
  ...(failure === undefined
    ? {}
    : {
        failure: {
          interruption: failure.interruption,
          event: failure.seq,
          next: failure.next,
          status: failure.result.status,
          reason: failure.result.reason,
          failures: failure.result.failures,
        },
      }),
});

const print = (text: string): void => void process.stdout.write(`${text}\n`);
