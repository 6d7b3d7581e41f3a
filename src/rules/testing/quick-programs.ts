// Programs and traces for the generated checker, drawn at random: within what it supports, small enough for values to meet.
import fc from "fast-check";
import type { Event, Party } from "../../contract/event.ts";
import type { Shown } from "../../contract/value.ts";

const vocabulary = `
vocabulary toy {
  type thing = opaque
  type colour = RED | GREEN
  role a
  role b
  examples use a, b
  acts of a, b { poke(t: thing, n: int = 1, c: colour = RED, lit: bool = false) }
  messages a / b {
    down put(t: thing, n: int)
    up   back(t: thing, n: int, c: colour)
    down ask(m: int, n: int = 2)
  }
}
`;

export const quickParties: readonly Party[] = [
  ["a1", "a"],
  ["a2", "a"],
  ["b", "b"],
].map(([id = "", role = ""]) => ({ id, role, name: id, station: "", properties: {} }));

/** What a rule is keyed by, with heads that bind it and the values that they bring. */
const keys = [
  {
    key: "thing k",
    heads: [
      "a -> b put(t = k)",
      "b -> a back(t = k)",
      "poke(t = k)",
      "a poke(t = k, n = 1)",
      "b -> a back(t = k, c = RED)",
    ],
  },
  {
    key: "int k",
    heads: ["ask(m = k)", "a -> b put(n = k)", "b -> a back(n = k)", "a -> b ask(m = k, n > 1)"],
  },
  { key: "a k", heads: ["k -> b put(n = ?x)", "b -> k back()", "k poke()", "k -> b ask(m != 0)"] },
];

const numbers = fc.constantFrom("0", "1", "2", "v", "g", "n", "v + 1", "g - n", "v * 2", "owed(d)");
const truths = fc.oneof(
  fc.constantFrom(
    "f",
    "not f",
    "true",
    "w = none",
    "w != n",
    "doer != who",
    "who = none",
    "w = 1",
    "n in [1, 2]",
  ),
  fc
    .tuple(numbers, fc.constantFrom("=", "!=", "<", "<=", ">", ">="), numbers)
    .map((parts) => parts.join(" ")),
);
const conditions = fc.oneof(
  truths,
  fc.tuple(truths, fc.constantFrom("and", "or"), truths).map(([a, op, b]) => `(${a} ${op} ${b})`),
);
const statements = fc.oneof(
  conditions.map((test) => `require ${test}`),
  conditions.map((test) => `require ${test} or true`),
  numbers.map((value) => `v = ${value}`),
  fc.constantFrom(
    "v += 1",
    "g += 1",
    "g -= n",
    "w = n",
    "w = none",
    "f = true",
    "f = false",
    "owe d",
    "owe d 2",
    "pay d",
    "pay d all",
    "who = doer",
  ),
  conditions.map((value) => `f = ${value}`),
);

const scopes = fc.constantFrom(...keys).chain(({ key, heads }) => {
  const block = (mode: string) =>
    fc
      .tuple(
        fc.uniqueArray(fc.constantFrom(...heads), { minLength: 1, maxLength: 2 }),
        fc.option(conditions),
        fc.array(statements, { maxLength: 3 }),
      )
      .map(
        ([on, when, run]) =>
          `${mode} ${on.join(" or ")}${when === null ? "" : ` when ${when}`} { ${run.join("; ")} }`,
      );
  const modes = fc.oneof(
    fc.array(block("on"), { minLength: 1, maxLength: 4 }),
    fc.tuple(block("from"), block("on"), block("until"), block("on")),
  );
  return modes.map(
    (blocks) =>
      `for each ${key} { var v = 0, w = none, who = none, f = false\n debt d\n ${blocks.join("\n ")} }`,
  );
});

/** The text of a program with a few rules. */
export const quickPrograms: fc.Arbitrary<string> = fc
  .array(scopes, { minLength: 1, maxLength: 3 })
  .map((all) => vocabulary + all.map((scope, i) => ruleText(`R-${i}`, scope)).join("\n"));

/** The text of a program with one rule. */
export const quickText = (id: string, scope: string): string => vocabulary + ruleText(id, scope);

const ruleText = (id: string, scope: string): string =>
  `rule ${id} must a, b "It is so." {\n cites seed 000\n var g = 0\n ${scope}\n good { a poke(x) }\n bad { a poke(x) }\n}`;

const arg = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(values, { nil: undefined, freq: 30 });
const thing = arg(fc.constantFrom<string | number>("x", "y", "z", 1, "1", 'q"', "ü"));
const whole = arg(
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constantFrom(-1, null)),
);
const colour = arg(fc.constantFrom("RED", "GREEN"));
const told = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant("poke"),
      t: thing,
      n: whole,
      c: colour,
      lit: arg(fc.boolean()),
    }),
  },
  { weight: 3, arbitrary: fc.record({ name: fc.constant("put"), t: thing, n: whole }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant("back"), t: thing, n: whole, c: colour }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant("ask"), m: whole, n: whole }) },
);

/** Events of that vocabulary. */
export const quickTraces: fc.Arbitrary<readonly Event[]> = fc
  .array(fc.tuple(told, fc.boolean(), fc.nat(2)), { maxLength: 40 })
  .map((all) => {
    let time = 0;
    return all.map(([{ name, ...values }, isFirst, wait], i): Event => {
      const own = isFirst ? "a1" : "a2";
      const args: Shown = Object.fromEntries(
        Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      );
      const base = { seq: i + 1, time: (time += wait), name, args };
      if (name === "poke") return { ...base, kind: "act", from: own };
      return name === "back"
        ? { ...base, kind: "said", from: "b", to: own }
        : { ...base, kind: "said", from: own, to: "b" };
    });
  });
