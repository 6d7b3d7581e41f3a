import assert from "node:assert/strict";
import { test } from "node:test";
import type { In, Out } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { back, call, text } from "../words.ts";
import { protocol } from "./index.ts";

const said = (name: string, args: Args = {}): In => ({ k: "call", name, from: "ndis1", args });

test("the laws, from binding to unbinding", () => {
  keepsTheLaws({
    layer: protocol,
    self: "P",
    resources: { nbl1: { fields: { status: "SUCCESS" }, data: "" } },
    inputs: [
      said("ProtocolBindAdapter"),
      said("ProtocolBindAdapter"),
      { k: "do", name: "NdisSendNetBufferLists", to: "ndis1", args: { lists: [null] } },
      said("ProtocolReceiveNetBufferLists", { lists: ["nbl7"], flags: [] }),
      said("ProtocolUnbindAdapter"),
      said("ProtocolSendNetBufferListsComplete", { lists: ["nbl1"] }),
      { k: "woken", tag: "home" },
    ],
  });
});

test("an unbinding returns what it was given, waits for what it sent, and leaves nothing", () => {
  const told = (name: string) => (_state: null, { to, args }: { to: string; args: Args }): readonly [null, readonly Out[]] => [null, [call(to, name, args)]]; // prettier-ignore
  const puppet = layerOf<null>({
    initial: () => null,
    calls: {
      NdisSendNetBufferLists: () => [null, [back()]],
      NdisReturnNetBufferLists: () => [null, [back()]],
    },
    begins: {
      ProtocolBindAdapter: told("ProtocolBindAdapter"),
      ProtocolUnbindAdapter: told("ProtocolUnbindAdapter"),
      ProtocolReceiveNetBufferLists: told("ProtocolReceiveNetBufferLists"),
      ProtocolSendNetBufferListsComplete: told("ProtocolSendNetBufferListsComplete"),
    },
  });
  const drive = new Drive(
    [
      { id: "P", role: "protocol", layer: protocol, properties: { generation: 6 } },
      { id: "ndis", role: "ndis", layer: puppet },
    ],
    first,
  );
  drive.store.set("nbl7", { fields: {}, data: { latin1: "received" } });
  const tell = (name: string, args: Args = {}): void => {
    assert.ok(drive.begin("ndis", name, "P", args));
    drive.wait(0);
  };
  const returned = (): boolean =>
    drive.log.some(({ kind, name }) => kind === "return" && name === "ProtocolUnbindAdapter");
  tell("ProtocolBindAdapter");
  assert.ok(drive.begin("P", "NdisSendNetBufferLists", "ndis", { lists: [null, null] }));
  drive.wait(0);
  tell("ProtocolReceiveNetBufferLists", { lists: ["nbl7"], flags: [] });
  tell("ProtocolUnbindAdapter");
  const home = drive.log.filter(({ kind, name }) => kind === "call" && name === "NdisReturnNetBufferLists");
  assert.deepEqual(
    home.map(({ args }) => args["lists"]),
    [["nbl7"]],
  );
  tell("ProtocolSendNetBufferListsComplete", { lists: ["nbl2"], flags: [] });
  assert.ok(!returned());
  tell("ProtocolSendNetBufferListsComplete", { lists: ["nbl1"], flags: [] });
  assert.ok(returned());
  const freed = drive.log
    .filter(({ kind, name }) => kind === "act" && name.startsWith("frees"))
    .map(({ name, args }) => `${name} ${text(args, "what") || text(args, "list") || text(args, "pool")}`);
  assert.deepEqual(freed, [
    "freesContext nbl1",
    "frees nb1",
    "frees nbl1",
    "freesContext nbl2",
    "frees nb2",
    "frees nbl2",
    "freesPool pool:P:packets",
    "freesPool pool:P:lists",
    "freesPool pool:P:buffers",
  ]);
});
