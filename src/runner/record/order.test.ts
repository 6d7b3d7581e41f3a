// What cannot be said of calls: by the wrong side, twice, around nothing; and what a record may have left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { specification } from "../../rules/testing/spec.ts";
import { eventChecker } from "./vocabulary.ts";

const program = specification();
const party = (id: string, role: string) => ({ id, role, name: id, station: "", properties: {} });
const header = (fromStart: boolean): RecordHeader => ({
  custody: "record",
  version: 1,
  kit: "",
  rules: "",
  subject: { name: "", version: "" },
  target: "",
  live: [],
  seed: 0,
  scenario: { title: "", file: "", line: 0, digest: "" },
  parties: [party("nic", "nic"), party("ndis", "ndis"), party("P", "protocol")],
  fromStart,
});

const indicates = {
  kind: "call",
  name: "NdisMIndicateReceivePacket",
  from: "nic",
  to: "ndis",
  call: 1,
} as const;
const shows = { kind: "call", name: "ProtocolReceivePacket", from: "ndis", to: "P", call: 2, in: 1 } as const;
const answers = {
  kind: "return",
  name: "ProtocolReceivePacket",
  from: "P",
  to: "ndis",
  call: 2,
  in: 1,
} as const;
const ends = {
  kind: "return",
  name: "NdisMIndicateReceivePacket",
  from: "ndis",
  to: "nic",
  call: 1,
} as const;

type Said = Omit<Event, "seq" | "time">;
/** The flaw of the last of these events; the ones before it have none. */
function flawOf(said: readonly Said[], fromStart = true, gap = 0): string | undefined {
  const check = eventChecker(program, header(fromStart));
  const flaws = said.map((event, index) => check({ ...event, seq: index + 1 + gap, time: 0 })?.message);
  assert.deepEqual(
    flaws.slice(0, -1).filter((flaw) => flaw !== undefined),
    [],
  );
  return flaws.at(-1);
}

test("calls that nest have no flaw", () => {
  assert.equal(flawOf([indicates, shows, answers, ends, indicates, ends]), undefined);
});

const impossible: readonly (readonly [what: string, events: readonly Said[], flaw: RegExp])[] = [
  [
    "the wrong side says it",
    [{ ...indicates, from: "P", to: "ndis" }],
    /from protocol to ndis; nic says it to ndis/u,
  ],
  ["somebody else hears it", [{ ...shows, to: "nic" }], /from ndis to nic; ndis says it to protocol/u],
  [
    "an act of a stranger to it",
    [{ kind: "act", name: "registers", from: "nic" }],
    /registers from nic; protocol says it/u,
  ],
  ["a return of no call", [ends], /returns from call 1, which is not open/u],
  ["a second return", [indicates, ends, ends], /returns from call 1, which is not open/u],
  [
    "a number in use",
    [indicates, { ...shows, call: 1 }],
    /begins call 1, which NdisMIndicateReceivePacket has open/u,
  ],
  [
    "a return of another call",
    [indicates, shows, { ...answers, call: 1 }],
    /call 1 otherwise than it was called/u,
  ],
  ["a return around an open call", [indicates, shows, ends], /call 1 while a call inside it is open/u],
  ["a call inside nothing", [shows], /stands inside call 1, which is not open/u],
];
for (const [what, events, flaw] of impossible)
  test(`impossible: ${what}`, () => assert.match(flawOf(events) ?? "no flaw", flaw));

test("a record that begins in the middle, or has gaps, may show only the end of a call", () => {
  for (const said of [[ends], [shows], [answers, ends]]) {
    assert.equal(flawOf(said, false), undefined);
    assert.equal(flawOf(said, true, 5), undefined);
  }
  assert.match(flawOf([indicates, shows, ends], false) ?? "", /while a call inside it is open/u);
});
