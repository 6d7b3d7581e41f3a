// Reading language text, beside the parser of features.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFile } from "../src/language/parse.ts";
import { featureText, languageText } from "./inputs.ts";
import { gherkin } from "./peers.ts";
import { interleaved, output, timed, type Job } from "./rounds.ts";
import type { Subject } from "./table.ts";

const cold = fileURLToPath(new URL("cold.js", import.meta.url));

export async function text(folder: string, rounds: number): Promise<Subject> {
  const small = { language: join(folder, "small.custody"), feature: join(folder, "small.feature") };
  writeFileSync(small.language, languageText(20_000));
  writeFileSync(small.feature, featureText(20_000));
  const child = (name: string, which: string, path: string): Job => ({
    name,
    once: () => Number(output(process.execPath, [cold, which, path])),
  });
  const large = { language: languageText(1_000_000), feature: featureText(1_000_000) };
  const problems = parseFile("large.custody", large.language).problems.filter(
    ({ severity }) => severity === "error",
  ).length;
  const pickles = gherkin();
  return {
    name: "text",
    rows: [
      {
        what: "20 kB, loading the parser included",
        measured: interleaved(
          [
            child("custody", "custody", small.language),
            child("gherkin and pickles", "gherkin", small.feature),
          ],
          rounds,
        ),
      },
      {
        what: "1 MB, warm",
        work: { amount: 1, unit: "MB" },
        measured: interleaved(
          [
            timed("custody", () => void parseFile("large.custody", large.language)),
            timed("gherkin and pickles", () => void pickles(large.feature)),
          ],
          rounds,
        ),
      },
    ],
    notes:
      problems === 0
        ? []
        : [`the generated text has ${problems} problems: the figures are those of recovery`],
  };
}
