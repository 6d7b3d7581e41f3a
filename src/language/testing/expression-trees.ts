// Arbitrary expressions and patterns, as the parser could have made them from some text; all positions are 0.
import fc from "fast-check";
import type { Argument, BinaryOp, Expression, PartyRef, Pattern } from "../../contract/syntax.ts";

export const span = { at: 0, end: 0 } as const;
export const name = fc.constantFrom("a", "b", "packet", "x1", "Foo_bar", "call", "it", "min", "size", "p");
export const dotted = fc.oneof(
  name,
  fc.tuple(name, name).map((parts) => parts.join(".")),
);
export const text = fc.oneof(
  fc.constantFrom("", 'a "b"', "#", "\\SRV\\a", "{"),
  fc.string({ maxLength: 60 }).map((each) => each.replaceAll(/\p{Cc}/gu, "")),
);
export const several = <T>(each: fc.Arbitrary<T>, minLength = 0): fc.Arbitrary<T[]> =>
  fc.array(each, { minLength, maxLength: 3 });

/** A node with some of its optional parts. */
export const node = <K extends string, T, O>(
  kind: K,
  parts: { [P in keyof T]: fc.Arbitrary<T[P]> },
  optional?: { [P in keyof O]: fc.Arbitrary<O[P]> },
) =>
  fc
    .tuple(
      fc.record(parts),
      optional === undefined ? fc.constant({}) : fc.record(optional, { requiredKeys: [] }),
    )
    .map(
      ([required, more]) =>
        ({ kind, ...required, ...more, ...span }) as { kind: K } & T & Partial<O> & typeof span,
    );

const number: fc.Arbitrary<Expression> = fc.oneof(
  fc.integer().map((value) => ({ kind: "number", value, ...span }) as const),
  fc.nat().map((value) => ({ kind: "number", value, unit: "time", ...span }) as const),
  fc.nat().map((value) => ({ kind: "number", value, unit: "bytes", ...span }) as const),
);
const hex = fc.array(fc.constantFrom("00", "4F", "FF"), { maxLength: 4 }).map((pairs) => pairs.join(""));
const operators = fc.constantFrom<BinaryOp>(
  ...(["or", "and", "=", "!=", "<", "<=", ">", ">=", "in", "has", "covers", "holds", "owns"] as const),
  ...(["..<", "+", "-", "*", "before"] as const),
);

export const party: fc.Arbitrary<PartyRef> = fc.oneof(
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
      fc
        .record({
          name,
          op: fc.constantFrom("=" as const, "!=" as const, "<=" as const, "has" as const, "in" as const),
          value: expression,
        })
        .map((each) => ({ ...each, ...span })),
    ),
    pattern: fc
      .tuple(
        fc.option(party, { nil: undefined }),
        fc.option(fc.tuple(party, fc.boolean()), { nil: undefined }),
        dotted,
        several(argument),
        fc.option(several(argument), { nil: undefined }),
      )
      .map(([speaker, other, called, args, returns]): Pattern => ({
        kind: "pattern",
        arrived: speaker !== undefined && other !== undefined && other[1],
        name: called,
        args,
        ...(speaker === undefined ? {} : { speaker }),
        ...(speaker === undefined || other === undefined ? {} : { hearer: other[0] }),
        ...(returns === undefined ? {} : { returns }),
        ...span,
      })),
  };
});
/** Arbitrary expressions, arguments and patterns. */
export const { expression, argument, pattern } = tied;
