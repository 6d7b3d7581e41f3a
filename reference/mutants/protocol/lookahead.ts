// Wrong protocol drivers: the lookahead that is not copied in time, and the rest that is not transferred well.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, call, integer, text } from "../../words.ts";
import {
  addingAfter,
  addingBefore,
  changing,
  defective,
  dropping,
  hearsCall,
  pretending,
  writing,
} from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const receive = "ProtocolReceive";
const transfer = "NdisTransferData";

const base = { role: "protocol", blames: "protocol" } as const;

export const protocolLookaheadMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-copies-late",
    sentence: "It copies the lookahead when its handler has returned and the buffer is the NIC's again.",
    breaks: "RCV-LA-05",
    siblings: ["RCV-LA-03", "XFER-01", "CUSTODY-lookahead"],
    scenarios: ["the whole frame is in the lookahead"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, receive) ? [...outs.filter((out) => !isCopy(out)), ...outs.filter(isCopy)] : outs,
    }),
  },
  {
    ...base,
    name: "protocol-keeps-pointer",
    sentence: "It keeps a pointer to the lookahead and delivers what it points to, without a copy.",
    breaks: "RCV-LA-05",
    siblings: ["XFER-01"],
    scenarios: ["the whole frame is in the lookahead"],
    wrap: dropping("copies"),
  },
  {
    ...base,
    name: "protocol-copies-into-lookahead-buffer",
    sentence: "It moves the data to the front of the lookahead buffer, which is not its own.",
    breaks: "RCV-LA-06",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: changing("copies", (args) => ({ ...args, target: args["source"] ?? null })),
  },
  {
    ...base,
    name: "protocol-transfers-on-wan",
    sentence: "On a WAN it asks for a transfer, as if it had been shown a part.",
    breaks: "RCV-LA-13",
    scenarios: ["a WAN frame is whole"],
    wrap: addingAfter("copies", (out, input, view) =>
      view.neighbours("ndis").map((ndis) =>
        call(ndis, transfer, {
          context: "args" in input ? text(input.args, "context") : "",
          offset: 0,
          count: integer(out.args, "bytes"),
          packet: text(out.args, "target"),
        }),
      ),
    ),
  },
];

export const protocolTransferMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-delivers-without-transfer",
    sentence: "It delivers the whole packet and has only copied the lookahead.",
    breaks: "XFER-01",
    scenarios: ["the rest comes in the call"],
    wrap: pretending(transfer, (args) => ({ status: "SUCCESS", bytes: integer(args, "count") })),
  },
  {
    ...base,
    name: "protocol-delivers-failed-transfer",
    sentence: "It delivers data whose transfer failed.",
    breaks: "XFER-01",
    scenarios: ["a transfer that fails is not delivered"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c @ 07d30c67: passes on the size of the packet, not the bytes that were transferred, and accepts it even when the transfer failed",
    wrap: defective({
      hears: (input) =>
        hearsCall(input, "ProtocolTransferDataComplete") && input.k === "call"
          ? { ...input, args: { ...input.args, status: "SUCCESS", bytes: everything } }
          : input,
    }),
  },
  {
    ...base,
    name: "protocol-takes-pending-for-done",
    sentence: "It takes a transfer that is still pending for one that is done.",
    breaks: "XFER-01",
    siblings: ["XFER-10", "CUSTODY-packet"],
    scenarios: ["the rest comes later"],
    wrap: defective({
      hears: (input) =>
        input.k === "returned" && input.name === transfer
          ? { ...input, results: { status: "SUCCESS", bytes: integer(input.args, "count") } }
          : input,
    }),
  },
  {
    ...base,
    name: "protocol-transfers-into-small-packet",
    sentence: "The packet that is to take the rest has room for the lookahead only.",
    breaks: "XFER-04",
    scenarios: ["the rest comes in the call"],
    wrap: writing("room", () => 64),
  },
  {
    ...base,
    name: "protocol-transfers-into-freed-packet",
    sentence: "The packet that is to take the rest has gone back to its pool already.",
    breaks: "XFER-04",
    scenarios: ["the rest comes in the call"],
    wrap: addingBefore(transfer, (out) => [act("frees", { what: text(out.args, "packet") })]),
  },
  {
    ...base,
    name: "protocol-leaves-gap",
    sentence: "The transfer begins one byte behind the first that was not copied.",
    breaks: "XFER-07",
    siblings: ["XFER-01"],
    scenarios: ["the rest comes in the call"],
    wrap: shifting(1),
  },
  {
    ...base,
    name: "protocol-counts-offset-from-header",
    sentence: "It counts the offset of the transfer from the media header, not from the data behind it.",
    breaks: "XFER-07",
    siblings: ["XFER-01"],
    scenarios: ["the rest comes in the call"],
    published:
      "ReactOS drivers/network/ndis/ndis/protocol.c, loopback branch of ProTransferData: offsets shifted by the size of the media header",
    wrap: shifting(14),
  },
];

/** It begins the transfer so many bytes behind the first that it has not copied. */
function shifting(by: number): Wrap {
  return defective({
    insists: "offset",
    says: (outs) =>
      outs.map((out) =>
        out.k === "call" && out.name === transfer
          ? {
              ...out,
              args: {
                ...out.args,
                offset: integer(out.args, "offset") + by,
                count: integer(out.args, "count") - by,
              },
            }
          : out,
      ),
  });
}

const everything = 1_000_000;
const isCopy = (out: Out): boolean => out.k === "act" && out.name === "copies";
