import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keepsTheLaws } from "../../laws.ts";
import { latin1 } from "../../words.ts";
import { Alone, acknowledges, at, confirm, here, only, recognized, there, ui } from "./testing/alone.ts";
import { netbeui } from "./index.ts";

const second = 1_000_000;
const rr = (nr: number, more: object = {}) =>
  ({ kind: "RR", response: true, poll: false, nr, ...more }) as const;
const i = (ns: number, nr: number, poll = false) => ({ kind: "I", response: false, poll, ns, nr }) as const;

test("keeps the laws of a layer", () => {
  const say = (name: string, args: object) =>
    ({ k: "call", name, from: "redirector1", args: args as never }) as const;
  keepsTheLaws({
    layer: netbeui,
    self: "WS.netbeui",
    inputs: [
      say("Connect", { session: "s1", name: "SRV" }),
      say("Connect", { session: "s1", name: "SRV" }),
      say("SendMessage", { session: "s1", message: "message1" }),
      say("SendDatagram", { datagram: "message1", name: "GROUP", times: 2 }),
      say("ProtocolReceivePacket", { packet: "packet1" }),
      say("ProtocolReceive", { context: "c", header: { latin1: "" }, lookahead: "lookahead1", size: 90 }),
      say("ProtocolReceiveNetBufferLists", { lists: ["packet1", "nbl9"], flags: [] }),
      say("Disconnect", { session: "s1" }),
      { k: "timer", name: "query s1" },
      { k: "timer", name: "t1 02:00:00:00:57:53" },
    ],
    resources: {
      message1: { fields: {}, data: "hello" },
      packet1: { fields: {}, data: "no frame" },
      lookahead1: { fields: {}, data: "none either" },
    },
  });
});

for (const below of ["answered", "completed", "listed"] as const)
  test(`a datagram is done when the last of its frames is back, freed and told of once: ${below}`, () => {
    for (const [ended, status] of [
      ["SUCCESS", "OK"],
      ["FAILURE", "NO_RESOURCES"],
    ] as const) {
      const alone = new Alone(undefined, below, ended);
      const datagram = alone.message("hello");
      alone.asks("WS.redirector", "SendDatagram", { datagram, name: "GROUP", times: 2 });
      const acts = alone.drive.log.filter(({ kind }) => kind === "act").map(({ name }) => name);
      const words = new Set(alone.drive.log.map(({ name }) => name));
      assert.deepEqual(alone.says(), ["UI DATAGRAM", "UI DATAGRAM"]);
      assert.deepEqual(alone.told("DatagramSent"), [{ datagram, status }]);
      assert.equal(acts.filter((name) => name === "frees").length, 2);
      assert.equal(words.has("NdisSend"), below !== "listed");
      assert.equal(words.has("NdisSendNetBufferLists"), below === "listed");
    }
  });

describe("ExpectRecognized", () => {
  test("asks three times, half a second apart, and gives up", () => {
    const alone = at("ExpectRecognized");
    alone.drive.wait(2 * second);
    assert.deepEqual(alone.says(), ["UI NAME_QUERY", "UI NAME_QUERY", "UI NAME_QUERY"]);
    assert.deepEqual(alone.told("Connected"), [{ session: "s1", status: "BAD_NETWORK_PATH" }]);
  });

  test("recognized: the link is set up with the station that answered", () => {
    const alone = at("ExpectRecognized");
    alone.sends();
    alone.hears(ui, recognized(7), here);
    const [sabme] = alone.sends();
    assert.equal(sabme?.pdu.kind, "SABME");
    assert.equal(sabme?.to, there);
  });

  for (const [session, status] of [
    [0, "REMOTE_NOT_LISTENING"],
    [255, "NO_RESOURCES"],
  ] as const)
    test(`recognized with session number ${session}: ${status}`, () => {
      const alone = at("ExpectRecognized");
      alone.hears(ui, recognized(session), here);
      assert.deepEqual(alone.told("Connected"), [{ session: "s1", status }]);
    });
});

describe("ExpectLink", () => {
  test("UA: the session is begun", () => {
    const alone = at("ExpectLink");
    alone.hears({ kind: "UA", response: true, poll: true });
    const [initialize] = alone.sends();
    assert.deepEqual([initialize?.pdu.kind, initialize?.nbf?.kind], ["I", "SESSION_INITIALIZE"]);
    assert.ok(initialize?.nbf !== undefined && "answers" in initialize.nbf && initialize.nbf.answers === 5);
  });

  test("DM: nobody listens", () => {
    const alone = at("ExpectLink");
    alone.hears({ kind: "DM", response: true, poll: true });
    assert.deepEqual(alone.told("Connected"), [{ session: "s1", status: "REMOTE_NOT_LISTENING" }]);
  });

  test("silence: SABME nine times, then the link has failed, within the redirector's time", () => {
    const alone = at("ExpectLink");
    alone.drive.wait(44 * second);
    assert.deepEqual(
      alone.says(),
      Array.from({ length: 8 }, () => "SABME"),
    );
    assert.deepEqual(alone.told("Connected"), [{ session: "s1", status: "LINK_FAILED" }]);
  });

  test("the other station sets the link up at the same time: both have it", () => {
    const alone = at("ExpectLink");
    alone.hears({ kind: "SABME", response: false, poll: true });
    assert.deepEqual(alone.says(), ["UA", "I SESSION_INITIALIZE"]);
  });
});

describe("ExpectConfirm", () => {
  test("SESSION_CONFIRM: connected", () => {
    const alone = at("ExpectConfirm");
    alone.hears(i(0, 1), confirm);
    assert.deepEqual(alone.told("Connected"), [{ session: "s1", status: "OK" }]);
  });

  test("DISC: disconnected before it was there", () => {
    const alone = at("ExpectConfirm");
    alone.hears({ kind: "DISC", response: false, poll: true });
    assert.deepEqual(alone.says(), ["UA"]);
    assert.deepEqual(alone.told("Connected"), [{ session: "s1", status: "REMOTE_DISCONNECT" }]);
  });

  test("acknowledged, but never confirmed: the caller hears within its time", () => {
    const alone = at("ExpectConfirm");
    alone.hears(rr(1));
    alone.drive.wait(44 * second);
    assert.equal(alone.told("Connected")[0]?.["status"], "IO_TIMEOUT");
  });
});

describe("Open", () => {
  const send = (alone: Alone, data: string): void =>
    alone.asks("WS.redirector", "SendMessage", { session: "s1", message: alone.message(data) });
  const reports = (alone: Alone): readonly unknown[] =>
    alone.told("MessageSent").map((args) => args["status"]);

  test("a message is reported as sent when DATA_ACK has come, not when LLC has acknowledged it", () => {
    const alone = at("Open");
    send(alone, "hello");
    assert.deepEqual(alone.says(), ["I DATA_ONLY_LAST"]);
    alone.hears(rr(2));
    assert.deepEqual(reports(alone), []);
    alone.hears(i(1, 2), acknowledges(2));
    assert.deepEqual(reports(alone), [], "of another message");
    alone.hears(i(2, 2), acknowledges(1));
    assert.deepEqual(reports(alone), ["OK"]);
  });

  test("a long message goes in parts of what the other side takes, and the next one waits for its acknowledgment", () => {
    const alone = at("Open");
    send(alone, "x".repeat(3000));
    send(alone, "y");
    const sizes = alone
      .sends()
      .map(({ nbf }) => (nbf !== undefined && "bytes" in nbf ? nbf.bytes.length : -1));
    assert.deepEqual(sizes, [1482, 1482, 36]);
    alone.hears(i(1, 4), acknowledges(1));
    assert.deepEqual(alone.says(), ["I DATA_ONLY_LAST"]);
  });

  test("the window: ten frames, of which the last one polls; the answer opens it again", () => {
    const alone = at("Open");
    send(alone, "x".repeat(1482 * 14));
    const polls = alone.sends().map(({ pdu }) => pdu.poll);
    assert.deepEqual(polls, [...Array.from({ length: 9 }, () => false), true]);
    alone.hears(rr(11, { poll: true }));
    assert.equal(alone.sends().length, 4);
  });

  test("a message in parts is handed up once, whole, and acknowledged with its correlator", () => {
    const alone = at("Open");
    const first = { ...only("abc", 9), kind: "DATA_FIRST_MIDDLE", continueRequested: false } as never;
    alone.hears(i(1, 1), first);
    assert.deepEqual(alone.says(), []);
    alone.hears(i(2, 1), only("def", 9));
    const [ack] = alone.sends();
    assert.deepEqual(ack?.nbf, { kind: "DATA_ACK", session: 7, senderSession: 1, correlator: 9 });
    assert.deepEqual(
      alone.told("MessageReceived").map((args) => latin1(args, "data")),
      ["abcdef"],
    );
  });

  test("a frame that comes twice is handed up once", () => {
    const alone = at("Open");
    alone.hears(i(1, 1), only("abc"));
    alone.hears(i(1, 1), only("abc"));
    assert.equal(alone.told("MessageReceived").length, 1);
    assert.deepEqual(alone.says(), ["I DATA_ACK", "REJ"]);
  });

  test("a gap is rejected once, with the number of the missing frame", () => {
    const alone = at("Open");
    alone.hears(i(2, 1), only("later"));
    alone.hears(i(3, 1), only("later still"));
    const rejects = alone.sends().map(({ pdu }) => ("nr" in pdu ? [pdu.kind, pdu.nr] : []));
    assert.deepEqual(rejects, [["REJ", 1]]);
    assert.deepEqual(alone.told("MessageReceived"), []);
  });

  test("REJ: everything from the number on is sent again as it was", () => {
    const alone = at("Open");
    send(alone, "x".repeat(3000));
    const before = alone.sends().slice(1);
    alone.hears({ kind: "REJ", response: true, poll: false, nr: 2 });
    assert.deepEqual(
      alone.sends().map(({ pdu }) => pdu),
      before.map(({ pdu }) => pdu),
    );
  });

  test("no acknowledgment: a poll after 600 ms, and what its answer says is missing is sent again", () => {
    const alone = at("Open");
    send(alone, "hello");
    alone.sends();
    alone.drive.wait(600_000);
    const [poll] = alone.sends();
    assert.deepEqual([poll?.pdu.kind, poll?.pdu.poll, poll?.pdu.response], ["RR", true, false]);
    alone.hears(rr(1, { poll: true }));
    assert.deepEqual(alone.says(), ["I DATA_ONLY_LAST"]);
  });

  test("no answer to eight polls: the link has failed, and with it the message and the session", () => {
    const alone = at("Open");
    send(alone, "hello");
    alone.sends();
    alone.drive.wait(44 * second);
    assert.deepEqual(
      alone.says(),
      Array.from({ length: 8 }, () => "RR"),
    );
    assert.deepEqual(reports(alone), ["LINK_FAILED"]);
    assert.deepEqual(alone.told("Disconnected"), [{ session: "s1", status: "LINK_FAILED" }]);
  });

  test("acknowledged by LLC but never as a message: the session is given up before 45 s", () => {
    const alone = at("Open");
    send(alone, "hello");
    alone.hears(rr(2));
    alone.sends();
    for (let n = 0; n < 45; n++) {
      alone.drive.wait(second);
      for (const { pdu } of alone.sends())
        if (pdu.poll && !pdu.response) alone.hears(rr(pdu.kind === "I" ? pdu.ns + 1 : 2, { poll: true }));
    }
    assert.deepEqual(reports(alone), ["IO_TIMEOUT"]);
    assert.deepEqual(alone.told("Disconnected"), [{ session: "s1", status: "IO_TIMEOUT" }]);
  });

  test("RNR stops the frames, RR lets them go on", () => {
    const alone = at("Open");
    alone.hears({ kind: "RNR", response: true, poll: false, nr: 1 });
    send(alone, "hello");
    assert.deepEqual(alone.says(), []);
    alone.hears(rr(1));
    assert.deepEqual(alone.says(), ["I DATA_ONLY_LAST"]);
  });

  test("a poll is answered at once, an acknowledgment may wait 150 ms", () => {
    const alone = at("Open");
    alone.hears({ kind: "RR", response: false, poll: true, nr: 1 });
    assert.deepEqual(
      alone.sends().map(({ pdu }) => [pdu.kind, pdu.poll, pdu.response]),
      [["RR", true, true]],
    );
    alone.hears(i(1, 1), acknowledges(99));
    assert.deepEqual(alone.says(), []);
    alone.drive.wait(150_000);
    assert.deepEqual(alone.says(), ["RR"]);
  });

  const endings = [
    [
      "SESSION_END",
      i(1, 1),
      "REMOTE_DISCONNECT",
      { kind: "SESSION_END", session: 1, senderSession: 7, abnormal: false },
    ],
    ["DISC", { kind: "DISC", response: false, poll: true }, "REMOTE_DISCONNECT", undefined],
    ["SABME", { kind: "SABME", response: false, poll: true }, "CONNECTION_RESET", undefined],
    ["FRMR", { kind: "FRMR", response: true, poll: false }, "CONNECTION_RESET", undefined],
    ["DM", { kind: "DM", response: true, poll: false }, "CONNECTION_RESET", undefined],
  ] as const;
  for (const [name, pdu, status, nbf] of endings)
    test(`${name}: the session is over, and so is what it was carrying`, () => {
      const alone = at("Open");
      send(alone, "hello");
      alone.hears(pdu, nbf);
      assert.deepEqual(reports(alone), [status]);
      assert.deepEqual(alone.told("Disconnected"), [{ session: "s1", status }]);
      send(alone, "too late");
      assert.deepEqual(reports(alone), [status, "REMOTE_DISCONNECT"]);
    });

  test("Disconnect: says goodbye, and takes the link down when that is acknowledged", () => {
    const alone = at("Open");
    alone.asks("WS.redirector", "Disconnect", { session: "s1" });
    assert.deepEqual(alone.says(), ["I SESSION_END"]);
    alone.hears(rr(2));
    assert.deepEqual(alone.says(), ["DISC"]);
    alone.hears({ kind: "UA", response: true, poll: true });
    alone.drive.wait(60 * second);
    assert.deepEqual(alone.says(), []);
    assert.deepEqual(alone.told("Disconnected"), []);
  });

  test("an idle link is asked after 30 s whether the other side is there", () => {
    const alone = at("Open");
    alone.hears(rr(1));
    alone.sends();
    alone.drive.wait(31 * second);
    const polls = alone.sends().filter(({ pdu }) => pdu.kind === "RR" && pdu.poll && !pdu.response);
    assert.ok(polls.length > 0);
  });
});

describe("a called station", () => {
  const query = (session: number, correlator = 3, name = "WS<20>") =>
    ({ kind: "NAME_QUERY", name, sender: "SRV<00>", session, group: false, correlator }) as const;

  test("answers to its name with a number, twice with the same one", () => {
    const alone = new Alone();
    alone.hears(ui, query(4));
    alone.hears(ui, query(4));
    const numbers = alone.sends().map(({ nbf }) => (nbf?.kind === "NAME_RECOGNIZED" ? nbf.session : -1));
    assert.deepEqual(numbers, [1, 1]);
  });

  test("opens the session for its server when it is begun, under a name that both ends can know", () => {
    const alone = new Alone();
    alone.hears(ui, query(4));
    alone.hears({ kind: "SABME", response: false, poll: true });
    alone.hears(i(0, 0), {
      ...confirm,
      kind: "SESSION_INITIALIZE",
      senderSession: 4,
      largestFrame: 1,
    } as never);
    assert.deepEqual(alone.says(), ["UI NAME_RECOGNIZED", "UA", "I SESSION_CONFIRM"]);
    assert.deepEqual(alone.told("SessionOpened"), [{ session: "SRV>WS", name: "SRV" }]);
  });

  test("says nothing to another name, nothing without a server, and no number to a mere search", () => {
    const alone = new Alone();
    alone.hears(ui, query(4, 3, "OTHER<20>"));
    assert.deepEqual(alone.says(), []);
    alone.hears(ui, query(0));
    assert.deepEqual(
      alone.sends().map(({ nbf }) => nbf?.kind === "NAME_RECOGNIZED" && nbf.session),
      [0],
    );
    const serverless = new Alone(["redirector"]);
    serverless.hears(ui, query(4));
    assert.deepEqual(serverless.says(), []);
  });

  test("a poll or information without a link is answered with DM", () => {
    const alone = new Alone();
    alone.hears({ kind: "RR", response: false, poll: true, nr: 0 });
    alone.hears(i(0, 0, true), only("hello"));
    assert.deepEqual(alone.says(), ["DM", "DM"]);
  });

  test("what is no frame of ours is dropped without a word", () => {
    const alone = new Alone();
    for (const data of [
      "",
      "short",
      "x".repeat(60),
      "\x03\0\0\0\0\x01\x02\0\0\0\0\x01\0\x2f\xf0\xf0\x03junk",
    ])
      alone.hearsBytes(data);
    assert.deepEqual(alone.says(), []);
  });
});
