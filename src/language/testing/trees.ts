// Arbitrary declarations, as the parser could have made them from some text; all positions are 0.
import fc from "fast-check";
import type {
  Declaration,
  FaultArgument,
  Parameter,
  PartyDecl,
  RuleItem,
  State,
  Statement,
  Step,
  VocabularyItem,
} from "../../contract/syntax.ts";
import {
  argument,
  dotted,
  expression,
  name,
  node,
  party,
  pattern,
  several,
  span,
  text,
} from "./expression-trees.ts";

const ruleId = fc.constantFrom("A-1", "RCV-PKT-07", "SND6-01");

const parameter: fc.Arbitrary<Parameter> = fc
  .record(
    { name, type: fc.record({ name, list: fc.boolean() }), default: expression },
    { requiredKeys: ["name", "type"] },
  )
  .map((each) => ({ ...each, ...span }));
const said: fc.Arbitrary<Parameter> = fc
  .tuple(parameter, fc.boolean())
  .map(([each, chosen]) => (chosen ? { ...each, chosen } : each));
const partyDecl: fc.Arbitrary<PartyDecl> = fc
  .record({ role: name, name, of: name }, { requiredKeys: ["role", "name"] })
  .map((each) => ({ ...each, ...span }));
const word = fc
  .record(
    {
      direction: fc.constantFrom("up" as const, "down" as const),
      name: dotted,
      parameters: several(said),
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
  node("type", {
    name,
    constants: fc.constant([]),
    base: fc.constantFrom("opaque" as const, "digest" as const),
  }),
  node("role", { name, properties: several(parameter) }, { of: name }),
  node("boundary", { messages: fc.boolean(), upper: name, lower: name, words: several(word) }),
  node("acts", { faults: fc.boolean(), roles: several(name, 1), acts: several(act) }),
  node("cast", { parties: several(partyDecl, 1) }),
);

const move = fc
  .record(
    {
      pattern,
      verb: fc.constantFrom("gives" as const, "lends" as const),
      to: name,
      readOnly: fc.boolean(),
      when: expression,
      shares: expression,
    },
    { requiredKeys: ["pattern", "verb", "to", "readOnly"] },
  )
  .map((each) => ({ ...each, ...span }));
const ending = fc
  .record(
    { pattern, verb: fc.constantFrom("makes" as const, "ends" as const), when: expression },
    { requiredKeys: ["pattern", "verb"] },
  )
  .map((each) => ({ ...each, readOnly: false, ...span }));
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
  node("assign", {
    name,
    op: fc.constantFrom("=" as const, "+=" as const, "-=" as const),
    value: expression,
  }),
  node("add", { value: expression, name }),
  node("remove", { value: expression, name }),
  node("owe", { name }, { amount: expression, by: expression }),
  node("pay", { name }, { amount: fc.oneof(expression, fc.constant("all" as const)) }),
);

const change = node("change", { name, value: expression }, { index: fc.nat({ max: 99 }), field: name });
const event = (steps: fc.Arbitrary<Step[]>): fc.Arbitrary<Step> =>
  node(
    "event",
    { pattern: pattern.map(({ returns: _, ...rest }) => rest), grouped: fc.boolean() },
    {
      mutate: several(change, 1),
      steps,
      returns: several(argument),
      within: expression,
      after: expression,
      grouping: fc.constantFrom("one by one" as const, "in order" as const),
    },
  ).map((each) => {
    if (each.kind !== "event" || each.grouped) return each;
    const { grouping: _, ...ungrouped } = each;
    return ungrouped;
  });
// Without a speaker a function of the language is one, not an event.
const faultPattern = pattern.filter(
  (each) => each.speaker !== undefined || !["min", "size"].includes(each.name),
);
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
      node("fault", {
        party,
        name,
        args: several(faultArgument),
        times: fc.oneof(fc.nat({ max: 9 }), fc.constant("always" as const)),
      }),
      node("wait", { time: expression }),
      node("do", { name, args: several(argument) }),
      node("cases", {
        names: several(name, 1),
        rows: several(
          several(expression, 1).map((values) => ({ values, ...span })),
          1,
        ),
      }),
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

const block = node(
  "block",
  {
    mode: fc.constantFrom("from" as const, "on" as const, "until" as const),
    heads: several(pattern, 1),
    statements: several(statement),
  },
  { when: expression },
);
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
  fc
    .tuple(name, fc.option(name, { nil: undefined }), several(resourceItem))
    .map(([called, partOf, items]): Declaration => ({
      kind: "resource",
      name: called,
      fields: items.flatMap((item) => (item.kind === "fields" ? item.fields : [])),
      moves: items.flatMap((item) => (item.kind === "move" ? [item.move] : [])),
      items,
      ...(partOf === undefined ? {} : { partOf }),
      ...span,
    })),
  node("rule", {
    id: ruleId,
    level: fc.constantFrom("must" as const, "may" as const),
    roles: several(name, 1),
    statement: text,
    items: several(ruleItem),
  }),
  node("fragment", {
    name,
    parameters: several(
      fc
        .record({ type: fc.record({ name, list: fc.boolean() }), name })
        .map((each) => ({ ...each, ...span })),
    ),
    steps: several(step),
  }),
  node("scenario", {
    word: fc.constantFrom("exchange" as const, "receive" as const, "send" as const, "interruption" as const),
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
  return Object.fromEntries(
    Object.entries(value)
      .filter(([part]) => part !== "at" && part !== "end")
      .map(([part, each]) => [part, withoutPlaces(each)]),
  );
}
