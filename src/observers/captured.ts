// A capture: frames with nobody around them. What was said on the planes above follows from their bytes, or is not told.
import type { Party, PartyId } from "../contract/event.ts";
import { TCP_ACK, TCP_SYN } from "../formats/inet/tcp.ts";
import { parseFrame } from "../formats/frame.ts";
import type { Layer } from "../formats/layers.ts";
import { NETBIOS_SAP } from "../formats/llc.ts";
import { octetText } from "../formats/octets.ts";
import { RESERVED_MID } from "../formats/smb/header.ts";
import { dataPart, missing, passing } from "./flows.ts";
import { saidBy } from "./frames.ts";
import type { Reading } from "./frames.ts";
import { integer, text } from "./seen.ts";
import type { Derived } from "./seen.ts";
import { noSmb, smbWords, spokenSmb } from "./smb.ts";
import { initial } from "./state.ts";
import type { ObserverState } from "./state.ts";
import { Streams } from "./streams.ts";
import type { Heard, Segment } from "./streams.ts";

export type CapturedFrame = { readonly bytes: Uint8Array; readonly linkType: number };

/**
 * Reads frames in their order. A station is an address; the one that asks in SMB has a redirector, the one that answers a server.
 * Messages are named as they are found; of one whose beginning was not captured nothing is told. Where something is missing in
 * between a session goes on under another name: what was open before may be over.
 */
export class CaptureObserver {
  /** whoever was heard of so far */
  readonly parties = new Map<PartyId, Party>();
  #state: ObserverState = { ...initial, found: 0 };
  readonly #streams = new Streams();
  /** what of a message was seen so far; it is over: nothing */
  readonly #messages = new Map<string, string | undefined>();
  /** how often a session, or all between two stations, began anew */
  readonly #anew = new Map<string, number>();
  /** who answers, by session */
  readonly #answering = new Map<string, string>();

  /** What still waited for what was not captured. */
  end(): readonly Derived[] {
    return this.#streams.end().flatMap((heard) => this.#heard(heard));
  }

  /** undefined: a frame of something else, or not a whole one. */
  see({ bytes, linkType }: CapturedFrame): readonly Derived[] | undefined {
    const { layers } = parseFrame(bytes, linkType, []);
    const segment = segmentOf(layers);
    if (segment !== undefined) {
      const said = this.#streams.see(segment).flatMap((heard) => this.#heard(heard));
      return said.length === 0 ? undefined : said;
    }
    const reading = readingOf(layers);
    return reading === undefined ? undefined : this.#frame(reading);
  }

  #frame(reading: Reading): readonly Derived[] {
    const before = missing(this.#state, reading);
    if (before !== this.#state) this.#begin(linkOf(reading));
    this.#state = passing(before, reading.source, reading).state;
    const from = this.#party(reading.source, "nic");
    const said = saidBy(this.#state, reading, { kind: "said", from, to: this.#party("", "wire") });
    return [...said, ...this.#carried(reading, this.#state !== before)];
  }

  /** The SMB that this frame is the last of. */
  #carried(reading: Reading, isNew: boolean): readonly Derived[] {
    const { nbf } = reading;
    if (nbf?.kind === "SESSION_INITIALIZE") {
      this.#begin(sessionOf(reading, nbf));
      this.#answering.set(sessionOf(reading, nbf), reading.destination);
    }
    if (nbf?.kind === "DATAGRAM" || nbf?.kind === "DATAGRAM_BROADCAST") return this.#cast(reading, nbf.bytes);
    if (nbf?.kind !== "DATA_FIRST_MIDDLE" && nbf?.kind !== "DATA_ONLY_LAST") return [];
    const part = dataPart(this.#state, reading);
    const message = text(part, "message");
    if (message === "" && isNew) this.#begin(linkOf(reading));
    const before = this.#messages.has(message) ? this.#messages.get(message) : "";
    if (message === "" || before?.length !== integer(part, "offset")) return [];
    const isLast = nbf.kind === "DATA_ONLY_LAST";
    const data = before + octetText(nbf.bytes);
    this.#messages.set(message, isLast ? undefined : data);
    return isLast ? this.#smb(reading, sessionOf(reading, nbf), data) : [];
  }

  /** An SMB to whoever has a name: it belongs to no session, and whom it reaches no frame says. */
  #cast({ source }: Reading, bytes: Uint8Array): readonly Derived[] {
    const smb = spokenSmb(octetText(bytes));
    if (smb === undefined) return [];
    const from = this.#party(source, smb.isAnswer ? "server" : "redirector");
    return smbWords(smb, "", "datagram").map((word) => ({ kind: "said", from, ...word }));
  }

  #heard({ segment, messages, isBroken, isLost, problem }: Heard): readonly Derived[] {
    if (isBroken) this.#begin(linkOf(segment));
    if (isFirst(segment)) this.#answering.set(linkOf(segment), segment.destination);
    const said = messages.flatMap((data) => this.#smb(segment, linkOf(segment), data));
    const lost = problem === undefined ? [] : this.#lost(segment, problem, linkOf(segment));
    if (isLost === true) this.#begin(linkOf(segment));
    return [...said, ...lost];
  }

  /** In the session that it was until then. */
  #lost({ source, destination }: Ends, problem: string, key: string): readonly Derived[] {
    const isAnswer = this.#answering.get(key) === source;
    const [near, far] = isAnswer ? ["server", "redirector"] : ["redirector", "server"];
    const [from, to] = [this.#party(source, near), this.#party(destination, far)];
    const name = isAnswer ? "smb.response.malformed" : "smb.malformed";
    return [
      {
        kind: "said",
        from,
        to,
        name,
        args: { session: this.#sessionNow(key, linkOf({ source, destination })), problem },
      },
    ];
  }

  #sessionNow(key: string, link: string): string {
    return `${key} #${[key, link].map((one) => this.#anew.get(one) ?? 0).join(".")}`;
  }

  #begin(key: string): void {
    this.#anew.set(key, (this.#anew.get(key) ?? 0) + 1);
  }

  #smb(ends: Ends, key: string, data: string): readonly Derived[] {
    const first = spokenSmb(data);
    if (first === undefined)
      return data.startsWith("\xffSMB") ? this.#lost(ends, noSmb(data) ?? "", key) : [];
    const isUnasked = !first.isAnswer && first.message.header.mid === RESERVED_MID;
    const answering =
      this.#answering.get(key) ?? (first.isAnswer || isUnasked ? ends.source : ends.destination);
    this.#answering.set(key, answering);
    const isAnswer = answering === ends.source;
    const spoken = spokenSmb(data, isAnswer) ?? first;
    // a server asks as well: for an oplock
    if (isAnswer && isUnasked) return [];
    const [near, far] = isAnswer ? ["server", "redirector"] : ["redirector", "server"];
    const [from, to] = [this.#party(ends.source, near), this.#party(ends.destination, far)];
    const words = smbWords(spoken, this.#sessionNow(key, linkOf(ends)), "session");
    return words.map((word) => ({ kind: "said", from, to, ...word }));
  }

  #party(station: string, role: string): PartyId {
    const id = station === "" ? role : `${station}.${role}`;
    if (!this.parties.has(id)) this.parties.set(id, { id, role, name: role, station, properties: {} });
    return id;
  }
}

type Ends = { readonly source: string; readonly destination: string };
type Numbers = { readonly session: number; readonly senderSession: number };

/** The same from both ends. */
const linkOf = ({ source, destination }: Ends): string => [source, destination].toSorted().join(" ");
const sessionOf = ({ source, destination }: Ends, { session, senderSession }: Numbers): string =>
  linkOf({ source: `${source}/${senderSession}`, destination: `${destination}/${session}` });

/** Who begins a connection asks in it. */
const isFirst = ({ tcp }: Segment): boolean => (tcp.flags & (TCP_SYN | TCP_ACK)) === TCP_SYN;

function segmentOf(layers: readonly Layer[]): Segment | undefined {
  const ip = layers.findLast((layer) => layer.kind === "ipv4" || layer.kind === "ipv6")?.value;
  const tcp = layers.find((layer) => layer.kind === "tcp")?.value;
  if (ip === undefined || tcp === undefined) return undefined;
  return {
    source: `${ip.source}:${tcp.sourcePort}`,
    destination: `${ip.destination}:${tcp.destinationPort}`,
    tcp,
  };
}

function readingOf(layers: readonly Layer[]): Reading | undefined {
  const [link] = layers;
  if (link?.kind !== "ethernet" && link?.kind !== "tokenring" && link?.kind !== "fddi") return undefined;
  const llc = layers.find((layer) => layer.kind === "llc");
  if (llc?.value.dsap !== NETBIOS_SAP) return undefined;
  const nbf = layers.find((layer) => layer.kind === "nbf");
  const { source, destination } = link.value;
  // links of the two carriages are apart, even between the same stations
  const carriage = layers.some(({ kind }) => kind === "dix") ? " dix" : "";
  return {
    source: `${source}${carriage}`,
    destination: `${destination}${carriage}`,
    pdu: llc.value,
    ...(nbf === undefined ? {} : { nbf: nbf.value }),
  };
}
