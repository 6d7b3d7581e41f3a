// Which scenarios of features are run: as Cucumber chooses, by line, by tags and at last by shard.
import { InputError } from "../../contract/problem.ts";
import { linesOf, type Running } from "../play/running.ts";
import { fromHere } from "./paths.ts";
import type { FeatureRun } from "./verdicts.ts";

/** Throws InputError for tags that are no expression. */
export async function chosen(
  all: readonly Running[],
  { paths, tags, shard }: FeatureRun,
): Promise<readonly Running[]> {
  const wanted = await byTags(tags);
  const lines = linesNamed(paths);
  const [part = 1, of = 1] = shard?.split("/").map(Number) ?? [];
  return all
    .filter((each) => lines.get(each.pickle.uri)?.some((line) => linesOf(each).includes(line)) !== false)
    .filter(({ pickle }) => wanted(pickle.tags.map(({ name }) => name)))
    .filter((_, at) => at % of === part - 1);
}

export const refusedTags = (tags: string, { message }: Error): InputError =>
  new InputError(`--tags "${tags}" is no tag expression: ${message.split("\n").join(" ")}`);

async function byTags(tags: string): Promise<(names: string[]) => boolean> {
  if (tags === "") return () => true;
  const { parse } = await import("@cucumber/tag-expressions");
  try {
    const expression = parse(tags);
    return (names) => expression.evaluate(names);
  } catch (error) {
    throw error instanceof Error ? refusedTags(tags, error) : error;
  }
}

/** By the name of a feature; of one that is not there every line is wanted. */
function linesNamed(paths: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const named = new Map<string, number[]>();
  for (const path of paths) {
    const [, bare = path, lines = ""] = /^(.*?)((?::\d+)+)$/u.exec(fromHere(path)) ?? [];
    if (lines !== "") named.set(bare, [...(named.get(bare) ?? []), ...lines.slice(1).split(":").map(Number)]);
  }
  return named;
}
