// The observers over the whole column: what they derive is what the layers meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Party } from "../src/contract/event.ts";
import { createObserver } from "../src/observers/observer.ts";
import type { Derived } from "../src/observers/seen.ts";
import type { ObserverState } from "../src/observers/state.ts";
import { Column } from "./column.ts";
import { first, seeded } from "./drive.ts";
import { latin1, text } from "./words.ts";

function watched(column: Column): readonly Derived[] {
  const roles = [
    "WS.app",
    "WS.os",
    "WS.redirector",
    "WS.netbeui protocol",
    "WS.nic",
    "SRV.server",
    "SRV.os",
    "SRV.netbeui protocol",
    "SRV.nic",
  ];
  const parties = roles.map((one): Party => {
    const [id = "", role = id.slice(id.indexOf(".") + 1)] = one.split(" ");
    return { id, role, name: role, station: id.slice(0, id.indexOf(".")), properties: {} };
  });
  const observer = createObserver(parties);
  const all: Derived[] = [];
  let state: ObserverState = observer.initial;
  column.drive.heard = ({ kind, name, from, to, args, results }) => {
    const event = { seq: 1, time: column.drive.now, kind, name, from, to };
    const data = (id: string): string | undefined => column.drive.store.get(id)?.data.latin1;
    const [next, derived] = observer.see(state, {
      event,
      args,
      ...(kind === "return" ? { results } : {}),
      data,
    });
    state = next;
    all.push(...derived);
  };
  return all;
}

for (const [what, choose, word] of [
  ["nothing is lost", first, ""],
  ["the order is another one", seeded(5), ""],
  ["data are lost", first, "NBF.DATA_ONLY_LAST"],
  ["acknowledgments are lost", first, "NBF.DATA_ACK"],
] as const)
  test(`every data frame and every acknowledgment names its message, when ${what}`, () => {
    const column = new Column(choose);
    const derived = watched(column);
    const file = column.open();
    if (word !== "") column.fault("drops", { what: { want: { word } }, times: 2 });
    column.read(file, 4096);
    const frames = derived.filter(({ name }) => name.startsWith("NBF.DATA_"));
    assert.ok(frames.length > 20);
    for (const { name, args } of frames)
      assert.notEqual(text(args, "message"), "", `${name} ${JSON.stringify(args)}`);
  });

test("each request and each response is said once and arrives once, and the data are those that were read", () => {
  const column = new Column(first);
  const derived = watched(column);
  column.read(column.open(), 1000);
  const words = derived.filter(({ name }) => name.startsWith("SMB_COM_"));
  for (const { name } of words)
    assert.deepEqual(
      words.filter((one) => one.name === name).map(({ kind }) => kind),
      ["said", "arrived"],
      name,
    );
  const [act] = derived.filter(({ name }) => name === "reads_file");
  const [response] = derived.filter(({ name }) => name === "SMB_COM_READ.response");
  assert.equal(latin1(act?.args ?? {}, "data"), latin1(response?.args ?? {}, "data"));
  assert.equal(act?.args["fid"], 1);
  assert.equal(new Set(words.map(({ args }) => args["session"])).size, 1);
});
