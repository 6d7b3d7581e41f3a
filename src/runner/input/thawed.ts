// A frozen program back from its bytes. Whatever most commands do not look at is read when somebody does.

import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { KitDefect } from "../../contract/problem.ts";
import type { Known, Program, RuleHead, RuleOutline } from "../../contract/program.ts";
import type { Declaration, Rule, SourceFile } from "../../contract/syntax.ts";
import { locator } from "../../language/place.ts";
import { kitRoot } from "../kit.ts";
import {
  type FrozenOutline,
  type FrozenRule,
  type Heads,
  type Index,
  known,
  type Others,
  type Place,
  type Resources,
} from "./frozen.ts";
import { type Means, meansOf, Notes, unpackedLater } from "./packed.ts";

type PartAt = (place: Place) => Buffer;

/** The program that `freeze` has written; without examples and scenarios. Throws when something of it is missing. */
export function thawed(bytes: Buffer): Program {
  const behind = bytes.indexOf("\n") + 1;
  const index = JSON.parse(bytes.toString("utf8", 0, behind)) as Index;
  if (bytes.length !== behind + index.length) throw new KitDefect("The frozen rules are not whole.");
  const part: PartAt = ([start, end]) => bytes.subarray(behind + start, behind + end);
  const notes = new Notes();
  const resources = JSON.parse(part(index.resources).toString("utf8")) as Resources;
  const others = unpackedLater<Others>(part(index.others), notes);
  const outlines = new Map<Rule, RuleOutline>();
  const revived = (frozen: FrozenRule): Rule => {
    const rule = new ThawedRule(frozen, part);
    outlines.set(rule, new ThawedOutline(frozen.outline, part));
    return rule;
  };
  const files = index.files.map(({ name, text, rules }, i): SourceFile => {
    const own = rules.map(revived);
    const declared = (): readonly Declaration[] => [
      ...own,
      ...(resources[i] ?? []),
      ...(others().declared[i] ?? []),
    ];
    return new ThawedFile(name, part(text), declared);
  });
  const words = new Map(index.words);
  let owners: ReadonlyMap<Declaration, SourceFile> | undefined;
  return {
    digest: index.digest,
    words,
    roles: new Map(index.roles),
    types: new Map(index.types),
    resources: new Map(resources.flat().map((each) => [each.name, each])),
    get fragments() {
      return others().fragments;
    },
    get casts() {
      return others().casts;
    },
    get interruptions() {
      return others().interruptions;
    },
    files,
    scenarios: [],
    rules: [...outlines.keys()],
    outlines,
    refs: alsoBeside(notes.refs, (means) => means?.ref),
    positions: alsoBeside(notes.positions, (means) => means?.parameter),
    wordOf: (pattern) =>
      known(words.get(meansOf(pattern)?.word ?? "") ?? notes.wordOf(pattern, words), pattern.name),
    place: locator(files),
    written: () => undefined, // only scenarios do fragments
    fileOf: (declaration) => {
      owners ??= new Map(files.flatMap((file) => file.declarations.map((each) => [each, file] as const)));
      return known(owners.get(declaration), declaration.kind);
    },
  };
}

/** What nodes mean whose meaning stands beside their other properties, and those of which it is noted. */
const alsoBeside = <Meaning>(
  noted: Known<Meaning>,
  of: (means: Means | undefined) => Meaning | undefined,
): Known<Meaning> => ({
  get: (node) => of(meansOf(node)) ?? noted.get(node),
  has: (node) => of(meansOf(node)) !== undefined || noted.has(node),
});

/** One of the kit's own texts still stands there as it was read. */
export function isUnchanged(file: SourceFile): boolean {
  const bytes = file instanceof ThawedFile ? file.bytes : Buffer.from(file.text);
  try {
    return bytes.equals(beginning(join(kitRoot, file.name), bytes.length + 1));
  } catch {
    return false;
  }
}

/** Read again and again: into one buffer. */
let room = Buffer.allocUnsafe(1 << 16);

function beginning(path: string, length: number): Buffer {
  if (room.length < length) room = Buffer.allocUnsafe(2 * length);
  const file = openSync(path, "r");
  try {
    return room.subarray(0, readSync(file, room, 0, length, 0));
  } finally {
    closeSync(file);
  }
}

class ThawedFile implements SourceFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly comments = [];
  private whole: string | undefined;
  private all: readonly Declaration[] | undefined;
  private readonly declared: () => readonly Declaration[];

  constructor(name: string, bytes: Buffer, declared: () => readonly Declaration[]) {
    this.name = name;
    this.bytes = bytes;
    this.declared = declared;
  }

  get text(): string {
    return (this.whole ??= this.bytes.toString("utf8"));
  }

  /** as they stand there */
  get declarations(): readonly Declaration[] {
    return (this.all ??= this.declared().toSorted((a, b) => a.at - b.at));
  }
}

class ThawedRule implements Rule {
  readonly kind = "rule";
  readonly id: string;
  readonly level: Rule["level"];
  readonly roles: Rule["roles"];
  readonly statement: string;
  readonly at: number;
  readonly end: number;
  private whole: Rule["items"] | undefined;
  private readonly place: Place;
  private readonly part: PartAt;

  constructor({ id, level, roles, statement, at, end, items }: FrozenRule, part: PartAt) {
    this.id = id;
    this.level = level;
    this.roles = roles;
    this.statement = statement;
    this.at = at;
    this.end = end;
    this.place = items;
    this.part = part;
  }

  get items(): Rule["items"] {
    return (this.whole ??= JSON.parse(this.part(this.place).toString("utf8")) as Rule["items"]);
  }
}

class ThawedOutline implements RuleOutline {
  readonly words: readonly string[];
  readonly tracked: readonly string[];
  readonly isCallKeyed: boolean;
  readonly isResourceKeyed: boolean;
  private whole: Heads | undefined;
  private readonly place: Place;
  private readonly part: PartAt;

  constructor({ words, tracked, isCallKeyed, isResourceKeyed, heads }: FrozenOutline, part: PartAt) {
    this.words = words;
    this.tracked = tracked;
    this.isCallKeyed = isCallKeyed;
    this.isResourceKeyed = isResourceKeyed;
    this.place = heads;
    this.part = part;
  }

  get heads(): readonly RuleHead[] {
    return this.rest.heads;
  }

  get slots(): readonly string[] {
    return this.rest.slots;
  }

  private get rest(): Heads {
    return (this.whole ??= JSON.parse(this.part(this.place).toString("utf8")) as Heads);
  }
}
