// What the observers remember: plain data, so that a run can be forked, compared and hashed with them in it.
import type { PartyId, ResourceId } from "../contract/event.ts";

/** A session under its caller's name for it; `far` is the name that the other side has. */
export type SeenSession = {
  readonly id: string;
  readonly far: string;
  /** stations, as the network knows them */
  readonly caller: string;
  readonly callee: string;
  readonly redirector: PartyId;
  readonly server: PartyId;
  /** the caller's address and its number for the session, from the frame that looked for the name; "" while it cannot be told */
  readonly number: string;
};

/** A message or a datagram that a transport was given and has not reported on. */
export type Outgoing = {
  readonly id: ResourceId;
  /** "" for a datagram */
  readonly session: string;
  readonly station: string;
  /** the station that it is for, or the name that a datagram is for */
  readonly peer: string;
  readonly data: string;
  /** frames of it were seen */
  readonly bound: boolean;
};

/** Part of a message in a frame; no message when it could not be told. */
export type Part = { readonly message: ResourceId; readonly offset: number };

/** The information frames of one direction of a link: the next number, and the parts that the last ones carried. */
export type Direction = {
  readonly key: string;
  readonly next: number;
  readonly parts: readonly (readonly [ns: number, part: Part])[];
  /** on a capture: seen from the first frame of its link on, without a gap */
  readonly whole?: true;
};

/** One direction of a session on a link: the message under way, and what the last correlators stand for. Behind a gap the offset is `unclear`. */
export type Flow = {
  readonly key: string;
  readonly message: ResourceId;
  readonly offset: number;
  readonly correlators: readonly (readonly [correlator: number, message: ResourceId])[];
};

/** A handle that a server got from its station, until it is clear which FID the client got for it. */
export type Opened = {
  readonly server: PartyId;
  readonly path: string;
  readonly handle: number;
  readonly fid: number;
};

export type ObserverState = {
  readonly sessions: readonly SeenSession[];
  readonly outgoing: readonly Outgoing[];
  /** station names by address */
  readonly stations: readonly (readonly [mac: string, station: string])[];
  readonly directions: readonly Direction[];
  readonly flows: readonly Flow[];
  /** datagrams last seen on the medium, by sender, name and bytes */
  readonly casts: readonly (readonly [frame: string, message: ResourceId])[];
  readonly opened: readonly Opened[];
  /** paths of OPEN requests that are not answered, by server, session and MID */
  readonly opening: readonly (readonly [request: string, path: string])[];
  /** sessions in which raw data were asked for or offered: not everything said in them is an SMB */
  readonly raw?: readonly string[];
  /** on a capture, where nobody is seen handing a message over: how many were given a name so far */
  readonly found?: number;
};

export const unclear = -1;

export const initial: ObserverState = {
  sessions: [],
  outgoing: [],
  stations: [],
  directions: [],
  flows: [],
  casts: [],
  opened: [],
  opening: [],
};

/** How many of the last frames, correlators and datagrams are kept for copies that come late. */
export const kept = 16;
