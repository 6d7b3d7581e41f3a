// What can happen next, and who must be asked for it: the kernel's two pure questions.
import type { Party, PartyId } from "../contract/event.ts";
import type { In } from "../contract/layer.ts";
import type { Args, WordValue } from "../contract/value.ts";
import { carriedBy } from "./carried.ts";
import type { Config, Frame, Strand } from "./config.ts";
import { callsOf, spellWord } from "./draft.ts";
import { advance, eventOf, isOver, parameterOf, type Word } from "./script/advance.ts";
import { wordKey } from "./script/compile.ts";
import { frontier, marks, prohibitions, type Next } from "./script/frontier.ts";
import { evaluate as evaluateValue, wanted, type Sight } from "./script/values.ts";
import { isOpen } from "./script/term.ts";
import type { World } from "./world.ts";

export type Move =
  /** the next word of a strand, or the continuation of a frame that was woken */
  | { readonly k: "say"; readonly strand: number; readonly label: string }
  /** a party begins something: an offer of its own, or a step of the script */
  | {
      readonly k: "do";
      readonly party: PartyId;
      readonly input: Extract<In, { k: "do" }>;
      readonly scripted: boolean;
      readonly label: string;
    }
  | {
      readonly k: "fault";
      readonly party: PartyId;
      readonly input: Extract<In, { k: "fault" }>;
      readonly n: number;
      readonly label: string;
    }
  | {
      readonly k: "timer";
      readonly party: PartyId;
      readonly name: string;
      readonly due: number;
      readonly label: string;
    }
  /** time passes for a `wait` of the script */
  | { readonly k: "tick"; readonly due: number; readonly label: string };

export function moves(world: World, config: Config): readonly Move[] {
  const said = sayMoves(world, config);
  const duties = (): readonly Move[] => offers(world, config, "duty");
  const script = (): readonly Move[] => scriptMoves(world, config);
  const may = (): readonly Move[] => (world.environment === "general" ? offers(world, config, "may") : []);
  if (world.moments === "any") {
    const all = distinct([...said, ...duties(), ...script(), ...may()]);
    return all.length > 0 ? all : timeMoves(world, config);
  }
  if (world.moments === "eager") {
    const all = distinct([...said, ...script()]);
    if (all.length > 0) return all;
  } else if (said.length > 0) return distinct(said);
  for (const some of [duties, script, may]) {
    const found = some();
    if (found.length > 0) return distinct(found);
  }
  return timeMoves(world, config);
}

// ------------------------------------------------------------ strands

function sayMoves(world: World, config: Config): readonly Move[] {
  return config.strands.flatMap((strand, at): readonly Move[] => {
    const top = strand.frames.at(-1) as Frame;
    if (top.waiting !== undefined)
      return top.woken ? [{ k: "say", strand: at, label: `${top.party} goes on after ${top.waiting}` }] : [];
    const word = nextWord(strand);
    if (word === undefined) return [];
    return maySay(world, config, word) ? [{ k: "say", strand: at, label: spellWord(word) }] : [];
  });
}

/** The word that a strand would say next; undefined when it waits. */
export function nextWord(strand: Strand, call = 0): Word | undefined {
  const top = strand.frames.at(-1);
  if (top === undefined || top.waiting !== undefined) return undefined;
  const out = top.todo[0];
  if (out?.k === "call")
    return {
      kind: "call",
      name: out.name,
      from: top.party,
      to: out.to,
      args: out.args,
      call,
      around: callsOf(strand),
    };
  if (top.call === 0) return undefined;
  return {
    kind: "return",
    name: top.name,
    from: top.party,
    to: top.from ?? "",
    args: top.args,
    results: out?.k === "return" ? out.results : {},
    call: top.call,
    around: callsOf(strand).slice(0, -1),
  };
}

/** A word of a live party is never held; the kit's own waits until the script allows it. */
export function maySay(world: World, config: Config, word: Word): boolean {
  if (config.letGo || world.live.has(word.from)) return true;
  if (!world.script.only && !world.script.messages && !world.script.names.has(word.name)) return true;
  const sight = sightOf(world, config);
  const about =
    word.kind === "return"
      ? config.residuals.some((r) => isOpen(r.term, word.call ?? 0))
      : world.script.only || world.script.alphabet.has(wordKey(word.name, word.from, word.to));
  const forbidden = config.residuals.every(
    (r) => prohibitions(world.script, r, word, sight).broken.length > 0,
  );
  if (forbidden && config.residuals.length > 0) return false;
  if (about && config.residuals.every((r) => advance(world.script, r, word, sight, config.now).length === 0))
    return isOver(world.script, config.residuals);
  return carriedAllowed(world, config, word, sight);
}

/** The messages that a kit word would carry must be in the script's turn as well. */
function carriedAllowed(world: World, config: Config, word: Word, sight: Sight): boolean {
  let residuals = config.residuals;
  for (const heard of carriedBy(world, config, word)) {
    if (!world.script.alphabet.has(wordKey(heard.name, heard.from, heard.to, heard.arrived))) continue;
    residuals = residuals.flatMap((r) => advance(world.script, r, heard, sight, config.now));
    if (residuals.length === 0) return isOver(world.script, config.residuals);
  }
  return true;
}

// ------------------------------------------------------------ initiatives

function offers(world: World, config: Config, mode: "duty" | "may"): readonly Move[] {
  return world.parties.flatMap((party) => {
    const seat = world.seats.get(party.id);
    if (seat?.kind !== "layer" || seat.layer.offers === undefined) return [];
    return seat.layer.offers(config.states.get(party.id)).flatMap((offer): readonly Move[] => {
      if (
        (world.program.words.get(offer.name)?.mode ?? "duty") !== mode ||
        !inTurn(world, config, party, offer.name, offer.to)
      )
        return [];
      return fresh(config, doMove(party.id, offer.name, offer.to, offer.args, false));
    });
  });
}

/** An initiative that the script speaks about is the script's to begin, with its arguments; only how items are grouped is left to the actor. */
function inTurn(world: World, config: Config, party: Party, name: string, to: PartyId): boolean {
  if (
    config.letGo ||
    isOver(world.script, config.residuals) ||
    !world.script.alphabet.has(wordKey(name, party.id, to))
  )
    return true;
  return config.residuals.some((r) =>
    frontier(world.script, r).some((next) => {
      if (next.k === "return") return false;
      const entry = next.k === "say" ? eventOf(world.script, next.n) : world.script.entries[next.n];
      const event =
        entry?.k === "eventually"
          ? entry.event
          : entry?.k === "event" && next.k === "say" && next.items !== undefined
            ? entry
            : undefined;
      return (
        event !== undefined &&
        event.pattern.name === name &&
        event.speakers.includes(party.id) &&
        event.hearers.includes(to)
      );
    }),
  );
}

function doMove(party: PartyId, name: string, to: PartyId, args: Args, scripted: boolean): Move {
  return {
    k: "do",
    party,
    input: { k: "do", name, to, args },
    scripted,
    label: `do ${party} -> ${to} ${name}(${Object.values(args)
      .map((v) => JSON.stringify(v))
      .join(", ")})`,
  };
}

const fresh = (config: Config, move: Move): readonly Move[] =>
  config.refused.includes(move.label) ? [] : [move];

function scriptMoves(world: World, config: Config): readonly Move[] {
  if (config.letGo) return [];
  return config.residuals.flatMap((residual) => [
    ...marks(world.script, residual.term, "fault").flatMap((mark) =>
      faultMove(world, config, mark.n, residual.env),
    ),
    ...frontier(world.script, residual).flatMap((next) =>
      next.k === "return" ? [] : begun(world, config, next),
    ),
  ]);
}

/** A step whose sender can be told to begin it. */
function begun(world: World, config: Config, next: Exclude<Next, { k: "return" }>): readonly Move[] {
  const entry = world.script.entries[next.n];
  const event = entry?.k === "eventually" ? entry.event : entry?.k === "event" ? entry : undefined;
  if (event === undefined || event.kind !== "call") return [];
  const sight = sightOf(world, config);
  const args = wanted(event.pattern.args, (arg) => parameterOf(arg, event, sight), next.env, next.as, sight);
  const items =
    next.k === "say" && next.items !== undefined && event.items !== undefined
      ? {
          [event.items.parameter]: listOf(
            args[event.items.parameter],
            event.items.grouping.single ? next.items.slice(0, 1) : next.items,
          ),
        }
      : {};
  return event.speakers.flatMap((speaker) =>
    event.hearers
      .filter((h) => near(world, speaker, h))
      .flatMap((hearer) => {
        const seat = world.seats.get(speaker);
        if (next.k === "say" && next.awaiting.has(speaker)) return [];
        return seat?.kind === "layer" && !pending(world, config, event.pattern.name, speaker, hearer)
          ? fresh(config, doMove(speaker, event.pattern.name, hearer, { ...args, ...items }, true))
          : [];
      }),
  );
}

/** The party is about to say this already, or another word of the script: one initiative at a time. */
function pending(world: World, config: Config, name: string, from: PartyId, to: PartyId): boolean {
  return config.strands.some((s) =>
    s.frames.some(
      (f) =>
        f.party === from &&
        f.todo.some(
          (out) =>
            out.k === "call" &&
            (world.script.alphabet.has(wordKey(out.name, from, out.to)) ||
              (out.name === name && out.to === to)),
        ),
    ),
  );
}

const listOf = (value: WordValue | undefined, picked: readonly number[]): WordValue =>
  Array.isArray(value) ? picked.map((i) => (value as readonly WordValue[])[i] ?? null) : null;

function near(world: World, a: PartyId, b: PartyId): boolean {
  const [x, y] = [world.parties.find((p) => p.id === a), world.parties.find((p) => p.id === b)];
  return (
    x !== undefined &&
    y !== undefined &&
    x.id !== y.id &&
    (x.station === y.station || x.role === "wire" || y.role === "wire")
  );
}

function faultMove(
  world: World,
  config: Config,
  n: number,
  env: Config["residuals"][number]["env"],
): readonly Move[] {
  const entry = world.script.entries[n];
  if (entry?.k !== "fault" || entry.step.kind !== "fault") return [];
  const { step } = entry;
  const sight = sightOf(world, config);
  const word = world.program.words.get(step.name);
  const args: Record<string, WordValue> = { times: step.times === "always" ? -1 : step.times };
  for (const [i, arg] of step.args.entries()) {
    const name = arg.name ?? word?.parameters[i]?.name ?? String(i);
    if (arg.value.kind === "pattern")
      args[name] = {
        want: {
          word: arg.value.name,
          ...wanted(
            arg.value.args,
            (a) => ({
              name:
                a.name ??
                positionName(world, arg.value.kind === "pattern" ? arg.value.name : "", a, step.args.length),
              type: "",
            }),
            env,
            {},
            sight,
          ),
        },
      };
    else args[name] = evaluateOrNull(arg.value, env, sight);
  }
  const party =
    world.parties.find((p) => p.id === step.party.name) ??
    world.parties.find((p) => p.name === step.party.name) ??
    world.parties.find((p) => p.role === step.party.name);
  if (party === undefined) return [];
  return [
    {
      k: "fault",
      party: party.id,
      n,
      input: { k: "fault", name: step.name, args },
      label: `fault ${party.id} ${step.name}(${JSON.stringify(args)})`,
    },
  ];
}

function positionName(world: World, word: string, arg: { readonly at: number }, _size: number): string {
  return (
    world.program.positions.get(arg as never)?.name ??
    world.program.words.get(word)?.parameters[0]?.name ??
    ""
  );
}

function evaluateOrNull(
  value: Parameters<typeof evaluateValue>[0],
  env: Config["residuals"][number]["env"],
  sight: Sight,
): WordValue {
  return evaluateValue(value, env, {}, sight) ?? null;
}

// ------------------------------------------------------------ time

/** Time goes on only when nothing else can move: to the least due. Timers marked `maintenance` alone keep nothing alive. */
function timeMoves(world: World, config: Config): readonly Move[] {
  const waits = config.letGo
    ? []
    : config.residuals.flatMap((r) =>
        marks(world.script, r.term, "wait").map((m) => m.since + waitTime(world, m.n)),
      );
  if (waits.length === 0 && config.timers.every((t) => t.maintenance === true)) return [];
  const due = Math.min(...waits, ...config.timers.map((t) => t.due));
  const timers = config.timers
    .filter((t) => t.due === due)
    .map((t): Move => ({
      k: "timer",
      party: t.party,
      name: t.name,
      due,
      label: `timer ${t.party} ${t.name}`,
    }));
  return timers.length > 0 ? timers : [{ k: "tick", due, label: "time passes" }];
}

function waitTime(world: World, n: number): number {
  const entry = world.script.entries[n];
  return entry?.k === "wait" && entry.step.kind === "wait" && entry.step.time.kind === "number"
    ? entry.step.time.value
    : 0;
}

export function sightOf(world: World, config: Config): Sight {
  return {
    program: world.program,
    parties: world.parties,
    store: config.store,
    judge: config.judge,
    macros: world.script.macros,
  };
}

function distinct(all: readonly Move[]): readonly Move[] {
  const seen = new Set<string>();
  return all.filter((m) => {
    const mark = m.k === "say" ? `${m.label}#${m.strand}` : m.label;
    return seen.has(mark) ? false : (seen.add(mark), true);
  });
}
