// Cases through the runner: every row is played, each under a name of its own, and any one of them can be found again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadWithSpec } from "./input/load.ts";
import { readToken } from "./play/token.ts";
import { scenarioOfDigest, scenariosIn } from "./finding-scenarios.ts";
import { scenarioDigest } from "./play/scenario-digest.ts";
import { Session, TextProblems } from "./session.ts";

const file = "features/exchange/ranges.custody";
const title = "reading <count> from <offset> on of a hundred bytes brings <got>";
const open = (): Promise<Session> => Session.open({ target: "reference", roles: [], seed: 1 });

test("the title as it is written plays every row, the title filled in plays one", async () => {
  const session = await open();
  const all = session.play(file, title);
  assert.equal(all.length, 6);
  assert.equal(new Set(all.map(({ result }) => result.title)).size, 6);
  assert.ok(all.every(({ result }) => result.status === "passed"));
  const one = session.play(file, "reading 10 from 99 on of a hundred bytes brings 1");
  assert.deepEqual(
    one.map(({ result }) => result.title),
    ["reading 10 from 99 on of a hundred bytes brings 1"],
  );
  assert.throws(() => session.play(file, "reading 11 from 99 on"), /has no scenario/);
});

test("the token of a row finds that row again", async () => {
  const session = await open();
  for (const { result } of session.play(file, title)) {
    const replay = readToken(result.token());
    assert.equal(replay?.scenario, result.title);
    const found = scenarioOfDigest(replay?.digest ?? "", result.title, replay?.rules ?? "");
    assert.equal(found.scenario.title, result.title);
  }
});

test("a text of its own plays every row of its only scenario", async () => {
  const text = (rows: string): string => `receive "<n> times" {
  parties nic, ndis, protocol P
  cases n in [${rows}]
  nic -> ndis NdisMIndicateReceivePacket([?p]) { ndis -> P ProtocolReceivePacket(p) returns n }
}
`;
  const session = await open();
  const played = session.play("a.feature#3", undefined, undefined, text("0, 1, 2"));
  assert.deepEqual(
    played.map(({ result }) => [result.title, result.status]),
    [0, 1, 2].map((n) => [`${n} times`, "passed"]),
  );
  assert.throws(
    () => session.play("b.feature#3", undefined, undefined, text("0, 0")),
    (error) => error instanceof TextProblems && error.problems.some(({ code }) => code === "case-twice"),
  );
});

test("a mistake in a fragment stops the scenarios that do it, and no others", async () => {
  const wrong =
    'fragment show(packet p) { ndis -> nic NdisMIndicateReceivePacket([p]) }\nreceive "a" { parties nic, ndis; nic -> ndis NdisMIndicateReceivePacket([?p]); do show(p) }\n';
  const session = await open();
  assert.throws(
    () => session.play("c.feature#1", undefined, undefined, wrong),
    (error) =>
      error instanceof TextProblems && error.problems.every(({ code }) => code === "wrong-direction"),
  );
});

test("the digest of a scenario changes with the fragments that it does", () => {
  const digestOf = (n: number): string => {
    const text = `fragment show(packet p) {
  nic -> ndis NdisMIndicateReceivePacket([?p]) { ndis -> protocol ProtocolReceivePacket(p) returns ${n} }
}
receive "a" { parties nic, ndis, protocol; do show(?p) }
`;
    const { program } = loadWithSpec([], new Map([["d", text]]));
    const [scenario] = program.scenarios;
    assert.ok(scenario !== undefined);
    return scenarioDigest(program, scenario);
  };
  assert.notEqual(digestOf(1), digestOf(2));
  assert.equal(digestOf(1), digestOf(1));
});

test("on the command line a title as written, filled in, or a part of one", () => {
  assert.equal(scenariosIn(`${file}:${title}`).length, 6);
  assert.equal(scenariosIn(`${file}:reading 10 from 99`).length, 1);
  assert.equal(scenariosIn(`${file}:reading 10`).length, 5);
});
