// The adapter's life: the laws, and that nothing is under way any more when it says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { In, Out, View } from "../../src/contract/layer.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";
import { keepsTheLaws } from "../laws.ts";
import { nic } from "./index.ts";
import type { NicState } from "./index.ts";

const call = (name: string, args: Args = {}): In => ({ k: "call", name, from: "ndis1", args });
const begin = (name: string, args: Args = {}): In => ({ k: "do", name, to: "ndis1", args });
const woken = (tag: string): In => ({ k: "woken", tag });
const send = call("MiniportSendNetBufferLists", { lists: ["nbl1"] });
const sent = woken("transmitted nbl1");
const told: In = {
  k: "returned",
  name: "NdisMSendNetBufferListsComplete",
  from: "ndis1",
  args: {},
  results: {},
};

test("the laws, from the first start to the last halt", () => {
  for (const version of [620, 630])
    keepsTheLaws({
      layer: nic,
      self: "WS.nic",
      properties: { medium: "ethernet", full: true, version },
      resources: { nbl1: { fields: {}, data: "abc" } },
      inputs: [
        send,
        call("MiniportResetEx"),
        sent,
        woken("resetting"),
        begin("NdisMResetComplete", { status: null }),
        begin("NdisMIndicateReceivePacket", { packets: null }),
        call("MiniportPause"),
        woken("draining"),
        call("MiniportReturnPacket", { packet: "packet1" }),
        begin("NdisMPauseComplete"),
        send,
        call("MiniportRestart"),
        woken("starting"),
        begin("NdisMRestartComplete", { status: null }),
        call("MiniportHalt"),
        woken("home"),
        call("MiniportHaltEx"),
        call("MiniportInitializeEx"),
      ],
    });
});

test("a pause waits for a send on its way to the wire, for its completion, and for that call's return", () => {
  const one = new Adapter();
  one.step(send);
  assert.deepEqual(one.answer(call("MiniportPause")), { status: "PENDING" });
  one.step(woken("draining"));
  assert.equal(one.begins("NdisMPauseComplete"), false, "the list is being transmitted");
  one.step(sent, { complete: "later" });
  assert.equal(one.begins("NdisMPauseComplete"), false, "the list is not complete");
  assert.ok(one.begins("NdisMSendNetBufferListsComplete", { lists: null }));
  assert.equal(one.begins("NdisMPauseComplete"), false, "the completion has not returned");
  one.step(told);
  assert.equal(one.begins("NdisMPauseComplete"), true);
  assert.equal(one.begins("NdisMPauseComplete"), false, "once");
});

test("an adapter at rest sends lists back and indicates nothing", () => {
  const one = new Adapter();
  assert.deepEqual(one.answer(call("MiniportPause")), { status: "SUCCESS" });
  assert.ok(one.step(send).some((out) => out.k === "act" && out.args["value"] === "PAUSED"));
  one.step(call("Arrive", { data: { latin1: "x".repeat(60) } }));
  assert.equal(one.begins("NdisMIndicateReceivePacket", { packets: null }), false);
  assert.deepEqual(one.answer(call("MiniportRestart")), { status: "SUCCESS" });
  assert.equal(one.begins("NdisMIndicateReceivePacket", { packets: null }), true);
});

test("MiniportHalt waits until the last packet is home, and then frees it", () => {
  const one = new Adapter();
  assert.ok(one.begins("NdisMIndicateReceivePacket", { packets: [null] }));
  assert.deepEqual(one.step(call("MiniportHalt")), [{ k: "wait", tag: "home" }]);
  const packets = { packets: ["packet1"] };
  const back: In = {
    k: "returned",
    name: "NdisMIndicateReceivePacket",
    from: "ndis1",
    args: packets,
    results: {},
  };
  assert.deepEqual(one.step(back), []);
  const home = one.step(call("MiniportReturnPacket", { packet: "packet1" }));
  assert.ok(home.some((out) => out.k === "wake" && out.tag === "home"));
  const end = one.step(woken("home"));
  assert.ok(end.some((out) => out.k === "act" && out.name === "frees" && out.args["what"] === "packet1"));
});

/** One driver below ndis1; a choice is answered as told, or by its first option. */
class Adapter {
  private state: NicState = nic.initial("nic1");

  step(input: In, answers: Readonly<Record<string, WordValue>> = {}): readonly Out[] {
    const reaction = nic.step(this.state, input, viewOf(answers));
    assert.ok(reaction !== null);
    this.state = reaction[0];
    return reaction[1];
  }

  answer(input: In): Args | undefined {
    return this.step(input).flatMap((out) => (out.k === "return" ? [out.results] : []))[0];
  }

  begins(name: string, args: Args = {}): boolean {
    const reaction = nic.step(this.state, begin(name, args), viewOf({}));
    if (reaction !== null) this.state = reaction[0];
    return reaction !== null;
  }
}

const viewOf = (answers: Readonly<Record<string, WordValue>>): View => ({
  now: 0,
  pick: (name, options) => {
    const found = options.find((option) => option === answers[name]) ?? options[0];
    assert.ok(found !== undefined, name);
    return found;
  },
  open: () => ({ fields: {}, data: { latin1: "abc" } }),
  fresh: (type) => `${type}1`,
  neighbours: (role) => (role === "ndis" ? ["ndis1"] : []),
  property: (name) => ({ medium: "ethernet", full: true, version: 630 })[name] ?? null,
});
