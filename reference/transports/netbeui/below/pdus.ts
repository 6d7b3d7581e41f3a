// What a frame that came is, and who of the driver takes it.
import type { View } from "../../../../src/contract/layer.ts";
import { NETBIOS_SAP, parseLlc } from "../../../../src/formats/llc.ts";
import type { LlcPdu } from "../../../../src/formats/llc.ts";
import type { Mac } from "../../../../src/formats/mac.ts";
import { isSessionFrame, parseNbf } from "../../../../src/formats/nbf/frame.ts";
import { arrived } from "../carriage.ts";
import { heard } from "../data.ts";
import { acknowledge, information, supervisory, unnumbered } from "../link.ts";
import { found, queried } from "../names.ts";
import { onLink } from "../sessions.ts";
import type { Turn } from "../turn.ts";
import { datagramHeard } from "../upper.ts";

/** A frame for this station; what cannot be read, or is of another protocol, is dropped. */
export function frameCame(turn: Turn, data: string, view: View): Turn {
  const frame = arrived(turn.state.carriage, data);
  if (frame === undefined) return turn;
  const pdu = parseLlc(frame.pdu);
  if (!pdu.ok || pdu.value.dsap !== NETBIOS_SAP || pdu.value.ssap !== NETBIOS_SAP) return turn;
  return pduCame(turn, frame.source, frame.destination, pdu.value, view);
}

function pduCame(turn: Turn, mac: Mac, destination: Mac, pdu: LlcPdu, view: View): Turn {
  if (pdu.kind === "UI") return unnumberedInformation(turn, mac, pdu, view);
  if (destination !== turn.state.mac) return turn;
  switch (pdu.kind) {
    case "I":
      return informationCame(turn, mac, pdu);
    case "RR":
    case "RNR":
    case "REJ":
      return supervisory(turn, mac, pdu);
    default: {
      const [now, news] = unnumbered(turn, mac, pdu);
      return onLink(now, mac, news);
    }
  }
}

/** A frame that cannot be read is as good as lost: it is not acknowledged, and so comes again. */
function informationCame(turn: Turn, mac: Mac, pdu: LlcPdu & { kind: "I" }): Turn {
  const nbf = parseNbf(pdu.info);
  if (!nbf.ok || !isSessionFrame(nbf.value)) return turn;
  const [now, inTurn] = information(turn, mac, pdu);
  return inTurn ? acknowledge(heard(now, mac, nbf.value), mac, pdu.poll) : now;
}

function unnumberedInformation(turn: Turn, mac: Mac, pdu: LlcPdu, view: View): Turn {
  const nbf = parseNbf(pdu.info);
  if (!nbf.ok) return turn;
  switch (nbf.value.kind) {
    case "NAME_QUERY":
      return queried(turn, mac, nbf.value, view);
    case "NAME_RECOGNIZED":
      return found(turn, mac, nbf.value);
    case "DATAGRAM":
    case "DATAGRAM_BROADCAST":
      return datagramHeard(turn, nbf.value, view);
    default:
      return turn;
  }
}
