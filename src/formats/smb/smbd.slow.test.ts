// Samba's server as the judge of our SMB bytes: it understands what we ask, and what it answers we read and write again.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { peer } from "../../../tools/peer.ts";
import { netbiosName } from "../nbf/name.ts";
import { emitNbss, parseNbss } from "../nbss.ts";
import { concat, textOctets, u16le, u32le } from "../octets.ts";
import { Line, startSmbd } from "../../../tools/samba/smbd.ts";
import type { SmbBody, SmbRequest } from "./body.ts";
import { emitSmb, parseSmb, smbRequest } from "./message.ts";
import type { SmbMessage } from "./message.ts";
import { STATUS } from "./status.ts";

const content = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7 + (at >> 8)) & 255);

/** MS-CIFS 2.2.4.53: not one of our commands, so its words and bytes are written out. Nobody's name makes a guest. */
const SESSION_SETUP = 0x73;
const noChain = Uint8Array.of(0xff, 0, 0, 0);
const limits = concat(u16le(4356), u16le(10), u16le(0), u32le(0));
const who = textOctets("kit\0\0custody\0custody\0");
const setups: Readonly<Record<string, SmbBody>> = {
  "LANMAN1.0": {
    kind: "other",
    command: SESSION_SETUP,
    words: concat(noChain, limits, u16le(0), u32le(0)),
    bytes: who,
  },
  "NT LM 0.12": {
    kind: "other",
    command: SESSION_SETUP,
    words: concat(noChain, limits, u16le(0), u16le(0), u32le(0), u32le(0)),
    bytes: who,
  },
};

/** A client of our formats: numbers its requests, and lets nothing pass that it cannot write again octet by octet. */
class Client {
  private readonly line: Line;
  private mid = 0;
  uid = 0;
  tid = 0;
  constructor(line: Line) {
    this.line = line;
  }

  async ask(body: SmbBody): Promise<SmbMessage> {
    const [answer] = await this.askAll([body]);
    assert.ok(answer !== undefined);
    return answer;
  }

  /** All of them outstanding at once; the answers in the order of the questions, paired by MID. */
  async askAll(bodies: readonly SmbBody[]): Promise<readonly SmbMessage[]> {
    const asked = bodies.map((body) => this.request(body));
    const frames = asked.map((message) => emitNbss({ kind: "message", bytes: emitSmb(message) }));
    const answers = (await this.line.ask(frames, asked.length)).map(understood);
    return asked.map(({ header }) => {
      const found = answers.filter((answer) => answer.header.mid === header.mid);
      assert.equal(found.length, 1, `one answer to MID ${header.mid}`);
      const [answer] = found;
      assert.ok(answer !== undefined);
      assert.equal(answer.header.pid, header.pid);
      return answer;
    });
  }

  private request(body: SmbBody): SmbMessage {
    this.mid += 1;
    const ids = { mid: this.mid, pid: 0x10042, tid: this.tid, uid: this.uid };
    const plain = smbRequest(ids, { kind: "SMB_COM_CLOSE", fid: 0, lastModified: 0 });
    return { header: plain.header, body };
  }
}

function understood(frame: Uint8Array): SmbMessage {
  const session = parseNbss(frame);
  assert.ok(session.ok && session.value.kind === "message");
  const message = parseSmb(session.value.bytes);
  assert.ok(message.ok, "smbd's answer can be read");
  assert.deepEqual(emitSmb(message.value), session.value.bytes, "and written again");
  assert.notEqual(message.value.body.kind, "malformed");
  return message.value;
}

type Of<K extends SmbBody["kind"]> = Extract<SmbBody, { readonly kind: K }>;
function expected<K extends SmbBody["kind"]>(kind: K, { header, body }: SmbMessage): Of<K> {
  assert.equal(header.status, 0);
  assert.ok(isOf(kind, body), `${body.kind}, not ${kind}`);
  return body;
}
const isOf = <K extends SmbBody["kind"]>(kind: K, body: SmbBody): body is Of<K> => body.kind === kind;

/** A DOS class and code as they stand in the header. */
const dos = (name: keyof typeof STATUS): number => {
  const [kind, code] = STATUS[name];
  return kind + code * 0x10000;
};

for (const dialect of ["LANMAN1.0", "NT LM 0.12"])
  test(`smbd answers what we ask in ${dialect}`, async (t) => {
    const program = peer(t, "smbd");
    if (program === undefined) return;
    const smbd = await startSmbd(program);
    try {
      writeFileSync(join(smbd.folder, "v.bin"), content, { mode: 0o644 });
      const line = await Line.to(smbd.port);
      try {
        await exchange(line, dialect);
      } finally {
        line.hangUp();
      }
    } finally {
      await smbd.stop();
    }
  });

async function exchange(line: Line, dialect: string): Promise<void> {
  const called = netbiosName("SMBTEST", 0x20);
  const [welcome] = await line.ask(
    [emitNbss({ kind: "request", called, calling: netbiosName("KIT", 0) })],
    1,
  );
  assert.deepEqual(welcome, emitNbss({ kind: "positive" }));

  const client = new Client(line);
  const dialects = ["PC NETWORK PROGRAM 1.0", "no such dialect", dialect];
  const negotiated = expected(
    "SMB_COM_NEGOTIATE.response",
    await client.ask({ kind: "SMB_COM_NEGOTIATE", dialects }),
  );
  assert.equal(negotiated.form, dialect === "LANMAN1.0" ? "lanman" : "nt");
  assert.equal(negotiated.dialectIndex, 2);

  const setup = await client.ask(setups[dialect] ?? { kind: "error", command: SESSION_SETUP });
  assert.equal(setup.header.status, 0, "nobody's name makes a guest");
  client.uid = setup.header.uid;
  const connected = expected(
    "SMB_COM_TREE_CONNECT.response",
    await client.ask({
      kind: "SMB_COM_TREE_CONNECT",
      path: "\\\\SMBTEST\\SHARE",
      password: "",
      service: "A:",
    }),
  );
  assert.ok(connected.maxBufferSize > 1024);
  client.tid = connected.tid;

  const open: SmbRequest = {
    kind: "SMB_COM_OPEN",
    accessMode: 0x40,
    searchAttributes: 0x16,
    path: "\\v.bin",
  };
  const missing = await client.ask({ ...open, path: "\\none" });
  assert.deepEqual([missing.body.kind, missing.header.status], ["error", dos("NO_SUCH_FILE")]);
  const { fid, fileSize } = expected("SMB_COM_OPEN.response", await client.ask(open));
  assert.equal(fileSize, content.length);
  await reading(client, fid);

  expected("SMB_COM_CLOSE.response", await client.ask({ kind: "SMB_COM_CLOSE", fid, lastModified: 0 }));
  const late = await client.ask({ kind: "SMB_COM_READ", fid, count: 1, offset: 0, remaining: 0 });
  assert.deepEqual([late.body.kind, late.header.status], ["error", dos("INVALID_HANDLE")]);
}

async function reading(client: Client, fid: number): Promise<void> {
  // From the front, the middle and the back, across the end, behind it, and nothing: all outstanding at once.
  const ranges = [0, 2000, 512, 2990, 3000, 5000, 100].map((offset, at) => ({
    offset,
    count: at === 6 ? 0 : 600,
  }));
  const reads = ranges.map(({ offset, count }, at): SmbBody => ({
    kind: "SMB_COM_READ",
    fid,
    count,
    offset,
    remaining: at % 2 === 0 ? count : 0,
  }));
  const answers = await client.askAll(reads);
  assert.deepEqual(
    answers.map((answer) => {
      const { count, data } = expected("SMB_COM_READ.response", answer);
      return { count, data: [...data] };
    }),
    ranges.map(({ offset, count }) => {
      const data = [...content.subarray(offset, offset + count)];
      return { count: data.length, data };
    }),
  );
  // Where its own pointer stands says nothing about where a read begins.
  const sought = await client.ask({ kind: "SMB_COM_SEEK", fid, mode: 2, offset: -10 });
  assert.equal(expected("SMB_COM_SEEK.response", sought).offset, content.length - 10);
  const after = await client.ask({ kind: "SMB_COM_READ", fid, count: 4, offset: 8, remaining: 4 });
  assert.deepEqual(expected("SMB_COM_READ.response", after).data, content.slice(8, 12));
  // The server draws its FIDs from all of 16 bits: a neighbour by one bit is always another, and never past the end.
  const otherFid = fid ^ 1;
  const foreign = await client.ask({
    kind: "SMB_COM_READ",
    fid: otherFid,
    count: 4,
    offset: 8,
    remaining: 4,
  });
  assert.deepEqual([foreign.body.kind, foreign.header.status], ["error", dos("INVALID_HANDLE")]);
}
