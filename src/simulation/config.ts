// A configuration is a value: everything that can influence the future of a run.
import type { PartyId } from "../contract/event.ts";
import type { Failing, Out, Tag } from "../contract/layer.ts";
import type { Judge } from "../contract/verdict.ts";
import type { Args } from "../contract/value.ts";
import type { Term } from "./script/term.ts";
import type { Env, Sight } from "./script/values.ts";
import type { Residual } from "./script/advance.ts";
import { settle } from "./script/frontier.ts";
import type { Provocation } from "./provoked.ts";
import { emptyStore, type Store } from "./store.ts";
import { stateOf, type World } from "./world.ts";

/** One call that is open, or (name "") a line of doing that a party began by itself. */
export type Frame = {
  readonly party: PartyId;
  readonly name: string;
  readonly from: PartyId | null;
  /** 0 for a line of doing */
  readonly call: number;
  readonly args: Args;
  /** what its caller meant to say, where the script had it changed */
  readonly meant?: Args;
  /** the caller's own mark, given back with the return */
  readonly tag?: Tag;
  readonly todo: readonly Out[];
  readonly waiting?: string;
  readonly woken?: true;
  /** outside the scenario's alphabet: reactions inside are the boring ones */
  readonly unscripted?: true;
  /** what an interruption has it do */
  readonly interrupts?: true;
};
export type Strand = { readonly id: number; readonly frames: readonly Frame[] };
/** The calls that are open on a strand, innermost last. */
export function callsOf(strand: Strand | undefined): readonly number[] {
  return strand === undefined ? [] : strand.frames.filter((f) => f.call !== 0).map((f) => f.call);
}

export type Timer = {
  readonly party: PartyId;
  readonly name: string;
  readonly due: number;
  readonly maintenance?: true;
};

/** A timer of the same name is replaced. */
export function setTimers(
  timers: readonly Timer[],
  party: PartyId,
  out: Extract<Out, { k: "timer" | "cancel" }>,
  now: number,
): readonly Timer[] {
  const { name } = out;
  const rest = timers.filter((t) => t.party !== party || t.name !== name);
  if (out.k === "cancel") return rest;
  const timer = { party, name, due: now + out.after };
  return [...rest, out.maintenance ? { ...timer, maintenance: true } : timer];
}

/** The first thing that did not go by the script. */
export type Mismatch = {
  readonly kind: "off script" | "never" | "expectation" | "chose";
  /** event number */
  readonly seq: number;
  readonly by: PartyId;
  readonly what: string;
  /** what could legally have come next */
  readonly expected: readonly string[];
  /** step table index of the expectation or prohibition */
  readonly step?: number;
};

export type Unfinished =
  /** mandatory steps that never came: those in the frontier, and who should have said them */
  | { readonly kind: "missing"; readonly steps: readonly string[]; readonly by: readonly PartyId[] }
  /** the kit could not play its part: held words, waiting frames */
  | { readonly kind: "stuck"; readonly why: readonly string[] };

/** Always with all of its fields, in one order: it is asked for them all the time. */
export type Config = {
  readonly states: ReadonlyMap<PartyId, unknown>;
  readonly strands: readonly Strand[];
  readonly timers: readonly Timer[];
  /** wakes that came before their wait: `party|tag`, the party under whose name the state is kept */
  readonly wakes: readonly string[];
  readonly store: Store;
  readonly residuals: readonly Residual[];
  /** the overlay is dropped after the first mismatch */
  readonly letGo: boolean;
  readonly mismatch: Mismatch | undefined;
  /** what the script still waited for when nothing could move; then it let go, and the others came to rest */
  readonly unfinished: Unfinished | undefined;
  readonly observed: unknown;
  readonly judge: Judge;
  readonly now: number;
  readonly seq: number;
  readonly nextCall: number;
  readonly nextStrand: number;
  readonly issued: Readonly<Record<string, number>>;
  /** initiatives that answered "I cannot do that now" since something last changed */
  readonly refused: readonly string[];
  /** steps of foreign parties whose cause was brought about */
  readonly stimulated: readonly string[];
  /** a foreign party that is at its end */
  readonly failed: { readonly party: PartyId; readonly how: Failing; readonly why: string } | undefined;
  readonly notes: readonly string[];
  /** what the script made a party of the kit do wrong */
  readonly provocations: readonly Provocation[];
  /** faults that were declared, and how often each is still to happen; -1: always, and not once so far */
  readonly faults: readonly Declared[];
  /** interruptions that came between; from the first on the script holds nobody back, and what matters is that everything drains */
  readonly begun: readonly Begun[];
};

/** The interruption at this place of the world, which of its steps comes next, and whom that has told already. */
export type Begun = { readonly n: number; readonly next: number; readonly told: readonly number[] };

/** `n` is the step that declared it. */
export type Declared = {
  readonly party: PartyId;
  readonly name: string;
  readonly n: number;
  readonly left: number;
};

export function begin(world: World): Config {
  const states = new Map<PartyId, unknown>();
  for (const party of world.parties) {
    const seat = world.seats.get(party.id);
    if (seat !== undefined) states.set(stateOf(world, party.id), seat.layer.initial(party.id));
  }
  const first: Residual = { term: world.script.term, env: {}, last: {} };
  const judge = world.judge();
  const sight = { program: world.program, parties: world.parties, store: emptyStore, judge };
  return {
    states,
    strands: [],
    timers: [],
    wakes: [],
    store: new Map(),
    residuals: [settle(world.script, first, sight, 0).residual],
    letGo: false,
    mismatch: undefined,
    unfinished: undefined,
    observed: world.observe?.initial,
    judge,
    now: 0,
    seq: 0,
    nextCall: 1,
    nextStrand: 1,
    issued: {},
    refused: [],
    stimulated: [],
    failed: undefined,
    notes: [],
    provocations: [],
    faults: [],
    begun: world.begun ?? [],
  };
}

/** A component as a number: equal numbers, equal components. */
export type Part = (value: object | string) => number;

/** Canonical text of a configuration: equal keys, equal futures. Time past, event numbers and counters stay out. */
export function key(config: Config, part: Part): string {
  const states = [...config.states.values()].map((s) => part(s as object));
  const strands = config.strands.map((s) => strandKey(s, part)).sort();
  return `${states.join(",")};${strands.join(",")};${restKey(config, part)}`;
}

export const strandKey = ({ frames }: Strand, part: Part): string => frames.map(part).join(".");

/** All but who stands where, and what is open. */
export function restKey(config: Config, part: Part): string {
  const timers = config.timers
    .map((t) => `${t.party}|${t.name}|${t.due - config.now}|${t.maintenance === true ? 1 : 0}`)
    .sort();
  const residuals = config.residuals
    .map((r) => `${part(termAt(r.term, config.now))}.${part(sorted(r.env))}.${part(r.last)}`)
    .sort();
  const observed = config.observed === undefined ? 0 : part(config.observed as object);
  return `${timers.join(",")};${config.wakes.join(",")};${part(config.store)};${residuals.join(",")};${config.letGo ? 1 : 0};${config.mismatch === undefined ? "" : config.mismatch.what};${observed};${config.refused.join(",")};${config.stimulated.join(",")};${config.faults.map(({ party, n, left }) => `${party}.${n}.${left}`).join(",")};${config.begun.map(({ n, next, told }) => `${n}.${next}.${told.join("+")}`).join(",")};${config.judge.key(config.now, part, "numbered")}`;
}

/** Marks know when their turn came: what matters is how long ago. While no time has passed a shared term is told by identity. */
const termAt = (term: Term, now: number): Term | string =>
  now === 0
    ? term
    : JSON.stringify(term, (k, v: unknown) => (k === "since" && typeof v === "number" ? v - now : v));

const texts = new WeakMap<Env, string>();

function sorted(env: Env): string {
  const known = texts.get(env);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)));
  texts.set(env, text);
  return text;
}

/** What expressions of the script may look at here. */
export function sightOf(world: World, config: Config): Sight {
  return {
    program: world.program,
    parties: world.parties,
    store: config.store,
    judge: config.judge,
    macros: world.script.macros,
  };
}
