import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { back, text } from "../words.ts";
import { client } from "./index.ts";

const given = (packet: string, shares: number): In => ({
  k: "call",
  name: "ClientReceive",
  from: "P",
  args: { packet, shares },
});

test("the laws", () =>
  keepsTheLaws({
    layer: client,
    self: "WS.K1",
    inputs: [
      given("p1", 1),
      given("p2", 2),
      { k: "do", name: "TdiReturnChainedReceives", to: "P", args: { packet: null } },
      { k: "do", name: "TdiReturnChainedReceives", to: "P", args: { packet: "p9" } },
      { k: "do", name: "ClientSend", to: "P", args: { request: null, data: null } },
    ],
  }));

const quiet = layerOf<null>({
  initial: () => null,
  calls: { TdiReturnChainedReceives: () => [null, [back()]], ClientSend: () => [null, [back()]] },
  begins: {
    ClientReceive: (_state, { to, args }) => [null, [{ k: "call", to, name: "ClientReceive", args }]],
  },
});

function giving(choose: (count: number) => number, shares: readonly Args[]): Drive {
  const drive = new Drive(
    [
      { id: "P", role: "protocol", layer: quiet },
      { id: "K1", role: "client", layer: client, of: "P" },
    ],
    choose,
  );
  for (const args of shares) drive.begin("P", "ClientReceive", "K1", args);
  return drive;
}
const returns = (drive: Drive): readonly string[] =>
  drive.log.flatMap((one) =>
    one.kind === "call" && one.name === "TdiReturnChainedReceives" ? [text(one.args, "packet")] : [],
  );

test("each share goes back once, at once or later", () => {
  for (const answer of [0, 1]) {
    const drive = giving(
      (count) => Math.min(answer, count - 1),
      [
        { packet: "p1", shares: 2 },
        { packet: "p2", shares: 1 },
      ],
    );
    drive.run();
    assert.deepEqual(returns(drive).toSorted(), ["p1", "p1", "p2"]);
    const [first] = drive.log.filter((one) => one.name === "TdiReturnChainedReceives");
    assert.equal(first?.around.length, answer === 0 ? 0 : 1);
  }
});

test("it returns what a scenario names, and nothing that it does not have", () => {
  const drive = giving(
    () => 0,
    [
      { packet: "p1", shares: 1 },
      { packet: "p2", shares: 1 },
    ],
  );
  while (drive.stuck() > 0) drive.tick();
  assert.ok(drive.begin("K1", "TdiReturnChainedReceives", "P", { packet: "p2" }));
  assert.equal(drive.begin("K1", "TdiReturnChainedReceives", "P", { packet: "p2" }), false);
  assert.equal(drive.begin("K1", "TdiReturnChainedReceives", "Q", { packet: null }), false);
});
