// Lines and columns of nodes, worked out when somebody asks.
import type { Place, Written } from "../contract/program.ts";
import type { SourceFile, Span } from "../contract/syntax.ts";
import { nodesOf } from "./walk.ts";

/** Finds where a node stands; without a file's name the node itself is looked up, which costs one walk over all files. */
export const locator = (
  files: readonly SourceFile[],
  written: (node: Span) => Written | undefined = () => undefined,
): ((node: Span, file?: string) => Place) => {
  const byName = new Map(files.map((file) => [file.name, file]));
  let owners: ReadonlyMap<object, SourceFile> | undefined;
  const starts = new Map<SourceFile, readonly number[]>();
  return (node, name) => {
    const elsewhere = written(node);
    owners ??= name === undefined && elsewhere === undefined ? ownersOf(files) : owners;
    const file = elsewhere?.file ?? (name === undefined ? owners?.get(node) : byName.get(name));
    if (file === undefined) return { file: name ?? "", line: 1, column: 1 };
    const lines = starts.get(file) ?? lineStarts(file.text);
    starts.set(file, lines);
    return { file: file.name, ...lineAndColumn(lines, (elsewhere ?? node).at) };
  };
};

const ownersOf = (files: readonly SourceFile[]): ReadonlyMap<object, SourceFile> => {
  const owners = new Map<object, SourceFile>();
  for (const file of files) for (const node of nodesOf(file.declarations)) owners.set(node, file);
  return owners;
};

const lineStarts = (text: string): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
};

/** Counted from 1; the column in characters. */
const lineAndColumn = (
  starts: readonly number[],
  at: number,
): { readonly line: number; readonly column: number } => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
};
