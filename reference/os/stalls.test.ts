import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { back } from "../words.ts";
import { answerLate, armStall, stalling, stallOver } from "./stalls.ts";
import type { Stalls } from "./stalls.ts";

const unseen = {} as View;
const answered = back({ status: 0 });
const reads = stalling<Stalls>((state) => [state, [answered]]);
const read = (count: number) => ({ k: "call", name: "file_read", from: "server", args: { count } }) as const;
const armed = (args: Args): Stalls =>
  armStall({ stalls: [], late: [] }, { k: "fault", name: "stalls", args })[0];
const slow = { what: { want: { word: "file_read", count: 4 } }, for: 50_000 };

test("a call that is meant is answered when its time is over, and only once", () => {
  const [waiting, outs] = reads(armed(slow), read(4), unseen);
  assert.deepEqual(outs, [
    { k: "befell", fault: "stalls" },
    { k: "timer", after: 50_000, name: "stall 1" },
    { k: "wait", tag: "stall 1" },
  ]);
  assert.deepEqual(stallOver(waiting, ["1"])[1], [{ k: "wake", tag: "stall 1" }]);
  const [after, late] = answerLate(waiting, ["1"]);
  assert.deepEqual(late, [answered]);
  assert.deepEqual(after, { stalls: [], late: [] });
  assert.deepEqual(reads(after, read(4), unseen)[1], [answered]);
});

test("another call is answered at once", () => {
  assert.deepEqual(reads(armed(slow), read(5), unseen)[1], [answered]);
});

test("two that wait are told apart; a fault without end stays", () => {
  const [one] = reads(armed({ ...slow, times: -1 }), read(4), unseen);
  const [two, outs] = reads(one, read(4), unseen);
  assert.deepEqual(outs.at(-1), { k: "wait", tag: "stall 2" });
  assert.equal(two.stalls.length, 1);
});
