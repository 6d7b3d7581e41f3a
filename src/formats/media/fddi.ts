// FDDI as a driver sees it: frame control, two 48-bit addresses (high bit first, as on Token Ring), LLC. No padding.

import { emitMac, parseMac } from "../mac.ts";
import type { Mac } from "../mac.ts";
import { concat, line, part, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { frameControl: 0, destination: 1, source: 7, payload: 13 } as const;

/** Addresses have 48 bits, not 16. */
const LONG_ADDRESSES = 0x40;

export type FddiFrame = {
  /** 0x50 to 0x57: LLC, with a priority. */
  readonly frameControl: number;
  readonly destination: Mac;
  readonly source: Mac;
  readonly payload: Uint8Array;
};

export const parseFddi = (bytes: Uint8Array): Result<FddiFrame> => {
  if (bytes.length < AT.payload)
    return bad(bytes.length, `FDDI frame of ${bytes.length} octets is shorter than its header of 13`);
  const frameControl = viewOf(bytes).getUint8(AT.frameControl);
  if ((frameControl & LONG_ADDRESSES) === 0) return bad(AT.frameControl, "FDDI frame has 16-bit addresses");
  return ok({
    frameControl,
    destination: parseMac(bytes.subarray(AT.destination, AT.source)),
    source: parseMac(bytes.subarray(AT.source, AT.payload)),
    payload: part(bytes, AT.payload),
  });
};

export const emitFddi = (frame: FddiFrame): Uint8Array => {
  if ((frame.frameControl & LONG_ADDRESSES) === 0)
    throw new RangeError("FDDI frame control says 16-bit addresses");
  return concat(
    u8(frame.frameControl, "FC"),
    emitMac(frame.destination),
    emitMac(frame.source),
    frame.payload,
  );
};

export const printFddi = (frame: FddiFrame): string =>
  line(`${frame.source} > ${frame.destination} FDDI length ${frame.payload.length}`);
