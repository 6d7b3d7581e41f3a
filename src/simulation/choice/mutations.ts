// `mutate`: what a party of the kit would say is said otherwise, on purpose; nothing but what the step names is changed.
import type { Event } from "../../contract/event.ts";
import { pathOf, type Change, type EventStep } from "../../contract/syntax.ts";
import { isBytes, type Args, type WordValue } from "../../contract/value.ts";
import { sightOf, type Config } from "../config.ts";
import { shownArgs } from "../events.ts";
import { advance, type Residual, type Word } from "../script/advance.ts";
import { matchWord } from "../script/match.ts";
import { inAlphabet } from "../script/compile.ts";
import { frontier } from "../script/frontier.ts";
import { eventOf } from "../script/left.ts";
import type { EventEntry, Renames, Term } from "../script/term.ts";
import { evaluate, same, type Env, type Sight } from "../script/values.ts";
import type { World } from "../world.ts";
import { carriedBy } from "./carried.ts";

export type Write = { readonly what: string; readonly field: string; readonly value: WordValue };
export type Mutation = {
  readonly step: EventStep;
  /** what the call says instead, or its return */
  readonly args: Args;
  readonly results?: Args;
  /** written into what the word hands over, before it is said */
  readonly writes: readonly Write[];
  /** the message that the call carries and that is the changed one, as it was meant */
  readonly carried?: { readonly name: string; readonly args: Args };
  readonly label: string;
};

/** Every way in which the script wants this word changed now. */
export function mutations(world: World, config: Config, word: Word): readonly Mutation[] {
  if (!world.script.mutates || config.letGo || world.live.has(word.from)) return [];
  const sight = sightOf(world, config);
  const all = config.residuals.flatMap((residual) =>
    word.kind === "return"
      ? ofReturn(world, config, residual, word, sight)
      : [...ofCall(world, config, residual, word, sight), ...ofCarried(world, config, residual, word, sight)],
  );
  const seen = new Set<string>();
  return all.filter(({ label }) => (seen.has(label) ? false : (seen.add(label), true)));
}

/** Some step takes the word as it is: the script leaves it open whether it is changed. */
export function isWantedPlain(
  world: World,
  config: Config,
  word: Word,
  changed: readonly Mutation[],
): boolean {
  const sight = sightOf(world, config);
  const names = new Set(changed.map(({ carried }) => carried?.name));
  const heard = carriedBy(world, config, word).filter(({ name }) => names.has(name));
  return [...(names.has(undefined) ? [word] : []), ...heard].some((each) =>
    config.residuals.some((r) => advance(world.script, r, each, sight, config.now).length > 0),
  );
}

/** The word as it is said; the script sees what was meant as well. */
export const mutatedWord = (word: Word, mutation: Mutation, store: Sight["store"]): Word => ({
  ...word,
  args: mutation.args,
  ...(mutation.results === undefined ? {} : { results: mutation.results }),
  ...(mutation.carried === undefined
    ? { meant: { ...meantBy(word), by: mutation.step, store } }
    : {
        carries: {
          name: mutation.carried.name,
          meant: { args: mutation.carried.args, by: mutation.step, store },
        },
      }),
});

const meantBy = (word: Word): { readonly args: Args; readonly results?: Args } => ({
  args: word.args,
  ...(word.results === undefined ? {} : { results: word.results }),
});

function ofCall(
  world: World,
  config: Config,
  residual: Residual,
  word: Word,
  sight: Sight,
): readonly Mutation[] {
  return mutable(world, residual, word, sight).flatMap(({ entry, env, as }) => {
    const place = (change: Change): WordValue | undefined => placeIn(word.args, change, config.store);
    const changed = changes(entry.said ?? [], place, { env, as, sight });
    if (changed.length === 0) return [];
    const args = { ...word.args };
    const writes: Write[] = [];
    for (const [change, value] of changed) {
      const old = args[change.name];
      const item =
        change.index === undefined || !Array.isArray(old) ? old : (old as readonly WordValue[])[change.index];
      if (change.field !== undefined) {
        if (typeof item !== "string") return [];
        writes.push({ what: item, field: change.field, value });
      } else if (change.index === undefined) args[change.name] = value;
      else if (Array.isArray(old) && change.index < old.length)
        args[change.name] = (old as readonly WordValue[]).with(change.index, value);
      else return [];
    }
    const mutation: Mutation = { step: entry.step, args, writes, label: labelOf(changed) };
    const said = mutatedWord(word, mutation, config.store);
    return advance(world.script, residual, said, sight, config.now).length > 0 ? [mutation] : [];
  });
}

/** A message is changed in the bytes of the call that carries it. */
function ofCarried(
  world: World,
  config: Config,
  residual: Residual,
  word: Word,
  sight: Sight,
): readonly Mutation[] {
  const found: Mutation[] = [];
  let now: readonly Residual[] = [residual];
  for (const heard of carriedBy(world, config, word)) {
    for (const left of now)
      for (const { entry, env, as } of mutable(world, left, heard, sight)) {
        const changed = changes(entry.said ?? [], ({ name }) => heard.args[name], { env, as, sight });
        if (changed.length === 0) continue;
        const mutation = carrying(world, config, word, heard, entry, changed);
        if (mutation !== undefined && mayCarry(world, config, residual, word, mutation, sight))
          found.push(mutation);
      }
    if (!inAlphabet(world.script, heard.name, heard.from, heard.to, heard.arrived)) continue;
    now = now.flatMap((left) => advance(world.script, left, heard, sight, config.now));
    if (now.length === 0) break;
  }
  return found;
}

function carrying(
  world: World,
  config: Config,
  word: Word,
  heard: Word,
  entry: EventEntry,
  changed: readonly Changed[],
): Mutation | undefined {
  const wanted = Object.fromEntries(changed.map(([change, value]) => [change.name, value]));
  const event: Event = {
    seq: config.seq + 1,
    time: config.now,
    kind: "call",
    name: word.name,
    from: word.from,
    to: word.to,
    args: shownArgs(word.args),
  };
  const data = (id: string): string | undefined => config.store.get(id)?.data?.latin1;
  const altered = world.observe?.alter({ event, args: word.args, data }, heard.name, wanted);
  if (altered === undefined) return undefined;
  const carried = { name: heard.name, args: heard.args };
  const mutation = { step: entry.step, args: word.args, writes: [], carried, label: labelOf(changed) };
  return altered.kind === "args"
    ? { ...mutation, args: altered.args }
    : {
        ...mutation,
        writes: [{ what: altered.resource, field: "data", value: { latin1: altered.data } }],
      };
}

/** All that the changed call would carry is in turn. */
function mayCarry(
  world: World,
  config: Config,
  residual: Residual,
  word: Word,
  mutation: Mutation,
  sight: Sight,
): boolean {
  let now: readonly Residual[] = [residual];
  for (const heard of carriedBy(
    world,
    config,
    { ...word, args: mutation.args },
    mutation.writes.map(writing),
  )) {
    if (!inAlphabet(world.script, heard.name, heard.from, heard.to, heard.arrived)) continue;
    const meant =
      heard.name === mutation.carried?.name
        ? { ...heard, meant: { args: mutation.carried.args, by: mutation.step } }
        : heard;
    now = now.flatMap((left) => advance(world.script, left, meant, sight, config.now));
  }
  return now.length > 0;
}

export const writing = ({
  what,
  field,
  value,
}: Write): { readonly k: "act"; readonly name: "writes"; readonly args: Args } => ({
  k: "act",
  name: "writes",
  args: { what, field, value },
});

function ofReturn(
  world: World,
  config: Config,
  residual: Residual,
  word: Word,
  sight: Sight,
): readonly Mutation[] {
  const open = openCalls(residual.term).find((term) => term.call === word.call);
  if (open === undefined) return [];
  const entry = eventOf(world.script, open.n);
  if (entry.answered === undefined) return [];
  const scope = { env: residual.env, as: open.as, sight };
  const changed = changes(entry.answered, ({ name }) => word.results?.[name], scope);
  if (changed.length === 0) return [];
  const results = {
    ...word.results,
    ...Object.fromEntries(changed.map(([change, value]) => [change.name, value])),
  };
  const mutation: Mutation = {
    step: entry.step,
    args: word.args,
    results,
    writes: [],
    label: labelOf(changed),
  };
  const said = mutatedWord(word, mutation, config.store);
  return advance(world.script, residual, said, sight, config.now).length > 0 ? [mutation] : [];
}

/** Steps of the frontier that want this very word changed, with what it binds. */
function mutable(
  world: World,
  residual: Residual,
  word: Word,
  sight: Sight,
): readonly { readonly entry: EventEntry; readonly env: Env; readonly as: Renames }[] {
  return frontier(world.script, residual).flatMap((next) => {
    if (next.k !== "say") return [];
    const entry = eventOf(world.script, next.n);
    if (entry.said === undefined) return [];
    const envs = matchWord(entry, next.env, next.as, {
      word: { ...word, meant: { args: word.args } },
      sight,
    });
    return envs.map((env) => ({ entry, env, as: next.as }));
  });
}

type Changed = readonly [Change, WordValue];

/** Nothing when a value is not known, or when every place holds it already: then nothing would be wrong. */
function changes(
  all: readonly Change[],
  place: (change: Change) => WordValue | undefined,
  { env, as, sight }: { readonly env: Env; readonly as: Renames; readonly sight: Sight },
): readonly Changed[] {
  const changed = all.flatMap((change) => {
    const value = evaluate(change.value, env, as, sight);
    return value === undefined ? [] : [[change, value] as const];
  });
  const isAnything = changed.some(([change, value]) => !same(place(change), value));
  return changed.length === all.length && isAnything ? changed : [];
}

/** What now stands where a change points to. */
function placeIn(args: Args, { name, index, field }: Change, store: Sight["store"]): WordValue | undefined {
  const whole = args[name];
  const item = index === undefined || !Array.isArray(whole) ? whole : (whole as readonly WordValue[])[index];
  if (field === undefined) return item;
  const entry = typeof item === "string" ? store.get(item) : undefined;
  return field === "data" ? entry?.data : entry?.fields[field];
}

const labelOf = (changed: readonly Changed[]): string =>
  `mutate ${changed.map(([change, value]) => `${pathOf(change)} = ${brief(value)}`).join(", ")}`;

const brief = (value: WordValue): string =>
  isBytes(value) ? `x"${Buffer.from(value.latin1, "latin1").toString("hex")}"` : JSON.stringify(value);

type Open = Extract<Term, { k: "open" }>;

function openCalls(term: Term): readonly Open[] {
  switch (term.k) {
    case "open":
      return [term, ...openCalls(term.block)];
    case "seq":
    case "par":
      return term.items.flatMap(openCalls);
    case "meanwhile":
      return openCalls(term.body);
    default:
      return [];
  }
}
