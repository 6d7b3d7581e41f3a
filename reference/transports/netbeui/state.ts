// What the NetBEUI driver remembers: links to other stations, sessions upon them, datagrams, frames on their way.
import type { PartyId, ResourceId } from "../../../src/contract/event.ts";
import type { View } from "../../../src/contract/layer.ts";
import { textOctets } from "../../../src/formats/octets.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import { parseMac } from "../../../src/formats/mac.ts";
import { stationOf } from "../../station.ts";
import type { Table } from "../../table.ts";
import type { Carriage } from "./carriage.ts";

/** An LLC type 2 link to one station. Named for what it waits for. Sequence numbers are modulo 128. */
export type Link = {
  readonly phase: "ExpectUa" | "Open" | "ExpectUaOfDisc";
  /** V(S), V(R), and the number of the oldest frame that is not acknowledged */
  readonly vs: number;
  readonly vr: number;
  readonly va: number;
  /** information of the frames va .. vs-1 */
  readonly sent: readonly string[];
  /** information that has no place in the window yet */
  readonly waiting: readonly string[];
  /** a command with the poll bit is not answered yet */
  readonly polling: boolean;
  /** time-outs since the last progress */
  readonly tries: number;
  /** REJ was sent: no second one before the missing frame */
  readonly rejected: boolean;
  /** the other side has said RNR */
  readonly busy: boolean;
  /** a received frame is not acknowledged yet */
  readonly owes: boolean;
  /** to be disconnected once everything is acknowledged */
  readonly closing: boolean;
};

export type Outgoing = { readonly message: ResourceId; readonly data: string };

/** A session. Named for what it waits for. */
export type Session = {
  /** the redirector or the server that has it */
  readonly owner: PartyId;
  readonly caller: boolean;
  readonly phase: "ExpectRecognized" | "ExpectLink" | "ExpectConfirm" | "ExpectInitialize" | "Open";
  /** the other station's name, and its address, "" until it is known */
  readonly peer: string;
  readonly mac: Mac;
  /** session numbers, 1 to 254; 0 until known */
  readonly local: number;
  readonly remote: number;
  /** correlator of the caller's NAME_QUERY, and of the answer to it */
  readonly query: number;
  readonly recognized: number;
  /** NAME_QUERY sent so far */
  readonly tries: number;
  /** octets of user data that the other side takes in one frame */
  readonly most: number;
  /** messages not yet acknowledged; the first is under way when `sending` is its correlator */
  readonly queue: readonly Outgoing[];
  readonly sending: number;
  /** the last correlator used */
  readonly correlator: number;
  /** the parts of the message that is coming in */
  readonly got: string;
};

/** What of a session is as yet unsettled when it begins. */
export const unsettled = {
  tries: 0,
  most: 0,
  queue: [],
  sending: 0,
  correlator: 0,
  got: "",
} as const satisfies Partial<Session>;

/** A datagram: how often it is still to be seen on the medium, and whether one failed. */
export type Datagram = { readonly owner: PartyId; readonly left: number; readonly failed: boolean };

/** A frame that is to be sent, and the datagram it carries, if any. */
export type Sent = { readonly data: string; readonly datagram: ResourceId };

/** Something to be said to a client of the driver, in the order of its session. */
export type Delivery = {
  readonly session: string;
  readonly to: PartyId;
  readonly name: string;
  readonly status: string;
  readonly data: string;
};

/** A frame that came by lookahead and whose rest is being transferred. */
export type Taken = { readonly header: string; readonly size: number };

export type NetbeuiState = {
  readonly self: PartyId;
  readonly carriage: Carriage;
  readonly ndis: PartyId;
  /** of its binding: 5 or 6 */
  readonly generation: number;
  readonly station: string;
  readonly mac: Mac;
  /** names that were listened for explicitly, and who did */
  readonly listens: Table<PartyId>;
  readonly links: Table<Link>;
  readonly sessions: Table<Session>;
  readonly datagrams: Table<Datagram>;
  /** frames in their order; one is being said at a time, or a second would overtake it */
  readonly frames: readonly Sent[];
  readonly sending: boolean;
  /** packets and lists that are below, and the datagram that each carries */
  readonly away: Table<ResourceId>;
  readonly deliveries: readonly Delivery[];
  /** sessions whose next delivery is just being said */
  readonly telling: readonly string[];
  readonly taken: Table<Taken>;
  /** the last correlator of a name query */
  readonly correlator: number;
};

export const initial = (self: PartyId, carriage: Carriage = "802.3"): NetbeuiState => ({
  self,
  carriage,
  ndis: "",
  generation: 5,
  station: stationOf(self),
  mac: "",
  listens: [],
  links: [],
  sessions: [],
  datagrams: [],
  frames: [],
  sending: false,
  away: [],
  deliveries: [],
  telling: [],
  taken: [],
  correlator: 0,
});

export function learn(state: NetbeuiState, view: View): NetbeuiState {
  if (state.mac !== "") return state;
  const given = view.property("address");
  return {
    ...state,
    ndis: view.neighbours("ndis")[0] ?? "",
    generation: view.property("generation") === 6 ? 6 : 5,
    mac: typeof given === "string" && given !== "" ? given : macOf(state.station),
  };
}

export const freshLink: Link = {
  phase: "ExpectUa",
  vs: 0,
  vr: 0,
  va: 0,
  sent: [],
  waiting: [],
  polling: false,
  tries: 0,
  rejected: false,
  busy: false,
  owes: false,
  closing: false,
};

export const poolOf = (state: NetbeuiState): string => `pool:${state.self}`;

export const bindingOf = (state: NetbeuiState): string => `binding:${state.self}`;

/** A locally administered address that shows the station's name, or its number where the name is too long to be shown. */
export function macOf(station: string): Mac {
  const letters = textOctets(station);
  if (letters.length <= 4)
    return parseMac(Uint8Array.from([2, 0, 0, 0, 0, 0, ...letters].toSpliced(2, letters.length)));
  const number = letters.reduce((hash, letter) => Math.imul(hash ^ letter, 0x01000193) >>> 0, 0x811c9dc5);
  return parseMac(
    Uint8Array.from([2, 1, number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]),
  );
}
