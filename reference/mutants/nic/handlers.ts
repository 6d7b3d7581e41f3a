// Wrong NIC drivers: handlers that they did not register.
import type { Mutant } from "../../../src/contract/subject.ts";

const same: Mutant["wrap"] = (layer) => layer;
const base = { role: "nic", blames: "nic", breaks: "HDL-04", wrap: same } as const;

export const nicHandlerMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-registers-no-return-handler",
    sentence: "It indicates packets and has no MiniportReturnPacket by which they could come back.",
    scenarios: ["taken over once"],
    properties: { ReturnPacketHandler: false },
  },
  {
    ...base,
    name: "nic-registers-no-transfer-handler",
    sentence: "It shows the first bytes of a frame and has no MiniportTransferData for the others.",
    scenarios: ["the rest comes in the call"],
    properties: { TransferDataHandler: false },
  },
];
