// The 32-bit Status in its two forms, an NTSTATUS or a DOS class and code, and what they have in common (MS-CIFS 2.2.2.4).

import { FLAGS2_NT_STATUS } from "./header.ts";
import type { SmbHeader } from "./header.ts";

export type StatusName = keyof typeof STATUS;

/** DOS class and code, DOS name, NTSTATUS. Class 1 is ERRDOS, 2 is ERRSRV. */
export const STATUS = {
  SUCCESS: [0, 0, "SUCCESS", 0],
  BUFFER_OVERFLOW: [1, 234, "ERRmoredata", 0x80000005],
  NOT_IMPLEMENTED: [1, 1, "ERRbadfunc", 0xc0000002],
  INVALID_HANDLE: [1, 6, "ERRbadfid", 0xc0000008],
  INVALID_PARAMETER: [1, 87, "ERRDOS", 0xc000000d],
  NO_SUCH_FILE: [1, 2, "ERRbadfile", 0xc000000f],
  INVALID_DEVICE_REQUEST: [1, 1, "ERRbadfunc", 0xc0000010],
  END_OF_FILE: [1, 38, "ERRDOS", 0xc0000011],
  ACCESS_DENIED: [1, 5, "ERRnoaccess", 0xc0000022],
  OBJECT_NAME_NOT_FOUND: [1, 2, "ERRbadfile", 0xc0000034],
  OBJECT_NAME_COLLISION: [1, 80, "ERRfilexists", 0xc0000035],
  OBJECT_PATH_NOT_FOUND: [1, 3, "ERRbadpath", 0xc000003a],
  SHARING_VIOLATION: [1, 32, "ERRbadshare", 0xc0000043],
  FILE_LOCK_CONFLICT: [1, 33, "ERRlock", 0xc0000054],
  LOCK_NOT_GRANTED: [1, 33, "ERRlock", 0xc0000055],
  NOT_SUPPORTED: [1, 50, "ERRunsup", 0xc00000bb],
  NETWORK_NAME_DELETED: [1, 64, "ERRDOS", 0xc00000c9],
  BAD_NETWORK_NAME: [1, 67, "ERRDOS", 0xc00000cc],
  TOO_MANY_OPENED_FILES: [1, 4, "ERRnofids", 0xc000011f],
  FILE_CLOSED: [1, 6, "ERRbadfid", 0xc0000128],
  INVALID_SMB: [2, 1, "ERRerror", 0x00010002],
  SMB_BAD_TID: [2, 5, "ERRinvtid", 0x00050002],
  SMB_BAD_COMMAND: [2, 22, "ERRbadcmd", 0x00160002],
  SMB_BAD_UID: [2, 91, "ERRbaduid", 0x005b0002],
} as const satisfies Readonly<
  Record<string, readonly [dosClass: number, dosCode: number, dosName: string, ntStatus: number]>
>;

/** The Status field that says it, in the form that the bit FLAGS2_NT_STATUS of `flags2` asks for. */
export const statusField = (name: StatusName, flags2: number): number => {
  const [dosClass, dosCode, , ntStatus] = STATUS[name];
  return (flags2 & FLAGS2_NT_STATUS) === 0 ? dosClass + dosCode * 0x10000 : ntStatus;
};

/** The name of a Status field, read in the form that its own header declares; undefined when it is none of the above. */
export const statusName = (header: Pick<SmbHeader, "status" | "flags2">): StatusName | undefined => {
  for (const name of STATUS_NAMES) if (statusField(name, header.flags2) === header.status) return name;
  return undefined;
};

export const printStatus = (header: Pick<SmbHeader, "status" | "flags2">): string => {
  const name = statusName(header);
  if ((header.flags2 & FLAGS2_NT_STATUS) === 0) {
    const numbers = `${header.status & 0xff}/${header.status >>> 16}`;
    return name === undefined ? numbers : `${STATUS[name][2]} ${numbers}`;
  }
  return `${name ?? "status"} ${header.status.toString(16).toUpperCase().padStart(8, "0")}`;
};

const isStatusName = (name: string): name is StatusName => Object.hasOwn(STATUS, name);

const STATUS_NAMES: readonly StatusName[] = Object.keys(STATUS).filter(isStatusName);
