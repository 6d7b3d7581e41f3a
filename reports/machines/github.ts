// Words to the runner of GitHub Actions: one annotation a failure, at the line of its scenario.
import type { ScenarioResult, SuiteResult } from "../../src/contract/result.ts";
import { placed, printable } from "../spelling.ts";

/** Where a file stands for the runner; undefined: not in its checkout. */
export type Locate = (file: string) => string | undefined;

/** Workflow commands, one a line. */
export function annotations(suite: SuiteResult, locate: Locate): string {
  const lines = [
    ...suite.scenarios.flatMap((each) => ofScenario(each, locate)),
    ...suite.skipped.map(({ id, reason }) => command("notice", { title: `${id} is skipped` }, reason)),
    ...(suite.complaints ?? []).map((each) => ofComplaint(each, locate)),
    ...suite.missing.map((part) => command("error", { title: "Custody" }, `shard ${part} is missing`)),
    ...unproven(suite),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Between these two lines the runner obeys nothing; `token` must not stand in the text between. */
export const silenced = (text: string, token: string): string =>
  `::stop-commands::${token}\n${text}${text.endsWith("\n") ? "" : "\n"}::${token}::\n`;

function ofScenario(result: ScenarioResult, locate: Locate): readonly string[] {
  const { status, reason, title, word, place, failures } = result;
  if (status !== "failed" && status !== "kit error" && status !== "undecided") return [];
  const file = locate(place.file);
  const where = file === undefined ? {} : { file, line: String(place.line), col: String(place.column) };
  const level = status === "undecided" ? "warning" : "error";
  const name = `${word} "${title}"`;
  if (failures.length === 0)
    return [command(level, { ...where, title: name }, `${status}: ${reason ?? "no reason is known"}`)];
  return failures.map(({ rule, requirement, happened, because, repeat }) =>
    command(
      level,
      { ...where, title: rule === undefined ? name : `${rule} in ${name}` },
      [requirement, happened, ...because, ...(repeat === "" ? [] : [`repeat: ${repeat}`])]
        .map(printable)
        .join("\n"),
    ),
  );
}

function ofComplaint(text: string, locate: Locate): string {
  const { file, line, says } = placed(text);
  const there = locate(file);
  const where = there === undefined ? {} : { file: there, line: String(line) };
  return command(
    "error",
    { ...where, title: "Known failures" },
    printable(there === undefined ? text : says),
  );
}

function unproven({ rules, strict, shard }: SuiteResult): readonly string[] {
  if (!strict || shard !== undefined) return [];
  const open = rules.filter(({ verdict }) => verdict === "unexercised").map(({ id }) => id);
  return open.length === 0
    ? []
    : [command("error", { title: "Custody" }, `nothing exercised ${open.join(", ")}`)];
}

type Level = "error" | "warning" | "notice";

function command(level: Level, properties: Readonly<Record<string, string>>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${property(printable(value))}`);
  return `::${level}${given.length === 0 ? "" : ` ${given.join(",")}`}::${data(message)}`;
}

/** As the runner takes them apart: percent first, so that nothing is escaped twice. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
