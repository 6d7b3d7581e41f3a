// A move in two halves: the word is said, and whoever heard it is asked; the answer makes the next configuration.
import type { Event, Party, PartyId } from "../../contract/event.ts";
import type { In, Out, Tag } from "../../contract/layer.ts";
import { KitDefect } from "../../contract/problem.ts";
import type { Config, Declared, Frame, Strand } from "../config.ts";
import { Draft } from "./draft.ts";
import { nextWord, type Move } from "../moves.ts";
import { wentOn, type Step } from "../interrupt/between.ts";
import { mutatedWord, writing, type Mutation } from "../choice/mutations.ts";
import type { Word } from "../script/advance.ts";
import { candidates, type Candidate } from "../choice/picks.ts";
import { inAlphabet } from "../script/compile.ts";
import { contradicts, suitable } from "../choice/suit.ts";
import { stateOf, type World } from "../world.ts";

/** Who must answer what. */
export type Ask = {
  readonly party: Party;
  readonly input: In;
  /** outside the script's alphabet: reactions to it are the boring ones */
  readonly unscripted: boolean;
  /** the strand that the answer joins; -1: it begins one of its own */
  readonly strand: number;
  /** the call that the answer belongs to; 0 for a line of doing */
  readonly call: number;
  /** the interruption whose next step it is */
  readonly interrupts?: Step;
  /** the move that it was said with */
  readonly move: Move;
};
export type Absorbed = { readonly config: Config; readonly events: readonly Event[] };
/** `asked` is undefined when nobody has to answer (time passes, a line of doing is over). */
export type Spoken = Absorbed & { readonly asked?: Ask };

/** First half. `forks`: the judge of the configuration before stays usable (exploration). */
export function speak(world: World, config: Config, move: Move, forks: boolean): Spoken {
  const draft = new Draft(world, config, forks);
  const asked = spoken(world, config, draft, move);
  return {
    config: draft.freeze(config.refused),
    events: draft.events,
    ...(asked === undefined ? {} : { asked }),
  };
}

function spoken(world: World, config: Config, draft: Draft, move: Move): Ask | undefined {
  const alone = { strand: -1, call: 0, move };
  switch (move.k) {
    case "do":
      if (move.causes !== undefined) draft.stimulated = [...config.stimulated, move.causes];
      return {
        party: partyOf(world, move.party),
        input: move.input,
        unscripted: !about(world, config, move.input.name, move.party, move.input.to),
        ...alone,
        ...(move.interrupts === undefined ? {} : { interrupts: move.interrupts }),
      };
    case "fault":
      if (move.interrupts === undefined) draft.performed(move.n);
      else draft.begun = wentOn(world, config.begun, move.interrupts);
      draft.faults = [...config.faults, declared(world, move)];
      draft.provocations = [...config.provocations, { kind: "fault", seq: config.seq, by: move.party }];
      return { party: partyOf(world, move.party), input: move.input, unscripted: false, ...alone };
    case "timer":
      passTime(draft, config, move);
      return {
        party: partyOf(world, move.party),
        input: { k: "timer", name: move.name },
        unscripted: true,
        ...alone,
      };
    case "tick":
      passTime(draft, config, move);
      return undefined;
    case "say":
      return say(world, config, draft, move);
  }
}

function declared(world: World, { party, n, input }: Extract<Move, { k: "fault" }>): Declared {
  const step = world.script.entries[n];
  const times = step?.k === "fault" && step.step.kind === "fault" ? step.step.times : 1;
  return { party, name: input.name, n, left: times === "always" ? -1 : times };
}

function passTime(draft: Draft, config: Config, move: Extract<Move, { k: "timer" | "tick" }>): void {
  draft.now = Math.max(config.now, move.due);
  draft.judge.advance(draft.now);
  if (move.k === "timer")
    draft.timers = draft.timers.filter((t) => t.party !== move.party || t.name !== move.name);
  draft.resolve(draft.followed.residuals, draft.seq, "");
}

/** Says the strand's next word: pushes or pops its frame. */
function say(world: World, config: Config, draft: Draft, move: Extract<Move, { k: "say" }>): Ask | undefined {
  const at = move.strand;
  const strand = config.strands[at] as Strand;
  const top = strand.frames.at(-1) as Frame;
  if (top.waiting !== undefined) {
    draft.replaceTop(at, ({ waiting: _waiting, woken: _woken, ...rest }) => rest);
    return {
      party: partyOf(world, top.party),
      input: { k: "woken", tag: top.waiting },
      unscripted: top.unscripted === true,
      strand: at,
      call: top.call,
      move,
    };
  }
  return top.todo[0]?.k === "call"
    ? sayCall(world, config, draft, move, strand, top)
    : sayReturn(world, draft, move, strand, top);
}

function sayCall(
  world: World,
  config: Config,
  draft: Draft,
  move: Extract<Move, { k: "say" }>,
  strand: Strand,
  top: Frame,
): Ask {
  const out = top.todo[0] as Extract<Out, { k: "call" }>;
  const party = world.parties.find((p) => p.id === out.to);
  if (party === undefined)
    throw new KitDefect(`${top.party} calls ${out.name} of ${out.to}, who is not there`);
  const next = nextWord(strand) as Word;
  const call = draft.newCall(next);
  const unscripted = !about(world, config, out.name, top.party, out.to);
  const word = wordSaid(draft, strand, { ...next, call }, move.mutation);
  const { args } = word;
  const frame: Frame = {
    party: out.to,
    name: out.name,
    from: top.party,
    call,
    args,
    ...(args === out.args ? {} : { meant: out.args }),
    todo: [],
    ...(out.tag === undefined ? {} : { tag: out.tag }),
    ...(unscripted ? { unscripted: true as const } : {}),
  };
  draft.strands[move.strand] = {
    ...strand,
    frames: [...strand.frames.slice(0, -1), { ...top, todo: top.todo.slice(1) }, frame],
  };
  return {
    party,
    input: { k: "call", name: out.name, from: top.party, args, ...withinOf(world, strand, out.to) },
    unscripted,
    strand: move.strand,
    call,
    move,
  };
}

/** The call that a foreign party has open itself on this line: the new one comes inside of it. */
function withinOf(world: World, { frames }: Strand, to: PartyId): { readonly within?: Tag } {
  const state = world.seats.get(to)?.layer.foreign?.state;
  if (state === undefined) return {};
  const tag = frames.findLast((f) => f.from !== null && stateOf(world, f.from) === state)?.tag;
  return tag === undefined ? {} : { within: tag };
}

/** The word is said: as it is, or as the script has it changed. */
function wordSaid(draft: Draft, strand: Strand, word: Word, mutation: Mutation | undefined): Word {
  const said = mutation === undefined ? word : mutatedWord(word, mutation, new Map(draft.store));
  for (const { args } of (mutation?.writes ?? []).map(writing)) draft.act(word.from, "writes", args, strand);
  draft.say(said, strand);
  return said;
}

/** The caller hears the return; what stood behind it begins a strand of its own. */
function sayReturn(
  world: World,
  draft: Draft,
  move: Extract<Move, { k: "say" }>,
  strand: Strand,
  top: Frame,
): Ask | undefined {
  const next = nextWord(strand);
  const word = next && wordSaid(draft, strand, next, move.mutation);
  draft.strands[move.strand] = { ...strand, frames: strand.frames.slice(0, -1) };
  const caller = strand.frames.at(-2);
  draft.start(top.party, top.todo.slice(1));
  if (caller === undefined || word === undefined) {
    draft.drain(move.strand);
    return undefined;
  }
  const input: In = {
    k: "returned",
    name: top.name,
    from: top.party,
    results: word.results ?? {},
    args: top.meant ?? top.args,
    ...(top.tag === undefined ? {} : { tag: top.tag }),
  };
  return {
    party: partyOf(world, caller.party),
    input,
    unscripted: caller.unscripted === true,
    strand: move.strand,
    call: caller.call,
    move,
  };
}

const about = (world: World, config: Config, name: string, from: PartyId, to: PartyId): boolean =>
  !config.letGo && (world.script.only || inAlphabet(world.script, name, from, to));

function partyOf(world: World, id: PartyId): Party {
  const party = world.parties.find((p) => p.id === id);
  if (party === undefined) throw new KitDefect(`no party ${id}`);
  return party;
}

/** Every answer that a step function may give, those that suit the script best. `config` is the one in which the word was said. */
export function answersOf(world: World, config: Config, asked: Ask): readonly Candidate[] {
  const seat = world.seats.get(asked.party.id);
  if (seat === undefined) return [];
  const all = (onlyFirst: boolean): readonly Candidate[] =>
    candidates(world, config, asked.party, seat.layer, asked.input, onlyFirst);
  if (asked.interrupts !== undefined) return all(world.environment !== "general");
  if (!asked.unscripted || world.environment === "general") return suitable(world, config, asked, all(false));
  // what the script does not speak about gets the boring reaction, unless that would contradict the script
  const first = all(true);
  return contradicts(world, config, asked, first[0]) ? suitable(world, config, asked, all(false)) : first;
}

/** Second half: the answer joins its strand. */
export function absorb(
  world: World,
  config: Config,
  asked: Ask,
  answer: Candidate,
  forks: boolean,
): Absorbed {
  const draft = new Draft(world, config, forks);
  join(world, draft, config, asked, answer);
  return { config: draft.freeze(draft.refused), events: draft.events };
}

function join(world: World, draft: Draft, config: Config, asked: Ask, candidate: Candidate): void {
  const { reaction } = candidate;
  // an initiative that comes to nothing is refused, said or not: it would be asked for ever
  const nothing =
    reaction !== null && asked.input.k === "do" && !isUnderWay(config, asked) && reaction[1].length === 0;
  if (reaction === null || nothing) {
    draft.refused = [...config.refused, asked.move.label].sort();
    return;
  }
  if (asked.interrupts !== undefined) draft.begun = wentOn(world, config.begun, asked.interrupts);
  draft.issued = candidate.issued;
  draft.keep(stateOf(world, asked.party.id), reaction[0]);
  for (const id of candidate.trespasses)
    draft.act(asked.party.id, "reads", { what: id, field: "data" }, draft.strands[asked.strand]);
  if (asked.strand < 0)
    return draft.start(
      asked.party.id,
      reaction[1],
      asked.interrupts === undefined ? {} : { interrupts: true },
    );
  if (reaction[1].length > 0)
    draft.replaceTop(asked.strand, (f) => ({ ...f, todo: [...reaction[1], ...f.todo] }));
  draft.drain(asked.strand);
}

/** There may be nothing left to do for a later step of an interruption. */
const isUnderWay = (config: Config, { interrupts }: Ask): boolean =>
  interrupts !== undefined && config.begun.some(({ n }) => n === interrupts.n);
