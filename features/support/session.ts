// The session that plays: the one that the command has opened, or one with defaults where Cucumber itself runs the features.
import type { Session, TextProblems } from "../../src/runner/session.ts";

export async function session(): Promise<Session> {
  if (globalThis.custodySession !== undefined) return globalThis.custodySession;
  const { openSession } = await import("../../src/runner/session.ts");
  return openSession({ target: process.env["CUSTODY_TARGET"] ?? "reference", roles: [], seed: 1 });
}

/** By name, because the bundled command brings a class of its own. */
export const isTextProblems = (error: unknown): error is TextProblems =>
  error instanceof Error && error.name === "TextProblems";
