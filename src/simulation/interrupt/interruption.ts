// An interruption laid over a scenario: whom it befalls there, and what the parties of that scenario are told to do, one behind the other.
import type { Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { PartyDecl, Scenario, Step } from "../../contract/syntax.ts";
import type { Args } from "../../contract/value.ts";
import { evaluate } from "../script/values.ts";
import { emptyStore } from "../store.ts";

/** One thing that a party is told; the next one is told when it has begun. */
export type Told =
  | {
      readonly k: "do";
      readonly party: PartyId;
      readonly to: PartyId;
      readonly name: string;
      readonly args: Args;
    }
  | { readonly k: "fault"; readonly party: PartyId; readonly name: string; readonly args: Args };

export type Interruption = {
  readonly title: string;
  /** whom it befalls */
  readonly of: PartyId;
  /** what one step tells several parties, in any order; the next step is told when all of them have begun */
  readonly steps: readonly (readonly Told[])[];
};

/** One that cannot befall anybody here, and why. */
export type Inapplicable = { readonly title: string; readonly why: string };

/** Every interruption of the program, for every party that it can befall. */
export function interruptionsOf(
  program: Program,
  parties: readonly Party[],
): readonly (Interruption | Inapplicable)[] {
  return program.interruptions.flatMap((scenario) => new Laying(program, parties, scenario).all());
}

/** One interruption, laid over one cast. */
class Laying {
  private readonly program: Program;
  private readonly parties: readonly Party[];
  private readonly scenario: Scenario;
  private readonly cast: readonly PartyDecl[];

  constructor(program: Program, parties: readonly Party[], scenario: Scenario) {
    this.program = program;
    this.parties = parties;
    this.scenario = scenario;
    this.cast = scenario.steps.flatMap((step) => (step.kind === "parties" ? step.parties : []));
  }

  all(): readonly (Interruption | Inapplicable)[] {
    const { title } = this.scenario;
    const [first] = this.cast;
    const whom = this.parties.filter(({ role }) => role === first?.role);
    if (whom.length === 0) return [{ title, why: `no ${first?.role ?? "party"} takes part` }];
    const fit = whom.filter((party) => this.isAsGiven(party, first?.name ?? ""));
    if (fit.length === 0) return [{ title, why: `no ${first?.role} is as it wants it` }];
    return fit.map((party) => {
      const strange = this.strangeBeside(party);
      if (strange !== undefined) return { title, why: `${strange.id} is not as it wants it` };
      const steps = this.stepsFor(party);
      return steps.length > 0
        ? { title, of: party.id, steps }
        : { title, why: `nobody beside ${party.id} can bring it about` };
    });
  }

  private stepsFor(victim: Party): readonly (readonly Told[])[] {
    return this.scenario.steps.map((step) => this.told(step, victim)).filter((told) => told.length > 0);
  }

  private told(step: Step, victim: Party): readonly Told[] {
    if (step.kind === "fault")
      return this.meant(step.party.name, victim).map(({ id }) => ({
        k: "fault",
        party: id,
        name: step.name,
        args: { times: 1, ...this.argsOf(step.name, step.args) },
      }));
    if (step.kind !== "event" || step.pattern.speaker === undefined) return [];
    const { name, speaker, hearer, args } = step.pattern;
    const hearers = this.meant(hearer?.name ?? "", victim);
    return this.meant(speaker.name, victim).flatMap(({ id }) =>
      hearers.map((to) => ({ k: "do", party: id, to: to.id, name, args: this.argsOf(name, args) })),
    );
  }

  /** The parties that a name of the interruption stands for. */
  private meant(name: string, victim: Party): readonly Party[] {
    const decl = this.cast.find((one) => one.name === name) ?? this.cast.find((one) => one.role === name);
    if (decl === undefined) return [];
    if (decl === this.cast[0]) return [victim];
    return this.parties.filter((party) => party.role === decl.role && isBeside(party, victim));
  }

  /** Somebody whom it names as well, and who is not what it says of him. */
  private strangeBeside(victim: Party): Party | undefined {
    return this.cast
      .slice(1)
      .flatMap(({ name }) => this.meant(name, victim).filter((party) => !this.isAsGiven(party, name)))[0];
  }

  private isAsGiven(party: Party, name: string): boolean {
    return this.scenario.steps.every((step) => {
      if (step.kind !== "given") return true;
      const dot = step.path.lastIndexOf(".");
      if (step.path.slice(0, dot) !== name) return true;
      return party.properties[step.path.slice(dot + 1)] === this.valueOf(step.value);
    });
  }

  /** What is left out stays free: whoever is told decides. */
  private argsOf(name: string, given: readonly { readonly name?: string; readonly value: unknown }[]): Args {
    const parameters = this.program.words.get(name)?.parameters ?? [];
    const all: Record<string, Args[string]> = {};
    for (const parameter of parameters) all[parameter.name] = null;
    for (const [at, arg] of given.entries()) {
      const to = arg.name ?? parameters[at]?.name;
      if (to !== undefined) all[to] = this.valueOf(arg.value as Parameters<typeof evaluate>[0]);
    }
    return all;
  }

  private valueOf(e: Parameters<typeof evaluate>[0]): Args[string] {
    return evaluate(e, {}, {}, { program: this.program, parties: [], store: emptyStore }) ?? null;
  }
}

/** At the same station; the wire is at all of them. */
const isBeside = (a: Party, b: Party): boolean =>
  a.station === b.station || a.role === "wire" || b.role === "wire";
