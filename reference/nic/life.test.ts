import assert from "node:assert/strict";
import { test } from "node:test";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { back, call, text } from "../words.ts";
import { nic } from "./index.ts";

test("the laws, from start to stop", () => {
  for (const generation of [5, 6])
    keepsTheLaws({
      layer: nic,
      self: "nic",
      properties: { generation },
      inputs: [
        { k: "call", name: "MiniportInitialize", from: "ndis1", args: {} },
        { k: "call", name: "MiniportInitialize", from: "ndis1", args: {} },
        { k: "do", name: "NdisMIndicateReceivePacket", to: "ndis1", args: { packets: [null] } },
        { k: "do", name: "NdisMIndicateReceiveNetBufferLists", to: "ndis1", args: { lists: [null] } },
        { k: "call", name: "MiniportHalt", from: "ndis1", args: {} },
        { k: "call", name: "MiniportReturnPacket", from: "ndis1", args: { packet: "packet1" } },
        { k: "woken", tag: "home" },
      ],
    });
});

const words = { 5: "NdisMIndicateReceivePacket", 6: "NdisMIndicateReceiveNetBufferLists" } as const;
/** Keeps what it is shown until it is told to say something. */
const keeper = layerOf<null>({
  initial: () => null,
  calls: { [words[5]]: () => [null, [back()]], [words[6]]: () => [null, [back()]] },
  begins: Object.fromEntries(
    ["MiniportInitialize", "MiniportHalt", "MiniportReturnPacket", "MiniportReturnNetBufferLists"].map(
      (name) =>
        [
          name,
          (_state: null, { to, args }: { to: string; args: Args }) => [null, [call(to, name, args)]],
        ] as const,
    ),
  ),
});

function driven(generation: 5 | 6): { drive: Drive; tell: (name: string, args?: Args) => void } {
  const drive = new Drive(
    [
      { id: "nic", role: "nic", layer: nic, properties: { generation } },
      { id: "ndis", role: "ndis", layer: keeper },
    ],
    first,
  );
  const tell = (name: string, args: Args = {}): void => {
    assert.ok(name.startsWith("Miniport") ? drive.begin("ndis", name, "nic", args) : drive.begin("nic", name, "ndis", args)); // prettier-ignore
    drive.run();
  };
  return { drive, tell };
}
const acts = (drive: Drive): readonly string[] =>
  drive.log
    .filter((one) => one.kind === "act" && one.name !== "writes")
    .map(({ name, args }) => `${name} ${text(args, "what") || text(args, "pool") || text(args, "buffer")}`);
const returnsOf = (drive: Drive, name: string): number =>
  drive.log.filter((one) => one.kind === "return" && one.name === name).length;

test("what was made is freed in the opposite order, the pool last, and then it can start anew", () => {
  const { drive, tell } = driven(5);
  tell("MiniportInitialize");
  tell(words[5], { packets: [null] });
  tell("MiniportReturnPacket", { packet: "packet1" });
  tell("MiniportHalt");
  const made = ["allocatesPool pool:nic", "allocates packet1", "allocates buffer1", "chainsBuffer buffer1"];
  const freed = ["unchainsBuffer buffer1", "frees buffer1", "frees packet1", "freesPool pool:nic"];
  assert.deepEqual(acts(drive), [...made, ...freed]);
  tell("MiniportInitialize");
  tell("MiniportInitialize");
  assert.match(drive.notes.join(), /running already/u);
});

test("a halt waits for what is out, packets or lists", () => {
  for (const generation of [5, 6] as const) {
    const { drive, tell } = driven(generation);
    tell("MiniportInitialize");
    tell(words[generation], generation === 5 ? { packets: [null, null] } : { lists: [null, null] });
    tell("MiniportHalt");
    const home = (n: number): void =>
      generation === 5
        ? tell("MiniportReturnPacket", { packet: `packet${n}` })
        : tell("MiniportReturnNetBufferLists", { lists: [`nbl${n}`] });
    home(2);
    assert.equal(returnsOf(drive, "MiniportHalt"), 0);
    home(1);
    assert.equal(returnsOf(drive, "MiniportHalt"), 1);
    assert.equal(acts(drive).at(-1), "freesPool pool:nic");
  }
});
