// The engine that one writes first: an object per event, a Map per rule, closures indexed by the type of event. It stays as it is:
// others are measured against it.

import type { Type } from "./trace.ts";

export type Told = { readonly type: Type; readonly object: string; readonly argument: number };

type Rule = { readonly [K in Type]?: (event: Told) => boolean };

/** Answers how many events broke a rule. */
export function naive(): (events: readonly Told[]) => number {
  const closures = new Map<Type, ((event: Told) => boolean)[]>();
  for (const rule of rules()) {
    for (const [type, closure] of Object.entries(rule) as [Type, (event: Told) => boolean][])
      closures.set(type, [...(closures.get(type) ?? []), closure]);
  }
  return (events) => {
    let broken = 0;
    for (const event of events)
      for (const closure of closures.get(event.type) ?? []) if (!closure(event)) broken++;
    return broken;
  };
}

const rules = (): readonly Rule[] => [
  untouched(),
  submittedOnce(),
  inOrder(),
  completedOnce(),
  toldOnce(),
  shownAgain(),
  comingBack(),
  freeMid(),
  openMid(),
];

function untouched(): Rule {
  const nbls = new Map<string, { away: boolean }>();
  const nbl = (name: string) => stateOf(nbls, name, () => ({ away: false }));
  return {
    touch: ({ object }) => !nbl(object).away,
    submit: ({ object }) => (nbl(object).away = true),
    callback: ({ object }) => !(nbl(object).away = false),
  };
}

function submittedOnce(): Rule {
  const nbls = new Map<string, { away: boolean }>();
  const nbl = (name: string) => stateOf(nbls, name, () => ({ away: false }));
  return {
    submit: ({ object }) => {
      const state = nbl(object);
      const isFree = !state.away;
      state.away = true;
      return isFree;
    },
    callback: ({ object }) => !(nbl(object).away = false),
  };
}

function inOrder(): Rule {
  const tickets = new Map<string, { ticket: number }>();
  const nbl = (name: string) => stateOf(tickets, name, () => ({ ticket: -1 }));
  let queued = 0;
  let taken = 0;
  return {
    submit: ({ object }) => (nbl(object).ticket = queued++) >= 0,
    miniport_submit: ({ object }) => nbl(object).ticket === taken++,
  };
}

function completedOnce(): Rule {
  const nbls = new Map<string, { held: boolean }>();
  const nbl = (name: string) => stateOf(nbls, name, () => ({ held: false }));
  return {
    miniport_submit: ({ object }) => (nbl(object).held = true),
    complete: ({ object }) => {
      const state = nbl(object);
      const { held } = state;
      state.held = false;
      return held;
    },
  };
}

function toldOnce(): Rule {
  const nbls = new Map<string, { done: boolean }>();
  const nbl = (name: string) => stateOf(nbls, name, () => ({ done: false }));
  return {
    complete: ({ object }) => (nbl(object).done = true),
    callback: ({ object }) => {
      const state = nbl(object);
      const { done } = state;
      state.done = false;
      return done;
    },
  };
}

function shownAgain(): Rule {
  const packets = new Map<string, { out: number }>();
  const packet = (name: string) => stateOf(packets, name, () => ({ out: 0 }));
  return {
    indicate: ({ object, argument }) => {
      const state = packet(object);
      const isHome = state.out === 0;
      state.out = argument;
      return isHome;
    },
    give_back: ({ object }) => packet(object).out-- > -Infinity,
  };
}

function comingBack(): Rule {
  const packets = new Map<string, { out: number }>();
  const packet = (name: string) => stateOf(packets, name, () => ({ out: 0 }));
  return {
    indicate: ({ object, argument }) => (packet(object).out += argument) > 0,
    give_back: ({ object }) => packet(object).out-- > 0,
  };
}

function freeMid(): Rule {
  const mids = new Map<string, { open: boolean }>();
  const mid = (name: string) => stateOf(mids, name, () => ({ open: false }));
  return {
    read_request: ({ object }) => {
      const state = mid(object);
      const isFree = !state.open;
      state.open = true;
      return isFree;
    },
    read_response: ({ object }) => !(mid(object).open = false),
  };
}

function openMid(): Rule {
  const mids = new Map<string, { open: boolean }>();
  const mid = (name: string) => stateOf(mids, name, () => ({ open: false }));
  return {
    read_request: ({ object }) => (mid(object).open = true),
    read_response: ({ object }) => {
      const state = mid(object);
      const { open } = state;
      state.open = false;
      return open;
    },
  };
}

function stateOf<T>(states: Map<string, T>, name: string, fresh: () => T): T {
  const known = states.get(name);
  if (known !== undefined) return known;
  const made = fresh();
  states.set(name, made);
  return made;
}
