// Wrong protocol drivers: lists taken for back once they are cancelled, and ids that are not theirs.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, integer, texts } from "../../words.ts";
import { changing, remembering, writing } from "../wrap.ts";

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
    name: "protocol-makes-up-cancel-ids",
    sentence: "It counts its cancel ids from one, without the byte that NDIS gave it.",
    breaks: "CAN-07",
    scenarios: ["one of two lists is cancelled"],
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
