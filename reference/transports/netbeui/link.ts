// LLC type 2 (IEEE 802.2): a link to each station, its window, acknowledgments, time-outs and recovery.
import { LLC_MODULUS } from "../../../src/formats/llc.ts";
import type { LlcPdu } from "../../../src/formats/llc.ts";
import type { Mac } from "../../../src/formats/mac.ts";
import { octetsOf } from "../../octets.ts";
import { get } from "../../table.ts";
import { freshLink } from "./state.ts";
import type { Link } from "./state.ts";
import { t1, t2, ti, windowSize } from "./timing.ts";
import { cancel, forgetLink, frame, maintenance, noted, timer, withLink } from "./turn.ts";
import type { Turn } from "./turn.ts";

/** Something that befell a link and concerns the sessions upon it. */
export type LinkNews = "up" | "reset" | "closed" | "failed" | "refused";
export type AfterLink = readonly [Turn, LinkNews | undefined];

/** Sets the link up, unless it is there or on its way. */
export function open(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  if (link !== undefined && link.phase !== "ExpectUaOfDisc")
    return withLink(turn, mac, { ...link, closing: false });
  return startT1(
    frame(withLink(turn, mac, freshLink), mac, { kind: "SABME", response: false, poll: true }),
    mac,
    0,
  );
}

export const isUp = (turn: Turn, mac: Mac): boolean => get(turn.state.links, mac)?.phase === "Open";

/** Takes the link down once everything on it is acknowledged. */
export function closeWhenIdle(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  if (link === undefined || link.phase !== "Open") return turn;
  return disconnectIfIdle(withLink(turn, mac, { ...link, closing: true }), mac);
}

/** The information goes out in its order as the window allows. */
export function send(turn: Turn, mac: Mac, info: string): Turn {
  const link = get(turn.state.links, mac);
  if (link === undefined) return turn;
  return fill(withLink(turn, mac, { ...link, waiting: [...link.waiting, info] }), mac);
}

/** An I frame: acknowledged, and its information is given out if it is the next one. */
export function information(turn: Turn, mac: Mac, pdu: LlcPdu & { kind: "I" }): readonly [Turn, boolean] {
  const link = openLink(turn, mac);
  if (link === undefined) return [stranger(turn, mac, pdu), false];
  const now = acknowledged(alive(turn, mac), mac, pdu.nr);
  const here = get(now.state.links, mac) ?? link;
  if (pdu.ns !== here.vr) return [outOfSequence(now, mac, here, pdu), false];
  return [withLink(now, mac, { ...here, vr: next(here.vr), rejected: false }), true];
}

/** What the frame's information brought about has been queued: now it is acknowledged, unless that was on the way. */
export function acknowledge(turn: Turn, mac: Mac, poll: boolean): Turn {
  const link = get(turn.state.links, mac);
  if (link === undefined || link.phase !== "Open") return turn;
  if (poll) return ready(turn, mac, link, true);
  return link.owes ? turn : timer(withLink(turn, mac, { ...link, owes: true }), `t2 ${mac}`, t2);
}

export function supervisory(turn: Turn, mac: Mac, pdu: LlcPdu & { kind: "RR" | "RNR" | "REJ" }): Turn {
  const link = openLink(turn, mac);
  if (link === undefined) return stranger(turn, mac, pdu);
  let now = acknowledged(alive(turn, mac), mac, pdu.nr);
  let here = get(now.state.links, mac) ?? link;
  const answered = pdu.response && pdu.poll && here.polling;
  here = { ...here, busy: pdu.kind === "RNR", polling: here.polling && !answered };
  now = withLink(now, mac, here);
  if (!pdu.response && pdu.poll) now = ready(now, mac, here, true);
  if (here.polling || here.busy) return now;
  if (answered && here.sent.length === 0) now = rest(now, mac);
  if (here.sent.length > 0 && (answered || pdu.kind === "REJ")) now = again(now, mac);
  return disconnectIfIdle(fill(now, mac), mac);
}

export function unnumbered(turn: Turn, mac: Mac, pdu: LlcPdu): AfterLink {
  const link = get(turn.state.links, mac);
  switch (pdu.kind) {
    case "SABME":
      return [
        frame(opened(turn, mac), mac, { kind: "UA", response: true, poll: pdu.poll }),
        link?.phase === "Open" ? "reset" : "up",
      ];
    case "UA":
      if (link?.phase === "ExpectUa") return [opened(turn, mac), "up"];
      return link?.phase === "ExpectUaOfDisc" ? [gone(turn, mac), "closed"] : [turn, undefined];
    case "DISC":
      if (link === undefined) return [stranger(turn, mac, pdu), undefined];
      return [frame(gone(turn, mac), mac, { kind: "UA", response: true, poll: pdu.poll }), "closed"];
    case "DM":
      return link === undefined
        ? [turn, undefined]
        : [gone(turn, mac), link.phase === "ExpectUa" ? "refused" : "reset"];
    case "FRMR":
      if (link === undefined) return [turn, undefined];
      return [frame(gone(turn, mac), mac, { kind: "DISC", response: false, poll: true }), "reset"];
    case "TEST":
      return [
        pdu.response ? turn : frame(turn, mac, { kind: "TEST", response: true, poll: pdu.poll }, pdu.info),
        undefined,
      ];
    default:
      return [turn, undefined];
  }
}

/** Everything that waits for nothing but an answer of the other side. */
export function opened(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  const waiting = link?.phase === "ExpectUa" ? link.waiting : [];
  const now = withLink(turn, mac, { ...freshLink, phase: "Open", waiting });
  return fill(maintenance(cancel(cancel(now, `t1 ${mac}`), `t2 ${mac}`), `ti ${mac}`, ti), mac);
}

export const gone = (turn: Turn, mac: Mac): Turn =>
  forgetLink(
    ["t1", "t2", "ti"].reduce((now, name) => cancel(now, `${name} ${mac}`), turn),
    mac,
  );

export const startT1 = (turn: Turn, mac: Mac, tries: number): Turn => timer(turn, `t1 ${mac}`, t1(tries));

/** RR, and with it every acknowledgment that was owed. `final`: in answer to a poll. */
export const ready = (turn: Turn, mac: Mac, link: Link, final: boolean): Turn =>
  frame(paid(turn, mac, link), mac, { kind: "RR", response: true, poll: final, nr: link.vr });

/** The other side answers: it need not be polled for a while. */
const alive = (turn: Turn, mac: Mac): Turn => maintenance(turn, `ti ${mac}`, ti);

const openLink = (turn: Turn, mac: Mac): Link | undefined => {
  const link = get(turn.state.links, mac);
  return link?.phase === "Open" ? link : undefined;
};

/** A poll by a station with which there is no link. */
function stranger(turn: Turn, mac: Mac, pdu: LlcPdu): Turn {
  if (pdu.response || !pdu.poll || get(turn.state.links, mac) !== undefined) return turn;
  return frame(turn, mac, { kind: "DM", response: true, poll: true });
}

function outOfSequence(turn: Turn, mac: Mac, link: Link, pdu: LlcPdu): Turn {
  if (link.rejected) return pdu.poll ? ready(turn, mac, link, true) : turn;
  const now = paid(turn, mac, { ...link, rejected: true });
  return frame(now, mac, { kind: "REJ", response: true, poll: pdu.poll, nr: link.vr });
}

/** N(R) says that everything before it has arrived. */
function acknowledged(turn: Turn, mac: Mac, nr: number): Turn {
  const link = get(turn.state.links, mac);
  if (link === undefined) return turn;
  const count = (nr - link.va + LLC_MODULUS) % LLC_MODULUS;
  if (count > link.sent.length) return noted(turn, `N(R) ${nr} acknowledges what was never sent`);
  if (count === 0) return turn;
  const sent = link.sent.slice(count);
  const now = withLink(turn, mac, { ...link, sent, va: nr, tries: 0 });
  const timed = sent.length > 0 || link.polling ? startT1(now, mac, 0) : cancel(now, `t1 ${mac}`);
  return link.polling ? timed : disconnectIfIdle(fill(timed, mac), mac);
}

/** Sends what waits while the window is open. The frame that fills it polls. */
function fill(turn: Turn, mac: Mac): Turn {
  let now = turn;
  for (;;) {
    const link = get(now.state.links, mac);
    const [info, ...waiting] = link?.waiting ?? [];
    if (link === undefined || info === undefined || link.phase !== "Open") return now;
    if (link.busy || link.polling || link.sent.length >= windowSize) return now;
    const poll = link.sent.length + 1 === windowSize;
    const after = { ...link, waiting, sent: [...link.sent, info], vs: next(link.vs), polling: poll };
    now = startT1(inform(paid(now, mac, after), mac, info, link.vs, link.vr, poll), mac, link.tries);
  }
}

/** Everything unacknowledged once more, with the numbers it had. */
function again(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  if (link === undefined) return turn;
  const repeat = (now: Turn, info: string, at: number): Turn =>
    inform(now, mac, info, (link.va + at) % LLC_MODULUS, link.vr, false);
  return startT1(link.sent.reduce(repeat, paid(turn, mac, link)), mac, link.tries);
}

/** Nothing is unanswered: no time-out can fall due. */
function rest(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  return link === undefined ? turn : cancel(withLink(turn, mac, { ...link, tries: 0 }), `t1 ${mac}`);
}

const inform = (turn: Turn, mac: Mac, info: string, ns: number, nr: number, poll: boolean): Turn =>
  frame(turn, mac, { kind: "I", response: false, poll, ns, nr }, octetsOf(info));

const paid = (turn: Turn, mac: Mac, link: Link): Turn => {
  const now = withLink(turn, mac, { ...link, owes: false });
  return link.owes ? cancel(now, `t2 ${mac}`) : now;
};

function disconnectIfIdle(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  if (link?.closing !== true || link.phase !== "Open" || link.sent.length + link.waiting.length > 0)
    return turn;
  const now = withLink(turn, mac, { ...link, phase: "ExpectUaOfDisc", tries: 0 });
  return startT1(frame(now, mac, { kind: "DISC", response: false, poll: true }), mac, 0);
}

const next = (number: number): number => (number + 1) % LLC_MODULUS;
