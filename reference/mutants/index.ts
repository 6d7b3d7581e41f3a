// The museum: every wrong implementation that the reference declares, in the order of the stack.
import type { Mutant } from "../../src/contract/subject.ts";
import { doublesOf } from "./doubles.ts";
import { clientShareMutants } from "./client/shares.ts";
import { filterReceiveMutants } from "./filter/receives.ts";
import { filterSendMutants } from "./filter/sends.ts";
import { filterStateMutants } from "./filter/states.ts";
import { interruptedMutants } from "./interrupted.ts";
import { ndisFilterMutants } from "./ndis/filters.ts";
import { ndisListMutants } from "./ndis/lists.ts";
import { ndisCancelMutants } from "./ndis/cancel.ts";
import { ndisOrderMutants } from "./ndis/offers.ts";
import { ndisPacketSendMutants } from "./ndis/packet-sends.ts";
import { ndisOfferMutants, ndisReturnMutants } from "./ndis/receive.ts";
import { ndisSaidMutants } from "./ndis/said.ts";
import { ndisSendMutants } from "./ndis/send.ts";
import { ndisTransferMutants } from "./ndis/transfers.ts";
import { ndisStateMutants } from "./ndis/states.ts";
import { netbeuiConnectionMutants } from "./netbeui/connections.ts";
import { netbeuiDatagramMutants } from "./netbeui/datagrams.ts";
import { netbeuiMessageMutants } from "./netbeui/messages.ts";
import { netbeuiSessionMutants } from "./netbeui/sessions.ts";
import { nicCancelMutants } from "./nic/cancel.ts";
import { nicHandlerMutants } from "./nic/handlers.ts";
import { nicIndicateMutants } from "./nic/indicate.ts";
import { nicSentListMutants } from "./nic/sent-lists.ts";
import { nicListMutants } from "./nic/lists.ts";
import { nicLookaheadMutants } from "./nic/lookahead.ts";
import { nicPacketSendMutants } from "./nic/packet-sends.ts";
import { nicPacketMutants } from "./nic/packets.ts";
import { nicPoolMutants } from "./nic/pools.ts";
import { nicSendMutants } from "./nic/send.ts";
import { nicTransferMutants } from "./nic/transfers.ts";
import { nicStateMutants } from "./nic/states.ts";
import { osAnswerMutants } from "./os/answers.ts";
import { protocolCancelMutants } from "./protocol/cancel.ts";
import { protocolCountMutants } from "./protocol/counts.ts";
import { protocolHandlerMutants } from "./protocol/handlers.ts";
import { protocolListMutants } from "./protocol/lists.ts";
import { protocolAccessMutants } from "./protocol/lookahead-access.ts";
import { protocolLookaheadMutants, protocolTransferMutants } from "./protocol/lookahead.ts";
import { protocolPacketSendMutants } from "./protocol/packet-sends.ts";
import { protocolPacketMutants } from "./protocol/packets.ts";
import { protocolPoolMutants } from "./protocol/pools.ts";
import { protocolSendMutants } from "./protocol/send.ts";
import { protocolAskingMutants } from "./protocol/transfers.ts";
import { protocolStateMutants } from "./protocol/states.ts";
import { redirectorAnswerMutants } from "./redirector/answers.ts";
import { redirectorIdMutants } from "./redirector/ids.ts";
import { redirectorMessageMutants } from "./redirector/messages.ts";
import { redirectorPointerMutants } from "./redirector/pointer.ts";
import { redirectorReadMutants } from "./redirector/reads.ts";
import { serverAnswerMutants } from "./server/answers.ts";
import { serverMessageMutants } from "./server/messages.ts";
import { serverReadMutants } from "./server/reads.ts";

const single: readonly Mutant[] = [
  ...interruptedMutants,
  ...nicHandlerMutants,
  ...nicIndicateMutants,
  ...nicPacketMutants,
  ...nicListMutants,
  ...nicLookaheadMutants,
  ...nicPoolMutants,
  ...nicTransferMutants,
  ...nicPacketSendMutants,
  ...nicSendMutants,
  ...nicSentListMutants,
  ...nicCancelMutants,
  ...nicStateMutants,
  ...ndisOfferMutants,
  ...ndisOrderMutants,
  ...ndisReturnMutants,
  ...ndisListMutants,
  ...ndisTransferMutants,
  ...ndisPacketSendMutants,
  ...ndisSendMutants,
  ...ndisCancelMutants,
  ...ndisStateMutants,
  ...ndisFilterMutants,
  ...ndisSaidMutants,
  ...filterSendMutants,
  ...filterReceiveMutants,
  ...filterStateMutants,
  ...protocolHandlerMutants,
  ...protocolCountMutants,
  ...protocolPacketMutants,
  ...protocolLookaheadMutants,
  ...protocolAccessMutants,
  ...protocolTransferMutants,
  ...protocolListMutants,
  ...protocolPoolMutants,
  ...protocolAskingMutants,
  ...protocolPacketSendMutants,
  ...protocolSendMutants,
  ...protocolCancelMutants,
  ...protocolStateMutants,
  ...clientShareMutants,
  ...netbeuiSessionMutants,
  ...netbeuiMessageMutants,
  ...netbeuiDatagramMutants,
  ...netbeuiConnectionMutants,
  ...redirectorMessageMutants,
  ...redirectorReadMutants,
  ...redirectorPointerMutants,
  ...redirectorIdMutants,
  ...redirectorAnswerMutants,
  ...serverMessageMutants,
  ...serverReadMutants,
  ...serverAnswerMutants,
  ...osAnswerMutants,
];

export const mutants: readonly Mutant[] = [...single, ...doublesOf(single)];
