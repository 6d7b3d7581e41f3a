// Custody: titles, shares, loans, homes, ends, parts, and findings where somebody takes what is not his.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, back, call, parties, run, smallProgram, type Short } from "../testing/small.ts";

const program = smallProgram("");
const found = (events: readonly Short[], setting = {}): readonly string[] =>
  run(program, events, setting)
    .end("quiet")
    .findings.map(
      (f) =>
        `${f.rule} ${f.blames} ${f.seq}${f.consequenceOf === undefined ? "" : ` after ${f.consequenceOf}`}`,
    );

const offered = [call(1, "maker", "offer", "keeper", { boxes: ["b"] }), back(1, "keeper", "offer", "maker")];
const shown = (id: number, user: string, count: number, inside: readonly Short[] = []): readonly Short[] => [
  call(id, "keeper", "show", user, { box: "b" }),
  ...inside,
  back(id, user, "show", "keeper", { count }),
];
const hand = (id: number, user: string): readonly Short[] => [
  call(id, user, "hand", "keeper", { box: "b" }),
  back(id, "keeper", "hand", user),
];
const returned = [
  call(90, "keeper", "giveBack", "maker", { box: "b" }),
  back(90, "maker", "giveBack", "keeper"),
];

test("the title goes out and comes home", () => {
  const judge = run(program, [...offered]);
  assert.deepEqual(judge.holders("b"), [["keeper", "title"]]);
  assert.equal(judge.isHome("b"), false);
  const home = run(program, [...offered, ...returned]);
  assert.equal(home.isHome("b"), true);
  assert.equal(home.owns("maker", "b"), true);
  assert.deepEqual(home.findings(), []);
});

test("what its maker ends at home is home: whether it is kept is nobody else's affair", () => {
  const home = run(program, [...offered, ...returned, act("maker", "frees", { what: "b" })]);
  assert.deepEqual([home.isHome("b"), home.owns("maker", "b")], [true, false]);
  const away = run(program, [...offered, act("maker", "frees", { what: "b" })]);
  assert.equal(away.isHome("b"), false);
});

test("what is handed over twice in one call is handed over twice", () => {
  const twice = [call(1, "maker", "offer", "keeper", { boxes: ["b", "b"] })];
  assert.deepEqual(found(twice), ["CUSTODY-box maker 1"]);
  assert.deepEqual(found([call(1, "maker", "offer", "keeper", { boxes: ["b", "c"] })]), []);
});

test("a user reads while it is shown to him, and behind it only with a share", () => {
  assert.deepEqual(found([...offered, ...shown(2, "A", 0, [act("A", "reads", { what: "b" })])]), []);
  assert.deepEqual(found([...offered, ...shown(2, "A", 0), act("A", "reads", { what: "b" })]), [
    "CUSTODY-box A 5",
  ]);
  assert.deepEqual(found([...offered, ...shown(2, "A", 1), act("A", "reads", { what: "b" })]), []);
  assert.deepEqual(found([...offered, ...shown(2, "A", 1), act("A", "writes", { what: "b" })]), [
    "CUSTODY-box A 5",
  ]);
});

test("shares may be promised while the loan runs, and must come out when it ends", () => {
  const early = hand(3, "A");
  assert.deepEqual(found([...offered, ...shown(2, "A", 1, early), ...returned]), []);
  assert.deepEqual(found([...offered, ...shown(2, "A", 0, early)]), ["CUSTODY-box A 6"]);
  const judge = run(program, [...offered, call(2, "keeper", "show", "A", { box: "b" }), ...early]);
  assert.deepEqual(judge.holders("b"), [
    ["keeper", "title"],
    ["A", "loan, read only"],
  ]);
});

test("a share is handed in once; the first breach is the finding, later ones on the box are its consequences", () => {
  const twice = [...offered, ...shown(2, "A", 1), ...hand(3, "A"), ...hand(4, "A")];
  assert.deepEqual(found(twice), ["CUSTODY-box A 7"]);
  assert.deepEqual(found([...twice, act("B", "reads", { what: "b" })]), [
    "CUSTODY-box A 7",
    "CUSTODY-box B 9 after 0",
  ]);
});

test("nobody gives away what others have shares of, or what is only lent to him", () => {
  assert.deepEqual(found([...offered, ...shown(2, "A", 1), ...returned]), ["CUSTODY-box keeper 5"]);
  const glass = { resources: { b: { colour: "glass" } } };
  const lent = [call(1, "maker", "offer", "keeper", { boxes: ["b"] }, glass), ...returned];
  assert.deepEqual(found(lent), ["CUSTODY-box keeper 2"]);
  assert.equal(
    run(program, lent.slice(0, 1)).owns("keeper", "b"),
    true,
    "a loan that is not read only is owned",
  );
  assert.equal(
    run(program, lent.slice(0, 1)).owns("maker", "b"),
    false,
    "the lender does not own while the loan runs",
  );
  assert.equal(
    run(program, [...lent.slice(0, 1), back(1, "keeper", "offer", "maker")]).owns("maker", "b"),
    true,
  );
});

test("the first move whose condition holds is taken, per resource", () => {
  const two = call(
    1,
    "maker",
    "offer",
    "keeper",
    { boxes: ["b", "b2"] },
    { resources: { b: { colour: "glass" }, b2: { colour: "red" } } },
  );
  const judge = run(program, [two]);
  assert.deepEqual(judge.holders("b"), [
    ["maker", "title"],
    ["keeper", "loan"],
  ]);
  assert.deepEqual(judge.holders("b2"), [["keeper", "title"]]);
});

test("use after the end is told from an unknown name, and a new beginning is no double", () => {
  const life = [act("maker", "allocates", { what: "b" }), act("maker", "frees", { what: "b" })];
  assert.deepEqual(found([...life, act("maker", "reads", { what: "b" })]), ["CUSTODY-box maker 3"]);
  assert.deepEqual(found([...life, act("maker", "frees", { what: "b" })]), ["CUSTODY-box maker 3"]);
  assert.deepEqual(found([...life, ...life, act("keeper", "allocates", { what: "b" })]), []);
  assert.deepEqual(
    found([act("maker", "allocates", { what: "b" }), act("keeper", "allocates", { what: "b" })]),
    ["CUSTODY-box keeper 2"],
  );
});

test("first sighting accuses only in a record that claims to begin at the beginning", () => {
  assert.deepEqual(found(offered), []);
  assert.deepEqual(found(offered, { fromStart: true }), ["CUSTODY-box maker 1"]);
  assert.deepEqual(found([act("maker", "allocates", { what: "b" }), ...offered], { fromStart: true }), []);
});

test("a part is held by whoever holds the whole", () => {
  const slips = { resources: { b: { slips: ["s1"] } } };
  const events = [act("maker", "writes", { what: "b" }, slips), ...offered];
  assert.equal(run(program, events).holds("keeper", "s1"), true);
  assert.deepEqual(found([...events, act("maker", "reads", { what: "s1" })]), ["CUSTODY-slip maker 4"]);
  const both = [...events, act("maker", "reads", { what: "s1" }), act("maker", "reads", { what: "b" })];
  assert.deepEqual(found(both), ["CUSTODY-slip maker 4", "CUSTODY-box maker 5 after 0"]);
});

test("a breach of a clone follows from one of its original", () => {
  const clone = act("keeper", "writes", { what: "b2" }, { resources: { b2: { twin: "b", colour: "red" } } });
  const events = [...offered, clone, act("A", "reads", { what: "b" }), act("B", "reads", { what: "b2" })];
  assert.deepEqual(found(events), ["CUSTODY-box A 4", "CUSTODY-box B 5 after 0"]);
});

test("a count that is not in the record leaves the shares unclear and accuses nobody", () => {
  const events = [
    ...offered,
    call(2, "keeper", "show", "A", { box: "b" }),
    back(2, "A", "show", "keeper", {}),
    ...hand(3, "A"),
    ...hand(4, "A"),
  ];
  assert.deepEqual(found([...events, act("A", "reads", { what: "b" }), ...returned]), []);
});

test("moves across a boundary that was not watched are taken as having happened", () => {
  const events = [
    act("keeper", "writes", { what: "b" }),
    ...shown(2, "A", 1),
    act("maker", "writes", { what: "b" }),
  ];
  assert.deepEqual(found(events), ["CUSTODY-box maker 4"]);
  assert.deepEqual(found(events, { watched: ["user/keeper"] }), []);
});

test("a nested loan is lent on and ends with its own call", () => {
  const judge = run(program, [
    ...offered,
    ...shown(2, "A", 1),
    call(3, "A", "borrow", "keeper", { box: "b" }),
  ]);
  assert.equal(judge.holds("A", "b"), true);
  assert.ok(
    judge.findings().every((f) => f.blames === "A"),
    "A may only read it, so he cannot lend it for writing",
  );
  assert.equal(judge.findings().length, 1);
});

test("every party of the small world is one of its roles", () => {
  for (const party of parties) assert.ok(program.roles.has(party.role));
});
