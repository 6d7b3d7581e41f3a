// Parts of a program as bytes, unpacked when somebody looks at them: a part of the syntax and what its nodes mean.

import { deserialize, serialize } from "node:v8";
import type { Known, Program, Ref, Word, Written } from "../../contract/program.ts";
import type { Parameter, Pattern, Span } from "../../contract/syntax.ts";
import { Noted } from "../../language/noted.ts";
import { nodesOf } from "../../language/walk.ts";

/** Where a node is written, its file by name. */
type WrittenIn = Omit<Written, "file"> & { readonly file: string };
/** What a program says of some nodes. */
type Meanings = {
  readonly refs: ReadonlyMap<Span, Ref>;
  readonly positions: ReadonlyMap<Span, Parameter>;
  readonly wordsOf: ReadonlyMap<Span, string>;
  readonly written: ReadonlyMap<Span, WrittenIn>;
};
type Unpacked = { readonly part: unknown; readonly meanings: Meanings };

export const packed = (program: Program, part: unknown): Uint8Array => {
  const whole: Unpacked = { part, meanings: meaningsOf(program, part) };
  return serialize(whole);
};

/** What a node means, beside its other properties. */
export type Means = { readonly ref?: Ref; readonly parameter?: Parameter; readonly word?: string };

/** A part as text, each node with what it means: of many small parts it is read in half the time. */
export const annotated = (program: Program, part: unknown): string =>
  JSON.stringify(part, (key, value: unknown) =>
    key !== "means" && isSpan(value) ? { ...value, ...meansIn(program, value) } : value,
  );

const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "at" in value && "end" in value;

const meansIn = (program: Program, node: Span): { readonly means?: Means } => {
  const ref = program.refs.get(node);
  const parameter = program.positions.get(node);
  if (ref === undefined && parameter === undefined && !isPattern(node)) return {};
  return {
    means: {
      ...(ref === undefined ? {} : { ref }),
      ...(parameter === undefined ? {} : { parameter }),
      ...(isPattern(node) ? { word: program.wordOf(node).name } : {}),
    },
  };
};

/** Of a node of an annotated part. */
export const meansOf = (node: Span): Means | undefined => (node as { readonly means?: Means }).means;

/** The part, unpacked at the first call; what its nodes mean is noted then. */
export const unpackedLater = <Part extends object>(bytes: Uint8Array, notes: Notes): (() => Part) => {
  let part: Part | undefined;
  return () => (part ??= unpacked(bytes, notes));
};

const unpacked = <Part extends object>(bytes: Uint8Array, notes: Notes): Part => {
  const { part, meanings } = deserialize(bytes) as Unpacked;
  notes.add(meanings);
  return part as Part;
};

const meaningsOf = (program: Program, part: unknown): Meanings => {
  const nodes = new Set<Span>(nodesOf(part));
  const written = new Map<Span, WrittenIn>();
  for (const node of nodes) {
    const from = program.written(node);
    if (from === undefined) continue;
    written.set(node, { ...from, file: from.file.name });
    nodes.add(from.by); // a step that another fragment did is written there: a set is walked to what was added last
  }
  return {
    refs: noted(nodes, program.refs),
    positions: noted(nodes, program.positions),
    wordsOf: new Map([...nodes].filter(isPattern).map((pattern) => [pattern, program.wordOf(pattern).name])),
    written,
  };
};

/** What is known of the nodes of every part that was unpacked, on top of what was known before. */
export class Notes {
  readonly refs: Noted<Ref>;
  readonly positions: Noted<Parameter>;
  readonly #wordsOf = new Map<Span, string>();
  readonly #written = new Map<Span, WrittenIn>();

  constructor(before?: Pick<Program, "refs" | "positions">) {
    this.refs = new Noted(before?.refs);
    this.positions = new Noted(before?.positions);
  }

  add({ refs, positions, wordsOf, written }: Meanings): void {
    for (const [node, ref] of refs) this.refs.set(node, ref);
    for (const [node, parameter] of positions) this.positions.set(node, parameter);
    for (const [node, word] of wordsOf) this.#wordsOf.set(node, word);
    for (const [node, from] of written) this.#written.set(node, from);
  }

  wordOf(pattern: Pattern, words: Program["words"]): Word | undefined {
    return words.get(this.#wordsOf.get(pattern) ?? "");
  }

  writtenIn(node: Span): WrittenIn | undefined {
    return this.#written.get(node);
  }
}

function noted<Meaning>(nodes: ReadonlySet<Span>, known: Known<Meaning>): ReadonlyMap<Span, Meaning> {
  const found = new Map<Span, Meaning>();
  for (const node of nodes) {
    const meaning = known.get(node);
    if (meaning !== undefined) found.set(node, meaning);
  }
  return found;
}

const isPattern = (node: Span): node is Pattern => "kind" in node && node.kind === "pattern";
