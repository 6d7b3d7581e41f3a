// One run of many scenarios: what it plays against whom, and what came of each. Shared by the command line and the steps of features.
import type { Program } from "../contract/program.ts";
import type { ScenarioResult } from "../contract/result.ts";
import type { Scenario } from "../contract/syntax.ts";
import type { Ending } from "../contract/verdict.ts";
import { signalsHeard } from "../adapters/link/link.ts";
import { InputError, type Problem } from "../contract/problem.ts";
import { nearMiss } from "../language/near.ts";
import { addsOnlyScenarios } from "../language/program.ts";
import { play, type Frame, type Play, type Stage } from "./play/play.ts";
import type { ProgramOptions } from "../adapters/program.ts";
import { errorsThatConcern, loadWithSpec, type LoadedProgram } from "./input/load.ts";
import type { FeaturePlace, Running } from "./play/running.ts";
import { castOf, partiesOfRole } from "./play/scene.ts";
import { disbeliefIn } from "./foreign/probes.ts";
import { specName } from "./kit.ts";
import { shownPath } from "./shown-path.ts";
import { reference, targetNamed, type Target } from "./subjects.ts";

export type SessionOptions = {
  readonly target: string;
  readonly roles: readonly string[];
  readonly seed: number;
  /** play everything twice and compare the records */
  readonly twice?: boolean;
  readonly rules?: readonly string[];
  /** keep the bytes of every frame that goes out */
  readonly frames?: true;
  /** which scenarios are selected, by title and by the name of the Gherkin scenario; absent: all */
  readonly wants?: (...names: readonly string[]) => boolean;
  /** only find out what would be played */
  readonly dry?: true;
  /** how a program under test is run */
  readonly program?: Partial<ProgramOptions>;
};

export type Played = {
  readonly result: ScenarioResult;
  readonly scenario: Scenario;
  readonly place?: FeaturePlace;
  readonly program: Program;
  readonly frames: readonly Frame[];
  readonly choices: readonly string[];
  readonly ending: Ending;
};

/** A scenario that would be played. */
export type Planned = {
  readonly program: Program;
  readonly scenario: Scenario;
  readonly place?: FeaturePlace;
};

/** What a scenario goes by: its own title, and of a row of `cases` that of all rows. */
export const titlesOf = ({ title, row }: Scenario): readonly string[] =>
  row === undefined ? [title] : [title, row.title];

/** The language text of a file or doc string has problems: nothing of it is played. */
export class TextProblems extends Error {
  override readonly name = "TextProblems";
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
  constructor(problems: readonly Problem[], texts: ReadonlyMap<string, string>) {
    super(problems[0]?.message ?? "");
    this.problems = problems;
    this.texts = texts;
  }
}

export class Session {
  readonly options: SessionOptions;
  readonly played: Played[] = [];
  readonly planned: Planned[] = [];
  /** what was played once more with another seed, by the seed and the token of the first */
  private readonly others = new Map<string, Played>();
  private readonly target: Target;
  private readonly kit: Target;
  /** told by whoever runs the features */
  running: Running | undefined;
  private disbelief: string | undefined;
  private readonly programs = new Map<string, LoadedProgram>();
  /** the specification with rules and words of the user's own, where there are any */
  private base: Program | undefined;

  private constructor(options: SessionOptions, target: Target, kit: Target) {
    this.options = options;
    this.target = target;
    this.kit = kit;
  }

  static async open(options: SessionOptions): Promise<Session> {
    const kit = await reference();
    const target = await targetNamed(options.target, { roles: options.roles, ...options.program });
    const session = new Session(options, target, { subject: kit.subject, roles: [] });
    const roles = options.roles.length > 0 ? options.roles : target.roles;
    if (options.dry !== true) session.disbelief = await disbeliefIn(target.subject, options.target, roles);
    return session;
  }

  get subject(): { readonly name: string; readonly version: string } {
    return this.target.subject;
  }

  /** Behind a subject that is a program of its own: whoever presses Ctrl-C is heard before the next scenario. */
  behind<T>(played: T): T | Promise<T> {
    return this.target.subject.claims === undefined ? played : signalsHeard().then(() => played);
  }

  /** What `requires` may ask of it. */
  readonly has = (capability: string): boolean => {
    const { capabilities, without = [] } = this.target.subject;
    return !without.includes(capability) && capabilities?.includes(capability) !== false;
  };

  /** Files that were loaded together: the rules of each judge what stands in any of them, and what a doc string holds. */
  preload(paths: readonly string[], loaded: LoadedProgram): void {
    for (const path of paths) this.programs.set(path, loaded);
    const own = loaded.program.files.filter(({ name }) => !name.startsWith(`${specName}/`));
    if (!addsOnlyScenarios(own)) this.base = loaded.program;
  }

  programOf(path: string, text?: string): LoadedProgram {
    const known = this.programs.get(path);
    if (known !== undefined) return known;
    const loaded =
      text === undefined ? loadWithSpec([path]) : loadWithSpec([], new Map([[path, text]]), this.base);
    this.programs.set(path, loaded);
    return loaded;
  }

  /**
   * Plays the scenario of that title (or the only one) of a file, or of a text that goes under that name; of `cases` every row, or the
   * one that the title names. Left out: what has none of the roles under test, what was not wanted, and everything in a dry session.
   */
  play(path: string, title: string | undefined, place?: FeaturePlace, text?: string): readonly Play[] {
    const loaded = this.programOf(path, text);
    const { program, texts } = loaded;
    const own = errorsThatConcern(loaded, path);
    if (own.length > 0) throw new TextProblems(own, texts);
    return scenariosOf(program, path, title).flatMap((scenario) => this.playOne(program, scenario, place));
  }

  private playOne(program: Program, scenario: Scenario, place: FeaturePlace | undefined): readonly Play[] {
    const stage = this.stage(program, scenario);
    if (
      stage.roles.length > 0 &&
      stage.roles.every((role) => partiesOfRole(castOf(program, scenario), role).length === 0)
    )
      return [];
    const { wants, dry } = this.options;
    if (wants?.(...titlesOf(scenario), place?.name ?? "") === false) return [];
    this.planned.push({ program, scenario, ...(place === undefined ? {} : { place }) });
    if (dry === true) return [];
    const played = play(stage);
    const checked = this.options.twice === true ? this.comparedTwice(program, scenario, played) : played;
    const result =
      place === undefined
        ? checked.result
        : { ...checked.result, feature: { uri: shownPath(place.uri), line: place.line, name: place.name } };
    this.played.push({
      result,
      scenario,
      program,
      choices: checked.choices,
      ending: checked.run.ending,
      frames: this.options.frames === true ? played.frames : [],
      ...(place === undefined ? {} : { place }),
    });
    return [{ ...checked, result }];
  }

  /** The same scenario with another seed. */
  readonly again = ({ token, feature, turn }: ScenarioResult, seed: number): ScenarioResult => {
    const key = `${String(seed)} ${token()}`;
    const known = this.others.get(key);
    if (known !== undefined) return known.result;
    const first = this.played.find(({ result }) => result.token === token);
    if (first === undefined) throw new RangeError("what was never played cannot be played again");
    const { program, scenario } = first;
    const { result, choices, run } = play({ ...this.stage(program, scenario), seed });
    const placed = {
      ...result,
      ...(feature === undefined ? {} : { feature }),
      ...(turn === undefined ? {} : { turn }),
    };
    const other = { ...first, result: placed, choices, ending: run.ending };
    this.others.set(key, other);
    return placed;
  };

  /** Nothing more is played: what the last scenario left behind is told with it. */
  finish(): void {
    const last = this.played.at(-1);
    const remains = last === undefined ? [] : (this.target.subject.remains?.() ?? []);
    if (last === undefined || remains.length === 0) return;
    const notes = [...(last.result.notes ?? []), ...remains];
    this.played[this.played.length - 1] = { ...last, result: { ...last.result, notes } };
  }

  /** The run that a result tells of. */
  playedAs({ token }: ScenarioResult): Played | undefined {
    const isIt = ({ result }: Played): boolean => result.token === token;
    return this.played.find(isIt) ?? [...this.others.values()].find(isIt);
  }

  private comparedTwice(program: Program, scenario: Scenario, once: Play): Play {
    const again = play(this.stage(program, scenario));
    if (textOf(again.result) === textOf(once.result)) return once;
    // what is ours gives the same run; anybody else's need not, and shows nothing then
    const isOurs = this.target.mutant !== undefined || this.target.subject === this.kit.subject;
    const status = isOurs ? "kit error" : "undecided";
    return {
      ...once,
      result: { ...once.result, status, reason: "the same seed gave two different runs" },
    };
  }

  stage(program: Program, scenario: Scenario): Stage {
    const { target, roles, seed, rules } = this.options;
    return {
      program,
      scenario,
      kit: this.kit.subject,
      subject: this.target.subject,
      target,
      roles: roles.length > 0 ? roles : this.target.roles,
      seed,
      ...(rules === undefined ? {} : { rules }),
      ...(this.disbelief === undefined ? {} : { disbelief: this.disbelief }),
    };
  }
}

const textOf = (result: ScenarioResult): string =>
  JSON.stringify({ ...result, digest: result.digest(), token: result.token() });

/** The scenarios of a file, and by what they go by. */
type OfFile = { readonly all: Scenario[]; readonly byTitle: Map<string, Scenario[]> };
const scenariosByFile = new WeakMap<Program, ReadonlyMap<string, OfFile>>();

/** Looked up once for each scenario that is played. */
function byFile(program: Program): ReadonlyMap<string, OfFile> {
  const known = scenariosByFile.get(program);
  if (known !== undefined) return known;
  const files = new Map<string, OfFile>(
    program.files.map(({ name }) => [name, { all: [], byTitle: new Map() }]),
  );
  for (const scenario of program.scenarios) {
    const file = files.get(program.fileOf(scenario).name);
    file?.all.push(scenario);
    for (const title of new Set(titlesOf(scenario))) {
      const same = file?.byTitle.get(title);
      if (same === undefined) file?.byTitle.set(title, [scenario]);
      else same.push(scenario);
    }
  }
  scenariosByFile.set(program, files);
  return files;
}

function scenariosOf(program: Program, path: string, title: string | undefined): readonly Scenario[] {
  const file = byFile(program).get(path);
  const own = file?.all ?? [];
  const found = title === undefined ? own : (file?.byTitle.get(title) ?? []);
  const [first] = found;
  // of two texts with one title the first is meant
  if (first !== undefined && (title !== undefined || found.every((s) => s.at === first.at)))
    return found.filter((s) => s.at === first.at);
  const titles = [...new Set(own.map((s) => `"${s.row?.title ?? s.title}"`))].join(", ");
  throw new InputError(
    own.length === 0
      ? `${path} holds no scenario; check the path`
      : `${path} has no scenario ${title === undefined ? "of its own: name one" : `"${title}"`}; ${nearMiss(
          title ?? "",
          own.map((s) => s.title),
          `it has ${titles}`,
        )}`,
  );
}

declare global {
  /** Of this process, whoever asks: the bundled command and the steps that Cucumber imports would have a copy of this module each. */
  var custodySession: Promise<Session> | undefined;
}

export function openSession(options: SessionOptions): Promise<Session> {
  return (globalThis.custodySession = Session.open(options));
}
