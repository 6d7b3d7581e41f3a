// SMB_COM_NEGOTIATE, 0x72 (MS-CIFS 2.2.4.52): dialects offered, and the three shapes of the answer.

import { concat, part, s16le, u16le, u32le, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { NOTHING, wordsOf } from "./block.ts";
import type { SmbBlock } from "./block.ts";
import { emitMarked, parseMarked } from "./strings.ts";

const DIALECT = 0x02;
const LANMAN_AT = {
  dialectIndex: 0,
  securityMode: 2,
  maxBufferSize: 4,
  maxMpxCount: 6,
  maxNumberVcs: 8,
  rawMode: 10,
  sessionKey: 12,
  serverTime: 16,
  serverDate: 18,
  timeZone: 20,
  keyLength: 22,
  reserved: 24,
} as const;
const NT_AT = {
  dialectIndex: 0,
  securityMode: 2,
  maxMpxCount: 3,
  maxNumberVcs: 5,
  maxBufferSize: 7,
  maxRawSize: 11,
  sessionKey: 15,
  capabilities: 19,
  systemTime: 23,
  timeZone: 31,
  challengeLength: 33,
} as const;

/** No dialect of the offer is known. */
export const NO_DIALECT = 0xffff;

export type NegotiateRequest = { readonly kind: "SMB_COM_NEGOTIATE"; readonly dialects: readonly string[] };

type NegotiatedLimits = {
  readonly dialectIndex: number;
  readonly securityMode: number;
  /** Longest message that the server takes, header included. */
  readonly maxBufferSize: number;
  /** How many requests may wait for an answer at once. */
  readonly maxMpxCount: number;
  readonly maxNumberVcs: number;
  readonly sessionKey: number;
  /** Minutes west of UTC. */
  readonly timeZone: number;
  readonly challenge: Uint8Array;
  /** What follows the challenge, as octets: domain and server names, or a security blob. */
  readonly names: Uint8Array;
};

export type NegotiateResponse = { readonly kind: "SMB_COM_NEGOTIATE.response" } & (
  | { readonly form: "core"; readonly dialectIndex: number }
  | ({
      readonly form: "lanman";
      readonly rawMode: number;
      readonly serverTime: number;
      readonly serverDate: number;
      readonly reserved: number;
    } & NegotiatedLimits)
  | ({
      readonly form: "nt";
      readonly maxRawSize: number;
      readonly capabilities: number;
      readonly systemTime: bigint;
    } & NegotiatedLimits)
);

export const parseNegotiateRequest = (block: SmbBlock): Result<NegotiateRequest> => {
  const words = wordsOf(block, "SMB_COM_NEGOTIATE", 0);
  if (!words.ok) return words;
  const dialects = parseMarked(block.bytes, DIALECT);
  return dialects === undefined
    ? bad(3, "dialects are not a list of 0x02, text, NUL")
    : ok({ kind: "SMB_COM_NEGOTIATE", dialects });
};

export const emitNegotiateRequest = (value: NegotiateRequest): SmbBlock => ({
  words: NOTHING,
  bytes: emitMarked(value.dialects, DIALECT),
});

/** WordCount tells the shape: 1 core, 13 LANMAN, 17 NT LM 0.12. */
export const parseNegotiateResponse = (block: SmbBlock): Result<NegotiateResponse> => {
  switch (block.words.length) {
    case 26:
      return lanman(block);
    case 34:
      return nt(block);
    default: {
      const words = wordsOf(block, "SMB_COM_NEGOTIATE response", 1, 0);
      if (!words.ok) return words;
      return ok({
        kind: "SMB_COM_NEGOTIATE.response",
        form: "core",
        dialectIndex: words.value.getUint16(0, true),
      });
    }
  }
};

export const emitNegotiateResponse = (value: NegotiateResponse): SmbBlock => {
  switch (value.form) {
    case "core":
      return { words: u16le(value.dialectIndex, "DialectIndex"), bytes: NOTHING };
    case "lanman":
      return { words: lanmanWords(value), bytes: concat(value.challenge, value.names) };
    case "nt":
      return { words: ntWords(value), bytes: concat(value.challenge, value.names) };
  }
};

export const printNegotiate = (value: NegotiateRequest | NegotiateResponse): string => {
  if (value.kind === "SMB_COM_NEGOTIATE") return `dialects ${value.dialects.join(", ")}`;
  if (value.form === "core") return `dialect ${value.dialectIndex}`;
  return `dialect ${value.dialectIndex} max buffer ${value.maxBufferSize} max mpx ${value.maxMpxCount}`;
};

const lanman = (block: SmbBlock): Result<NegotiateResponse> => {
  const view = viewOf(block.words);
  const challengeLength = view.getUint16(LANMAN_AT.keyLength, true);
  if (challengeLength > block.bytes.length)
    return bad(1 + LANMAN_AT.keyLength, `challenge of ${challengeLength} octets is cut off`);
  return ok({
    kind: "SMB_COM_NEGOTIATE.response",
    form: "lanman",
    dialectIndex: view.getUint16(LANMAN_AT.dialectIndex, true),
    securityMode: view.getUint16(LANMAN_AT.securityMode, true),
    maxBufferSize: view.getUint16(LANMAN_AT.maxBufferSize, true),
    maxMpxCount: view.getUint16(LANMAN_AT.maxMpxCount, true),
    maxNumberVcs: view.getUint16(LANMAN_AT.maxNumberVcs, true),
    rawMode: view.getUint16(LANMAN_AT.rawMode, true),
    sessionKey: view.getUint32(LANMAN_AT.sessionKey, true),
    serverTime: view.getUint16(LANMAN_AT.serverTime, true),
    serverDate: view.getUint16(LANMAN_AT.serverDate, true),
    timeZone: view.getInt16(LANMAN_AT.timeZone, true),
    reserved: view.getUint16(LANMAN_AT.reserved, true),
    challenge: part(block.bytes, 0, challengeLength),
    names: part(block.bytes, challengeLength),
  });
};

const nt = (block: SmbBlock): Result<NegotiateResponse> => {
  const view = viewOf(block.words);
  const challengeLength = view.getUint8(NT_AT.challengeLength);
  if (challengeLength > block.bytes.length)
    return bad(1 + NT_AT.challengeLength, `challenge of ${challengeLength} octets is cut off`);
  return ok({
    kind: "SMB_COM_NEGOTIATE.response",
    form: "nt",
    dialectIndex: view.getUint16(NT_AT.dialectIndex, true),
    securityMode: view.getUint8(NT_AT.securityMode),
    maxMpxCount: view.getUint16(NT_AT.maxMpxCount, true),
    maxNumberVcs: view.getUint16(NT_AT.maxNumberVcs, true),
    maxBufferSize: view.getUint32(NT_AT.maxBufferSize, true),
    maxRawSize: view.getUint32(NT_AT.maxRawSize, true),
    sessionKey: view.getUint32(NT_AT.sessionKey, true),
    capabilities: view.getUint32(NT_AT.capabilities, true),
    systemTime: view.getBigUint64(NT_AT.systemTime, true),
    timeZone: view.getInt16(NT_AT.timeZone, true),
    challenge: part(block.bytes, 0, challengeLength),
    names: part(block.bytes, challengeLength),
  });
};

const lanmanWords = (value: NegotiateResponse & { form: "lanman" }): Uint8Array =>
  concat(
    u16le(value.dialectIndex, "DialectIndex"),
    u16le(value.securityMode, "SecurityMode"),
    u16le(value.maxBufferSize, "MaxBufferSize"),
    u16le(value.maxMpxCount, "MaxMpxCount"),
    u16le(value.maxNumberVcs, "MaxNumberVcs"),
    u16le(value.rawMode, "RawMode"),
    u32le(value.sessionKey, "SessionKey"),
    u16le(value.serverTime, "ServerTime"),
    u16le(value.serverDate, "ServerDate"),
    s16le(value.timeZone, "TimeZone"),
    u16le(value.challenge.length, "EncryptionKeyLength"),
    u16le(value.reserved, "Reserved"),
  );

const ntWords = (value: NegotiateResponse & { form: "nt" }): Uint8Array =>
  concat(
    u16le(value.dialectIndex, "DialectIndex"),
    u8(value.securityMode, "SecurityMode"),
    u16le(value.maxMpxCount, "MaxMpxCount"),
    u16le(value.maxNumberVcs, "MaxNumberVcs"),
    u32le(value.maxBufferSize, "MaxBufferSize"),
    u32le(value.maxRawSize, "MaxRawSize"),
    u32le(value.sessionKey, "SessionKey"),
    u32le(value.capabilities, "Capabilities"),
    u32le(Number(value.systemTime & 0xffffffffn), "SystemTime"),
    u32le(Number(value.systemTime >> 32n), "SystemTime"),
    s16le(value.timeZone, "TimeZone"),
    u8(value.challenge.length, "ChallengeLength"),
  );
