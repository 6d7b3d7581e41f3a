// The C headers and the vocabulary speak of the same functions: every word between drivers and NDIS has its prototype or its place in the runtime.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadWithSpec } from "../../src/runner/input/load.ts";
import { headers, runtime, sdk } from "./compile.ts";

const { program } = loadWithSpec([], new Map());
const boundaries = new Set(["protocol/ndis", "ndis/nic", "filter/ndis"]);
const words = [...program.words.values()].filter(
  ({ kind, boundary }) => kind === "call" && boundaries.has(boundary),
);
const said = headers.map((file) => readFileSync(join(sdk, file), "utf8")).join("\n");
const defined = runtime.map((file) => readFileSync(join(sdk, file), "utf8")).join("\n");
const heard = runtime
  .filter((file) => file.includes("/drivers/"))
  .map((file) => readFileSync(join(sdk, file), "utf8"))
  .join("\n");

/** What the C functions call the arguments of the words; those not named here are called alike but for their case. */
const spelt: Readonly<Record<string, readonly string[]>> = {
  binding: ["Binding", "BindingHandle"],
  adapter: ["Adapter"],
  lists: ["Lists"],
  flags: ["SendFlags", "ReturnFlags", "ReceiveFlags", "SendCompleteFlags"],
  id: ["CancelId"],
  count: ["Count", "BytesToTransfer"],
  packets: ["PacketArray", "PacketsToReturn", "ReceivedPackets"],
  packet: ["Packet"],
  context: ["MacReceiveContext", "NdisLinkContext"],
  header: ["HeaderBuffer"],
  lookahead: ["LookAheadBuffer", "Packet"],
  size: ["PacketSize"],
  offset: ["ByteOffset"],
  bytes: ["BytesTransferred"],
  status: ["Status"],
  event: ["Event"],
};
/** Handles that NDIS knows from another argument. */
const implied = new Set(["NdisMSendNetBufferListsComplete adapter"]);

function prototype(name: string): string | undefined {
  return new RegExp(`\\b${name}\\(([^;{]*?)\\);`, "u").exec(said)?.[1];
}

test("what a driver says is a prototype with these arguments", () => {
  const calls = words.filter(({ name }) => name.startsWith("Ndis"));
  assert.ok(calls.length > 20, `${calls.length} calls`);
  for (const { name, parameters } of calls) {
    const args = prototype(name);
    assert.ok(args !== undefined, `${name} has no prototype`);
    for (const { name: parameter } of parameters) {
      if (implied.has(`${name} ${parameter}`)) continue;
      const names = spelt[parameter] ?? [];
      assert.ok(
        names.some((one) => new RegExp(`\\b${one}\\b`, "u").test(args)),
        `${name}(${args}) has no ${parameter}`,
      );
    }
  }
});

test("what a driver hears is a word of the runtime's", () => {
  const calls = words.filter(({ name }) => /^(?:Protocol|Miniport|Filter)/u.test(name));
  assert.ok(calls.length > 20, `${calls.length} calls`);
  const missing = calls.map(({ name }) => name).filter((name) => !heard.includes(`{"${name}",`));
  assert.deepEqual(missing, []);
});

test("the runtime hears nothing that the vocabulary does not say", () => {
  const rows = [...heard.matchAll(/^ {4}\{"(\w+)",/gmu)].map(([, name = ""]) => name);
  assert.ok(rows.length > 20, `${rows.length} rows`);
  assert.deepEqual(
    rows.filter((name) => program.words.get(name)?.kind !== "call"),
    [],
  );
});

test("every function with a prototype is there", () => {
  const names = [
    ...said.matchAll(
      /^(?:VOID|NDIS_STATUS|NDIS_HANDLE|BOOLEAN|PVOID|PMDL|PNET_BUFFER\w*|UCHAR|ULONG) (\w+)\(/gmu,
    ),
  ].map(([, name = ""]) => name);
  assert.ok(names.length > 120, `${names.length} prototypes`);
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\(`, "u").test(defined)),
    [],
  );
});
