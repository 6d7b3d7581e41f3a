// The NetBIOS session service (RFC 1002 4.3) as it frames a TCP stream, and direct TCP, which uses its type 0 alone.

import { emitName, parseName } from "./nbf/name.ts";
import type { NetbiosName } from "./nbf/name.ts";
import { concat, hex8, line, octetText, part, textOctets, u16be, u32be, u8, viewOf } from "./octets.ts";
import { bad, ok } from "./result.ts";
import type { Result } from "./result.ts";

const AT = { type: 0, length: 0, payload: 4 } as const;
const NAME_AT = { length: 0, text: 1, end: 34 } as const;
const RETARGET_AT = { address: 0, port: 4, end: 6 } as const;

const TYPES = {
  message: 0x00,
  request: 0x81,
  positive: 0x82,
  negative: 0x83,
  retarget: 0x84,
  keepalive: 0x85,
} as const;

/** 17 bits on the session service; direct TCP has 24. */
const LENGTH_MAXIMUM = 0x1ffff;
const DIRECT_LENGTH_MAXIMUM = 0xffffff;

export type NbssFrame =
  | { readonly kind: "message"; readonly bytes: Uint8Array }
  | { readonly kind: "request"; readonly called: NetbiosName; readonly calling: NetbiosName }
  | { readonly kind: "positive" }
  /** 0x80 not listening on called name, 0x81 not for calling name, 0x82 not present, 0x83 no resources, 0x8F other. */
  | { readonly kind: "negative"; readonly code: number }
  | { readonly kind: "retarget"; readonly address: number; readonly port: number }
  | { readonly kind: "keepalive" };

/** Cuts a stream into whole frames, at most so many, and what is left for later. */
export const splitNbss = (
  stream: Uint8Array,
  most = Infinity,
): { readonly frames: readonly Uint8Array[]; readonly rest: Uint8Array } => {
  const frames: Uint8Array[] = [];
  let at = 0;
  while (frames.length < most && stream.length - at >= AT.payload) {
    const end = at + AT.payload + (viewOf(stream).getUint32(at + AT.length) & DIRECT_LENGTH_MAXIMUM);
    if (end > stream.length) break;
    frames.push(part(stream, at, end));
    at = end;
  }
  return { frames, rest: part(stream, at) };
};

/** Exactly one frame. Names with a scope are a problem: nothing here uses them. */
export const parseNbss = (bytes: Uint8Array): Result<NbssFrame> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `session frame of ${bytes.length} octets is shorter than its header of 4`);
  const view = viewOf(bytes);
  const length = view.getUint32(AT.length) & DIRECT_LENGTH_MAXIMUM;
  if (length !== bytes.length - AT.payload)
    return bad(1, `length says ${length}, but ${bytes.length - AT.payload} octets follow`);
  return frameOf(view.getUint8(AT.type), part(bytes, AT.payload));
};

export const emitNbss = (frame: NbssFrame): Uint8Array => {
  const payload = payloadOf(frame);
  const most = frame.kind === "message" ? DIRECT_LENGTH_MAXIMUM : LENGTH_MAXIMUM;
  if (payload.length > most)
    throw new RangeError(`session frame of ${payload.length} octets is over ${most}`);
  return concat(u32be(TYPES[frame.kind] * 0x1000000 + payload.length), payload);
};

export const printNbss = (frame: NbssFrame): string => {
  switch (frame.kind) {
    case "message":
      return `NBSS message length ${frame.bytes.length}`;
    case "request":
      return line(`NBSS request called ${frame.called} calling ${frame.calling}`);
    case "negative":
      return `NBSS negative ${hex8(frame.code)}`;
    case "retarget":
      return `NBSS retarget port ${frame.port}`;
    case "positive":
    case "keepalive":
      return `NBSS ${frame.kind}`;
  }
};

const frameOf = (type: number, payload: Uint8Array): Result<NbssFrame> => {
  switch (type) {
    case TYPES.message:
      return ok({ kind: "message", bytes: payload });
    case TYPES.request:
      return requestOf(payload);
    case TYPES.positive:
      return sized(payload, 0, () => ({ kind: "positive" }));
    case TYPES.keepalive:
      return sized(payload, 0, () => ({ kind: "keepalive" }));
    case TYPES.negative:
      return sized(payload, 1, (view) => ({ kind: "negative", code: view.getUint8(0) }));
    case TYPES.retarget:
      return sized(payload, RETARGET_AT.end, retargetOf);
    default:
      return bad(AT.type, `unknown session frame type ${hex8(type)}`);
  }
};

const sized = (payload: Uint8Array, length: number, read: (view: DataView) => NbssFrame): Result<NbssFrame> =>
  payload.length === length
    ? ok(read(viewOf(payload)))
    : bad(1, `this frame carries ${length} octets, not ${payload.length}`);

const retargetOf = (view: DataView): NbssFrame => ({
  kind: "retarget",
  address: view.getUint32(RETARGET_AT.address),
  port: view.getUint16(RETARGET_AT.port),
});

const requestOf = (payload: Uint8Array): Result<NbssFrame> => {
  const called = parseEncodedName(payload.subarray(0, NAME_AT.end));
  const calling = parseEncodedName(payload.subarray(NAME_AT.end));
  if (called === undefined) return bad(AT.payload, "called name is not 0x20, 32 letters A to P, 0x00");
  if (calling === undefined)
    return bad(AT.payload + NAME_AT.end, "calling name is not 0x20, 32 letters A to P, 0x00");
  return ok({ kind: "request", called, calling });
};

const payloadOf = (frame: NbssFrame): Uint8Array => {
  switch (frame.kind) {
    case "message":
      return frame.bytes;
    case "request":
      return concat(emitEncodedName(frame.called), emitEncodedName(frame.calling));
    case "negative":
      return u8(frame.code, "negative response code");
    case "retarget":
      return concat(u32be(frame.address, "address"), u16be(frame.port, "port"));
    case "positive":
    case "keepalive":
      return new Uint8Array();
  }
};

/** First-level encoding (RFC 1001 14.1): each half octet becomes a letter from A on. */
const parseEncodedName = (bytes: Uint8Array): NetbiosName | undefined => {
  const text = octetText(bytes);
  if (!/^ [A-P]{32}\0$/.test(text)) return undefined;
  const half = (at: number): number => text.charCodeAt(NAME_AT.text + at) - 0x41;
  return parseName(Uint8Array.from({ length: 16 }, (_, at) => half(2 * at) * 16 + half(2 * at + 1)));
};

const emitEncodedName = (name: NetbiosName): Uint8Array => {
  const letters = [...emitName(name)].map((octet) =>
    String.fromCharCode(0x41 + (octet >>> 4), 0x41 + (octet & 15)),
  );
  return textOctets(` ${letters.join("")}\0`);
};
