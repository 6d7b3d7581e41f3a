// Side by side: nothing is lost, nothing changes its place, and what both saw stands together wherever it can.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event, Party } from "../../contract/event.ts";
import { createJudge } from "../../rules/judge.ts";
import { completeHeader } from "../record/header.ts";
import { loadSpec } from "../input/spec.ts";
import { beside, likeness, roleAbove, seenBy, type Side } from "./beside.ts";

const program = await loadSpec();
const parties: readonly Party[] = ["app", "os", "nic", "ndis"].map((role) => ({
  id: role,
  role,
  name: role,
  station: "",
  properties: {},
}));
const header = completeHeader({ custody: "record", version: 1, parties, fromStart: true });
assert.ok(typeof header !== "string");

/** Of every number a call of the application, with a packet indicated in front of it. */
function side(numbers: readonly number[]): Side {
  assert.ok(typeof header !== "string");
  const events = numbers.flatMap((to, i): readonly Event[] => [
    {
      seq: 3 * i + 1,
      time: 0,
      kind: "act",
      name: "allocates",
      from: "nic",
      args: { what: `packet${i}`, pool: "p" },
    },
    {
      seq: 3 * i + 2,
      time: 0,
      kind: "call",
      call: 2 * i + 1,
      name: "NdisMIndicateReceivePacket",
      from: "nic",
      to: "ndis",
      args: { packets: [`packet${i}`] },
      resources: { [`packet${i}`]: { status: "SUCCESS" } },
    },
    {
      seq: 3 * i + 3,
      time: i,
      kind: "call",
      call: 2 * i + 2,
      name: "seek",
      from: "app",
      to: "os",
      args: { file: "file1", to },
    },
  ]);
  return { header, events };
}

const put = (left: readonly number[], right: readonly number[]) =>
  beside(program, createJudge, "app", side(left), side(right));
const toOf = (event: Event | undefined): unknown => event?.args?.["to"];
const numbers = fc.array(fc.nat({ max: 3 }), { maxLength: 8 });

test("each column is its record, in its order, and what stands together is alike", () => {
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      const { pairs, agrees } = put(left, right);
      const column = (which: "left" | "right"): readonly unknown[] =>
        pairs.flatMap((pair) => (pair[which]?.seen === undefined ? [] : [toOf(pair[which].seen)]));
      assert.deepEqual([column("left"), column("right")], [left, right]);
      for (const { left: one, right: other } of pairs)
        if (one !== undefined && other !== undefined) assert.equal(toOf(one.seen), toOf(other.seen));
      assert.equal(agrees, JSON.stringify(left) === JSON.stringify(right));
      const together = pairs.filter(
        (pair) => pair.left?.seen !== undefined && pair.right !== undefined,
      ).length;
      assert.equal(together, longestCommon(left, right));
    }),
    { numRuns: 30 },
  );
});

test("what changed hands stands behind what was seen before it; one resource leaves the others out", () => {
  const { pairs } = put([1, 2], [1]);
  assert.deepEqual(
    pairs.map(({ left }) => left?.changes.map(({ holds }) => holds)),
    [[["packet0: nic"], ["packet0: ndis"]], [["packet1: nic"], ["packet1: ndis"]], []],
  );
  const one = beside(program, createJudge, "app", { ...side([1, 2]), resource: "packet1" }, side([1, 2]));
  assert.deepEqual(
    one.pairs.map(({ left }) => left?.changes.length),
    [0, 2, 0],
  );
  assert.deepEqual(
    one.pairs.map(({ right }) => right?.changes.length),
    [2, 2, 0],
  );
});

test("time, numbers and what happens below are nobody's business above", () => {
  const { events } = side([1]);
  assert.deepEqual(
    seenBy("app", parties, events).map(({ name }) => name),
    ["seek"],
  );
  const [seen] = seenBy("app", parties, events);
  assert.ok(seen !== undefined);
  assert.equal(likeness(seen), likeness({ ...seen, seq: 99, time: 7, call: 12 }));
  assert.notEqual(likeness(seen), likeness({ ...seen, args: { file: "file1", to: 2 } }));
  assert.deepEqual([roleAbove(side([1]), side([2])), roleAbove(side([1]), side([]))], ["app", undefined]);
});

function longestCommon(a: readonly number[], b: readonly number[]): number {
  const [first, ...rest] = a;
  if (first === undefined) return 0;
  const at = b.indexOf(first);
  return Math.max(longestCommon(rest, b), at < 0 ? 0 : 1 + longestCommon(rest, b.slice(at + 1)));
}
