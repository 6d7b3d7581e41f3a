// Wrong NDIS libraries: filters that are handed things out of order, without the right to them, or not at all.
import type { Mutant } from "../../../src/contract/subject.ts";
import { call, text, texts } from "../../words.ts";
import { believing } from "../between.ts";
import { addingAfter, addingBefore, changing, replacing } from "../wrap.ts";

const base = { role: "ndis", blames: "ndis" } as const;

export const ndisFilterMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-gives-lent-lists-to-filter",
    sentence: "It forgets to tell a filter that lists are only lent.",
    breaks: "RCV6-03",
    scenarios: ["lent to a filter, and given to it the next time"],
    wrap: changing("FilterReceiveNetBufferLists", (args) => ({ ...args, flags: [] })),
  },
  {
    ...base,
    name: "ndis-hands-sends-to-filter-backwards",
    sentence: "The last of several lists goes to the filter first.",
    breaks: "SND6-11",
    scenarios: ["lists pass a filter"],
    wrap: changing("FilterSendNetBufferLists", (args) => ({
      ...args,
      lists: texts(args, "lists").toReversed(),
    })),
  },
  {
    ...base,
    name: "ndis-returns-past-the-filter",
    sentence: "It gives a list back to the NIC while a filter has it.",
    breaks: "RCV6-11",
    siblings: ["CUSTODY-nbl"],
    scenarios: ["a filter keeps a received list for a while"],
    wrap: addingAfter("FilterReceiveNetBufferLists", (out, _input, view) =>
      view
        .neighbours("nic")
        .map((nic) => call(nic, "MiniportReturnNetBufferLists", { lists: texts(out.args, "lists") })),
    ),
  },
  {
    ...base,
    name: "ndis-asks-filter-that-cannot-cancel",
    sentence: "It calls a filter's cancel handler without looking whether there is one.",
    breaks: "CAN-06",
    scenarios: ["a filter that cannot be asked keeps nothing"],
    wrap: believing("CancelHandler", true),
  },
  {
    ...base,
    name: "ndis-completes-a-filters-send-to-a-protocol",
    sentence: "It hands every completion to the protocol, whosever the list was.",
    breaks: "SND6-09",
    scenarios: ["a filter sends a list of its own"],
    wrap: replacing("FilterSendNetBufferListsComplete", (out, _input, view) =>
      view.neighbours("protocol").map((protocol) =>
        call(protocol, "ProtocolSendNetBufferListsComplete", {
          lists: texts(out.args, "lists"),
          flags: [],
        }),
      ),
    ),
  },
  {
    ...base,
    name: "ndis-pauses-filter-first",
    sentence: "It pauses the filter before the protocol has finished.",
    breaks: "STA-10",
    scenarios: ["a stack with a filter rests and goes on"],
    wrap: addingBefore("ProtocolNetPnPEvent", (out, _input, view) =>
      text(out.args, "event") === "NetEventPause"
        ? view.neighbours("filter").map((filter) => call(filter, "FilterPause", {}))
        : [],
    ),
  },
  {
    ...base,
    name: "ndis-pauses-driver-before-filter",
    sentence: "It pauses the driver while the filter still runs.",
    breaks: "STA-10",
    scenarios: ["a stack with a filter rests and goes on"],
    wrap: addingBefore("FilterPause", (_out, _input, view) =>
      view.neighbours("nic").map((nic) => call(nic, "MiniportPause", {})),
    ),
  },
];
