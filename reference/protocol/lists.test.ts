import assert from "node:assert/strict";
import { test } from "node:test";
import type { In, Out, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { keepsTheLaws } from "../laws.ts";
import { text } from "../words.ts";
import { protocol } from "./index.ts";

const shown = (lists: readonly string[], flags: readonly string[]): In => ({
  k: "call",
  name: "ProtocolReceiveNetBufferLists",
  from: "ndis1",
  args: { binding: "binding:P", lists, count: lists.length, flags },
});
const returns = (args: Args): In => ({ k: "do", name: "NdisReturnNetBufferLists", to: "ndis1", args });
const resources = {
  a: { fields: { offset: 0, next: "b" }, data: "abc" },
  b: { fields: { offset: 0, next: "" }, data: "" },
};

test("the laws, with lists", () => {
  keepsTheLaws({
    layer: protocol,
    self: "P",
    properties: { generation: 6 },
    resources,
    inputs: [
      shown(["a", "b"], []),
      returns({ lists: null }),
      returns({ binding: "binding:Q", lists: ["a"] }),
      shown(["a", "b"], ["RESOURCES"]),
      returns({ lists: ["b"] }),
    ],
  });
});

/** A view that takes the option of this number, or the last there is. */
const choosing = (at: number): View => ({
  now: 0,
  pick: <T>(_name: string, options: readonly T[]): T => {
    const option = options[Math.min(at, options.length - 1)];
    assert.ok(option !== undefined);
    return option;
  },
  open: (id) => {
    const one = id === "a" ? resources.a : id === "b" ? resources.b : undefined;
    return one === undefined ? "not yours" : { fields: one.fields, data: { latin1: one.data } };
  },
  fresh: (type) => `${type}9`,
  neighbours: (role) => [`${role}1`],
  property: () => null,
});
const outsOf = (input: In, at: number): readonly Out[] => {
  const begun = protocol.step(protocol.initial("P"), shown([], []), choosing(0));
  return protocol.step(begun?.[0] ?? protocol.initial("P"), input, choosing(at))?.[1] ?? [];
};

test("what was done to a list is undone before it goes back, whichever way it is used", () => {
  for (const flags of [[], ["RESOURCES"]])
    for (const at of [0, 1, 2]) {
      const outs = outsOf(shown(["a", "b"], flags), at);
      const fields = new Map<string, unknown>([["a offset", 0], ["b offset", 0], ["a next", "b"], ["b next", ""]]); // prettier-ignore
      const before = JSON.stringify([...fields]);
      for (const out of outs) {
        if (out.k === "act" && out.name === "writes")
          fields.set(`${text(out.args, "what")} ${text(out.args, "field")}`, out.args["value"]);
        if (out.k === "call" || out.k === "return") assert.equal(JSON.stringify([...fields]), before);
      }
      assert.ok(outs.some((out) => out.k === "act" && out.name === "reads"));
      const given = outs.some((out) => out.k === "call" && out.name === "NdisReturnNetBufferLists");
      assert.equal(given, flags.length === 0 && at > 0);
    }
});

test("only what it was given can be returned", () => {
  const state = protocol.step(protocol.initial("P"), shown(["a"], []), choosing(0))?.[0];
  assert.ok(state !== undefined);
  assert.equal(protocol.step(state, returns({ lists: ["b"] }), choosing(0)), null);
  assert.equal(protocol.step(state, returns({ binding: "binding:Q", lists: ["a"] }), choosing(0)), null);
  assert.deepEqual(protocol.step(state, returns({ lists: ["a"] }), choosing(0))?.[1], [
    {
      k: "call",
      to: "ndis1",
      name: "NdisReturnNetBufferLists",
      args: { binding: "binding:P", lists: ["a"], flags: [] },
    },
  ]);
});
