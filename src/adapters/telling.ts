// What the kit writes: one line for each input of the kernel, with what is behind the resources that it names.
import type { PartyId, ResourceId } from "../contract/event.ts";
import type { In, Tag, View } from "../contract/layer.ts";
import { isBytes, isWant, type Args, type WordValue } from "../contract/value.ts";
import type { Thread } from "./lines.ts";
import { markOf, wakeUp, type Own, type ProgramState } from "./state.ts";
import { argsToWire, toWire } from "./values.ts";

export type Line = Readonly<Record<string, unknown>>;
/** The line, the thread that it is on, and what is open behind it. */
export type Told = { readonly line: Line; readonly on: Thread; readonly state: ProgramState };

export function tell(
  state: ProgramState,
  self: PartyId,
  input: Exclude<In, { k: "woken" }>,
  view: View,
): Told {
  const ask = state.asked + 1;
  const on = state.threads + 1;
  const at = { to: self, on, now: view.now };
  const begun = { ...state, asked: ask, threads: on };
  switch (input.k) {
    case "call":
      return called(state, self, input, view);
    case "returned":
      return returned(state, self, input, view);
    case "do": {
      const { name, to, args } = input;
      const named = resourcesIn(namedIn(args), view);
      const line = { kind: "do", ask, ...at, name, hears: to, args: argsToWire(args), ...named };
      return { line, on, state: begun };
    }
    case "fault":
      return {
        line: { kind: "fault", ask, ...at, name: input.name, args: argsToWire(input.args) },
        on,
        state: begun,
      };
    case "timer":
      return {
        line: { kind: "timer", name: input.name, ...at },
        on,
        state: { ...state, threads: on, ...(input.name === wakeUp ? { isTimed: false } : {}) },
      };
  }
}

/** On a thread of its own, or on the one on which the program waits itself. */
function called(
  state: ProgramState,
  self: PartyId,
  { name, from, args, within }: Extract<In, { k: "call" }>,
  view: View,
): Told {
  const own = ownOf(state, within);
  const threads = own === undefined ? state.threads + 1 : state.threads;
  const [call, on] = [state.asked + 1, own?.on ?? threads];
  const line = {
    kind: "call",
    call,
    on,
    name,
    from,
    to: self,
    args: argsToWire(args),
    ...resourcesIn(Object.values(args), view),
    ...(own === undefined ? {} : { in: own.call }),
    now: view.now,
  };
  const entered = [...state.entered, { call, on, party: self, name }];
  return { line, on, state: { ...state, asked: call, threads, entered } };
}

function returned(
  state: ProgramState,
  self: PartyId,
  { name, from, args, results, tag }: Extract<In, { k: "returned" }>,
  view: View,
): Told {
  const own = ownOf(state, tag);
  const on = own?.on ?? state.threads;
  const line = {
    kind: "return",
    call: own?.call ?? null,
    on,
    name,
    from,
    to: self,
    results: argsToWire(results),
    ...resourcesIn([...Object.values(args), ...Object.values(results)], view),
    now: view.now,
  };
  return { line, on, state: { ...state, own: state.own.filter((one) => one !== own) } };
}

const ownOf = ({ own }: ProgramState, tag: Tag | undefined): Own | undefined =>
  own.find((one) => JSON.stringify(markOf(one.call)) === JSON.stringify(tag));

/** Everything that the values name, and what these name in turn, as it is now and as far as the party may look. */
function resourcesIn(values: readonly WordValue[], view: View): Line {
  const found: Record<ResourceId, unknown> = {};
  const look = (value: WordValue | undefined): void => {
    if (Array.isArray(value)) return value.forEach(look);
    if (typeof value !== "string" || Object.hasOwn(found, value)) return;
    const seen = view.see?.(value);
    if (seen === undefined) return;
    const { type, owner, access, data } = seen;
    const fields = { ...argsToWire(seen.fields), ...(data === undefined ? {} : { data: toWire(data) }) };
    found[value] = { type, owner, access, ...(access === "none" ? {} : { fields }) };
    if (access !== "none") Object.values(seen.fields).forEach(look);
  };
  values.forEach(look);
  return Object.keys(found).length === 0 ? {} : { resources: found };
}

/** What a wish is about, where it is about something that there is. */
const namedIn = (args: Args): readonly WordValue[] =>
  Object.values(args)
    .flat()
    .flatMap((one: WordValue) =>
      isWant(one) ? (one.of === undefined ? [] : [one.of]) : isBytes(one) ? [] : [one],
    );
