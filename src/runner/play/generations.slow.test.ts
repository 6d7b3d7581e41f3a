// One intent over two generations of drivers: whichever NIC and binding are below, those above see the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createJudge } from "../../rules/judge.ts";
import { beside, likeness, seenBy, type Side } from "../check/beside.ts";
import { completeHeader } from "../record/header.ts";
import type { Play } from "./play.ts";
import { scenarios } from "./testing/scenarios.ts";

const { program, of, play } = await scenarios();
const cases = of("exchange").filter(({ row }) => row?.title.startsWith("a remote read through NDIS"));

const sends = {
  5: ["NdisSend", "MiniportSendPackets", "NdisMSendComplete", "ProtocolSendComplete"],
  6: [
    "NdisSendNetBufferLists",
    "MiniportSendNetBufferLists",
    "NdisMSendNetBufferListsComplete",
    "ProtocolSendNetBufferListsComplete",
  ],
};
const receives = {
  5: ["NdisMIndicateReceivePacket", "ProtocolReceivePacket", "MiniportReturnPacket"],
  6: ["NdisMIndicateReceiveNetBufferLists", "ProtocolReceiveNetBufferLists", "MiniportReturnNetBufferLists"],
};

test("what the application sees does not depend on the generation below, in another order of moments either", () => {
  assert.deepEqual(
    cases.map(({ title }) => title.match(/\d/gu)?.join()),
    ["5,5", "6,5", "5,6", "6,6"],
  );
  const runs = cases.map((scenario) => play(scenario, { seed: 2, moments: "any" }));
  const seen = runs.map(({ result }) => seenBy("app", result.parties, result.events).map(likeness));
  assert.equal(seen[0]?.length, 8);
  for (const one of seen) assert.deepEqual(one, seen[0]);
  for (const [at, { title }] of cases.entries())
    for (const [i, station] of ["WS", "SRV"].entries())
      for (const way of [sends, receives])
        for (const generation of [5, 6] as const) {
          const said = wordsAt(station, runs[at]).filter((name) => way[generation].includes(name));
          const isOwn = title.match(/\d/gu)?.[i] === `${generation}`;
          assert.deepEqual(new Set(said), new Set(isOwn ? way[generation] : []), `${title} at ${station}`);
        }
});

const wordsAt = (station: string, run: Play | undefined): readonly string[] =>
  (run?.result.events ?? []).filter(({ from }) => from.startsWith(`${station}.`)).map(({ name }) => name);

test("a frame that is sent and one that is received have their custody chains side by side", () => {
  const [five, , , six] = cases.map((scenario) => play(scenario));
  assert.ok(five !== undefined && six !== undefined);
  for (const [n, way] of [
    [1, sends],
    [2, receives],
  ] as const) {
    const { agrees, pairs } = beside(
      program,
      createJudge,
      "app",
      side(five, `packet${n}`),
      side(six, `nbl${n}`),
    );
    const moved = (which: "left" | "right"): readonly string[] =>
      pairs.flatMap((pair) => pair[which]?.changes ?? []).map(({ event }) => event.name);
    assert.ok(agrees);
    for (const name of way[5]) assert.ok(moved("left").includes(name), `${name} in ${moved("left").join()}`);
    for (const name of way[6])
      assert.ok(moved("right").includes(name), `${name} in ${moved("right").join()}`);
  }
});

function side({ result: { parties, events } }: Play, resource: string): Side {
  const header = completeHeader({ parties, fromStart: true });
  assert.ok(typeof header !== "string");
  return { header, events, resource };
}
