// Arbitrary syntax trees, as the parser could have made them from some text; all positions are 0.
import fc from "fast-check";
import type {
  Argument,
  Declaration,
  Expression,
  FaultArgument,
  Parameter,
  PartyDecl,
  PartyRef,
  Pattern,
  RuleItem,
  State,
  Statement,
  Step,
  VocabularyItem,
} from "../../contract/syntax.ts";

const span = { at: 0, end: 0 } as const;
const name = fc.constantFrom("a", "b", "packet", "x1", "Foo_bar", "call", "it", "min", "size", "p");
const dotted = fc.oneof(name, fc.tuple(name, name).map((parts) => parts.join(".")));
const text = fc.oneof(fc.constantFrom("", 'a "b"', "#", "\\SRV\\a", "{"), fc.string({ maxLength: 60 }).map((each) => each.replaceAll(/[\0-\x1F\x7F]/g, "")));
const several = <T>(each: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> => fc.array(each, { minLength, maxLength: 3 });
const ruleId = fc.constantFrom("A-1", "RCV-PKT-07", "SND6-01");

/** A node with some of its optional parts. */
const node = <K extends string, T, O>(kind: K, parts: { [P in keyof T]: fc.Arbitrary<T[P]> }, optional?: { [P in keyof O]: fc.Arbitrary<O[P]> }) =>
  fc.tuple(fc.record(parts), optional === undefined ? fc.constant({}) : fc.record(optional, { requiredKeys: [] })).map(
    ([required, more]) => ({ kind, ...required, ...more, ...span }) as { kind: K } & T & Partial<O> & typeof span,
  );

const number: fc.Arbitrary<Expression> = fc.oneof(
  fc.integer().map((value) => ({ kind: "number", value, ...span }) as const),
  fc.nat().map((value) => ({ kind: "number", value, unit: "time", ...span }) as const),
  fc.nat().map((value) => ({ kind: "number", value, unit: "bytes", ...span }) as const),
);
const hex = fc.array(fc.constantFrom("00", "4F", "FF"), { maxLength: 4 }).map((pairs) => pairs.join(""));
const operators = fc.constantFrom(
  ...(["or", "and", "=", "!=", "<", "<=", ">", ">=", "in", "has", "covers", "holds", "owns", "..<", "+", "-", "*", "before"] as const),
);

const party: fc.Arbitrary<PartyRef> = fc.oneof(
  dotted.map((each) => ({ kind: "party", name: each, bind: false, ...span }) as const),
  name.map((each) => ({ kind: "party", name: each, bind: true, ...span }) as const),
);

type Tied = { expression: Expression; argument: Argument; pattern: Pattern };
const tied = fc.letrec<Tied>((tie) => {
  const { expression, argument } = { expression: tie("expression"), argument: tie("argument") };
  const leaf = fc.oneof(
    number,
    node("text", { value: text }),
    node("hex", { value: hex }),
    node("name", { name }),
  );
  const inner = fc.oneof(
    node("bind", { name }, { args: several(argument) }),
    node("apply", { name, args: several(argument) }),
    node("list", { ordered: fc.boolean(), items: several(expression) }),
    node("field", { of: expression, name }),
    node("index", { of: expression, index: expression }),
    node("binary", { op: operators, left: expression, right: expression }),
    node("not", { operand: expression }),
    node("is", { operand: expression, what: name }),
    node("quantified", { every: fc.boolean(), name, list: expression, test: expression }),
    node("around", { during: fc.boolean(), pattern: tie("pattern") }),
  );
  return {
    expression: fc.oneof({ maxDepth: 4, depthIdentifier: "expression" }, leaf, inner),
    argument: fc.oneof(
      fc.record({ op: fc.constant("=" as const), value: expression }).map((each) => ({ ...each, ...span })),
      fc.record({ name, op: fc.constantFrom("=" as const, "!=" as const, "<=" as const, "has" as const, "in" as const), value: expression }).map((each) => ({ ...each, ...span })),
    ),
    pattern: fc.tuple(fc.option(party, { nil: undefined }), fc.option(fc.tuple(party, fc.boolean()), { nil: undefined }), dotted, several(argument), fc.option(several(argument), { nil: undefined })).map(
      ([speaker, other, called, args, returns]): Pattern => ({
        kind: "pattern",
        arrived: speaker !== undefined && other !== undefined && other[1],
        name: called,
        args,
        ...(speaker === undefined ? {} : { speaker }),
        ...(speaker === undefined || other === undefined ? {} : { hearer: other[0] }),
        ...(returns === undefined ? {} : { returns }),
        ...span,
      }),
    ),
  };
});
const { expression, pattern } = tied;

const parameter: fc.Arbitrary<Parameter> = fc
  .record({ name, type: fc.record({ name, list: fc.boolean() }), default: expression }, { requiredKeys: ["name", "type"] })
  .map((each) => ({ ...each, ...span }));
const partyDecl: fc.Arbitrary<PartyDecl> = fc.record({ role: name, name, of: name }, { requiredKeys: ["role", "name"] }).map((each) => ({ ...each, ...span }));
const word = fc
  .record(
    {
      direction: fc.constantFrom("up" as const, "down" as const),
      name: dotted,
      parameters: several(parameter),
      chosen: fc.boolean(),
      results: several(parameter),
      causedBy: fc.record({ party: name, word: dotted }),
      mode: fc.constantFrom("duty" as const, "may" as const),
    },
    { requiredKeys: ["direction", "name", "parameters", "chosen"] },
  )
  .map((each) => ({ ...each, ...span }));
const act = fc.record({ name, parameters: several(parameter) }).map((each) => ({ ...each, ...span }));

const vocabularyItem: fc.Arbitrary<VocabularyItem> = fc.oneof(
  node("type", { name, constants: several(fc.constantFrom("YES", "NO", "LATER"), 1) }),
  node("type", { name, constants: fc.constant([]), base: fc.constantFrom("opaque" as const, "digest" as const) }),
  node("role", { name, properties: several(parameter) }, { of: name }),
  node("boundary", { messages: fc.boolean(), upper: name, lower: name, words: several(word) }),
  node("acts", { faults: fc.boolean(), roles: several(name, 1), acts: several(act) }),
  node("cast", { parties: several(partyDecl, 1) }),
);

const move = fc
  .record(
    { pattern, verb: fc.constantFrom("gives" as const, "lends" as const), to: name, readOnly: fc.boolean(), when: expression, shares: expression },
    { requiredKeys: ["pattern", "verb", "to", "readOnly"] },
  )
  .map((each) => ({ ...each, ...span }));
const ending = fc.record({ pattern, verb: fc.constantFrom("makes" as const, "ends" as const), when: expression }, { requiredKeys: ["pattern", "verb"] }).map((each) => ({ ...each, readOnly: false, ...span }));
const resourceItem = fc.oneof(
  node("fields", { fields: several(parameter, 1) }),
  node("move", { move: fc.oneof(move, ending) }),
);

const named = fc.record({ name, value: expression }).map((each) => ({ ...each, ...span }));
const state: fc.Arbitrary<State> = fc.oneof(
  node("var", { vars: several(named, 1) }),
  node("list", { names: several(name, 1) }),
  node("ranges", { names: several(name, 1) }),
  node("debt", { name }, { within: expression }),
);
const statement: fc.Arbitrary<Statement> = fc.oneof(
  node("require", { test: expression }, { blames: expression, text }),
  node("advise", { test: expression }, { blames: expression, text }),
  node("observe", {}, { text }),
  node("assign", { name, op: fc.constantFrom("=" as const, "+=" as const, "-=" as const), value: expression }),
  node("add", { value: expression, name }),
  node("remove", { value: expression, name }),
  node("owe", { name }, { amount: expression, by: expression }),
  node("pay", { name }, { amount: fc.oneof(expression, fc.constant("all" as const)) }),
);

const event = (steps: fc.Arbitrary<Step[]>): fc.Arbitrary<Step> =>
  node(
    "event",
    { pattern: pattern.map(({ returns: _, ...rest }) => rest), grouped: fc.boolean() },
    { steps, returns: several(tied.argument), within: expression, after: expression },
  );
// Without a speaker a function of the language is one, not an event.
const faultPattern = pattern.filter((each) => each.speaker !== undefined || !["min", "size"].includes(each.name));
const faultArgument: fc.Arbitrary<FaultArgument> = fc
  .record({ value: fc.oneof(expression, faultPattern), name }, { requiredKeys: ["value"] })
  .map((each) => ({ ...each, ...span }));
const { step } = fc.letrec<{ step: Step }>((tie) => {
  const steps = several(tie("step"));
  return {
    step: fc.oneof(
      { maxDepth: 3, depthIdentifier: "step" },
      event(fc.constant([])),
      node("parties", { parties: several(partyDecl, 1) }, { station: name }),
      node("given", { path: dotted, value: expression }),
      node("never", { pattern }, { when: expression, until: pattern }),
      node("eventually", { pattern }, { within: expression }),
      node("expect", { test: expression }),
      node("fault", { party, name, args: several(faultArgument), times: fc.oneof(fc.nat({ max: 9 }), fc.constant("always" as const)) }),
      node("wait", { time: expression }),
      node("let", { name, value: expression }),
      node("alphabet", { only: fc.constant(true), names: several(fc.constantFrom("a/b", "wire")) }),
      node("alphabet", { only: fc.constant(false), names: several(dotted, 1) }),
      event(steps),
      node("any order", { steps }),
      node("optional", { steps }),
      node("meanwhile", { steps }),
      node("either", { branches: fc.array(steps, { minLength: 2, maxLength: 3 }) }),
      node("repeat", { from: expression, steps }, { to: expression }),
      node("each", { name, list: expression, steps }),
    ),
  };
});

const block = node("block", { mode: fc.constantFrom("from" as const, "on" as const, "until" as const), heads: several(pattern, 1), statements: several(statement) }, { when: expression });
const never = node("never", { heads: several(pattern, 1) }, { when: expression, blames: expression });
const key = fc.record({ type: name, name }).map((each) => ({ ...each, ...span }));
type Tracked = Extract<RuleItem, { kind: "foreach" }>["items"][number];
const { tracked } = fc.letrec<{ tracked: Tracked }>((tie) => ({
  tracked: fc.oneof(
    { maxDepth: 2, depthIdentifier: "tracked" },
    state,
    block,
    never,
    node("foreach", { keys: several(key, 1), items: several(tie("tracked")) }),
  ),
}));
const source = fc.oneof(node("seed", { key: fc.constantFrom("000", "003") }), node("source", { key: text }));
const ruleItem: fc.Arbitrary<RuleItem> = fc.oneof(
  node("cites", { sources: several(source, 1) }),
  tracked,
  node("example", { good: fc.boolean(), steps: several(step) }, { title: text, blames: expression }),
);

export const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  node("import", { path: text }),
  node("vocabulary", { name, items: several(vocabularyItem) }),
  fc.tuple(name, fc.option(name, { nil: undefined }), several(resourceItem)).map(([called, partOf, items]): Declaration => ({
    kind: "resource",
    name: called,
    fields: items.flatMap((item) => (item.kind === "fields" ? item.fields : [])),
    moves: items.flatMap((item) => (item.kind === "move" ? [item.move] : [])),
    items,
    ...(partOf === undefined ? {} : { partOf }),
    ...span,
  })),
  node("rule", { id: ruleId, level: fc.constantFrom("must" as const, "may" as const), roles: several(name, 1), statement: text, items: several(ruleItem) }),
  node("scenario", {
    word: fc.constantFrom("exchange" as const, "receive" as const, "send" as const),
    title: text,
    covers: several(ruleId.map((id) => ({ id, ...span }))),
    requires: several(name),
    steps: several(step),
  }),
);

/** The tree without its positions. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => part !== "at" && part !== "end").map(([part, each]) => [part, withoutPlaces(each)]));
}
