// A conversation over TCP, seen from outside: who asks and who answers, whatever carries it and in whatever order it was captured.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emitEthernet } from "../formats/ethernet.ts";
import { PROTOCOL_TCP, emitIpv4 } from "../formats/inet/ipv4.ts";
import { emitIpv6 } from "../formats/inet/ipv6.ts";
import { TCP_ACK, TCP_PSH, TCP_SYN, emitTcp } from "../formats/inet/tcp.ts";
import { LINK_ETHERNET } from "../formats/layers.ts";
import { emitVlan } from "../formats/media/vlan.ts";
import { emitNbss } from "../formats/nbss.ts";
import { FLAGS_REPLY } from "../formats/smb/header.ts";
import { emitSmb, replyHeader, smbRequest } from "../formats/smb/message.ts";
import type { SmbMessage } from "../formats/smb/message.ts";
import { CaptureObserver } from "./captured.ts";
import type { Derived } from "./seen.ts";

type Said = { readonly fromClient: boolean; readonly flags: number; readonly payload: Uint8Array };
type Carriage = (fromClient: boolean, tcp: (ends: Ends) => Uint8Array) => Uint8Array;
type Ends = { readonly source: string; readonly destination: string };

const nothing = new Uint8Array();
const macs = (fromClient: boolean) => {
  const [client, server] = ["02:00:00:00:00:01", "02:00:00:00:00:02"] as const;
  return fromClient ? { source: client, destination: server } : { source: server, destination: client };
};
const between = (client: string, server: string, fromClient: boolean): Ends =>
  fromClient ? { source: client, destination: server } : { source: server, destination: client };
const typed = (fromClient: boolean, etherType: number, payload: Uint8Array): Uint8Array =>
  emitEthernet({ kind: "ethernet2", ...macs(fromClient), etherType, payload });
const ipv4 = (ends: Ends, payload: Uint8Array): Uint8Array =>
  emitIpv4({
    ...ends,
    protocol: PROTOCOL_TCP,
    service: 0,
    identification: 0,
    fragment: 0x4000,
    ttl: 64,
    options: nothing,
    payload,
  });
const onIpv4: Carriage = (fromClient, tcp) => {
  const ends = between("10.0.0.1", "10.0.0.2", fromClient);
  return typed(fromClient, 0x0800, ipv4(ends, tcp(ends)));
};
const onIpv6: Carriage = (fromClient, tcp) => {
  const ends = between("fe80:0:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:2", fromClient);
  const front = { ...ends, flow: 0, hops: 64, next: 60, protocol: PROTOCOL_TCP };
  const extensions = new Uint8Array([PROTOCOL_TCP, 0, 1, 4, 0, 0, 0, 0]);
  return typed(fromClient, 0x86dd, emitIpv6({ ...front, extensions, payload: tcp(ends) }));
};
const onVlans: Carriage = (fromClient, tcp) => {
  const ends = between("10.0.0.1", "10.0.0.2", fromClient);
  const inner = emitVlan({ tag: 7, etherType: 0x0800, payload: ipv4(ends, tcp(ends)) });
  return typed(fromClient, 0x88a8, emitVlan({ tag: 100, etherType: 0x8100, payload: inner }));
};

function framesOf(said: readonly Said[], carriage: Carriage): readonly Uint8Array[] {
  const next = { client: 0xfffffff0, server: 5 };
  return said.map(({ fromClient, flags, payload }) => {
    const [near, far] = fromClient ? (["client", "server"] as const) : (["server", "client"] as const);
    const [sourcePort, destinationPort] = fromClient ? [1025, 4450] : [4450, 1025];
    const [sequence, acknowledgment] = [next[near], next[far]];
    next[near] = (sequence + payload.length + (flags & TCP_SYN ? 1 : 0)) >>> 0;
    const segment = { sourcePort, destinationPort, sequence, acknowledgment, flags, window: 999, urgent: 0 };
    return carriage(fromClient, (ends) => emitTcp({ ...segment, options: nothing, payload }, ends));
  });
}

function heard(frames: readonly Uint8Array[]): readonly Derived[] {
  const observer = new CaptureObserver();
  const said = frames.flatMap((bytes) => observer.see({ bytes, linkType: LINK_ETHERNET }) ?? []);
  return [...said, ...observer.end()];
}
const words = (said: readonly Derived[]): readonly string[] =>
  said.map(({ name, from, args }) => `${from.replace(/^.*\./u, "")} ${name} ${JSON.stringify(args["mid"])}`);

const asking = (mid: number): SmbMessage =>
  smbRequest({ mid, pid: 1, tid: 2, uid: 3 }, { kind: "SMB_COM_CLOSE", fid: 7, lastModified: 0 });
const answering = (mid: number): SmbMessage => ({
  header: replyHeader(asking(mid).header, 0),
  body: { kind: "SMB_COM_CLOSE.response" },
});
const smb = (fromClient: boolean, ...messages: readonly SmbMessage[]): Said => ({
  fromClient,
  flags: TCP_ACK | TCP_PSH,
  payload: Buffer.concat(messages.map((one) => emitNbss({ kind: "message", bytes: emitSmb(one) }))),
});
const opening: readonly Said[] = [
  { fromClient: true, flags: TCP_SYN, payload: nothing },
  { fromClient: false, flags: TCP_SYN | TCP_ACK, payload: nothing },
];
const conversation: readonly Said[] = [
  ...opening,
  smb(true, asking(1)),
  smb(false, answering(1)),
  smb(true, asking(2), asking(3)),
  smb(false, answering(3)),
  smb(false, answering(2)),
];
const expected = [1, -1, 2, 3, -3, -2].flatMap((mid) =>
  mid > 0
    ? [`redirector SMB_COM_CLOSE ${mid}`, `redirector smb ${mid}`]
    : [`server SMB_COM_CLOSE.response ${-mid}`, `server smb.response ${-mid}`],
);

for (const [name, carriage] of Object.entries({ onIpv4, onIpv6, onVlans }))
  test(`what is said is heard, ${name}`, () => {
    assert.deepEqual(words(heard(framesOf(conversation, carriage))), expected);
  });

test("frames that were captured in another order are heard in an order in which they can have been said", () => {
  const frames = framesOf(conversation, onIpv4);
  for (const order of [
    [0, 1, 3, 2, 4, 5, 6],
    [0, 1, 2, 4, 3, 6, 5],
    [0, 1, 6, 5, 4, 3, 2],
  ]) {
    const said = words(heard(order.flatMap((i) => frames[i] ?? [])));
    assert.deepEqual(said.toSorted(), expected.toSorted());
    const place = (word: string): number => said.indexOf(word);
    for (const mid of [1, 2, 3])
      assert.ok(place(`redirector smb ${mid}`) < place(`server smb.response ${mid}`), order.join());
  }
});

test("who was connected to answers, with and without the bit that says so; what it asks unasked is not told", () => {
  const one = answering(1);
  const without = { ...one, header: { ...one.header, flags: one.header.flags & ~FLAGS_REPLY } };
  const said = heard(
    framesOf([...opening, smb(false, asking(0xffff)), smb(true, asking(1)), smb(false, without)], onIpv4),
  );
  assert.deepEqual(words(said), [...expected.slice(0, 4), "server smb.response.malformed 1"]);
});
