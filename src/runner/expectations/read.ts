// The list of known failures of a subject: its shape, and sentences for what is not of that shape.

import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from "yaml";
import { InputError } from "../../contract/problem.ts";
import { nearest } from "../../language/near.ts";
import { isDay } from "./day.ts";
import { boundsIn, type Condition } from "./condition.ts";
import type { Odds } from "./flaky.ts";

/** How it fails: by exactly these rules, or with this in the sentence that says why. */
export type Symptom =
  | { readonly kind: "breaks"; readonly rules: readonly string[] }
  | { readonly kind: "says"; readonly text: string };

export type Expectation = {
  readonly scenario: string;
  /** narrows it to the scenarios of one file */
  readonly file?: string;
  readonly symptom: Symptom | Odds;
  /** of every other subject the entry says nothing */
  readonly when?: Condition;
  readonly reason: string;
  readonly issue?: string;
  /** YYYY-MM-DD */
  readonly review?: string;
  readonly line: number;
};

export type Expectations = {
  readonly path: string;
  /** the only target that it speaks of; undefined: every target */
  readonly target?: string;
  readonly failures: readonly Expectation[];
  readonly document: Document;
};

const topKeys = ["target", "failures"];
const entryKeys = ["scenario", "file", "breaks", "says", "flaky", "when", "reason", "issue", "review"];
const conditionKeys = ["version", "has", "lacks"];

/** Throws InputError at the first thing that is not as it should be. */
export function readExpectations(path: string, text: string): Expectations {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse: Refuse = (at, sentence) => {
    throw new InputError(`${path}:${lines.linePos(at).line}: ${sentence}.`);
  };
  const [broken] = [...document.errors, ...document.warnings];
  if (broken?.code === "MULTIPLE_DOCS") refuse(broken.pos[0], "a second document begins here; leave it out");
  if (broken !== undefined) refuse(broken.pos[0], `this is no YAML: ${broken.message.replace(/\.$/u, "")}`);
  const fields = fieldsOf(document.contents, topKeys, refuse);
  const failures = fields.get("failures");
  if (failures === undefined) return refuse(0, "it has no list failures; an empty one is failures: []");
  if (!isSeq(failures)) return refuse(at(failures), "failures wants a list of entries");
  const target = textOf(fields, "target", refuse);
  return {
    path,
    ...(target === undefined ? {} : { target }),
    failures: failures.items.map((item) => entryOf(item as Node, lines, refuse)),
    document,
  };
}

type Refuse = (at: number, sentence: string) => never;
type Fields = ReadonlyMap<string, Node>;

function entryOf(item: Node, lines: LineCounter, refuse: Refuse): Expectation {
  const fields = fieldsOf(item, entryKeys, refuse);
  const need = (key: string): string =>
    textOf(fields, key, refuse) ?? refuse(at(item), `this entry has no ${key}`);
  const [file, issue, review] = ["file", "issue", "review"].map((key) => textOf(fields, key, refuse));
  if (review !== undefined && !isDay(review))
    refuse(at(fields.get("review")), `review wants a day such as 2030-01-31, not ${review}`);
  return {
    scenario: need("scenario"),
    ...(file === undefined ? {} : { file }),
    symptom: symptomOf(item, fields, refuse),
    ...(fields.has("when") ? { when: conditionOf(fields.get("when") ?? null, refuse) } : {}),
    reason: need("reason"),
    ...(issue === undefined ? {} : { issue }),
    ...(review === undefined ? {} : { review }),
    line: lines.linePos(at(item)).line,
  };
}

function symptomOf(item: Node, fields: Fields, refuse: Refuse): Symptom | Odds {
  const breaks = fields.get("breaks");
  const [text, odds] = [textOf(fields, "says", refuse), textOf(fields, "flaky", refuse)];
  if ([breaks, text, odds].filter((one) => one !== undefined).length !== 1)
    refuse(
      at(item),
      "this entry wants either breaks, with the rule, or says, with a part of the reason, or flaky, such as 3 of 5",
    );
  if (text !== undefined) return { kind: "says", text };
  if (odds !== undefined) return oddsOf(fields.get("flaky"), odds, refuse);
  return {
    kind: "breaks",
    rules: namesIn(breaks, "breaks wants the id of a rule, or a list of them", refuse),
  };
}

/** `n of m`; all of them would not be flaky, and none no run that shows anything. */
function oddsOf(node: Node | undefined, text: string, refuse: Refuse): Odds {
  const [, passes = 0, of = 0] = (/^(\d{1,4}) of (\d{1,4})$/u.exec(text) ?? []).map(Number);
  if (passes < 1 || passes >= of)
    refuse(at(node), `flaky wants n of m with 1 ≤ n < m, such as 3 of 5, not ${text}`);
  return { kind: "flaky", passes, of };
}

function conditionOf(node: Node | null, refuse: Refuse): Condition {
  const fields = fieldsOf(node, conditionKeys, refuse);
  const text = textOf(fields, "version", refuse);
  const version = text === undefined ? [] : boundsIn(text);
  if (version === undefined)
    return refuse(at(fields.get("version")), `version wants a comparison, such as ">= 2.1 < 3", not ${text}`);
  const names = (key: string): readonly string[] =>
    fields.has(key) ? namesIn(fields.get(key), `${key} wants a capability, or a list of them`, refuse) : [];
  return { version, has: names("has"), lacks: names("lacks") };
}

function namesIn(node: Node | undefined, sentence: string, refuse: Refuse): readonly string[] {
  const listed = isSeq(node) ? node.items : [node];
  const names = listed.map((name) => (isScalar(name) && typeof name.value === "string" ? name.value : ""));
  if (names.length === 0 || names.includes("")) refuse(at(node), sentence);
  return names;
}

function fieldsOf(node: Node | null, known: readonly string[], refuse: Refuse): Fields {
  if (!isMap(node)) return refuse(at(node), `here should stand keys and values: ${known.join(", ")}`);
  const pairs = node.items.map((pair: Pair): readonly [string, Node] => {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    if (known.includes(key)) return [key, pair.value as Node];
    const near = nearest(key, known);
    const hint = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
    return refuse(at(pair.key as Node), `there is no key ${key}; ${hint}`.replace(/\?$/u, ""));
  });
  return new Map(pairs);
}

function textOf(fields: Fields, key: string, refuse: Refuse): string | undefined {
  const node = fields.get(key);
  if (node === undefined) return undefined;
  if (isScalar(node) && typeof node.value === "string" && node.value.trim() !== "") return node.value;
  return refuse(at(node), `${key} wants a text`);
}

const at = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;
