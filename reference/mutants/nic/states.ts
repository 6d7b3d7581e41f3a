// Wrong NIC drivers: adapters that do not rest when they say so, or say so wrongly.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, back, bytes, call, texts, writes } from "../../words.ts";
import {
  added,
  addingBehind,
  answering,
  changing,
  defective,
  dropping,
  hearsCall,
  repeating,
  writing,
} from "../wrap.ts";
import { between } from "../between.ts";
import { swallowing } from "../states.ts";

const complete = "NdisMSendNetBufferListsComplete";
const base = { role: "nic", blames: "nic" } as const;

export const nicStateMutants: readonly Mutant[] = [
  {
    ...base,
    name: "nic-indicates-while-paused",
    sentence: "A frame that arrives while the adapter is paused is indicated like any other.",
    breaks: "STA-01",
    scenarios: ["at rest no packet goes up"],
    wrap: swallowing({ MiniportPause: "SUCCESS" }),
  },
  {
    ...base,
    name: "nic-pauses-with-packets-out",
    sentence: "It says SUCCESS to a pause without looking at what it indicated.",
    breaks: "STA-02",
    scenarios: ["a driver waits for what it indicated"],
    wrap: swallowing({ MiniportPause: "SUCCESS" }),
  },
  {
    ...base,
    name: "nic-pauses-with-sends-out",
    sentence: "It says SUCCESS to a pause while sends are under way.",
    breaks: "STA-03",
    scenarios: ["a driver waits for its sends"],
    published: "nmap/npcap issue 390: a pause answered with SUCCESS while sends were pending",
    wrap: swallowing({ MiniportPause: "SUCCESS" }),
  },
  {
    ...base,
    name: "nic-sends-while-paused",
    sentence: "It sends what it is given as if it were running.",
    breaks: "STA-04",
    scenarios: ["a driver at rest sends lists straight back"],
    wrap: writing("status", (value) => (value === "PAUSED" ? "SUCCESS" : value)),
  },
  {
    ...base,
    name: "nic-refuses-sends-with-another-code",
    sentence: "It sends lists back as failed when they come to a paused adapter.",
    breaks: "STA-04",
    scenarios: ["a driver at rest sends lists straight back"],
    wrap: writing("status", (value) => (value === "PAUSED" ? "FAILURE" : value)),
  },
  {
    ...base,
    name: "nic-queues-sends-while-paused",
    sentence: "It keeps the lists that come while it is paused, and sends them when it is restarted.",
    breaks: "STA-04",
    scenarios: ["a driver at rest sends lists straight back"],
    wrap: between<readonly string[]>({
      fresh: [],
      says: (queued, outs, input) => {
        const refused = outs.some((out) => out.k === "act" && out.args["value"] === "PAUSED");
        if (refused && "args" in input) return [[...queued, ...texts(input.args, "lists")], [back()]];
        if (!hearsCall(input, "MiniportRestart") || queued.length === 0) return [queued, outs];
        const ndis = input.k === "call" ? input.from : "";
        return [
          [],
          [
            ...outs,
            ...queued.map((id) => writes(id, "status", "SUCCESS")),
            added(call(ndis, complete, { lists: queued, flags: [] })),
          ],
        ];
      },
    }),
  },
  {
    ...base,
    name: "nic-fails-to-pause",
    sentence: "Its pause fails when it does not suit.",
    breaks: "STA-05",
    siblings: ["STA-06"],
    scenarios: ["a stack rests and goes on"],
    wrap: answering("MiniportPause", () => ({ status: "FAILURE" })),
  },
  {
    ...base,
    name: "nic-completes-pause-after-success",
    sentence: "It answers a pause with SUCCESS and then says that it is complete as well.",
    breaks: "STA-06",
    scenarios: ["a stack rests and goes on"],
    published: "nmap/npcap issue 390: the pause-complete call came behind SUCCESS",
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "MiniportPause") && input.k === "call"
          ? [...outs, added(call(input.from, "NdisMPauseComplete", {}))]
          : outs,
    }),
  },
  {
    ...base,
    name: "nic-completes-pause-twice",
    sentence: "It says twice that a pause is complete.",
    breaks: "STA-06",
    scenarios: ["a driver waits for its sends"],
    wrap: repeating("NdisMPauseComplete"),
  },
  {
    ...base,
    name: "nic-never-completes-pause",
    sentence: "It answers a pause with PENDING and forgets it.",
    breaks: "STA-06",
    scenarios: ["a driver waits for its sends"],
    wrap: dropping("NdisMPauseComplete"),
  },
  {
    ...base,
    name: "nic-completes-restart-twice",
    sentence: "It says twice that a restart is complete.",
    breaks: "STA-06",
    scenarios: ["a driver waits for its sends"],
    wrap: repeating("NdisMRestartComplete"),
  },
  {
    ...base,
    name: "nic-runs-after-failed-restart",
    sentence: "It reports that its restart failed and indicates what arrives all the same.",
    breaks: "STA-17",
    scenarios: ["a restart that fails with RESOURCES"],
    wrap: swallowing({ MiniportPause: "SUCCESS", MiniportRestart: "RESOURCES" }),
  },
  {
    ...base,
    name: "nic-leaves-memory-at-halt",
    sentence: "It halts and leaves what it allocated.",
    breaks: "STA-12",
    scenarios: ["an adapter is halted and started again"],
    wrap: dropping("frees"),
  },
  {
    ...base,
    name: "nic-halts-with-packets-out",
    sentence: "Its MiniportHalt does not wait for the packets that it indicated.",
    breaks: "STA-13",
    scenarios: ["MiniportHalt waits for a packet"],
    wrap: defective({
      says: (outs, input) => (hearsCall(input, "MiniportHalt") ? [back()] : outs),
    }),
  },
  {
    ...base,
    name: "nic-resets-with-sends-out",
    sentence: "It completes a reset and keeps the sends that were pending.",
    breaks: "STA-16",
    scenarios: ["a reset ends what is pending"],
    wrap: swallowing({ MiniportResetEx: "SUCCESS" }),
  },
  {
    ...base,
    name: "nic-shows-lookahead-while-paused",
    sentence: "Paused, it indicates no packet, but the first bytes of what it still had.",
    breaks: "STA-01",
    scenarios: ["a stack rests and goes on"],
    wrap: addingBehind("MiniportPause", (_args, view) => {
      const frame = { header: bytes("\xff".repeat(14)), size: 4 };
      const lookahead = view.fresh("lookahead");
      return [
        act("allocates", { what: lookahead }),
        writes(lookahead, "data", bytes("last")),
        writes(lookahead, "size", 4),
        ...view
          .neighbours("ndis")
          .flatMap((ndis) => [
            call(ndis, "NdisMEthIndicateReceive", { context: "the last", ...frame, lookahead }),
            call(ndis, "NdisMEthIndicateReceiveComplete", {}),
          ]),
      ];
    }),
  },
  {
    ...base,
    name: "nic-indicates-after-its-halt",
    sentence: "A driver of NDIS 5 indicates what it still has when its halt has returned.",
    breaks: "STA-01",
    scenarios: ["MiniportHalt waits for a packet"],
    wrap: defective({
      says: (outs, input, view) => {
        if (input.k !== "woken" || input.tag !== "home") return outs;
        const packet = view.fresh("packet");
        return [
          ...outs,
          act("allocates", { what: packet }),
          ...Object.entries({ size: 60, room: 60, status: "RESOURCES" }).map(([field, content]) =>
            writes(packet, field, content),
          ),
          ...view
            .neighbours("ndis")
            .map((ndis) => added(call(ndis, "NdisMIndicateReceivePacket", { packets: [packet] }))),
          act("frees", { what: packet }),
        ];
      },
    }),
  },
  {
    ...base,
    name: "nic-completes-reset-twice",
    sentence: "Its timer and its interrupt both say that the reset is over.",
    breaks: "STA-16",
    scenarios: ["a reset that is completed later"],
    wrap: repeating("NdisMResetComplete"),
  },
  {
    ...base,
    name: "nic-completes-restart-as-pending",
    sentence: "It says twice that its restart is under way, and never that it is over.",
    breaks: "STA-06",
    scenarios: ["a driver waits for its sends"],
    wrap: changing("NdisMRestartComplete", (args) => ({ ...args, status: "PENDING" })),
  },
];
