// Wrong NDIS libraries: what they pass on is not what they heard, or nobody said it.
import type { In, Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import type { Args } from "../../../src/contract/value.ts";
import { call, integer, text, texts, writes } from "../../words.ts";
import { addingBefore, changing, defective, dropping, repeating, replacing } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const base = { role: "ndis", blames: "ndis" } as const;
const transfer = "MiniportTransferData";
const sent = "ProtocolSendNetBufferListsComplete";

export const ndisSaidMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-counts-header-into-answer",
    sentence: "It answers a transfer that ended in the call with the media header among the bytes.",
    breaks: "XFER-13",
    scenarios: ["the rest comes in the call"],
    wrap: answeringBehind(transfer, (results) => ({ ...results, bytes: integer(results, "bytes") + 14 })),
  },
  {
    ...base,
    name: "ndis-leaves-finished-transfer-pending",
    sentence:
      "It answers PENDING before it looks at what the NIC said, and waits for a completion that never comes.",
    breaks: "XFER-11",
    scenarios: ["the rest comes in the call"],
    wrap: answeringBehind(transfer, () => ({ status: "PENDING", bytes: 0 })),
  },
  {
    ...base,
    name: "ndis-asks-for-more-than-was-asked",
    sentence: "It rounds the number of bytes up to what its machine copies at once.",
    breaks: "XFER-08",
    scenarios: ["the rest comes in the call"],
    wrap: changing(transfer, (args) => ({ ...args, count: (integer(args, "count") + 64) & ~63 })),
  },
  {
    ...base,
    name: "ndis-counts-header-into-packet",
    sentence: "It shows a lookahead with the size of the frame, where the NIC said that of the packet.",
    breaks: "IND-02",
    scenarios: ["not for this protocol"],
    wrap: changing("ProtocolReceive", (args) => ({ ...args, size: integer(args, "size") + 14 })),
  },
  {
    ...base,
    name: "ndis-forgets-receive-complete-of-packets",
    sentence:
      "It waits for the NIC to say that receiving is complete, which one that shows whole packets never does.",
    breaks: "RCV-LA-10",
    scenarios: ["short at the only packet"],
    wrap: dropping("ProtocolReceiveComplete"),
  },
  {
    ...base,
    name: "ndis-says-that-refused-packets-were-sent",
    sentence: "It tells the protocol that its packet was sent when the NIC had no room for it.",
    breaks: "SND5-07",
    siblings: ["CUSTODY-packet"],
    scenarios: ["nothing was pending, and the NIC says when there is room"],
    wrap: defective({
      says: (outs, input, view) =>
        returns(input, "MiniportSendPackets") &&
        JSON.stringify(input.results["statuses"]).includes("RESOURCES")
          ? [
              ...outs,
              ...texts(input.args, "packets").flatMap((packet) =>
                view
                  .neighbours("protocol")
                  .map((protocol) => call(protocol, "ProtocolSendComplete", { packet, status: "SUCCESS" })),
              ),
            ]
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-cuts-cancel-id-of-packets",
    sentence: "It asks the NIC for the low byte of a cancel id.",
    breaks: "SND5-11",
    scenarios: ["cancelled below"],
    wrap: changing("MiniportCancelSendPackets", (args) => ({ ...args, id: integer(args, "id") + 256 })),
  },
  {
    ...base,
    name: "ndis-says-that-every-list-was-sent",
    sentence: "It clears the status of a list before it hands it back.",
    breaks: "SND6-18",
    scenarios: ["a NIC short of resources"],
    wrap: addingBefore(sent, (out) => texts(out.args, "lists").map((id) => writes(id, "status", "SUCCESS"))),
  },
  {
    ...base,
    name: "ndis-completes-past-the-filter",
    sentence:
      "It hands a completed list to its sender, without the filters that it went through on its way down.",
    breaks: "SND6-08",
    scenarios: ["lists pass a filter"],
    wrap: replacing("FilterSendNetBufferListsComplete", (out, _input, view) =>
      view
        .neighbours("protocol")
        .slice(0, 1)
        .map((protocol) => call(protocol, sent, { lists: texts(out.args, "lists"), flags: [] })),
    ),
  },
  {
    ...base,
    name: "ndis-pauses-twice",
    sentence: "It pauses an adapter that rests already.",
    breaks: "STA-11",
    scenarios: ["a stack rests and goes on"],
    wrap: repeating("MiniportPause"),
  },
  {
    ...base,
    name: "ndis-keeps-a-filters-own-send",
    sentence: "It has no way back for a list that no protocol sent.",
    breaks: "SND6-06",
    scenarios: ["a filter sends a list of its own"],
    wrap: dropping("FilterSendNetBufferListsComplete"),
  },
  {
    ...base,
    name: "ndis-keeps-a-filters-own-list",
    sentence: "It has no way back for a list that no NIC indicated.",
    breaks: "RCV6-11",
    scenarios: ["a filter indicates a list of its own"],
    wrap: dropping("FilterReturnNetBufferLists"),
  },
  {
    ...base,
    name: "ndis-returns-what-nobody-indicated",
    sentence: "It gives a driver a list of its own in the place of the one that it received.",
    breaks: "RCV6-11",
    scenarios: ["a list is taken and returned"],
    wrap: changing("MiniportReturnNetBufferLists", (args) => ({
      ...args,
      lists: texts(args, "lists").map((id) => `${id}0`),
    })),
  },
];

const returns = (input: In, name: string): input is In & { k: "returned" } =>
  input.k === "returned" && input.name === name;

/** It answers otherwise as soon as a call of its own has returned. */
function answeringBehind(name: string, change: (results: Args) => Args): Wrap {
  return defective({
    says: (outs, input): readonly Out[] =>
      returns(input, name) && text(input.results, "status") !== "PENDING"
        ? outs.map((out) => (out.k === "return" ? { ...out, results: change(out.results) } : out))
        : outs,
  });
}
