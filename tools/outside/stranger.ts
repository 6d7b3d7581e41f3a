// Somebody else's folder: the package as it would be published, installed from its tarball, and a plain shell there.

import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { projectRoot } from "../root.ts";

export type Tarball = { readonly path: string; readonly files: readonly string[] };

/** Packs the project as it is built now into `folder`. */
export function packed(folder: string): Tarball {
  // prepack would build again, into the folder from which this very test may be running
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: projectRoot, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack ends with ${status}: ${stderr}`);
  const [made] = JSON.parse(stdout) as readonly {
    readonly filename: string;
    readonly files: readonly { readonly path: string }[];
  }[];
  if (made === undefined) throw new Error("npm pack made nothing");
  return { path: join(folder, made.filename), files: made.files.map(({ path }) => path) };
}

/** The package and its peer, in a new folder. */
export function installed(folder: string, { path }: Tarball): void {
  mkdirSync(folder, { recursive: true });
  const cucumber = `@cucumber/cucumber@${peerVersion()}`;
  const done = shell(
    folder,
    `npm install --prefer-offline --ignore-scripts --no-audit --no-fund --save-dev "${path}" ${cucumber}`,
  );
  if (done.status !== 0) throw new Error(`npm install ends with ${done.status}: ${done.stderr}`);
}

/** The version of Cucumber that the project itself uses. */
function peerVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return devDependencies["@cucumber/cucumber"] ?? "";
}

/** In front of a line: what npx comes to where the command is installed, without the second that npm takes to find it. */
export const installedNpx = 'npx() { local name=$1; shift; "node_modules/.bin/$name" "$@"; }\n';

/** A command line in a plain shell, with nothing of what npm or node --test have put into our environment. */
export function shell(folder: string, line: string, node = process.execPath): SpawnSyncReturns<string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_(TEST|OPTIONS|CHANNEL)|FORCE_COLOR$|NO_COLOR$)/u.test(name),
  );
  const path = `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`;
  const quiet = { npm_config_loglevel: "error", npm_config_update_notifier: "false" };
  const env = { ...Object.fromEntries(kept), ...quiet, PATH: path };
  return spawnSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
}
