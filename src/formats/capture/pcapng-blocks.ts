// The block structure of pcapng: type, length, body, length again, in the byte order that the section header declares.

import { concat, part, u16le, u32le, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

export const BLOCK = { section: 0x0a0d0d0a, interface: 1, simple: 3, enhanced: 6 } as const;
export const OPTION = { end: 0, comment: 1, name: 2, timeResolution: 9, timeOffset: 14 } as const;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

const AT = { type: 0, length: 4, body: 8 } as const;
const OVERHEAD = 12;
const BLOCK_MAXIMUM = 0x2000000;

export type Block = {
  readonly type: number;
  readonly littleEndian: boolean;
  readonly body: Uint8Array;
  /** Offset of the body in the file, and of the next block. */
  readonly bodyAt: number;
  readonly next: number;
};

/** `littleEndian` is the order of the section so far; a section header brings its own. */
export const blockAt = (bytes: Uint8Array, at: number, littleEndian: boolean): Result<Block> => {
  if (at + OVERHEAD > bytes.length) return bad(at, "file ends inside a block's header");
  const view = viewOf(bytes);
  const type = view.getUint32(at + AT.type, littleEndian);
  const order = type === BLOCK.section ? sectionOrder(view.getUint32(at + AT.body, true)) : littleEndian;
  if (order === undefined) return bad(at + AT.body, "section header without the byte-order magic 1A2B3C4D");
  const length = view.getUint32(at + AT.length, order);
  if (length < OVERHEAD || length % 4 !== 0 || length > BLOCK_MAXIMUM)
    return bad(at + AT.length, `a block cannot have ${length} octets`);
  const next = at + length;
  if (next > bytes.length) return bad(at, `file ends inside a block of ${length} octets`);
  if (view.getUint32(next - 4, order) !== length) return bad(next - 4, "a block's two lengths differ");
  return ok({
    type,
    littleEndian: order,
    body: bytes.subarray(at + AT.body, next - 4),
    bodyAt: at + AT.body,
    next,
  });
};

/** The first value of each option, by its code; what is damaged ends the list. */
export const optionsOf = (block: Block, from: number): ReadonlyMap<number, Uint8Array> => {
  const options = new Map<number, Uint8Array>();
  const view = viewOf(block.body);
  for (let at = from; at + 4 <= block.body.length;) {
    const code = view.getUint16(at, block.littleEndian);
    const length = view.getUint16(at + 2, block.littleEndian);
    if (code === OPTION.end || at + 4 + length > block.body.length) break;
    if (!options.has(code)) options.set(code, part(block.body, at + 4, at + 4 + length));
    at += 4 + padded(length);
  }
  return options;
};

/** A little-endian block. */
export const emitBlock = (type: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...parts);
  const length = u32le(body.length + OVERHEAD, "block length");
  return concat(u32le(type), length, body, length);
};

/** Options with their end; nothing at all when there are none. */
export const emitOptions = (options: readonly (readonly [code: number, value: Uint8Array])[]): Uint8Array =>
  options.length === 0
    ? new Uint8Array()
    : concat(
        ...options.flatMap(([code, value]) => [
          u16le(code),
          u16le(value.length, "option length"),
          toWords(value),
        ]),
        u32le(OPTION.end),
      );

export const toWords = (bytes: Uint8Array): Uint8Array =>
  concat(bytes, new Uint8Array(padded(bytes.length) - bytes.length));

export const padded = (length: number): number => Math.ceil(length / 4) * 4;

const sectionOrder = (magic: number): boolean | undefined => {
  if (magic === BYTE_ORDER_MAGIC) return true;
  return magic === 0x4d3c2b1a ? false : undefined;
};
