// What is told of an SMB besides what it says: that it is not laid out as it should be, and what comes along in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, octetText } from "../formats/octets.ts";
import { FLAGS_REPLY } from "../formats/smb/header.ts";
import { emitSmb, replyHeader, smbRequest } from "../formats/smb/message.ts";
import { noSmb, smbWords, spokenSmb } from "./smb.ts";

const ids = { mid: 5, pid: 1, tid: 2, uid: 3 };
const asked = smbRequest(ids, { kind: "SMB_COM_READ", fid: 7, count: 4, offset: 9, remaining: 4 });
const request = emitSmb(asked);
const answer = emitSmb({
  header: replyHeader(asked.header, 0),
  body: { kind: "SMB_COM_READ.response", count: 3, data: new Uint8Array([1, 2, 3]) },
});

const at = { flags: 9, wordCount: 32, answerBytes: 43, before: 46 } as const;
const changed = (bytes: Uint8Array, place: number, to: number): Uint8Array =>
  bytes.map((octet, i) => (i === place ? to : octet));
const failed = (bytes: Uint8Array): Uint8Array => changed(bytes, 5, 8);

function problem(bytes: Uint8Array, isAnswer?: boolean): string | undefined {
  const spoken = spokenSmb(octetText(bytes), isAnswer);
  assert.ok(spoken !== undefined);
  const words = smbWords(spoken, "s", "session");
  const told = words.find(({ name }) => name.endsWith(".malformed"))?.args["problem"];
  assert.equal(told ?? undefined, spoken.problem);
  const general = words.find(({ name }) => name === "smb" || name === "smb.response");
  assert.equal(general?.args["mid"], 5, "it is a question or an answer all the same");
  return spoken.problem;
}

test("what fits is told without a problem, octets behind it included", () => {
  for (const bytes of [request, answer, concat(answer, new Uint8Array(5)), answer.subarray(0)])
    assert.equal(problem(bytes), undefined);
});

test("counts that do not fit are told, with both numbers", () => {
  const more = changed(answer, at.answerBytes, 7);
  assert.match(problem(more) ?? "", /^ByteCount is 7, but only 6 octets follow$/u);
  assert.match(problem(answer.subarray(0, -1)) ?? "", /^ByteCount is 6, but only 5/u);
  assert.match(problem(changed(answer, at.wordCount, 200)) ?? "", /^WordCount is 200, but only/u);
  assert.match(problem(changed(answer, at.wordCount, 4)) ?? "", /./u);
  assert.match(
    problem(changed(answer, at.before, 9)) ?? "",
    /^before its data it says 9 octets, but 3 follow$/u,
  );
  assert.match(problem(answer.subarray(0, 32)) ?? "", /^SMB ends before its WordCount and ByteCount$/u);
  assert.match(
    problem(concat(request.subarray(0, 32), new Uint8Array(3))) ?? "",
    /^WordCount of SMB_COM_READ is 0, not 5/u,
  );
});

test("an error may be laid out in its own way", () => {
  assert.equal(problem(failed(answer)), undefined);
  assert.equal(problem(concat(failed(answer).subarray(0, 32), new Uint8Array([1, 0, 0, 0, 0]))), undefined);
});

test("who says it decides what it is, and its own bit has to agree", () => {
  const without = changed(answer, at.flags, (answer[at.flags] ?? 0) & ~FLAGS_REPLY);
  assert.match(problem(without, true) ?? "", /lacks the bit/u);
  assert.match(problem(changed(request, at.flags, FLAGS_REPLY), false) ?? "", /has the bit of an answer/u);
  const spoken = spokenSmb(octetText(without), true);
  assert.equal(spoken?.isAnswer, true);
  assert.equal(spoken?.message.body.kind, "SMB_COM_READ.response");
});

/** WordCount, AndXCommand, reserved, AndXOffset, then words of 0; no bytes. */
const andx = (words: number, command: number, offset: number): Uint8Array => {
  const block = new Uint8Array(3 + 2 * words);
  block.set([words, command, 0, offset & 0xff, offset >>> 8]);
  return block;
};

test("what comes along is told, as far as each stands behind the one before", () => {
  const head = changed(request.subarray(0, 32), 4, 0x75);
  const chained = (bytes: Uint8Array): readonly number[] => spokenSmb(octetText(bytes))?.chained ?? [];
  const open = 32 + 11;
  const read = open + 33;
  const whole = concat(head, andx(4, 0x2d, open), andx(15, 0x2e, read), andx(10, 0xff, 0));
  assert.deepEqual(chained(whole), [0x2d, 0x2e]);
  assert.deepEqual(chained(concat(head, andx(4, 0xff, open))), []);
  assert.deepEqual(
    chained(concat(head, andx(4, 0x2d, 32), andx(15, 0xff, 0))),
    [],
    "it would go round in circles",
  );
  assert.deepEqual(chained(concat(head, andx(4, 0x2d, 999))), []);
  assert.deepEqual(chained(request), []);
  const spoken = spokenSmb(octetText(whole));
  assert.ok(spoken !== undefined);
  assert.deepEqual(
    smbWords(spoken, "s", "session").map(({ name, args }) => [name, args["command"]]),
    [
      ["smb", 0x75],
      ["smb.chained", 0x2d],
      ["smb.chained", 0x2e],
    ],
  );
});

test("what stands where an SMB belongs and is none is told; nothing at all, and SMB 2, are not", () => {
  assert.match(noSmb("hello") ?? "", /^no SMB: it does not begin/u);
  assert.match(noSmb("\xffSMB\x0a") ?? "", /^SMB of 5 octets is shorter than its header of 32$/u);
  for (const data of ["", "\xfeSMB@", "\xfdSMB4", octetText(request)]) assert.equal(noSmb(data), undefined);
});
