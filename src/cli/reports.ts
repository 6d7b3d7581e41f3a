// Where the result of a run goes: the console, the files that were asked for, and the surroundings where it runs in CI.
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { consoleReport } from "../../reports/console.ts";
import { InputError } from "../contract/problem.ts";
import type { Shard, SuiteResult } from "../contract/result.ts";
import { writePcapng } from "../formats/capture/pcapng-writer.ts";
import { LINK_ETHERNET } from "../formats/links.ts";
import { fingerprintOf } from "../runner/fingerprint/fingerprint.ts";
import { unknownName } from "../runner/input/unknown-name.ts";
import { runText, type Way } from "../runner/record/run/run-text.ts";
import type { Played, Session } from "../runner/session.ts";
import { announced, appendSummary } from "./suite/github.ts";
import { paintFor } from "./paint.ts";
import { writeWhole } from "./write.ts";

export type Wanted = { readonly format: string; readonly path: string };

type Format = { readonly does: string; readonly content: (suite: SuiteResult) => Promise<string> };

const formats: Readonly<Record<string, Format>> = {
  console: {
    does: "what the terminal shows",
    content: async (suite) => consoleReport(suite),
  },
  markdown: {
    does: "for a wiki or a pull request",
    content: async (suite) => (await import("../../reports/markdown.ts")).markdownReport(suite),
  },
  junit: {
    does: "XML that CI servers show as tests",
    content: async (suite) => (await import("../../reports/machines/junit.ts")).junitReport(suite),
  },
  sarif: {
    does: "SARIF 2.1.0: failures at their places, for code scanning",
    content: async (suite) => (await import("../../reports/machines/sarif.ts")).sarifReport(suite),
  },
  tap: {
    does: "TAP 14, for prove and its kin",
    content: async (suite) => (await import("../../reports/machines/tap.ts")).tapReport(suite),
  },
};
const record = { does: "everything that the run produced, for check, show, replay and report" };

/** By name, what each is good for. */
export const reportKinds: Readonly<Record<string, { readonly does: string }>> = { ...formats, record };

/**
 * `FORMAT:PATH` each, taken apart. Throws InputError, so that nothing is played for a report that cannot be written. `others` are
 * written as well.
 */
export function reportsWanted(wanted: readonly string[], others: readonly string[] = []): readonly Wanted[] {
  const reports = wanted.map(reportWanted);
  const taken = new Set<string>();
  for (const path of [...reports.map((each) => each.path), ...others]) {
    const there = existsSync(path || ".") ? statSync(path || ".") : undefined;
    if (there?.isDirectory() === true) throw new InputError(`${path || "."} is a folder: name a file.`);
    if (there?.isFile() !== false && taken.has(resolve(path)))
      throw new InputError(`${path} is named for two outputs: give each a file of its own.`);
    taken.add(resolve(path));
  }
  return reports;
}

function reportWanted(wanted: string): Wanted {
  const [, format = "", path = ""] = /^([a-z]+):(.+)$/u.exec(wanted) ?? [];
  const names = Object.keys(reportKinds);
  if (format === "")
    throw new InputError(`--report wants FORMAT:PATH with ${names.join(", ")}, not "${wanted}".`);
  if (!Object.hasOwn(reportKinds, format))
    throw unknownName("report", format, names, `--report takes ${names.join(", ")}.`);
  return { format, path };
}

/** What only a run has, and a result put together of records has not. */
export type Ran = { readonly session: Session; readonly shard?: Shard; readonly pcapng?: string };

export async function writeReports(suite: SuiteResult, wanted: readonly Wanted[], ran?: Ran): Promise<void> {
  const text = consoleReport(suite, await paintFor());
  process.stdout.write(await announced(suite, text));
  for (const { format, path } of wanted) writeWhole(path, await contentOf(suite, format, ran));
  if (ran?.pcapng !== undefined) writeWhole(ran.pcapng, captureOf(ran.session.played));
  await appendSummary(suite);
}

async function contentOf(
  suite: SuiteResult,
  format: string,
  ran: Ran | undefined,
): Promise<string | Iterable<string>> {
  const known = formats[format];
  if (known !== undefined) return known.content(suite);
  if (ran === undefined) throw new InputError("Only custody run writes a record; name another report.");
  const ways = suite.scenarios.map((result): Way => {
    const played = ran.session.playedAs(result);
    if (played === undefined) return { choices: [], ending: "cut" };
    const { program, choices, ending } = played;
    return { choices, ending, fingerprint: fingerprintOf(program, played.result) };
  });
  return runText(suite, ways, ran.shard);
}

/** All frames of all scenarios, one interface a NIC; scenarios stand one second apart. */
function captureOf(played: readonly Played[]): Uint8Array {
  const nics = [...new Set(played.flatMap((p) => p.frames.map((f) => f.nic)))];
  let start = 0;
  const frames = played.flatMap((p) => {
    const base = start;
    start += (p.frames.at(-1)?.time ?? 0) + 1_000_000;
    return p.frames.map((f, i) => ({
      interface: nics.indexOf(f.nic),
      timeNs: BigInt(base + f.time) * 1000n,
      bytes: new Uint8Array(Buffer.from(f.bytes.latin1, "latin1")),
      ...(i === 0 ? { comment: p.result.title } : {}),
    }));
  });
  return writePcapng({
    interfaces: nics.map((name) => ({ linkType: LINK_ETHERNET, name, snapLength: 65_535 })),
    frames,
  });
}
