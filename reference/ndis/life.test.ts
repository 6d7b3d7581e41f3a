import assert from "node:assert/strict";
import { test } from "node:test";
import type { In, Reaction, View } from "../../src/contract/layer.ts";
import { keepsTheLaws } from "../laws.ts";
import type { NdisState } from "./index.ts";
import { ndis } from "./index.ts";

const begin = (name: string, to: string): In => ({ k: "do", name, to, args: {} });
const returned = (name: string, from: string): In => ({ k: "returned", name, from, args: {}, results: {} });

test("the laws, starting and stopping", () => {
  keepsTheLaws({
    layer: ndis,
    self: "ndis",
    inputs: [
      begin("MiniportInitialize", "nic1"),
      begin("MiniportHalt", "nic1"),
      returned("MiniportInitialize", "nic1"),
      begin("MiniportHalt", "nic1"),
      begin("ProtocolUnbindAdapter", "protocol1"),
    ],
  });
});

const view: View = {
  now: 0,
  pick: (_name, [first]) => {
    if (first === undefined) throw new RangeError("nothing to choose from");
    return first;
  },
  open: () => ({ fields: {}, data: { latin1: "" } }),
  fresh: (type) => `${type}1`,
  neighbours: (role) => (role === "filter" ? [] : [`${role}1`]),
  property: (name) => (name === "generation" ? 6 : null),
};
const after = (...inputs: readonly In[]): NdisState =>
  inputs.reduce((state, input) => step(state, input)?.[0] ?? state, ndis.initial("ndis"));
const step = (state: NdisState, input: In): Reaction<NdisState> | null => ndis.step(state, input, view);

test("one start or stop at a time, and others meanwhile", () => {
  const starting = after(begin("MiniportInitialize", "nic1"));
  assert.equal(step(starting, begin("MiniportHalt", "nic1")), null);
  assert.notEqual(step(starting, begin("ProtocolBindAdapter", "protocol1")), null);
  const started = after(begin("MiniportInitialize", "nic1"), returned("MiniportInitialize", "nic1"));
  assert.notEqual(step(started, begin("MiniportHalt", "nic1")), null);
});

test("no adapter is halted while a list is above or below; a binding ends all the same, once it has seen what it was shown", () => {
  const said = (name: string, from: string): In => ({
    k: "call",
    name,
    from,
    args: { lists: ["a"], flags: [] },
  });
  const above = said("NdisMIndicateReceiveNetBufferLists", "nic1");
  const below = said("NdisSendNetBufferLists", "protocol1");
  const unbind = begin("ProtocolUnbindAdapter", "protocol1");
  const seen = returned("ProtocolReceiveNetBufferLists", "protocol1");
  assert.equal(step(after(above), unbind), null);
  for (const out of [[above, seen], [below]]) {
    assert.equal(step(after(...out), begin("MiniportHalt", "nic1")), null);
    assert.notEqual(step(after(...out), unbind), null);
    assert.equal(step(after(...out, unbind), unbind), null);
    assert.equal(step(after(...out, unbind, returned("ProtocolUnbindAdapter", "protocol1")), unbind), null);
  }
  const given = [above, said("NdisReturnNetBufferLists", "protocol1")];
  assert.equal(step(after(...given), begin("MiniportHalt", "nic1")), null, "it is on its way to the driver");
  const home = after(...given, returned("MiniportReturnNetBufferLists", "nic1"));
  assert.notEqual(step(home, begin("MiniportHalt", "nic1")), null);
});
