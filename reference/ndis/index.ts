// The NDIS library: the hub between protocols and NICs.
import { layerOf } from "../handlers.ts";
import type { Handlers } from "../handlers.ts";
import {
  answered,
  complete as receiveComplete,
  show,
  shown,
  shownWan,
  transfer,
  transferComplete,
  transferred,
} from "./lookahead.ts";
import { closed, counted, indicate, offered, packetStatus, returnPackets, wentHome } from "./packets.ts";
import { beginComplete, beginSubmit, complete, send, sendOffers, submit } from "./send.ts";
import {
  cancelPackets,
  packetComplete,
  resourcesAvailable,
  sendPacket,
  sendPackets,
  submitted,
} from "./packet-send.ts";
import { initial, learn } from "./state.ts";
import type { NdisState } from "./state.ts";

export type { NdisState } from "./state.ts";

export const ndisHandlers: Handlers<NdisState> = {
  initial,
  learn,
  calls: {
    NdisMIndicateReceivePacket: indicate,
    NdisReturnPackets: returnPackets,
    NDIS_GET_PACKET_STATUS: packetStatus,
    NdisMEthIndicateReceive: show,
    NdisMTrIndicateReceive: show,
    NdisMWanIndicateReceive: show,
    NdisMEthIndicateReceiveComplete: receiveComplete,
    NdisMTrIndicateReceiveComplete: receiveComplete,
    NdisTransferData: transfer,
    NdisMTransferDataComplete: transferComplete,
    NdisSend: sendPacket,
    NdisSendPackets: sendPackets,
    NdisCancelSendPackets: cancelPackets,
    NdisMSendComplete: packetComplete,
    NdisMSendResourcesAvailable: resourcesAvailable,
    NdisSendNetBufferLists: send,
    NdisMSendNetBufferListsComplete: complete,
  },
  returned: {
    ProtocolReceivePacket: counted,
    ProtocolReceive: answered,
    MiniportReturnPacket: wentHome,
    MiniportTransferData: transferred,
    MiniportSendPackets: submitted,
    MiniportSendNetBufferLists: submit,
  },
  begins: {
    MiniportSendNetBufferLists: beginSubmit,
    ProtocolSendNetBufferListsComplete: beginComplete,
  },
  woken: { offered, indicated: closed, shown, "shown-wan": shownWan },
  offers: sendOffers,
};

export const ndis = layerOf(ndisHandlers);
