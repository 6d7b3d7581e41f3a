// What parties can begin by themselves: offers of their own, and steps of the script.
import type { Argument } from "../contract/syntax.ts";
import { wanted } from "./script/fit.ts";
import { isOver } from "./script/left.ts";
import { eventOf } from "./script/left.ts";
import { sightOf } from "./config.ts";
import type { Move } from "./moves.ts";
import type { Party, PartyId } from "../contract/event.ts";
import { isWant, type Args, type WordValue } from "../contract/value.ts";
import type { Config } from "./config.ts";
import { parameterOf } from "./script/match.ts";
import { wordKey } from "./script/compile.ts";
import { frontier, marks, type Next } from "./script/frontier.ts";
import { evaluate as evaluateValue, type Sight } from "./script/values.ts";
import { isBusy } from "./choice/entry.ts";
import { isSilenced } from "./interrupt/between.ts";
import { stateOf, type World } from "./world.ts";

export const offers = (world: World, config: Config, mode: Mode): readonly Move[] =>
  world.parties.flatMap((party) => offersOf(world, config, mode, party));

export type Mode = "duty" | "may";

/** What one party still owes, or may do unasked, where the script has no say in it or lets it. */
export function offersOf(world: World, config: Config, mode: Mode, party: Party): readonly Move[] {
  const layer = world.seats.get(party.id)?.layer;
  const all = layer?.offers?.(config.states.get(stateOf(world, party.id))) ?? [];
  return all.flatMap(({ name, to, args }) =>
    (world.program.words.get(name)?.mode ?? "duty") === mode && inTurn(world, config, party, name, to)
      ? fresh(config, doMove(party.id, name, to, args, false))
      : [],
  );
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

function doMove(
  party: PartyId,
  name: string,
  to: PartyId,
  args: Args,
  scripted: boolean,
): Extract<Move, { k: "do" }> {
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

export function scriptMoves(world: World, config: Config): readonly Move[] {
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
        if (isSilenced(world, config, speaker, event.pattern.name)) return [];
        if (seat === undefined) return [];
        const told =
          takes(world, config, speaker) && !pending(world, config, event.pattern.name, speaker, hearer)
            ? fresh(config, doMove(speaker, event.pattern.name, hearer, { ...args, ...items }, true))
            : [];
        return told.length > 0 || seat.layer.foreign === undefined
          ? told
          : stimulus(world, config, next, speaker, args);
      }),
  );
}

/**
 * A foreign party does what it does when something causes it. What that is, as the vocabulary says, is done by a neighbour that the kit
 * plays: once for each step, since it has no place in the script.
 */
function stimulus(
  world: World,
  config: Config,
  next: Exclude<Next, { k: "return" }>,
  speaker: PartyId,
  args: Args,
): readonly Move[] {
  const entry = world.script.entries[next.n];
  const event = entry?.k === "eventually" ? entry.event : entry?.k === "event" ? entry : undefined;
  const cause = world.program.words.get(event?.pattern.name ?? "")?.causedBy;
  const word = world.program.words.get(cause?.word ?? "");
  const once = `${next.n} ${JSON.stringify(next.as)}`;
  if (cause === undefined || word?.kind !== "call" || config.stimulated.includes(once)) return [];
  const fields = Object.values(args).flat().find(isWant);
  const free = Object.fromEntries(
    word.parameters.map((p) => [p.name, p.type.name === "bytes" && fields !== undefined ? fields : null]),
  );
  return world.parties
    .filter(
      (p) =>
        p.role === cause.party &&
        p.id !== speaker &&
        // what the script says itself is the script's to begin
        !world.script.alphabet.has(wordKey(cause.word, p.id, speaker)) &&
        near(world, p.id, speaker) &&
        world.seats.get(p.id)?.layer.foreign === undefined,
    )
    .flatMap((p) => fresh(config, { ...doMove(p.id, cause.word, speaker, free, false), causes: once }));
}

/** It can be told to begin something: a foreign party may not know how, or be busy. */
function takes(world: World, config: Config, id: PartyId): boolean {
  const foreign = world.seats.get(id)?.layer.foreign;
  return foreign === undefined || (foreign.begins && !isBusy(world, config, id, foreign));
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
              name: a.name ?? positionName(world, arg.value.kind === "pattern" ? arg.value.name : "", a),
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

function positionName(world: World, word: string, arg: Argument): string {
  return world.program.positions.get(arg)?.name ?? world.program.words.get(word)?.parameters[0]?.name ?? "";
}

function evaluateOrNull(
  value: Parameters<typeof evaluateValue>[0],
  env: Config["residuals"][number]["env"],
  sight: Sight,
): WordValue {
  return evaluateValue(value, env, {}, sight) ?? null;
}
