// Writes pcapng: one little-endian section, its interfaces, a packet block a frame. Times in nanoseconds.

import { concat, u16le, u32le } from "../octets.ts";
import type { Capture, CaptureInterface, CapturedFrame } from "./capture.ts";
import { BLOCK, BYTE_ORDER_MAGIC, OPTION, emitBlock, emitOptions, toWords } from "./pcapng-blocks.ts";

const NANOSECONDS = Uint8Array.of(9);
const VERSION = concat(u16le(1), u16le(0));
const LENGTH_UNKNOWN = concat(u32le(0xffffffff), u32le(0xffffffff));

/** Throws RangeError when a frame names an interface that is not there, or a time does not fit in 64 bits. */
export const writePcapng = (capture: Capture): Uint8Array =>
  concat(
    pcapngHead(capture),
    ...capture.frames.map((frame) => pcapngFrame(frame, capture.interfaces.length)),
  );

/** What stands before the first frame, for writers that go frame by frame. */
export const pcapngHead = (capture: Omit<Capture, "frames">): Uint8Array => {
  const section = emitBlock(
    BLOCK.section,
    u32le(BYTE_ORDER_MAGIC),
    VERSION,
    LENGTH_UNKNOWN,
    emitOptions(comments(capture.comment)),
  );
  return concat(section, ...capture.interfaces.map(interfaceBlock));
};

export const pcapngFrame = (frame: CapturedFrame, interfaces: number): Uint8Array => {
  if (frame.interface >= interfaces)
    throw new RangeError(`frame of interface ${frame.interface}, but there are ${interfaces}`);
  return emitBlock(
    BLOCK.enhanced,
    u32le(frame.interface, "interface"),
    u32le(Number(frame.timeNs >> 32n), "time"),
    u32le(Number(frame.timeNs & 0xffffffffn), "time"),
    u32le(frame.bytes.length),
    u32le(frame.originalLength ?? frame.bytes.length, "original length"),
    toWords(frame.bytes),
    emitOptions(comments(frame.comment)),
  );
};

const interfaceBlock = ({ linkType, snapLength, name }: CaptureInterface): Uint8Array =>
  emitBlock(
    BLOCK.interface,
    u16le(linkType, "link type"),
    u16le(0),
    u32le(snapLength, "snap length"),
    emitOptions([
      ...(name === undefined ? [] : [[OPTION.name, utf8(name)] as const]),
      [OPTION.timeResolution, NANOSECONDS],
    ]),
  );

const comments = (comment: string | undefined): readonly (readonly [number, Uint8Array])[] =>
  comment === undefined ? [] : [[OPTION.comment, utf8(comment)]];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
