import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { emitNbss, parseNbss, printNbss, splitNbss } from "./nbss.ts";
import type { NbssFrame } from "./nbss.ts";
import { concat, octetText } from "./octets.ts";
import { netbiosName, octet, octets, record, u16, u32 } from "./testing/arbitraries.ts";
import { keepsTheLaws } from "./testing/laws.ts";

const values: fc.Arbitrary<NbssFrame> = fc.oneof(
  record({ kind: fc.constant("message" as const), bytes: octets(0, 60) }),
  record({ kind: fc.constant("request" as const), called: netbiosName, calling: netbiosName }),
  record({ kind: fc.constantFrom("positive" as const, "keepalive" as const) }),
  record({ kind: fc.constant("negative" as const), code: octet }),
  record({ kind: fc.constant("retarget" as const), address: u32, port: u16 }),
);

test("session frames keep the laws", () => {
  keepsTheLaws({ parse: parseNbss, emit: emitNbss, print: printNbss, values, exact: true });
});

test("a stream is cut into its frames, however much of the next has come", () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 5 }), values, fc.nat(), (whole, next, cut) => {
      const part = emitNbss(next).slice(0, cut % emitNbss(next).length);
      const frames = whole.map(emitNbss);
      assert.deepEqual(splitNbss(concat(...frames, part)), { frames, rest: part });
    }),
    { seed: 4 },
  );
});

test("names are encoded as half octets from the letter A on", () => {
  const bytes = emitNbss({ kind: "request", called: "NTSERVER<20>", calling: "WFWCLIENT<00>" });
  assert.equal(octetText(bytes.subarray(4, 38)), " EOFEFDEFFCFGEFFCCACACACACACACACA\0");
  assert.equal(octetText(bytes.subarray(38)), " FHEGFHEDEMEJEFEOFECACACACACACAAA\0");
});

test("a message over 24 bits of length is refused", () => {
  assert.throws(() => emitNbss({ kind: "message", bytes: new Uint8Array(0x1000000) }), /over 16777215/);
});
