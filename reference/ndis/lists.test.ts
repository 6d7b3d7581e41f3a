import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first, seeded } from "../drive.ts";
import type { Said } from "../drive.ts";
import { keepsTheLaws } from "../laws.ts";
import { nic } from "../nic/index.ts";
import { protocol } from "../protocol/index.ts";
import { integer, texts } from "../words.ts";
import { ndis } from "./index.ts";

const said = (name: string, from: string, args: Args): In => ({ k: "call", name, from, args });

test("the laws, with lists", () => {
  for (const copiesLowResources of [false, true])
    keepsTheLaws({
      layer: ndis,
      self: "ndis",
      properties: { generation: 6, copiesLowResources },
      resources: { a: { fields: { frameType: 1 }, data: "abc" }, b: { fields: {}, data: "" } },
      inputs: [
        said("NdisMIndicateReceiveNetBufferLists", "nic1", { lists: ["a", "b"], flags: ["RESOURCES"] }),
        said("NdisMIndicateReceiveNetBufferLists", "nic1", { lists: ["a", "b"], flags: [] }),
        said("NdisReturnNetBufferLists", "protocol1", { lists: ["a", "b", "c"] }),
        said("NdisReturnNetBufferLists", "protocol2", { lists: ["nbl1", "a"] }),
        { k: "do", name: "MiniportReturnNetBufferLists", to: "nic1", args: { lists: null } },
      ],
    });
});

type Types = readonly number[];
const column = (choose: (count: number) => number, types: readonly Types[], properties: Args = {}): Drive =>
  new Drive(
    [
      { id: "nic", role: "nic", layer: nic, properties: { generation: 6 } },
      { id: "ndis", role: "ndis", layer: ndis, properties },
      ...types.map((frameTypes, at) => ({
        id: `P${at}`,
        role: "protocol",
        layer: protocol,
        properties: { generation: 6, frameTypes },
      })),
    ],
    choose,
  );
const indicate = (drive: Drive, lists: Args["lists"], flags: readonly string[]): void => {
  assert.ok(
    drive.begin("nic", "NdisMIndicateReceiveNetBufferLists", "ndis", { lists: lists ?? null, flags }),
  );
  drive.run();
};
const calls = (drive: Drive, name: string): readonly Said[] =>
  drive.log.filter((one) => one.kind === "call" && one.name === name);
const shown = (drive: Drive): readonly string[] =>
  calls(drive, "ProtocolReceiveNetBufferLists").map(
    ({ to, args }) => `${to} ${texts(args, "lists").join("+")} ${texts(args, "flags").join()}`,
  );

const ip = { want: { frameType: 0x0800 } };
const arp = { want: { frameType: 0x0806 } };

test("each list goes to those who registered its type; the last of them gets it, the others are lent it", () => {
  const drive = column(first, [[0x0800], [], [0x0806, 0x0800]]);
  indicate(drive, [ip, arp, ip], []);
  assert.deepEqual(shown(drive), [
    "P0 nbl1+nbl3 RESOURCES",
    "P1 nbl1+nbl2+nbl3 RESOURCES",
    "P2 nbl1+nbl2+nbl3 ",
  ]);
});

test("what was lent is given to nobody and does not go home", () => {
  const drive = column(first, [[], [0x0800]]);
  indicate(drive, [ip, arp], ["RESOURCES", "SINGLE_VLAN"]);
  assert.deepEqual(shown(drive), ["P0 nbl1+nbl2 SINGLE_VLAN,RESOURCES", "P1 nbl1 SINGLE_VLAN,RESOURCES"]);
  assert.equal(calls(drive, "MiniportReturnNetBufferLists").length, 0);
});

test("copies are whole, and are freed when they come back", () => {
  const drive = column(first, [[], [0x0806]], { copiesLowResources: true });
  indicate(drive, [ip, arp], ["RESOURCES"]);
  assert.deepEqual(shown(drive), ["P0 nbl3+nbl4 ", "P1 nbl5 "]);
  const [one, two] = calls(drive, "ProtocolReceiveNetBufferLists").map(({ resources }) => resources);
  const source = drive.store.get("nbl2");
  for (const copy of [one?.["nbl4"], two?.["nbl5"]]) {
    assert.equal(copy?.data.latin1, source?.data.latin1);
    assert.equal(copy?.fields["frameType"], 0x0806);
  }
  const freed = drive.log.filter((act) => act.kind === "act" && act.name === "frees");
  assert.equal(freed.length, 3);
});

test("in any order of things every list that was given up comes home once", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const drive = column(seeded(seed), [[], [0x0800], [0x0806]].slice(seed % 3));
    indicate(drive, [ip, arp], []);
    indicate(drive, [arp], []);
    const home = calls(drive, "MiniportReturnNetBufferLists").flatMap(({ args }) => texts(args, "lists"));
    const given = calls(drive, "NdisMIndicateReceiveNetBufferLists").flatMap(({ args }) =>
      texts(args, "lists"),
    );
    assert.deepEqual([...home].toSorted(), [...given].toSorted(), `seed ${seed}`);
    for (const { args } of calls(drive, "ProtocolReceiveNetBufferLists"))
      assert.equal(integer(args, "count"), texts(args, "lists").length);
    assert.deepEqual(drive.notes, []);
  }
});

test("nobody returns what is another's", () => {
  const drive = column(first, [[0x0800], [0x0806]]);
  assert.ok(drive.begin("nic", "NdisMIndicateReceiveNetBufferLists", "ndis", { lists: [ip], flags: [] }));
  drive.hear("ndis", "NdisReturnNetBufferLists", "P1", { lists: ["nbl1"] });
  drive.run();
  assert.deepEqual(drive.notes, ["ndis: NdisReturnNetBufferLists: nbl1 is not P1's to return"]);
  assert.equal(calls(drive, "MiniportReturnNetBufferLists").length, 1);
});
