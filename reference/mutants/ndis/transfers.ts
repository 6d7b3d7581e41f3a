// Wrong NDIS libraries: completions of transfers that come once too often, never, or to somebody else.
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, integer } from "../../words.ts";
import { added, changing, defective, dropping, repeating, replacing } from "../wrap.ts";

const complete = "ProtocolTransferDataComplete";
const base = { role: "ndis", blames: "ndis" } as const;

export const ndisTransferMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-completes-finished-transfer",
    sentence: "It completes a transfer that ended in the call.",
    breaks: "XFER-09",
    scenarios: ["the rest comes in the call"],
    wrap: defective({
      says: (outs, input, view) => {
        if (input.k !== "returned" || input.name !== "MiniportTransferData") return outs;
        const { packet = null } = input.args;
        const ended = { packet, ...input.results };
        return [
          ...outs,
          ...view.neighbours("protocol").map((protocol) => added(call(protocol, complete, ended))),
        ];
      },
    }),
  },
  {
    ...base,
    name: "ndis-counts-offset-from-header",
    sentence: "It adds the size of the media header to the offset that it passes on.",
    breaks: "XFER-17",
    scenarios: ["the rest overlaps what was copied"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c, loopback branch of ProTransferData: the header is copied with the data, offsets are shifted by its size (re-enacted on the way to the NIC)",
    wrap: changing("MiniportTransferData", (args) => ({ ...args, offset: integer(args, "offset") + 14 })),
  },
  {
    ...base,
    name: "ndis-keeps-completion-of-transfer",
    sentence: "It does not pass the completion of a transfer on.",
    breaks: "XFER-11",
    scenarios: ["the rest comes later"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "ndis-completes-transfer-twice",
    sentence: "It passes the completion of a transfer on twice.",
    breaks: "XFER-11",
    scenarios: ["the rest comes later"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "ndis-completes-transfer-at-another-binding",
    sentence: "It tells the first protocol that a transfer is complete, whoever asked for it.",
    breaks: "XFER-13",
    scenarios: ["two protocols have the rest transferred"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c, ProTransferData: the binding is not recorded in the field in which the completion looks for it",
    wrap: replacing(complete, (out, _input, view) => [
      out.k === "call" ? { ...out, to: view.neighbours("protocol")[0] ?? out.to } : out,
    ]),
  },
  {
    ...base,
    name: "ndis-takes-transfer-for-send",
    sentence: "It calls ProtocolSendComplete where a transfer is complete.",
    breaks: "XFER-13",
    scenarios: ["the rest comes later"],
    published:
      "ReactOS drivers/network/ndis/ndis/miniport.c @ 0df84069, MiniTransferDataComplete: called the handler of completed sends",
    wrap: replacing(complete, (out) => {
      const { packet = null, status = null } = out.args;
      return [{ ...out, name: "ProtocolSendComplete", args: { packet, status } }];
    }),
  },
  {
    ...base,
    name: "ndis-shows-what-is-transferred",
    sentence: "It shows the packet of a complete transfer to its owner as if it had been received.",
    breaks: "XFER-13",
    scenarios: ["the rest comes later"],
    wrap: replacing(complete, (out) => {
      const { packet = null } = out.args;
      return [{ ...out, name: "ProtocolReceivePacket", args: { packet } }, out];
    }),
  },
  {
    ...base,
    name: "ndis-takes-transfer-for-complete",
    sentence: "It tells the protocol that every transfer moved what was asked for.",
    breaks: "XFER-13",
    scenarios: ["a transfer that falls short is not delivered"],
    wrap: changing(complete, (args) => ({ ...args, bytes: integer(args, "bytes") + 36 })),
  },
];
