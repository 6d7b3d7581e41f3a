import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Args } from "../../src/contract/value.ts";
import { FLAGS2_NT_STATUS } from "../../src/formats/smb/header.ts";
import type { SmbBody } from "../../src/formats/smb/body.ts";
import { emitSmb, parseSmb, replyHeader } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import { Drive, first } from "../drive.ts";
import { layerOf } from "../handlers.ts";
import { keepsTheLaws } from "../laws.ts";
import { latin1Of, octetsOf } from "../octets.ts";
import { status } from "../status.ts";
import { bytes, latin1, text } from "../words.ts";
import { redirector, redirectorHandlers } from "./index.ts";

const path = "\\\\SRV\\DATA\\report.txt";
const second = 1_000_000;

test("keeps the laws of a layer", () => {
  const said = (name: string, args: object) =>
    ({ k: "call", name, from: "os1", args: args as never }) as const;
  keepsTheLaws({
    layer: redirector,
    self: "WS.redirector",
    inputs: [
      said("remote_open", { path }),
      said("remote_open", { path: "nonsense" }),
      said("Connected", { session: "WS>SRV", status: "OK" }),
      { k: "woken", tag: "open 1" },
      said("MessageSent", { session: "WS>SRV", message: "message1", status: "LINK_FAILED" }),
      { k: "woken", tag: "open 1" },
      said("MessageReceived", { session: "WS>SRV", data: bytes("no SMB") }),
      said("remote_read", { file: "file9", count: 5 }),
      said("remote_seek", { file: "file9", to: 5 }),
      said("remote_close", { file: "file9" }),
      said("remote_broadcast", { name: "GROUP", data: bytes("hello") }),
      said("DatagramSent", { datagram: "message1", status: "OK" }),
      { k: "woken", tag: "broadcast 1" },
      { k: "timer", name: "answer open 1" },
      said("Disconnected", { session: "WS>SRV", status: "LINK_FAILED" }),
      { k: "do", name: "Connect", to: "protocol1", args: { name: "SRV" } },
      { k: "do", name: "Disconnect", to: "protocol1", args: {} },
    ],
  });
});

/** A redirector whose operating system and transport are the test. */
class Below {
  readonly drive: Drive;
  private seen = 0;

  constructor() {
    const os = layerOf<null>({
      initial: () => null,
      calls: {},
      begins: Object.fromEntries(
        ["open", "read", "seek", "close", "broadcast"].map((word) => [
          `remote_${word}`,
          (state: null, input: { to: string; name: string; args: Args }) =>
            [state, [{ k: "call", to: input.to, name: input.name, args: input.args }]] as const,
        ]),
      ),
    });
    const transport = layerOf<null>({ initial: () => null, calls: {} });
    this.drive = new Drive(
      [
        { id: "WS.os", role: "os", layer: os },
        {
          id: "WS.redirector",
          role: "redirector",
          // Without its offers: an idle connection is not given up under a test.
          layer: layerOf({ ...redirectorHandlers, offers: () => [] }),
        },
        { id: "WS.T", role: "protocol", layer: transport },
      ],
      first,
    );
  }

  asks(name: string, args: Args): this {
    this.drive.begin("WS.os", name, "WS.redirector", args);
    this.drive.wait(0);
    return this;
  }

  hears(name: string, args: Args): void {
    this.drive.hear("WS.redirector", name, "WS.T", args);
    this.drive.wait(0);
  }

  /** Requests that were sent since the last look, their messages reported as sent. */
  requests(): readonly SmbMessage[] {
    const log = this.drive.log.slice(this.seen);
    this.seen = this.drive.log.length;
    return log.flatMap((one) => {
      if (one.kind !== "call" || one.name !== "SendMessage") return [];
      const message = text(one.args, "message");
      const smb = parseSmb(octetsOf(this.drive.store.get(message)?.data.latin1 ?? ""));
      this.hears("MessageSent", { session: "WS>SRV", message, status: "OK" });
      return smb.ok ? [smb.value] : [];
    });
  }

  answers(request: SmbMessage | undefined, body: SmbBody, failure = 0, flags2?: number): void {
    if (request === undefined) throw new Error("there is no request to answer");
    const header = replyHeader(request.header, failure);
    const data = latin1Of(emitSmb({ header: { ...header, flags2: flags2 ?? header.flags2 }, body }));
    this.hears("MessageReceived", { session: "WS>SRV", data: bytes(data) });
  }

  results(name: string): readonly Args[] {
    return this.drive.log.flatMap((one) => (one.kind === "return" && one.name === name ? [one.results] : []));
  }

  said(name: string): readonly Args[] {
    return this.drive.log.flatMap((one) => (one.kind === "call" && one.name === name ? [one.args] : []));
  }
}

const negotiated: SmbBody = { kind: "SMB_COM_NEGOTIATE.response", form: "core", dialectIndex: 0 };
const tree = (maxBufferSize = 4356): SmbBody => ({
  kind: "SMB_COM_TREE_CONNECT.response",
  maxBufferSize,
  tid: 3,
});
const opened = (fid: number): SmbBody => ({
  kind: "SMB_COM_OPEN.response",
  fid,
  fileAttributes: 0,
  lastModified: 0,
  fileSize: 100,
  accessMode: 0,
});
const read = (data: string): SmbBody => ({
  kind: "SMB_COM_READ.response",
  count: data.length,
  data: octetsOf(data),
});

function connected(): Below {
  const below = new Below().asks("remote_open", { path });
  below.hears("Connected", { session: "WS>SRV", status: "OK" });
  return below;
}

function withFile(maxBufferSize = 4356): Below {
  const below = connected();
  below.answers(below.requests()[0], negotiated);
  below.answers(below.requests()[0], tree(maxBufferSize));
  below.answers(below.requests()[0], opened(5));
  assert.equal(below.results("remote_open")[0]?.["file"], "file1");
  return below;
}

describe("ExpectConnected", () => {
  for (const [outcome, expected] of [
    ["BAD_NETWORK_PATH", status.badNetworkPath],
    ["REMOTE_NOT_LISTENING", status.remoteNotListening],
    ["LINK_FAILED", status.linkFailed],
    ["UNSUCCESSFUL", status.unexpectedNetworkError],
  ] as const)
    test(`${outcome}: the application is told, and so is whoever waited with it`, () => {
      const below = new Below().asks("remote_open", { path }).asks("remote_open", { path });
      assert.equal(below.said("Connect").length, 1);
      below.hears("Connected", { session: "WS>SRV", status: outcome });
      assert.deepEqual(
        below.results("remote_open").map((one) => one["status"]),
        [expected, expected],
      );
      assert.equal(below.drive.stuck(), 0);
    });

  test("silence: given up after the session's time", () => {
    const below = new Below().asks("remote_open", { path });
    below.drive.wait(45 * second - 1);
    assert.deepEqual(below.results("remote_open"), []);
    below.drive.wait(1);
    assert.equal(below.results("remote_open")[0]?.["status"], status.ioTimeout);
    assert.equal(below.said("Disconnect").length, 1);
  });
});

describe("ExpectNegotiated, ExpectTree, ExpectOpened", () => {
  test("no common dialect: the session is given up", () => {
    const below = connected();
    below.answers(below.requests()[0], { ...negotiated, dialectIndex: 0xffff });
    assert.equal(below.results("remote_open")[0]?.["status"], status.unexpectedNetworkError);
    assert.equal(below.said("Disconnect").length, 1);
  });

  test("no such share: told as the server says it, in either form of status", () => {
    for (const [field, flags2] of [
      [0xc00000cc, FLAGS2_NT_STATUS],
      [0x00430001, 0],
    ] as const) {
      const below = connected();
      below.answers(below.requests()[0], negotiated);
      below.answers(below.requests()[0], { kind: "error", command: 0x70 }, field, flags2);
      assert.equal(below.results("remote_open")[0]?.["status"], status.badNetworkName);
    }
  });

  test("two opens at once: one session and one tree for both, each with its own handle and id", () => {
    const below = new Below().asks("remote_open", { path }).asks("remote_open", { path });
    below.hears("Connected", { session: "WS>SRV", status: "OK" });
    below.answers(below.requests()[0], negotiated);
    below.answers(below.requests()[0], tree());
    const opens = below.requests();
    assert.deepEqual(
      opens.map(({ body }) => body.kind),
      ["SMB_COM_OPEN", "SMB_COM_OPEN"],
    );
    assert.notEqual(opens[0]?.header.mid, opens[1]?.header.mid);
    below.answers(opens[1], opened(8));
    below.answers(opens[0], opened(9));
    assert.deepEqual(
      below.results("remote_open").map((one) => [one["status"], one["file"]]),
      [
        [0, "file1"],
        [0, "file2"],
      ],
    );
  });
});

describe("a file", () => {
  const ask = (below: Below, request: SmbMessage | undefined): unknown => {
    void below;
    return request?.body.kind === "SMB_COM_READ"
      ? [request.body.offset, request.body.count, request.body.remaining]
      : request;
  };

  test("seek sends nothing; the next read begins there, and the pointer goes on by what came", () => {
    const below = withFile();
    below.asks("remote_seek", { file: "file1", to: 512 });
    assert.deepEqual(below.requests(), []);
    below.asks("remote_read", { file: "file1", count: 100 });
    const [one] = below.requests();
    assert.deepEqual(ask(below, one), [512, 100, 100]);
    below.answers(one, read("abc"));
    below.asks("remote_read", { file: "file1", count: 7 });
    assert.deepEqual(ask(below, below.requests()[0]), [515, 7, 7]);
  });

  test("answers out of order go to the reads that asked", () => {
    const below = withFile();
    below
      .asks("remote_read", { file: "file1", count: 4 })
      .asks("remote_seek", { file: "file1", to: 4 })
      .asks("remote_read", { file: "file1", count: 4 });
    const [one, two] = below.requests();
    below.answers(two, read("EFGH"));
    below.answers(one, read("ABCD"));
    const data = below.drive.log.flatMap((said) =>
      said.kind === "return" && said.name === "remote_read"
        ? [[said.call, latin1(said.results, "data")]]
        : [],
    );
    assert.deepEqual(
      data.toSorted((a, b) => Number(a[0]) - Number(b[0])).map(([, got]) => got),
      ["ABCD", "EFGH"],
    );
  });

  test("a read larger than the server's buffer goes in parts, one behind the other", () => {
    const below = withFile(48 + 10);
    below.asks("remote_read", { file: "file1", count: 25 });
    const [one] = below.requests();
    assert.deepEqual(ask(below, one), [0, 10, 25]);
    below.answers(one, read("x".repeat(10)));
    const [two] = below.requests();
    assert.deepEqual(ask(below, two), [10, 10, 15]);
    below.answers(two, read("end"));
    assert.equal(latin1(below.results("remote_read")[0] ?? {}, "data"), "xxxxxxxxxxend");
  });

  test("an error leaves the pointer where it was; nonsense is an unexpected network error", () => {
    const below = withFile();
    below.asks("remote_read", { file: "file1", count: 4 });
    below.answers(below.requests()[0], { kind: "error", command: 0x0a }, 0xc0000022);
    below.asks("remote_read", { file: "file1", count: 4 });
    const [again] = below.requests();
    assert.deepEqual(ask(below, again), [0, 4, 4]);
    below.answers(again, read("more than was asked for"));
    assert.deepEqual(
      below.results("remote_read").map((one) => one["status"]),
      [0xc0000022, status.unexpectedNetworkError],
    );
  });

  test("an answer that nobody waits for changes nothing", () => {
    const below = withFile();
    below.asks("remote_read", { file: "file1", count: 4 });
    const [one] = below.requests();
    if (one === undefined) throw new Error("no request");
    below.answers({ ...one, header: { ...one.header, mid: 99 } }, read("FFFF"));
    below.hears("MessageReceived", { session: "WS>SRV", data: bytes("junk") });
    assert.deepEqual(below.results("remote_read"), []);
    below.answers(one, read("ABCD"));
    below.answers(one, read("GHIJ"));
    assert.deepEqual(
      below.results("remote_read").map((args) => latin1(args, "data")),
      ["ABCD"],
    );
  });

  test("no answer in 45 s: the read fails, the session goes, and its id is not used again", () => {
    const below = withFile();
    below.asks("remote_read", { file: "file1", count: 4 });
    const [lost] = below.requests();
    below.drive.wait(45 * second);
    assert.deepEqual(
      below.results("remote_read").map((one) => one["status"]),
      [status.ioTimeout],
    );
    assert.equal(below.said("Disconnect").length, 1);
    below.asks("remote_read", { file: "file1", count: 4 });
    assert.equal(below.results("remote_read")[1]?.["status"], status.connectionDisconnected);
    below.asks("remote_open", { path });
    below.hears("Connected", { session: "WS>SRV", status: "OK" });
    assert.notEqual(below.requests()[0]?.header.mid, lost?.header.mid);
  });

  test("a session that is gone fails what waits upon it with the transport's reason", () => {
    const below = withFile();
    below.asks("remote_read", { file: "file1", count: 4 }).asks("remote_close", { file: "file1" });
    below.hears("Disconnected", { session: "WS>SRV", status: "REMOTE_DISCONNECT" });
    assert.equal(below.results("remote_read")[0]?.["status"], status.remoteDisconnect);
    assert.equal(below.results("remote_close")[0]?.["status"], 0);
    assert.equal(below.drive.stuck(), 0);
  });

  test("a close waits for the reads of its file; then the handle is nobody's", () => {
    const below = withFile();
    below.asks("remote_read", { file: "file1", count: 4 }).asks("remote_close", { file: "file1" });
    const requests = below.requests();
    assert.deepEqual(
      requests.map(({ body }) => body.kind),
      ["SMB_COM_READ"],
    );
    below.answers(requests[0], read("ABCD"));
    const [close] = below.requests();
    assert.equal(close?.body.kind, "SMB_COM_CLOSE");
    below.answers(close, { kind: "SMB_COM_CLOSE.response" });
    assert.equal(below.results("remote_close")[0]?.["status"], 0);
    below.asks("remote_read", { file: "file1", count: 4 });
    assert.equal(below.results("remote_read")[1]?.["status"], status.invalidHandle);
  });
});
