// The NetBEUI driver: sessions and datagrams for redirectors and servers, over NetBIOS Frames on LLC type 2.
import type { PartyId } from "../../../src/contract/event.ts";
import type { Reaction, View } from "../../../src/contract/layer.ts";
import { layerOf } from "../../handlers.ts";
import type { Handlers } from "../../handlers.ts";
import { back } from "../../words.ts";
import { receive, receiveLists, receivePacket, transferComplete, transferred } from "./below/received.ts";
import { listsSent, packetSent, sendAnswered } from "./below/sent.ts";
import { query } from "./names.ts";
import { ended, hungUp, onLink } from "./sessions.ts";
import { initial, learn } from "./state.ts";
import type { NetbeuiState } from "./state.ts";
import { t1Expired, t2Expired, tiExpired } from "./time-outs.ts";
import { begin, deliverySaid, frameSaid, said } from "./turn.ts";
import type { Turn } from "./turn.ts";
import { connect, disconnect, listen, sendDatagram, sendMessage } from "./upper.ts";
import { tagged, text } from "../../words.ts";
import type { Returned } from "../../handlers.ts";

export type { NetbeuiState } from "./state.ts";

export const netbeuiHandlers: Handlers<NetbeuiState> = {
  initial: (self) => initial(self),
  learn,
  calls: {
    Connect: connect,
    SendMessage: sendMessage,
    Reply: sendMessage,
    Disconnect: disconnect,
    Listen: listen,
    SendDatagram: sendDatagram,
    ProtocolReceivePacket: receivePacket,
    ProtocolReceiveNetBufferLists: receiveLists,
    ProtocolReceive: receive,
    ProtocolTransferDataComplete: transferComplete,
    ProtocolReceiveComplete: (state) => [state, [back()]],
    ProtocolSendComplete: packetSent,
    ProtocolSendNetBufferListsComplete: listsSent,
  },
  returned: {
    NdisSend: sendAnswered,
    NdisSendNetBufferLists: frameSaid,
    NdisTransferData: transferred,
    Connected: told,
    Disconnected: told,
    MessageReceived: told,
    SessionOpened: told,
    SessionReceived: told,
    SessionClosed: told,
    DatagramReceived: told,
  },
  timers: {
    query: expired(query),
    connect: expired((turn, id) => hungUp(turn, id, "IO_TIMEOUT", false)),
    initialize: expired((turn, id) => ended(turn, id, "IO_TIMEOUT")),
    send: expired((turn, id) => hungUp(turn, id, "IO_TIMEOUT", false)),
    t1: expired((turn, mac) => onLink(...t1Outcome(turn, mac))),
    t2: expired(t2Expired),
    ti: expired(tiExpired),
  },
};

export const netbeui = layerOf(netbeuiHandlers);
/** The same driver with the other carriage. */
export const netbeuiDix = layerOf({
  ...netbeuiHandlers,
  initial: (self: PartyId) => initial(self, "dix"),
});

function told(state: NetbeuiState, input: Returned, view: View): Reaction<NetbeuiState> {
  return deliverySaid(state, text(tagged(input.tag), "telling"), view);
}

function expired(
  happens: (turn: Turn, of: string) => Turn,
): (state: NetbeuiState, of: readonly string[], view: View) => Reaction<NetbeuiState> {
  return (state, of, view) => said(happens(begin(state), of.join(" ")), view);
}

function t1Outcome(turn: Turn, mac: string): Parameters<typeof onLink> {
  const [now, news] = t1Expired(turn, mac);
  return [now, mac, news];
}
