// The museum: every wrong implementation that the reference declares, in the order of the stack.
import type { Mutant } from "../../src/contract/subject.ts";
import { clientShareMutants } from "./client/shares.ts";
import { ndisOfferMutants, ndisReturnMutants } from "./ndis/receive.ts";
import { ndisSendMutants } from "./ndis/send.ts";
import { nicIndicateMutants } from "./nic/indicate.ts";
import { nicLookaheadMutants } from "./nic/lookahead.ts";
import { nicPacketMutants } from "./nic/packets.ts";
import { nicSendMutants } from "./nic/send.ts";
import { protocolHandlerMutants } from "./protocol/handlers.ts";
import { protocolLookaheadMutants, protocolTransferMutants } from "./protocol/lookahead.ts";
import { protocolCountMutants, protocolPacketMutants } from "./protocol/packets.ts";
import { protocolSendMutants } from "./protocol/send.ts";

export const mutants: readonly Mutant[] = [
  ...nicIndicateMutants,
  ...nicPacketMutants,
  ...nicLookaheadMutants,
  ...nicSendMutants,
  ...ndisOfferMutants,
  ...ndisReturnMutants,
  ...ndisSendMutants,
  ...protocolHandlerMutants,
  ...protocolCountMutants,
  ...protocolPacketMutants,
  ...protocolLookaheadMutants,
  ...protocolTransferMutants,
  ...protocolSendMutants,
  ...clientShareMutants,
];
