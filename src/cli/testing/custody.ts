// The command line as a person has it: its sources or what was compiled of them, in a process of its own.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { extension, kitRoot } from "../../runner/kit.ts";

/** What Node is given to be custody. */
export const program: readonly string[] =
  extension === ".ts"
    ? ["--import", "tsx", join(kitRoot, "src", "cli", "main.ts")]
    : [join(kitRoot, "bin", "custody.js")];

export type Said = { readonly code: number | null; readonly out: string; readonly err: string };

export function custody(
  args: readonly string[],
  input = "",
  env: Readonly<Record<string, string>> = {},
): Said {
  const { FORCE_COLOR: _force, NODE_OPTIONS: _options, GITHUB_ACTIONS: _actions, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
    cwd: kitRoot,
    encoding: "utf8",
    input,
    env: { ...inherited, ...env },
    maxBuffer: 1 << 26,
  });
  return { code: status, out: stdout, err: stderr };
}
