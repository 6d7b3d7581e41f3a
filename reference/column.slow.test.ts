import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { emitFrame, parseFrame } from "../src/formats/frame.ts";
import { LINK_ETHERNET } from "../src/formats/links.ts";
import { Column, content, fileSize } from "./column.ts";
import { first, seeded } from "./drive.ts";
import { latin1Of, octetsOf } from "./octets.ts";
import { status } from "./status.ts";
import { integer, latin1, text } from "./words.ts";

const seconds = (column: Column): number => column.drive.now / 1_000_000;

/** What must be back when everything is quiet: all but the NIC's own descriptors and lookahead buffer. */
function left(column: Column): readonly string[] {
  return [...column.drive.store.keys()].filter((id) => !/^(packet|lookahead)\d+$/.test(id));
}

describe("without losses", () => {
  test("open, seek, read, close: the bytes of the file from the local pointer on", () => {
    const column = new Column(first);
    const file = column.open();
    assert.equal(column.ask("seek", { file, to: 512 })["status"], 0);
    assert.deepEqual(column.read(file, 1024), { status: 0, data: content(fileSize, 512, 1024) });
    assert.deepEqual(column.read(file, 100), { status: 0, data: content(fileSize, 1536, 100) });
    assert.equal(column.ask("close", { file })["status"], 0);
    assert.equal(column.drive.stuck(), 0);
    assert.deepEqual(left(column), []);
  });

  test("whatever the order of words and the choices of the layers, the same bytes", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const column = new Column(seeded(seed), seed % 2 === 0 ? {} : { full: false });
      const file = column.open();
      column.ask("seek", { file, to: 1000 });
      assert.deepEqual(
        column.read(file, 3000),
        { status: 0, data: content(fileSize, 1000, 3000) },
        `seed ${seed}`,
      );
      assert.equal(column.ask("close", { file })["status"], 0);
      assert.equal(column.drive.stuck(), 0);
      assert.deepEqual(left(column), [], `seed ${seed}`);
    }
  });

  test("a read is split by what fits the server's buffer, and the estimate counts what is left", () => {
    const column = new Column(first);
    const file = column.open();
    const before = column.drive.log.length;
    assert.deepEqual(column.read(file, fileSize), { status: 0, data: content(fileSize, 0, fileSize) });
    const asked = column.said("file_read", before).map(({ args }) => [args["offset"], args["count"]]);
    assert.deepEqual(asked, [
      [0, 4308],
      [4308, 692],
    ]);
  });

  test("the end of the file: short before it, nothing at and behind it, and no error", () => {
    const column = new Column(first);
    const file = column.open();
    for (const [at, got] of [
      [4990, 10],
      [5000, 0],
      [6000, 0],
    ] as const) {
      column.ask("seek", { file, to: at });
      assert.deepEqual(column.read(file, 100), { status: 0, data: content(fileSize, at, got) });
    }
  });

  test("reads that wait at the same time have ids of their own, and each gets its own bytes", () => {
    for (let seed = 1; seed <= 8; seed++) {
      const column = new Column(seeded(seed));
      const file = column.open();
      const before = column.drive.log.length;
      for (const to of [0, 1024, 2048]) {
        column.ask("seek", { file, to });
        column.asks("read", { file, count: 100 });
        for (let n = 0; n < 6; n++) column.drive.tick();
      }
      column.drive.run(40_000);
      const got = column.results("read", before).map((results) => latin1(results, "data"));
      assert.equal(got.length, 3);
      for (const data of got) assert.equal(data.length, 100);
    }
  });

  test("opens of the same server share its session", () => {
    const column = new Column(first);
    const paths = ["report.txt", "empty.txt", "report.txt"];
    for (const name of paths) column.asks("open", { path: `\\\\SRV\\DATA\\${name}` });
    column.drive.run(40_000);
    const results = column.results("open");
    assert.deepEqual(
      results.map((one) => one["status"]),
      [0, 0, 0],
    );
    assert.equal(new Set(results.map((one) => text(one, "file"))).size, 3);
    assert.equal(column.said("Connect").length, 1);
    assert.equal(column.said("file_open").length, 3);
  });

  test("what is not there: file, share, server, handle", () => {
    const column = new Column(first);
    const failing = (path: string): unknown => column.ask("open", { path })["status"];
    assert.equal(failing("\\\\SRV\\DATA\\nothing.txt"), status.objectNameNotFound);
    assert.equal(failing("\\\\SRV\\NOWHERE\\report.txt"), status.badNetworkName);
    assert.equal(failing("\\\\NOBODY\\DATA\\report.txt"), status.badNetworkPath);
    assert.equal(failing("C:\\nothing.txt"), status.objectNameNotFound);
    for (const word of ["seek", "read", "close"])
      assert.equal(column.ask(word, { file: "file99", to: 0, count: 1 })["status"], status.invalidHandle);
    assert.deepEqual(left(column), []);
  });

  test("a datagram is on the medium as often as asked, and nobody answers it", () => {
    for (let seed = 1; seed <= 6; seed++) {
      const column = new Column(seeded(seed));
      assert.equal(column.ask("broadcast", { name: "GROUP", data: { latin1: "Hello" } })["status"], 0);
      const [sent] = column.said("SendDatagram");
      assert.equal(column.said("Transmit").length, integer(sent?.args ?? {}, "times"));
      assert.equal(column.said("DatagramReceived").at(0)?.args["name"], "GROUP");
      assert.deepEqual(left(column), []);
    }
  });

  test("every frame is one that the formats read and write alike", () => {
    const column = new Column(first);
    column.read(column.open(), 4096);
    const frames = column.said("Transmit").map(({ args }) => latin1(args, "data"));
    assert.ok(frames.length > 20);
    for (const frame of frames) {
      const { layers, problem } = parseFrame(octetsOf(frame), LINK_ETHERNET);
      assert.equal(problem, undefined);
      assert.equal(latin1Of(emitFrame(layers)), frame);
      assert.ok(frame.length >= 60 && frame.length <= 1514);
    }
  });
});

describe("on a bad wire", () => {
  const setUp = [
    "NBF.NAME_QUERY",
    "NBF.NAME_RECOGNIZED",
    "LLC.SABME",
    "LLC.UA",
    "NBF.SESSION_INITIALIZE",
    "NBF.SESSION_CONFIRM",
  ];
  const exchange = ["NBF.DATA_FIRST_MIDDLE", "NBF.DATA_ONLY_LAST", "NBF.DATA_ACK", "LLC.RR", "LLC.I"];
  const mischief: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
    ["drops", {}],
    ["duplicates", {}],
    ["reorders", {}],
    ["delays", { for: 700_000 }],
    ["delays", { for: 5_000 }],
    ["corrupts", { byte: 20 }],
  ];

  // A SABME that comes after the link is up resets it (802.2): one that is late is a case of its own below.
  const harmless = (fault: string, word: string): boolean => fault !== "delays" || word !== "LLC.SABME";

  for (const [fault, args] of mischief)
    test(`${fault} ${JSON.stringify(args)}: the session is set up and the data come through`, () => {
      for (const word of [...setUp, ...exchange].filter((one) => harmless(fault, one)))
        for (const times of [1, 2]) {
          const column = new Column(first);
          const arm = (): void => column.fault(fault, { what: { want: { word } }, times, ...args });
          if (setUp.includes(word)) arm();
          const file = column.open();
          if (exchange.includes(word)) arm();
          assert.deepEqual(
            column.read(file, 4096),
            { status: 0, data: content(fileSize, 0, 4096) },
            `${word} ${times} times`,
          );
          assert.ok(seconds(column) < 45, `${word} takes ${seconds(column)} s`);
          assert.equal(column.drive.stuck(), 0);
          assert.deepEqual(
            left(column).filter((id) => !id.startsWith("file")),
            [],
          );
        }
    });

  test("a SABME that comes late resets the link, and the application is told", () => {
    const column = new Column(first);
    column.fault("delays", { what: { want: { word: "LLC.SABME" } }, times: 1, for: 700_000 });
    const before = column.asks("open", { path: "\\\\SRV\\DATA\\report.txt" });
    column.drive.run(40_000);
    const file = text(column.results("open", before).at(-1) ?? {}, "file");
    assert.ok(
      [status.connectionReset, status.connectionDisconnected].includes(column.read(file, 10).status as never),
    );
    assert.equal(column.drive.stuck(), 0);
  });

  test("a frame sent again has its old number, and the message is acknowledged once", () => {
    const column = new Column(first);
    const file = column.open();
    const before = column.drive.log.length;
    column.fault("drops", { what: { want: { word: "NBF.DATA_ONLY_LAST" } }, times: 1 });
    column.read(file, 100);
    assert.deepEqual(
      column.said("MessageSent", before).map(({ args }) => args["status"]),
      ["OK"],
    );
    assert.equal(column.said("SessionReceived", before).length, 1);
  });

  test("a wire cut under a read: polls, and then the error that explains it", () => {
    const column = new Column(first);
    const file = column.open();
    const since = seconds(column);
    const before = column.drive.log.length;
    column.fault("unplugged", { for: 300_000_000 });
    assert.deepEqual(column.read(file, 100), { status: status.linkFailed, data: "" });
    assert.ok(seconds(column) - since < 45);
    assert.deepEqual(
      column.said("MessageSent", before).map(({ args }) => args["status"]),
      ["LINK_FAILED"],
    );
    assert.equal(column.said("Disconnected", before).length, 1);
    assert.equal(column.read(file, 100).status, status.connectionDisconnected);
    assert.equal(column.drive.stuck(), 0);
  });

  test("a wire cut before the open: the name is looked for three times", () => {
    const column = new Column(first);
    column.fault("unplugged", {});
    assert.equal(column.ask("open", { path: "\\\\SRV\\DATA\\report.txt" })["status"], status.badNetworkPath);
    assert.equal(column.said("Transmit").length, 3);
    assert.equal(seconds(column), 1.5);
  });

  test("after a cut the server can be reached anew, under ids that no lost request had", () => {
    const column = new Column(first);
    const file = column.open();
    column.fault("unplugged", { for: 60_000_000 });
    column.read(file, 100);
    column.asks("broadcast", { name: "GROUP" });
    column.drive.wait(60_000_000);
    const again = column.open();
    assert.notEqual(again, file);
    assert.deepEqual(column.read(again, 100), { status: 0, data: content(fileSize, 0, 100) });
    assert.equal(column.read(file, 100).status, status.connectionDisconnected);
  });
});

describe("a server that fails", () => {
  test("the declared status reaches the application, and the pointer stays", () => {
    const column = new Column(first);
    const file = column.open();
    column.drive.fault("SRV.server", "answers", {
      what: { want: { word: "SMB_COM_READ" } },
      status: 0xc0000022,
      times: 1,
    });
    assert.deepEqual(column.read(file, 10), { status: 0xc0000022, data: "" });
    assert.deepEqual(column.read(file, 10), { status: 0, data: content(fileSize, 0, 10) });
  });
});
