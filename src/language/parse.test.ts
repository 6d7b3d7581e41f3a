import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { Expression, Rule, SourceFile } from "../contract/syntax.ts";
import { parseFile } from "./parse.ts";

const read = (text: string): SourceFile => {
  const { file, problems } = parseFile("a.custody", text);
  assert.deepEqual(problems, []);
  return file;
};

/** The condition of a rule's only statement, every operator in brackets. */
const bracketed = (text: string): string => {
  const rule = read(`rule A-1 must desk "x" { on reads() { require ${text} } }`).declarations[0];
  const block = rule?.kind === "rule" ? rule.items[0] : undefined;
  const statement = block?.kind === "block" ? block.statements[0] : undefined;
  assert.ok(statement?.kind === "require");
  return shown(statement.test);
};

function shown(node: Expression): string {
  switch (node.kind) {
    case "binary":
      return `(${shown(node.left)} ${node.op} ${shown(node.right)})`;
    case "not":
      return `(not ${shown(node.operand)})`;
    case "is":
      return `(${shown(node.operand)} is ${node.what})`;
    case "quantified":
      return `(${node.every ? "all" : "some"} ${node.name} in ${shown(node.list)}: ${shown(node.test)})`;
    case "number":
      return String(node.value);
    case "field":
      return `${shown(node.of)}.${node.name}`;
    case "index":
      return `${shown(node.of)}[${shown(node.index)}]`;
    default:
      return "name" in node ? node.name : node.kind;
  }
}

test("operators bind from or, the loosest, to fields, the tightest", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["a or b and c", "(a or (b and c))"],
    ["a and b or c and d", "((a and b) or (c and d))"],
    ["not a = b and c", "((not (a = b)) and c)"],
    ["a = b ..< c + d * e", "(a = (b ..< (c + (d * e))))"],
    ["a - b - c", "((a - b) - c)"],
    ["a in b before c", "(a in (b before c))"],
    ["some x in l before y: x = 1 and b", "((some x in (l before y): (x = 1)) and b)"],
    ["a.b[c].d + -5", "(a.b[c].d + -5)"],
    ["a is home or b is empty", "((a is home) or (b is empty))"],
    ["P owns a and not Q holds b", "((P owns a) and (not (Q holds b)))"],
  ];
  for (const [text, expected] of cases) assert.equal(bracketed(text), expected);
});

test("durations are microseconds, and a fraction is exact or refused", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["45 s", "45000000"],
    ["400 ms", "400000"],
    ["2min", "120000000"],
    ["7 us", "7"],
    ["0.5 ms", "500"],
    ["0xFFFF", "65535"],
  ];
  for (const [text, expected] of cases) assert.equal(bracketed(text), expected);
  for (const text of ["0.0005 ms", "1.5", "9007199254740992"]) {
    const { problems } = parseFile("a", `rule A-1 must desk "x" { on reads() { require ${text} } }`);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["number-out-of-range"],
    );
  }
});

test("a quote in a text is doubled and a backslash is nothing special", () => {
  const [declaration] = read('import "\\\\SRV\\a""b"').declarations;
  assert.ok(declaration?.kind === "import");
  assert.equal(declaration.path, '\\\\SRV\\a"b');
});

test("an or behind a value belongs to the heads around it", () => {
  const [declaration] = read(
    'rule A-1 must desk "x" { on A() returns YES or B(c = 1) { observe } }',
  ).declarations;
  const [block] = (declaration as Rule).items;
  assert.deepEqual(block?.kind === "block" && block.heads.map(({ name }) => name), ["A", "B"]);
});

test("positions are those of the text as it is, with a byte order mark and line ends of two characters", () => {
  const text =
    '\uFEFFrule A-1 must desk "x" { # why\r\n  on reads(what = ?b,\r\n    field = "d") { observe }\r\n}\r\n';
  const file = read(text);
  const [rule] = file.declarations;
  assert.equal(text.slice(rule?.at, rule?.end), text.slice(1, -2));
  assert.equal(file.comments[0]?.text, "# why");
  const block = (rule as Rule).items[0];
  assert.ok(block?.kind === "block");
  assert.equal(text.slice(block.heads[0]?.at, block.heads[0]?.end), 'reads(what = ?b,\r\n    field = "d")');
});

test("every node lies inside the one it belongs to", () => {
  for (const name of readdirSync("grammar/good").filter((each) => each.endsWith(".custody"))) {
    const text = readFileSync(`grammar/good/${name}`, "utf8");
    const visit = (node: unknown, at: number, end: number): void => {
      if (node === null || typeof node !== "object") return;
      if (Array.isArray(node)) return node.forEach((each) => visit(each, at, end));
      const [from, to] = "at" in node && "end" in node ? [Number(node.at), Number(node.end)] : [at, end];
      assert.ok(
        at <= from && from <= to && to <= end,
        `${name} ${from}..${to} in ${at}..${end}: ${text.slice(from, to)}`,
      );
      for (const each of Object.values(node)) visit(each, from, to);
    };
    visit(parseFile(name, text).file.declarations, 0, text.length);
  }
});

test("what is not broken is kept: the rest of the rule, and the other declarations", () => {
  const { file, problems } = parseFile(
    "a",
    'rule A-1 must desk "x" {\n  cites seed\n  on reads() { require a; requre b; observe }\n}\nrule B-1 must {}\nresource c {}\n',
  );
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["unexpected", "unknown-statement", "unexpected"],
  );
  const [rule, resource] = file.declarations;
  const block = rule?.kind === "rule" && rule.items.length === 1 ? rule.items[0] : undefined;
  assert.deepEqual(block?.kind === "block" && block.statements.map(({ kind }) => kind), [
    "require",
    "observe",
  ]);
  assert.equal(resource?.kind, "resource");
});

const rubbish = fc.array(
  fc.constantFrom(
    'rule A-1 must d "s" ',
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\n",
    " on X()",
    " require ",
    '"',
    "x",
    "=",
    " ",
    "->",
    " returns ",
    ";",
    " for each a b ",
    "?p",
    ",",
    " either ",
    " inside ",
    "\0",
    "\ud800",
    "#",
    "|",
    "vocabulary v ",
    'receive "r" ',
  ),
);

test("whatever the text, there is an answer, with places inside the text", () => {
  const inside = (text: string): void => {
    const { problems } = parseFile("a", text);
    for (const { at, end, message } of problems)
      assert.ok(0 <= at && at <= end && end <= text.length && message !== "");
  };
  fc.assert(
    fc.property(
      rubbish.map((parts) => parts.join("")),
      inside,
    ),
    { numRuns: 400 },
  );
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), inside));
});

test("a text is refused if and only if it has a problem: what was read without one has no broken declaration", () => {
  fc.assert(
    fc.property(
      rubbish.map((parts) => parts.join("")),
      (text) => {
        const { file, problems } = parseFile("a", text);
        const covered = file.declarations.reduce(
          (rest, { at, end }) => rest.slice(0, at) + " ".repeat(end - at) + rest.slice(end),
          text,
        );
        if (problems.length === 0) assert.match(covered.replaceAll(/#[^\n]*/g, ""), /^[\s;]*$/);
      },
    ),
    { numRuns: 400 },
  );
});
