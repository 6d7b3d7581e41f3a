import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../src/contract/layer.ts";
import { keepsTheLaws } from "../laws.ts";
import { app } from "./index.ts";

const does = (name: string, args: object) => ({ k: "do", name, to: "os1", args: args as never }) as const;
const view: View = {
  now: 0,
  pick: (_, options) => options[0] as never,
  open: () => "not yours",
  fresh: (type) => `${type}1`,
  neighbours: () => [],
  property: () => null,
};

test("keeps the laws of a layer", () => {
  keepsTheLaws({
    layer: app,
    self: "WS.app",
    inputs: [
      does("open", { path: "\\\\SRV\\DATA\\a" }),
      { k: "returned", name: "open", from: "os1", args: {}, results: { status: 0, file: "file1" } },
      does("read", { file: "file1", count: 3 }),
      does("read", {}),
      does("close", {}),
      { k: "returned", name: "close", from: "os1", args: { file: "file1" }, results: { status: 0 } },
      does("seek", {}),
      does("open", {}),
      does("broadcast", {}),
    ],
  });
});

test("asks for what it is told, with the file that is open when none is named, and not at all when there is none", () => {
  const start = app.initial("WS.app");
  assert.equal(app.step(start, does("read", { count: 3 }), view), null);
  const [open] = app.step(
    start,
    { k: "returned", name: "open", from: "os1", args: {}, results: { status: 0, file: "file7" } },
    view,
  ) ?? [start];
  const [, outs] = app.step(open, does("read", { file: { want: {} }, count: 3 }), view) ?? [];
  assert.deepEqual(outs, [{ k: "call", to: "os1", name: "read", args: { file: "file7", count: 3 } }]);
  const [failed] = app.step(
    start,
    { k: "returned", name: "open", from: "os1", args: {}, results: { status: 5, file: null } },
    view,
  ) ?? [start];
  assert.deepEqual(failed.files, []);
});
