import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SmbRequest } from "../../src/formats/smb/body.ts";
import { FLAGS2_NT_STATUS } from "../../src/formats/smb/header.ts";
import { emitSmb, parseSmb, smbRequest } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { latin1Of, octetsOf } from "../octets.ts";
import { contentOf } from "../os/files.ts";
import { os } from "../os/index.ts";
import { status } from "../status.ts";
import { bytes, text } from "../words.ts";
import { server } from "./index.ts";

const dialects = ["PC NETWORK PROGRAM 1.0"];
const shareRequest: SmbRequest = {
  kind: "SMB_COM_TREE_CONNECT",
  path: "\\\\SRV\\data",
  password: "",
  service: "A:",
};
const openRequest: SmbRequest = {
  kind: "SMB_COM_OPEN",
  accessMode: 0x40,
  searchAttributes: 0,
  path: "\\report.txt",
};
const readRequest = (offset: number, count: number, fid = 1): SmbRequest => ({
  kind: "SMB_COM_READ",
  fid,
  offset,
  count,
  remaining: 0,
});

test("keeps the laws of a layer", () => {
  const said = (name: string, args: object) =>
    ({ k: "call", name, from: "protocol1", args: args as never }) as const;
  const request = (body: SmbRequest, mid: number): object => ({
    session: "s",
    data: bytes(latin1Of(emitSmb(smbRequest({ mid, pid: 1, tid: 1, uid: 0 }, body)))),
  });
  const opened = {
    session: "s",
    request: bytes(latin1Of(emitSmb(smbRequest({ mid: 3, pid: 1, tid: 1, uid: 0 }, openRequest)))),
  };
  keepsTheLaws({
    layer: server,
    self: "SRV.server",
    inputs: [
      said("SessionOpened", { session: "s", name: "WS" }),
      said("SessionReceived", request({ kind: "SMB_COM_NEGOTIATE", dialects }, 1)),
      said("SessionReceived", request(shareRequest, 2)),
      said("SessionReceived", request(openRequest, 3)),
      {
        k: "returned",
        name: "file_open",
        from: "os1",
        args: {},
        results: { status: 0, handle: 1, size: 9 },
        tag: opened,
      },
      said("SessionReceived", request(readRequest(0, 5), 4)),
      said("SessionReceived", { session: "s", data: bytes("junk") }),
      { k: "do", name: "Reply", to: "protocol1", args: {} },
      said("ReplySent", { session: "s", message: "message1", status: "OK" }),
      {
        k: "fault",
        name: "answers",
        args: { what: { want: { word: "SMB_COM_READ" } }, status: 5, times: 1 },
      },
      said("SessionReceived", request(readRequest(0, 5), 5)),
      said("SessionClosed", { session: "s", status: "LINK_FAILED" }),
      { k: "do", name: "Listen", to: "protocol1", args: {} },
    ],
  });
});

/** A server with its operating system; the transport is the test. `choose` decides its picks. */
class Above {
  readonly drive: Drive;
  private mid = 0;
  private seen = 0;

  constructor(choose = first) {
    const transport = layerOf<null>({
      initial: () => null,
      calls: {
        Reply: (state, input) => [
          state,
          [
            { k: "return", results: {} },
            { k: "call", to: input.from, name: "ReplySent", args: { ...input.args, status: "OK" } },
          ],
        ],
      },
    });
    this.drive = new Drive(
      [
        {
          id: "SRV.server",
          role: "server",
          layer: server,
          properties: { shares: ["DATA"] },
        },
        { id: "SRV.os", role: "os", layer: os, properties: { files: ["report.txt=300"] } },
        { id: "SRV.T", role: "protocol", layer: transport },
      ],
      choose,
    );
    this.drive.hear("SRV.server", "SessionOpened", "SRV.T", { session: "s", name: "WS" });
  }

  receives(data: string): void {
    this.drive.hear("SRV.server", "SessionReceived", "SRV.T", { session: "s", data: bytes(data) });
  }

  asks(body: SmbRequest, ids: { tid?: number; flags2?: number } = {}): number {
    const mid = ++this.mid;
    const whole = { mid, pid: 7, tid: ids.tid ?? 1, uid: 0, flags2: ids.flags2 ?? FLAGS2_NT_STATUS };
    this.receives(latin1Of(emitSmb(smbRequest(whole, body))));
    return mid;
  }

  /** Answers since the last look. */
  answers(): readonly SmbMessage[] {
    this.drive.run();
    const log = this.drive.log.slice(this.seen);
    this.seen = this.drive.log.length;
    return log.flatMap((one) => {
      if (one.kind !== "call" || one.name !== "Reply") return [];
      const smb = parseSmb(octetsOf(one.resources?.[text(one.args, "message")]?.data.latin1 ?? ""));
      return smb.ok ? [smb.value] : [];
    });
  }

  answer(body: SmbRequest, ids: { tid?: number; flags2?: number } = {}): SmbMessage {
    const mid = this.asks(body, ids);
    const [one, ...more] = this.answers();
    if (one === undefined || more.length > 0) throw new Error("not one answer");
    assert.deepEqual([one.header.mid, one.header.pid], [mid, 7], "an answer carries the ids of its request");
    return one;
  }
}

function withFile(choose = first): Above {
  const above = new Above(choose);
  for (const body of [{ kind: "SMB_COM_NEGOTIATE", dialects } as const, shareRequest, openRequest])
    above.answer(body);
  return above;
}

const dataOf = ({ body }: SmbMessage): string =>
  body.kind === "SMB_COM_READ.response" ? latin1Of(body.data) : body.kind;

test("a read is what its request says, whatever was read or sought before", () => {
  const above = withFile();
  above.answer({ kind: "SMB_COM_SEEK", fid: 1, mode: 0, offset: 77 });
  for (const [offset, count, got] of [
    [100, 20, 20],
    [0, 5, 5],
    [290, 50, 10],
    [300, 5, 0],
    [5000, 5, 0],
    [10, 0, 0],
  ] as const) {
    const one = above.answer(readRequest(offset, count));
    assert.equal(one.header.status, 0);
    assert.equal(dataOf(one), contentOf(300, offset, got));
  }
  const where = above.answer({ kind: "SMB_COM_SEEK", fid: 1, mode: 1, offset: 0 });
  assert.deepEqual(
    where.body,
    { kind: "SMB_COM_SEEK.response", offset: 10 },
    "its own pointer followed the last read",
  );
});

test("several requests are all answered, in whatever order, each under its own id", () => {
  let turn = 0;
  const above = withFile((count) => turn++ % count);
  const asked = new Map([0, 40, 80, 120].map((offset) => [above.asks(readRequest(offset, 10)), offset]));
  const answers = above.answers();
  assert.deepEqual(
    answers.map(({ header }) => header.mid).toSorted((a, b) => a - b),
    [...asked.keys()],
  );
  for (const one of answers) assert.equal(dataOf(one), contentOf(300, asked.get(one.header.mid) ?? -1, 10));
  assert.deepEqual([...above.drive.store.keys()], []);
});

describe("refuses", () => {
  const refused = (above: Above, body: SmbRequest, ids = {}): number => {
    const one = above.answer(body, ids);
    assert.equal(one.body.kind, "error");
    return one.header.status;
  };

  test("everything before the dialect, and a second dialect", () => {
    const above = new Above();
    assert.equal(refused(above, shareRequest), status.invalidSmb);
    above.answer({ kind: "SMB_COM_NEGOTIATE", dialects });
    assert.equal(refused(above, { kind: "SMB_COM_NEGOTIATE", dialects }), status.invalidSmb);
  });

  test("a share, a tree, a file, a handle that there is not, in the form that was asked for", () => {
    const above = withFile();
    assert.equal(refused(above, { ...shareRequest, path: "\\\\SRV\\OTHER" }), status.badNetworkName);
    assert.equal(refused(above, openRequest, { tid: 9 }), status.smbBadTid);
    assert.equal(refused(above, { ...openRequest, path: "\\nothing" }), status.objectNameNotFound);
    assert.equal(refused(above, readRequest(0, 5, 42)), status.invalidHandle);
    assert.equal(refused(above, readRequest(0, 5, 42), { flags2: 0 }), 0x00060001);
    assert.equal(refused(above, { kind: "SMB_COM_CLOSE", fid: 42, lastModified: 0 }), status.invalidHandle);
    above.answer({ kind: "SMB_COM_CLOSE", fid: 1, lastModified: 0 });
    assert.equal(refused(above, readRequest(0, 5)), status.invalidHandle);
  });

  test("an unknown command, and words that do not fit theirs", () => {
    const above = withFile();
    const good = latin1Of(
      emitSmb(smbRequest({ mid: 50, pid: 7, tid: 1, uid: 0, flags2: FLAGS2_NT_STATUS }, readRequest(0, 5))),
    );
    above.receives(`${good.slice(0, 4)}\x2b${good.slice(5)}`);
    above.receives(`${good.slice(0, 32)}\0\0\0`);
    assert.deepEqual(
      above.answers().map(({ header }) => header.status),
      [status.smbBadCommand, status.invalidSmb],
    );
    for (const junk of ["", "junk", good.slice(0, 30), good.slice(0, 40)]) above.receives(junk);
    assert.deepEqual(above.answers(), []);
  });
});

test("a declared fault is answered so often, without asking the operating system", () => {
  const above = withFile();
  above.drive.fault("SRV.server", "answers", {
    what: { want: { word: "SMB_COM_READ", offset: 7 } },
    status: 0xc0000022,
    times: 1,
  });
  const before = above.drive.log.length;
  assert.equal(above.answer(readRequest(0, 5)).header.status, 0);
  assert.equal(above.answer(readRequest(7, 5)).header.status, 0xc0000022);
  assert.equal(above.answer(readRequest(7, 5)).header.status, 0);
  assert.equal(
    above.drive.log.slice(before).filter(({ kind, name }) => kind === "call" && name === "file_read").length,
    2,
  );
});

test("when the session is closed, so is what it had open", () => {
  const above = withFile();
  above.drive.hear("SRV.server", "SessionClosed", "SRV.T", { session: "s", status: "LINK_FAILED" });
  above.drive.run();
  assert.ok(above.drive.log.some(({ kind, name }) => kind === "call" && name === "file_close"));
  above.asks(readRequest(0, 5));
  assert.deepEqual(above.answers(), []);
});
