// The upper boundary of a transport: whose session it is, what was asked of it, what it reported and delivered, and the SMBs in it.
import { hash } from "node:crypto";
import type { Party, PartyId } from "../contract/event.ts";
import type { Args } from "../contract/value.ts";
import { integer, latin1, text } from "./seen.ts";
import type { Derived, Seen } from "./seen.ts";
import { answering, asking } from "./serving.ts";
import { asksForRaw, noSmb, smbWords, spokenSmb } from "./smb.ts";
import type { ObserverState, Outgoing, SeenSession } from "./state.ts";

export type Step = readonly [ObserverState, readonly Derived[]];

type Hear = (state: ObserverState, seen: Seen, parties: readonly Party[]) => Step;

const upper: ReadonlyMap<string, Hear> = new Map<string, Hear>([
  [
    "Connect",
    (state, seen, parties) => about(connecting(state, seen, parties), seen, parties, "session.connect"),
  ],
  [
    "Connected",
    (state, seen, parties) => {
      const [now, derived] = about(state, seen, parties, "session.connected");
      return [connected(now, seen, parties), derived];
    },
  ],
  ["Disconnect", (state, seen, parties) => about(state, seen, parties, "session.disconnect")],
  ["Disconnected", (state, seen, parties) => about(state, seen, parties, "session.closed")],
  ["SessionClosed", (state, seen, parties) => about(state, seen, parties, "session.closed")],
  ["SessionOpened", (state, seen, parties) => [opened(state, seen, parties), []]],
  ["SendMessage", (state, seen, parties) => sent(state, seen, parties, "down")],
  ["Reply", (state, seen, parties) => sent(state, seen, parties, "up")],
  ["MessageSent", (state, seen, parties) => reported(state, seen, parties)],
  ["ReplySent", (state, seen, parties) => reported(state, seen, parties)],
  ["MessageReceived", (state, seen, parties) => delivered(state, seen, parties, "up")],
  ["SessionReceived", (state, seen, parties) => delivered(state, seen, parties, "down")],
  ["SendDatagram", (state, seen, parties) => datagramSent(state, seen, parties)],
  [
    "DatagramSent",
    (state, seen) => {
      const datagram = text(seen.args, "datagram");
      const report = { datagram, status: seen.args["status"] ?? null };
      return [done(state, datagram), [said(seen, "datagram.report", report)]];
    },
  ],
]);

export const upperCalls: readonly string[] = [...upper.keys()];

/** A call between a redirector or a server and its transport; undefined for any other. */
export const onUpper = (state: ObserverState, seen: Seen, parties: readonly Party[]): Step | undefined =>
  upper.get(seen.event.name)?.(state, seen, parties);

/** As the network knows a station: a party of none has the name that the reference gives it. */
export const stationOf = (parties: readonly Party[], id: PartyId | undefined): string =>
  networkName(parties.find((party) => party.id === id)?.station || "STATION");

export const networkName = (name: string): string => name.toUpperCase().slice(0, 15);

/** What is said of a session as a whole, under its caller's name for it. */
function about(state: ObserverState, seen: Seen, parties: readonly Party[], word: string): Step {
  const { session, ...more } = seen.args;
  const near = text(seen.args, "session");
  const id = sessionOf(state, near, stationOf(parties, seen.event.from))?.id;
  return [state, [said(seen, word, { session: id ?? session ?? null, ...more })]];
}

function connecting(state: ObserverState, { event, args }: Seen, parties: readonly Party[]): ObserverState {
  const id = text(args, "session");
  const caller = stationOf(parties, event.from);
  const callee = networkName(text(args, "name"));
  const server = partyAt(parties, "server", callee);
  const session = { id, far: "", caller, callee, redirector: event.from, server, number: "" };
  return withSession(state, (one) => one.id === id && one.caller === caller, session);
}

/** A session that was not established is none. */
function connected(state: ObserverState, { event, args }: Seen, parties: readonly Party[]): ObserverState {
  const caller = stationOf(parties, event.to);
  const failed = state.sessions.find((one) => one.id === text(args, "session") && one.caller === caller);
  if (failed === undefined || text(args, "status") === "OK") return state;
  return { ...state, sessions: state.sessions.filter((one) => one !== failed) };
}

/** The other side of a session that somebody asked for, or of one whose caller was not seen. */
function opened(state: ObserverState, { event, args }: Seen, parties: readonly Party[]): ObserverState {
  const far = text(args, "session");
  const callee = stationOf(parties, event.to);
  const caller = networkName(text(args, "name"));
  const near = state.sessions.find((one) => one.far === "" && one.caller === caller && one.callee === callee);
  const unseen = { id: far, caller, callee, redirector: partyAt(parties, "redirector", caller), number: "" };
  const session = { ...(near ?? unseen), far, server: event.to ?? "" };
  return withSession(state, (one) => one === near || (one.far === far && one.callee === callee), session);
}

function sent(state: ObserverState, seen: Seen, parties: readonly Party[], direction: "up" | "down"): Step {
  const message = text(seen.args, "message");
  const data = seen.data(message) ?? "";
  const session = sessionOf(state, text(seen.args, "session"), stationOf(parties, seen.event.from));
  const id = session?.id ?? text(seen.args, "session");
  const peer = direction === "down" ? (session?.callee ?? "") : (session?.caller ?? "");
  const station = stationOf(parties, seen.event.from);
  const now = {
    ...done(state, message),
    outgoing: [...done(state, message).outgoing, outgoing(message, id, station, peer, data)],
  };
  const request = said(seen, "session.request", {
    session: id,
    message,
    bytes: data.length,
    digest: digestOf(data),
  });
  const smb = spokenSmb(data, direction === "up");
  const far = direction === "down" ? session?.server : session?.redirector;
  const ends = { from: seen.event.from, ...(far === undefined || far === "" ? {} : { to: far }) };
  if (smb === undefined) {
    const problem = direction === "down" || now.raw?.includes(id) === true ? undefined : noSmb(data);
    if (problem === undefined) return [now, [request]];
    const args = { session: id, problem };
    return [now, [request, { kind: "said", ...ends, name: "smb.response.malformed", args }]];
  }
  const heard = asksForRaw(smb) ? withRaw(now, id) : now;
  const after = direction === "up" ? answering(heard, seen.event.from, id, smb.message) : heard;
  return [
    after,
    [request, ...smbWords(smb, id, "session").map((word): Derived => ({ kind: "said", ...ends, ...word }))],
  ];
}

const withRaw = (state: ObserverState, session: string): ObserverState =>
  state.raw?.includes(session) === true ? state : { ...state, raw: [...(state.raw ?? []), session] };

function reported(state: ObserverState, seen: Seen, parties: readonly Party[]): Step {
  const message = text(seen.args, "message");
  const session =
    sessionOf(state, text(seen.args, "session"), stationOf(parties, seen.event.to))?.id ??
    text(seen.args, "session");
  return [
    done(state, message),
    [said(seen, "session.report", { session, message, status: seen.args["status"] ?? null })],
  ];
}

function delivered(
  state: ObserverState,
  seen: Seen,
  parties: readonly Party[],
  direction: "up" | "down",
): Step {
  const data = latin1(seen.args, "data");
  const session = sessionOf(state, text(seen.args, "session"), stationOf(parties, seen.event.to));
  const id = session?.id ?? text(seen.args, "session");
  const delivery = said(seen, "session.delivered", {
    session: id,
    bytes: data.length,
    digest: digestOf(data),
  });
  const smb = spokenSmb(data, direction === "up");
  const to = seen.event.to;
  if (smb === undefined || to === undefined) return [state, [delivery]];
  const from = (direction === "up" ? session?.server : session?.redirector) ?? "";
  const after = direction === "down" ? asking(state, to, id, smb.message) : state;
  return [
    after,
    [
      delivery,
      ...smbWords(smb, id, "session").map((word): Derived => ({ kind: "arrived", from, to, ...word })),
    ],
  ];
}

function datagramSent(state: ObserverState, seen: Seen, parties: readonly Party[]): Step {
  const datagram = text(seen.args, "datagram");
  const name = text(seen.args, "name");
  const times = integer(seen.args, "times") || 1;
  const data = seen.data(datagram) ?? "";
  const station = stationOf(parties, seen.event.from);
  const now = {
    ...state,
    outgoing: [...done(state, datagram).outgoing, outgoing(datagram, "", station, networkName(name), data)],
  };
  const request = said(seen, "datagram.request", { datagram, name, times });
  const smb = spokenSmb(data, false);
  if (smb === undefined) return [now, [request]];
  const to = parties.find((party) => party.role === "server" && stationOf(parties, party.id) !== station)?.id;
  const ends = { from: seen.event.from, ...(to === undefined ? {} : { to }) };
  return [
    now,
    [request, ...smbWords(smb, "", "datagram").map((word): Derived => ({ kind: "said", ...ends, ...word }))],
  ];
}

const outgoing = (id: string, session: string, station: string, peer: string, data: string): Outgoing => ({
  id,
  session,
  station,
  peer,
  data,
  bound: false,
});

const done = (state: ObserverState, message: string): ObserverState =>
  state.outgoing.some(({ id }) => id === message)
    ? { ...state, outgoing: state.outgoing.filter(({ id }) => id !== message) }
    : state;

const said = ({ event }: Seen, name: string, args: Args): Derived => ({
  kind: "said",
  name,
  from: event.from,
  ...(event.to === undefined ? {} : { to: event.to }),
  args,
});

const withSession = (
  state: ObserverState,
  replaces: (one: SeenSession) => boolean,
  session: SeenSession,
): ObserverState => ({
  ...state,
  sessions: [...state.sessions.filter((one) => !replaces(one)), session].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  ),
});

/** By either side's name for it, at the station where the name was said. */
const sessionOf = (state: ObserverState, name: string, station: string): SeenSession | undefined =>
  state.sessions.find(
    (one) => (one.id === name && one.caller === station) || (one.far === name && one.callee === station),
  );

const partyAt = (parties: readonly Party[], role: string, station: string): PartyId =>
  parties.find((party) => party.role === role && stationOf(parties, party.id) === station)?.id ?? "";

const digestOf = (data: string): string => hash("sha256", Buffer.from(data, "latin1"), "hex");
