// The wire: gives each frame to the NICs that it is addressed to, in the order sent, unless it was told to misbehave.
import type { PartyId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Called, Fault, Handlers, Returned } from "../handlers.ts";
import { get, has, put, without } from "../table.ts";
import { back, befell, bytes, call, integer, latin1, wishOf } from "../words.ts";
import { isMeant } from "./match.ts";
import { initial } from "./state.ts";
import type { Armed, Carried, WireState } from "./state.ts";

export type { WireState } from "./state.ts";

/** A frame that no other one overtakes goes on after this time. */
const holdTime = 50_000;

export const wireHandlers: Handlers<WireState> = {
  initial,
  calls: { Transmit: transmit },
  returned: { Arrive: arrived },
  faults: { drops: arm, delays: arm, duplicates: arm, reorders: arm, corrupts: arm, unplugged: unplug },
  timers: {
    plugged: (state) => [{ ...state, unplugged: false }, []],
    delayed: (state, [slot = ""], view) => {
      const frame = get(state.delayed, slot);
      const now = { ...state, delayed: without(state.delayed, slot) };
      return frame === undefined ? [now, []] : carried(now, [frame], view);
    },
    held: (state, _, view) => carried({ ...state, held: [] }, state.held, view),
  },
};

export const wire = layerOf(wireHandlers);

function transmit(state: WireState, input: Called, view: View): Reaction<WireState> {
  const frame = { from: input.from, data: latin1(input.args, "data") };
  const known = { ...state, stations: put(state.stations, frame.data.slice(6, 12), input.from) };
  if (state.unplugged) return [known, [back()]];
  const fault = state.armed.find(({ what }) => isMeant(what, frame.data));
  const [now, outs] =
    fault === undefined ? passes(known, [frame], view) : befalls(spent(known, fault), fault, frame, view);
  const settings = fault === undefined ? [] : [befell(fault.name)];
  return [now, [...settings, ...outs.filter(isSetting), back(), ...outs.filter((out) => !isSetting(out))]];
}

/** Timers are set with the step; what arrives, arrives behind the return. */
const isSetting = (out: Out): boolean => out.k === "timer" || out.k === "cancel";

function befalls(state: WireState, fault: Armed, frame: Carried, view: View): Reaction<WireState> {
  switch (fault.name) {
    case "drops":
      return [state, []];
    case "duplicates":
      return passes(state, [frame, frame], view);
    case "corrupts":
      return passes(state, [{ ...frame, data: corrupted(frame.data, fault.byte) }], view);
    case "reorders":
      return [{ ...state, held: [...state.held, frame] }, [{ k: "timer", after: holdTime, name: "held" }]];
    default: {
      let slot = 1;
      while (has(state.delayed, String(slot))) slot++;
      const delayed = put(state.delayed, String(slot), frame);
      return [{ ...state, delayed }, [{ k: "timer", after: fault.microseconds, name: `delayed ${slot}` }]];
    }
  }
}

/** What was held back for a frame of the same sender follows it. */
function passes(state: WireState, frames: readonly Carried[], view: View): Reaction<WireState> {
  const overtaken = state.held.filter(({ from }) => from === frames[0]?.from);
  const held = state.held.filter((frame) => !overtaken.includes(frame));
  return carried({ ...state, held }, [...frames, ...overtaken], view);
}

/** Each NIC gets one frame at a time: none overtakes another. */
function carried(state: WireState, frames: readonly Carried[], view: View): Reaction<WireState> {
  const lines = frames.reduce(
    (table, frame) =>
      receivers(state, frame, view).reduce(
        (one, nic) => put(one, nic, [...(get(one, nic) ?? []), frame.data]),
        table,
      ),
    state.lines,
  );
  return lines.reduce<Reaction<WireState>>(
    ([now, outs], [nic]) => {
      const [next, more] = nextArrival(now, nic);
      return [next, [...outs, ...more]];
    },
    [{ ...state, lines }, []],
  );
}

function arrived(state: WireState, input: Returned): Reaction<WireState> {
  return nextArrival({ ...state, busy: state.busy.filter((nic) => nic !== input.from) }, input.from);
}

function nextArrival(state: WireState, nic: PartyId): Reaction<WireState> {
  const [data, ...rest] = get(state.lines, nic) ?? [];
  if (data === undefined || state.busy.includes(nic)) return [state, []];
  const lines = rest.length > 0 ? put(state.lines, nic, rest) : without(state.lines, nic);
  return [
    { ...state, lines, busy: [...state.busy, nic].toSorted() },
    [call(nic, "Arrive", { data: bytes(data) })],
  ];
}

/** Everybody else, unless the frame is for one station whose NIC is known. */
function receivers(state: WireState, frame: Carried, view: View): readonly PartyId[] {
  const others = view.neighbours("nic").filter((nic) => nic !== frame.from);
  const isGroup = (frame.data.charCodeAt(0) & 1) === 1;
  const known = isGroup ? undefined : get(state.stations, frame.data.slice(0, 6));
  return known === undefined ? others : others.filter((nic) => nic === known);
}

function corrupted(data: string, byte: number): string {
  const at = Math.min(byte, data.length - 1);
  return data.slice(0, at) + String.fromCharCode(data.charCodeAt(at) ^ 255) + data.slice(at + 1);
}

function arm(state: WireState, input: Fault): Reaction<WireState> {
  const fault = {
    name: input.name,
    what: wishOf(input.args["what"]),
    left: timesOf(input),
    microseconds: integer(input.args, "for"),
    byte: integer(input.args, "byte"),
  };
  return [{ ...state, armed: [...state.armed, fault] }, []];
}

const timesOf = (input: Fault): number =>
  integer(input.args, "times") === 0 ? 1 : integer(input.args, "times");

function spent(state: WireState, fault: Armed): WireState {
  const left = fault.left - 1;
  if (fault.left < 0) return state;
  return {
    ...state,
    armed: state.armed.flatMap((one) => (one !== fault ? [one] : left > 0 ? [{ ...fault, left }] : [])),
  };
}

/** Nothing passes for a while: what is sent meanwhile is lost. Without a time, for good. */
function unplug(state: WireState, input: Fault): Reaction<WireState> {
  const after = integer(input.args, "for");
  const plugged: readonly Out[] =
    after > 0 ? [{ k: "timer", after, name: "plugged", maintenance: true }] : [];
  return [{ ...state, unplugged: true }, [befell("unplugged"), ...plugged]];
}
