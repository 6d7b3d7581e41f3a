// Whether a subject and what stands between it and the kit can be believed: asked before every run of somebody else's program.
import { randomBytes } from "node:crypto";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Subject } from "../../contract/subject.ts";
import { loadWithSpec } from "../input/load.ts";
import { play } from "../play/play.ts";
import { reference } from "../subjects.ts";
import { stimuli, stimulusTitle, type Stimulus } from "./stimuli.ts";

/** What was tried, and what came of it. `lacks`: it has nothing by which that could be shown. */
export type Probe = {
  readonly tried: string;
  readonly came: "held" | "failed" | "lacks";
  readonly why: string;
};

/** For every role that the subject is wanted for. */
export async function probes(
  subject: Subject,
  target: string,
  roles: readonly string[],
): Promise<readonly Probe[]> {
  if (subject.claims === undefined) return [];
  // asked first: what the others do to it is no answer to this
  const first = nonsense(subject);
  const parts = [];
  for (const role of roles) parts.push(...(await probesOf(subject, target, role)));
  return [first, ...parts];
}

/** Why a run of it would prove nothing; undefined: it may be believed. */
export async function disbeliefIn(
  subject: Subject,
  target: string,
  roles: readonly string[],
): Promise<string | undefined> {
  const failed = (await probes(subject, target, roles)).find(({ came }) => came === "failed");
  return failed === undefined ? undefined : `${failed.tried}: ${failed.why}`;
}

/** Who has everything has been asked nothing. */
function nonsense(subject: Subject): Probe {
  const tried = "a capability that nobody can have";
  const name = `teleports-${randomBytes(6).toString("hex")}`;
  const claimed = subject.claims?.(name) ?? false;
  if (typeof claimed === "object") return { tried, came: "failed", why: `no answer: ${claimed.why}` };
  return claimed
    ? { tried, came: "failed", why: `it says that it has ${name}` }
    : { tried, came: "held", why: "it says that it does not have it" };
}

async function probesOf(subject: Subject, target: string, role: string): Promise<readonly Probe[]> {
  const fitting = stimuli.filter((one) => one.role === role);
  if (fitting.length === 0)
    return [{ tried: `the data path of ${role}`, came: "lacks", why: "no data pass through this role" }];
  const tokens = [];
  for (const stimulus of fitting) tokens.push(await tokenProbe(subject, target, stimulus));
  const passed = tokens.findIndex(({ came }) => came === "held");
  const [first] = fitting;
  if (first === undefined) return [];
  const canary = await canaryProbe(subject, target, fitting[Math.max(passed, 0)] ?? first);
  return [passed < 0 ? (tokens[0] as Probe) : (tokens[passed] as Probe), canary];
}

/** What nobody could know must come out where the subject passes it on. */
async function tokenProbe(subject: Subject, target: string, stimulus: Stimulus): Promise<Probe> {
  const tried = `an unpredictable token, ${stimulus.path}`;
  const token = randomBytes(6).toString("hex").toUpperCase();
  const result = await played(subject, target, stimulus, stimulus.text(token, ""));
  const out = result.events.some(
    (event) => isLive(result, event.from) && stimulus.shows(JSON.stringify(event), token),
  );
  if (out) return { tried, came: "held", why: "it came through" };
  // what fails openly hides nothing: its scenarios will say so
  return result.status === "passed"
    ? { tried, came: "failed", why: "everything was said, and it did not come through" }
    : { tried, came: "lacks", why: `${result.status}: ${result.reason ?? ""}` };
}

/** What cannot be true must fail whoever is under test. */
async function canaryProbe(subject: Subject, target: string, stimulus: Stimulus): Promise<Probe> {
  const tried = `a canary that must fail, as ${stimulus.role}`;
  const result = await played(subject, target, stimulus, stimulus.text("00112233AABB", "expect 1 = 2"));
  const { status, reason = "" } = result;
  if (status === "passed") return { tried, came: "failed", why: "it passed" };
  return status === "failed" && reason.includes("1 = 2")
    ? { tried, came: "held", why: "it failed" }
    : { tried, came: "lacks", why: `${status}: ${reason}` };
}

const isLive = ({ live }: ScenarioResult, from: string): boolean => live.includes(from);

async function played(
  subject: Subject,
  target: string,
  { role }: Stimulus,
  text: string,
): Promise<ScenarioResult> {
  const { program } = loadWithSpec([], new Map([["probe.custody", text]]));
  const scenario = program.scenarios.find(({ title }) => title === stimulusTitle);
  if (scenario === undefined) throw new RangeError(`the probe of ${role} is no scenario`);
  const kit = (await reference()).subject;
  return play({ program, scenario, kit, subject, target, roles: [role], seed: 1 }).result;
}
