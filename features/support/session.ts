// The session that plays: the one that the command has opened, or one with defaults where Cucumber itself runs the features.
import { BeforeAll } from "@cucumber/cucumber";
import type { Session, TextProblems } from "../../src/runner/session.ts";

let current: Session | undefined;

// A step that need not wait for it costs Cucumber no promises and no timers.
BeforeAll(async () => {
  current = await (globalThis.custodySession ?? opened());
});

async function opened(): Promise<Session> {
  const { openSession } = await import("../../src/runner/session.ts");
  return openSession({ target: process.env["CUSTODY_TARGET"] ?? "reference", roles: [], seed: 1 });
}

export function session(): Session {
  if (current === undefined) throw new Error("nothing can be played before the run has begun");
  return current;
}

/** By name, because the bundled command brings a class of its own. */
export const isTextProblems = (error: unknown): error is TextProblems =>
  error instanceof Error && error.name === "TextProblems";
