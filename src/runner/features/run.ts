// A run of features: by Cucumber itself where a user has steps beside them, and without it where the kit's suffice.
import { stepFiles } from "../beside/steps.ts";
import type { Session } from "../session.ts";
import { runAlone } from "./alone.ts";
import { type FeatureResult, type FeatureRun, Verdicts } from "./verdicts.ts";
import { runWithCucumber } from "./with-cucumber.ts";

export async function runFeatures(session: Session, run: FeatureRun): Promise<FeatureResult> {
  const verdicts = new Verdicts(session, run);
  const steps = stepFiles(run.paths);
  const hear = verdicts.hear.bind(verdicts);
  if (steps.length === 0) await runAlone(session, run, hear);
  else await runWithCucumber(steps, run, hear);
  return verdicts.finish();
}
