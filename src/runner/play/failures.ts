// What a failure says, in the order in which it is printed.
import type { Event } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Failure } from "../../contract/result.ts";
import type { Citation, Rule, Scenario, Span } from "../../contract/syntax.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { Config } from "../../simulation/config.ts";
import type { Outcome } from "../../simulation/run.ts";
import type { World } from "../../simulation/world.ts";
import { createJudge } from "../../rules/judge.ts";
import { shortestSlice } from "../../rules/slice.ts";
import { Chains } from "../chain.ts";
import { shownPlace } from "../shown-path.ts";
import type { Led } from "./led.ts";

export type FailureContext = {
  readonly program: Program;
  readonly scenario: Scenario;
  readonly world: World;
  readonly events: readonly Event[];
  readonly repeat: () => string;
  readonly config: Config;
};

export function findingFailure(c: FailureContext, finding: Finding, all: readonly Finding[]): Failure {
  const rule = c.program.rules.find((r) => r.id === finding.rule);
  const resource = finding.resources[0];
  const event = c.events.find((e) => e.seq === finding.seq);
  const index = all.indexOf(finding);
  return {
    requirement: finding.text,
    rule: finding.rule,
    citations: rule === undefined ? [] : citationsOf(rule),
    place: place(c, c.scenario),
    expected: expectedAt(c, finding.seq),
    happened: event === undefined ? "the run came to rest and this was still owed" : describeEvent(event),
    because: [
      `${finding.blames} had to keep: ${finding.demand}`,
      ...finding.because,
      ...(event?.where === undefined ? [] : [`at ${event.where}`]),
    ],
    blames: finding.blames,
    custody: resource === undefined ? [] : custodyOf(c, resource, finding.seq),
    ...(resource === undefined ? {} : { resource }),
    proof: proofOf(c, finding),
    at: finding.seq === 0 ? (c.events.at(-1)?.seq ?? 0) : finding.seq,
    repeat: c.repeat(),
    siblings: all.filter((f) => f !== finding && f.seq === finding.seq && f.consequenceOf === undefined),
    consequences: all.filter((f) => f.consequenceOf === index),
  };
}

/** Nothing but where it stands. */
const bare = (c: FailureContext): Omit<Failure, "requirement" | "happened"> => ({
  citations: [],
  place: place(c, c.scenario),
  custody: [],
  proof: [],
  repeat: c.repeat(),
  siblings: [],
  consequences: [],
  because: [],
  at: c.events.at(-1)?.seq ?? 0,
  expected: [],
});

/** What the subject itself did, where a rule about others is judged by it. */
export const faultFailure = (c: FailureContext, fault: NonNullable<Led["fault"]>): Failure => ({
  ...bare(c),
  ...fault,
});

/** Nobody was there to be asked. */
export const unaskedFailure = (c: FailureContext, why: string): Failure => ({
  ...bare(c),
  requirement: "the subject is there to be asked",
  happened: why,
});

/** undefined: it went as written. */
export function outcomeFailure(c: FailureContext, outcome: Outcome): Failure | undefined {
  if (outcome.kind === "finished") return undefined;
  const base = bare(c);
  switch (outcome.kind) {
    case "mismatch": {
      const { mismatch } = outcome;
      const because =
        mismatch.kind === "off script"
          ? [`${mismatch.by} said what the scenario does not allow here`]
          : mismatch.kind === "never"
            ? ["the scenario forbids it at this place"]
            : mismatch.kind === "expectation"
              ? ["the scenario expects this to hold here"]
              : [`${mismatch.by} made a choice of its own that the scenario did not want`];
      return {
        ...base,
        requirement: `the scenario "${c.scenario.title}" goes as written`,
        expected: expectedAt(c, mismatch.seq),
        happened: mismatch.what,
        because,
        ...(mismatch.by === "" ? {} : { blames: mismatch.by }),
        at: mismatch.seq,
      };
    }
    case "missing":
      return {
        ...base,
        requirement: `the scenario "${c.scenario.title}" comes to its end`,
        expected: outcome.steps,
        happened: "nothing more: everything is at rest",
        because: [`${outcome.by.join(" or ")} still had to do it`],
        ...(outcome.by.length === 1 ? { blames: outcome.by[0] as string } : {}),
      };
    case "unspent":
      return {
        ...base,
        requirement: `what the scenario "${c.scenario.title}" declares happens`,
        happened: "everything else went as written",
        because: outcome.why,
      };
    case "undrained":
      return {
        ...base,
        requirement:
          "whatever comes between, everything comes to rest: nothing is lent out, every call has returned",
        happened: "nothing can move any more",
        because: outcome.why,
      };
    case "stuck":
    case "deadlock":
      return {
        ...base,
        requirement: `the scenario "${c.scenario.title}" can be played`,
        happened: "nothing can move any more",
        because: outcome.why,
      };
    case "bound":
      return {
        ...base,
        requirement: "a run ends within its bounds",
        happened: `a bound was reached: ${outcome.which}`,
      };
    case "subject":
      return {
        ...base,
        requirement: "the subject answers",
        happened: `${outcome.party} ${outcome.how}`,
        because: [outcome.why],
        blames: outcome.party,
      };
  }
}

const citationsOf = (rule: Rule): readonly string[] =>
  rule.items.flatMap((item) => (item.kind === "cites" ? item.sources.map(spellCitation) : []));
export const spellCitation = (c: Citation): string => (c.kind === "seed" ? `seed ${c.key}` : c.key);
const place = (c: FailureContext, node: Span): Failure["place"] =>
  shownPlace(c.program.place(node, c.program.fileOf(c.scenario).name));

/** What could legally have come when the script met this event; known where the event is off script too. */
function expectedAt(c: FailureContext, seq: number): readonly string[] {
  const { mismatch } = c.config;
  if (mismatch === undefined || mismatch.seq !== seq) return [];
  return mismatch.expected.length > 0 ? mismatch.expected : ["nothing: the scenario had come to its end"];
}

function describeEvent(event: Event): string {
  const values = Object.values(event.args ?? event.results ?? {}).map((v) =>
    typeof v === "object" && v !== null && "sha256" in v ? `${v.length} bytes` : JSON.stringify(v),
  );
  const who =
    event.to === undefined
      ? event.from
      : event.kind === "return"
        ? `${event.from} => ${event.to}`
        : `${event.from} -> ${event.to}`;
  return `event ${event.seq}: ${who} ${event.name}${event.kind === "return" ? " returns " : ""}(${values.join(", ")})`;
}

const proofOf = ({ program, world, events }: FailureContext, finding: Finding): readonly Event[] =>
  shortestSlice(
    {
      program,
      setting: { parties: world.parties, fromStart: true },
      events,
      until: events.at(-1)?.time ?? 0,
      ending: "quiet",
    },
    finding,
  );

/** The chain up to the event in question, from a judge that hears the run once more. */
function custodyOf(c: FailureContext, resource: string, upTo: number): readonly string[] {
  const judge = createJudge(c.program, { parties: c.world.parties, fromStart: true }, []);
  const chains = new Chains(c.program, judge, c.world.parties);
  for (const event of c.events) {
    if (upTo > 0 && event.seq > upTo) break;
    judge.see(event);
    chains.see(event);
  }
  return chains.sentences(resource);
}
