// The command line as a person has it: its sources or what was compiled of them, in a process of its own, or one command after the
// other in one thread, which starts once.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { builtRoot, extension, kitRoot } from "../../runner/kit.ts";

/** What Node is given to be custody. */
export const program: readonly string[] =
  extension === ".ts"
    ? ["--import", "tsx", join(kitRoot, "src", "cli", "main.ts")]
    : [join(kitRoot, "bin", "custody.js")];

export type Said = { readonly code: number | null; readonly out: string; readonly err: string };

/** From the kit's root: in the thread that stays, or, where something is to be read or the surroundings are to be others, in a process. */
export const custody = (
  args: readonly string[],
  input?: string,
  env?: Readonly<Record<string, string>>,
): Said =>
  input === undefined && env === undefined
    ? (resident ??= started())(args)
    : inProcess(args, input ?? "", env ?? {});

function inProcess(args: readonly string[], input: string, env: Readonly<Record<string, string>>): Said {
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

/** A thread runs what was compiled, as every thread of the kit does. */
const residing = join(
  builtRoot === kitRoot ? join(kitRoot, "dist") : builtRoot,
  "src",
  "cli",
  "testing",
  "resident.js",
);
const patience = 120_000;
let resident: ((args: readonly string[]) => Said) | undefined;

/** It sees the folder and the environment in which the test began. */
function started(): (args: readonly string[]) => Said {
  const { port1: here, port2: there } = new MessageChannel();
  const isDone = new Int32Array(new SharedArrayBuffer(4));
  const { FORCE_COLOR: _force, GITHUB_ACTIONS: _actions, ...env } = process.env;
  const worker = new Worker(residing, {
    execArgv: [],
    workerData: { port: there, isDone },
    transferList: [there],
    env: { ...env, NO_COLOR: "1" },
  });
  worker.unref();
  return (args) => {
    Atomics.store(isDone, 0, 0);
    here.postMessage(args);
    const how = Atomics.wait(isDone, 0, 0, patience);
    const said: { readonly message: Said } | undefined = receiveMessageOnPort(here);
    if (said === undefined) throw new Error(`custody ${args.join(" ")}: no answer (${how})`);
    return said.message;
  };
}
