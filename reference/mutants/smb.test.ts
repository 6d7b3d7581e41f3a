import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Out } from "../../src/contract/layer.ts";
import { emitSmb, smbRequest } from "../../src/formats/smb/message.ts";
import { latin1Of } from "../octets.ts";
import { act, back, bytes, call, writes } from "../words.ts";
import { deedsFirst, inBody, rewritten, smbsOf, withMid } from "./smb.ts";

const u16 = fc.integer({ min: 0, max: 0xffff });
const read = fc
  .record({ fid: u16, count: u16, offset: fc.integer({ min: 0, max: 0xffffffff }), remaining: u16, mid: u16 })
  .map(({ mid, ...body }) => smbRequest({ mid, pid: 1, tid: 1, uid: 0 }, { kind: "SMB_COM_READ", ...body }));

/** What a redirector says to send it. */
const sending = (data: string): readonly Out[] => [
  act("allocates", { what: "message1" }),
  writes("message1", "data", bytes(data)),
  writes("message1", "size", data.length),
  call("protocol", "SendMessage", { session: "s", message: "message1" }),
];

test("an SMB that is not changed is said as it was", () => {
  fc.assert(
    fc.property(read, (smb) => {
      const outs = sending(latin1Of(emitSmb(smb)));
      assert.deepEqual(
        rewritten(outs, (same) => same),
        outs,
      );
    }),
  );
});

test("what is changed is changed, and nothing else", () => {
  fc.assert(
    fc.property(read, u16, (smb, mid) => {
      const outs = sending(latin1Of(emitSmb(smb)));
      const now = rewritten(outs, (one) => withMid(one, mid));
      assert.deepEqual(smbsOf(now), [withMid(smb, mid)]);
      assert.deepEqual(
        rewritten(now, (one) => withMid(one, smb.header.mid)),
        outs,
      );
    }),
  );
});

test("a body of another kind stays, and the size follows the data", () => {
  const smb = smbRequest({ mid: 1, pid: 1, tid: 1, uid: 0 }, { kind: "SMB_COM_NEGOTIATE", dialects: ["A"] });
  const outs = sending(latin1Of(emitSmb(smb)));
  assert.deepEqual(
    rewritten(
      outs,
      inBody("SMB_COM_READ", (body) => ({ ...body, fid: 9 })),
    ),
    outs,
  );
  const longer = rewritten(
    outs,
    inBody("SMB_COM_NEGOTIATE", (body) => ({ ...body, dialects: ["A", "LONGER"] })),
  );
  const size = longer.find((out) => out.k === "act" && out.args["field"] === "size");
  assert.equal(
    size?.k === "act" ? size.args["value"] : undefined,
    latin1Of(emitSmb(smb)).length + "LONGER".length + 2,
  );
});

test("data that is no SMB is left alone", () => {
  const outs = sending("no SMB at all");
  assert.deepEqual(
    rewritten(outs, () => assert.fail("there is none")),
    outs,
  );
});

test("deeds come before words, each in their order", () => {
  const outs = [back(), act("reads", { what: "a" }), call("x", "Y", {}), act("frees", { what: "a" })];
  assert.deepEqual(deedsFirst(outs), [outs[1], outs[3], outs[0], outs[2]]);
});
