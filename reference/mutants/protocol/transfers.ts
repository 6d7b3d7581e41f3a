// Wrong protocol drivers: transfers asked for too late, too often, of the wrong frame, and their packets afterwards.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, call, integer, reads, text, writes } from "../../words.ts";
import { addingAfter, addingBehind, changing, defective, dropping, hearsCall, repeating } from "../wrap.ts";

const transfer = "NdisTransferData";
const base = { role: "protocol", blames: "protocol" } as const;
const everything = 1_000_000;

export const protocolAskingMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-transfers-later",
    sentence: "It asks for the rest when its handler has returned.",
    breaks: "XFER-02",
    scenarios: ["not for this protocol"],
    wrap: addingBehind("ProtocolReceive", (args, view) => {
      const packet = view.fresh("packet");
      const size = integer(args, "size");
      return [
        act("allocates", { what: packet, pool: "" }),
        writes(packet, "room", size),
        ...view
          .neighbours("ndis")
          .map((ndis) =>
            call(ndis, transfer, { context: text(args, "context"), offset: 0, count: size, packet }),
          ),
        act("frees", { what: packet }),
      ];
    }),
  },
  {
    ...base,
    name: "protocol-transfers-twice",
    sentence: "It has the rest transferred twice.",
    breaks: "XFER-03",
    siblings: ["XFER-10"],
    scenarios: ["the rest comes in the call"],
    wrap: repeating(transfer),
  },
  {
    ...base,
    name: "protocol-transfers-beyond-end",
    sentence: "It asks for as many bytes as the packet has, behind what it has copied.",
    breaks: "XFER-05",
    siblings: ["XFER-04"],
    scenarios: ["the rest comes in the call"],
    wrap: changing(transfer, (args) => ({
      ...args,
      count: integer(args, "count") + integer(args, "offset"),
    })),
  },
  {
    ...base,
    name: "protocol-keeps-first-context",
    sentence: "It remembers the receive context of its first frame and uses it for all.",
    breaks: "XFER-08",
    scenarios: ["two frames, the rest of each"],
    wrap: changing(transfer, (args) => ({ ...args, context: "context:nic:1" })),
  },
  {
    ...base,
    name: "protocol-reads-pending-transfer",
    sentence: "It looks into the packet of a transfer that is still pending.",
    breaks: "XFER-10",
    scenarios: ["the rest comes later"],
    wrap: addingAfter(transfer, (out) => [reads(text(out.args, "packet"), "data")]),
  },
  {
    ...base,
    name: "protocol-delivers-short-transfer",
    sentence: "It delivers as many bytes as it asked for, however many came.",
    breaks: "XFER-14",
    siblings: ["XFER-01"],
    scenarios: ["a transfer that falls short is not delivered"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c @ 07d30c67: passes on the size of the packet, not the bytes that were transferred",
    wrap: defective({
      hears: (input) =>
        hearsCall(input, "ProtocolTransferDataComplete") && input.k === "call"
          ? { ...input, args: { ...input.args, bytes: everything } }
          : input,
    }),
  },
  {
    ...base,
    name: "protocol-leaks-packet-of-failed-transfer",
    sentence: "It loses the packet of a transfer that failed.",
    breaks: "XFER-19",
    scenarios: ["a transfer that fails is not delivered"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c @ 07d30c67: the packet of a failed transfer is neither freed nor used again",
    wrap: dropping("frees"),
  },
];
