import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Layer } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { status } from "../status.ts";
import { back, latin1 } from "../words.ts";
import { app } from "../app/index.ts";
import { contentOf } from "./files.ts";
import { os } from "./index.ts";

const said = (name: string, args: object, from = "app1") =>
  ({ k: "call", name, from, args: args as never }) as const;

test("keeps the laws of a layer", () => {
  keepsTheLaws({
    layer: os,
    self: "WS.os",
    inputs: [
      said("open", { path: "C:\\a.txt" }),
      said("open", { path: "\\\\SRV\\DATA\\a.txt" }),
      {
        k: "returned",
        name: "remote_open",
        from: "redirector1",
        args: {},
        results: { status: 0, file: "file9" },
      },
      said("read", { file: "file1", count: 3 }),
      said("read", { file: "file9", count: 3 }),
      said("seek", { file: "file1", to: -1 }),
      said("close", { file: "file9" }),
      {
        k: "returned",
        name: "remote_close",
        from: "redirector1",
        args: { file: "file9" },
        results: { status: 0 },
      },
      said("broadcast", { name: "GROUP" }),
      said("file_open", { path: "a.txt" }, "server1"),
      said("file_read", { handle: 1, offset: 2, count: 3 }, "server1"),
      said("file_close", { handle: 1 }, "server1"),
    ],
    properties: { files: ["C:\\a.txt=10", "a.txt=10"] },
  });
});

/** An operating system with an application above, and a redirector below that answers everything alike. */
function station(redirector: Args | undefined) {
  const echo = layerOf<null>({
    initial: () => null,
    calls: Object.fromEntries(
      ["open", "read", "seek", "close"].map((word) => [
        `remote_${word}`,
        (state: null) => [state, [back(redirector)]] as const,
      ]),
    ),
  });
  const drive = new Drive(
    [
      { id: "WS.app", role: "app", layer: app },
      { id: "WS.os", role: "os", layer: os, properties: { files: ["notes.txt=300"] } },
      ...(redirector === undefined
        ? []
        : [{ id: "WS.redirector", role: "redirector", layer: echo as Layer<unknown> }]),
    ],
    first,
  );
  return {
    drive,
    ask: (name: string, args: Args): Args => {
      drive.begin("WS.app", name, "WS.os", args);
      drive.run();
      return drive.log.findLast((one) => one.kind === "return" && one.name === name)?.results ?? {};
    },
  };
}

describe("a path", () => {
  test("of another station goes to the redirector, and its answer comes back unchanged", () => {
    const { ask, drive } = station({ status: 0, file: "file4", data: { latin1: "abc" } });
    assert.deepEqual(ask("open", { path: "\\\\SRV\\DATA\\notes.txt" }), {
      status: 0,
      file: "file4",
      data: { latin1: "abc" },
    });
    assert.equal(latin1(ask("read", { file: "file4", count: 9 }), "data"), "abc");
    const words = drive.log.filter(({ kind }) => kind === "call").map(({ name }) => name);
    assert.deepEqual(words, ["open", "remote_open", "read", "remote_read"]);
  });

  test("of its own stays here: the redirector hears nothing of it", () => {
    for (const path of ["notes.txt", "\\\\WS\\DATA\\notes.txt"]) {
      const { ask, drive } = station({ status: 99 });
      assert.deepEqual(ask("open", { path }), { status: 0, file: "file1" });
      assert.equal(ask("seek", { file: "file1", to: 295 })["status"], 0);
      assert.equal(latin1(ask("read", { file: "file1", count: 9 }), "data"), contentOf(300, 295, 5));
      assert.equal(latin1(ask("read", { file: "file1", count: 9 }), "data"), "");
      assert.equal(ask("close", { file: "file1" })["status"], 0);
      assert.equal(ask("read", { file: "file1", count: 9 })["status"], status.invalidHandle);
      assert.ok(!drive.log.some(({ name }) => name.startsWith("remote_")));
    }
  });

  test("that leads nowhere fails with its reason", () => {
    const { ask } = station(undefined);
    assert.equal(ask("open", { path: "\\\\SRV\\DATA\\notes.txt" })["status"], status.badNetworkPath);
    assert.equal(ask("open", { path: "nothing.txt" })["status"], status.objectNameNotFound);
  });
});

test("the server's handles: read at any offset, nothing behind the end, an error when closed", () => {
  const { drive } = station(undefined);
  const ask = (name: string, args: Args): Args => {
    const reaction = os.step(drive.state("WS.os") as never, said(name, args, "WS.server"), {
      now: 0,
      pick: (_, options) => options[0] as never,
      open: () => "not yours",
      fresh: (type) => `${type}1`,
      neighbours: () => [],
      property: () => ["notes.txt=300"],
    });
    if (reaction === null) throw new Error("a call cannot be refused");
    drive.hear("WS.os", name, "WS.server", args);
    const answer = reaction[1].find((out) => out.k === "return");
    return answer?.results ?? {};
  };
  assert.deepEqual(ask("file_open", { path: "\\NOTES.TXT" }), { status: 0, handle: 1, size: 300 });
  assert.equal(
    latin1(ask("file_read", { handle: 1, offset: 298, count: 9 }), "data"),
    contentOf(300, 298, 2),
  );
  assert.deepEqual(ask("file_read", { handle: 1, offset: 300, count: 9 }), {
    status: 0,
    data: { latin1: "" },
  });
  assert.deepEqual(ask("file_close", { handle: 1 }), { status: 0 });
  assert.equal(ask("file_read", { handle: 1, offset: 0, count: 9 })["status"], status.invalidHandle);
  assert.equal(ask("file_open", { path: "nothing" })["status"], status.objectNameNotFound);
});
