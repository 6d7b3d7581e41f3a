import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Args } from "../contract/value.ts";
import { ETHERTYPE_NETBEUI, emitDix } from "../formats/media/encapsulation.ts";
import { emitEthernet } from "../formats/ethernet.ts";
import { emitLlc, type LlcPdu } from "../formats/llc.ts";
import { emitNbf, type NbfFrame } from "../formats/nbf/frame.ts";
import { octetText } from "../formats/octets.ts";
import { emitSmb, replyHeader, smbRequest } from "../formats/smb/message.ts";
import { altered } from "./altered.ts";
import { createObserver } from "./observer.ts";
import type { Derived, Seen } from "./seen.ts";

const event = { seq: 1, time: 0, kind: "call", from: "WS.nic", to: "wire" } as const;
const asked = smbRequest(
  { mid: 5, pid: 1, tid: 2, uid: 3 },
  { kind: "SMB_COM_READ", fid: 7, count: 4, offset: 9, remaining: 4 },
);
const answer = {
  header: replyHeader(asked.header, 0),
  body: { kind: "SMB_COM_READ.response", count: 3, data: new Uint8Array([1, 2, 3]) },
} as const;

const message = (bytes: Uint8Array): Seen => ({
  event: { ...event, name: "SendMessage" },
  args: { session: "s", message: "message1" },
  data: (id) => (id === "message1" ? octetText(bytes) : undefined),
});
const frame = (bytes: Uint8Array): Seen => ({
  event: { ...event, name: "Transmit" },
  args: { data: { latin1: octetText(bytes) } },
  data: () => undefined,
});

const stations = { destination: "02:00:00:00:00:02", source: "02:00:00:00:00:01" } as const;
const carried = (nbf: NbfFrame): LlcPdu => ({
  kind: "I",
  dsap: 0xf0,
  ssap: 0xf0,
  response: false,
  poll: false,
  ns: 3,
  nr: 4,
  info: emitNbf(nbf),
});
const acknowledgment: NbfFrame = { kind: "DATA_ACK", correlator: 9, session: 1, senderSession: 2 };
const plain = frame(emitEthernet({ kind: "802.3", ...stations, payload: emitLlc(carried(acknowledgment)) }));

/** The words of a call after the change, or before it. */
function words(seen: Seen, changed?: { readonly name: string; readonly args: Args }): readonly Derived[] {
  const change = changed === undefined ? undefined : altered(seen, changed.name, changed.args);
  if (changed !== undefined) assert.ok(change !== undefined, `${changed.name} cannot be changed`);
  const now: Seen =
    change === undefined
      ? seen
      : change.kind === "args"
        ? { ...seen, args: change.args }
        : { ...seen, data: () => change.data };
  const observer = createObserver([]);
  return observer.see(observer.initial, now)[1].filter(({ name }) => !name.startsWith("session."));
}

const u16 = fc.integer({ min: 0, max: 0xffff });
const forgeries: readonly [string, Seen, string, fc.Arbitrary<Args>][] = [
  ["the id of a request", message(emitSmb(asked)), "SMB_COM_READ", fc.record({ mid: u16 })],
  ["its handle and count", message(emitSmb(asked)), "SMB_COM_READ", fc.record({ fid: u16, count: u16 })],
  ["the length of an answer", message(emitSmb(answer)), "SMB_COM_READ.response", fc.record({ count: u16 })],
  ["the correlator of a frame", plain, "NBF.DATA_ACK", fc.record({ correlator: u16 })],
  ["the number of a frame", plain, "LLC.I", fc.record({ ns: fc.nat({ max: 127 }) })],
];

for (const [what, seen, name, changes] of forgeries)
  test(`${what} becomes what is asked for, and nothing else another`, () => {
    const before = words(seen);
    fc.assert(
      fc.property(changes, (args) => {
        const after = words(seen, { name, args });
        assert.equal(after.length, before.length);
        for (const [i, word] of after.entries()) {
          // every SMB is said a second time in general words
          const speaksOfIt = word.name === name || word.name.startsWith("smb");
          const same = before[i]?.args ?? {};
          const shared = Object.entries(args).filter(([key]) => speaksOfIt && key in same);
          const expected = { ...same, ...Object.fromEntries(shared) };
          assert.deepEqual(word.args, expected, word.name);
        }
      }),
      { numRuns: 50 },
    );
  });

test("both carriages of a frame can be changed", () => {
  const payload = emitDix({ pad: 0, payload: emitLlc(carried(acknowledgment)) });
  const dix = frame(emitEthernet({ kind: "ethernet2", ...stations, etherType: ETHERTYPE_NETBEUI, payload }));
  const after = words(dix, { name: "NBF.DATA_ACK", args: { correlator: 1 } });
  assert.equal(after.find(({ name }) => name === "NBF.DATA_ACK")?.args["correlator"], 1);
});

test("what the bytes do not say, or have no room for, cannot be changed", () => {
  for (const [name, args] of [
    ["SMB_COM_READ", { session: "other" }],
    ["SMB_COM_READ", { mid: 0x10000 }],
    ["SMB_COM_READ", { mid: -1 }],
    ["SMB_COM_READ", { mid: "five" }],
    ["SMB_COM_READ", { data: { latin1: "x" } }],
  ] as const)
    assert.equal(altered(message(emitSmb(asked)), name, args), undefined, JSON.stringify(args));
  assert.equal(altered(plain, "NBF.DATA_ACK", { message: "message1" }), undefined);
  assert.equal(
    altered(message(new Uint8Array([1, 2])), "SMB_COM_READ", { mid: 1 }),
    undefined,
    "no SMB at all",
  );
});
