import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { octetText } from "../octets.ts";
import { octets } from "../testing/arbitraries.ts";
import { emitName, nameNumberOne, netbiosName, parseName, readName } from "./name.ts";

test("any sixteen octets are a name whose text gives them back", () => {
  fc.assert(
    fc.property(octets(16), (bytes) => {
      const name = parseName(bytes);
      assert.deepEqual(emitName(name), bytes);
      assert.deepEqual(readName(name), { ok: true, value: name });
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("a service's name is in capitals, padded with blanks, and ends in its suffix", () => {
  assert.equal(netbiosName("ntserver", 0x20), "NTSERVER<20>");
  assert.equal(octetText(emitName("NTSERVER<20>")), "NTSERVER        ");
  assert.equal(octetText(emitName("NTSERVER<00>")), "NTSERVER       \0");
});

test("NAME_NUMBER_1 is ten zeros and the address", () => {
  assert.equal(octetText(emitName(nameNumberOne("02:00:00:00:00:a1"))), `${"\0".repeat(10)}\x02\0\0\0\0\xa1`);
});

for (const text of [
  "",
  "NTSERVER",
  "NTSERVER<2>",
  "NTSERVER<2G>",
  "SIXTEENLETTERSXX<20>",
  "A<20",
  "<00>".repeat(17),
]) {
  test(`"${text}" is no name`, () => {
    assert.equal(readName(text).ok, false);
    assert.throws(() => emitName(text), RangeError);
  });
}

test("a name of more than fifteen characters is refused", () => {
  assert.throws(() => netbiosName("SIXTEENLETTERSXX", 0), /longer than 15/);
});
