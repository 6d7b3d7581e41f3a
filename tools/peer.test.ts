import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "./peer.ts";

function asking(name: string, required: string | undefined): { path: string | undefined; skipped: string[] } {
  const skipped: string[] = [];
  const before = process.env["CUSTODY_PEERS"];
  if (required === undefined) delete process.env["CUSTODY_PEERS"];
  else process.env["CUSTODY_PEERS"] = required;
  try {
    return { path: peer({ skip: (why) => void skipped.push(why ?? "") }, name), skipped };
  } finally {
    if (before === undefined) delete process.env["CUSTODY_PEERS"];
    else process.env["CUSTODY_PEERS"] = before;
  }
}

test("a program in the PATH is found and nothing is skipped", () => {
  const { path, skipped } = asking("node", undefined);
  assert.match(path ?? "", /node$/);
  assert.deepEqual(skipped, []);
});

test("a missing program skips the test with its name and the remedy", () => {
  const { path, skipped } = asking("no-such-peer", undefined);
  assert.equal(path, undefined);
  assert.deepEqual(skipped, ["no-such-peer is not installed; npm run peers installs it"]);
});

test("a missing program fails the test where peers are required", () => {
  assert.throws(() => asking("no-such-peer", "required"), /no-such-peer is not installed/);
});
