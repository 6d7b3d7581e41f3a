// Pairs what Cucumber says of a scenario, in its envelopes, with what the session played for it.
import { createHash } from "node:crypto";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Unplayed } from "../input/feature-files.ts";
import { beginningsIn, type Pickle, type Running } from "../play/running.ts";
import type { Session } from "../session.ts";
import { shownPath } from "../shown-path.ts";
import { fromHere } from "./paths.ts";

export type FeatureRun = {
  readonly paths: readonly string[];
  readonly tags: string;
  readonly shard?: string;
  readonly onScenario?: (name: string, done: number, all: number) => void;
};

export type FeatureResult = {
  readonly results: readonly ScenarioResult[];
  readonly unplayed: readonly Unplayed[];
  /** of all features that were read, whatever was selected of them */
  readonly digest: string;
};

// What Cucumber says of a scenario that the session did not play, or that a later step failed.
export type TestCase = {
  readonly id: string;
  readonly pickleId: string;
  readonly testSteps: readonly { readonly id: string; readonly pickleStepId?: string }[];
};
type StepFinished = {
  readonly testCaseStartedId: string;
  readonly testStepId: string;
  readonly testStepResult: { readonly status: string; readonly message?: string };
};
export type Envelope = {
  readonly source?: { readonly uri: string; readonly data: string };
  readonly gherkinDocument?: Running["gherkinDocument"];
  readonly pickle?: Pickle;
  readonly testCase?: TestCase;
  readonly testCaseStarted?: { readonly id: string; readonly testCaseId: string };
  readonly testStepFinished?: StepFinished;
  readonly testCaseFinished?: { readonly testCaseStartedId: string };
  readonly parseError?: { readonly message: string; readonly source: { readonly uri?: string } };
};

/** What Cucumber says of a step, from well to ill. */
const rank = ["PASSED", "SKIPPED", "PENDING", "UNDEFINED", "AMBIGUOUS", "FAILED"];

type Worst = {
  readonly of: TestCase;
  readonly testStepId: string;
  readonly result: StepFinished["testStepResult"];
};

/** Stands for one that was never told of. */
const noCase: TestCase = { id: "", pickleId: "", testSteps: [] };

/** Pairs Cucumber's verdict on a scenario with what the session played for it. */
export class Verdicts {
  private readonly session: Session;
  private readonly run: FeatureRun;
  private readonly documents = new Map<string, Running["gherkinDocument"]>();
  private readonly pickles = new Map<string, Pickle>();
  private readonly cases = new Map<string, TestCase>();
  private readonly started = new Map<string, TestCase>();
  /** by pickle, the step that made it what it is */
  private readonly worst = new Map<string, Worst>();
  private readonly finished = new Set<string>();
  private readonly broken: Unplayed[] = [];
  private readonly texts = createHash("sha256");
  private readonly turns = new Map<string, number>();
  constructor(session: Session, run: FeatureRun) {
    this.session = session;
    this.run = run;
  }

  hear(e: Envelope): void {
    if (e.parseError !== undefined)
      this.broken.push({
        name: "",
        uri: e.parseError.source.uri ?? "",
        status: "PARSE",
        message: e.parseError.message,
      });
    if (e.source !== undefined)
      this.texts.update(JSON.stringify([shownPath(e.source.uri), e.source.data.replace(/\r\n/gu, "\n")]));
    if (e.gherkinDocument !== undefined) this.documents.set(e.gherkinDocument.uri ?? "", e.gherkinDocument);
    if (e.pickle !== undefined) {
      this.turns.set(e.pickle.id, this.turns.size);
      this.pickles.set(e.pickle.id, e.pickle);
    }
    if (e.testCase !== undefined) this.cases.set(e.testCase.id, e.testCase);
    if (e.testCaseStarted !== undefined)
      this.begun(e.testCaseStarted.id, this.cases.get(e.testCaseStarted.testCaseId) ?? noCase);
    if (e.testStepFinished !== undefined) this.step(e.testStepFinished);
    if (e.testCaseFinished !== undefined)
      this.over(this.started.get(e.testCaseFinished.testCaseStartedId)?.pickleId ?? "");
  }

  private begun(id: string, testCase: TestCase): void {
    this.started.set(id, testCase);
    const pickle = this.pickles.get(testCase.pickleId);
    const gherkinDocument = this.documents.get(pickle?.uri ?? "");
    if (pickle !== undefined && gherkinDocument !== undefined)
      this.session.running = { pickle, gherkinDocument };
  }

  private step({ testCaseStartedId, testStepId, testStepResult: result }: StepFinished): void {
    const of = this.started.get(testCaseStartedId) ?? noCase;
    const known = this.worst.get(of.pickleId);
    if (known === undefined || rank.indexOf(result.status) > rank.indexOf(known.result.status))
      this.worst.set(of.pickleId, { of, testStepId, result });
  }

  private textOf(pickle: Pickle | undefined, { of, testStepId }: Worst): { readonly step?: string } {
    const id = of.testSteps.find((one) => one.id === testStepId)?.pickleStepId;
    const text = pickle?.steps.find((one) => one.id === id)?.text;
    return text === undefined ? {} : { step: text };
  }

  private over(pickle: string): void {
    this.finished.add(pickle);
    this.run.onScenario?.(this.pickles.get(pickle)?.name ?? "", this.finished.size, this.cases.size);
  }

  finish(): FeatureResult {
    const { session } = this;
    session.finish();
    const played = new Set(session.played.map((p) => p.place?.pickle));
    const unwell = new Set(
      session.played.filter(({ result }) => result.status !== "passed").map(({ place }) => place?.pickle),
    );
    const results = session.played.map(({ result, place }) =>
      this.withTurn(
        unwell.has(place?.pickle) ? result : this.withSteps(result, place?.pickle),
        place?.pickle,
      ),
    );
    const unplayed = [...this.finished]
      .filter((id) => !played.has(id) || isNobodys.has(this.worst.get(id)?.result.status))
      .map((id): Unplayed => {
        const pickle = this.pickles.get(id);
        const worst = this.worst.get(id);
        return {
          name: pickle?.name ?? "",
          uri: pickle?.uri ?? "",
          status: worst?.result.status ?? "UNDEFINED",
          message: worst?.result.message ?? "",
          ...(worst === undefined ? {} : this.textOf(pickle, worst)),
        };
      });
    return {
      results,
      unplayed: [...this.broken, ...this.nowhere(), ...unplayed],
      digest: this.texts.digest("hex"),
    };
  }

  /** Lines that were named and begin nothing: Cucumber selects nothing by them and says nothing. */
  private nowhere(): readonly Unplayed[] {
    return this.run.paths.flatMap((path) => {
      const [, bare = "", lines = ""] = /^(.*?)((?::\d+)+)$/u.exec(path) ?? [];
      const begin = beginningsIn(this.documents.get(fromHere(bare)));
      return lines
        .split(":")
        .slice(1)
        .filter((line) => begin.length > 0 && !begin.includes(Number(line)))
        .map((line) => ({
          name: "",
          uri: `${bare}:${line}`,
          status: "PARSE",
          message: `no scenario begins in this line; one does in ${begin.length === 1 ? "line" : "lines"} ${begin.join(", ")}`,
        }));
    });
  }

  private withTurn(result: ScenarioResult, pickle: string | undefined): ScenarioResult {
    const turn = this.turns.get(pickle ?? "");
    return turn === undefined ? result : { ...result, turn };
  }

  /** Scenarios that went as written, every row of them, fail all the same when one of their other steps does not hold. */
  private withSteps(result: ScenarioResult, pickle: string | undefined): ScenarioResult {
    const worst = this.worst.get(pickle ?? "")?.result;
    if (result.status !== "passed" || worst === undefined || worst.status === "PASSED") return result;
    const [first = worst.status.toLowerCase()] = (worst.message ?? "").split("\n");
    const why = first.replace(/^Error: /u, "");
    // who is under test went as written: that something else was not shown by it is no failure of its
    return result.live.length > 0 && isUnshown.test(why)
      ? { ...result, status: "undecided", reason: `not shown: ${why}` }
      : { ...result, status: "failed", reason: `a step does not hold: ${why}` };
  }
}

/** There is no step to be found that holds or does not. */
const isNobodys: ReadonlySet<unknown> = new Set(["UNDEFINED", "AMBIGUOUS"]);

/** Rules that a step wanted kept, and of which nothing was seen, or too little. */
const isUnshown = /^(?:[A-Z0-9-]+ is (?:undecided|unexercised)(?:, |$))+$/u;
