// What can happen next, and who must be asked for it: the kernel's two pure questions.
import { isElsewhere, isOver, nullable } from "./script/left.ts";
import { spellWord } from "./spell.ts";
import { callsOf, sightOf } from "./config.ts";
import { canEnter } from "./choice/entry.ts";
import { offers, scriptMoves } from "./initiatives.ts";
import type { PartyId } from "../contract/event.ts";
import type { In } from "../contract/layer.ts";
import { carriedBy } from "./choice/carried.ts";
import { isWantedPlain, mutations, type Mutation } from "./choice/mutations.ts";
import type { Config, Frame, Strand } from "./config.ts";
import { advance, type Residual, type Word } from "./script/advance.ts";
import { wordKey } from "./script/compile.ts";
import { marks, prohibitions, type Mark } from "./script/frontier.ts";
import { timeOf, type Sight } from "./script/values.ts";
import { isOpen, opened } from "./script/term.ts";
import { goingOn, isInterrupted, type Step } from "./interrupt/between.ts";
import type { World } from "./world.ts";

export type Move =
  /** the next word of a strand, or the continuation of a frame that was woken */
  | { readonly k: "say"; readonly strand: number; readonly mutation?: Mutation; readonly label: string }
  /** a party begins something: an offer of its own, or a step of the script */
  | {
      readonly k: "do";
      readonly party: PartyId;
      readonly input: Extract<In, { k: "do" }>;
      /** the step of a foreign party that this is to bring about */
      readonly causes?: string;
      readonly scripted: boolean;
      /** the next step of an interruption */
      readonly interrupts?: Step;
      readonly label: string;
    }
  | {
      readonly k: "fault";
      readonly party: PartyId;
      readonly input: Extract<In, { k: "fault" }>;
      /** the step that declares it; -1: an interruption does */
      readonly n: number;
      readonly interrupts?: Step;
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

/** What there is to choose from; each kind is asked for only where it counts. */
export type Sources = {
  readonly said: readonly SayMove[];
  readonly isHasty: (move: SayMove) => boolean;
  /** offers of the parties */
  readonly duties: () => readonly Move[];
  readonly may: () => readonly Move[];
  /** steps of interruptions that have begun */
  readonly between: () => readonly Move[];
  readonly script: () => readonly Move[];
  readonly time: () => readonly Move[];
};

export const moves = (world: World, config: Config): readonly Move[] =>
  atOnce(world, config) ??
  possible(world, {
    said: config.strands.flatMap((_, at) => sayMoves(world, config, at)),
    isHasty: (move) => isHasty(world, config, move),
    duties: () => offers(world, config, "duty"),
    may: () => offers(world, config, "may"),
    between: () => goingOn(world, config),
    script: () => scriptMoves(world, config),
    time: () => timeMoves(world, config),
  });

/** What an interruption has somebody do is said when it is decided, so that nothing else is decided in between. */
function atOnce(world: World, config: Config): readonly Move[] | undefined {
  if (!isInterrupted(config)) return undefined;
  const at = config.strands.findIndex(
    ({ frames: [only, above] }) => only?.interrupts && above === undefined && only.todo[0]?.k === "call",
  );
  const said = at < 0 ? nothing : sayMoves(world, config, at);
  return said.length > 0 ? said : undefined;
}

/**
 * A live party's answer that only another line of calls still has to come before waits while anybody can move: which line goes on is
 * the kit's to say, and nobody answers too early for what happens elsewhere.
 */
export function possible(world: World, sources: Sources): readonly Move[] {
  const { said, isHasty } = sources;
  if (!said.some(isHasty)) return inTheirTurn(world, sources);
  const [hasty, others] = split(said, isHasty);
  const found = inTheirTurn(world, { ...sources, said: others });
  return found.every((m) => m.k === "timer" || m.k === "tick") ? distinct(hasty) : found;
}

function inTheirTurn(world: World, { said, duties, between, script, may, time }: Sources): readonly Move[] {
  const whatMay = world.environment === "general" ? may : () => [];
  if (world.moments === "any") {
    const all = distinct([...said, ...duties(), ...between(), ...script(), ...whatMay()]);
    return all.length > 0 ? all : time();
  }
  if (world.moments === "eager") {
    const all = distinct([...said, ...between(), ...script()]);
    if (all.length > 0) return all;
  } else if (said.length > 0) return distinct(said);
  for (const some of [duties, between, script, whatMay]) {
    const found = some();
    if (found.length > 0) return distinct(found);
  }
  return time();
}

// ------------------------------------------------------------ strands

export type SayMove = Extract<Move, { k: "say" }>;

export function sayMoves(world: World, config: Config, at: number): readonly SayMove[] {
  const strand = config.strands[at] as Strand;
  const top = strand.frames.at(-1) as Frame;
  if (top.waiting !== undefined)
    return top.woken
      ? [{ k: "say", strand: at, label: `${top.party} goes on after ${top.waiting}` }]
      : nothing;
  const word = nextWord(strand);
  if (word === undefined) return nothing;
  const changed = mutations(world, config, word);
  const plain = changed.length === 0 || isWantedPlain(world, config, word, changed);
  const found: SayMove[] = plain && maySay(world, config, word) ? [new Saying(at, word)] : [];
  for (const mutation of changed)
    found.push({ k: "say", strand: at, mutation, label: `${spellWord(word)} ${mutation.label}` });
  return found;
}

const nothing: readonly SayMove[] = [];

/** What a strand says as it is meant; spelled when somebody has to choose. */
class Saying {
  readonly k = "say";
  readonly strand: number;
  private readonly word: Word;

  constructor(strand: number, word: Word) {
    this.strand = strand;
    this.word = word;
  }

  get label(): string {
    return spellWord(this.word);
  }
}

/** The return of a live party's call in whose block only a `meanwhile` is left. */
export function isHasty(world: World, config: Config, move: SayMove): boolean {
  const strand = config.strands[move.strand];
  const top = strand?.frames.at(-1);
  if (config.letGo || strand === undefined || top?.call === undefined || !world.live.has(top.party))
    return false;
  const word = nextWord(strand);
  if (word?.kind !== "return") return false;
  const blocks = config.residuals.flatMap((r) => opened(r.term, top.call)?.block ?? []);
  return blocks.length > 0 && blocks.every((b) => !nullable(b, world.script) && isElsewhere(b, world.script));
}

/** The word that a strand would say next; undefined when it waits. A call has no number yet. */
export function nextWord(strand: Strand): Word | undefined {
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
      call: 0,
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
  if (!canEnter(world, config, word)) return false;
  if (config.letGo || isInterrupted(config) || world.live.has(word.from)) return true;
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

// ------------------------------------------------------------ time

/** Time goes on only when nothing else can move: to the least due. Timers marked `maintenance` alone keep nothing alive. */
export function timeMoves(world: World, config: Config): readonly Move[] {
  const waits =
    config.letGo || isInterrupted(config)
      ? []
      : config.residuals.flatMap((r) =>
          marks(world.script, r.term, "wait").map((m) => m.since + waitTime(world, config, r, m)),
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

function waitTime(world: World, config: Config, { env }: Residual, { n, as }: Mark): number {
  const entry = world.script.entries[n];
  if (entry?.k !== "wait" || entry.step.kind !== "wait") return 0;
  return timeOf(entry.step.time, env, as, sightOf(world, config)) ?? 0;
}

function split<T>(all: readonly T[], test: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

function distinct(all: readonly Move[]): readonly Move[] {
  if (all.length < 2) return all;
  const seen = new Set<string | number>();
  return all.filter((m) => {
    // of what a strand says only what is changed differs by more than its strand
    const mark = m.k !== "say" ? m.label : m.mutation === undefined ? m.strand : `${m.label}#${m.strand}`;
    return seen.has(mark) ? false : (seen.add(mark), true);
  });
}
