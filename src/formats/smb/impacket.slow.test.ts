// impacket as the judge of our SMB bytes: it reads in them what we wrote, and builds the very same octets from the same values.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { peer } from "../../../tools/peer.ts";
import { projectRoot } from "../../../tools/root.ts";
import { hex, octetText } from "../octets.ts";
import { octet, octets, oemText, record, u16, u32 } from "../testing/arbitraries.ts";
import { commandOf, type SmbBody } from "./body.ts";
import { FLAGS2_NT_STATUS, FLAGS2_UNICODE, FLAGS_REPLY, type SmbHeader } from "./header.ts";
import { emitSmb } from "./message.ts";

/** A structure of impacket's by name, or none where it takes the octets as they are; and the fields in it. */
type Part = readonly [structure: string | null, fields: Readonly<Record<string, string | number>>];
type Spelt = { readonly parameters: Part; readonly data: Part };
type Of<K extends SmbBody["kind"]> = Extract<SmbBody, { readonly kind: K }>;
type Judged = { readonly body: SmbBody; readonly spelt: Spelt };

const nothing: Part = [null, { "": "" }];

/** The body of each kind that impacket has structures for, and the same in its words. */
const bodies: Readonly<Record<string, fc.Arbitrary<Judged>>> = {
  SMB_COM_NEGOTIATE: fc.array(oemText, { maxLength: 5 }).map((dialects) => ({
    body: { kind: "SMB_COM_NEGOTIATE", dialects },
    spelt: {
      parameters: nothing,
      data: [null, { "": dialects.map((each) => `\u0002${each}\0`).join("") }],
    },
  })),
  "SMB_COM_NEGOTIATE.response": record<Of<"SMB_COM_NEGOTIATE.response"> & { form: "nt" }>({
    kind: fc.constant("SMB_COM_NEGOTIATE.response"),
    form: fc.constant("nt"),
    dialectIndex: u16,
    securityMode: octet,
    maxBufferSize: u32,
    maxMpxCount: u16,
    maxNumberVcs: u16,
    maxRawSize: u32,
    sessionKey: u32,
    capabilities: u32,
    systemTime: fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }),
    timeZone: fc.integer({ min: 0, max: 0x7fff }),
    challenge: octets(8),
    names: octets(0, 40),
  }).map((body) => ({
    body,
    spelt: {
      parameters: [
        "SMBNTLMDialect_Parameters",
        {
          DialectIndex: body.dialectIndex,
          SecurityMode: body.securityMode,
          MaxMpxCount: body.maxMpxCount,
          MaxNumberVcs: body.maxNumberVcs,
          MaxBufferSize: body.maxBufferSize,
          MaxRawSize: body.maxRawSize,
          SessionKey: body.sessionKey,
          Capabilities: body.capabilities,
          LowDateTime: Number(body.systemTime & 0xffff_ffffn),
          HighDateTime: Number(body.systemTime >> 32n),
          ServerTimeZone: body.timeZone,
          ChallengeLength: body.challenge.length,
        },
      ],
      data: [null, { "": octetText(body.challenge) + octetText(body.names) }],
    },
  })),
  SMB_COM_TREE_CONNECT: record<Of<"SMB_COM_TREE_CONNECT">>({
    kind: fc.constant("SMB_COM_TREE_CONNECT"),
    path: oemText,
    password: oemText,
    service: fc.constantFrom("A:", "LPT1:", "COMM", "IPC", "?????"),
  }).map((body) => ({
    body,
    spelt: {
      parameters: nothing,
      data: ["SMBTreeConnect_Data", { Path: body.path, Password: body.password, Service: body.service }],
    },
  })),
  SMB_COM_OPEN: record<Of<"SMB_COM_OPEN">>({
    kind: fc.constant("SMB_COM_OPEN"),
    accessMode: u16,
    searchAttributes: u16,
    path: oemText,
  }).map((body) => ({
    body,
    spelt: {
      parameters: [
        "SMBOpen_Parameters",
        { DesiredAccess: body.accessMode, SearchAttributes: body.searchAttributes },
      ],
      data: ["SMBOpen_Data", { FileName: body.path }],
    },
  })),
  "SMB_COM_OPEN.response": record<Of<"SMB_COM_OPEN.response">>({
    kind: fc.constant("SMB_COM_OPEN.response"),
    fid: u16,
    fileAttributes: u16,
    lastModified: u32,
    fileSize: u32,
    accessMode: u16,
  }).map((body) => ({
    body,
    spelt: {
      parameters: [
        "SMBOpenResponse_Parameters",
        {
          Fid: body.fid,
          FileAttributes: body.fileAttributes,
          LastWriten: body.lastModified,
          FileSize: body.fileSize,
          GrantedAccess: body.accessMode,
        },
      ],
      data: nothing,
    },
  })),
  SMB_COM_READ: record<Of<"SMB_COM_READ">>({
    kind: fc.constant("SMB_COM_READ"),
    fid: u16,
    count: u16,
    offset: u32,
    remaining: u16,
  }).map((body) => ({
    body,
    spelt: {
      parameters: [
        "SMBRead_Parameters",
        { Fid: body.fid, Count: body.count, Offset: body.offset, Remaining: body.remaining },
      ],
      data: nothing,
    },
  })),
  "SMB_COM_READ.response": octets(0, 600).map((data) => ({
    body: { kind: "SMB_COM_READ.response", count: data.length, data },
    spelt: {
      parameters: ["SMBReadResponse_Parameters", { Count: data.length, _reserved: "\0".repeat(8) }],
      data: ["SMBReadResponse_Data", { Data: octetText(data) }],
    },
  })),
  SMB_COM_CLOSE: fc.tuple(u16, u32).map(([fid, lastModified]) => ({
    body: { kind: "SMB_COM_CLOSE", fid, lastModified },
    spelt: { parameters: ["SMBClose_Parameters", { FID: fid, Time: lastModified }], data: nothing },
  })),
};

const header = (reply: boolean): fc.Arbitrary<SmbHeader> =>
  record<SmbHeader>({
    status: fc.constant(0),
    flags: octet.map((flags) => (reply ? flags | FLAGS_REPLY : flags & ~FLAGS_REPLY)),
    flags2: u16.map((flags) => flags & ~FLAGS2_UNICODE & ~FLAGS2_NT_STATUS),
    pid: u32,
    securityFeatures: octets(8),
    reserved: u16,
    tid: u16,
    uid: u16,
    mid: u16,
  });

const speltHeader = (command: number, value: SmbHeader): Part[1] => ({
  Command: command,
  ErrorClass: 0,
  ErrorCode: 0,
  Flags1: value.flags,
  Flags2: value.flags2,
  PIDHigh: value.pid >>> 16,
  SecurityFeatures: octetText(value.securityFeatures),
  Reserved: value.reserved,
  Tid: value.tid,
  Pid: value.pid & 0xffff,
  Uid: value.uid,
  Mid: value.mid,
});

const sampleSize = 60;

for (const [kind, judged] of Object.entries(bodies))
  test(`${kind}: impacket reads what we wrote, and writes it alike`, (t) => {
    const python = peer(t, "impacket");
    if (python === undefined) return;
    const samples = fc.sample(fc.tuple(header(kind.endsWith(".response")), judged), {
      seed: 1103,
      numRuns: sampleSize,
    });
    const asked = samples.map(([head, { body, spelt }]) => ({
      hex: hex(emitSmb({ header: head, body })),
      header: speltHeader(commandOf(body), head),
      ...spelt,
    }));
    const said = judgedBy(python, asked);
    assert.deepEqual(
      said,
      asked.map((one) => ({
        read: { header: one.header, parameters: one.parameters[1], data: one.data[1] },
        built: one.hex,
      })),
    );
  });

function judgedBy(python: string, messages: readonly object[]): unknown {
  const script = join(projectRoot, "tools", "samba", "smb-judge.py");
  const { status, stdout, stderr } = spawnSync(python, [script], {
    input: JSON.stringify(messages),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}
