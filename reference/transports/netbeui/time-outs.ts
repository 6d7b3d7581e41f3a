// What happens when a link's timers run out: T1 polls, up to N2 times; T2 acknowledges; Ti asks whether the other side is there.
import type { Mac } from "../../../src/formats/mac.ts";
import { get } from "../../table.ts";
import { gone, ready, startT1 } from "./link.ts";
import type { AfterLink } from "./link.ts";
import type { Link } from "./state.ts";
import { polls } from "./timing.ts";
import { frame, withLink } from "./turn.ts";
import type { Turn } from "./turn.ts";

export function t1Expired(turn: Turn, mac: Mac): AfterLink {
  const link = get(turn.state.links, mac);
  if (link === undefined) return [turn, undefined];
  if (link.tries >= polls) return [gone(turn, mac), link.phase === "ExpectUaOfDisc" ? "closed" : "failed"];
  const tries = link.tries + 1;
  return [startT1(asked(withLink(turn, mac, { ...link, tries }), mac, link), mac, tries), undefined];
}

export function t2Expired(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  return link?.owes === true && link.phase === "Open" ? ready(turn, mac, link, false) : turn;
}

export function tiExpired(turn: Turn, mac: Mac): Turn {
  const link = get(turn.state.links, mac);
  if (link?.phase !== "Open" || link.polling || link.sent.length > 0) return turn;
  return startT1(asked(turn, mac, link), mac, 0);
}

/** The question that the phase waits to have answered, once more. */
function asked(turn: Turn, mac: Mac, link: Link): Turn {
  switch (link.phase) {
    case "ExpectUa":
      return frame(turn, mac, { kind: "SABME", response: false, poll: true });
    case "ExpectUaOfDisc":
      return frame(turn, mac, { kind: "DISC", response: false, poll: true });
    case "Open": {
      const here = get(turn.state.links, mac) ?? link;
      const now = withLink(turn, mac, { ...here, polling: true });
      return frame(now, mac, { kind: "RR", response: false, poll: true, nr: link.vr });
    }
  }
}
