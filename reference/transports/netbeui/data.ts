// Messages upon a session: cut into frames on the way out, put together on the way in, acknowledged as a whole.
import { octetText } from "../../../src/formats/octets.ts";
import type { SessionFrame } from "../../../src/formats/nbf/session-frames.ts";
import { octetsOf } from "../../octets.ts";
import { get } from "../../table.ts";
import { nextCorrelator } from "./names.ts";
import { confirmed, ended, initialized, reported, sessionFrame } from "./sessions.ts";
import type { Outgoing, Session } from "./state.ts";
import { messageTime } from "./timing.ts";
import { cancel, deliver, timer, withSession } from "./turn.ts";
import type { Turn } from "./turn.ts";

/** The message joins its session's queue. */
export function queued(turn: Turn, id: string, session: Session, outgoing: Outgoing): Turn {
  const now = withSession(turn, id, { ...session, queue: [...session.queue, outgoing] });
  return session.sending === 0 ? start(now, id) : now;
}

/** One message at a time: the next begins when the last one is acknowledged. */
function start(turn: Turn, id: string): Turn {
  const session = get(turn.state.sessions, id);
  const [first] = session?.queue ?? [];
  if (session === undefined || first === undefined) return turn;
  const correlator = nextCorrelator(session.correlator);
  const now = withSession(turn, id, { ...session, sending: correlator, correlator });
  return timer(cut(now, session, correlator, first.data, 0, false), `send ${id}`, messageTime);
}

/** DATA_FIRST_MIDDLE for every full part, DATA_ONLY_LAST for what is left. */
function cut(
  turn: Turn,
  session: Session,
  correlator: number,
  data: string,
  from: number,
  resync: boolean,
): Turn {
  const common = { noAck: false, correlator };
  let [now, at, first] = [turn, from, resync];
  for (; data.length - at > session.most; at += session.most, first = false) {
    const bytes = octetsOf(data.slice(at, at + session.most));
    now = sessionFrame(now, session, {
      kind: "DATA_FIRST_MIDDLE",
      ...common,
      resync: first,
      continueRequested: false,
      bytes,
    });
  }
  const bytes = octetsOf(data.slice(at));
  return sessionFrame(now, session, {
    kind: "DATA_ONLY_LAST",
    ...common,
    resync: first,
    ackWithDataAllowed: false,
    bytes,
  });
}

/** A session frame that came upon its link, in its turn. */
export function heard(turn: Turn, mac: string, frame: SessionFrame): Turn {
  const [id, session] =
    turn.state.sessions.find(([, one]) => one.mac === mac && one.local === frame.session) ?? [];
  if (id === undefined || session === undefined) return turn;
  switch (frame.kind) {
    case "SESSION_INITIALIZE":
      return initialized(turn, id, session, frame);
    case "SESSION_CONFIRM":
      return confirmed(turn, id, session, frame);
    case "SESSION_END":
      return ended(turn, id, frame.abnormal ? "CONNECTION_RESET" : "REMOTE_DISCONNECT");
    default:
      return session.phase === "Open" && session.remote === frame.senderSession
        ? exchanged(turn, id, session, frame)
        : turn;
  }
}

function exchanged(turn: Turn, id: string, session: Session, frame: SessionFrame): Turn {
  switch (frame.kind) {
    case "DATA_FIRST_MIDDLE":
      return received(turn, id, session, frame);
    case "DATA_ONLY_LAST":
      return completed(turn, id, session, frame);
    case "DATA_ACK":
      return acknowledged(turn, id, session, frame.correlator);
    case "RECEIVE_OUTSTANDING":
      return resumed(turn, session, frame.accepted);
    default:
      return turn;
  }
}

function received(
  turn: Turn,
  id: string,
  session: Session,
  frame: SessionFrame & { kind: "DATA_FIRST_MIDDLE" },
): Turn {
  const now = withSession(turn, id, { ...session, got: session.got + octetText(frame.bytes) });
  const answered = frame.continueRequested
    ? sessionFrame(now, session, { kind: "RECEIVE_CONTINUE", correlator: frame.correlator })
    : now;
  return frame.acknowledges === undefined
    ? answered
    : acknowledged(answered, id, session, frame.acknowledges);
}

/** The message is whole: acknowledged, and handed up. */
function completed(
  turn: Turn,
  id: string,
  session: Session,
  frame: SessionFrame & { kind: "DATA_ONLY_LAST" },
): Turn {
  let now = withSession(turn, id, { ...session, got: "" });
  if (!frame.noAck) now = sessionFrame(now, session, { kind: "DATA_ACK", correlator: frame.correlator });
  if (frame.acknowledges !== undefined) now = acknowledged(now, id, session, frame.acknowledges);
  const name = session.caller ? "MessageReceived" : "SessionReceived";
  return deliver(now, { session: id, to: session.owner, name, data: session.got + octetText(frame.bytes) });
}

function acknowledged(turn: Turn, id: string, session: Session, correlator: number): Turn {
  const now = get(turn.state.sessions, id) ?? session;
  const [first, ...queue] = now.queue;
  if (first === undefined || now.sending === 0 || now.sending !== correlator) return turn;
  const done = withSession(cancel(turn, `send ${id}`), id, { ...now, queue, sending: 0 });
  return start(reported(done, id, now, first.message, "OK"), id);
}

/** After NO_RECEIVE the other side takes up again, from the octet that it names. */
function resumed(turn: Turn, session: Session, accepted: number): Turn {
  const [first] = session.queue;
  return first === undefined || session.sending === 0
    ? turn
    : cut(turn, session, session.sending, first.data, accepted, true);
}
