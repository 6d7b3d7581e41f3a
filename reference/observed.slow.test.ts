// The observers over the whole column: what they derive is what the layers meant.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Party } from "../src/contract/event.ts";
import { createObserver } from "../src/observers/observer.ts";
import type { Derived, Seen } from "../src/observers/seen.ts";
import type { ObserverState } from "../src/observers/state.ts";
import { Column } from "./column.ts";
import { first, seeded } from "./drive.ts";
import { latin1, text } from "./words.ts";

const parties = [
  "WS.app",
  "WS.os",
  "WS.redirector",
  "WS.netbeui protocol",
  "WS.nic",
  "SRV.server",
  "SRV.os",
  "SRV.netbeui protocol",
  "SRV.nic",
].map((one): Party => {
  const [id = "", role = id.slice(id.indexOf(".") + 1)] = one.split(" ");
  return { id, role, name: role, station: id.slice(0, id.indexOf(".")), properties: {} };
});

/** What an observer of the column is shown, with the bytes that resources hold at that time. */
function shown(column: Column): readonly Seen[] {
  const all: Seen[] = [];
  column.drive.heard = ({ kind, name, from, to, args, results }) => {
    const event = { seq: all.length + 1, time: column.drive.now, kind, name, from, to };
    const ids = Object.values(args).flatMap((value) => (typeof value === "string" ? [value] : []));
    const held = new Map(ids.map((id) => [id, column.drive.store.get(id)?.data.latin1]));
    all.push({ event, args, ...(kind === "return" ? { results } : {}), data: (id) => held.get(id) });
  };
  return all;
}

/** What is derived of each event, by its number. */
function derivedOf(all: readonly Seen[]): ReadonlyMap<number, readonly Derived[]> {
  const observer = createObserver(parties);
  let state: ObserverState = observer.initial;
  return new Map(
    all.map((one) => {
      const [next, derived] = observer.see(state, one);
      state = next;
      return [one.event.seq, derived] as const;
    }),
  );
}

const flat = (all: readonly Seen[]): readonly Derived[] => [...derivedOf(all).values()].flat();

for (const [what, choose, word] of [
  ["nothing is lost", first, ""],
  ["the order is another one", seeded(5), ""],
  ["data are lost", first, "NBF.DATA_ONLY_LAST"],
  ["acknowledgments are lost", first, "NBF.DATA_ACK"],
] as const)
  test(`every data frame and every acknowledgment names its message, when ${what}`, () => {
    const column = new Column(choose);
    const seen = shown(column);
    const file = column.open();
    if (word !== "") column.fault("drops", { what: { want: { word } }, times: 2 });
    column.read(file, 4096);
    const frames = flat(seen).filter(({ name }) => name.startsWith("NBF.DATA_"));
    assert.ok(frames.length > 20);
    for (const { name, args } of frames)
      assert.notEqual(text(args, "message"), "", `${name} ${JSON.stringify(args)}`);
  });

test("each request and each response is said once and arrives once, and the data are those that were read", () => {
  const column = new Column(first);
  const seen = shown(column);
  column.read(column.open(), 1000);
  const derived = flat(seen);
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

test("of half a capture every link is right or missing: messages in flight together, frames sent again, frames not seen", () => {
  const column = new Column(seeded(3));
  const all = shown(column);
  const files = [column.open(), column.open()];
  column.fault("drops", { what: { want: { word: "NBF.DATA_ONLY_LAST" } }, times: 2 });
  for (const file of files) column.asks("read", { file, count: 1500 });
  column.drive.run(40_000);
  const truth = derivedOf(all);
  const links = (derived: readonly Derived[] | undefined): readonly unknown[] =>
    (derived ?? []).filter(({ name }) => name.startsWith("NBF.DATA_")).map(({ args }) => args["message"]);
  const whole = [...truth.values()].flatMap(links);
  assert.ok(whole.length > 30 && whole.every((link) => link !== undefined));
  const frames = all.filter(({ event }) => event.name === "Transmit").map(({ event }) => event.seq);
  let [right, missing] = [0, 0];
  fc.assert(
    fc.property(fc.nat({ max: all.length }), fc.subarray(frames), fc.boolean(), (start, some, few) => {
      const gone = new Set(few ? some.slice(0, 4) : some);
      const half = derivedOf(all.slice(start).filter(({ event }) => !gone.has(event.seq)));
      for (const [seq, derived] of half)
        for (const [i, link] of links(derived).entries()) {
          if (link !== undefined) assert.equal(link, links(truth.get(seq))[i], `event ${seq}`);
          if (link === undefined) missing++;
          else right++;
        }
    }),
    { numRuns: 100, seed: 1 },
  );
  assert.ok(right > 0 && missing > 0, `${right} right, ${missing} missing`);
});
