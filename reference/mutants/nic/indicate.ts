// Wrong NIC drivers: how they say that something came.
import type { Mutant } from "../../../src/contract/subject.ts";
import { renaming } from "../wrap.ts";

export const nicIndicateMutants: readonly Mutant[] = [
  {
    name: "nic-uses-ethernet-call-on-token-ring",
    sentence: "On Token Ring it indicates by the Ethernet function, header and all.",
    role: "nic",
    breaks: "IND-01",
    blames: "nic",
    scenarios: ["a frame comes over Token Ring"],
    wrap: renaming({
      NdisMTrIndicateReceive: "NdisMEthIndicateReceive",
      NdisMTrIndicateReceiveComplete: "NdisMEthIndicateReceiveComplete",
    }),
  },
  {
    name: "nic-uses-token-ring-call-on-ethernet",
    sentence: "On Ethernet it indicates by the Token Ring function.",
    role: "nic",
    breaks: "IND-01",
    blames: "nic",
    scenarios: ["a short frame is shown whole"],
    wrap: renaming({
      NdisMEthIndicateReceive: "NdisMTrIndicateReceive",
      NdisMEthIndicateReceiveComplete: "NdisMTrIndicateReceiveComplete",
    }),
  },
];
