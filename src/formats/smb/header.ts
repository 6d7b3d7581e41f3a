// The 32-octet SMB header (MS-CIFS 2.2.3.1), all integers little-endian. The command is the body's affair.

import { concat, exactly, part, u16le, u32le, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = {
  protocol: 0,
  command: 4,
  status: 5,
  flags: 9,
  flags2: 10,
  pidHigh: 12,
  securityFeatures: 14,
  reserved: 22,
  tid: 24,
  pidLow: 26,
  uid: 28,
  mid: 30,
  end: 32,
} as const;

export const SMB_HEADER_LENGTH = AT.end;

/** 0xFF "SMB", read as a little-endian integer. */
const PROTOCOL = 0x424d53ff;

/** Bits of `flags`. */
export const FLAGS_CASE_INSENSITIVE = 0x08;
export const FLAGS_REPLY = 0x80;

/** Bits of `flags2`. */
export const FLAGS2_LONG_NAMES = 0x0001;
export const FLAGS2_NT_STATUS = 0x4000;
export const FLAGS2_UNICODE = 0x8000;

/** No tree, and the number that only an oplock break may carry. */
export const NO_TID = 0xffff;
export const RESERVED_MID = 0xffff;

/** SMB_COM_READ_RAW and SMB_COM_WRITE_RAW: data without a header follow. */
export const RAW_COMMANDS: readonly number[] = [0x1a, 0x1d];

export type SmbHeader = {
  /** 32 bits as they stand: an NTSTATUS, or a DOS class in the lowest octet and its code in the upper half. */
  readonly status: number;
  readonly flags: number;
  readonly flags2: number;
  /** PIDHigh and PIDLow together. */
  readonly pid: number;
  /** Eight octets: a signature, or zeros. */
  readonly securityFeatures: Uint8Array;
  readonly reserved: number;
  readonly tid: number;
  readonly uid: number;
  readonly mid: number;
};

export type SmbHead = { readonly command: number; readonly header: SmbHeader };

export const isSmb = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && viewOf(bytes).getUint32(AT.protocol, true) === PROTOCOL;

export const isReply = (header: SmbHeader): boolean => (header.flags & FLAGS_REPLY) !== 0;

export const parseSmbHeader = (bytes: Uint8Array): Result<SmbHead> => {
  if (bytes.length < AT.end)
    return bad(bytes.length, `SMB of ${bytes.length} octets is shorter than its header of 32`);
  if (!isSmb(bytes)) return bad(AT.protocol, "no SMB: it does not begin with 0xFF SMB");
  const view = viewOf(bytes);
  const header = {
    status: view.getUint32(AT.status, true),
    flags: view.getUint8(AT.flags),
    flags2: view.getUint16(AT.flags2, true),
    pid: view.getUint16(AT.pidHigh, true) * 0x10000 + view.getUint16(AT.pidLow, true),
    securityFeatures: part(bytes, AT.securityFeatures, AT.reserved),
    reserved: view.getUint16(AT.reserved, true),
    tid: view.getUint16(AT.tid, true),
    uid: view.getUint16(AT.uid, true),
    mid: view.getUint16(AT.mid, true),
  };
  return ok({ command: view.getUint8(AT.command), header });
};

export const emitSmbHeader = ({ command, header }: SmbHead): Uint8Array => {
  const pid = u32le(header.pid, "PID");
  return concat(
    u32le(PROTOCOL),
    u8(command, "Command"),
    u32le(header.status, "Status"),
    u8(header.flags, "Flags"),
    u16le(header.flags2, "Flags2"),
    pid.subarray(2),
    exactly(header.securityFeatures, AT.reserved - AT.securityFeatures, "SecurityFeatures"),
    u16le(header.reserved, "Reserved"),
    u16le(header.tid, "TID"),
    pid.subarray(0, 2),
    u16le(header.uid, "UID"),
    u16le(header.mid, "MID"),
  );
};
