// TCP streams of a capture, put together as far as every octet was seen, and cut into the SMBs that stand in them.
import { TCP_ACK, TCP_FIN, TCP_SYN } from "../formats/inet/tcp.ts";
import type { TcpSegment } from "../formats/inet/tcp.ts";
import { parseNbss, splitNbss } from "../formats/nbss.ts";
import { concat, octetText } from "../formats/octets.ts";
import { isSmb } from "../formats/smb/header.ts";

/** `source` and `destination` are address and port. */
export type Segment = { readonly source: string; readonly destination: string; readonly tcp: TcpSegment };
/** `isBroken`: octets before this were not captured, or it begins anew: what belongs together is not known any more. */
export type Heard = { readonly messages: readonly string[]; readonly isBroken: boolean };

/** What comes next in one direction, and what has come of a message that is not whole yet. */
type Direction = { readonly next: number; readonly rest: Uint8Array };

const nothing = new Uint8Array();

export class Streams {
  readonly #directions = new Map<string, Direction>();

  see(segment: Segment): Heard {
    const { source, destination, tcp } = segment;
    const key = `${source}>${destination}`;
    if ((tcp.flags & TCP_SYN) !== 0) {
      this.#directions.set(key, { next: tcp.sequence + 1, rest: nothing });
      return { messages: [], isBroken: true };
    }
    const isAhead = this.#acknowledged(`${destination}>${source}`, tcp);
    const { sequence, payload } = tcp;
    const before = this.#directions.get(key);
    const gap = before === undefined ? 1 : (sequence - before.next) | 0;
    if (payload.length === 0 && before !== undefined && gap === 0 && (tcp.flags & TCP_FIN) === 0)
      return { messages: [], isBroken: isAhead };
    const fresh = gap > 0 ? payload : payload.subarray(-gap);
    const octets = before === undefined || gap > 0 ? fresh : concat(before.rest, fresh);
    const { frames, rest } = isSessionFrame(octets) ? splitNbss(octets) : { frames: [], rest: nothing };
    const end = sequence + payload.length + ((tcp.flags & TCP_FIN) === 0 ? 0 : 1);
    const isOld = before !== undefined && ((end - before.next) | 0) <= 0;
    if (!isOld) this.#directions.set(key, { next: end, rest });
    return { messages: isOld ? [] : frames.flatMap(messageOf), isBroken: isAhead || gap > 0 };
  }

  /** The other side has more than was captured. */
  #acknowledged(key: string, { flags, acknowledgment }: TcpSegment): boolean {
    const direction = this.#directions.get(key);
    if ((flags & TCP_ACK) === 0 || direction === undefined) return false;
    const isAhead = ((acknowledgment - direction.next) | 0) > 0;
    if (isAhead) this.#directions.set(key, { next: acknowledgment, rest: nothing });
    return isAhead;
  }
}

/** Of the session service or of direct TCP, and with an SMB in it where it brings a message. */
const isSessionFrame = (octets: Uint8Array): boolean => {
  const type = octets[0] ?? 0;
  if (type !== 0) return type >= 0x81 && type <= 0x85;
  return octets.length < smbAt + smbMagic || isSmb(octets.subarray(smbAt));
};
const smbAt = 4;
const smbMagic = 4;

const messageOf = (frame: Uint8Array): readonly string[] => {
  const nbss = parseNbss(frame);
  return nbss.ok && nbss.value.kind === "message" ? [octetText(nbss.value.bytes)] : [];
};
