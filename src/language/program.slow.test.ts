import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseFile } from "./parse.ts";
import { nodesOf } from "./walk.ts";
import { checkFiles, resolveFiles } from "./program.ts";
import { checked, good, rules, scenario, vocabulary } from "./testing/library.ts";
import { expressionsOf, patternsOf } from "./walk.ts";

test("a good text has no errors", () => {
  assert.deepEqual(
    checked(good).all.filter((p) => p.severity === "error"),
    [],
  );
});

test("every name has a meaning, every pattern a word, every positional argument a parameter", () => {
  const { program } = checked(good);
  for (const declaration of [
    ...program.rules,
    ...program.scenarios,
    ...[...program.resources.values()].flatMap((r) => r.moves),
  ]) {
    for (const e of expressionsOf(declaration)) if (e.kind === "name") assert.ok(program.refs.has(e), e.name);
    for (const pattern of patternsOf(declaration)) {
      assert.equal(program.wordOf(pattern).name, pattern.name);
      for (const [index, arg] of pattern.args.entries())
        if (arg.name === undefined)
          assert.equal(program.positions.get(arg), program.wordOf(pattern).parameters[index]);
    }
  }
});

test("meanings: state, keys, arguments, bindings, constants, parties and names of examples", () => {
  const { program } = checked(good);
  const kinds = new Map<string, string>();
  for (const e of expressionsOf(program.rules)) {
    const ref = program.refs.get(e);
    if (e.kind === "name" && ref !== undefined) kinds.set(e.name, ref.kind);
  }
  const expected = {
    allowed: "var",
    waiting: "list",
    b: "key",
    Reader: "key",
    days: "arg",
    price: "bound",
    YES: "constant",
    desk: "party",
    R: "party",
    book1: "example",
    true: "true",
    copy: "arg",
  };
  for (const [name, kind] of Object.entries(expected)) assert.equal(kinds.get(name), kind, name);
});

test("restrictions of a resource carry the meaning of its name", () => {
  const { program } = checked(good);
  const restricted = expressionsOf(program.rules).filter((e) => e.kind === "apply" && e.name === "book1");
  assert.equal(restricted.length, 2);
  for (const e of restricted) assert.deepEqual(program.refs.get(e), { kind: "example", name: "book1" });
});

test("places count lines and columns from 1, with and without the file's name", () => {
  const { program } = checked(good);
  const rule = program.rules[1];
  assert.ok(rule !== undefined);
  const line = good.slice(0, good.indexOf("rule LIB-02")).split("\n").length;
  assert.deepEqual(program.place(rule), { file: "text.custody", line, column: 1 });
  assert.deepEqual(program.place({ at: rule.at + 5, end: rule.end }, "text.custody"), {
    file: "text.custody",
    line,
    column: 6,
  });
  assert.equal(program.fileOf(rule).name, "text.custody");
});

const digestOf = (...texts: readonly string[]): string =>
  checkFiles(texts.map((text, i) => parseFile(`${i}.custody`, text).file)).program.digest;

test("the digest depends on what rules say, not on comments, blanks, scenarios or the order of files", () => {
  const digest = digestOf(good);
  assert.equal(digestOf(scenario, rules, vocabulary), digest);
  assert.equal(digestOf(good.replace("  cites seed 000", "  # why\n    cites   seed 000  # here")), digest);
  assert.equal(digestOf(good.replaceAll("\n", "\r\n")), digest);
  assert.equal(digestOf(vocabulary + rules), digest);
  assert.notEqual(digestOf(good.replace("b.pages > 10", "b.pages > 11")), digest);
  assert.notEqual(digestOf(good.replace('"no empty covers"', '"no  empty covers"')), digest);
});

test("resolving alone finds the same meanings as checking", () => {
  const { file } = parseFile("text.custody", good);
  const checkedProgram = checkFiles([file]).program;
  const resolved = resolveFiles([file]);
  assert.deepEqual(resolved.problems, []);
  const meanings = nodesOf(file.declarations).map((node) => checkedProgram.refs.get(node));
  assert.ok(meanings.some((meaning) => meaning !== undefined));
  assert.deepEqual(
    nodesOf(file.declarations).map((node) => resolved.program.refs.get(node)),
    meanings,
  );
});

test("a lost word of the vocabulary is one problem, not one at each use", () => {
  const text = good.replace("down borrow (title: text,", "down borrow (title text,");
  assert.deepEqual(
    new Set(
      checked(text)
        .all.filter((p) => p.severity === "error")
        .map((p) => p.line),
    ),
    new Set([9]),
  );
});

test("a name that is not known is reported once, and nothing follows from it", () => {
  const text = good.replace("copy.pages > 0", "nothing.pages > 0 s");
  assert.deepEqual(
    checked(text)
      .all.filter((p) => p.severity === "error")
      .map((p) => p.code),
    ["unknown-name"],
  );
});

test("whatever is cut out of a text, checking it ends with problems and never throws", () => {
  const cut = fc.tuple(
    fc.nat(good.length),
    fc.nat(40),
    fc.constantFrom("", "}", "(", '"', " or ", "for each ", "?", "\n"),
  );
  fc.assert(
    fc.property(cut, ([at, length, instead]) => {
      const { all } = checked(good.slice(0, at) + instead + good.slice(at + length));
      for (const p of all) assert.ok(p.at <= p.end && p.message.length > 0, p.code);
    }),
    { numRuns: 200 },
  );
});
