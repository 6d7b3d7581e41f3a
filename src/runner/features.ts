// A run of features: Cucumber's own run through its own API, with the kit's steps, one session, and every envelope heard.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { PassThrough } from "node:stream";
import { InputError } from "../contract/problem.ts";
import type { ScenarioResult } from "../contract/result.ts";
import { builtRoot, extension, kitRoot } from "./kit.ts";
import type { Session } from "./session.ts";

export type FeatureRun = {
  readonly paths: readonly string[];
  readonly tags: string;
  readonly shard?: string;
  readonly onScenario?: (name: string, done: number, all: number) => void;
};

/** What Cucumber says of a scenario that the session did not play, or that a later step failed. */
type Pickle = { readonly id: string; readonly name: string; readonly uri: string };
type Envelope = {
  readonly pickle?: Pickle;
  readonly testCase?: { readonly id: string; readonly pickleId: string };
  readonly testCaseStarted?: { readonly id: string; readonly testCaseId: string };
  readonly testStepFinished?: {
    readonly testCaseStartedId: string;
    readonly testStepResult: { readonly status: string; readonly message?: string };
  };
  readonly testCaseFinished?: { readonly testCaseStartedId: string };
  readonly parseError?: { readonly message: string; readonly source: { readonly uri?: string } };
};

export type Unplayed = {
  readonly name: string;
  readonly uri: string;
  readonly status: string;
  readonly message: string;
};
export type FeatureResult = {
  readonly results: readonly ScenarioResult[];
  readonly unplayed: readonly Unplayed[];
};

/** Feature files of a folder; the kit's own when none is named and none stands in ./features. */
export function featurePaths(named: readonly string[]): readonly string[] {
  const given =
    named.length > 0
      ? named
      : [
          existsSync("features") && filesBelow("features", ".feature").length > 0
            ? "features"
            : join(kitRoot, "features"),
        ];
  return given.flatMap((path) => {
    const bare = path.replace(/(:\d+)+$/u, "");
    if (!existsSync(bare))
      throw new InputError(`there is no feature ${bare}; name a .feature file or a folder`);
    if (!statSync(bare).isDirectory()) return [path];
    const found = filesBelow(bare, ".feature");
    if (found.length === 0) throw new InputError(`${bare} holds no .feature file`);
    return found;
  });
}

export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    });
}

export async function runFeatures(session: Session, run: FeatureRun): Promise<FeatureResult> {
  const { loadConfiguration, loadSupport, runCucumber } = await import("@cucumber/cucumber/api");
  const steps = [
    ...filesBelow(join(builtRoot, "features", "support"), extension),
    ...filesBelow(join(builtRoot, "features", "steps"), extension),
  ].filter((f) => !f.endsWith(".d.ts"));
  const { runConfiguration } = await loadConfiguration({
    file: false,
    provided: {
      paths: run.paths.map(fromHere),
      import: steps.map(fromHere),
      tags: run.tags,
      format: [],
      strict: false,
      ...(run.shard === undefined ? {} : { shard: run.shard }),
    },
  });
  const watch = new Watch(run);
  const [stdout, stderr] = [new PassThrough().resume(), new PassThrough().resume()];
  const environment = { cwd: process.cwd(), stdout, stderr };
  const support = await loadSupport(runConfiguration, environment);
  await runCucumber({ ...runConfiguration, support }, environment, (envelope) => watch.hear(envelope));
  return watch.finish(session);
}

/** A path as Cucumber names it: from the working directory. */
export const fromHere = (path: string): string => {
  const [, bare = path, line = ""] = /^(.*?)((?::\d+)*)$/u.exec(path) ?? [];
  return `${(relative(process.cwd(), bare) || ".").replaceAll("\\", "/")}${line}`;
};

/** Pairs Cucumber's verdict on a scenario with what the session played for it. */
class Watch {
  private readonly run: FeatureRun;
  private readonly pickles = new Map<string, Pickle>();
  private readonly cases = new Map<string, string>();
  private readonly started = new Map<string, string>();
  private readonly worst = new Map<string, { status: string; message: string }>();
  private readonly finished = new Set<string>();
  private readonly broken: Unplayed[] = [];
  constructor(run: FeatureRun) {
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
    if (e.pickle !== undefined) this.pickles.set(e.pickle.id, e.pickle);
    if (e.testCase !== undefined) this.cases.set(e.testCase.id, e.testCase.pickleId);
    if (e.testCaseStarted !== undefined)
      this.started.set(e.testCaseStarted.id, this.cases.get(e.testCaseStarted.testCaseId) ?? "");
    if (e.testStepFinished !== undefined)
      this.step(
        this.started.get(e.testStepFinished.testCaseStartedId) ?? "",
        e.testStepFinished.testStepResult,
      );
    if (e.testCaseFinished !== undefined)
      this.over(this.started.get(e.testCaseFinished.testCaseStartedId) ?? "");
  }

  private step(pickle: string, result: { readonly status: string; readonly message?: string }): void {
    const rank = ["PASSED", "SKIPPED", "PENDING", "UNDEFINED", "AMBIGUOUS", "FAILED"];
    const known = this.worst.get(pickle);
    if (known === undefined || rank.indexOf(result.status) > rank.indexOf(known.status))
      this.worst.set(pickle, { status: result.status, message: result.message ?? "" });
  }

  private over(pickle: string): void {
    this.finished.add(pickle);
    this.run.onScenario?.(this.pickles.get(pickle)?.name ?? "", this.finished.size, this.cases.size);
  }

  finish(session: Session): FeatureResult {
    const played = new Set(session.played.map((p) => p.place?.pickle));
    const results = session.played.map(({ result, place }) => this.withSteps(result, place?.pickle));
    const unplayed = [...this.finished]
      .filter((id) => !played.has(id))
      .map((id): Unplayed => {
        const pickle = this.pickles.get(id);
        const worst = this.worst.get(id);
        return {
          name: pickle?.name ?? "",
          uri: pickle?.uri ?? "",
          status: worst?.status ?? "UNDEFINED",
          message: worst?.message ?? "",
        };
      });
    return { results, unplayed: [...this.broken, ...unplayed] };
  }

  /** A scenario that went as written fails all the same when one of its other steps does not hold. */
  private withSteps(result: ScenarioResult, pickle: string | undefined): ScenarioResult {
    const worst = this.worst.get(pickle ?? "");
    if (result.status !== "passed" || worst === undefined || worst.status === "PASSED") return result;
    const [first = worst.status.toLowerCase()] = worst.message.split("\n");
    return { ...result, status: "failed", reason: `a step does not hold: ${first.replace(/^Error: /u, "")}` };
  }
}
