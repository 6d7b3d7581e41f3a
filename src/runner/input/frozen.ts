// A checked program as bytes and back, so that a command starts without parsing: what it takes to judge, not its examples.

import { deserialize, serialize } from "node:v8";
import { KitDefect } from "../../contract/problem.ts";
import type { Program, Ref, RuleOutline } from "../../contract/program.ts";
import type {
  Declaration,
  Expression,
  Fragment,
  Parameter,
  Pattern,
  Resource,
  Rule,
  Scenario,
  SourceFile,
  Span,
  Vocabulary,
} from "../../contract/syntax.ts";
import { locator } from "../../language/place.ts";
import { nodesOf } from "../../language/walk.ts";
import { outlinesOf } from "../../rules/judging/program-rules.ts";

/** What of a program is data, without what only a parser needs, examples and scenarios other than interruptions; of a rule, what lies in its blocks is packed by itself. */
type Frozen = Omit<Program, "wordOf" | "place" | "fileOf" | "written" | "rules" | "files" | "outlines"> & {
  readonly files: readonly FrozenFile[];
  readonly wordsOf: ReadonlyMap<Pattern, string>;
};
type FrozenFile = Omit<SourceFile, "declarations"> & {
  readonly declarations: readonly (PackedRule | Kept)[];
};
/** Scenarios stand on it, with the words and fragments of the kit. */
type Kept = Resource | Vocabulary | Fragment | Scenario;
type PackedRule = Omit<Rule, "items"> & {
  readonly outline: RuleOutline | undefined;
  readonly packed: Uint8Array;
};
/** What a program says of some nodes. */
type Meanings = {
  readonly refs: ReadonlyMap<Expression, Ref>;
  readonly positions: ReadonlyMap<Span, Parameter>;
  readonly wordsOf: ReadonlyMap<Pattern, string>;
};
type Unpacked = Meanings & { readonly items: Rule["items"] };

export function freeze(program: Program): Buffer {
  const outlines = outlinesOf(program);
  const packed = (rule: Rule): PackedRule => {
    const { items: all, ...head } = rule;
    const items = all.filter(({ kind }) => kind !== "example");
    const unpacked: Unpacked = { items, ...meaningsOf(program, items) };
    return { ...head, outline: outlines.get(rule), packed: serialize(unpacked) };
  };
  const files = program.files.map((file) => ({
    ...file,
    comments: [],
    declarations: file.declarations.flatMap((each): readonly (PackedRule | Kept)[] => {
      if (each.kind === "import" || (each.kind === "scenario" && each.word !== "interruption")) return [];
      return [each.kind === "rule" ? packed(each) : each];
    }),
  }));
  const others = files.flatMap((file) => file.declarations).filter((each) => each.kind !== "rule");
  const { words, roles, types, resources, fragments, casts, digest } = program;
  const frozen: Frozen = {
    words,
    roles,
    types,
    resources,
    fragments,
    casts,
    digest,
    files,
    scenarios: [],
    interruptions: others.filter((each) => each.kind === "scenario"),
    ...meaningsOf(program, others),
  };
  return serialize(frozen);
}

const meaningsOf = (program: Program, tree: unknown): Meanings => {
  const nodes = new Set<object>(nodesOf(tree));
  return {
    refs: new Map([...program.refs].filter(([node]) => nodes.has(node))),
    positions: new Map([...program.positions].filter(([node]) => nodes.has(node))),
    wordsOf: new Map([...nodes].filter(isPattern).map((pattern) => [pattern, program.wordOf(pattern).name])),
  };
};

/** The program that `freeze` has written; without examples and scenarios. */
export const thawed = (bytes: Buffer): Program => revive(deserialize(bytes) as Frozen);

function revive(frozen: Frozen): Program {
  const meanings = {
    refs: new Map(frozen.refs),
    positions: new Map(frozen.positions),
    wordsOf: new Map(frozen.wordsOf),
  };
  const outlines = new Map<Rule, RuleOutline>();
  const rules: Rule[] = [];
  const revived = (packed: PackedRule): Rule => {
    const rule = unpackedLater(packed, meanings);
    rules.push(rule);
    if (packed.outline !== undefined) outlines.set(rule, packed.outline);
    return rule;
  };
  const files = frozen.files.map((file) => ({
    ...file,
    declarations: file.declarations.map((each) => (each.kind === "rule" ? revived(each) : each)),
  }));
  let owners: ReadonlyMap<Declaration, SourceFile> | undefined;
  return {
    ...frozen,
    files,
    rules,
    outlines,
    refs: meanings.refs,
    positions: meanings.positions,
    wordOf: (pattern) => known(frozen.words.get(meanings.wordsOf.get(pattern) ?? ""), pattern.name),
    place: locator(files),
    written: () => undefined, // only scenarios do fragments
    fileOf: (declaration) => {
      owners ??= new Map(files.flatMap((file) => file.declarations.map((each) => [each, file])));
      return known(owners.get(declaration), declaration.kind);
    },
  };
}

/** A rule whose blocks are unpacked when somebody looks at them: most records need few of the rules. */
function unpackedLater({ packed, outline: _, ...head }: PackedRule, into: Mutable<Meanings>): Rule {
  let items: Rule["items"] | undefined;
  const unpack = (): Rule["items"] => {
    const unpacked = deserialize(packed) as Unpacked;
    for (const [node, ref] of unpacked.refs) into.refs.set(node, ref);
    for (const [node, parameter] of unpacked.positions) into.positions.set(node, parameter);
    for (const [node, word] of unpacked.wordsOf) into.wordsOf.set(node, word);
    return unpacked.items;
  };
  return {
    ...head,
    get items() {
      return (items ??= unpack());
    },
  };
}

type Mutable<T> = { [K in keyof T]: T[K] extends ReadonlyMap<infer A, infer B> ? Map<A, B> : T[K] };

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new KitDefect(`The frozen rules do not know ${name}: build again with npm run ready.`);
  return value;
}

const isPattern = (node: object): node is Pattern => "kind" in node && node.kind === "pattern";
