// Wrong NIC drivers: transfers that move too much, end twice or never, or are refused to the second who asks.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import { call, integer, text, texts } from "../../words.ts";
import {
  added,
  addingAfter,
  addingBehind,
  answering,
  argsOf,
  changing,
  defective,
  dropping,
  hearsCall,
  remembering,
  repeating,
} from "../wrap.ts";

const transfer = "MiniportTransferData";
const complete = "NdisMTransferDataComplete";
const show = "NdisMEthIndicateReceive";
const headerLength = 14;

const base = { role: "nic", blames: "nic" } as const;

export const nicTransferMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-transfers-header",
    sentence:
      "It transfers from the beginning of the frame, so that the media header stands before the data.",
    breaks: "XFER-17",
    scenarios: ["the rest overlaps what was copied"],
    wrap: defective({ says: (outs, input) => (hearsCall(input, transfer) ? outs.map(headed) : outs) }),
  },
  {
    ...base,
    name: "nic-transfers-header-later",
    sentence: "What it left pending it transfers with the media header before the data.",
    breaks: "XFER-17",
    scenarios: ["all of it comes again, later"],
    wrap: defective({
      says: (outs) =>
        outs.some((out) => out.k === "call" && out.name === complete) ? outs.map(headed) : outs,
    }),
  },
  {
    ...base,
    name: "nic-completes-with-header-counted",
    sentence: "Where it completes a transfer later, it counts the media header among the bytes.",
    breaks: "XFER-05",
    scenarios: ["all of it comes again, later"],
    wrap: changing(complete, (args) => ({ ...args, bytes: integer(args, "bytes") + headerLength })),
  },
  {
    ...base,
    name: "nic-counts-header-as-moved",
    sentence: "It counts the media header among the bytes that it transferred.",
    breaks: "XFER-05",
    scenarios: ["the rest comes in the call"],
    wrap: answering(transfer, (results) => ({ ...results, bytes: integer(results, "bytes") + headerLength })),
  },
  {
    ...base,
    name: "nic-takes-end-of-packet-from-its-buffer",
    sentence: "Asked for all of a packet it says that it moved a whole buffer, more than the packet has.",
    breaks: "XFER-05",
    scenarios: ["the rest overlaps what was copied"],
    wrap: answering(transfer, (results) => ({ ...results, bytes: 256 })),
  },
  {
    ...base,
    name: "nic-completes-finished-transfer",
    sentence: "It ends a transfer in the call, and completes it all the same.",
    breaks: "XFER-09",
    scenarios: ["the rest comes in the call"],
    wrap: addingBehind(transfer, (args, view) =>
      view.neighbours("ndis").map((ndis) =>
        call(ndis, complete, {
          packet: text(args, "packet"),
          status: "SUCCESS",
          bytes: integer(args, "count"),
        }),
      ),
    ),
  },
  {
    ...base,
    name: "nic-never-completes-transfer",
    sentence: "It answers PENDING and forgets the transfer.",
    breaks: "XFER-11",
    scenarios: ["the rest comes later"],
    wrap: dropping(complete),
  },
  {
    ...base,
    name: "nic-completes-transfer-twice",
    sentence: "It completes a transfer from its interrupt handler and again from its timer.",
    breaks: "XFER-11",
    scenarios: ["the rest comes later"],
    wrap: repeating(complete),
  },
  {
    ...base,
    name: "nic-indicates-while-transfer-is-pending",
    sentence: "It shows the next frame while a protocol still waits for the rest of the one before.",
    breaks: "XFER-15",
    scenarios: ["the rest comes later"],
    wrap: addingAfter(show, (out) => [{ ...out, args: { ...out.args, context: "context:nic:next" } }]),
  },
  {
    ...base,
    name: "nic-transfers-once",
    sentence: "It reads a frame out of its card once; the second protocol that asks gets FAILURE.",
    breaks: "XFER-16",
    scenarios: ["two protocols have the rest transferred"],
    wrap: remembering<readonly string[]>([], (given, outs, input) => {
      if (!hearsCall(input, transfer)) return [given, outs];
      const context = text(argsOf(input), "context");
      return [[...given, context], given.includes(context) ? [refused] : outs];
    }),
  },
  {
    ...base,
    name: "nic-forgets-frame-after-first-transfer",
    sentence:
      "It takes a second transfer of a frame for later, and by then has overwritten the frame: it fails.",
    breaks: "XFER-16",
    scenarios: ["two protocols have the rest transferred"],
    wrap: changing(complete, (args) => ({ ...args, status: "FAILURE", bytes: 0 })),
  },
  {
    ...base,
    name: "nic-completes-what-it-never-showed",
    sentence: "It reports a full packet as the end of a transfer.",
    breaks: "XFER-18",
    scenarios: ["taken over once"],
    wrap: addingAfter("NdisMIndicateReceivePacket", (out) =>
      texts(out.args, "packets").map((packet) =>
        call(out.k === "call" ? out.to : "", complete, { packet, status: "SUCCESS", bytes: 0 }),
      ),
    ),
  },
  {
    ...base,
    name: "nic-completes-transfer-in-the-call-that-ends-it",
    sentence: "It completes a transfer at once, and then answers SUCCESS as well.",
    breaks: "XFER-09",
    scenarios: ["the rest comes in the call"],
    wrap: defective({
      says: (outs, input) =>
        input.k === "call" && hearsCall(input, transfer)
          ? outs.flatMap((out) => {
              if (out.k !== "return" || text(out.results, "status") !== "SUCCESS") return [out];
              const { packet = null } = input.args;
              return [added(call(input.from, complete, { packet, ...out.results })), out];
            })
          : outs,
    }),
  },
  {
    ...base,
    name: "nic-completes-transfer-as-pending",
    sentence: "It completes a transfer with the status that it began with.",
    breaks: "XFER-11",
    scenarios: ["the rest comes later"],
    wrap: changing(complete, (args) => ({ ...args, status: "PENDING" })),
  },
];

const refused: Out = { k: "return", results: { status: "FAILURE", bytes: 0 } };

/** What goes into a packet has a header before it. */
function headed(out: Out): Out {
  const data = out.k === "act" && out.name === "writes" ? out.args["value"] : undefined;
  if (out.k !== "act" || !isBytes(data)) return out;
  const value = { latin1: ("\xff".repeat(headerLength) + data.latin1).slice(0, data.latin1.length) };
  return { ...out, args: { ...out.args, value } };
}
