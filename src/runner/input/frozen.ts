// A checked program as bytes and back, so that a command starts without parsing: what it takes to judge, not its examples.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { KitDefect } from "../../contract/problem.ts";
import type { Program, RuleOutline } from "../../contract/program.ts";
import type {
  Declaration,
  Fragment,
  Resource,
  Rule,
  Scenario,
  SourceFile,
  Vocabulary,
} from "../../contract/syntax.ts";
import { locator } from "../../language/place.ts";
import { outlinesOf } from "../../rules/judging/program-rules.ts";
import { kitRoot } from "../kit.ts";
import { meaningsOf, Notes, packed, unpackedLater, type Meanings } from "./packed.ts";

/** What of a program is data, without what only a parser needs, examples and scenarios other than interruptions; of a rule, what lies in its blocks is packed by itself. */
type Frozen = Pick<
  Program,
  "words" | "roles" | "types" | "resources" | "fragments" | "casts" | "digest" | "interruptions"
> & {
  readonly files: readonly FrozenFile[];
  readonly meanings: Meanings;
};
type FrozenFile = Omit<SourceFile, "declarations"> & {
  readonly declarations: readonly (PackedRule | Kept)[];
};
/** Scenarios stand on it, with the words and fragments of the kit. */
type Kept = Resource | Vocabulary | Fragment | Scenario;
type PackedRule = Omit<Rule, "items"> & {
  readonly outline: RuleOutline | undefined;
  readonly items: Uint8Array;
};

export function freeze(program: Program): Buffer {
  const outlines = outlinesOf(program);
  const packedRule = (rule: Rule): PackedRule => {
    const items = rule.items.filter(({ kind }) => kind !== "example");
    return { ...rule, outline: outlines.get(rule), items: packed(program, items) };
  };
  const files = program.files.map((file) => ({
    ...file,
    comments: [],
    declarations: file.declarations.flatMap((each): readonly (PackedRule | Kept)[] => {
      if (each.kind === "import" || (each.kind === "scenario" && each.word !== "interruption")) return [];
      return [each.kind === "rule" ? packedRule(each) : each];
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
    interruptions: others.filter((each) => each.kind === "scenario"),
    meanings: meaningsOf(program, others),
  };
  return serialize(frozen);
}

/** The program that `freeze` has written; without examples and scenarios. */
export const thawed = (bytes: Buffer): Program => revive(deserialize(bytes) as Frozen);

function revive({ meanings, ...frozen }: Frozen): Program {
  const notes = new Notes();
  notes.add(meanings);
  const outlines = new Map<Rule, RuleOutline>();
  const rules: Rule[] = [];
  const revived = ({ items, outline, ...head }: PackedRule): Rule => {
    const unpacked = unpackedLater<Rule["items"]>(items, notes);
    const rule: Rule = {
      ...head,
      get items() {
        return unpacked(); // most records need few of the rules
      },
    };
    rules.push(rule);
    if (outline !== undefined) outlines.set(rule, outline);
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
    scenarios: [],
    rules,
    outlines,
    refs: notes.refs,
    positions: notes.positions,
    wordOf: (pattern) => known(notes.wordOf(pattern, frozen.words), pattern.name),
    place: locator(files),
    written: () => undefined, // only scenarios do fragments
    fileOf: (declaration) => {
      owners ??= new Map(files.flatMap((file) => file.declarations.map((each) => [each, file])));
      return known(owners.get(declaration), declaration.kind);
    },
  };
}

export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined)
    throw new KitDefect(`The frozen texts do not know ${name}: build again with npm run ready.`);
  return value;
}

/** One of the kit's own texts still stands there as it was read. */
export function isUnchanged({ name, text }: SourceFile): boolean {
  try {
    return readFileSync(join(kitRoot, name), "utf8") === text;
  } catch {
    return false;
  }
}
