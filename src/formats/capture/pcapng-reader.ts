// Reads pcapng: section headers, interfaces, enhanced and simple packets. Other blocks are passed over.

import { part, viewOf } from "../octets.ts";
import type { Problem } from "../result.ts";
import type { Capture, CaptureInterface, CaptureReading, CapturedFrame } from "./capture.ts";
import { BLOCK, OPTION, blockAt, optionsOf, padded } from "./pcapng-blocks.ts";
import type { Block } from "./pcapng-blocks.ts";

const SECTION_AT = { options: 16 } as const;
const INTERFACE_AT = { linkType: 0, snapLength: 4, options: 8 } as const;
const ENHANCED_AT = { interface: 0, timeHigh: 4, timeLow: 8, captured: 12, original: 16, frame: 20 } as const;
const SIMPLE_AT = { original: 0, frame: 4 } as const;
const NS_PER_SECOND = 1_000_000_000n;

export const isPcapng = (magic: number): boolean => magic === BLOCK.section;

type Clock = { readonly ticksPerSecond: bigint; readonly offsetNs: bigint };

type Section = {
  littleEndian: boolean;
  /** Interfaces of earlier sections: their numbers start anew in each section, ours go on. */
  firstInterface: number;
  readonly interfaces: CaptureInterface[];
  readonly clocks: Clock[];
  readonly frames: CapturedFrame[];
  comment?: string;
};

export const readPcapng = (bytes: Uint8Array): CaptureReading => {
  const section: Section = { littleEndian: true, firstInterface: 0, interfaces: [], clocks: [], frames: [] };
  let problem: Problem | undefined;
  for (let at = 0; at < bytes.length && problem === undefined;) {
    const block = blockAt(bytes, at, section.littleEndian);
    problem = block.ok ? take(section, block.value) : block.problem;
    at = block.ok ? block.value.next : bytes.length;
  }
  const { interfaces, frames, comment } = section;
  const capture: Capture = { interfaces, frames, ...(comment === undefined ? {} : { comment }) };
  return problem === undefined ? { capture } : { capture, problem };
};

const take = (section: Section, block: Block): Problem | undefined => {
  switch (block.type) {
    case BLOCK.section:
      return takeSection(section, block);
    case BLOCK.interface:
      return takeInterface(section, block);
    case BLOCK.enhanced:
      return takeEnhanced(section, block);
    case BLOCK.simple:
      return takeSimple(section, block);
    default:
      return undefined;
  }
};

const takeSection = (section: Section, block: Block): Problem | undefined => {
  if (block.body.length < SECTION_AT.options) return { at: block.bodyAt, text: "section header is cut off" };
  section.littleEndian = block.littleEndian;
  section.firstInterface = section.interfaces.length;
  const comment = textOption(block, SECTION_AT.options, OPTION.comment);
  if (comment !== undefined && section.comment === undefined) section.comment = comment;
  return undefined;
};

const takeInterface = (section: Section, block: Block): Problem | undefined => {
  if (block.body.length < INTERFACE_AT.options)
    return { at: block.bodyAt, text: "interface description is cut off" };
  const view = viewOf(block.body);
  const name = textOption(block, INTERFACE_AT.options, OPTION.name);
  section.interfaces.push({
    linkType: view.getUint16(INTERFACE_AT.linkType, block.littleEndian),
    snapLength: view.getUint32(INTERFACE_AT.snapLength, block.littleEndian),
    ...(name === undefined ? {} : { name }),
  });
  section.clocks.push(clockOf(block));
  return undefined;
};

const takeEnhanced = (section: Section, block: Block): Problem | undefined => {
  if (block.body.length < ENHANCED_AT.frame) return { at: block.bodyAt, text: "packet block is cut off" };
  const view = viewOf(block.body);
  const order = block.littleEndian;
  const index = section.firstInterface + view.getUint32(ENHANCED_AT.interface, order);
  const clock = section.clocks[index];
  if (clock === undefined)
    return {
      at: block.bodyAt,
      text: `packet of interface ${index - section.firstInterface}, which nothing described`,
    };
  const captured = view.getUint32(ENHANCED_AT.captured, order);
  const end = ENHANCED_AT.frame + captured;
  if (end > block.body.length)
    return {
      at: block.bodyAt + ENHANCED_AT.captured,
      text: `packet of ${captured} octets does not fit its block`,
    };
  const original = view.getUint32(ENHANCED_AT.original, order);
  const ticks =
    (BigInt(view.getUint32(ENHANCED_AT.timeHigh, order)) << 32n) +
    BigInt(view.getUint32(ENHANCED_AT.timeLow, order));
  const comment = textOption(block, ENHANCED_AT.frame + padded(captured), OPTION.comment);
  section.frames.push({
    interface: index,
    timeNs: clock.offsetNs + (ticks * NS_PER_SECOND) / clock.ticksPerSecond,
    bytes: part(block.body, ENHANCED_AT.frame, end),
    ...(original === captured ? {} : { originalLength: original }),
    ...(comment === undefined ? {} : { comment }),
  });
  return undefined;
};

/** No time, always of the section's first interface, as long as the snap length lets it be. */
const takeSimple = (section: Section, block: Block): Problem | undefined => {
  const from = section.interfaces[section.firstInterface];
  if (from === undefined || block.body.length < SIMPLE_AT.frame)
    return { at: block.bodyAt, text: "simple packet without an interface or a length" };
  const original = viewOf(block.body).getUint32(SIMPLE_AT.original, block.littleEndian);
  const captured = from.snapLength === 0 ? original : Math.min(original, from.snapLength);
  const end = SIMPLE_AT.frame + captured;
  if (end > block.body.length)
    return { at: block.bodyAt, text: `packet of ${captured} octets does not fit its block` };
  section.frames.push({
    interface: section.firstInterface,
    timeNs: 0n,
    bytes: part(block.body, SIMPLE_AT.frame, end),
    ...(original === captured ? {} : { originalLength: original }),
  });
  return undefined;
};

/** if_tsresol: a negative power of 10, or of 2 when its high bit is set; microseconds when it is not said. */
const clockOf = (block: Block): Clock => {
  const options = optionsOf(block, INTERFACE_AT.options);
  const resolution = options.get(OPTION.timeResolution)?.[0] ?? 6;
  const offset = options.get(OPTION.timeOffset);
  const base = (resolution & 0x80) === 0 ? 10n : 2n;
  return {
    ticksPerSecond: base ** BigInt(resolution & 0x7f),
    offsetNs: offset?.length === 8 ? viewOf(offset).getBigInt64(0, block.littleEndian) * NS_PER_SECOND : 0n,
  };
};

const textOption = (block: Block, from: number, code: number): string | undefined => {
  const value = optionsOf(block, from).get(code);
  return value === undefined ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(value);
};
