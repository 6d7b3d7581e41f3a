// Which statements may stand where, so that each can be parsed alone and its block be looked into.
import { nearest } from "../near.ts";

export type Context =
  | "declaration"
  | "vocabulary"
  | "properties"
  | "words"
  | "acts"
  | "resource"
  | "rule"
  | "tracked"
  | "statements"
  | "steps";

type Place = {
  /** the rule of the grammar that parses one of them */
  readonly startRule: string;
  /** the words that begin one, each with what stands in its block */
  readonly words: ReadonlyMap<string, Context | undefined>;
  /** what else begins one, for messages */
  readonly also?: string;
};

const words = (text: string, inside?: Context): [string, Context | undefined][] =>
  text.split(" ").map((word) => [word, inside]);
const tracked = [
  ...words("for", "tracked"),
  ...words("from on until", "statements"),
  ...words("never var list ranges debt"),
];

export const places: Readonly<Record<Context, Place>> = {
  declaration: {
    startRule: "LoneDeclaration",
    words: new Map([
      ...words("import"),
      ...words("vocabulary", "vocabulary"),
      ...words("resource", "resource"),
      ...words("rule", "rule"),
      ...words("fragment exchange receive send interruption", "steps"),
    ]),
  },
  vocabulary: {
    startRule: "LoneVocabularyItem",
    words: new Map([
      ...words("type examples"),
      ...words("role", "properties"),
      ...words("boundary messages", "words"),
      ...words("acts faults", "acts"),
    ]),
  },
  properties: { startRule: "LoneProperties", words: new Map(), also: "`name: type`" },
  words: { startRule: "LoneWord", words: new Map(words("up down")) },
  acts: { startRule: "LoneAct", words: new Map(), also: "`name (parameters)`" },
  resource: { startRule: "LoneResourceItem", words: new Map(words("on")), also: "`field: type`" },
  rule: {
    startRule: "LoneRuleItem",
    words: new Map([...words("cites"), ...tracked, ...words("good bad", "steps")]),
  },
  tracked: { startRule: "LoneTracked", words: new Map(tracked) },
  statements: {
    startRule: "LoneStatement",
    words: new Map(words("require advise observe owe pay add remove")),
    also: "`name = value`",
  },
  steps: {
    startRule: "LoneStep",
    words: new Map([
      ...words("parties given cases never eventually expect fault wait let do only ignoring"),
      ...words("in either optional meanwhile repeat for", "steps"),
    ]),
    also: "an event",
  },
};

/** The word of this place that was meant: itself, or the nearest one. */
export function meantWord(context: Context, word: string): string | undefined {
  const known = places[context].words;
  return known.has(word) ? word : nearest(word, known.keys());
}

/** What stands in the block of a statement that begins with this word; undefined when nobody can tell. */
export function inside(context: Context, word: string, firstInside: string | undefined): Context | undefined {
  if (context === "steps" || word === "") return context;
  const meant = meantWord(context, word);
  if (meant !== undefined) return places[context].words.get(meant);
  return firstInside === undefined ? undefined : guessed(firstInside);
}

function guessed(firstInside: string): Context | undefined {
  const order: Context[] = ["tracked", "statements", "steps", "words", "vocabulary"];
  return order.find((context) => places[context].words.has(firstInside));
}
