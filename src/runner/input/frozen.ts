// A checked program as bytes, so that a command starts without parsing: what it takes to judge, not its examples. An index that
// every command reads, and behind it parts that are read when somebody looks at them.

import { KitDefect } from "../../contract/problem.ts";
import type { Program, RuleOutline } from "../../contract/program.ts";
import type { Declaration, Fragment, Resource, Rule, Scenario, Vocabulary } from "../../contract/syntax.ts";
import { outlinesOf } from "../../rules/judging/program-rules.ts";
import { annotated, packed } from "./packed.ts";

/** Where a part begins and ends among the parts. */
export type Place = readonly [start: number, end: number];
/** As JSON, which Node reads in half the time of its own format. */
export type Index = Pick<Program, "digest"> & {
  readonly words: Entries<Program["words"]>;
  readonly roles: Entries<Program["roles"]>;
  readonly types: Entries<Program["types"]>;
  readonly resources: Place;
  readonly others: Place;
  readonly files: readonly FrozenFile[];
  /** of all parts */
  readonly length: number;
};
type Entries<Table> =
  Table extends ReadonlyMap<string, infer Entry> ? readonly (readonly [string, Entry])[] : never;
type FrozenFile = { readonly name: string; readonly text: Place; readonly rules: readonly FrozenRule[] };
export type FrozenRule = Omit<Rule, "items"> & { readonly items: Place; readonly outline: FrozenOutline };
export type FrozenOutline = Omit<RuleOutline, keyof Heads> & { readonly heads: Place };
export type Heads = Pick<RuleOutline, "heads" | "slots">;

/** What is declared in each file. */
export type Resources = Declared<Resource>;
/** Scenarios stand on these. */
export type Others = Pick<Program, "fragments" | "casts" | "interruptions"> & {
  readonly declared: Declared<Other>;
};
type Declared<Kind> = readonly (readonly Kind[])[];
type Other = Vocabulary | Fragment | Scenario;

export function freeze(program: Program): Buffer {
  const { words, roles, types, fragments, casts, interruptions, digest } = program;
  const outlines = outlinesOf(program);
  const parts = new Parts();
  const frozenRule = (rule: Rule): FrozenRule => {
    const { heads, slots, ...outline } = known(outlines.get(rule), rule.id);
    const inner: Heads = { heads, slots };
    const items = rule.items.filter(({ kind }) => kind !== "example");
    return {
      ...rule,
      items: parts.add(annotated(program, items)),
      outline: { ...outline, heads: parts.add(JSON.stringify(inner)) },
    };
  };
  const declared = <Kind extends Declaration>(is: (each: Declaration) => each is Kind): Declared<Kind> =>
    program.files.map(({ declarations }) => declarations.filter(is));
  const resources: Resources = declared((each) => each.kind === "resource");
  const others: Others = { declared: declared(isOther), fragments, casts, interruptions };
  const index: Index = {
    digest,
    words: [...words],
    roles: [...roles],
    types: [...types],
    resources: parts.add(annotated(program, resources)),
    others: parts.add(packed(program, others)),
    files: program.files.map(({ name, text, declarations }) => ({
      name,
      text: parts.add(text),
      rules: declarations.filter((each) => each.kind === "rule").map(frozenRule),
    })),
    length: parts.length,
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...parts.all]);
}

const isOther = (each: Declaration): each is Other =>
  each.kind === "vocabulary" ||
  each.kind === "fragment" ||
  (each.kind === "scenario" && each.word === "interruption");

class Parts {
  readonly all: Uint8Array[] = [];
  length = 0;

  add(part: string | Uint8Array): Place {
    const bytes = Buffer.from(part);
    const start = this.length;
    this.all.push(bytes);
    this.length += bytes.length;
    return [start, this.length];
  }
}

export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new KitDefect(`The frozen texts do not know ${name}: build again with npm run ready.`);
  return value;
}
