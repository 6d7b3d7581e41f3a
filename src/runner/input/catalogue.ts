// Data beside the kit's rules: sources, the sentences of the seeds, the steps of overviews, the catalogue.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KitDefect } from "../../contract/problem.ts";
import type { StepTable } from "../check/picture.ts";
import { specFolder } from "../kit.ts";

/** An object of texts: its other values are left out. */
export function specJson(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectIn(name)).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value]] : [],
    ),
  );
}

/** Ids of the NDIS catalogue's rules that a sentence of the four seed documents states. */
export function catalogueIds(): ReadonlySet<string> {
  const entries: unknown = contentOf("catalogue.json");
  if (!Array.isArray(entries)) throw new KitDefect("reference/spec/catalogue.json is not a list.");
  return new Set(entries.flatMap((entry: unknown) => (isEntry(entry) ? [entry.rule] : [])));
}

const isEntry = (value: unknown): value is { readonly rule: string } =>
  typeof value === "object" &&
  value !== null &&
  "rule" in value &&
  typeof value.rule === "string" &&
  "seed" in value;

/** Which words are the numbered steps of an overview. */
export function stepTables(): readonly StepTable[] {
  const tables: unknown = contentOf("steps.json");
  if (!Array.isArray(tables) || !tables.every(isStepTable))
    throw new KitDefect("reference/spec/steps.json is not a list of step tables.");
  return tables;
}

const isStepTable = (value: unknown): value is StepTable =>
  typeof value === "object" &&
  value !== null &&
  "rule" in value &&
  "hides" in value &&
  Array.isArray(value.hides) &&
  "steps" in value &&
  Array.isArray(value.steps);

function objectIn(name: string): object {
  const content = contentOf(name);
  if (typeof content !== "object" || content === null)
    throw new KitDefect(`reference/spec/${name} holds no object.`);
  return content;
}

const contentOf = (name: string): unknown => JSON.parse(readFileSync(join(specFolder, name), "utf8"));
