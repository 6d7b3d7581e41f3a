// A run of features: Cucumber's own run through its own API, with the kit's steps, one session, and every envelope heard.
import { PassThrough } from "node:stream";
import type { ISupportCodeLibrary } from "@cucumber/cucumber/api";
import { InputError } from "../../contract/problem.ts";
import { stepFiles } from "../beside/steps.ts";
import { codeOf } from "../input/files.ts";
import type { Session } from "../session.ts";
import { fromHere } from "./paths.ts";
import { type FeatureResult, type FeatureRun, Verdicts } from "./verdicts.ts";

export async function runFeatures(session: Session, run: FeatureRun): Promise<FeatureResult> {
  const { loadConfiguration, loadSupport, runCucumber } = await import("@cucumber/cucumber/api").catch(
    absent,
  );
  const steps = stepFiles(run.paths);
  const { runConfiguration } = await loadConfiguration({
    file: false,
    provided: {
      paths: run.paths.map(fromHere),
      import: steps.map(fromHere),
      tags: run.tags,
      format: ["rerun"], // nobody reads it, and it is the least work
      strict: false,
      ...(run.shard === undefined ? {} : { shard: run.shard }),
    },
  });
  const verdicts = new Verdicts(session, run);
  const [stdout, stderr] = [new PassThrough().resume(), new PassThrough().resume()];
  const environment = { cwd: process.cwd(), stdout, stderr };
  support ??= loadSupport(runConfiguration, environment).catch(unusable);
  const configuration = { ...runConfiguration, support: await support };
  await runCucumber(configuration, environment, (envelope) => verdicts.hear(envelope)).catch(
    (error: unknown) => refuseTags(error, run.tags),
  );
  return verdicts.finish();
}

/** Modules are loaded once in a process, and so are the steps in them. */
let support: Promise<ISupportCodeLibrary> | undefined;

/** Cucumber is a peer: it stands beside the kit, one copy for the kit's steps and the user's. */
function absent(error: unknown): never {
  if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
  throw new InputError("Cucumber is not installed here: npm install --save-dev @cucumber/cucumber@12.");
}

/** A file of steps that cannot be imported is its author's to mend. */
function unusable(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  const [what = ""] = error.message.split("\n");
  const hint =
    codeOf(error) === "ERR_UNKNOWN_FILE_EXTENSION"
      ? '; on this Node TypeScript needs NODE_OPTIONS="--import tsx"'
      : "";
  throw new InputError(`The steps beside the features cannot be loaded: ${what.replace(/\.$/u, "")}${hint}.`);
}

/** Cucumber reads the expression while it filters, and says only in the cause what is wrong with it. */
function refuseTags(error: unknown, tags: string): never {
  const cause = error instanceof Error ? error.cause : undefined;
  if (tags === "" || !(cause instanceof Error)) throw error;
  throw new InputError(`--tags "${tags}" is no tag expression: ${cause.message.split("\n").join(" ")}`);
}
