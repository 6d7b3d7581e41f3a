// Whether a program says the same when it is told the same: only then can its orders be explored, and a run of it be repeated.
import { loadWithSpec } from "../input/load.ts";
import { play } from "../play/play.ts";
import { reference } from "../subjects.ts";
import type { Subject } from "../../contract/subject.ts";
import type { Probe } from "./probes.ts";
import { stimuli, stimulusTitle } from "./stimuli.ts";

/** One scenario of each role, twice. A program that is not repeatable is judged all the same: by samples. */
export async function repeatability(
  subject: Subject,
  target: string,
  roles: readonly string[],
): Promise<readonly Probe[]> {
  const kit = (await reference()).subject;
  return roles.flatMap((role): readonly Probe[] => {
    const text = stimuli.find((one) => one.role === role)?.text("00112233AABB", "");
    if (text === undefined) return [];
    const { program } = loadWithSpec([], new Map([["probe.custody", text]]));
    const scenario = program.scenarios.find(({ title }) => title === stimulusTitle);
    if (scenario === undefined) return [];
    const once = (): string =>
      JSON.stringify(play({ program, scenario, kit, subject, target, roles: [role], seed: 1 }).result.events);
    const tried = `the same run twice, as ${role}`;
    const isSame = once() === once() && subject.drift?.() === undefined;
    return [
      isSame
        ? { tried, came: "held", why: "the same events" }
        : {
            tried,
            came: "lacks",
            why: `${subject.drift?.() ?? "other events"}; orders will be sampled, not explored`,
          },
    ];
  });
}
