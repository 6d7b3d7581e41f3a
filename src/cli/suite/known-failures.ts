// The list of known failures that a run is held against: found before anything is played, applied or rewritten afterwards.

import { existsSync } from "node:fs";
import { InputError } from "../../contract/problem.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import { isDay } from "../../runner/expectations/day.ts";
import type { Compared, Run } from "../../runner/expectations/apply.ts";
import { readText } from "../../runner/input/files.ts";
import { writeWhole } from "../write.ts";

export const usualList = "custody.expectations.yaml";

export type Wish = {
  readonly expectations?: string;
  readonly updateExpectations?: true;
  readonly target: string;
};

/** The day, YYYY-MM-DD: CUSTODY_TODAY says another one, so that a review can be seen coming. Throws InputError. */
export function today(): string {
  const wished = process.env["CUSTODY_TODAY"] ?? "";
  if (wished === "") return new Date().toISOString().slice(0, 10);
  if (!isDay(wished)) throw new InputError(`CUSTODY_TODAY wants a day such as 2030-01-31, not "${wished}".`);
  return wished;
}

/** What to do with the results of a run. */
export type KnownFailures = (results: readonly ScenarioResult[], run: Run) => Compared;

/** Throws InputError where the list has a mistake, or is to be rewritten after a part of the scenarios. */
export async function knownFailures(wish: Wish, whole: boolean): Promise<KnownFailures> {
  const update = wish.updateExpectations === true;
  const path = wish.expectations ?? usualList;
  if (update && !whole)
    throw new InputError(
      "--update-expectations wants the whole run: leave out what selects a part of the scenarios.",
    );
  if (!update && wish.expectations === undefined && !existsSync(path)) return none;
  const text = update && !existsSync(path) ? "failures: []\n" : readText(path);
  const { readExpectations } = await import("../../runner/expectations/read.ts");
  const list = readExpectations(path, text);
  if (list.target !== undefined && list.target !== wish.target) {
    if (!update && wish.expectations === undefined) return none;
    throw new InputError(
      `${path} is about the target ${list.target} alone, and this run is of ${wish.target}.`,
    );
  }
  const { compare } = await import("../../runner/expectations/apply.ts");
  if (!update) return (results, run) => compare(list, results, run);
  const { updated } = await import("../../runner/expectations/update.ts");
  return (results, run) => {
    const rewritten = updated(list, results, run);
    if (rewritten === undefined) return compare(list, results, run);
    writeWhole(path, rewritten);
    return compare(readExpectations(path, rewritten), results, run);
  };
}

const none = (results: readonly ScenarioResult[]): Compared => ({ results, complaints: [] });
