// Wrong protocol drivers: lists taken for back once they are cancelled, and ids that are not theirs.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, call, integer, texts } from "../../words.ts";
import { added, changing, hearsCall, remembering, writing } from "../wrap.ts";

const cancel = "NdisCancelSendNetBufferLists";
const base = { role: "protocol", blames: "protocol" } as const;

export const protocolCancelMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-frees-cancelled-list",
    sentence: "It takes a list that it has cancelled for its own again, and frees it.",
    breaks: "CAN-04",
    scenarios: ["a NIC that cannot cancel"],
    wrap: remembering<readonly string[]>([], (away, outs) => {
      const sent = outs.flatMap((out) =>
        out.k === "call" && out.name === "NdisSendNetBufferLists" ? texts(out.args, "lists") : [],
      );
      const cancels = outs.some((out) => out.k === "call" && out.name === cancel);
      if (!cancels) return [[...away, ...sent], outs];
      return [[], [...outs, ...away.map((what) => act("frees", { what }))]];
    }),
  },
  {
    ...base,
    name: "protocol-closes-while-it-cancels",
    sentence: "It closes its binding when the last list is back, although its cancel has not returned.",
    breaks: "CAN-05",
    scenarios: ["a binding is closed when its cancel has returned"],
    wrap: remembering(0, (open, outs, input, view) => {
      const now =
        open +
        outs.filter((out) => out.k === "call" && out.name === cancel).length -
        (input.k === "returned" && input.name === cancel ? 1 : 0);
      if (open === 0 || !hearsCall(input, "ProtocolSendNetBufferListsComplete")) return [now, outs];
      const closes = view
        .neighbours("ndis")
        .map((ndis) => added(call(ndis, "NdisCloseAdapterEx", { binding: "binding:P" })));
      return [now, [...closes, ...outs]];
    }),
  },
  {
    ...base,
    name: "protocol-makes-up-cancel-ids",
    sentence: "It counts its cancel ids from one, without the byte that NDIS gave it.",
    breaks: "CAN-07",
    scenarios: ["one of two lists is cancelled"],
    published:
      "the public sample ndisprot: the byte for cancel ids is shifted inside a byte, so that the first byte of every id is 0",
    wrap: (layer) => writing("id", withoutPart)(changing(cancel, shortened)(layer)),
  },
  {
    ...base,
    name: "protocol-keeps-old-cancel-id",
    sentence: "A list that is sent again carries the cancel id of its first send.",
    breaks: "CAN-07",
    scenarios: ["sent again under another id"],
    wrap: remembering<readonly string[]>([], (marked, outs) => {
      const isId = (what: unknown): what is string => typeof what === "string";
      const ids = outs.flatMap((out) =>
        out.k === "act" && out.args["field"] === "id" && isId(out.args["what"]) ? [out.args["what"]] : [],
      );
      const said = outs.filter(
        (out) =>
          out.k !== "act" || out.args["field"] !== "id" || !marked.some((id) => id === out.args["what"]),
      );
      return [[...marked, ...ids], said];
    }),
  },
];

const withoutPart = (id: unknown): number => (typeof id === "number" ? id % 0x1000000 : 0);
const shortened = (args: Parameters<typeof integer>[0]) => ({ ...args, id: integer(args, "id") % 0x1000000 });
