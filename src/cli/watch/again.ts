// Steps are modules, and a module is loaded once: what changes them needs another process. This one stays, starts the
// one that plays, and starts it again when it asks for that.

import { spawn } from "node:child_process";

/** The exit code with which the playing process asks to be started again. */
export const onceMore = 75;

const mark = "CUSTODY_WATCHES";

export const isPlaying = (): boolean => process.env[mark] === "1" && process.send !== undefined;

/** In the playing process: ends with the one that started it, whatever became of that. */
export function endWithStarter(): void {
  process.on("disconnect", () => process.exit(0));
  process.channel?.unref();
}

/** In the staying process: plays until somebody ends it. Ctrl-C is a good end (0); a signal of another kind is passed on. */
export async function playAgainAndAgain(): Promise<number> {
  for (;;) {
    const code = await playOnce();
    if (code !== onceMore) return code;
  }
}

function playOnce(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...process.env, [mark]: "1" },
    });
    // a terminal sends Ctrl-C to both of us; whoever sends it to us alone means both as well
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.on(signal, pass);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const each of signals) process.off(each, pass);
      resolve(code ?? (signal === "SIGINT" ? 0 : signal === "SIGHUP" ? 129 : 143));
    });
  });
}
