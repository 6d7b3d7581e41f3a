// tshark as the judge of what we write: an independent reader must find every frame well formed and our numbers in it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { peer } from "../../../tools/peer.ts";
import { emitEthernet } from "../ethernet.ts";
import { emitIpv4 } from "../inet/ipv4.ts";
import { emitIpv6 } from "../inet/ipv6.ts";
import { emitExchangeIdentification, emitFrameReject } from "../llc-info.ts";
import { NETBIOS_SAP, emitLlc } from "../llc.ts";
import type { LlcPdu } from "../llc.ts";
import { NETBIOS_MULTICAST } from "../mac.ts";
import { ETHERNET_SESSION_DATA_MAXIMUM, emitNbf, isSessionFrame } from "../nbf/frame.ts";
import type { NbfFrame } from "../nbf/frame.ts";
import { nameNumberOne, netbiosName } from "../nbf/name.ts";
import type { SmbBody, SmbRequest } from "../smb/body.ts";
import { emitSmb, replyHeader, smbRequest } from "../smb/message.ts";
import { cookedMedia, ipMedia } from "../testing/carried.ts";
import { writePcapng } from "./pcapng-writer.ts";

const CLIENT = "02:00:00:00:00:a1";
const SERVER = "02:00:00:00:00:b2";
const name = netbiosName("NTSERVER", 0x20);
const sender = netbiosName("WFWCLIENT", 0);
const NONE = new Uint8Array();
const ids = { mid: 77, pid: 0x10203, tid: 0x801, uid: 0x64 };

const pdu = { dsap: NETBIOS_SAP, ssap: NETBIOS_SAP, response: false, poll: false, info: NONE };
const link = (value: LlcPdu, destination = SERVER): Uint8Array =>
  emitEthernet({
    kind: "802.3",
    destination,
    source: destination === CLIENT ? SERVER : CLIENT,
    payload: emitLlc(value),
  });

/** N(S) does not go on from frame to frame: tshark does not follow links. */
const nbf = (frame: NbfFrame): Uint8Array =>
  isSessionFrame(frame)
    ? link({ ...pdu, kind: "I", ns: 5, nr: 9, info: emitNbf(frame) })
    : link({ ...pdu, kind: "UI", info: emitNbf(frame) }, NETBIOS_MULTICAST);

const ends = { session: 0x11, senderSession: 0x22 };
const whole = { ...ends, noAck: false, resync: false, correlator: 0x71 };
const last = (bytes: Uint8Array): Uint8Array =>
  nbf({ kind: "DATA_ONLY_LAST", ...whole, ackWithDataAllowed: true, bytes });
const asked = (body: SmbRequest): Uint8Array => last(emitSmb(smbRequest(ids, body)));
const answered = (body: SmbBody, status = 0): Uint8Array => {
  const { header } = smbRequest(ids, { kind: "SMB_COM_CLOSE", fid: 0, lastModified: 0 });
  return last(emitSmb({ header: replyHeader(header, status), body }));
};

/** A message of two frames, which tshark puts together. */
const { header: longHeader } = smbRequest(ids, { kind: "SMB_COM_CLOSE", fid: 0, lastModified: 0 });
const long = emitSmb({
  header: replyHeader(longHeader, 0),
  body: { kind: "SMB_COM_READ.response", count: 1600, data: new Uint8Array(1600).fill(7) },
});
const first: NbfFrame = {
  kind: "DATA_FIRST_MIDDLE",
  ...whole,
  continueRequested: false,
  bytes: long.subarray(0, ETHERNET_SESSION_DATA_MAXIMUM),
};

/** A frame, the field that tshark is asked for, and what it has to answer. */
const frames: readonly (readonly [frame: Uint8Array, field: string, value: string])[] = [
  [nbf({ kind: "ADD_NAME_QUERY", name, correlator: 3 }), "netbios.resp_corrl", "0x0003"],
  [nbf({ kind: "ADD_GROUP_NAME_QUERY", name, correlator: 4 }), "netbios.resp_corrl", "0x0004"],
  [
    nbf({ kind: "ADD_NAME_RESPONSE", name, claiming: false, group: false, correlator: 5 }),
    "netbios.xmit_corrl",
    "0x0005",
  ],
  [nbf({ kind: "NAME_IN_CONFLICT", name, sender: nameNumberOne(CLIENT) }), "netbios.command", "0x02"],
  [
    nbf({ kind: "NAME_QUERY", name, sender, session: 9, group: false, correlator: 6 }),
    "netbios.local_session_no",
    "0x09",
  ],
  [
    nbf({
      kind: "NAME_RECOGNIZED",
      name,
      caller: sender,
      session: 8,
      group: false,
      answers: 6,
      correlator: 7,
    }),
    "netbios.local_session_no",
    "0x08",
  ],
  [
    nbf({ kind: "STATUS_QUERY", name, sender, progress: 1, bufferLength: 512, correlator: 8 }),
    "netbios.status_buffer_len",
    "512",
  ],
  [nbf({ kind: "TERMINATE_TRACE", scope: "both" }), "netbios.command", "0x13"],
  [nbf({ kind: "DATAGRAM", name, sender, bytes: Uint8Array.of(1) }), "netbios.command", "0x08"],
  [link({ ...pdu, kind: "SABME", poll: true }), "llc.control.u_modifier_cmd", "0x1b"],
  [link({ ...pdu, kind: "UA", poll: true, response: true }, CLIENT), "llc.control.u_modifier_resp", "0x18"],
  [link({ ...pdu, kind: "DISC", poll: true }), "llc.control.u_modifier_cmd", "0x10"],
  [link({ ...pdu, kind: "DM", poll: true, response: true }), "llc.control.u_modifier_resp", "0x03"],
  [link({ ...pdu, kind: "RR", nr: 100, poll: true }), "llc.control.n_r", "100"],
  [link({ ...pdu, kind: "RNR", nr: 101 }), "llc.control.s_ftype", "0x0001"],
  [link({ ...pdu, kind: "REJ", nr: 102 }), "llc.control.s_ftype", "0x0002"],
  [
    link({ ...pdu, kind: "XID", info: emitExchangeIdentification({ classes: 3, window: 5 }) }),
    "llc.dsap",
    "0xf0",
  ],
  [
    link({
      ...pdu,
      kind: "FRMR",
      response: true,
      info: emitFrameReject({ control: Uint8Array.of(1, 2), vs: 3, vr: 4, response: false, reasons: 8 }),
    }),
    "llc.control.u_modifier_resp",
    "0x21",
  ],
  [
    nbf({
      kind: "SESSION_INITIALIZE",
      ...ends,
      noAckCapable: true,
      version2: true,
      largestFrame: 1,
      maxReceive: 1482,
      answers: 1,
      correlator: 2,
    }),
    "netbios.max_data_recv_size",
    "1482",
  ],
  [
    nbf({
      kind: "SESSION_CONFIRM",
      ...ends,
      noAckCapable: true,
      version2: true,
      maxReceive: 1000,
      answers: 1,
      correlator: 2,
    }),
    "netbios.max_data_recv_size",
    "1000",
  ],
  [nbf({ kind: "SESSION_END", ...ends, abnormal: true }), "netbios.termination_indicator", "0x0001"],
  [nbf({ kind: "DATA_ACK", ...ends, correlator: 0x71 }), "netbios.xmit_corrl", "0x0071"],
  [
    nbf({ kind: "NO_RECEIVE", ...ends, noAck: false, accepted: 512 }),
    "netbios.num_data_bytes_accepted",
    "512",
  ],
  [nbf({ kind: "RECEIVE_OUTSTANDING", ...ends, accepted: 513 }), "netbios.num_data_bytes_accepted", "513"],
  [nbf({ kind: "RECEIVE_CONTINUE", ...ends, correlator: 0x72 }), "netbios.xmit_corrl", "0x0072"],
  [nbf({ kind: "SESSION_ALIVE", ...ends }), "netbios.command", "0x1f"],
  [
    asked({ kind: "SMB_COM_NEGOTIATE", dialects: ["PC NETWORK PROGRAM 1.0", "NT LM 0.12"] }),
    "smb.dialect.name",
    "PC NETWORK PROGRAM 1.0,NT LM 0.12",
  ],
  [answered({ kind: "SMB_COM_NEGOTIATE.response", form: "core", dialectIndex: 0 }), "smb.mid", "77"],
  [
    asked({ kind: "SMB_COM_TREE_CONNECT", path: "\\\\NTSERVER\\SHARE", password: "", service: "A:" }),
    "smb.path",
    "\\\\NTSERVER\\SHARE",
  ],
  [
    answered({ kind: "SMB_COM_TREE_CONNECT.response", maxBufferSize: 4356, tid: 0x801 }),
    "smb.max_buf",
    "4356",
  ],
  [
    asked({ kind: "SMB_COM_OPEN", accessMode: 0x40, searchAttributes: 0x16, path: "\\v.txt" }),
    "smb.file",
    "\\v.txt",
  ],
  [
    answered({
      kind: "SMB_COM_OPEN.response",
      fid: 0x805,
      fileAttributes: 0x20,
      lastModified: 1,
      fileSize: 9,
      accessMode: 0x40,
    }),
    "smb.fid",
    "0x0805",
  ],
  [
    asked({ kind: "SMB_COM_READ", fid: 0x805, count: 512, offset: 0xfffffff0, remaining: 1024 }),
    "smb.offset",
    "4294967280",
  ],
  [
    asked({ kind: "SMB_COM_READ", fid: 0x805, count: 512, offset: 4096, remaining: 1024 }),
    "smb.remaining",
    "1024",
  ],
  [answered({ kind: "SMB_COM_READ.response", count: 3, data: Uint8Array.of(7, 8, 9) }), "smb.data_len", "3"],
  [asked({ kind: "SMB_COM_SEEK", fid: 0x805, mode: 2, offset: -100 }), "smb.seek_mode", "2"],
  [answered({ kind: "SMB_COM_SEEK.response", offset: 4096 }), "smb.offset", "4096"],
  [asked({ kind: "SMB_COM_CLOSE", fid: 0x806, lastModified: 0 }), "smb.fid", "0x0806"],
  [answered({ kind: "SMB_COM_CLOSE.response" }), "smb.cmd", "0x04"],
  [answered({ kind: "error", command: 0x0a }, 0x00060001), "smb.error_code", "0x0006"],
  [nbf(first), "frame.len", "1514"],
  [last(long.subarray(ETHERNET_SESSION_DATA_MAXIMUM)), "smb.data_len", "1600"],
];

test("tshark reads our frames: none malformed, every field as we sent it, comment and interface too", (t) => {
  const tshark = peer(t, "tshark");
  if (tshark === undefined) return;
  const file = writePcapng({
    interfaces: [{ linkType: 1, snapLength: 0, name: "nic0" }],
    frames: frames.map(([bytes], index) => ({
      interface: 0,
      timeNs: BigInt(index) * 1000n + 1n,
      bytes,
      comment: `step ${index}`,
    })),
  });
  const rows = fieldsOf(tshark, file, [
    ...new Set([
      "_ws.malformed",
      "frame.comment",
      "frame.interface_name",
      ...frames.map(([, field]) => field),
    ]),
  ]);
  const read = rows.map((cell, index) => {
    const field = frames[index]?.[1] ?? "";
    return {
      malformed: cell.get("_ws.malformed"),
      comment: cell.get("frame.comment"),
      nic: cell.get("frame.interface_name"),
      [field]: cell.get(field),
    };
  });
  const sent = frames.map(([, field, value], index) => ({
    malformed: "",
    comment: `step ${index}`,
    nic: "nic0",
    [field]: value,
  }));
  assert.deepEqual(read, sent);
});

test("tshark finds in the other media what we wrote there: the same packets, and who sent them", (t) => {
  const tshark = peer(t, "tshark");
  if (tshark === undefined) return;
  const media = Object.values({ ...cookedMedia, ...ipMedia });
  const packets = [ipv4Packet, ipv6Packet];
  const file = writePcapng({
    interfaces: media.map(({ linkType }) => ({ linkType, snapLength: 0 })),
    frames: media.flatMap(({ carry }, at) =>
      packets.map((bytes) => ({ interface: at, timeNs: 0n, bytes: carry(bytes, true) })),
    ),
  });
  const fields = ["_ws.malformed", "ip.src", "ipv6.src", "sll.pkttype", "sll.ifindex", "sll.src.eth"];
  const rows = fieldsOf(tshark, file, fields).map((row) => fields.map((field) => row.get(field)).join(" "));
  const cooked = (linkType: number): string =>
    linkType === 113 ? `4  ${CLIENT}` : linkType === 276 ? `4 3 ${CLIENT}` : "  ";
  const expected = media.flatMap(({ linkType }) => [
    ` 10.0.0.1  ${cooked(linkType)}`,
    `  fe80::1 ${cooked(linkType)}`,
  ]);
  assert.deepEqual(rows, expected);
});

const carried = (etherType: number, payload: Uint8Array): Uint8Array =>
  emitEthernet({ kind: "ethernet2", destination: SERVER, source: CLIENT, etherType, payload });
/** Nothing is in either of them. */
const NO_NEXT_HEADER = 59;
const ipv4Packet = carried(
  0x0800,
  emitIpv4({
    source: "10.0.0.1",
    destination: "10.0.0.2",
    protocol: NO_NEXT_HEADER,
    service: 0,
    identification: 0,
    fragment: 0x4000,
    ttl: 64,
    options: NONE,
    payload: NONE,
  }),
);
const ipv6Packet = carried(
  0x86dd,
  emitIpv6({
    source: "fe80:0:0:0:0:0:0:1",
    destination: "fe80:0:0:0:0:0:0:2",
    flow: 0,
    hops: 64,
    next: NO_NEXT_HEADER,
    protocol: NO_NEXT_HEADER,
    extensions: NONE,
    payload: NONE,
  }),
);

/** One row a frame, its cells by the field's name. */
const fieldsOf = (
  tshark: string,
  file: Uint8Array,
  fields: readonly string[],
): readonly ReadonlyMap<string, string>[] => {
  const folder = mkdtempSync(join(tmpdir(), "custody-"));
  try {
    const path = join(folder, "frames.pcapng");
    writeFileSync(path, file);
    const options = [
      "-r",
      path,
      "-T",
      "fields",
      "-E",
      "separator=/t",
      "-E",
      "occurrence=a",
      ...fields.flatMap((field) => ["-e", field]),
    ];
    const output = execFileSync(tshark, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const lines = output.split("\n").slice(0, -1);
    return lines.map((row) => new Map(row.split("\t").map((cell, at) => [fields[at] ?? "", cell])));
  } finally {
    rmSync(folder, { recursive: true });
  }
};
