// Reading language text, beside the parser of features.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFile } from "../src/language/parse.ts";
import { featureText, languageText } from "./inputs.ts";
import { gherkin } from "./peers.ts";
import { interleaved, output, timed, type Job } from "./table/rounds.ts";
import type { Row, Subject } from "./table/table.ts";

const peer = "gherkin and pickles";
const cold = fileURLToPath(new URL("cold.js", import.meta.url));

export async function text(folder: string, rounds: number): Promise<Subject> {
  const notes: string[] = [];
  return { name: "text", rows: [coldly(folder, rounds), warmly(rounds, notes)], notes };
}

/** Each in a process of its own. */
function coldly(folder: string, rounds: number): Row {
  const language = languageText(20_000);
  const feature = featureText(language.length);
  const child = (name: string, which: string, content: string): Job => {
    const path = join(folder, `small.${which}`);
    writeFileSync(path, content);
    return { name, once: () => Number(output(process.execPath, [cold, which, path])) };
  };
  const jobs = [child("custody", "custody", language), child(peer, "feature", feature)];
  return {
    what: `loading a parser and its first file, ${kilobytes(language)} beside ${kilobytes(feature)}`,
    measured: interleaved(jobs, rounds),
    gates: [{ atLeast: 1.7, of: peer }],
  };
}

function warmly(rounds: number, notes: string[]): Row {
  const [language, feature] = [languageText(1_000_000), featureText(1_000_000)];
  const broken = parseFile("large.custody", language).problems.filter(({ severity }) => severity === "error");
  if (broken.length > 0)
    notes.push(`the generated text has ${broken.length} problems: the figures are those of recovery`);
  const pickles = gherkin();
  const jobs = [
    timed("custody", () => void parseFile("large.custody", language)),
    timed(peer, () => void pickles(feature)),
  ];
  return {
    what: `1 MB, warm: ${kilobytes(language)} beside ${kilobytes(feature)}`,
    work: { amount: 1, unit: "MB" },
    measured: interleaved(jobs, rounds, 4),
    gates: [{ atLeast: 0.2, of: peer }],
  };
}

const kilobytes = (content: string): string => `${(content.length / 1000).toFixed(0)} kB`;
