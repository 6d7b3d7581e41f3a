// Wrong protocol drivers: a lookahead buffer touched when or as it must not be, and answers that say something else than was done.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, bytes, call, integer, reads, text, writes } from "../../words.ts";
import { added, addingAfter, addingBehind, answering, argsOf, defective, hearsCall, remembering, replacing } from "../wrap.ts"; // prettier-ignore

const receive = "ProtocolReceive";
const transfer = "NdisTransferData";
const query = "NdisQueryReceiveInformation";
const base = { role: "protocol", blames: "protocol" } as const;

export const protocolAccessMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-reads-lookahead-later",
    sentence: "It looks at the lookahead buffer again when its handler has returned.",
    breaks: "RCV-LA-03",
    scenarios: ["not for this protocol"],
    wrap: addingBehind(receive, (args) => [reads(text(args, "lookahead"), "data")]),
  },
  {
    ...base,
    name: "protocol-writes-lookahead",
    sentence: "It turns the bytes of a header round in the lookahead buffer.",
    breaks: "RCV-LA-04",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: replacing("reads", (out, input) =>
      hearsCall(input, receive) ? [out, writes(text(out.args, "what"), "data", bytes("turned"))] : [out],
    ),
  },
  {
    ...base,
    name: "protocol-answers-pending",
    sentence: "It answers PENDING, as if it could take a lookahead later.",
    breaks: "RCV-LA-08",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: answering(receive, () => ({ status: "PENDING" })),
  },
  {
    ...base,
    name: "protocol-refuses-what-it-transferred",
    sentence: "It has the rest transferred and says that it does not accept the frame.",
    breaks: "RCV-LA-08",
    scenarios: ["the rest comes in the call"],
    published: "WinPcap NPF, read.c: NOT_ACCEPTED is answered after NdisTransferData was called",
    wrap: defective({
      says: (outs, input) =>
        input.k === "returned" && input.name === transfer
          ? outs.map((out) => (out.k === "return" ? { ...out, results: { status: "NOT_ACCEPTED" } } : out))
          : outs,
    }),
  },
  {
    ...base,
    name: "protocol-keeps-what-it-refused",
    sentence: "It says that it does not accept a frame, and delivers its copy.",
    breaks: "RCV-LA-08",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: answering(receive, () => ({ status: "NOT_ACCEPTED" })),
  },
  {
    ...base,
    name: "protocol-delivers-at-once",
    sentence: "It hands what it copied to its clients without waiting for receive-complete.",
    breaks: "RCV-LA-11",
    scenarios: ["the whole frame is in the lookahead"],
    published:
      "ReactOS drivers/network/tcpip/datalink/lan.c, ProtocolReceive: data is passed on before ProtocolReceiveComplete",
    wrap: addingAfter("copies", (out, input) => [
      act("delivers", { context: text(argsOf(input), "context"), bytes: integer(out.args, "bytes") }),
    ]),
  },
  {
    ...base,
    name: "protocol-transfers-what-it-was-shown",
    sentence: "It asks for a transfer although it was shown the whole frame.",
    breaks: "RCV-RES-06",
    scenarios: ["the whole frame is in the lookahead"],
    wrap: addingAfter("copies", (out, input, view) =>
      view.neighbours("ndis").map((ndis) =>
        call(ndis, transfer, {
          context: text(argsOf(input), "context"),
          offset: 0,
          count: integer(out.args, "bytes"),
          packet: text(out.args, "target"),
        }),
      ),
    ),
  },
  {
    ...base,
    name: "protocol-asks-information-later",
    sentence: "It asks what else is known of a packet when it hears that receiving is complete.",
    breaks: "RCV-RES-06",
    scenarios: ["a protocol asks what else is known of a packet"],
    wrap: remembering("", (context, outs, input) => {
      const isQuery = (out: Out): boolean => out.k === "call" && out.name === query;
      if (hearsCall(input, "ProtocolReceive"))
        return [text(argsOf(input), "context"), outs.filter((out) => !isQuery(out))];
      const asked = hearsCall(input, "ProtocolReceiveComplete")
        ? [added(call("ndis", query, { context }))]
        : [];
      return [context, [...asked, ...outs]];
    }),
  },
];
