import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { readCapture } from "./capture/read.ts";
import { emitFrame, parseFrame, printFrame } from "./frame.ts";
import type { Layer } from "./layers.ts";
import { emitNbss, parseNbss } from "./nbss.ts";
import { fromHex } from "./octets.ts";
import { emitSmb, parseSmb } from "./smb/message.ts";
import { projectRoot } from "../../tools/root.ts";

const SMBD_PORT = 4452;

const vector = (name: string): Uint8Array => readFileSync(join(projectRoot, "src/formats/vectors", name));

/** Reads every frame, writes it again, and tells how many went through which header. */
const counted = (name: string): Readonly<Record<string, number>> => {
  const { capture, problem } = readCapture(vector(name));
  assert.equal(problem, undefined);
  const counts = new Map<string, number>([["frames", capture.frames.length]]);
  for (const frame of capture.frames) {
    const { layers, problem: unread } = parseFrame(
      frame.bytes,
      capture.interfaces[frame.interface]?.linkType ?? -1,
      [139, 445, SMBD_PORT],
    );
    assert.equal(unread, undefined);
    assert.deepEqual(emitFrame(layers), frame.bytes, printFrame(layers).join("\n"));
    for (const word of layers.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const wordsOf = (layer: Layer): readonly string[] => {
  switch (layer.kind) {
    case "llc":
    case "nbf":
    case "nbss":
      return [layer.kind, `${layer.kind} ${layer.value.kind}`];
    case "smb":
      return [layer.kind, layer.value.body.kind];
    default:
      return [layer.kind];
  }
};

test("the hand-made NetBIOS frames go out as they came in, on all three media", () => {
  assert.deepEqual(counted("netbios-frames.pcapng"), {
    SMB_COM_READ: 6,
    "SMB_COM_READ.response": 2,
    arp: 2,
    dix: 1,
    ethernet: 80,
    fddi: 2,
    frames: 89,
    ipv4: 35,
    llc: 53,
    "llc DISC": 1,
    "llc DM": 1,
    "llc FRMR": 1,
    "llc I": 18,
    "llc REJ": 1,
    "llc RNR": 1,
    "llc RR": 4,
    "llc SABME": 2,
    "llc TEST": 1,
    "llc UA": 3,
    "llc UI": 19,
    "llc XID": 1,
    nbf: 36,
    "nbf ADD_GROUP_NAME_QUERY": 1,
    "nbf ADD_NAME_QUERY": 2,
    "nbf ADD_NAME_RESPONSE": 1,
    "nbf DATAGRAM": 1,
    "nbf DATAGRAM_BROADCAST": 1,
    "nbf DATA_ACK": 2,
    "nbf DATA_FIRST_MIDDLE": 2,
    "nbf DATA_ONLY_LAST": 6,
    "nbf NAME_IN_CONFLICT": 1,
    "nbf NAME_QUERY": 6,
    "nbf NAME_RECOGNIZED": 3,
    "nbf NO_RECEIVE": 1,
    "nbf RECEIVE_CONTINUE": 1,
    "nbf RECEIVE_OUTSTANDING": 1,
    "nbf SESSION_ALIVE": 1,
    "nbf SESSION_CONFIRM": 1,
    "nbf SESSION_END": 2,
    "nbf SESSION_INITIALIZE": 1,
    "nbf STATUS_QUERY": 1,
    "nbf STATUS_RESPONSE": 1,
    nbss: 10,
    "nbss keepalive": 1,
    "nbss message": 3,
    "nbss negative": 1,
    "nbss positive": 1,
    "nbss request": 3,
    "nbss retarget": 1,
    other: 2,
    smb: 10,
    snap: 1,
    tcp: 24,
    tokenring: 7,
    udp: 11,
  });
});

test("the frames of smbd go out as they came in", () => {
  assert.deepEqual(counted("smbd-probe.pcapng"), {
    SMB_COM_CLOSE: 6,
    "SMB_COM_CLOSE.response": 6,
    SMB_COM_NEGOTIATE: 3,
    "SMB_COM_NEGOTIATE.response": 3,
    SMB_COM_OPEN: 6,
    "SMB_COM_OPEN.response": 3,
    SMB_COM_READ: 45,
    "SMB_COM_READ.response": 24,
    SMB_COM_SEEK: 15,
    "SMB_COM_SEEK.response": 12,
    SMB_COM_TREE_CONNECT: 3,
    "SMB_COM_TREE_CONNECT.response": 3,
    error: 40,
    ethernet: 352,
    frames: 352,
    ipv4: 352,
    malformed: 3,
    nbss: 328,
    "nbss message": 328,
    other: 147,
    smb: 319,
    tcp: 352,
  });
});

test("the frames of smbtorture go out as they came in", () => {
  assert.deepEqual(counted("smbtorture-read.pcapng"), {
    SMB_COM_CLOSE: 7,
    "SMB_COM_CLOSE.response": 7,
    SMB_COM_NEGOTIATE: 5,
    "SMB_COM_NEGOTIATE.response": 5,
    SMB_COM_READ: 8,
    "SMB_COM_READ.response": 5,
    error: 22,
    ethernet: 59,
    frames: 59,
    ipv4: 59,
    nbss: 59,
    "nbss message": 59,
    smb: 59,
    tcp: 59,
  });
});

test("every header of the hand-made frames prints in one line of up to 100 columns", () => {
  const { capture } = readCapture(vector("netbios-frames.pcapng"));
  for (const frame of capture.frames)
    for (const text of printFrame(
      parseFrame(frame.bytes, capture.interfaces[frame.interface]?.linkType ?? -1).layers,
    ))
      assert.match(text, /^[^\n]{1,100}$/);
});

test("the exchanges with smbd go out as they came in", () => {
  const lines = readFileSync(join(projectRoot, "src/formats/vectors/smb-exchanges.json"), "utf8");
  const messages = [...lines.matchAll(/"(?:request|response)": "([0-9a-f]+)"/g)].map(([, digits = ""]) =>
    fromHex(digits),
  );
  const kinds = new Map<string, number>();
  for (const bytes of messages) {
    const session = parseNbss(bytes);
    assert.ok(session.ok && session.value.kind === "message");
    const message = parseSmb(session.value.bytes);
    assert.ok(message.ok);
    assert.deepEqual(emitNbss({ kind: "message", bytes: emitSmb(message.value) }), bytes);
    kinds.set(message.value.body.kind, (kinds.get(message.value.body.kind) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(kinds), {
    SMB_COM_NEGOTIATE: 3,
    "SMB_COM_NEGOTIATE.response": 3,
    SMB_COM_TREE_CONNECT: 3,
    "SMB_COM_TREE_CONNECT.response": 3,
    SMB_COM_READ: 45,
    "SMB_COM_READ.response": 24,
    error: 30,
    malformed: 3,
    SMB_COM_SEEK: 15,
    "SMB_COM_SEEK.response": 12,
    SMB_COM_CLOSE: 6,
    "SMB_COM_CLOSE.response": 6,
    SMB_COM_OPEN: 6,
    "SMB_COM_OPEN.response": 3,
  });
});
