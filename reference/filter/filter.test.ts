import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first, seeded } from "../drive.ts";
import type { Said } from "../drive.ts";
import { keepsTheLaws } from "../laws.ts";
import { ndis } from "../ndis/index.ts";
import { nic } from "../nic/index.ts";
import { protocol } from "../protocol/index.ts";
import { texts } from "../words.ts";
import { filter } from "./index.ts";

const said = (name: string, args: Args): In => ({ k: "call", name, from: "ndis1", args });
const begun = (name: string, args: Args): In => ({ k: "do", name, to: "ndis1", args });
const resources = {
  a: { fields: { id: 7, source: "x", status: "PENDING" }, data: "abc" },
  b: { fields: {}, data: "" },
};

test("the laws", () => {
  for (const CancelHandler of [true, false])
    keepsTheLaws({
      layer: filter,
      self: "filter",
      properties: { CancelHandler },
      resources,
      inputs: [
        said("FilterAttach", { filter: "h" }),
        said("FilterRestart", {}),
        begun("NdisFRestartComplete", { status: "SUCCESS" }),
        said("FilterSendNetBufferLists", { lists: ["a", "b"] }),
        said("FilterCancelSendNetBufferLists", { id: 7 }),
        begun("NdisFSendNetBufferLists", { lists: null }),
        said("FilterSendNetBufferListsComplete", { lists: ["b", "nbl1"] }),
        begun("NdisFSendNetBufferListsComplete", { lists: null }),
        said("FilterReceiveNetBufferLists", { lists: ["a", "b"], count: 2, flags: ["RESOURCES"] }),
        said("FilterReceiveNetBufferLists", { lists: ["a", "b"], count: 2, flags: [] }),
        begun("NdisFIndicateReceiveNetBufferLists", { lists: null }),
        said("FilterReturnNetBufferLists", { lists: ["a", "nbl1"] }),
        begun("NdisFReturnNetBufferLists", { lists: null }),
        said("FilterPause", {}),
        begun("NdisFPauseComplete", {}),
        said("FilterDetach", {}),
      ],
    });
});

const column = (choose: (count: number) => number, filters: readonly string[]): Drive =>
  new Drive(
    [
      { id: "P", role: "protocol", layer: protocol, properties: { generation: 6 } },
      ...filters.map((id) => ({ id, role: "filter", layer: filter })),
      { id: "ndis", role: "ndis", layer: ndis },
      { id: "nic", role: "nic", layer: nic, properties: { generation: 6 } },
    ],
    choose,
  );
const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);
const listsOf = (all: readonly Said[]): readonly string[] =>
  all.flatMap(({ args }) => texts(args, "lists")).toSorted();
const heard = (drive: Drive, word: string): readonly string[] =>
  calls(drive, word).map(({ to, args }) => `${to} ${texts(args, "lists").join("+")}`);

test("sends pass from the top down and come back from the bottom up", () => {
  const drive = column(first, ["F", "G"]);
  assert.ok(drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [null, null] }));
  drive.run();
  assert.deepEqual(heard(drive, "FilterSendNetBufferLists"), ["F nbl1+nbl2", "G nbl1+nbl2"]);
  assert.deepEqual(heard(drive, "FilterSendNetBufferListsComplete"), ["G nbl1+nbl2", "F nbl1+nbl2"]);
  assert.deepEqual(heard(drive, "ProtocolSendNetBufferListsComplete"), ["P nbl1+nbl2"]);
});

test("what is indicated passes from the bottom up and comes home from the top down", () => {
  const drive = column(first, ["F", "G"]);
  assert.ok(drive.begin("nic", "NdisMIndicateReceiveNetBufferLists", "ndis", { lists: [null], flags: [] }));
  drive.run();
  assert.deepEqual(heard(drive, "FilterReceiveNetBufferLists"), ["G nbl1", "F nbl1"]);
  assert.deepEqual(heard(drive, "FilterReturnNetBufferLists"), ["F nbl1", "G nbl1"]);
  assert.deepEqual(heard(drive, "MiniportReturnNetBufferLists"), ["nic nbl1"]);
});

test("in any order of things every send ends at its sender once, and every received list comes home once", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const drive = column(seeded(seed), ["F", "G"].slice(seed % 2));
    drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [null, null] });
    drive.begin("nic", "NdisMIndicateReceiveNetBufferLists", "ndis", { lists: [null], flags: [] });
    drive.begin("G", "NdisFSendNetBufferLists", "ndis", { lists: [null] });
    drive.begin("G", "NdisFIndicateReceiveNetBufferLists", "ndis", { lists: [null] });
    drive.run();
    drive.begin("nic", "NdisMIndicateReceiveNetBufferLists", "ndis", { lists: [null], flags: ["RESOURCES"] });
    drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [null] });
    drive.run();
    const sent = listsOf(calls(drive, "NdisSendNetBufferLists"));
    assert.deepEqual(listsOf(calls(drive, "ProtocolSendNetBufferListsComplete")), sent, `seed ${seed}`);
    const given = calls(drive, "NdisMIndicateReceiveNetBufferLists").filter(
      ({ args }) => texts(args, "flags").length === 0,
    );
    assert.deepEqual(listsOf(calls(drive, "MiniportReturnNetBufferLists")), listsOf(given), `seed ${seed}`);
    assert.deepEqual(drive.notes, [], `seed ${seed}`);
    const leftovers = [...drive.store.keys()].filter((id) => {
      const source = drive.store.get(id)?.fields["source"];
      return typeof source === "string" && source.startsWith("filter:");
    });
    assert.deepEqual(leftovers, [], `seed ${seed}: a filter frees its own`);
  }
});

test("a list that the filter does not have is not passed on by NDIS", () => {
  const drive = column(first, ["F"]);
  drive.hear("ndis", "NdisFSendNetBufferListsComplete", "F", { lists: ["nbl9"] });
  drive.hear("ndis", "NdisFReturnNetBufferLists", "F", { lists: ["nbl9"] });
  drive.run();
  assert.deepEqual(drive.notes, [
    "ndis: NdisFSendNetBufferListsComplete: nbl9 is not F's to hand on",
    "ndis: NdisFReturnNetBufferLists: nbl9 is not F's to hand on",
  ]);
  assert.deepEqual(calls(drive, "ProtocolSendNetBufferListsComplete"), []);
  assert.deepEqual(calls(drive, "MiniportReturnNetBufferLists"), []);
});
