// Inputs of any size, made from the kit's own texts and runs: the same bytes each time.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../tools/root.ts";
import type { Event } from "../src/contract/event.ts";
import { filesBelow } from "../src/runner/input/below.ts";
import { scenariosIn, type Found } from "../src/runner/finding-scenarios.ts";
import { play, type Stage } from "../src/runner/play/play.ts";
import { recordText } from "../src/runner/record/write.ts";
import { reference } from "../src/runner/subjects.ts";

export const custody = join(projectRoot, "bin", "custody.js");
export const features = join(projectRoot, "features");
const spec = join(projectRoot, "reference", "spec");

/** At least `bytes` of language text: vocabularies, rules and scenarios, whole files one behind the other. */
export function languageText(bytes: number): string {
  const own = readdirSync(spec)
    .filter((name) => name.endsWith(".custody"))
    .toSorted()
    .map((name) => join(spec, name));
  const texts = [...own, ...filesBelow(features, ".custody")].map((path) =>
    readFileSync(path, "utf8").replace(/^import .*$/gmu, ""),
  );
  return repeated(texts, bytes);
}

/** At least `bytes` of one feature with many scenarios. */
export function featureText(bytes: number): string {
  const bodies = filesBelow(features, ".feature").map((path) => {
    const text = readFileSync(path, "utf8");
    return text.slice(text.search(/^ *(@\S+|Scenario)/mu));
  });
  return `Feature: every behaviour, again and again\n\n${repeated(bodies, bytes)}`;
}

function repeated(texts: readonly string[], bytes: number): string {
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; length < bytes; i++) {
    const text = texts[i % texts.length] ?? "";
    if (texts.every((each) => each === "")) throw new Error("there is no text to repeat");
    parts.push(text);
    length += text.length + 1;
  }
  return parts.join("\n");
}

/** A scenario of the features, by file and title. */
export function scenario(file: string, title: string): Found {
  const [found] = scenariosIn(`${join(features, file)}:${title}`);
  if (found === undefined) throw new Error(`${file} has no "${title}"`);
  return found;
}

/** Played by the reference alone. */
export async function stageOf({ program, scenario: text }: Found): Promise<Stage> {
  const { subject } = await reference();
  return { program, scenario: text, kit: subject, subject, target: "reference", roles: [], seed: 1 };
}

/** A record with at least so many events: one run again and again, with the same packets. */
export async function longRecord(
  found: Found,
  events: number,
): Promise<{ readonly text: string; readonly tsv: string; readonly events: number }> {
  const { result } = play(await stageOf(found));
  if (result.status !== "passed") throw new Error(`"${result.title}" is ${result.status}: ${result.reason}`);
  const turns = Math.ceil(events / result.events.length);
  const all = Array.from({ length: turns }, (_, turn) => turnOf(result.events, turn))
    .flat()
    .map((event, i) => ({ ...event, seq: i + 1 }));
  const header = {
    custody: "record" as const,
    version: 1,
    kit: "0.1.0",
    rules: found.program.digest,
    subject: { name: "reference", version: "" },
    target: "reference",
    live: [],
    seed: 1,
    scenario: { title: result.title, file: "", line: 1, digest: "" },
    parties: result.parties,
    fromStart: true,
  };
  const tsv = all
    .map((e) => [e.seq, e.time, e.kind, e.name, e.from, e.to ?? "", e.call ?? ""].join("\t"))
    .join("\n");
  return {
    text: [...recordText(header, all, { end: "quiet" })].join(""),
    tsv: `${tsv}\n`,
    events: all.length,
  };
}

export function turnOf(events: readonly Event[], turn: number): readonly Event[] {
  if (turn === 0) return events;
  const most = (pick: (event: Event) => number | undefined): number =>
    Math.max(0, ...events.map((event) => pick(event) ?? 0));
  const [calls, strands, time] = [most((e) => e.call), most((e) => e.strand), most((e) => e.time) + 1000];
  // what was allocated in the first turn is used again in all others
  return events
    .filter(({ name }) => name !== "allocates")
    .map((event) => ({
      ...event,
      time: event.time + turn * time,
      ...(event.call === undefined ? {} : { call: event.call + turn * calls }),
      ...(event.in === undefined ? {} : { in: event.in + turn * calls }),
      ...(event.strand === undefined ? {} : { strand: event.strand + turn * strands }),
    }));
}
