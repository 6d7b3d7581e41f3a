// Features with steps of a user's own: Cucumber's own run through its own API.
import { PassThrough } from "node:stream";
import type { ISupportCodeLibrary } from "@cucumber/cucumber/api";
import { InputError } from "../../contract/problem.ts";
import { codeOf } from "../input/files.ts";
import { refusedTags } from "./chosen.ts";
import { registered } from "./kit-steps.ts";
import { fromHere } from "./paths.ts";
import type { Envelope, FeatureRun } from "./verdicts.ts";

/** `steps`: modules to import behind the kit's. */
export async function runWithCucumber(
  steps: readonly string[],
  { paths, tags, shard }: FeatureRun,
  hear: (envelope: Envelope) => void,
): Promise<void> {
  const { loadConfiguration, loadSupport, runCucumber } = await import("@cucumber/cucumber/api").catch(
    absent,
  );
  const { runConfiguration } = await loadConfiguration({
    file: false,
    provided: {
      paths: paths.map(fromHere),
      import: [registered, ...steps].map(fromHere),
      tags,
      format: ["rerun"], // nobody reads it, and it is the least work
      strict: false,
      ...(shard === undefined ? {} : { shard }),
    },
  });
  const [stdout, stderr] = [new PassThrough().resume(), new PassThrough().resume()];
  const environment = { cwd: process.cwd(), stdout, stderr };
  support ??= loadSupport(runConfiguration, environment).catch(unusable);
  const configuration = { ...runConfiguration, support: await support };
  await runCucumber(configuration, environment, hear).catch((error: unknown) => {
    // it reads the expression while it filters, and says only in the cause what is wrong with it
    const cause = error instanceof Error ? error.cause : undefined;
    throw tags !== "" && cause instanceof Error ? refusedTags(tags, cause) : error;
  });
}

/** Modules are loaded once in a process, and so are the steps in them. */
let support: Promise<ISupportCodeLibrary> | undefined;

/** Cucumber is a peer, for whoever has steps: it stands beside the kit, one copy for the kit's steps and theirs. */
function absent(error: unknown): never {
  if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
  throw new InputError(
    "Steps of your own need Cucumber, which is not installed here: npm install --save-dev @cucumber/cucumber@12.",
  );
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
