// Expressions and patterns, with the fewest brackets that keep their meaning.
import type {
  Argument,
  BinaryOp,
  Expression,
  FaultArgument,
  PartyRef,
  Pattern,
} from "../../contract/syntax.ts";
import { type Doc, filled, group, indent, line, soft } from "./doc.ts";
import type { Trivia } from "./trivia.ts";

/** How tightly an expression binds; what binds less tightly than its place asks for gets brackets. */
export const level = {
  any: 1,
  and: 2,
  prefix: 3,
  comparison: 4,
  sum: 5,
  add: 6,
  multiply: 7,
  postfix: 8,
} as const;

const binaryLevels: ReadonlyMap<BinaryOp, readonly [own: number, left: number, right: number]> = new Map([
  ["or", [level.any, level.any, level.and]],
  ["and", [level.and, level.and, level.prefix]],
  ["..<", [level.sum, level.sum, level.add]],
  ["+", [level.add, level.add, level.multiply]],
  ["-", [level.add, level.add, level.multiply]],
  ["*", [level.multiply, level.multiply, level.postfix]],
  ["before", [level.multiply, level.multiply, level.postfix]],
]);
const comparing = [level.comparison, level.sum, level.sum] as const;

export function expression(trivia: Trivia, node: Expression, place: number): Doc {
  const [own, doc] = bare(trivia, node);
  return own < place ? ["(", doc, ")"] : doc;
}

export const value = (trivia: Trivia, node: Expression): Doc => expression(trivia, node, level.sum);

function bare(trivia: Trivia, node: Expression): readonly [number, Doc] {
  switch (node.kind) {
    case "number":
      return [level.postfix, spelledNumber(trivia.source(node), node)];
    case "text":
      return [level.postfix, text(node.value)];
    case "hex":
      return [level.postfix, spelledBytes(trivia.source(node), node.value)];
    case "name":
      return [level.postfix, node.name];
    case "bind":
      return [level.postfix, [`?${node.name}`, node.args === undefined ? "" : args(trivia, node.args)]];
    case "apply":
      return [level.postfix, [node.name, args(trivia, node.args)]];
    case "list":
      return [
        level.postfix,
        [
          node.ordered ? "" : "unordered ",
          bracketed(
            "[",
            node.items.map((item) => value(trivia, item)),
            "]",
          ),
        ],
      ];
    case "field":
      return [level.postfix, [expression(trivia, node.of, level.postfix), `.${node.name}`]];
    case "index":
      return [
        level.postfix,
        [expression(trivia, node.of, level.postfix), "[", value(trivia, node.index), "]"],
      ];
    case "binary":
      return binary(trivia, node);
    case "not":
      return [level.prefix, ["not ", expression(trivia, node.operand, level.prefix)]];
    case "is":
      return [level.comparison, [value(trivia, node.operand), ` is ${node.what}`]];
    case "quantified":
      return [level.prefix, quantified(trivia, node)];
    case "around":
      return [level.comparison, [node.during ? "during " : "inside ", pattern(trivia, node.pattern)]];
  }
}

function binary(trivia: Trivia, node: Extract<Expression, { kind: "binary" }>): readonly [number, Doc] {
  const [own, leftPlace, rightPlace] = binaryLevels.get(node.op) ?? comparing;
  const left = expression(trivia, node.left, leftPlace);
  const right = expression(trivia, node.right, rightPlace);
  const joint = node.op === "and" || node.op === "or";
  return [own, joint ? [left, group(indent(line, `${node.op} `, right))] : [left, ` ${node.op} `, right]];
}

function quantified(trivia: Trivia, node: Extract<Expression, { kind: "quantified" }>): Doc {
  const list = value(trivia, node.list);
  return [
    `${node.every ? "all" : "some"} ${node.name} in `,
    list,
    ": ",
    expression(trivia, node.test, level.prefix),
  ];
}

/** Brackets around things separated by commas; too long a list is filled line by line. */
export function bracketed(open: string, items: readonly Doc[], close: string): Doc {
  return items.length === 0 ? open + close : group(open, indent(soft, filled(items)), soft, close);
}

export const args = (trivia: Trivia, list: readonly Argument[]): Doc =>
  bracketed(
    "(",
    list.map((each) => argument(trivia, each)),
    ")",
  );

const argument = (trivia: Trivia, { name, op, value: given }: Argument): Doc =>
  name === undefined ? value(trivia, given) : [`${name} ${op} `, value(trivia, given)];

export const party = ({ name, bind }: PartyRef): string => (bind ? `?${name}` : name);

export function pattern(trivia: Trivia, node: Pattern): Doc {
  const { speaker, hearer, returns } = node;
  const event = [who(speaker, hearer, node.arrived), node.name, args(trivia, node.args)];
  return returns === undefined ? event : [event, " ", returned(trivia, returns)];
}

function who(speaker: PartyRef | undefined, hearer: PartyRef | undefined, arrived: boolean): string {
  if (speaker === undefined) return "";
  if (hearer === undefined) return `${party(speaker)} `;
  return arrived ? `${party(hearer)} <- ${party(speaker)} ` : `${party(speaker)} -> ${party(hearer)} `;
}

/** `returns`, `returns 2` or `returns (a, b)`. */
export function returned(trivia: Trivia, list: readonly Argument[]): Doc {
  const [only] = list;
  if (only === undefined) return "returns";
  const plain =
    list.length === 1 &&
    only.name === undefined &&
    bare(trivia, only.value)[0] >= level.sum &&
    !beginsWithBracket(only.value);
  return ["returns ", plain ? value(trivia, only.value) : args(trivia, list)];
}

/** A row of `cases`: brackets unless it is one value that does not begin with one. */
export function row(trivia: Trivia, values: readonly Expression[]): Doc {
  const [only] = values;
  if (only !== undefined && values.length === 1 && !isBracketed(only, level.sum) && !beginsWithBracket(only))
    return value(trivia, only);
  return bracketed(
    "(",
    values.map((each) => value(trivia, each)),
    ")",
  );
}

/** Whether the first thing printed of it would be a round bracket. */
function beginsWithBracket(node: Expression): boolean {
  if (node.kind === "field" || node.kind === "index")
    return isBracketed(node.of, level.postfix) || beginsWithBracket(node.of);
  if (node.kind === "binary")
    return (
      isBracketed(node.left, (binaryLevels.get(node.op) ?? comparing)[1]) || beginsWithBracket(node.left)
    );
  return false;
}

const isBracketed = (node: Expression, place: number): boolean => {
  if (node.kind === "binary") return (binaryLevels.get(node.op) ?? comparing)[0] < place;
  return (
    place > level.prefix &&
    (node.kind === "not" || node.kind === "quantified" || node.kind === "is" || node.kind === "around")
  );
};

const functions = new Set(["size", "distinct", "min", "max", "shares", "holder", "owed", "enclosing"]);

/** What looks like an event is read as one, so anything else that does gets brackets. */
export function faultArgument(trivia: Trivia, { name, value: given }: FaultArgument): Doc {
  const named = name === undefined ? "" : `${name} = `;
  if (given.kind === "pattern") return [named, pattern(trivia, given)];
  const looksLikeEvent = given.kind === "apply" && !functions.has(given.name);
  return [named, looksLikeEvent ? ["(", value(trivia, given), ")"] : value(trivia, given)];
}

export const text = (content: string): string => `"${content.replaceAll('"', '""')}"`;

const perUnit: ReadonlyMap<string, number> = new Map([
  ["us", 1],
  ["ms", 1_000],
  ["s", 1_000_000],
  ["min", 60_000_000],
]);

type NumberNode = Extract<Expression, { kind: "number" }>;

/** As it was spelled if the source says the same number, so that hexadecimal stays hexadecimal and 60 s do not become 1 min. */
function spelledNumber(source: string, node: NumberNode): string {
  const match = /^(-?)[ \t]*(0x[0-9A-Fa-f]+|[0-9.]+)[ \t]*([a-z]*)$/.exec(source);
  if (match === null) return canonicalNumber(node);
  const [, sign = "", digits = "", unit = ""] = match;
  const spelled = unit === "" ? `${sign}${digits}` : `${sign}${digits} ${unit}`;
  const kind = perUnit.has(unit) ? "time" : unit === "" ? undefined : "bytes";
  const same = Math.abs(Number(digits) * (perUnit.get(unit) ?? 1) - Math.abs(node.value)) < 1e-3;
  return same && kind === node.unit && (sign === "-") === node.value < 0 ? spelled : canonicalNumber(node);
}

function canonicalNumber({ value: amount, unit }: NumberNode): string {
  if (unit === undefined) return String(amount);
  if (unit === "bytes") return `${amount} bytes`;
  const [name = "us", factor = 1] =
    [...perUnit].findLast(([each, size]) => each !== "min" && amount % size === 0) ?? [];
  return `${amount / factor} ${name}`;
}

function spelledBytes(source: string, digits: string): string {
  const same =
    source.startsWith('x"') && source.slice(2, -1).replaceAll(/[ \t]/g, "").toUpperCase() === digits;
  return same ? source : `x"${digits}"`;
}
