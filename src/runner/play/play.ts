// One scenario, one subject, one chooser: a run and what it says.
import type { Event, Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Failure, ScenarioResult, ScenarioStatus } from "../../contract/result.ts";
import type { Subject } from "../../contract/subject.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { isBytes, type Bytes } from "../../contract/value.ts";
import type { RuleVerdict } from "../../contract/verdict.ts";
import { createJudge } from "../../rules/judge.ts";
import { interruptionsOf } from "../../simulation/interrupt/interruption.ts";
import { run, type RunResult } from "../../simulation/run.ts";
import { seeded, type Chooser } from "../../simulation/choice/chooser.ts";
import type { Word } from "../../simulation/script/advance.ts";
import { compileScript } from "../../simulation/script/compile.ts";
import { defaultBounds, type Seat, type World } from "../../simulation/world.ts";
import { faultFailure, findingFailure, outcomeFailure, unaskedFailure } from "./failures.ts";
import { againstKit, excused, isFirst, type Led, ledBy, type Ran } from "./led.ts";
import { observing } from "./observing.ts";
import { scenarioDigest } from "./scenario-digest.ts";
import { shownPlace } from "../shown-path.ts";
import { castOf, partiesOfRole } from "./scene.ts";
import { statusOf } from "./status.ts";
import { spellToken } from "./token.ts";

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
  const beside = runOf(world, chooser);
  const led = lacking === undefined ? whatItLedTo(stage, world, beside) : undefined;
  const ran = led === undefined ? beside : { ...beside, ran: excused(beside.ran, world.live) };
  const choices = chooser.taken ?? [];
  return { result: resultOf(stage, world, ran, choices, lacking, led), run: ran.ran, world, choices, frames };
}

function runOf(world: World, chooser: Chooser): Ran {
  const events: Event[] = [];
  const ran = run(world, chooser, (event) => events.push(event));
  return { ran, events };
}

/** Where the kit's parties break a rule, the reference in the subject's place shows who made them. */
function whatItLedTo(stage: Stage, { live }: World, beside: Ran): Led | undefined {
  const { subject, kit, program } = stage;
  if (live.size === 0 || subject === kit) return undefined;
  const { findings, offScript } = againstKit(beside.ran, live);
  if (findings.length === 0 && offScript === undefined) return undefined;
  const { propertiesOf } = subject;
  const alike = { ...kit, ...(propertiesOf === undefined ? {} : { propertiesOf }) };
  const instead = runOf(worldOf({ ...stage, subject: alike }), seeded(stage.seed));
  return ledBy(program, live, beside, instead);
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
  const playing = ({ id }: Party): Subject =>
    stage.roles.length === 0 || live.has(id) ? stage.subject : stage.kit;
  const parties = cast.map((party) => asItIs(party, playing(party)));
  const script = compileScript(program, scenario, parties, program.fileOf(scenario).text);
  const seats = new Map<PartyId, Seat>();
  const of = { program, parties, live, seed: stage.seed };
  for (const party of parties) {
    // in the place of who is under test nobody else is put
    const layer =
      playing(party).layerOf(party, of) ?? (live.has(party.id) ? undefined : stage.kit.layerOf(party));
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

/** Why the subject cannot be asked: nobody whom it could play, a party that nobody plays, or something that it does not have. */
export function lacks(stage: Stage, world: World): string | undefined {
  if (stage.roles.length > 0 && world.live.size === 0)
    return `no ${stage.roles.join(" or ")} takes part, and that is what is under test`;
  const changed = mutatedLive(world);
  if (changed !== undefined) return changed;
  const empty = world.parties.filter((p) => !world.seats.has(p.id));
  if (empty.length > 0) return `nobody plays ${empty.map((p) => p.id).join(", ")}`;
  const { capabilities, without = [] } = stage.subject;
  const missing = stage.scenario.requires.filter(
    (name) => without.includes(name) || capabilities?.includes(name) === false,
  );
  return missing.length > 0
    ? `${stage.subject.name} does not have ${missing.join(", ")}`
    : givenOtherwise(stage, world);
}

/** What it is by its own account, and what the scenario says that it is, are two things: then it is not about this subject. */
function givenOtherwise({ program, scenario, subject }: Stage, { parties, live }: World): string | undefined {
  const given = new Set(
    scenario.steps.flatMap((s) => (s.kind === "given" ? [s.path.slice(s.path.lastIndexOf(".") + 1)] : [])),
  );
  for (const { id, properties: wanted } of castOf(program, scenario).filter((party) => live.has(party.id)))
    for (const [name, own] of Object.entries(parties.find((p) => p.id === id)?.properties ?? {}))
      if (given.has(name) && JSON.stringify(own) !== JSON.stringify(wanted[name]))
        return `${subject.name} says of itself ${name} ${JSON.stringify(own)}, and it is given ${JSON.stringify(wanted[name])}`;
  return undefined;
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
  { ran, events }: Ran,
  choices: readonly string[],
  lacking: string | undefined,
  led: Led | undefined,
): ScenarioResult {
  const { program, scenario } = stage;
  const { digest, token } = namesOf(stage, choices);
  const repeat = (): string => stage.repeat ?? `npx custody replay ${token()}`;
  const context = { program, scenario, world, events, repeat, config: ran.config };
  const first = ran.findings.filter(isFirst);
  const failures: Failure[] = first.map((f) => findingFailure(context, f, ran.findings));
  const story =
    lacking !== undefined
      ? unaskedFailure(context, lacking)
      : failures.length > 0 && ran.outcome.kind === "mismatch"
        ? undefined
        : outcomeFailure(context, ran.outcome);
  const told = led?.fault === undefined ? story : faultFailure(context, led.fault);
  if (told !== undefined) failures.push(told);
  const hasSpoken = events.some(({ from }) => world.live.has(from));
  const { status, reason } = statusOf(stage, world, ran, first, { lacking, hasSpoken, led });
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
    token,
    steps: ran.steps,
    ...(status === "failed" ? logOf(stage.subject) : {}),
    ...notesOf(stage.subject),
  };
}

/** By itself, because what is not asked for yet keeps alive what it would be made of: not the whole run. */
function namesOf(stage: Stage, choices: readonly string[]): Pick<ScenarioResult, "digest" | "token"> {
  const { program, scenario, target, roles, seed, interruption, rules } = stage;
  const digest = once(() => scenarioDigest(program, scenario));
  const token = once(() =>
    spellToken({
      rules: program.digest,
      scenario: scenario.title,
      digest: digest(),
      target,
      roles,
      seed,
      choices,
      ...(interruption === undefined ? {} : { interruption }),
      ...(rules === undefined ? {} : { by: rules }),
    }),
  );
  return { digest, token };
}

/** Made when it is first asked for. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
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
