import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { NbfFrame } from "../formats/nbf/frame.ts";
import { octetText, textOctets } from "../formats/octets.ts";
import type { SmbBody } from "../formats/smb/body.ts";
import { emitSmb, smbRequest } from "../formats/smb/message.ts";
import type { Derived } from "./seen.ts";
import { Watch, i, data, ack, named, ids, reply, request, connected } from "./testing/exchange.ts";

describe("messages", () => {
  test("a request is said when it is submitted and arrives when it is delivered, under one name of the session", () => {
    const watch = connected();
    const said = watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", request);
    const [submission, specific, general] = said;
    assert.equal(submission?.name, "session.request");
    assert.deepEqual(specific, {
      kind: "said",
      name: "SMB_COM_READ",
      from: "WS.redirector",
      to: "SRV.server",
      args: { mid: 4, pid: 9, session: "s", tid: 2, fid: 5, offset: 512, count: 3, remaining: 3 },
    });
    assert.deepEqual(general?.args, { mid: 4, pid: 9, session: "s", command: 0x0a, transport: "session" });
    const arrived = watch.call("SessionReceived", "SRV.netbeui", "SRV.server", {
      session: "far",
      data: { latin1: request },
    });
    assert.deepEqual(
      arrived.map(({ kind, name, from, to }) => [kind, name, from, to]),
      [
        ["said", "session.delivered", "SRV.netbeui", "SRV.server"],
        ["arrived", "SMB_COM_READ", "WS.redirector", "SRV.server"],
        ["arrived", "smb", "WS.redirector", "SRV.server"],
      ],
    );
    assert.equal(named(arrived, "SMB_COM_READ")?.["session"], "s");
    assert.equal(named(arrived, "session.delivered")?.["digest"], named(said, "session.request")?.["digest"]);
  });

  test("what is no SMB is told, but where raw data were asked for", () => {
    const watch = connected();
    const submits = (data: string): readonly (readonly [string, unknown])[] =>
      watch
        .submits("Reply", "SRV.server", "SRV.netbeui", "m2", data, "far")
        .map(({ name, args }) => [name, args["problem"]] as const);
    assert.deepEqual(submits("hello"), [
      ["session.request", undefined],
      ["smb.response.malformed", "no SMB: it does not begin with 0xFF SMB"],
    ]);
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", request.replace("\x0a", "\x1a"));
    assert.deepEqual(submits("hello"), [["session.request", undefined]]);
  });

  test("a response carries its data, a failed read none", () => {
    const watch = connected();
    const good = watch.submits(
      "Reply",
      "SRV.server",
      "SRV.netbeui",
      "m2",
      reply({ kind: "SMB_COM_READ.response", count: 3, data: textOctets("abc") }),
      "far",
    );
    assert.deepEqual(named(good, "SMB_COM_READ.response"), {
      mid: 4,
      pid: 9,
      session: "s",
      status: 0,
      count: 3,
      data: { latin1: "abc" },
    });
    assert.deepEqual(good.map(({ from, to }) => [from, to]).at(-1), ["SRV.server", "WS.redirector"]);
    const bad = watch.submits(
      "Reply",
      "SRV.server",
      "SRV.netbeui",
      "m3",
      reply({ kind: "error", command: 0x0a }, 0xc0000008),
      "far",
    );
    assert.deepEqual(named(bad, "SMB_COM_READ.response"), {
      mid: 4,
      pid: 9,
      session: "s",
      status: 0xc0000008,
      count: 0,
      data: { latin1: "" },
    });
    const unknown = watch.submits(
      "Reply",
      "SRV.server",
      "SRV.netbeui",
      "m4",
      reply({ kind: "error", command: 0x2b }, 0x00160002),
      "far",
    );
    assert.deepEqual(
      unknown.map(({ name }) => name),
      ["session.request", "smb.response"],
    );
  });

  test("what is no SMB is a message of the session and nothing more", () => {
    const watch = connected();
    assert.deepEqual(
      watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "hello").map(({ name }) => name),
      ["session.request"],
    );
    const report = watch.call("MessageSent", "WS.netbeui", "WS.redirector", {
      session: "s",
      message: "m1",
      status: "OK",
    });
    assert.deepEqual(named(report, "session.report"), { session: "s", message: "m1", status: "OK" });
  });

  test("a read of the server's station is shown under the handle that the client knows", () => {
    const watch = connected();
    const open = octetText(
      emitSmb(smbRequest(ids, { kind: "SMB_COM_OPEN", accessMode: 0, searchAttributes: 0, path: "\\a.txt" })),
    );
    watch.call("SessionReceived", "SRV.netbeui", "SRV.server", { session: "far", data: { latin1: open } });
    watch.call("file_open", "SRV.os", "SRV.server", { path: "a.txt" }, { status: 0, handle: 33, size: 9 });
    const answer: SmbBody = {
      kind: "SMB_COM_OPEN.response",
      fid: 5,
      fileAttributes: 0,
      lastModified: 0,
      fileSize: 9,
      accessMode: 0,
    };
    watch.submits("Reply", "SRV.server", "SRV.netbeui", "m2", reply(answer), "far");
    const [act] = watch.call(
      "file_read",
      "SRV.os",
      "SRV.server",
      { handle: 33, offset: 2, count: 4 },
      { status: 0, data: { latin1: "abcd" } },
    );
    assert.deepEqual(act, {
      kind: "act",
      name: "reads_file",
      from: "SRV.server",
      args: { fid: 5, offset: 2, count: 4, data: { latin1: "abcd" } },
    });
    assert.deepEqual(
      watch.call("file_read", "SRV.os", "SRV.server", { handle: 34, offset: 0, count: 1 }, { status: 8 }),
      [],
    );
  });

  test("two handles of one path that wait for their numbers at once: which is which is not guessed", () => {
    const watch = connected();
    for (const handle of [33, 34])
      watch.call("file_open", "SRV.os", "SRV.server", { path: "a.txt" }, { status: 0, handle, size: 9 });
    for (const fid of [6, 5]) {
      const body: SmbBody = {
        kind: "SMB_COM_OPEN.response",
        fid,
        fileAttributes: 0,
        lastModified: 0,
        fileSize: 9,
        accessMode: 0,
      };
      watch.submits("Reply", "SRV.server", "SRV.netbeui", `m${fid}`, reply(body), "far");
    }
    const [act] = watch.call(
      "file_read",
      "SRV.os",
      "SRV.server",
      { handle: 33, offset: 0, count: 1 },
      { status: 0, data: { latin1: "a" } },
    );
    assert.deepEqual(act?.args, { offset: 0, count: 1, data: { latin1: "a" } });
  });
});

describe("frames", () => {
  test("say what their headers say, on their way to the wire and from it", () => {
    const watch = new Watch();
    const [sabme] = watch.transmits("WS", { kind: "SABME", response: false, poll: true });
    assert.deepEqual(sabme, {
      kind: "said",
      name: "LLC.SABME",
      from: "WS.nic",
      to: "wire",
      args: { poll: true },
    });
    const [arrived] = watch.arrives("WS", { kind: "SABME", response: false, poll: true });
    assert.deepEqual([arrived?.kind, arrived?.from, arrived?.to], ["arrived", "wire", "SRV.nic"]);
    assert.deepEqual(watch.call("Transmit", "WS.nic", "wire", { data: { latin1: "no frame" } }), []);
  });

  test("carry parts of the message that was submitted, also when they are sent again", () => {
    const watch = connected();
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "abcdefgh");
    watch.transmits("WS", { kind: "SABME", response: false, poll: true });
    const parts = [
      watch.transmits("WS", i(0), data("DATA_FIRST_MIDDLE", "abc")),
      watch.transmits("WS", i(1), data("DATA_FIRST_MIDDLE", "def")),
      watch.transmits("WS", i(1), data("DATA_FIRST_MIDDLE", "def")),
      watch.transmits("WS", i(2), data("DATA_ONLY_LAST", "gh")),
      watch.arrives("WS", i(1), data("DATA_FIRST_MIDDLE", "def")),
    ].map((derived) => derived.find(({ name }) => name.startsWith("NBF.DATA"))?.args);
    assert.deepEqual(
      parts.map((args) => [args?.["message"], args?.["offset"], args?.["bytes"]]),
      [
        ["m1", 0, 3],
        ["m1", 3, 3],
        ["m1", 3, 3],
        ["m1", 6, 2],
        ["m1", 3, 3],
      ],
    );
  });

  test("acknowledge the message of their correlator, and no other one", () => {
    const watch = connected();
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "abc");
    watch.transmits("WS", i(0), data("DATA_ONLY_LAST", "abc", 21));
    assert.deepEqual(named(watch.transmits("SRV", i(0), ack(21)), "NBF.DATA_ACK"), {
      session: 1,
      message: "m1",
      correlator: 21,
    });
    assert.deepEqual(named(watch.transmits("SRV", i(1), ack(22)), "NBF.DATA_ACK"), {
      session: 1,
      correlator: 22,
    });
  });

  const asks = (watch: Watch, session: string, number: number): void => {
    watch.call("Connect", "WS.redirector", "WS.netbeui", { session, name: "srv" });
    const query: NbfFrame = {
      kind: "NAME_QUERY",
      name: "SRV<20>",
      sender: "WS<00>",
      session: number,
      group: false,
      correlator: 1,
    };
    watch.transmits("WS", { kind: "UI", response: false, poll: false }, query);
  };
  const carriedBy = (watch: Watch, ns: number, sender: number): unknown => {
    const [, sent] = watch.transmits("WS", i(ns), data("DATA_ONLY_LAST", "same", 1, sender + 6, sender));
    return sent?.args["message"];
  };

  test("of equal messages in two sessions are told apart by the number that each has had from the beginning", () => {
    const watch = new Watch();
    asks(watch, "s", 1);
    asks(watch, "other", 2);
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "same");
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m2", "same", "other");
    assert.deepEqual([carriedBy(watch, 0, 2), carriedBy(watch, 1, 1)], ["m2", "m1"]);
  });

  test("of equal messages in two sessions whose beginning was not seen carry none: which is which is not guessed", () => {
    const watch = connected();
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "same");
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m2", "same");
    assert.deepEqual(
      [carriedBy(watch, 0, 1), carriedBy(watch, 1, 1)],
      ["m1", "m2"],
      "one session has an order",
    );
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m3", "same");
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m4", "same", "other");
    assert.deepEqual([carriedBy(watch, 2, 1), carriedBy(watch, 3, 2)], [undefined, undefined]);
  });

  test("behind a gap carry no message up to the next end, and what comes late is not taken for another", () => {
    const watch = connected();
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m1", "abcdefgh");
    watch.submits("SendMessage", "WS.redirector", "WS.netbeui", "m2", "xyz");
    const carried = (ns: number, ...of: Parameters<typeof data>): readonly unknown[] => {
      const derived = watch.transmits("WS", i(ns), data(...of));
      const args = derived.find(({ name }) => name.startsWith("NBF.DATA"))?.args;
      return [args?.["message"], args?.["offset"]];
    };
    assert.deepEqual(carried(0, "DATA_FIRST_MIDDLE", "abc"), ["m1", 0]);
    assert.deepEqual(carried(2, "DATA_FIRST_MIDDLE", "fg"), [undefined, undefined], "1 was not seen");
    assert.deepEqual(carried(0, "DATA_FIRST_MIDDLE", "abc"), [undefined, undefined], "sent again");
    assert.deepEqual(carried(3, "DATA_ONLY_LAST", "h"), [undefined, undefined]);
    assert.deepEqual(carried(4, "DATA_ONLY_LAST", "xyz"), ["m2", 0]);
    // numbers come round: nothing is taken for what had the number before
    for (let n = 5; n < 140; n++) assert.deepEqual(carried(n % 128, "DATA_FIRST_MIDDLE", "q")[0], undefined);
  });

  test("equal datagrams that wait at once are not told apart", () => {
    const watch = new Watch();
    const cast: NbfFrame = { kind: "DATAGRAM", name: "GROUP<00>", sender: "WS<00>", bytes: textOctets("hi") };
    const put = (): unknown =>
      named(watch.transmits("WS", { kind: "UI", response: false, poll: false }, cast), "NBF.DATAGRAM")?.[
        "message"
      ];
    for (const datagram of ["d1", "d2"]) {
      watch.holds(datagram, "hi");
      watch.call("SendDatagram", "WS.redirector", "WS.netbeui", { datagram, name: "GROUP", times: 1 });
    }
    assert.equal(put(), undefined);
    watch.call("DatagramSent", "WS.netbeui", "WS.redirector", { datagram: "d2", status: "OK" });
    assert.equal(put(), "d1", "one of them alone is told");
  });

  test("that nobody submitted carry no message", () => {
    const args = named(
      new Watch().transmits("WS", i(0), data("DATA_ONLY_LAST", "abc")),
      "NBF.DATA_ONLY_LAST",
    );
    assert.deepEqual(args, { session: 7, offset: 0, bytes: 3, correlator: 1 });
  });

  test("a datagram is linked as often as it was asked for, and once too often as well", () => {
    const watch = new Watch();
    const cast: NbfFrame = { kind: "DATAGRAM", name: "GROUP<00>", sender: "WS<00>", bytes: textOctets("hi") };
    const call = (): readonly Derived[] =>
      watch.transmits("WS", { kind: "UI", response: false, poll: false }, cast);
    assert.equal(named(call(), "NBF.DATAGRAM")?.["message"], undefined);
    watch.holds("d1", "hi");
    const [submission] = watch.call("SendDatagram", "WS.redirector", "WS.netbeui", {
      datagram: "d1",
      name: "GROUP",
      times: 2,
    });
    assert.deepEqual(submission?.args, { datagram: "d1", name: "GROUP", times: 2 });
    for (let n = 0; n < 3; n++) assert.equal(named(call(), "NBF.DATAGRAM")?.["message"], "d1");
  });

  test("one that is for everybody is linked by what it holds", () => {
    const watch = new Watch();
    watch.holds("d1", "hi");
    watch.call("SendDatagram", "WS.redirector", "WS.netbeui", { datagram: "d1", name: "GROUP", times: 1 });
    const derived = watch.transmits(
      "WS",
      { kind: "UI", response: false, poll: false },
      { kind: "DATAGRAM_BROADCAST", sender: "WS<00>", bytes: textOctets("hi") },
    );
    assert.deepEqual(named(derived, "NBF.DATAGRAM_BROADCAST"), { message: "d1", bytes: 2 });
  });

  test("an SMB in a datagram says so", () => {
    const watch = new Watch();
    watch.holds("d1", request);
    const derived = watch.call("SendDatagram", "WS.redirector", "WS.netbeui", {
      datagram: "d1",
      name: "GROUP",
      times: 1,
    });
    assert.equal(named(derived, "smb")?.["transport"], "datagram");
  });
});
