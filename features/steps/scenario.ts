// Steps about scenarios: which one is played, and how it went.
import { Given, Then, When } from "@cucumber/cucumber";
import { lineOfText, placeOf } from "../../src/runner/play/running.ts";
import { isTextProblems, session } from "../support/session.ts";
import { failureText, problemText } from "../support/words.ts";
import { beside, type Scene } from "../support/world.ts";

Given("the scenarios of {text in quotes}", function (this: Scene, name: string) {
  this.file = beside(this, name);
});

When("{text in quotes} is played", function (this: Scene, title: string) {
  if (this.file === undefined)
    throw new Error('say first which file the scenario stands in: Given the scenarios of "…"');
  return session().behind(playing(this, this.file, title));
});

When("this is played:", function (this: Scene, text: string) {
  // blank lines in front keep the problems of the text at the feature's own lines
  const name = this.running.pickle.uri.replaceAll("\\", "/");
  const line = lineOfText(this.running, text);
  return session().behind(playing(this, `${name}#${line}`, undefined, { text, line }));
});

function playing(
  scene: Scene,
  file: string,
  title: string | undefined,
  doc?: { readonly text: string; readonly line: number },
): string | undefined {
  const place = placeOf(scene.running);
  try {
    scene.played = session().play(file, title, place, doc?.text);
    // a scenario without the role under test is not part of the selection
    return scene.played.length === 0 ? "skipped" : undefined;
  } catch (error) {
    if (isTextProblems(error)) throw new Error(problemText(error, place.uri, doc?.line ?? 1));
    throw error;
  }
}

Then("it goes as written", function (this: Scene): string | undefined {
  const results = this.plays.map(({ result }) => result);
  const failed = results.filter(({ status }) => status === "failed" || status === "kit error");
  if (failed.length > 0) throw new Error(failed.map((result) => failureText(result)).join("\n\n"));
  if (results.some(({ status }) => status === "undecided")) return "pending";
  return results.some(({ status }) => status === "unsupported") ? "skipped" : undefined;
});
