// A step is run once per answer to its picks: all reactions that a layer may legally give to one input.
import type { Party, PartyId, ResourceId } from "../../contract/event.ts";
import type { In, Layer, Reaction, Sight, View } from "../../contract/layer.ts";
import type { WordValue } from "../../contract/value.ts";
import { emptyBytes } from "../bytes.ts";
import type { Config } from "../config.ts";
import { shownArgs } from "../events.ts";
import { lowestFree } from "../store.ts";
import { saidWhole } from "./unsaid.ts";
import { neighbours, property, stateOf, type World } from "../world.ts";

export type Candidate = {
  /** the answers given, `name=value`, for labels */
  readonly picks: readonly string[];
  readonly reaction: Reaction<unknown> | null;
  /** ids given out, by type, and reads without the right to */
  readonly issued: Readonly<Record<string, number>>;
  readonly trespasses: readonly ResourceId[];
  readonly fresh: readonly (readonly [ResourceId, string])[];
};

const mostCandidates = 512;

export function candidates(
  world: World,
  config: Config,
  self: Party,
  layer: Layer<unknown>,
  input: In,
  onlyFirst: boolean,
): readonly Candidate[] {
  const state = config.states.get(stateOf(world, self.id));
  const ask: Ask = (answers, behind) => once(world, config, self, layer, state, input, answers, behind);
  const known = layer.foreign === undefined || onlyFirst ? undefined : askedBackwards(ask);
  const found: Candidate[] = [];
  const pending: number[][] = [[]];
  while (pending.length > 0 && found.length < mostCandidates) {
    const answers = pending.pop() as number[];
    const { candidate, sizes } = known?.get(answers.join()) ?? ask(answers, "first");
    found.push(candidate);
    if (onlyFirst) break;
    for (let i = sizes.length - 1; i >= answers.length; i--)
      for (let other = (sizes[i] as number) - 1; other >= 1; other--)
        pending.push([...answers, ...Array.from({ length: i - answers.length }, () => 0), other]);
  }
  return found;
}

/** `answers`: to the first picks, by their places among the options; `behind`: to all others. */
type Ask = (answers: readonly number[], behind: "first" | "last") => Asked;
type Asked = {
  readonly candidate: Candidate;
  /** how many options each pick had, and which was taken */
  readonly sizes: readonly number[];
  readonly taken: readonly number[];
};

/**
 * A program that is told something else than what it was told last has to be told everything again. The first answers are those that are
 * taken most of the time: they come last. By what was answered, without the first answers at the end.
 */
function askedBackwards(ask: Ask): ReadonlyMap<string, Asked> {
  const known = new Map<string, Asked>();
  const pending: (readonly number[])[] = [[]];
  while (pending.length > 0 && known.size < mostCandidates) {
    const answers = pending.pop() as readonly number[];
    const asked = ask(answers, "last");
    const { sizes, taken } = asked;
    known.set(taken.slice(0, taken.findLastIndex((at) => at > 0) + 1).join(), asked);
    for (let i = answers.length; i < sizes.length; i++)
      for (let other = 0; other < (sizes[i] as number) - 1; other++)
        pending.push([...taken.slice(0, i), other]);
  }
  return known;
}

function once(
  world: World,
  config: Config,
  self: Party,
  layer: Layer<unknown>,
  state: unknown,
  input: In,
  answers: readonly number[],
  behind: "first" | "last",
): Asked {
  const sizes: number[] = [];
  const answered: number[] = [];
  const picks: string[] = [];
  const trespasses: ResourceId[] = [];
  const fresh: [ResourceId, string][] = [];
  const taken = new Set<ResourceId>();
  let { issued } = config;
  const view: View = {
    now: config.now,
    pick: <T extends WordValue>(name: string, options: readonly T[]): T => {
      const at = answers[sizes.length] ?? (behind === "first" ? 0 : options.length - 1);
      sizes.push(options.length);
      answered.push(at);
      const chosen = options[at] as T;
      if (options.length > 1) picks.push(`${name}=${JSON.stringify(chosen)}`);
      return chosen;
    },
    open: (id) => {
      const entry = config.store.get(id);
      const { judge } = config;
      if (entry === undefined || (!judge.holds(self.id, id) && judge.holders(id).length > 0)) {
        trespasses.push(id);
        return "not yours";
      }
      return { fields: shownArgs(entry.fields), data: entry.data ?? emptyBytes };
    },
    see: (id) => seen(world, config, self.id, id),
    fresh: (type) => {
      const id =
        world.ids === "lowest"
          ? lowestFree(config.store, type, taken)
          : `${type}${(issued = { ...issued, [type]: (issued[type] ?? 0) + 1 })[type]}`;
      taken.add(id);
      fresh.push([id, type]);
      return id;
    },
    neighbours: (role): readonly PartyId[] => neighbours(world.program, world.parties, self, role),
    property: (name, of) => property(world.parties, of ?? self.id, name),
  };
  const reaction = saidWhole(world.program, layer.step(state, input, view));
  return { candidate: { picks, reaction, issued, trespasses, fresh }, sizes, taken: answered };
}

function seen(world: World, { store, judge }: Config, party: PartyId, id: ResourceId): Sight | undefined {
  const entry = store.get(id);
  if (entry === undefined) return undefined;
  const own = judge.holders(id).filter(([who]) => who === party);
  const free = judge.holders(id).length === 0;
  const reads = own.every(([, how]) => how !== "title" && how !== "loan");
  return {
    type: entry.type,
    owner: judge.homeOf(id) ?? "",
    access: own.length === 0 && !free ? "none" : reads ? "read" : "write",
    fields: entry.fields,
    ...(entry.data === undefined ? {} : { data: entry.data }),
  };
}
