// Features that need no steps but the kit's: read by Cucumber's own Gherkin, their scenarios run in order as Cucumber runs them. Cucumber
// itself takes longer to load, and has more to do for a step, than all else here together.
import { readFileSync } from "node:fs";
import { withoutLines } from "../input/feature-files.ts";
import { type Document, type Pickle, type PickleStep, type Running } from "../play/running.ts";
import type { Session } from "../session.ts";
import { chosen } from "./chosen.ts";
import { type KitSteps, kitSteps, type Step } from "./kit-steps.ts";
import { fromHere } from "./paths.ts";
import type { Envelope, FeatureRun, TestCase } from "./verdicts.ts";

type Hear = (envelope: Envelope) => void;

export async function runAlone(session: Session, run: FeatureRun, hear: Hear): Promise<void> {
  const read = await envelopesOf(run.paths);
  read.forEach(hear);
  if (read.some(({ parseError }) => parseError !== undefined)) return;
  const cases = await chosen(scenariosIn(read), run);
  for (const { pickle } of cases) hear({ testCase: testCaseOf(pickle) });
  const own = await kitSteps();
  for (const { pickle } of cases) await runScenario(session, own, pickle, hear);
}

/** Sources, documents, scenarios and what cannot be parsed, one feature behind the other. */
async function envelopesOf(paths: readonly string[]): Promise<readonly Envelope[]> {
  const { generateMessages, makeSourceEnvelope } = await import("@cucumber/gherkin");
  let ids = 0;
  const options = {
    includeSource: true,
    includeGherkinDocument: true,
    includePickles: true,
    newId: (): string => String(ids++),
  };
  const files = new Set(paths.map((path) => fromHere(withoutLines(path))));
  return [...files].flatMap((path): readonly Envelope[] => {
    const { source } = makeSourceEnvelope(readFileSync(path, "utf8"), path);
    return source === undefined ? [] : generateMessages(source.data, source.uri, source.mediaType, options);
  });
}

/** A document comes before its scenarios. */
function scenariosIn(read: readonly Envelope[]): readonly Running[] {
  let document: Document = {};
  return read.flatMap(({ gherkinDocument, pickle }) => {
    document = gherkinDocument ?? document;
    return pickle === undefined ? [] : [{ pickle, gherkinDocument: document }];
  });
}

const testCaseOf = ({ id, steps }: Pickle): TestCase => ({
  id,
  pickleId: id,
  testSteps: steps.map((step) => ({ id: step.id, pickleStepId: step.id })),
});

/** Behind a step that does not hold no other is run, and one that nobody defines is told all the same. */
async function runScenario(session: Session, own: KitSteps, pickle: Pickle, hear: Hear): Promise<void> {
  const { id } = pickle;
  hear({ testCaseStarted: { id, testCaseId: id } });
  const scene = own.sceneOf(session);
  let holds = true;
  for (const line of pickle.steps) {
    const step = own.steps.find(({ text }) => text.test(line.text));
    const result: Result = step === undefined ? nobodys : holds ? await resultOf(scene, step, line) : skipped;
    holds &&= result.status === "PASSED";
    hear({ testStepFinished: { testCaseStartedId: id, testStepId: line.id, testStepResult: result } });
  }
  hear({ testCaseFinished: { testCaseStartedId: id } });
}

type Result = { readonly status: string; readonly message?: string };
const nobodys: Result = { status: "UNDEFINED" };
const skipped: Result = { status: "SKIPPED" };

async function resultOf(scene: unknown, step: Step, line: PickleStep): Promise<Result> {
  try {
    const said = step.does.call(scene, ...givenTo(step, line));
    // a promise for each step would take longer than most of them
    const outcome = said instanceof Promise ? await said : said;
    return { status: outcome?.toUpperCase() ?? "PASSED" };
  } catch (error) {
    if (!isTold(error)) throw error;
    return { status: "FAILED", message: String(error) };
  }
}

/** That a step does not hold, or what somebody has to mend; anything else is a defect of the kit. */
const isTold = (error: unknown): boolean =>
  error instanceof Error && (error.name === "Error" || error.name === "InputError");

/** What its words hold, and the text below them. */
function givenTo({ text, does }: Step, { text: words, argument }: PickleStep): readonly string[] {
  const given = (text.exec(words) ?? []).slice(1);
  const isBelow = given.length < does.length;
  if (argument !== undefined && !isBelow) throw new Error("nothing is wanted below this step");
  const below = argument?.docString?.content;
  return below === undefined ? given : [...given, below];
}
