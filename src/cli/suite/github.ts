// GitHub Actions around us: annotations go to its log and a summary onto the page of the job; elsewhere nothing is different.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import type { SuiteResult } from "../../contract/result.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export const runsThere = (env: Environment = process.env): boolean => env["GITHUB_ACTIONS"] === "true";

/** The console's text as the runner should see it: no line of it is obeyed, annotations stand behind it. */
export async function announced(suite: SuiteResult, text: string): Promise<string> {
  if (!runsThere()) return text;
  const { annotations, silenced } = await import("../../../reports/machines/github.ts");
  const token = createHash("sha256").update(text).digest("hex");
  return silenced(text, token) + annotations(suite, located);
}

/** A summary may have 1 MiB; what does not fit is in the other reports. */
const longestSummary = 1_000_000;

/** A page that cannot be written is no reason to fail. */
export async function appendSummary(suite: SuiteResult): Promise<void> {
  const path = process.env["GITHUB_STEP_SUMMARY"] ?? "";
  if (!runsThere() || path === "") return;
  const { markdownSummary } = await import("../../../reports/markdown.ts");
  const text = markdownSummary(suite);
  try {
    appendFileSync(
      path,
      Buffer.byteLength(text) <= longestSummary ? text : `${text.slice(0, longestSummary / 4)}\n\n…\n`,
    );
  } catch (error) {
    process.stderr.write(`custody: the step summary could not be written: ${String(error)}\n`);
  }
}

/** From the root of the checkout. */
function located(file: string): string | undefined {
  const place = resolve(file);
  const path = relative(process.env["GITHUB_WORKSPACE"] ?? process.cwd(), place).replaceAll("\\", "/");
  return path.startsWith("..") || isAbsolute(path) || !existsSync(place) ? undefined : path;
}
