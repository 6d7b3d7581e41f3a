// Wrong NDIS libraries: cancels that go to a NIC which cannot hear them, or ask for something else.
import type { Mutant } from "../../../src/contract/subject.ts";
import { integer } from "../../words.ts";
import { believing } from "../between.ts";
import { changing } from "../wrap.ts";

const cancel = "MiniportCancelSend";
const base = { role: "ndis", blames: "ndis" } as const;

export const ndisCancelMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-cuts-cancel-id",
    sentence: "It hands on the lower part of a cancel id only, so that the ids of two drivers look alike.",
    breaks: "CAN-01",
    scenarios: ["a queued send is cancelled"],
    wrap: changing(cancel, (args) => ({ ...args, id: integer(args, "id") % 0x1000000 })),
  },
  {
    ...base,
    name: "ndis-cancels-without-handler",
    sentence: "It calls the NIC's cancel handler without looking whether there is one.",
    breaks: "CAN-06",
    scenarios: ["a NIC that cannot cancel"],
    wrap: believing("CancelHandler", true),
  },
];
