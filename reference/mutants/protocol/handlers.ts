// Wrong protocol drivers: handlers that they did not register.
import type { Mutant } from "../../../src/contract/subject.ts";

const same: Mutant["wrap"] = (layer) => layer;

export const protocolHandlerMutants: readonly Mutant[] = [
  {
    name: "protocol-registers-no-receive-handler",
    sentence: "It registers neither ProtocolReceive nor ProtocolReceivePacket.",
    role: "protocol",
    breaks: "HDL-01",
    blames: "protocol",
    scenarios: ["taken over once"],
    properties: { ReceiveHandler: false, PacketHandler: false },
    wrap: same,
  },
  {
    name: "protocol-registers-only-packet-handler",
    sentence:
      "It takes ProtocolReceivePacket for a substitute of ProtocolReceive, and cannot be shown a lookahead.",
    role: "protocol",
    breaks: "HDL-02",
    blames: "protocol",
    scenarios: ["the whole frame is in the lookahead"],
    properties: { ReceiveHandler: false },
    wrap: same,
  },
  {
    name: "protocol-registers-no-transfer-complete",
    sentence:
      "It has no ProtocolTransferDataComplete, and takes every transfer for one that ends in the call.",
    role: "protocol",
    breaks: "HDL-03",
    blames: "protocol",
    scenarios: ["the rest comes in the call"],
    properties: { TransferDataCompleteHandler: false },
    wrap: same,
  },
  {
    name: "protocol-registers-no-receive-complete",
    sentence: "It has no ProtocolReceiveComplete, and would not hear when it may process what it took.",
    role: "protocol",
    breaks: "HDL-03",
    blames: "protocol",
    scenarios: ["the rest comes in the call"],
    properties: { ReceiveCompleteHandler: false },
    wrap: same,
  },
];
