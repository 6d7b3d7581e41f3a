import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { latin1Of } from "../../octets.ts";
import { arrived, carried, datagramMaximum, mayBeOurs, sessionMaximum } from "./carriage.ts";
import type { Carriage } from "./carriage.ts";

const [here, there] = ["02:00:00:00:57:53", "02:00:00:53:52:56"] as const;
const carriages: readonly Carriage[] = ["802.3", "dix"];
const aCarriage = fc.constantFrom(...carriages);

test("what is carried arrives, padding apart, and only in the same carriage", () => {
  fc.assert(
    fc.property(
      aCarriage,
      aCarriage,
      fc.uint8Array({ minLength: 3, maxLength: 1497 }),
      (sent, heard, pdu) => {
        const frame = latin1Of(carried(sent, there, here, pdu));
        const found = arrived(heard, frame);
        assert.deepEqual(found, sent === heard ? { source: here, destination: there, pdu } : undefined);
        assert.equal(mayBeOurs(heard, frame), sent === heard);
      },
    ),
  );
});

test("a frame holds 1482 octets of a session's data and 1453 of a datagram's; three fewer by DIX", () => {
  assert.deepEqual(carriages.map(sessionMaximum), [1482, 1479]);
  assert.deepEqual(carriages.map(datagramMaximum), [1453, 1450]);
});
