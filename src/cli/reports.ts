// Where the result of a run goes: the console, and the files that were asked for.
import { InputError } from "../contract/problem.ts";
import type { RecordHeader } from "../contract/record.ts";
import type { SuiteResult } from "../contract/result.ts";
import { writePcapng } from "../formats/capture/pcapng-writer.ts";
import { LINK_ETHERNET } from "../formats/layers.ts";
import { fingerprintOf } from "../runner/fingerprint/fingerprint.ts";
import { recordText } from "../runner/record/write.ts";
import type { Played, Session } from "../runner/session.ts";
import { scenarioDigest } from "../runner/scenario-digest.ts";
import { unknownName } from "./arguments.ts";
import { paintFor } from "./paint.ts";
import { shownPath } from "../runner/shown-path.ts";
import { writeWhole } from "./write.ts";

export const reportFormats: readonly string[] = ["console", "markdown", "junit", "record"];

export async function writeReports(
  suite: SuiteResult,
  session: Session,
  wanted: readonly string[],
  pcapng: string | undefined,
): Promise<void> {
  const { consoleReport } = await import("../../reports/console.ts");
  process.stdout.write(consoleReport(suite, await paintFor(process.stdout)));
  for (const each of wanted) await writeOne(suite, session, each);
  if (pcapng !== undefined) writeWhole(pcapng, captureOf(session.played));
}

/** `FORMAT:PATH`, taken apart. Throws InputError, so that nothing is played for a report that cannot be written. */
export function reportWanted(wanted: string): { readonly format: string; readonly path: string } {
  const [, format = "", path = ""] = /^([a-z]+):(.+)$/u.exec(wanted) ?? [];
  const [asked = ""] = wanted.split(":");
  if (asked !== wanted && !reportFormats.includes(asked))
    throw unknownName("report", asked, reportFormats, `there are ${reportFormats.join(", ")}.`);
  if (!reportFormats.includes(format))
    throw new InputError(`--report wants FORMAT:PATH with ${reportFormats.join(", ")}, not "${wanted}".`);
  return { format, path };
}

async function writeOne(suite: SuiteResult, session: Session, wanted: string): Promise<void> {
  const { format, path } = reportWanted(wanted);
  writeWhole(path, await contentOf(suite, session, format));
}

async function contentOf(
  suite: SuiteResult,
  session: Session,
  format: string,
): Promise<string | Iterable<string>> {
  switch (format) {
    case "markdown":
      return (await import("../../reports/markdown.ts")).markdownReport(suite);
    case "junit":
      return (await import("../../reports/junit.ts")).junitReport(suite);
    case "record":
      return recordsOf(suite, session);
    default:
      return (await import("../../reports/console.ts")).consoleReport(suite);
  }
}

/** One record per scenario, one behind the other. */
function* recordsOf(suite: SuiteResult, session: Session): Generator<string> {
  for (const { result, program, choices, ending } of session.played) {
    const scenario = program.scenarios.find(
      (s) => s.title === result.title && shownPath(program.fileOf(s).name) === result.place.file,
    );
    const header: RecordHeader = {
      custody: "record",
      version: 1,
      kit: suite.kit,
      rules: program.digest,
      subject: suite.subject,
      target: suite.target,
      live: result.live,
      seed: result.seed,
      scenario: {
        title: result.title,
        file: result.place.file,
        line: result.place.line,
        digest: scenario === undefined ? "" : scenarioDigest(program, scenario),
      },
      parties: result.parties,
      fromStart: true,
    };
    const fingerprint = fingerprintOf(program, result);
    yield* recordText(header, result.events, { end: ending, moves: choices, fingerprint });
  }
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
