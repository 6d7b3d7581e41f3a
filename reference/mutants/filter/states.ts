// Wrong filters: they do not rest when they say so, or say so wrongly.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, call } from "../../words.ts";
import { swallowing } from "../states.ts";
import { added, addingAfter, answering, defective, dropping, hearsCall, repeating } from "../wrap.ts";

const base = { role: "filter", blames: "filter" } as const;

export const filterStateMutants: readonly Mutant[] = [
  {
    ...base,
    name: "filter-pauses-with-its-send-out",
    sentence: "It says SUCCESS to a pause while a send of its own is below.",
    breaks: "FLT-05",
    scenarios: ["a filter waits for its own send before it rests"],
    published: "nmap/npcap issue 390: a pause answered with SUCCESS while sends were pending",
    wrap: swallowing({ FilterPause: "SUCCESS" }),
  },
  {
    ...base,
    name: "filter-pauses-with-lists-of-others",
    sentence: "It says SUCCESS to a pause and still has a received list in its queue.",
    breaks: "FLT-05",
    scenarios: ["a filter gives back what it kept before it rests"],
    wrap: swallowing({ FilterPause: "SUCCESS" }),
  },
  {
    ...base,
    name: "filter-fails-to-pause",
    sentence: "Its pause fails when it does not suit.",
    breaks: "FLT-05",
    scenarios: ["a stack with a filter rests and goes on"],
    wrap: answering("FilterPause", () => ({ status: "FAILURE" })),
  },
  {
    ...base,
    name: "filter-completes-pause-after-success",
    sentence: "It answers a pause with SUCCESS and then says that it is complete as well.",
    breaks: "FLT-05",
    scenarios: ["a stack with a filter rests and goes on"],
    published: "nmap/npcap issue 390: the pause-complete call came behind SUCCESS",
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "FilterPause") && input.k === "call"
          ? [...outs, added(call(input.from, "NdisFPauseComplete", {}))]
          : outs,
    }),
  },
  {
    ...base,
    name: "filter-completes-pause-twice",
    sentence: "It says twice that a pause is complete.",
    breaks: "FLT-05",
    scenarios: ["a filter waits for its own send before it rests"],
    wrap: repeating("NdisFPauseComplete"),
  },
  {
    ...base,
    name: "filter-never-completes-pause",
    sentence: "It answers a pause with PENDING and forgets it.",
    breaks: "FLT-05",
    scenarios: ["a filter waits for its own send before it rests"],
    wrap: dropping("NdisFPauseComplete"),
  },
  {
    ...base,
    name: "filter-completes-restart-twice",
    sentence: "It says twice that a restart is complete.",
    breaks: "STA-06",
    scenarios: ["a filter waits for its own send before it rests"],
    wrap: repeating("NdisFRestartComplete"),
  },
  {
    ...base,
    name: "filter-leaves-its-pool",
    sentence: "It is detached and leaves its pool.",
    breaks: "POOL-11",
    scenarios: ["a filter is taken out and put in again"],
    wrap: dropping("freesPool"),
  },
  {
    ...base,
    name: "filter-indicates-while-it-rests",
    sentence: "Its timer indicates a list of its own while it rests.",
    breaks: "FLT-05",
    scenarios: ["a filter waits for its own send before it rests"],
    wrap: addingAfter("NdisFPauseComplete", (out, _input, view) => {
      const list = view.fresh("nbl");
      return [
        act("allocates", { what: list, pool: "" }),
        ...(out.k === "call"
          ? [
              call(out.to, "NdisFIndicateReceiveNetBufferLists", {
                lists: [list],
                count: 1,
                flags: ["RESOURCES"],
              }),
            ]
          : []),
        act("frees", { what: list }),
      ];
    }),
  },
];
