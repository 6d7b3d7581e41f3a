// Which of a layer's legal reactions suit the script: wishes are passed on by choosing, never by a second implementation.
import { isOver } from "../script/left.ts";
import { points, Rating } from "./rating.ts";
import type { Out } from "../../contract/layer.ts";
import type { Ask } from "../step/absorb.ts";
import type { Config } from "../config.ts";
import { candidates, type Candidate } from "./picks.ts";
import { inAlphabet } from "../script/compile.ts";
import { carriedBy, mayCarry } from "./carried.ts";
import { stateOf, type World } from "../world.ts";

/** Those with the best score. Step functions are cooperative subjects: the wish reaches them by choosing. Once the script has let go, defaults. */
export function suitable(
  world: World,
  config: Config,
  asked: Ask,
  all: readonly Candidate[],
): readonly Candidate[] {
  if (all.length <= 1) return all;
  if (config.letGo) return world.environment === "general" ? all : all.slice(0, 1);
  const rating = new Rating(world, config, asked);
  const scored = all.map((c) => ({ c, ...rating.of(c) }));
  // one word out of turn is not made up for by others in turn
  const clean = scored.filter((s) => s.worst >= 0);
  const best = Math.max(...(clean.length > 0 ? clean : scored).map((s) => s.sum));
  // an initiative that could only contradict the script is not taken now
  if (clean.length === 0 && asked.input.k === "do" && !isOver(world.script, config.residuals))
    return all.slice(0, 1).map((c) => ({ ...c, reaction: null }));
  const top = scored.filter((s) => s.sum === best && (s.worst >= 0 || clean.length === 0)).map((s) => s.c);
  const wanted = top.flatMap((c) => scripted(world, asked, c));
  // what is silent now may come later, if its party can still say it then; what contradicts the script is out
  const chosen = scored
    .filter(
      (s) =>
        top.includes(s.c) ||
        (s.worst >= 0 &&
          sameActs(world, s.c, top) &&
          wanted.every((w) => comesLater(world, config, asked, s.c, w))),
    )
    .map((s) => s.c);
  return world.environment === "general" ? chosen : distinctInWords(world, config, asked, chosen);
}

/** A reaction that says what the script forbids, or says otherwise. */
export function contradicts(
  world: World,
  config: Config,
  asked: Ask,
  candidate: Candidate | undefined,
): boolean {
  if (
    candidate?.reaction === undefined ||
    candidate.reaction === null ||
    config.letGo ||
    isOver(world.script, config.residuals)
  )
    return false;
  const calls = candidate.reaction[1].filter((out): out is CallOut => out.k === "call");
  if (!calls.some(({ name }) => world.script.names.has(name) || mayCarry(world, name))) return false;
  return new Rating(world, config, asked).of(candidate).worst <= points.foreign;
}

type CallOut = Extract<Out, { k: "call" }>;

/** An act that the script names cannot come later: a reaction without it is not as good. */
function sameActs(world: World, candidate: Candidate, best: readonly Candidate[]): boolean {
  const named = new Set(
    world.script.entries.flatMap((e) => (e.k === "event" && e.kind === "act" ? [e.pattern.name] : [])),
  );
  const actsOf = (c: Candidate): number =>
    (c.reaction?.[1] ?? []).filter((out) => out.k === "act" && named.has(out.name)).length;
  return actsOf(candidate) >= Math.max(...best.map(actsOf));
}

/** The words of a reaction that the script speaks about. */
function scripted(world: World, asked: Ask, candidate: Candidate): readonly CallOut[] {
  return (candidate.reaction?.[1] ?? []).filter(
    (out): out is CallOut => out.k === "call" && inAlphabet(world.script, out.name, asked.party.id, out.to),
  );
}

/** Said by this reaction too, or still sayable behind it: as an offer, or when the party is told to. */
function comesLater(world: World, config: Config, asked: Ask, candidate: Candidate, word: CallOut): boolean {
  const layer = world.seats.get(asked.party.id)?.layer;
  if (candidate.reaction === null || layer === undefined) return false;
  if (scripted(world, asked, candidate).some((out) => out.name === word.name && out.to === word.to))
    return true;
  const [state] = candidate.reaction;
  if (layer.offers?.(state).some((offer) => offer.name === word.name && offer.to === word.to) === true)
    return true;
  const after: Config = {
    ...config,
    states: new Map(config.states).set(stateOf(world, asked.party.id), state),
  };
  const told = candidates(
    world,
    after,
    asked.party,
    layer,
    { k: "do", name: word.name, to: word.to, args: word.args },
    true,
  );
  return told.some(
    (c) => c.reaction !== null && c.reaction[1].some((out) => out.k === "call" && out.name === word.name),
  );
}

/** Reactions that say the same as far as the script speaks of it differ in nothing that it leaves open: the first, most boring, stands for all. */
function distinctInWords(
  world: World,
  config: Config,
  asked: Ask,
  all: readonly Candidate[],
): readonly Candidate[] {
  const seen = new Set<string>();
  const acts = new Set(
    world.script.entries.flatMap((e) => (e.k === "event" && e.kind === "act" ? [e.pattern.name] : [])),
  );
  return all.filter((c) => {
    const words = (c.reaction?.[1] ?? []).filter(
      (out) =>
        out.k === "return" ||
        (out.k === "act" && acts.has(out.name)) ||
        (out.k === "call" && inAlphabet(world.script, out.name, asked.party.id, out.to)),
    );
    const carried = (c.reaction?.[1] ?? [])
      .flatMap((out, i, outs) =>
        out.k === "call"
          ? carriedBy(
              world,
              config,
              { kind: "call", name: out.name, from: asked.party.id, to: out.to, args: out.args, around: [] },
              outs.slice(0, i),
            )
          : [],
      )
      .filter((heard) => inAlphabet(world.script, heard.name, heard.from, heard.to, heard.arrived));
    const text = JSON.stringify(
      [...carried, ...words].map((out) =>
        "k" in out && out.k === "call" ? [out.name, out.to, out.args] : out,
      ),
    );
    return seen.has(text) ? false : (seen.add(text), true);
  });
}
