// custody adapter check: the handshake, the probes and a smoke test, and in words what is missing.
import type { ProgramOptions } from "../../adapters/program.ts";
import type { Subject } from "../../contract/subject.ts";
import { InputError } from "../../contract/problem.ts";
import { probes, type Probe } from "../../runner/foreign/probes.ts";
import { repeatability } from "../../runner/foreign/repeatability.ts";
import { targetNamed } from "../../runner/subjects.ts";

const words: Readonly<Record<Probe["came"], string>> = { held: "ok", failed: "FAILED", lacks: "not shown" };

export async function checkAdapter(
  target: string,
  wanted: readonly string[],
  options: Partial<ProgramOptions>,
): Promise<number> {
  const { subject, roles: own } = await targetNamed(target, { ...options, roles: wanted });
  if (subject.absent !== undefined) {
    subject.close?.();
    throw new InputError(
      `${target} is no adapter: ${subject.absent}. What docs/adapter-protocol.md calls ready must be its first line.`,
    );
  }
  if (subject.claims === undefined)
    throw new InputError(
      "custody adapter check is for programs: exec:COMMAND, tcp:, unix:, or a module of handlers.",
    );
  const missing = wanted.filter((role) => !own.includes(role));
  print(`${subject.name} ${subject.version} plays ${own.join(", ")}`);
  for (const role of missing) print(`FAILED      the role ${role}: its ready does not name it`);
  const roles = wanted.length > 0 ? wanted.filter((role) => own.includes(role)) : own;
  const found = [...(await probes(subject, target, roles)), ...(await repeatability(subject, target, roles))];
  for (const { tried, came, why } of found) print(`${words[came].padEnd(11)} ${tried}: ${why}`);
  print(verdict(found, missing.length > 0));
  return codeOf(subject, found, missing.length > 0);
}

function verdict(found: readonly Probe[], isMissing: boolean): string {
  if (isMissing || found.some(({ came }) => came === "failed"))
    return "It cannot be judged: a run of it fails, whatever it does. The lines above say what to mend.";
  const shown = found.filter(({ came }) => came === "lacks").length;
  return shown === 0
    ? "It can be judged."
    : "It can be judged. What was not shown is no failure: the scenarios that need it will be undecided or unsupported.";
}

function codeOf(subject: Subject, found: readonly Probe[], isMissing: boolean): number {
  subject.close?.();
  return isMissing || found.some(({ came }) => came === "failed") ? 1 : 0;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
