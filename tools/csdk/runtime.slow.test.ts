// The parts of the C runtime that no worked example needs: time, work items, DPCs, events, locks, levels, IRPs, and the ways of protection.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { peer } from "../peer.ts";
import { driver, testSource } from "./compile.ts";
import { begun, spoken, timer, type Line, type Said } from "./lines.ts";

function tried(
  t: TestContext,
  trial: string,
  more: readonly Line[] = [],
  environment: Readonly<Record<string, string>> = {},
): Said | undefined {
  const compiler = peer(t, "gcc");
  if (compiler === undefined) return undefined;
  return spoken(driver(compiler, [testSource("kernel")]), "P", [begun(trial), ...more], environment);
}

const idles = ({ lines }: Said): readonly unknown[] =>
  lines.filter(({ kind }) => kind === "idle").map(({ after }) => after);

test("timers fire in the kit's time, once, at DISPATCH_LEVEL; one that is cancelled does not", (t) => {
  const said = tried(t, "timers", [timer(5000), timer(10_000)]);
  if (said === undefined) return;
  assert.deepEqual(said.notes, [
    "PASSIVE set again",
    "PASSIVE cancelled",
    "PASSIVE not twice",
    "DISPATCH early",
    "DISPATCH late",
  ]);
  assert.deepEqual(idles(said), [undefined, 5000, 5000, undefined]);
});

test("a periodic timer goes on", (t) => {
  const said = tried(t, "periodic", [timer(3000), timer(5000), timer(7000)]);
  if (said === undefined) return;
  assert.deepEqual(
    said.notes,
    Array.from({ length: 3 }, () => "DISPATCH tick"),
  );
  assert.deepEqual(idles(said), [undefined, 3000, 2000, 2000, 2000]);
});

test("a work item runs later and at PASSIVE_LEVEL, a DPC at DISPATCH_LEVEL and once, one that is removed not at all", (t) => {
  const worked = tried(t, "work item");
  if (worked === undefined) return;
  assert.deepEqual(worked.notes, ["PASSIVE queued", "PASSIVE work"]);
  assert.deepEqual(tried(t, "dpcs")?.notes, ["PASSIVE queued once", "DISPATCH dpc"]);
});

test("a wait for an event ends with the event or with its time", (t) => {
  const said = tried(t, "events", [timer(4000)]);
  if (said === undefined) return;
  assert.deepEqual(said.notes, ["PASSIVE timed out", "DISPATCH sets", "PASSIVE woken"]);
  assert.deepEqual(idles(said), [undefined, 4000, undefined]);
});

test("where a lock is taken or released the kit says who goes on", (t) => {
  const answered = (...values: readonly number[]) =>
    values.map((value, i) => ({ kind: "result", ask: `p${i + 1}`, value }));
  const orders = [tried(t, "locks", answered(0, 0, 0, 0)), tried(t, "locks", answered(1, 0, 0, 0))];
  const [first, second] = orders;
  if (first === undefined || second === undefined) return;
  assert.deepEqual(first.notes, ["DISPATCH first has it", "PASSIVE first is out", "DISPATCH second has it"]);
  assert.deepEqual(second.notes, ["DISPATCH second has it", "DISPATCH first has it", "PASSIVE first is out"]);
  const picks = first.lines.filter(({ kind }) => kind === "pick");
  assert.deepEqual(picks[0], { kind: "pick", ask: "p1", from: "P", name: "schedule", options: [0, 1] });
});

const wrong: readonly (readonly [trial: string, message: RegExp])[] = [
  ["freed timer", /^a timer is freed that is set, at kernel\.c:\d+ in FreedTimer$/u],
  ["work twice", /^a work item is queued that is queued already, at kernel\.c:\d+ in WorkTwice$/u],
  ["wait at dispatch", /^NdisWaitEvent at DISPATCH_LEVEL, at kernel\.c:\d+ in WaitAtDispatch$/u],
  ["raised downwards", /^the level is raised from 2 to 0, at kernel\.c:\d+ in RaisedDownwards$/u],
  ["dpr at passive", /as at DISPATCH_LEVEL, and the level is 0, at kernel\.c:\d+ in DprAtPassive$/u],
  ["released twice", /^a spin lock is released that nobody has, at kernel\.c:\d+ in ReleasedTwice$/u],
  ["freed twice", /^memory is freed a second time, at kernel\.c:\d+ in FreedTwice$/u],
  ["failed assertion", /^an assertion of the driver: Nothing != .*kernel\.c:\d+$/u],
  ["irp twice", /^an IRP is completed a second time, at kernel\.c:\d+ in IrpTwice$/u],
  [
    "irp touched",
    /^writes data of memory, which the I\/O manager has since IoCompleteRequest, given away at kernel\.c:\d+ in Complete, at kernel\.c:\d+ in IrpTouched$/u,
  ],
];
for (const [trial, message] of wrong)
  test(`${trial}: an error with its place`, (t) => {
    const said = tried(t, trial);
    if (said !== undefined) assert.match(said.error ?? "no error", message);
  });

test("an IRP is sent, completed, cancelled", (t) => {
  const said = tried(t, "irps");
  if (said === undefined) return;
  assert.deepEqual(said.notes, [
    "PASSIVE write",
    "PASSIVE done",
    "PASSIVE cancelled",
    "PASSIVE done, cancelled",
  ]);
  assert.equal(said.error, undefined);
});

test("where the machine has no more room for closed pages poison takes over, which is said, and nothing stays closed", (t) => {
  const said = tried(t, "islands");
  if (said === undefined) return;
  assert.match(said.log, /^custody: no more room for protected areas: .*\(poison\)$/mu);
  assert.deepEqual(said.notes, ["PASSIVE through"]);
  assert.equal(said.error, undefined);
});
