// The museum: every wrong implementation that the reference declares, in the order of the stack.
import type { Mutant } from "../../src/contract/subject.ts";
import { clientShareMutants } from "./client/shares.ts";
import { ndisListMutants } from "./ndis/lists.ts";
import { ndisOfferMutants, ndisReturnMutants } from "./ndis/receive.ts";
import { ndisSendMutants } from "./ndis/send.ts";
import { ndisStateMutants } from "./ndis/states.ts";
import { netbeuiConnectionMutants } from "./netbeui/connections.ts";
import { netbeuiDatagramMutants } from "./netbeui/datagrams.ts";
import { netbeuiMessageMutants } from "./netbeui/messages.ts";
import { netbeuiSessionMutants } from "./netbeui/sessions.ts";
import { nicIndicateMutants } from "./nic/indicate.ts";
import { nicListMutants } from "./nic/lists.ts";
import { nicLookaheadMutants } from "./nic/lookahead.ts";
import { nicPacketMutants } from "./nic/packets.ts";
import { nicPoolMutants } from "./nic/pools.ts";
import { nicSendMutants } from "./nic/send.ts";
import { nicStateMutants } from "./nic/states.ts";
import { osAnswerMutants } from "./os/answers.ts";
import { protocolCountMutants } from "./protocol/counts.ts";
import { protocolHandlerMutants } from "./protocol/handlers.ts";
import { protocolListMutants } from "./protocol/lists.ts";
import { protocolLookaheadMutants, protocolTransferMutants } from "./protocol/lookahead.ts";
import { protocolPacketMutants } from "./protocol/packets.ts";
import { protocolPoolMutants } from "./protocol/pools.ts";
import { protocolSendMutants } from "./protocol/send.ts";
import { protocolStateMutants } from "./protocol/states.ts";
import { redirectorAnswerMutants } from "./redirector/answers.ts";
import { redirectorIdMutants } from "./redirector/ids.ts";
import { redirectorMessageMutants } from "./redirector/messages.ts";
import { redirectorPointerMutants } from "./redirector/pointer.ts";
import { redirectorReadMutants } from "./redirector/reads.ts";
import { serverAnswerMutants } from "./server/answers.ts";
import { serverMessageMutants } from "./server/messages.ts";
import { serverReadMutants } from "./server/reads.ts";

export const mutants: readonly Mutant[] = [
  ...nicIndicateMutants,
  ...nicPacketMutants,
  ...nicListMutants,
  ...nicLookaheadMutants,
  ...nicPoolMutants,
  ...nicSendMutants,
  ...nicStateMutants,
  ...ndisOfferMutants,
  ...ndisReturnMutants,
  ...ndisListMutants,
  ...ndisSendMutants,
  ...ndisStateMutants,
  ...protocolHandlerMutants,
  ...protocolCountMutants,
  ...protocolPacketMutants,
  ...protocolLookaheadMutants,
  ...protocolTransferMutants,
  ...protocolListMutants,
  ...protocolPoolMutants,
  ...protocolSendMutants,
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
