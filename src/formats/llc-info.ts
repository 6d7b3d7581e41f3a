// The information fields of two LLC PDUs: FRMR (what was rejected and why) and XID (which service, which window).

import { concat, exactly, hex, line, part, u8, viewOf } from "./octets.ts";
import { bad, ok } from "./result.ts";
import type { Result } from "./result.ts";

const FRMR_AT = { control: 0, vs: 2, vr: 3, reasons: 4, end: 5 } as const;
const XID_AT = { format: 0, classes: 1, window: 2, end: 3 } as const;
const XID_FORMAT = 0x81;

export type FrameReject = {
  /** Both control octets of the rejected PDU; the second is 0 for an unnumbered one. */
  readonly control: Uint8Array;
  readonly vs: number;
  readonly vr: number;
  /** The rejected PDU was a response. */
  readonly response: boolean;
  /** 1 bad control, 2 information not allowed, 4 information too long, 8 bad N(R), 16 bad N(S); some peers send 0. */
  readonly reasons: number;
};

export type ExchangeIdentification = {
  /** 1: datagrams only; 3: datagrams and links. */
  readonly classes: number;
  readonly window: number;
};

export const parseFrameReject = (info: Uint8Array): Result<FrameReject> => {
  if (info.length !== FRMR_AT.end) return bad(0, `FRMR information has ${info.length} octets, not 5`);
  const view = viewOf(info);
  const vs = view.getUint8(FRMR_AT.vs);
  if ((vs & 1) === 1) return bad(FRMR_AT.vs, "FRMR reserved bit beside V(S) is set");
  const vr = view.getUint8(FRMR_AT.vr);
  const control = part(info, FRMR_AT.control, FRMR_AT.vs);
  return ok({
    control,
    vs: vs >>> 1,
    vr: vr >>> 1,
    response: (vr & 1) === 1,
    reasons: view.getUint8(FRMR_AT.reasons),
  });
};

export const emitFrameReject = (reject: FrameReject): Uint8Array =>
  concat(
    exactly(reject.control, FRMR_AT.vs, "rejected control"),
    u8(reject.vs * 2, "V(S) doubled"),
    u8(reject.vr * 2 + (reject.response ? 1 : 0), "V(R) doubled"),
    u8(reject.reasons, "FRMR reasons"),
  );

export const printFrameReject = (reject: FrameReject): string =>
  line(`FRMR of ${hex(reject.control)} V(S) ${reject.vs} V(R) ${reject.vr} reasons ${reject.reasons}`);

export const parseExchangeIdentification = (info: Uint8Array): Result<ExchangeIdentification> => {
  if (info.length !== XID_AT.end) return bad(0, `XID information has ${info.length} octets, not 3`);
  const view = viewOf(info);
  if (view.getUint8(XID_AT.format) !== XID_FORMAT)
    return bad(XID_AT.format, "XID format is not the basic one, 0x81");
  const window = view.getUint8(XID_AT.window);
  if ((window & 1) === 1) return bad(XID_AT.window, "XID reserved bit beside the window is set");
  return ok({ classes: view.getUint8(XID_AT.classes), window: window >>> 1 });
};

export const emitExchangeIdentification = (xid: ExchangeIdentification): Uint8Array =>
  concat(u8(XID_FORMAT), u8(xid.classes, "XID classes"), u8(xid.window * 2, "XID window doubled"));

export const printExchangeIdentification = (xid: ExchangeIdentification): string =>
  line(`XID classes ${xid.classes} window ${xid.window}`);
