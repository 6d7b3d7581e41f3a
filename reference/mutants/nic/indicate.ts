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
    scenarios: ["a Token Ring frame whole"],
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
    scenarios: ["an Ethernet frame by the function of Ethernet"],
    wrap: renaming({
      NdisMEthIndicateReceive: "NdisMTrIndicateReceive",
      NdisMEthIndicateReceiveComplete: "NdisMTrIndicateReceiveComplete",
    }),
  },
];
