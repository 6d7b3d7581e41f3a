// Who is to blame among several roles, and the shortest text that tells two implementations apart.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadWithSpec } from "../input/load.ts";
import { kitRoot } from "../kit.ts";
import { reference, targetNamed } from "../subjects.ts";
import { bisect, type Bisected } from "./bisect.ts";
import { compare, differs, showsWhat, type Contest } from "./compare.ts";
import { shortened } from "./shorten.ts";

const { program } = loadWithSpec(["features/receive/shared-packets.custody"]);
const scenario = program.scenarios.find(({ title }) => title === "two clients share one packet");
assert.ok(scenario !== undefined);
const of = { program, scenario };
const kit = (await reference()).subject;

async function bisected(target: string, roles: readonly string[]): Promise<Bisected> {
  const { subject } = await targetNamed(target);
  return bisect({ ...of, kit, subject, target, roles, seed: 1 });
}

async function contest(first: string, second: string, roles: readonly string[]): Promise<Contest> {
  const [one, other] = [await targetNamed(first), await targetNamed(second)];
  return {
    kit,
    roles,
    seeds: [1, 2],
    contenders: [
      { target: first, subject: one.subject },
      { target: second, subject: other.subject },
    ],
  };
}

const all = ["nic", "ndis", "protocol", "filter"];

test("the one wrong role is named, whatever else the target plays and in whatever order", async () => {
  for (const roles of [all, all.toReversed()]) {
    const { guilty, tried } = await bisected("mutant:ndis-gives-back-twice", roles);
    assert.deepEqual(guilty, [["ndis"]]);
    assert.equal(tried.length, 3, "who does not take part is not replaced");
  }
});

test("two that are wrong independently are named together", async () => {
  const { guilty } = await bisected("mutant:nic-refills-packet-that-is-out-and-ndis-gives-back-twice", all);
  assert.deepEqual(guilty, [["nic", "ndis"]]);
});

test("who keeps the rules is not taken apart", async () => {
  assert.deepEqual(await bisected("reference", all).then(({ tried, guilty }) => [tried, guilty]), [[], []]);
});

test("one implementation does not differ from itself, and differs from a wrong one both ways round", async () => {
  const wrong = "mutant:ndis-gives-back-twice";
  for (const target of ["reference", wrong])
    assert.ok(!differs(compare(await contest(target, target, ["ndis"]), of)));
  const found = compare(await contest("reference", wrong, ["ndis"]), of);
  const back = compare(await contest(wrong, "reference", ["ndis"]), of);
  assert.deepEqual(
    found.verdicts.map(({ what }) => what),
    ["scenario", "RCV-PKT-15", "scenario", "RCV-PKT-15"],
  );
  assert.deepEqual(
    back.verdicts.map(({ first, second, ...rest }) => ({ ...rest, first: second, second: first })),
    found.verdicts,
  );
});

test("the shortest text shows the same, and without any of its steps it does not", async () => {
  const both = await contest("reference", "mutant:ndis-gives-back-twice", ["ndis"]);
  const shows = showsWhat(compare(both, of));
  const short = shortened(of, (one) => shows(compare(both, one)));
  assert.ok(short.text.length < 250, short.text);
  assert.ok(shows(compare(both, short)));
  const again = shortened(short, (one) => shows(compare(both, one)));
  assert.equal(again.text, short.text);
});

test("a program is compared by what it chooses, too", async () => {
  const stranger = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const both = await contest("reference", `exec:'${process.execPath}' '${stranger}' nothing`, ["protocol"]);
  const later = program.scenarios.find(({ title }) => title === "answered first, handed on afterwards");
  assert.ok(later !== undefined);
  const { verdicts, choices } = compare(both, { program, scenario: later });
  both.contenders[1].subject.close?.();
  assert.deepEqual(verdicts, []);
  assert.deepEqual(
    choices.map(({ what }) => what),
    ["RCV-PKT-21"],
  );
});
