// Finding a station by its name: NAME_QUERY and NAME_RECOGNIZED, which also agree on the session's numbers.
import type { PartyId } from "../../../src/contract/event.ts";
import type { View } from "../../../src/contract/layer.ts";
import { NETBIOS_MULTICAST } from "../../../src/formats/mac.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import { emitNbf } from "../../../src/formats/nbf/frame.ts";
import { netbiosName } from "../../../src/formats/nbf/name.ts";
import type { NetbiosName } from "../../../src/formats/nbf/name.ts";
import type { NameFrame } from "../../../src/formats/nbf/name-frames.ts";
import { get, has } from "../../table.ts";
import { ended, linked } from "./sessions.ts";
import { unsettled, type NetbeuiState, type Session } from "./state.ts";
import { initializeTime, queries, queryTime } from "./timing.ts";
import { changed, frame, timer, withSession } from "./turn.ts";
import type { Turn } from "./turn.ts";

/** The 16th octet: the redirector's name, and the server's. */
const redirectorSuffix = 0x00;
const serverSuffix = 0x20;
const lastNumber = 254;
const noResources = 0xff;

type NameQuery = NameFrame & { kind: "NAME_QUERY" };
type NameRecognized = NameFrame & { kind: "NAME_RECOGNIZED" };

export const redirectorName = (station: string): NetbiosName => netbiosName(station, redirectorSuffix);

/** The text of a name, without its suffix. */
export const textOf = (name: NetbiosName): string => name.slice(0, -4);

/** Asks once more who has the name, or gives up. */
export function query(turn: Turn, id: string): Turn {
  const session = get(turn.state.sessions, id);
  if (session?.phase !== "ExpectRecognized") return turn;
  if (session.tries >= queries) return ended(turn, id, "BAD_NETWORK_PATH");
  const info = emitNbf({
    kind: "NAME_QUERY",
    name: netbiosName(session.peer, serverSuffix),
    sender: redirectorName(turn.state.station),
    session: session.local,
    group: false,
    correlator: session.query,
  });
  const asked = withSession(turn, id, { ...session, tries: session.tries + 1 });
  return timer(unnumbered(asked, NETBIOS_MULTICAST, info), `query ${id}`, queryTime);
}

/** Somebody looks for a name; 0 as the session's number says that nobody listens, or that only the name was looked for. */
export function queried(turn: Turn, mac: Mac, asked: NameQuery, view: View): Turn {
  const name = textOf(asked.name);
  const server = listener(turn.state, name, view);
  if (!asked.name.endsWith("<20>") || (server === undefined && name !== turn.state.station)) return turn;
  if (view.neighbours("server").length === 0) return turn;
  if (asked.session === 0 || server === undefined) return recognized(turn, mac, asked, 0, 0);
  const known = turn.state.sessions.find(
    ([, one]) => one.mac === mac && one.remote === asked.session && !one.caller,
  );
  if (known !== undefined && known[1].query === asked.correlator)
    return recognized(turn, mac, asked, known[1].local, known[1].recognized);
  return accepted(known === undefined ? turn : ended(turn, known[0], "CONNECTION_RESET"), mac, asked, server);
}

/** The station was found: the link, and then the session, can be set up. */
export function found(turn: Turn, mac: Mac, answer: NameRecognized): Turn {
  const [id, session] =
    turn.state.sessions.find(([, one]) => one.phase === "ExpectRecognized" && one.query === answer.answers) ??
    [];
  if (id === undefined || session === undefined) return turn;
  if (answer.session === 0) return ended(turn, id, "REMOTE_NOT_LISTENING");
  if (answer.session === noResources) return ended(turn, id, "NO_RESOURCES");
  return linked(turn, id, { ...session, mac, remote: answer.session, recognized: answer.correlator });
}

/** The lowest number that no session of this station has; undefined when all are taken. */
export function freeNumber(state: NetbeuiState): number | undefined {
  const used = new Set(state.sessions.map(([, one]) => one.local));
  for (let number = 1; number <= lastNumber; number++) if (!used.has(number)) return number;
  return undefined;
}

export const nextCorrelator = (correlator: number): number => (correlator % 0x7fff) + 1;

export const unnumbered = (turn: Turn, to: Mac, info: Uint8Array, datagram = ""): Turn =>
  frame(turn, to, { kind: "UI", response: false, poll: false }, info, datagram);

function accepted(turn: Turn, mac: Mac, asked: NameQuery, server: PartyId): Turn {
  const number = freeNumber(turn.state);
  if (number === undefined) return recognized(turn, mac, asked, noResources, 0);
  const peer = textOf(asked.sender);
  const correlator = nextCorrelator(turn.state.correlator);
  const id = freeId(turn.state, `${peer}>${textOf(asked.name)}`);
  const session: Session = {
    owner: server,
    caller: false,
    phase: "ExpectInitialize",
    peer,
    mac,
    local: number,
    remote: asked.session,
    query: asked.correlator,
    recognized: correlator,
    ...unsettled,
  };
  const now = timer(
    withSession(changed(turn, { correlator }), id, session),
    `initialize ${id}`,
    initializeTime,
  );
  return recognized(now, mac, asked, number, correlator);
}

function recognized(turn: Turn, mac: Mac, asked: NameQuery, session: number, correlator: number): Turn {
  const { name, sender: caller, correlator: answers } = asked;
  const info = emitNbf({ kind: "NAME_RECOGNIZED", name, caller, session, group: false, answers, correlator });
  return unnumbered(turn, mac, info);
}

/** Who listens for the name. A server that never said Listen listens for its station's. */
function listener(state: NetbeuiState, name: string, view: View): PartyId | undefined {
  const explicit = get(state.listens, name);
  if (explicit !== undefined || name !== state.station) return explicit;
  return view.neighbours("server").find((server) => !state.listens.some(([, one]) => one === server));
}

function freeId(state: NetbeuiState, id: string): string {
  for (let n = 2, free = id; ; n++) {
    if (!has(state.sessions, free)) return free;
    free = `${id}#${n}`;
  }
}
