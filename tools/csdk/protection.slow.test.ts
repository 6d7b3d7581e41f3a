// The ways of protection, one by one, and NDIS 5 miniports, whose packets are closed and opened by the same table.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { peer } from "../peer.ts";
import { driver, testSource } from "./compile.ts";
import { begun, spoken, type Line, type Said } from "./lines.ts";

const answer = (call: number, results: Line, resources: Line = {}): Line => ({
  kind: "return",
  call,
  on: 1,
  results,
  resources,
  now: 0,
});
const acts = ({ lines }: Said, ...names: readonly string[]): readonly Line[] =>
  lines.filter(({ kind, name }) => kind === "act" && names.includes(String(name)));

/* ------------------------------------------------------------ modes */

const sent = (trial: string): readonly Line[] => [
  begun(trial),
  answer(1, { status: "PENDING" }),
  {
    kind: "call",
    call: 1,
    on: 2,
    name: "ProtocolSendComplete",
    from: "ndis",
    to: "P",
    args: { packet: "packet1000000", status: "SUCCESS" },
    resources: {},
    now: 0,
  },
];
function touched(
  t: TestContext,
  trial: string,
  environment: Readonly<Record<string, string>> = {},
): Said | undefined {
  const compiler = peer(t, "gcc");
  return compiler === undefined
    ? undefined
    : spoken(driver(compiler, [testSource("touches")]), "P", sent(trial), environment);
}
const placed = (said: Said): readonly Line[] => said.lines.filter(({ where }) => where !== undefined);

/** The innermost of its frames. */
const placeOf = (line: Line | undefined): string => [line?.["where"]].flat().map(String)[0] ?? "";

test("a touch is one finding, with its field, its place, and where the packet was given away", (t) => {
  const said = touched(t, "writes");
  if (said === undefined) return;
  const [only, ...more] = placed(said);
  assert.deepEqual(more, []);
  assert.equal(only?.["name"], "writes");
  assert.deepEqual(only["args"], { what: "packet1000000", field: "data" });
  assert.match(placeOf(only), /^touches\.c:\d+ in Begin$/u);
  assert.match(
    said.notes[0] ?? "",
    /^writes data of packet1000000, which ndis has since NdisSend \(call 1 of ours\), given away at touches\.c:\d+ in Send$/u,
  );
  assert.equal(said.notes.at(-1), "spoiled");
});

test("a read is told as one", (t) => {
  const said = touched(t, "reads");
  if (said === undefined) return;
  assert.deepEqual(
    placed(said).map(({ name, args }) => [name, args]),
    [["reads", { what: "packet1000000", field: "status" }]],
  );
});

test("CUSTODY_TOUCH=every: each of them", (t) => {
  const said = touched(t, "writes", { CUSTODY_TOUCH: "every" });
  if (said === undefined) return;
  assert.equal(placed(said).length, process.arch === "x64" ? 2 : 1);
});

test("CUSTODY_TOUCH=stop: nothing happens behind the first", (t) => {
  const said = touched(t, "writes", { CUSTODY_TOUCH: "stop" });
  if (said === undefined) return;
  assert.equal(placed(said).length, 1);
  assert.equal(said.error, "stopped at the first touch (CUSTODY_TOUCH=stop)");
  assert.ok(!said.notes.includes("spoiled"));
});

test("CUSTODY_PROTECTION=poison: what was written is found when the packet comes back, and its bytes are as they were", (t) => {
  const wrong = touched(t, "writes", { CUSTODY_PROTECTION: "poison" });
  const right = touched(t, "nothing", { CUSTODY_PROTECTION: "poison" });
  if (wrong === undefined || right === undefined) return;
  assert.deepEqual(placed(wrong), []);
  assert.match(
    wrong.error ?? "",
    /^the data of packet1000000 were written while ndis had them, since NdisSend \(call 1 of ours\)/u,
  );
  assert.equal(right.error, undefined);
  assert.deepEqual(right.notes, ["as it was"]);
});

test("CUSTODY_PROTECTION=none: nothing is found", (t) => {
  const said = touched(t, "writes", { CUSTODY_PROTECTION: "none" });
  if (said === undefined) return;
  assert.deepEqual([placed(said), said.error, said.notes], [[], undefined, ["spoiled"]]);
});

test("CUSTODY_SYMBOLS=off: places are offsets", (t) => {
  const said = touched(t, "writes", { CUSTODY_SYMBOLS: "off" });
  if (said === undefined) return;
  assert.match(placeOf(placed(said)[0]), /^adapter\+0x[0-9a-f]+$/u);
});

/* ------------------------------------------------------------ NDIS 5 miniports */

const packet = (id: string, access = "write"): Line => ({
  [id]: {
    type: "packet",
    owner: "P",
    access,
    fields: { status: "SUCCESS", size: 60, room: 60, data: { all: "ab".repeat(60) } },
  },
});
const call = (id: number, name: string, args: Line, resources: Line = {}): Line => ({
  kind: "call",
  call: id,
  on: 10 + id,
  name,
  from: "ndis",
  to: "nic",
  args,
  resources,
  now: 0,
});
const nicDoes = (name: string): Line => ({ ...begun(name), to: "nic" });
function nic(t: TestContext, lines: readonly Line[], properties: Line = {}): Said | undefined {
  const compiler = peer(t, "gcc");
  return compiler === undefined
    ? undefined
    : spoken(driver(compiler, [testSource("nic5")]), "nic", lines, {}, properties);
}
const returned = ({ lines }: Said): readonly unknown[] =>
  lines.filter(({ kind }) => kind === "return").map(({ results }) => results);
const picked = (value: number): Line => ({ kind: "result", ask: "p1", value });
const pending = 0x103;

test("NDIS 5: a packet that was sent is the NIC's until it completes it, and not touched behind that", (t) => {
  const said = nic(t, [
    call(1, "MiniportSendPackets", { packets: ["packet1"] }, packet("packet1")),
    picked(pending),
    nicDoes("completes"),
    answer(1, {}),
  ]);
  if (said === undefined) return;
  assert.deepEqual(returned(said), [{ statuses: ["PENDING"] }]);
  assert.equal(said.notes[0], "60 bytes to send");
  assert.match(said.notes[1] ?? "", /^reads status of packet1, which ndis has since NdisMSendComplete/u);
});

test("NDIS 5, serialized: what is not pending is NDIS's again when the call returns", (t) => {
  const send = (status: number, isSerialized: boolean) =>
    nic(
      t,
      [
        call(1, "MiniportSendPackets", { packets: ["packet1"] }, packet("packet1")),
        picked(status),
        nicDoes("completes"),
        answer(1, {}),
      ],
      { serialized: isSerialized },
    );
  const [kept, away] = [send(pending, true), send(0, true)];
  if (kept === undefined || away === undefined) return;
  assert.deepEqual(returned(kept), [{ statuses: ["PENDING"] }]);
  assert.deepEqual(returned(away), [{ statuses: ["SUCCESS"] }]);
});

test("NDIS 5: a packet of status RESOURCES is only lent, another is away until it is returned", (t) => {
  const lent = nic(t, [nicDoes("lends"), answer(1, {})]);
  const given = nic(t, [
    nicDoes("gives"),
    answer(1, {}),
    call(2, "MiniportReturnPacket", { packet: "packet1000000" }),
  ]);
  if (lent === undefined || given === undefined) return;
  assert.deepEqual(lent.notes, ["returned"]);
  assert.match(given.notes[0] ?? "", /^reads status of packet1000000, which ndis has since/u);
  assert.equal(given.notes.at(-1), "returned");
  assert.equal(acts(given, "frees").length, 1);
});

test("NDIS 5: lookahead is shown, the rest transferred, and the buffer its own again", (t) => {
  const said = nic(t, [
    nicDoes("shows"),
    call(
      3,
      "MiniportTransferData",
      { context: "context:1", offset: 32, count: 54, packet: "packet1" },
      packet("packet1"),
    ),
    answer(1, {}),
    answer(2, {}),
  ]);
  if (said === undefined) return;
  const words = said.lines.filter(({ kind }) => kind === "call").map(({ name }) => name);
  assert.deepEqual(words, ["NdisMEthIndicateReceive", "NdisMEthIndicateReceiveComplete"]);
  assert.deepEqual(returned(said), [{ status: "SUCCESS", bytes: 54 }]);
  assert.deepEqual(said.notes, ["its own again"]);
});

test("NDIS 5: a cancel comes with its id; words of NDIS 6 are unsupported", (t) => {
  const said = nic(t, [
    call(1, "MiniportCancelSendPackets", { id: 7 }),
    call(2, "MiniportPause", {}),
    call(3, "MiniportSendNetBufferLists", { lists: [] }),
  ]);
  if (said === undefined) return;
  assert.deepEqual(said.notes, ["cancelled 7"]);
  assert.deepEqual(
    said.lines.filter(({ kind }) => kind === "unsupported").map(({ reason }) => reason),
    ["it is an NDIS 5 driver", "it is an NDIS 5 driver"],
  );
});
