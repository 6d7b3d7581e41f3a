// Wrong NDIS libraries: stacks that are paused, restarted, halted out of turn.
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, call, text } from "../../words.ts";
import { added, addingAfter, addingBefore, defective, hearsCall } from "../wrap.ts";

const base = { role: "ndis", blames: "ndis" } as const;

export const ndisStateMutants: readonly Mutant[] = [
  {
    ...base,
    name: "ndis-pauses-driver-first",
    sentence: "It pauses the driver before the protocol has finished.",
    breaks: "STA-10",
    scenarios: ["a stack rests and goes on"],
    wrap: addingBefore("ProtocolNetPnPEvent", (out, _input, view) =>
      text(out.args, "event") === "NetEventPause"
        ? view.neighbours("nic").map((nic) => call(nic, "MiniportPause", {}))
        : [],
    ),
  },
  {
    ...base,
    name: "ndis-restarts-protocol-first",
    sentence: "It restarts the protocol before the driver.",
    breaks: "STA-10",
    scenarios: ["a stack rests and goes on"],
    wrap: addingBefore("MiniportRestart", (_out, _input, view) =>
      view
        .neighbours("protocol")
        .map((protocol) => call(protocol, "ProtocolNetPnPEvent", { event: "NetEventRestart" })),
    ),
  },
  {
    ...base,
    name: "ndis-halts-while-pausing",
    sentence: "It does not wait for the end of a pause before it halts the driver.",
    breaks: "STA-11",
    siblings: ["STA-12"],
    scenarios: ["a driver waits for its sends"],
    wrap: addingAfter("MiniportPause", (out) =>
      out.k === "call" ? [call(out.to, "MiniportHaltEx", {})] : [],
    ),
  },
  {
    ...base,
    name: "ndis-restarts-twice",
    sentence: "It restarts the driver again while the first restart is open.",
    breaks: "STA-11",
    siblings: ["STA-06"],
    scenarios: ["a restart that fails later, and one that does not"],
    wrap: addingAfter("MiniportRestart", (out) =>
      out.k === "call" ? [call(out.to, "MiniportRestart", {})] : [],
    ),
  },
  {
    ...base,
    name: "ndis-halts-with-sends-out",
    sentence: "It halts a driver that has not completed its sends.",
    breaks: "STA-12",
    scenarios: ["a protocol waits for its send before it rests"],
    wrap: addingBefore("ProtocolNetPnPEvent", (out, _input, view) =>
      text(out.args, "event") === "NetEventPause"
        ? view.neighbours("nic").map((nic) => call(nic, "MiniportHaltEx", {}))
        : [],
    ),
  },
  {
    ...base,
    name: "ndis-sends-before-restart-is-complete",
    sentence: "It takes the call of the restart for its end and hands down the next list.",
    breaks: "STA-17",
    scenarios: ["a restart that fails later, and one that does not"],
    wrap: addingAfter("MiniportRestart", (out, _input, view) => {
      const list = view.fresh("nbl");
      return [
        act("allocates", { what: list, pool: "" }),
        ...(out.k === "call" ? [call(out.to, "MiniportSendNetBufferLists", { lists: [list] })] : []),
      ];
    }),
  },
  {
    ...base,
    name: "ndis-completes-close-that-is-over",
    sentence: "It answers a close with SUCCESS, and says later that it is complete.",
    breaks: "STA-15",
    scenarios: ["a binding is closed at once"],
    wrap: defective({
      says: (outs, input) =>
        hearsCall(input, "NdisCloseAdapterEx") && input.k === "call"
          ? [...outs, added(call(input.from, "ProtocolCloseAdapterCompleteEx", {}))]
          : outs,
    }),
  },
  {
    ...base,
    name: "ndis-shows-packets-to-closed-binding",
    sentence: "It does not look whether a binding is still open before it asks it about a packet.",
    breaks: "STA-15",
    scenarios: ["a binding is closed at once"],
    wrap: addingBefore("MiniportReturnPacket", (out, _input, view) =>
      view
        .neighbours("protocol")
        .map((protocol) => call(protocol, "ProtocolReceivePacket", { packet: text(out.args, "packet") })),
    ),
  },
];
