import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { In, Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";
import { keepsTheLaws } from "../laws.ts";
import { sampleFrame } from "../sample.ts";
import { integer, text, texts } from "../words.ts";
import { protocol } from "./index.ts";
import type { ProtocolState } from "./index.ts";

const said = (name: string, args: Args, from = "ndis"): In => ({ k: "call", name, from, args });
const resources = {
  p1: { fields: { status: "SUCCESS" }, data: sampleFrame(60) },
  p2: { fields: { status: "RESOURCES" }, data: sampleFrame(60) },
  p3: { fields: { status: "SUCCESS" }, data: sampleFrame(60, "K1") },
  l1: { fields: { size: 64 }, data: sampleFrame(64) },
  nbl1: { fields: { status: "SUCCESS" }, data: "" },
};

test("the laws", () =>
  keepsTheLaws({
    layer: protocol,
    self: "P",
    resources,
    inputs: [
      said("ProtocolReceivePacket", { packet: "p1" }),
      said("TdiReturnChainedReceives", { packet: "p1" }, "client1"),
      { k: "returned", name: "ClientReceive", from: "client2", args: { packet: "p1" }, results: {} },
      said("TdiReturnChainedReceives", { packet: "p1" }, "client2"),
      { k: "woken", tag: "answered p1" },
      { k: "woken", tag: "returning p1" },
      { k: "do", name: "NdisReturnPackets", to: "ndis1", args: { packets: null } },
      said("ProtocolReceive", { context: "c1", lookahead: "l1", size: 200 }),
      said("ProtocolTransferDataComplete", { packet: "packet1", status: "SUCCESS", bytes: 136 }),
      said("ProtocolReceiveComplete", {}),
      { k: "do", name: "NdisGeneratePartialCancelId", to: "ndis1", args: {} },
      { k: "returned", name: "NdisGeneratePartialCancelId", from: "ndis1", args: {}, results: { part: 5 } },
      {
        k: "do",
        name: "NdisSendNetBufferLists",
        to: "ndis1",
        args: { lists: [null, { want: { info: 7 } }] },
      },
      { k: "do", name: "NdisCancelSendNetBufferLists", to: "ndis1", args: { id: null } },
      said("ProtocolSendNetBufferListsComplete", { lists: ["nbl1", "nbl9"] }),
      said("ClientSend", { request: "r", data: { latin1: "x" } }, "client1"),
    ],
  }));

/** Steps one protocol with two clients, answering its picks by name; otherwise its first option. */
class Stepped {
  state: ProtocolState = protocol.initial("P");
  readonly offered = new Map<string, readonly WordValue[]>();
  private count = 0;

  step(input: In, answers: Readonly<Record<string, WordValue>> = {}): readonly Out[] {
    const reaction: Reaction<ProtocolState> | null = protocol.step(this.state, input, this.view(answers));
    assert.ok(reaction !== null);
    this.state = reaction[0];
    return reaction[1];
  }

  private view(answers: Readonly<Record<string, WordValue>>): View {
    return {
      now: 0,
      pick: <T extends WordValue>(name: string, options: readonly T[]): T => {
        this.offered.set(name, options);
        const wanted = JSON.stringify(answers[name] ?? options[0]);
        const found = options.find((option) => JSON.stringify(option) === wanted);
        assert.ok(found !== undefined, `${name} is one of ${JSON.stringify(options)}`);
        return found;
      },
      open: (id) => {
        const one = Object.entries(resources).find(([name]) => name === id)?.[1];
        return one === undefined ? "not yours" : { fields: one.fields, data: { latin1: one.data } };
      },
      fresh: (type) => `${type}${(this.count += 1)}`,
      neighbours: (role) => (role === "client" ? ["K1", "K2"] : role === "ndis" ? ["ndis"] : []),
      property: () => null,
    };
  }
}
const names = (outs: readonly Out[]): readonly string[] =>
  outs.map((out) => (out.k === "call" || out.k === "act" ? out.name : out.k));

describe("a full packet", () => {
  test("goes to any clients it may be for, by any count that covers them", () => {
    const one = new Stepped();
    one.step(said("ProtocolReceivePacket", { packet: "p1" }), { count: 2 });
    assert.deepEqual(one.offered.get("count"), [0, 1, 2]);
    assert.deepEqual(one.offered.get("clients"), [["K1", "K2"], ["K1"], ["K2"], []]);
  });

  test("goes only to the client that its data names", () => {
    const one = new Stepped();
    one.step(said("ProtocolReceivePacket", { packet: "p3" }), { count: 1 });
    assert.deepEqual([one.offered.get("count"), one.offered.get("clients")], [[0, 1], [["K1"]]]);
  });

  test("short of resources is answered with 0", () => {
    const one = new Stepped();
    one.step(said("ProtocolReceivePacket", { packet: "p2" }));
    assert.deepEqual(one.offered.get("count"), [0]);
  });

  test("is handed to clients after the answer, or inside the handler", () => {
    const after = new Stepped().step(said("ProtocolReceivePacket", { packet: "p1" }), { count: 2 });
    assert.deepEqual(names(after), ["reads", "return", "wake", "wait", "ClientReceive", "ClientReceive"]);
    const inside = new Stepped().step(said("ProtocolReceivePacket", { packet: "p1" }), {
      count: 2,
      "hand over": "inside",
    });
    assert.deepEqual(names(inside), ["reads", "ClientReceive", "ClientReceive", "return", "wake", "wait"]);
  });

  test("that a client gives back inside the handler goes back when the handler is over", () => {
    const one = new Stepped();
    one.step(said("ProtocolReceivePacket", { packet: "p1" }), { count: 2, "hand over": "inside" });
    assert.deepEqual(names(one.step(said("TdiReturnChainedReceives", { packet: "p1" }, "K1"))), ["return"]);
    const over = {
      k: "returned",
      name: "ClientReceive",
      from: "K2",
      args: { packet: "p1" },
      results: {},
    } as const;
    one.step(over); // of an earlier time that the packet was here
    assert.deepEqual(protocol.offers?.(one.state), []);
    const before = one.state;
    assert.deepEqual(names(one.step(said("TdiReturnChainedReceives", { packet: "p1" }, "K2"))), ["return"]);
    one.state = before;
    one.step({ ...over, tag: "inside" });
    assert.deepEqual(names(one.step(said("TdiReturnChainedReceives", { packet: "p1" }, "K2"))), ["wait"]);
    assert.deepEqual(protocol.offers?.(one.state), []);
    assert.deepEqual(names(one.step({ k: "woken", tag: "answered p1" })), ["wake"]);
    assert.deepEqual(names(one.step({ k: "woken", tag: "returning p1" })), ["NdisReturnPackets", "return"]);
    assert.equal(protocol.offers?.(one.state).length, 1);
    const rest = one.step({ k: "do", name: "NdisReturnPackets", to: "ndis", args: { packets: null } });
    assert.deepEqual([names(rest), one.state.held], [["NdisReturnPackets"], []]);
  });

  test("is not taken back from a client that does not have it", () => {
    const one = new Stepped();
    one.step(said("ProtocolReceivePacket", { packet: "p1" }), { count: 1, clients: ["K1"] });
    assert.deepEqual(names(one.step(said("TdiReturnChainedReceives", { packet: "p1" }, "K2"))), [
      "note",
      "return",
    ]);
  });
});

describe("data by lookahead", () => {
  const receive = (one: Stepped, answers = {}): Args => {
    const outs = one.step(said("ProtocolReceive", { context: "c1", lookahead: "l1", size: 200 }), answers);
    const rest = outs.find((out) => out.k === "call");
    assert.ok(rest?.k === "call" && rest.name === "NdisTransferData");
    return rest.args;
  };

  test("is completed by a transfer without a gap", () => {
    for (const offset of [64, 0]) {
      const args = receive(new Stepped(), { offset });
      assert.deepEqual([integer(args, "offset"), integer(args, "count")], [offset, 200 - offset]);
    }
  });

  test("is delivered when it is whole and NDIS has said so, in either order, and the packet is freed", () => {
    const complete = said("ProtocolReceiveComplete", {});
    const arrived = said("ProtocolTransferDataComplete", {
      packet: "packet1",
      status: "SUCCESS",
      bytes: 136,
    });
    for (const order of [
      [complete, arrived],
      [arrived, complete],
    ]) {
      const one = new Stepped();
      receive(one);
      one.step({
        k: "returned",
        name: "NdisTransferData",
        from: "ndis",
        args: {},
        results: { status: "PENDING" },
        tag: { packet: "packet1" },
      });
      const outs = order.map((input) => names(one.step(input)));
      assert.deepEqual(outs, [["return"], ["writes", "delivers", "frees", "return"]]);
    }
  });

  test("that failed or fell short is given up", () => {
    for (const [status, got] of [
      ["FAILURE", 0],
      ["SUCCESS", 100],
    ] as const) {
      const one = new Stepped();
      const tag = { packet: text(receive(one), "packet") };
      const outs = one.step({
        k: "returned",
        name: "NdisTransferData",
        from: "ndis",
        args: {},
        results: { status, bytes: got },
        tag,
      });
      assert.deepEqual([names(outs), one.state.taken], [["frees", "return"], []]);
    }
  });
});

describe("a list", () => {
  test("is prepared before it is sent, and carries the handle", () => {
    const outs = new Stepped().step({
      k: "do",
      name: "NdisSendNetBufferLists",
      to: "ndis",
      args: { binding: null, lists: [{ want: { id: 3 } }] },
    });
    assert.equal(names(outs).indexOf("NdisSendNetBufferLists"), outs.length - 1);
    const written = (field: string): unknown =>
      outs.flatMap((out) => (out.k === "act" && out.args["field"] === field ? [out.args["value"]] : []))[0];
    assert.deepEqual([written("source"), written("id"), written("client")], ["binding:P", 3, "K1"]);
    assert.ok(written("info") !== undefined);
  });

  test("may be kept, freed or sent again once in its completion", () => {
    const one = new Stepped();
    one.step({ k: "do", name: "NdisSendNetBufferLists", to: "ndis", args: { lists: null } });
    const done = said("ProtocolSendNetBufferListsComplete", { lists: ["nbl1"] });
    const again = one.step(done, { afterwards: "send again" });
    assert.deepEqual(names(again), ["notifies", "writes", "writes", "NdisSendNetBufferLists", "return"]);
    assert.deepEqual(names(one.step(done, { afterwards: "free" })), ["frees", "return"]);
    assert.deepEqual(one.offered.get("afterwards"), ["keep", "free"]);
    assert.deepEqual(one.state.lists, []);
    assert.deepEqual(texts({ lists: names(one.step(done)) }, "lists"), ["note", "return"]);
  });
});
