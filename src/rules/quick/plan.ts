// The generated checker of a program: which rules it takes, the JavaScript that they come to, and what it leaves to the interpreter.
import type { EventKind } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import { custodyTablesOf, type ChosenRule, select } from "../judging/program-rules.ts";
import { touchingWords } from "../custody/touches.ts";
import { prelude, Unsupported } from "./code.ts";
import { Layout } from "./layout.ts";
import { type RuleCode, ruleCode } from "./rule.ts";
import type { ScopeCode } from "./scope.ts";

/** Typed arrays by name: what the generated code reads and writes. */
export type Store = Record<string, Uint8Array | Int32Array | Float64Array>;

/** Judges rows `start`..`end` of a batch; throws `handedOver` at the first that is not certain and clean. */
export type Run = (
  store: Store,
  op: Uint16Array,
  from: Int32Array,
  to: Int32Array,
  ids: readonly Int32Array[],
  numbers: readonly Float64Array[],
  start: number,
  end: number,
) => void;

export const handedOver: unique symbol = Symbol("handed over");

export type Plan = {
  readonly program: Program;
  readonly rules: readonly ChosenRule[];
  readonly layout: Layout;
  readonly scopes: readonly ScopeCode[];
  /** tokens that have an id for good, in the order of their ids */
  readonly constants: readonly string[];
  /** names that stand for parties; the n-th has the array `party<n>` */
  readonly parties: readonly string[];
  /** rules that stay with the interpreter, and why */
  readonly left: ReadonlyMap<string, string>;
  /** events of these words are for the interpreter alone */
  readonly isLeft: (kind: EventKind, word: string) => boolean;
  /** the body of a function that is given `handedOver` as HANDOVER and answers a Run */
  readonly source: string;
};

const plans = new WeakMap<Program, Plan>();

/** The checker for all rules of a program, or for some of them. */
export const planOf = (program: Program, ruleIds?: readonly string[]): Plan => {
  if (ruleIds !== undefined) return planned(program, ruleIds);
  const known = plans.get(program) ?? planned(program, undefined);
  plans.set(program, known);
  return known;
};

const planned = (program: Program, ruleIds: readonly string[] | undefined): Plan => {
  const layout = new Layout(program);
  const constants = ["null", "true", "false"];
  const parties: string[] = [];
  const shop = {
    program,
    layout,
    constant: (token: string) => `${placeIn(constants, token)}`,
    party: (name: string) => `party${placeIn(parties, name)}`,
  };
  const left = new Map<string, string>();
  const leftWords = new Set<string>(touchingWords);
  const { rules } = select(program, ruleIds);
  const taken: RuleCode[] = [];
  for (const [i, { rule, compiled, outline }] of rules.entries()) {
    const why = attempt(() => taken.push(ruleCode(shop, compiled(), i)));
    if (why === undefined) continue;
    left.set(rule.id, why);
    for (const word of outline.words) leftWords.add(word);
  }
  const scopes = taken.flatMap((code) => code.scopes);
  const source = sourceOf(
    layout,
    scopes,
    taken.flatMap((code) => code.blocks),
    parties.length,
  );
  const tables = custodyTablesOf(program);
  const movesAt = new Map<string, boolean>();
  return {
    program,
    rules,
    layout,
    scopes,
    constants,
    parties,
    left,
    isLeft: (kind, name) => {
      const word = program.words.get(name);
      if (word === undefined || leftWords.has(name)) return true;
      const key = `${kind} ${name}`;
      const moves = movesAt.get(key) ?? !tables.at(word, kind).isNothing;
      movesAt.set(key, moves);
      return moves;
    },
    source,
  };
};

const placeIn = (list: string[], item: string): number => {
  const at = list.indexOf(item);
  return at >= 0 ? at : list.push(item) - 1;
};

/** Why it is not supported; undefined when it is. */
const attempt = (make: () => unknown): string | undefined => {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof Unsupported) return error.message;
    throw error;
  }
};

const sourceOf = (
  layout: Layout,
  scopes: readonly ScopeCode[],
  blocks: readonly (readonly [number, string])[],
  parties: number,
): string => {
  const names = [
    "E",
    ...Array.from({ length: parties }, (_, i) => `party${i}`),
    ...scopes.flatMap((scope) => [
      ...scope.columns().map(({ name }) => name),
      ...(scope.isRoot ? [] : [scope.count]),
    ]),
  ];
  const columns = [
    ...Array.from({ length: layout.idColumns }, (_, n) => `I${n} = ids[${n}]`),
    ...Array.from({ length: layout.numberColumns }, (_, n) => `F${n} = numbers[${n}]`),
  ].map((column) => `const ${column};`);
  const cases = [...layout.operations.values()].map(({ index }) => {
    const own = blocks.filter(([operation]) => operation === index).map(([, text]) => text);
    return `case ${index}:\n${own.join("\n")}\nbreak;`;
  });
  return `"use strict";${prelude}const NULL = 0, TRUE = 1, FALSE = 2;
return (store, op, from, to, ids, numbers, start, end) => {
const { ${names.join(", ")} } = store;
${columns.join("\n")}
for (let i = start; i < end; i++) switch (op[i]) {
${cases.join("\n")}
}
};`;
};
