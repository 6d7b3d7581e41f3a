// One scenario, one subject, one chooser: a run and what it says.
import type { Event, Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Failure, ScenarioResult, ScenarioStatus } from "../../contract/result.ts";
import type { Subject } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { isBytes, type Bytes } from "../../contract/value.ts";
import type { Finding, RuleVerdict } from "../../contract/verdict.ts";
import { createJudge } from "../../rules/judge.ts";
import { interruptionsOf } from "../../simulation/interrupt/interruption.ts";
import { run, type RunResult } from "../../simulation/run.ts";
import { seeded, type Chooser } from "../../simulation/choice/chooser.ts";
import type { Word } from "../../simulation/script/advance.ts";
import { compileScript } from "../../simulation/script/compile.ts";
import { defaultBounds, type Seat, type World } from "../../simulation/world.ts";
import { findingFailure, outcomeFailure } from "./failures.ts";
import { observing } from "./observing.ts";
import { scenarioDigest } from "./scenario-digest.ts";
import { shownPlace } from "../shown-path.ts";
import { castOf, partiesOfRole } from "./scene.ts";
import { token } from "./token.ts";

export type Stage = {
  readonly program: Program;
  readonly scenario: Scenario;
  /** who plays everybody that is not under test */
  readonly kit: Subject;
  /** who plays the parties under test */
  readonly subject: Subject;
  readonly target: string;
  /** role, name or full name under test; none: everybody is the subject */
  readonly roles: readonly string[];
  readonly seed: number;
  readonly moments?: World["moments"];
  readonly environment?: World["environment"];
  /** rules to judge by; absent: all */
  readonly rules?: readonly string[];
  /** what comes between, whom it befalls, and after how many moves */
  readonly interruption?: Interrupted;
  /** what else is different in its world */
  readonly world?: Partial<World>;
  /** why the subject is not to be believed, whatever it does */
  readonly disbelief?: string;
  /** how the command line repeats it */
  readonly repeat?: string;
};

export type Interrupted = {
  readonly title: string;
  readonly of: PartyId;
  readonly told: number;
  readonly after: number;
};

/** A frame that a NIC put on the wire. `time` in microseconds of virtual time. */
export type Frame = { readonly time: number; readonly nic: PartyId; readonly bytes: Bytes };

export type Play = {
  readonly frames: readonly Frame[];
  readonly result: ScenarioResult;
  readonly run: RunResult;
  readonly world: World;
  readonly choices: readonly string[];
};

/** Plays a scenario with the choices of a seed, or of the chooser given. */
export function play(
  stage: Stage,
  chooser: Chooser & { readonly taken?: readonly string[] } = seeded(stage.seed),
): Play {
  const frames: Frame[] = [];
  const tapped = worldOf(stage, { tap: (word, time) => frameOf(word, time, frames) });
  const lacking = stage.subject.absent ?? lacks(stage, tapped);
  // what cannot be asked is not asked
  const world = lacking === undefined ? tapped : { ...tapped, bounds: { ...tapped.bounds, steps: 0 } };
  const events: Event[] = [];
  const ran = run(world, chooser, (event) => events.push(event));
  const choices = chooser.taken ?? [];
  return { result: resultOf(stage, world, ran, events, choices, lacking), run: ran, world, choices, frames };
}

function frameOf(word: Word, time: number, frames: Frame[]): void {
  const data = word.kind === "call" && word.name === "Transmit" ? word.args["data"] : undefined;
  if (isBytes(data)) frames.push({ time, nic: word.from, bytes: data });
}

/** The stage with its cast and seats: what `run`, `explore` and `replay` have in common. */
export function worldOf(stage: Stage, overlay: Partial<World> = {}): World {
  const { program, scenario } = stage;
  const cast = castOf(program, scenario);
  const live = new Set(stage.roles.flatMap((role) => partiesOfRole(cast, role)));
  const parties = cast.map((party) =>
    asItIs(party, live.size === 0 || live.has(party.id) ? stage.subject : stage.kit),
  );
  const script = compileScript(program, scenario, parties, program.fileOf(scenario).text);
  const seats = new Map<PartyId, Seat>();
  const of = { program, parties, live, seed: stage.seed };
  for (const party of parties) {
    const from = live.size === 0 || live.has(party.id) ? stage.subject : stage.kit;
    // in the place of who is under test nobody else is put
    const layer = from.layerOf(party, of) ?? (live.has(party.id) ? undefined : stage.kit.layerOf(party));
    if (layer !== undefined) seats.set(party.id, { layer });
  }
  return {
    program,
    parties,
    seats,
    live,
    script,
    judge: () => createJudge(program, { parties, fromStart: true }, stage.rules),
    ids: "unique",
    moments: stage.moments ?? "settled",
    environment: stage.environment ?? "boring",
    bounds: defaultBounds,
    ...observing(program, parties),
    ...interrupted(stage, parties),
    ...stage.world,
    ...overlay,
  };
}

/** Ids as an exploration gives them, so that its labels name the same things. */
function interrupted({ program, interruption }: Stage, parties: readonly Party[]): Partial<World> {
  if (interruption === undefined) return {};
  const { title, of, told, after } = interruption;
  const interruptions = interruptionsOf(program, parties).filter((one) => "steps" in one);
  const n = interruptions.findIndex((one) => one.title === title && one.of === of);
  return { interruptions, interrupt: { n, told, after }, ids: "lowest" };
}

const asItIs = (party: Party, subject: Subject): Party =>
  subject.propertiesOf === undefined
    ? party
    : { ...party, properties: { ...party.properties, ...subject.propertiesOf(party) } };

/** Why the subject cannot be asked: a party that nobody plays, or something that it does not have. */
export function lacks(stage: Stage, world: World): string | undefined {
  const changed = mutatedLive(world);
  if (changed !== undefined) return changed;
  const empty = world.parties.filter((p) => !world.seats.has(p.id));
  if (empty.length > 0) return `nobody plays ${empty.map((p) => p.id).join(", ")}`;
  const { capabilities, without = [] } = stage.subject;
  const missing = stage.scenario.requires.filter(
    (name) => without.includes(name) || capabilities?.includes(name) === false,
  );
  return missing.length > 0 ? `${stage.subject.name} does not have ${missing.join(", ")}` : undefined;
}

/** Only what the kit says can be said otherwise than it is meant. */
function mutatedLive({ script, live }: World): string | undefined {
  for (const entry of script.entries) {
    if (entry.k !== "event") continue;
    const said = entry.said === undefined ? undefined : entry.speakers.find((id) => live.has(id));
    const party =
      said ?? (entry.answered === undefined ? undefined : entry.hearers.find((id) => live.has(id)));
    if (party !== undefined)
      return `it mutates what ${party} says in ${entry.pattern.name}, and ${party} is under test: only what the kit says can be changed`;
  }
  return undefined;
}

function resultOf(
  stage: Stage,
  world: World,
  ran: RunResult,
  events: readonly Event[],
  choices: readonly string[],
  lacking: string | undefined,
): ScenarioResult {
  const { program, scenario } = stage;
  const digest = scenarioDigest(program, scenario);
  const tokenText = token({
    rules: program.digest,
    scenario: scenario.title,
    digest,
    target: stage.target,
    roles: stage.roles,
    seed: stage.seed,
    choices,
    ...(stage.interruption === undefined ? {} : { interruption: stage.interruption }),
    ...(stage.rules === undefined ? {} : { by: stage.rules }),
  });
  const repeat = stage.repeat ?? `npx custody replay ${tokenText}`;
  const context = { program, scenario, world, events, repeat, config: ran.config };
  const first = ran.findings.filter(
    (f) => f.consequenceOf === undefined && f.level !== "may" && f.provoked !== true,
  );
  const failures: Failure[] = first.map((f) => findingFailure(context, f, ran.findings));
  const story =
    failures.length > 0 && ran.outcome.kind === "mismatch" ? undefined : outcomeFailure(context, ran.outcome);
  if (story !== undefined) failures.push(story);
  const hasSpoken = events.some(({ from }) => world.live.has(from));
  const { status, reason } = statusOf(stage, world, ran, first, lacking, hasSpoken);
  return {
    word: scenario.word,
    title: scenario.title,
    place: shownPlace(program.place(scenario, program.fileOf(scenario).name)),
    digest,
    status,
    ...(reason === undefined ? {} : { reason }),
    seed: stage.seed,
    live: [...world.live],
    parties: world.parties,
    failures: status === "passed" || status === "unsupported" ? [] : failures,
    verdicts: lacking === undefined ? verdictsOf(ran, status) : [],
    findings: ran.findings,
    events,
    token: tokenText,
    steps: ran.steps,
    ...(status === "failed" ? logOf(stage.subject) : {}),
    ...notesOf(stage.subject),
  };
}

/** What has to be known of a program besides: what it left behind, and that a run of it cannot be repeated. */
function notesOf({ leftovers, drift }: Subject): { readonly notes?: readonly string[] } {
  const why = drift?.();
  const sampled =
    why === undefined ? [] : [`it is not repeatable: ${why}; its orders are sampled, not explored`];
  const notes = [...(leftovers?.() ?? []), ...sampled];
  return notes.length === 0 ? {} : { notes };
}

/** Where the subject said that it does not have the next word nothing more was to come: what is still owed there is no question. */
const verdictsOf = ({ judgement }: RunResult, status: ScenarioStatus): readonly RuleVerdict[] =>
  status === "unsupported"
    ? judgement.verdicts.filter(({ verdict }) => verdict !== "undecided")
    : judgement.verdicts;

function logOf({ log }: Subject): { readonly log?: readonly string[] } {
  const lines = log?.() ?? [];
  return lines.length === 0 ? {} : { log: lines };
}

function statusOf(
  { subject, disbelief }: Stage,
  world: World,
  ran: RunResult,
  first: readonly Finding[],
  lacking: string | undefined,
  hasSpoken: boolean,
): { readonly status: ScenarioStatus; readonly reason?: string } {
  const { outcome } = ran;
  if (lacking !== undefined)
    return { status: subject.absent === undefined ? "unsupported" : "undecided", reason: lacking };
  if (disbelief !== undefined) return { status: "failed", reason: `it is not believed: ${disbelief}` };
  if (outcome.kind === "subject" && (outcome.how === "unsupported" || outcome.how === "absent"))
    return {
      status: outcome.how === "absent" ? "undecided" : "unsupported",
      reason: `${outcome.party}: ${outcome.why}`,
    };
  const guilty = first.filter((f) => world.live.size === 0 || world.live.has(f.blames));
  if (guilty.length > 0)
    return {
      status: "failed",
      reason: `${(guilty[0] as Finding).rule} is broken by ${(guilty[0] as Finding).blames}`,
    };
  const accused =
    outcome.kind === "mismatch" &&
    outcome.mismatch.kind !== "chose" &&
    (world.live.size === 0 || world.live.has(outcome.mismatch.by) || outcome.mismatch.by === "");
  if (accused || outcome.kind === "missing" || outcome.kind === "subject" || outcome.kind === "undrained")
    return {
      status: "failed",
      reason:
        outcome.kind === "mismatch"
          ? `off script: ${outcome.mismatch.what}`
          : outcome.kind === "undrained"
            ? `it does not come to rest: ${outcome.why[0] ?? ""}`
            : outcome.kind === "missing"
              ? `never came: ${outcome.steps.join("; ")}`
              : `${outcome.party} ${outcome.how}: ${outcome.why}`,
    };
  if (first.length > 0)
    return {
      status: "kit error",
      reason: `${(first[0] as Finding).rule} is broken by ${(first[0] as Finding).blames}, whom the kit plays`,
    };
  // where silence is right, nothing was shown: a call that reached it would have been answered
  if (outcome.kind === "finished")
    return hasSpoken || subject.claims === undefined
      ? { status: "passed" }
      : { status: "unsupported", reason: "nothing reaches who is under test" };
  if (outcome.kind === "mismatch" && outcome.mismatch.kind === "chose")
    return { status: "undecided", reason: `unexercised: ${outcome.mismatch.what}` };
  if (outcome.kind === "mismatch")
    return { status: "kit error", reason: `the kit went off script: ${outcome.mismatch.what}` };
  return {
    status: "undecided",
    reason:
      outcome.kind === "bound"
        ? `a bound was reached: ${outcome.which}`
        : outcome.kind === "unspent"
          ? outcome.why.join("; ")
          : `it could not be played: ${outcome.why.slice(0, 3).join("; ")}`,
  };
}
