// Laws of putting in place: nothing but names and places changes; every row of cases can be told from every other.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SourceFile } from "../../contract/syntax.ts";
import { parseFile } from "../parse.ts";
import { checkFiles } from "../program.ts";
import { declaration } from "../testing/trees.ts";
import { formOf } from "../walk.ts";
import { titled } from "./cases.ts";
import { copied } from "./copy.ts";
import { unfold } from "./unfold.ts";

const none = new Map<string, never>();

test("a copy in which no name stands for anything says the same, in new nodes", () => {
  fc.assert(
    fc.property(declaration, (tree) => {
      const copy = copied(tree, { values: none, fresh: none });
      assert.equal(formOf(copy), formOf(tree));
      assert.notEqual(copy, tree);
    }),
  );
});

test("names that are called otherwise and back again are as they were", () => {
  const there = new Map(["a", "b", "x", "n"].map((name) => [name, `${name}_here`]));
  const back = new Map([...there].map(([from, to]) => [to, from]));
  fc.assert(
    fc.property(declaration, (tree) => {
      const away = copied(tree, { values: none, fresh: there });
      assert.equal(formOf(copied(away, { values: none, fresh: back })), formOf(tree));
    }),
  );
});

test("a text without fragments and cases stays the same objects", () => {
  const files = [fileOf('receive "nothing" { parties nic }\n')];
  assert.equal(unfold(files).files[0], files[0]);
});

const value = fc.oneof(
  fc.nat({ max: 3 }).map((n) => String(n)),
  fc.constantFrom("YES", '"yes"', "x"),
);
const table = (names: string): fc.Arbitrary<{ names: string; rows: string[][] }> =>
  fc
    .uniqueArray(fc.array(value, { minLength: names.length, maxLength: names.length }), {
      minLength: 1,
      maxLength: 5,
      selector: (row) => row.join(),
    })
    .map((rows) => ({ names, rows }));

test("one run for each combination of rows, and the title tells which", () => {
  fc.assert(
    fc.property(table("ab"), table("c"), fc.constantFrom("t", "<a> t", "<c><b>"), (one, two, title) => {
      const lines = [one, two].map(
        ({ names, rows }) =>
          `  cases (${[...names].join(", ")}) in [${rows.map((row) => `(${row.join(", ")})`).join(", ")}]\n`,
      );
      const [file] = unfold([
        fileOf(`send "${title}" {\n${lines.join("")}  expect a = b or b = c\n}\n`),
      ]).files;
      const runs = (file?.declarations ?? []).flatMap((each) => (each.kind === "scenario" ? [each] : []));
      assert.equal(runs.length, one.rows.length * two.rows.length);
      for (const run of runs) {
        assert.equal(run.row?.title, title);
        assert.deepEqual(
          run.row?.values.map(({ name }) => name),
          ["a", "b", "c"],
        );
        assert.equal(run.title, titled(title, run.row?.values ?? []));
        for (const { text } of run.row?.values ?? []) assert.ok(run.title.includes(text));
        assert.doesNotMatch(run.title, /<[abc]>/);
      }
      // a text and a name may look alike in a title; all else is told apart
      if (title === "t" && ![...one.rows, ...two.rows].flat().includes('"yes"'))
        assert.equal(new Set(runs.map((run) => run.title)).size, runs.length);
    }),
  );
});

const library = `vocabulary v {
  role a
  role b
  boundary a / b { down Say(n: int, what: thing) returns count: int }
}
resource thing { size: int }
`;

test("two uses of one fragment share nothing but what they are given", () => {
  const { program, problems } = checked(`
fragment say(thing t, int n) {
  a -> b Say(n, ?t) returns ?count
  expect count = n
}
send "twice" {
  parties a, b
  do say(?x, 1)
  do say(?y(size = 3), 2)
  expect x != y
}
`);
  assert.deepEqual(problems, []);
  const form = formOf(program.scenarios[0]?.steps);
  for (const name of ["x", "y", "count.say1", "count.say2"])
    assert.ok(form.includes(`"name":"${name}"`), name);
  assert.doesNotMatch(form, /"name":"(?:t|count)"/);
});

test("what is put in place knows where it is written", () => {
  const text = `
fragment inner(int n) { a -> b Say(n) }
fragment outer(int m) { do inner(m) }
send "once" {
  parties a, b
  do outer(7)
}
`;
  const { program } = checked(text);
  const step = program.scenarios[0]?.steps.at(-1);
  assert.ok(step?.kind === "do" && program.written(step) === undefined);
  const [outer] = step.steps ?? [];
  assert.ok(outer?.kind === "do");
  const [said] = outer.steps ?? [];
  assert.ok(said?.kind === "event");
  assert.deepEqual(program.place(said.pattern), { file: "a", line: 8, column: 25 });
  const by = program.written(said.pattern)?.by;
  assert.ok(by !== undefined);
  assert.equal(program.place(by).line, 9);
  assert.equal(program.written(by)?.by.name, "outer");
  const [arg] = said.pattern.args;
  assert.ok(arg?.value.kind === "number" && arg.value.value === 7);
});

test("a fragment may be written behind its use, and a circle ends", () => {
  const { problems } = checked(`
send "once" {
  parties a, b
  do say()
}
fragment say() { do say() }
`);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["fragment-cycle"],
  );
});

function fileOf(text: string): SourceFile {
  const { file, problems } = parseFile("a", text);
  assert.deepEqual(problems, []);
  return file;
}

const checked = (text: string): ReturnType<typeof checkFiles> => checkFiles([fileOf(library + text)]);
