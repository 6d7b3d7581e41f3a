// The session that plays: the one that the command has opened, or one with defaults where Cucumber itself runs the features.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { BeforeAll } from "@cucumber/cucumber";
import type { Session, TextProblems } from "../../src/runner/session.ts";

let current: Session | undefined;

// A step that need not wait for it costs Cucumber no promises and no timers.
BeforeAll(async () => {
  current = await (globalThis.custodySession ?? opened());
});

/** Judged by the rules of one's own as well, where Cucumber looks for features unless it is told otherwise. */
async function opened(): Promise<Session> {
  const { openSession } = await import("../../src/runner/session.ts");
  const { textsBeside } = await import("../../src/runner/beside/texts.ts");
  const { files, loaded } = textsBeside(existsSync("features") ? [join("features", "any.feature")] : []);
  const target = process.env["CUSTODY_TARGET"] ?? "reference";
  const session = await openSession({ target, roles: [], seed: 1 });
  session.preload(files, loaded);
  return session;
}

export function session(): Session {
  if (current === undefined) throw new Error("nothing can be played before the run has begun");
  return current;
}

/** By name, because the bundled command brings a class of its own. */
export const isTextProblems = (error: unknown): error is TextProblems =>
  error instanceof Error && error.name === "TextProblems";
