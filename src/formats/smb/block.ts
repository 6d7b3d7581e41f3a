// What follows an SMB header before its meaning is known: WordCount, words, ByteCount, bytes (MS-CIFS 2.2.3.2, 2.2.3.3).

import { concat, part, u16le, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { SMB_HEADER_LENGTH } from "./header.ts";

export type SmbBlock = {
  /** An even number of octets, at most 510. */
  readonly words: Uint8Array;
  readonly bytes: Uint8Array;
};

export const NOTHING = new Uint8Array();

/** A block and what stands behind it. */
export const parseBlock = (
  bytes: Uint8Array,
): Result<{ readonly block: SmbBlock; readonly rest: Uint8Array }> => {
  if (bytes.length < 3) return bad(bytes.length, "SMB ends before its WordCount and ByteCount");
  const view = viewOf(bytes);
  const wordsEnd = 1 + 2 * view.getUint8(0);
  if (wordsEnd + 2 > bytes.length)
    return bad(0, `WordCount is ${view.getUint8(0)}, but only ${bytes.length - 1} octets follow`);
  const byteCount = view.getUint16(wordsEnd, true);
  const from = wordsEnd + 2;
  if (from + byteCount > bytes.length)
    return bad(wordsEnd, `ByteCount is ${byteCount}, but only ${bytes.length - from} octets follow`);
  const block = { words: part(bytes, 1, wordsEnd), bytes: part(bytes, from, from + byteCount) };
  return ok({ block, rest: part(bytes, from + byteCount) });
};

/** Throws RangeError on an odd number of octets in words, or on counts that do not fit. */
export const emitBlock = (block: SmbBlock): Uint8Array => {
  if (block.words.length % 2 !== 0)
    throw new RangeError(`SMB words have ${block.words.length} octets, an odd number`);
  return concat(
    u8(block.words.length / 2, "WordCount"),
    block.words,
    u16le(block.bytes.length, "ByteCount"),
    block.bytes,
  );
};

/** The words as a view, if there are exactly `wordCount` of them and `byteCount` bytes (undefined: any number). */
export const wordsOf = (
  block: SmbBlock,
  command: string,
  wordCount: number,
  byteCount?: number,
): Result<DataView> => {
  if (block.words.length !== 2 * wordCount)
    return bad(0, `WordCount of ${command} is ${block.words.length / 2}, not ${wordCount}`);
  if (byteCount !== undefined && block.bytes.length !== byteCount)
    return bad(1 + block.words.length, `ByteCount of ${command} is ${block.bytes.length}, not ${byteCount}`);
  return ok(viewOf(block.words));
};

const COMMAND_AT = 4;
const ANDX_AT = { wordCount: 0, command: 1, offset: 3, end: 5 } as const;
const NO_MORE = 0xff;

/** LOCKING, OPEN, READ, WRITE, SESSION_SETUP, LOGOFF, TREE_CONNECT, NT_CREATE. */
const CHAINING: ReadonlySet<number> = new Set([0x24, 0x2d, 0x2e, 0x2f, 0x73, 0x74, 0x75, 0xa2]);

/** The commands that come along behind the first one, each where the AndXOffset before it says (MS-CIFS 2.2.3.4). */
export const chainedCommands = (smb: Uint8Array): readonly number[] => {
  const commands: number[] = [];
  const view = viewOf(smb);
  let command = smb[COMMAND_AT] ?? NO_MORE;
  let at: number = SMB_HEADER_LENGTH;
  while (CHAINING.has(command) && at + ANDX_AT.end <= smb.length && (smb[at + ANDX_AT.wordCount] ?? 0) >= 2) {
    const next = view.getUint16(at + ANDX_AT.offset, true);
    command = view.getUint8(at + ANDX_AT.command);
    if (command === NO_MORE || next <= at || next >= smb.length) break;
    commands.push(command);
    at = next;
  }
  return commands;
};
