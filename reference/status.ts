// The status numbers that operating system, redirector and server say to each other (MS-CIFS 2.2.2.4).
export const status = {
  success: 0,
  /** The DOS pairs ERRSRV/ERRerror, ERRinvtid, ERRbadcmd and ERRDOS/ERRbadaccess, as a status has them. */
  invalidSmb: 0x00010002,
  smbBadTid: 0x00050002,
  smbBadCommand: 0x00160002,
  invalidAccess: 0x000c0001,
  notImplemented: 0xc0000002,
  invalidHandle: 0xc0000008,
  invalidParameter: 0xc000000d,
  objectNameNotFound: 0xc0000034,
  insufficientResources: 0xc000009a,
  ioTimeout: 0xc00000b5,
  remoteNotListening: 0xc00000bc,
  badNetworkPath: 0xc00000be,
  unexpectedNetworkError: 0xc00000c4,
  badNetworkName: 0xc00000cc,
  localDisconnect: 0xc000013b,
  remoteDisconnect: 0xc000013c,
  linkFailed: 0xc000013e,
  connectionDisconnected: 0xc000020c,
  connectionReset: 0xc000020d,
} as const;
