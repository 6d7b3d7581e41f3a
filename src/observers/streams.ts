// TCP streams of a capture, put together as far as every octet was seen, and cut into the SMBs that stand in them.
import { TCP_ACK, TCP_FIN, TCP_SYN } from "../formats/inet/tcp.ts";
import type { TcpSegment } from "../formats/inet/tcp.ts";
import { parseNbss, splitNbss } from "../formats/nbss.ts";
import { concat, equalOctets, hex, octetText, viewOf } from "../formats/octets.ts";
import { isSmb, RAW_COMMANDS } from "../formats/smb/header.ts";

/** `source` and `destination` are address and port. */
export type Segment = { readonly source: string; readonly destination: string; readonly tcp: TcpSegment };
/**
 * What a segment ends. `isBroken`: octets before this were not captured, or it begins anew: what belongs together is not known
 * any more.
 */
export type Heard = {
  readonly segment: Segment;
  readonly messages: readonly string[];
  readonly isBroken: boolean;
  /** what came behind these messages begins none */
  readonly isLost?: true;
  /** and that is wrong: what came instead */
  readonly problem?: string;
};

/** What comes next in one direction, and what has come of a message that is not whole yet. */
type Direction = {
  /** where its SYN says that it begins */
  readonly first?: number;
  readonly next: number;
  readonly parts: readonly Uint8Array[];
  /** octets in these parts */
  readonly size: number;
  /** so many are wanted before anything is made of them */
  readonly due: number;
  /** an SMB was read, and every frame since: where the next one begins is known */
  readonly inStep: boolean;
};

type Cut = { readonly after: Direction; readonly frames: readonly Uint8Array[]; readonly problem?: string };

/** Segments of a connection that wait for others: a capture may have them in another order than the stations. */
const mostWaiting = 32;

export class Streams {
  readonly #directions = new Map<string, Direction>();
  readonly #waiting = new Map<string, readonly Segment[]>();
  /** connections of which READ_RAW or WRITE_RAW was said: frames without an SMB may stand in them */
  readonly #raw = new Set<string>();

  /** In the order in which the stations can have said it. */
  see(segment: Segment): readonly Heard[] {
    const key = connectionOf(segment);
    const waiting = this.#waiting.get(key) ?? [];
    if (waiting.some((one) => isSame(one, segment)) || this.#isBegun(segment)) return [];
    if (isSyn(segment)) return [...this.#released(key, [...waiting, segment], 0)];
    if (waiting.length === 0 && this.#isNext(segment)) return [this.#take(segment)];
    return this.#released(key, [...waiting, segment], mostWaiting);
  }

  /** Nothing more comes: what still waits is taken as it is. */
  end(): readonly Heard[] {
    return [...this.#waiting].flatMap(([key, waiting]) => this.#released(key, waiting, 0));
  }

  /** Those whose turn it is; and the oldest before its turn, while more wait than may. */
  #released(key: string, waiting: readonly Segment[], most: number): readonly Heard[] {
    const heard: Heard[] = [];
    let left = waiting;
    for (;;) {
      const next = left.find((one) => this.#isNext(one)) ?? (left.length > most ? left[0] : undefined);
      if (next === undefined) break;
      heard.push(this.#take(next));
      left = left.filter((one) => one !== next);
    }
    if (left.length === 0) this.#waiting.delete(key);
    else this.#waiting.set(key, left);
    return heard;
  }

  /** A SYN that was seen already. */
  #isBegun(segment: Segment): boolean {
    const { source, destination, tcp } = segment;
    return isSyn(segment) && this.#directions.get(`${source}>${destination}`)?.first === firstBehind(tcp);
  }

  /** Nothing is missing in front of it, neither of its own direction nor of what it acknowledges. */
  #isNext(segment: Segment): boolean {
    if (isSyn(segment)) return false;
    const { source, destination, tcp } = segment;
    const before = this.#directions.get(`${source}>${destination}`);
    const isAhead = before !== undefined && ((tcp.sequence - before.next) | 0) > 0;
    return !isAhead && !this.#isAhead(`${destination}>${source}`, tcp);
  }

  #take(segment: Segment): Heard {
    const { source, destination, tcp } = segment;
    const key = `${source}>${destination}`;
    const before = this.#directions.get(key);
    const { sequence, payload } = tcp;
    if (isSyn(segment)) {
      const first = firstBehind(tcp);
      this.#directions.set(key, { ...emptyAt(first), first });
      return { segment, messages: [], isBroken: true };
    }
    const isAhead = this.#acknowledged(`${destination}>${source}`, tcp);
    const isEnd = (tcp.flags & TCP_FIN) !== 0;
    const gap = before === undefined ? 1 : (sequence - before.next) | 0;
    const end = sequence + payload.length + (isEnd ? 1 : 0);
    if (before !== undefined && ((end - before.next) | 0) <= 0)
      return { segment, messages: [], isBroken: isAhead };
    const isBroken = before === undefined || gap > 0;
    const known = isBroken ? { ...emptyAt(end), ...firstOf(before) } : before;
    const fresh = isBroken ? payload : payload.subarray(-gap);
    const { after, frames, problem } = this.#cut(known, fresh, connectionOf(segment));
    this.#directions.set(key, { ...after, next: end });
    const heard = { segment, messages: frames.flatMap(messageOf) };
    // raw data may have been asked for unseen
    const isFollowed = this.#directions.get(`${destination}>${source}`)?.inStep === true;
    const lost = problem === undefined ? {} : { isLost: true as const, ...(isFollowed ? { problem } : {}) };
    return { ...heard, isBroken: isAhead || isBroken, ...lost };
  }

  /** Frames that are whole now, as far as what comes can be followed. */
  #cut(before: Direction, fresh: Uint8Array, connection: string): Cut {
    const size = before.size + fresh.length;
    const parts = [...before.parts, fresh];
    if (size < before.due) return { after: { ...before, parts, size }, frames: [] };
    const frames: Uint8Array[] = [];
    let { inStep } = before;
    let rest = concat(...parts);
    while (rest.length > 0 && isSessionFrame(rest, inStep && this.#raw.has(connection))) {
      const [frame] = splitNbss(rest, 1).frames;
      if (frame === undefined)
        return { after: { ...before, parts: [rest], size: rest.length, due: dueFor(rest), inStep }, frames };
      frames.push(frame);
      inStep ||= isSmb(frame.subarray(smbAt));
      if (messageOf(frame).some(isRaw)) this.#raw.add(connection);
      rest = rest.subarray(frame.length);
    }
    const after = { ...before, parts: [], size: 0, due: 0, inStep: inStep && rest.length === 0 };
    return inStep && rest.length > 0 ? { after, frames, problem: noFrame(rest) } : { after, frames };
  }

  #isAhead(key: string, { flags, acknowledgment }: TcpSegment): boolean {
    const direction = this.#directions.get(key);
    return (flags & TCP_ACK) !== 0 && direction !== undefined && ((acknowledgment - direction.next) | 0) > 0;
  }

  /** The other side has more than was captured, or nothing that it said was. */
  #acknowledged(key: string, tcp: TcpSegment): boolean {
    const before = this.#directions.get(key);
    const isMissing = before === undefined ? (tcp.flags & TCP_ACK) !== 0 : this.#isAhead(key, tcp);
    if (isMissing) this.#directions.set(key, { ...emptyAt(tcp.acknowledgment), ...firstOf(before) });
    return isMissing;
  }
}

const emptyAt = (next: number): Direction => ({ next, parts: [], size: 0, due: 0, inStep: false });
const firstOf = (direction: Direction | undefined): Pick<Direction, "first"> =>
  direction?.first === undefined ? {} : { first: direction.first };

const connectionOf = ({ source, destination }: Segment): string => [source, destination].toSorted().join(" ");
const isSyn = ({ tcp }: Segment): boolean => (tcp.flags & TCP_SYN) !== 0;
const firstBehind = ({ sequence }: TcpSegment): number => (sequence + 1) >>> 0;
/** Who captures on several interfaces has a segment once for each that it passed. */
const isSame = (a: Segment, b: Segment): boolean =>
  a.source === b.source &&
  a.tcp.sequence === b.tcp.sequence &&
  a.tcp.acknowledgment === b.tcp.acknowledgment &&
  a.tcp.flags === b.tcp.flags &&
  equalOctets(a.tcp.payload, b.tcp.payload);

/** Of the session service or of direct TCP, and with an SMB in it where it brings a message, as far as it has come. */
const isSessionFrame = (octets: Uint8Array, mayBeRaw: boolean): boolean => {
  const type = octets[0] ?? 0;
  if (type !== 0) return type >= 0x81 && type <= 0x85;
  return (
    isLaterSmb(octets.subarray(smbAt)) ||
    mayBeRaw ||
    octets.length < magicEnd ||
    lengthOf(octets) === 0 ||
    isSmb(octets.subarray(smbAt))
  );
};
/** Whether it goes on as it should is seen as soon as it can be; the rest when all of the frame is there. */
const dueFor = (octets: Uint8Array): number => {
  const end = octets.length < smbAt ? smbAt : smbAt + lengthOf(octets);
  return octets.length < magicEnd ? Math.min(end, magicEnd) : end;
};
const noFrame = (octets: Uint8Array): string =>
  `where the next message begins stands ${hex(octets.subarray(0, magicEnd))}, which begins none: the length of one before is wrong`;
/** SMB 2 and 3, plain, encrypted or compressed: another protocol, in the same frames. */
const isLaterSmb = (octets: Uint8Array): boolean =>
  octets.length >= magicEnd - smbAt && /^[\xfc-\xfe]SMB$/u.test(octetText(octets.subarray(0, 4)));
const smbAt = 4;
const magicEnd = 8;
const lengthOf = (octets: Uint8Array): number => viewOf(octets).getUint32(0) & 0xffffff;

const messageOf = (frame: Uint8Array): readonly string[] => {
  const nbss = parseNbss(frame);
  return nbss.ok && nbss.value.kind === "message" ? [octetText(nbss.value.bytes)] : [];
};

const isRaw = (message: string): boolean =>
  message.startsWith("\xffSMB") && RAW_COMMANDS.includes(message.charCodeAt(smbAt));
