// A program as a target: started, greeted, and asked what it is.
import { Link } from "../../adapters/link/link.ts";
import type { Where } from "../../adapters/link/told.ts";
import { Program, subjectOf, usualOptions, type ProgramOptions } from "../../adapters/program.ts";
import { InputError } from "../../contract/problem.ts";
import { kitVersion } from "../kit.ts";
import type { Target } from "../subjects.ts";

export function greeted(text: string, where: Where, options: Partial<ProgramOptions>): Target {
  const all = { ...usualOptions, kit: kitVersion, ...options };
  const program = new Program(text, new Link(where, all.limits), all);
  const ready = program.greet();
  if ("how" in ready && notFound.test(ready.why))
    throw new InputError(
      `There is no such program: ${text.trim()} (${ready.why.replace(/^.*it logged: /su, "")}).`,
    );
  return { subject: subjectOf(program, ready), roles: "how" in ready ? [] : ready.roles };
}

/** A shell's way of saying that it found nothing to start, or nothing that may be started. */
const notFound = /^before its ready: it ended with exit code 12[67]\b/u;
