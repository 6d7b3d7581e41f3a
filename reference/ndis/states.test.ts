// The life of the stack: the laws, and that NDIS goes about it in order.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { back } from "../words.ts";
import { ndis } from "./index.ts";

const begin = (name: string, to: string, args: Args = {}): In => ({ k: "do", name, to, args });
const call = (name: string, from: string, args: Args = {}): In => ({ k: "call", name, from, args });
const returned = (name: string, from: string, status: string, args: Args = {}): In => ({
  k: "returned",
  name,
  from,
  args,
  results: { status },
});
const pause = { event: "NetEventPause" };

test("the laws, from a pause to the next start", () =>
  keepsTheLaws({
    layer: ndis,
    self: "ndis",
    inputs: [
      begin("MiniportSendNetBufferLists", "nic1", { lists: [null] }),
      begin("ProtocolNetPnPEvent", "protocol1", pause),
      returned("ProtocolNetPnPEvent", "protocol1", "PENDING", pause),
      call("NdisCompleteNetPnPEvent", "protocol1", pause),
      begin("MiniportPause", "nic1"),
      returned("MiniportPause", "nic1", "PENDING"),
      call("NdisMPauseComplete", "nic1"),
      begin("MiniportRestart", "nic1"),
      returned("MiniportRestart", "nic1", "FAILURE"),
      begin("MiniportHaltEx", "nic1"),
      begin("MiniportInitializeEx", "nic1"),
      returned("MiniportInitializeEx", "nic1", "SUCCESS"),
      begin("MiniportRestart", "nic1"),
      call("NdisMRestartComplete", "nic1", { status: "SUCCESS" }),
      begin("MiniportResetEx", "nic1"),
      call("NdisMResetComplete", "nic1", { status: "SUCCESS" }),
      call("NdisCloseAdapterEx", "protocol1"),
      { k: "woken", tag: "closing protocol1" },
      begin("ProtocolCloseAdapterCompleteEx", "protocol1"),
      begin("MiniportHalt", "nic1"),
    ],
  }));

test("the driver rests behind the protocol, and wakes before it", () => {
  const agreeing = layerOf<null>({
    initial: () => null,
    calls: {
      ProtocolNetPnPEvent: () => [null, [back({ status: "SUCCESS" })]],
      MiniportPause: () => [null, [back({ status: "SUCCESS" })]],
      MiniportRestart: () => [null, [back({ status: "SUCCESS" })]],
    },
  });
  const seat = (id: string, role: string, layer: unknown) => ({
    id,
    role,
    layer: layer as typeof agreeing,
    properties: {},
  });
  const drive = new Drive(
    [seat("P", "protocol", agreeing), seat("ndis", "ndis", ndis), seat("nic", "nic", agreeing)],
    () => 0,
  );
  const does = (name: string, to: string, args: Args = {}): boolean => {
    const begun = drive.begin("ndis", name, to, args);
    drive.run(50);
    return begun;
  };
  assert.equal(does("MiniportPause", "nic"), false, "the protocol still runs");
  assert.ok(does("ProtocolNetPnPEvent", "P", pause));
  assert.ok(does("MiniportPause", "nic"));
  assert.equal(does("ProtocolNetPnPEvent", "P", { event: "NetEventRestart" }), false, "the driver rests");
  assert.equal(does("MiniportResetEx", "nic"), false);
  assert.ok(does("MiniportRestart", "nic"));
  assert.ok(does("ProtocolNetPnPEvent", "P", { event: "NetEventRestart" }));
});
