// Steps about scenarios: which one is played, and how it went.
import type { Outcome, Step } from "../../src/runner/features/kit-steps.ts";
import { lineOfText, placeOf } from "../../src/runner/play/running.ts";
import type { TextProblems } from "../../src/runner/session.ts";
import { beside, type Scene } from "../support/scene.ts";
import { failureText, problemText } from "../support/words.ts";

const quoted = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/u.source;

export const scenarios: readonly Step<Scene>[] = [
  { text: RegExp(`^the scenarios of ${quoted}$`, "u"), does: ofFile },
  { text: RegExp(`^${quoted} is played$`, "u"), does: isPlayed },
  { text: /^this is played:$/u, does: thisIsPlayed },
  { text: /^it goes as written$/u, does: goesAsWritten },
];

/** What stands between the quotes, as Cucumber reads its {string}. */
const between = (text: string): string => text.slice(1, -1).replaceAll(/\\(["'])/gu, "$1");

function ofFile(this: Scene, name: string): undefined {
  this.file = beside(this, between(name));
}

function isPlayed(this: Scene, title: string): Outcome | Promise<Outcome> {
  if (this.file === undefined)
    throw new Error('say first which file the scenario stands in: Given the scenarios of "…"');
  return this.session.behind(playing(this, this.file, between(title)));
}

function thisIsPlayed(this: Scene, text: string): Outcome | Promise<Outcome> {
  // nothing, or a table
  if (typeof text !== "string")
    throw new Error('the text is missing: put it below, between two lines of """');
  // blank lines in front keep the problems of the text at the feature's own lines
  const name = this.running.pickle.uri.replaceAll("\\", "/");
  const line = lineOfText(this.running, text);
  return this.session.behind(playing(this, `${name}#${line}`, undefined, { text, line }));
}

function playing(
  scene: Scene,
  file: string,
  title: string | undefined,
  doc?: { readonly text: string; readonly line: number },
): Outcome {
  const place = placeOf(scene.running);
  try {
    scene.played = scene.session.play(file, title, place, doc?.text);
    // a scenario without the role under test is not part of the selection
    return scene.played.length === 0 ? "skipped" : undefined;
  } catch (error) {
    if (isTextProblems(error)) throw new Error(problemText(error, place.uri, doc?.line ?? 1));
    throw error;
  }
}

/** By name, because the bundled command brings a class of its own. */
const isTextProblems = (error: unknown): error is TextProblems =>
  error instanceof Error && error.name === "TextProblems";

function goesAsWritten(this: Scene): Outcome {
  const results = this.plays.map(({ result }) => result);
  const failed = results.filter(({ status }) => status === "failed" || status === "kit error");
  if (failed.length > 0) throw new Error(failed.map((result) => failureText(result)).join("\n\n"));
  if (results.some(({ status }) => status === "undecided")) return "pending";
  return results.some(({ status }) => status === "unsupported") ? "skipped" : undefined;
}
