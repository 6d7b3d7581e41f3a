// The life of a binding: the laws, and that what is held keeps it from resting.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { In } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { keepsTheLaws } from "../laws.ts";
import { sampleFrame } from "../sample.ts";
import { protocol } from "./index.ts";

const call = (name: string, args: Args = {}): In => ({ k: "call", name, from: "ndis1", args });
const begin = (name: string, args: Args = {}): In => ({ k: "do", name, to: "ndis1", args });
const pause = call("ProtocolNetPnPEvent", { event: "NetEventPause" });

test("the laws, from a pause to the close", () =>
  keepsTheLaws({
    layer: protocol,
    self: "P",
    resources: { p1: { fields: { status: "SUCCESS" }, data: sampleFrame(60) } },
    inputs: [
      call("ProtocolReceivePacket", { packet: "p1" }),
      { k: "woken", tag: "answered p1" },
      pause,
      { k: "woken", tag: "draining" },
      begin("NdisCompleteNetPnPEvent"),
      begin("NdisReturnPackets", { packets: null }),
      { k: "returned", name: "NdisReturnPackets", from: "ndis1", args: {}, results: {} },
      begin("NdisCompleteNetPnPEvent"),
      call("ProtocolReceivePacket", { packet: "p1" }),
      { k: "woken", tag: "answered p1" },
      begin("NdisSendNetBufferLists", { lists: null }),
      call("ProtocolNetPnPEvent", { event: "NetEventRestart" }),
      begin("NdisCloseAdapterEx", { binding: null }),
      {
        k: "returned",
        name: "NdisCloseAdapterEx",
        from: "ndis1",
        args: {},
        results: { status: "PENDING" },
      },
      call("ProtocolReceivePacket", { packet: "p1" }),
      call("ProtocolCloseAdapterCompleteEx"),
    ],
  }));

test("a binding with a packet at hand answers PENDING, and rests when its return has returned", () => {
  let state = protocol.initial("P");
  const step = (input: In): boolean => {
    const reaction = protocol.step(state, input, {
      now: 0,
      pick: (name, options) => {
        const found = options.find((option) => name === "count" && option === 1) ?? options[0];
        assert.ok(found !== undefined);
        return found;
      },
      open: () => ({ fields: { status: "SUCCESS" }, data: { latin1: sampleFrame(60) } }),
      fresh: (type) => `${type}1`,
      neighbours: (role) => (role === "ndis" ? ["ndis1"] : []),
      property: () => null,
    });
    if (reaction === null) return false;
    state = reaction[0];
    return true;
  };
  step(call("ProtocolReceivePacket", { packet: "p1" }));
  step({ k: "woken", tag: "answered p1" });
  step(pause);
  step({ k: "woken", tag: "draining" });
  assert.equal(step(begin("NdisCompleteNetPnPEvent")), false, "a share is at hand");
  assert.ok(step(begin("NdisReturnPackets", { packets: null })));
  assert.equal(step(begin("NdisCompleteNetPnPEvent")), false, "its return is under way");
  step({ k: "returned", name: "NdisReturnPackets", from: "ndis1", args: {}, results: {} });
  assert.equal(step(begin("NdisSendNetBufferLists", { lists: null })), false, "no new send");
  assert.equal(step(begin("NdisCompleteNetPnPEvent")), true);
});
