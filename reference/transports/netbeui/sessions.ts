// Sessions: beginning, ending, and what a link's fate means for the sessions upon it.
import { emitNbf } from "../../../src/formats/nbf/frame.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import type { SessionFrame } from "../../../src/formats/nbf/session-frames.ts";
import { latin1Of } from "../../octets.ts";
import { get, without } from "../../table.ts";
import { call } from "../../words.ts";
import { sessionMaximum } from "./carriage.ts";
import { closeWhenIdle, isUp, open, send } from "./link.ts";
import type { LinkNews } from "./link.ts";
import type { Session } from "./state.ts";
import { cancel, changed, deliver, report, withSession } from "./turn.ts";
import type { Turn } from "./turn.ts";

/** What a driver of our generation says of itself. */
const abilities = { noAckCapable: false, version2: true };
/** Largest-frame code for 1500 octets. */
const largestFrame = 1;

type Numbers = "session" | "senderSession";
type Body = SessionFrame extends infer F ? (F extends SessionFrame ? Omit<F, Numbers> : never) : never;

/** The frame goes out upon the session's link. */
export const sessionFrame = (turn: Turn, session: Session, body: Body): Turn =>
  send(
    turn,
    session.mac,
    latin1Of(emitNbf({ ...body, session: session.remote, senderSession: session.local })),
  );

/** The other station is known: its link is set up, or used if it is there. */
export function linked(turn: Turn, id: string, session: Session): Turn {
  const now = cancel(withSession(turn, id, { ...session, phase: "ExpectLink" }), `query ${id}`);
  const up = open(now, session.mac);
  return isUp(up, session.mac) ? initialize(up, id) : up;
}

function initialize(turn: Turn, id: string): Turn {
  const session = get(turn.state.sessions, id);
  if (session?.phase !== "ExpectLink") return turn;
  return sessionFrame(withSession(turn, id, { ...session, phase: "ExpectConfirm" }), session, {
    kind: "SESSION_INITIALIZE",
    ...abilities,
    largestFrame,
    maxReceive: sessionMaximum(turn.state.carriage),
    answers: session.recognized,
    correlator: session.query,
  });
}

export function initialized(
  turn: Turn,
  id: string,
  session: Session,
  asked: SessionFrame & { kind: "SESSION_INITIALIZE" },
): Turn {
  if (session.phase !== "ExpectInitialize") return turn;
  const now = {
    ...session,
    phase: "Open" as const,
    remote: asked.senderSession,
    most: mostOf(turn, asked.maxReceive),
  };
  const confirmed = sessionFrame(withSession(cancel(turn, `initialize ${id}`), id, now), now, {
    kind: "SESSION_CONFIRM",
    ...abilities,
    maxReceive: sessionMaximum(turn.state.carriage),
    answers: asked.correlator,
    correlator: session.recognized,
  });
  return deliver(confirmed, { session: id, to: session.owner, name: "SessionOpened", status: session.peer });
}

export function confirmed(
  turn: Turn,
  id: string,
  session: Session,
  answer: SessionFrame & { kind: "SESSION_CONFIRM" },
): Turn {
  if (session.phase !== "ExpectConfirm") return turn;
  const now = withSession(turn, id, { ...session, phase: "Open", most: mostOf(turn, answer.maxReceive) });
  return deliver(cancel(now, `connect ${id}`), {
    session: id,
    to: session.owner,
    name: "Connected",
    status: "OK",
  });
}

/** A session is over: what it was to carry is reported as failed, and its owner hears why, unless it was the owner's wish. */
export function ended(turn: Turn, id: string, status: string, wanted = false): Turn {
  const session = get(turn.state.sessions, id);
  if (session === undefined) return turn;
  const timers = ["query", "connect", "initialize", "send"];
  let now = timers.reduce((one, name) => cancel(one, `${name} ${id}`), turn);
  now = changed(now, { sessions: without(now.state.sessions, id) });
  for (const { message } of session.queue) now = reported(now, id, session, message, status);
  if (wanted) return now;
  const { owner: to, phase, caller } = session;
  if (phase === "Open")
    return deliver(now, { session: id, to, name: caller ? "Disconnected" : "SessionClosed", status });
  return caller ? deliver(now, { session: id, to, name: "Connected", status }) : now;
}

export const reported = (turn: Turn, id: string, session: Session, message: string, status: string): Turn =>
  report(
    turn,
    call(session.owner, session.caller ? "MessageSent" : "ReplySent", { session: id, message, status }),
  );

/** Says goodbye first; the link follows when it carries nothing else. */
export function hungUp(turn: Turn, id: string, status: string, wanted: boolean): Turn {
  const session = get(turn.state.sessions, id);
  if (session === undefined) return turn;
  const told =
    session.phase === "Open" || session.phase === "ExpectConfirm"
      ? sessionFrame(turn, session, { kind: "SESSION_END", abnormal: !wanted })
      : turn;
  const now = ended(told, id, status, wanted);
  return now.state.sessions.some(([, one]) => one.mac === session.mac)
    ? now
    : closeWhenIdle(now, session.mac);
}

/** What became of a link, told to the sessions upon it. */
export function onLink(turn: Turn, mac: Mac, news: LinkNews | undefined): Turn {
  switch (news) {
    case undefined:
      return turn;
    case "up":
      return upon(turn, mac, ["ExpectLink"]).reduce((now, id) => initialize(now, id), turn);
    case "reset":
      return again(end(turn, upon(turn, mac, ["ExpectConfirm", "Open"]), "CONNECTION_RESET"), mac);
    case "closed":
      return again(end(turn, upon(turn, mac, ["ExpectConfirm", "Open"]), "REMOTE_DISCONNECT"), mac);
    case "failed":
      return end(turn, upon(turn, mac), "LINK_FAILED");
    case "refused":
      return end(turn, upon(turn, mac), "REMOTE_NOT_LISTENING");
  }
}

/** Sessions that were only waiting for a link wait for the next one. */
function again(turn: Turn, mac: Mac): Turn {
  const waiting = upon(turn, mac, ["ExpectLink"]);
  if (waiting.length === 0) return turn;
  const now = open(turn, mac);
  return isUp(now, mac) ? waiting.reduce((one, id) => initialize(one, id), now) : now;
}

const upon = (turn: Turn, mac: Mac, phases?: readonly Session["phase"][]): readonly string[] =>
  turn.state.sessions
    .filter(([, one]) => one.mac === mac && (phases?.includes(one.phase) ?? true))
    .map(([id]) => id);

const end = (turn: Turn, ids: readonly string[], status: string): Turn =>
  ids.reduce((now, id) => ended(now, id, status), turn);

const mostOf = (turn: Turn, maxReceive: number): number =>
  Math.max(1, Math.min(maxReceive, sessionMaximum(turn.state.carriage)));
