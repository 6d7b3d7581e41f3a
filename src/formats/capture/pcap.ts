// Classic pcap files: one header, one link type, records of 16 octets and a frame. Either byte order, micro- or nanoseconds.

import { part, viewOf } from "../octets.ts";
import type { Problem } from "../result.ts";
import { FRAME_MAXIMUM } from "./capture.ts";
import type { CaptureReading, CapturedFrame } from "./capture.ts";

const AT = { snapLength: 16, linkType: 20, end: 24 } as const;
const RECORD_AT = { seconds: 0, fraction: 4, captured: 8, original: 12, frame: 16 } as const;

type Magic = { readonly littleEndian: boolean; readonly fractionNs: bigint };

/** Keyed by the first four octets, read high octet first. */
const MAGICS: ReadonlyMap<number, Magic> = new Map([
  [0xa1b2c3d4, { littleEndian: false, fractionNs: 1000n }],
  [0xd4c3b2a1, { littleEndian: true, fractionNs: 1000n }],
  [0xa1b23c4d, { littleEndian: false, fractionNs: 1n }],
  [0x4d3cb2a1, { littleEndian: true, fractionNs: 1n }],
]);

export const isPcap = (magic: number): boolean => MAGICS.has(magic);

export const readPcap = (bytes: Uint8Array): CaptureReading => {
  const view = viewOf(bytes);
  const magic = bytes.length < AT.end ? undefined : MAGICS.get(view.getUint32(0));
  if (magic === undefined)
    return { capture: { interfaces: [], frames: [] }, problem: { at: 0, text: "no whole pcap file header" } };
  const snapLength = view.getUint32(AT.snapLength, magic.littleEndian);
  const linkType = view.getUint32(AT.linkType, magic.littleEndian) & 0xffff;
  const { frames, problem } = records(bytes, magic);
  return {
    capture: { interfaces: [{ linkType, snapLength }], frames },
    ...(problem === undefined ? {} : { problem }),
  };
};

const records = (
  bytes: Uint8Array,
  { littleEndian, fractionNs }: Magic,
): { frames: CapturedFrame[]; problem?: Problem } => {
  const view = viewOf(bytes);
  const frames: CapturedFrame[] = [];
  for (let at: number = AT.end; at < bytes.length;) {
    const from = at + RECORD_AT.frame;
    if (from > bytes.length) return { frames, problem: { at, text: "file ends inside a record's header" } };
    const captured = view.getUint32(at + RECORD_AT.captured, littleEndian);
    if (captured > FRAME_MAXIMUM)
      return { frames, problem: { at, text: `a record claims ${captured} octets` } };
    if (from + captured > bytes.length)
      return { frames, problem: { at, text: `file ends inside a frame of ${captured} octets` } };
    const original = view.getUint32(at + RECORD_AT.original, littleEndian);
    const seconds = BigInt(view.getUint32(at + RECORD_AT.seconds, littleEndian));
    const fraction = BigInt(view.getUint32(at + RECORD_AT.fraction, littleEndian));
    frames.push({
      interface: 0,
      timeNs: seconds * 1_000_000_000n + fraction * fractionNs,
      bytes: part(bytes, from, from + captured),
      ...(original === captured ? {} : { originalLength: original }),
    });
    at = from + captured;
  }
  return { frames };
};
