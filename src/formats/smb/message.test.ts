import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { fromHex } from "../octets.ts";
import { octet, octets, oemText, optionally, record, u16, u32 } from "../testing/arbitraries.ts";
import { keepsTheLaws } from "../testing/laws.ts";
import type { SmbBody, SmbRequest, SmbResponse } from "./body.ts";
import { FLAGS2_NT_STATUS, FLAGS2_UNICODE, FLAGS_REPLY } from "./header.ts";
import type { SmbHeader } from "./header.ts";
import { emitSmb, parseSmb, printSmb, replyHeader, smbRequest } from "./message.ts";
import type { SmbMessage } from "./message.ts";

type Bodies<T extends SmbBody> = { readonly [K in T["kind"]]: fc.Arbitrary<T & { kind: K }> };

const s16 = fc.integer({ min: -0x8000, max: 0x7fff });
const s32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const limits = {
  dialectIndex: u16,
  maxMpxCount: u16,
  maxNumberVcs: u16,
  sessionKey: u32,
  timeZone: s16,
  challenge: octets(0, 16),
  names: octets(0, 16),
};

const requests: Bodies<SmbRequest> = {
  SMB_COM_NEGOTIATE: record({
    kind: fc.constant("SMB_COM_NEGOTIATE" as const),
    dialects: fc.array(oemText, { maxLength: 4 }),
  }),
  SMB_COM_TREE_CONNECT: record({
    kind: fc.constant("SMB_COM_TREE_CONNECT" as const),
    path: oemText,
    password: oemText,
    service: oemText,
  }),
  SMB_COM_OPEN: record({
    kind: fc.constant("SMB_COM_OPEN" as const),
    accessMode: u16,
    searchAttributes: u16,
    path: oemText,
  }),
  SMB_COM_READ: record({
    kind: fc.constant("SMB_COM_READ" as const),
    fid: u16,
    count: u16,
    offset: u32,
    remaining: u16,
  }),
  SMB_COM_SEEK: record({ kind: fc.constant("SMB_COM_SEEK" as const), fid: u16, mode: u16, offset: s32 }),
  SMB_COM_CLOSE: record({ kind: fc.constant("SMB_COM_CLOSE" as const), fid: u16, lastModified: u32 }),
};

const negotiated = { kind: fc.constant("SMB_COM_NEGOTIATE.response" as const) };
const readResponse = record({
  kind: fc.constant("SMB_COM_READ.response" as const),
  count: u16,
  data: octets(0, 40),
});

const responses: Bodies<SmbResponse> = {
  "SMB_COM_NEGOTIATE.response": fc.oneof(
    record({ ...negotiated, form: fc.constant("core" as const), dialectIndex: u16 }),
    record({
      ...negotiated,
      form: fc.constant("lanman" as const),
      ...limits,
      securityMode: u16,
      maxBufferSize: u16,
      rawMode: u16,
      serverTime: u16,
      serverDate: u16,
      reserved: u16,
    }),
    record({
      ...negotiated,
      form: fc.constant("nt" as const),
      ...limits,
      securityMode: octet,
      maxBufferSize: u32,
      maxRawSize: u32,
      capabilities: u32,
      systemTime: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    }),
  ),
  "SMB_COM_TREE_CONNECT.response": record({
    kind: fc.constant("SMB_COM_TREE_CONNECT.response" as const),
    maxBufferSize: u16,
    tid: u16,
  }),
  "SMB_COM_OPEN.response": record({
    kind: fc.constant("SMB_COM_OPEN.response" as const),
    fid: u16,
    fileAttributes: u16,
    lastModified: u32,
    fileSize: u32,
    accessMode: u16,
  }),
  "SMB_COM_READ.response": fc.oneof(
    readResponse,
    optionally(readResponse, "countBeforeData", fc.integer({ min: 41, max: 0xffff })),
    optionally(
      readResponse,
      "reserved",
      octets(8).filter((bytes) => bytes.some((each) => each !== 0)),
    ),
  ),
  "SMB_COM_SEEK.response": record({ kind: fc.constant("SMB_COM_SEEK.response" as const), offset: u32 }),
  "SMB_COM_CLOSE.response": record({ kind: fc.constant("SMB_COM_CLOSE.response" as const) }),
};

const unknown = record({
  kind: fc.constant("other" as const),
  command: fc.constantFrom(0x2e, 0x25, 0xff),
  words: octets(4),
  bytes: octets(0, 9),
});

const header = (flags: fc.Arbitrary<number>, status: fc.Arbitrary<number>): fc.Arbitrary<SmbHeader> =>
  record({
    status,
    flags,
    flags2: u16,
    pid: u32,
    securityFeatures: octets(8),
    reserved: u16,
    tid: u16,
    uid: u16,
    mid: u16,
  });

const asked = header(
  octet.map((flags) => flags & ~FLAGS_REPLY),
  u32,
);
const answered = header(
  octet.map((flags) => flags | FLAGS_REPLY),
  fc.constant(0),
);
const failed = header(
  octet.map((flags) => flags | FLAGS_REPLY),
  fc.integer({ min: 1, max: 0xffffffff }),
);

const messages = (
  headers: fc.Arbitrary<SmbHeader>,
  bodies: fc.Arbitrary<SmbBody>,
): fc.Arbitrary<SmbMessage> => optionally(record({ header: headers, body: bodies }), "trailer", octets(1, 4));

const law = (values: fc.Arbitrary<SmbMessage>) => ({
  parse: parseSmb,
  emit: emitSmb,
  print: printSmb,
  values,
  exact: true,
});

for (const [kind, bodies] of Object.entries<fc.Arbitrary<SmbBody>>(requests)) {
  test(`${kind} keeps the laws`, () => {
    keepsTheLaws(law(messages(asked, bodies)));
  });
}

for (const [kind, bodies] of Object.entries<fc.Arbitrary<SmbBody>>(responses)) {
  test(`${kind} keeps the laws`, () => {
    keepsTheLaws(law(messages(answered, bodies)));
  });
}

test("errors and commands without a file of their own keep the laws", () => {
  keepsTheLaws(law(messages(failed, record({ kind: fc.constant("error" as const), command: octet }))));
  keepsTheLaws(law(messages(fc.oneof(asked, answered), unknown)));
});

const ids = { mid: 9, pid: 0x4772, tid: 0xf489, uid: 0x4825 };
const read: SmbRequest = { kind: "SMB_COM_READ", fid: 0xfbea, count: 9, offset: 0, remaining: 0 };

test("a READ is 45 octets, its answer 48 and the data", () => {
  const request = smbRequest(ids, read);
  assert.equal(emitSmb(request).length, 45);
  const data = fromHex("544553542044415441");
  const response: SmbMessage = {
    header: replyHeader(request.header, 0),
    body: { kind: "SMB_COM_READ.response", count: 9, data },
  };
  assert.equal(emitSmb(response).length, 57);
  assert.deepEqual(parseSmb(emitSmb(response)), { ok: true, value: response });
});

test("a layout that is not its command's goes out as it came in", () => {
  const bytes = emitSmb(smbRequest(ids, read));
  bytes[32] = 3;
  const short = Uint8Array.from([...bytes.subarray(0, 39), 0, 0]);
  const parsed = parseSmb(short);
  assert.ok(parsed.ok && parsed.value.body.kind === "malformed");
  assert.match(parsed.value.body.problem.text, /WordCount of SMB_COM_READ is 3, not 5/);
  assert.deepEqual(emitSmb(parsed.value), short);
});

test("counts that run past the end are a problem at their offset", () => {
  const bytes = emitSmb(smbRequest(ids, read));
  assert.deepEqual(parseSmb(bytes.subarray(0, 40)), {
    ok: false,
    problem: { at: 32, text: "WordCount is 5, but only 7 octets follow" },
  });
  bytes[43] = 1;
  assert.deepEqual(parseSmb(bytes), {
    ok: false,
    problem: { at: 43, text: "ByteCount is 1, but only 0 octets follow" },
  });
});

test("a path is UTF-16 when Flags2 says so, and nothing is lost", () => {
  const open: SmbRequest = {
    kind: "SMB_COM_OPEN",
    accessMode: 0,
    searchAttributes: 0,
    path: "\\größe\\日本.txt",
  };
  const message = smbRequest({ ...ids, flags2: FLAGS2_UNICODE }, open);
  assert.deepEqual(parseSmb(emitSmb(message)), { ok: true, value: message });
  assert.throws(() => emitSmb(smbRequest(ids, open)), /a character of/);
});

test("a status prints in the form that its own header declares", () => {
  const request = smbRequest({ ...ids, flags2: FLAGS2_NT_STATUS }, read);
  const error = (status: number, flags2: number): string =>
    printSmb({
      header: { ...replyHeader(request.header, status), flags2 },
      body: { kind: "error", command: 0x0a },
    });
  assert.match(error(0xc0000008, FLAGS2_NT_STATUS), /INVALID_HANDLE C0000008/);
  assert.match(error(0x00060001, 0), /ERRbadfid 1\/6/);
  assert.match(error(0x12345678, FLAGS2_NT_STATUS), /status 12345678/);
});
