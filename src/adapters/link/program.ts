// A subject that is a program: started with everything that it will start itself around its neck, and ended with all of it.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { LastLines } from "./last-lines.ts";
import type { Channel, Heard, OpenChannel } from "./keeper.ts";
import { Kin, killAll, marked, markName, watch } from "./processes.ts";
import type { Limits, Where } from "./told.ts";

/** How long it may take to end once it was asked to. */
const byeMs = 1_000;

export const started =
  (what: Extract<Where, { k: "exec" | "node" }>, limits: Limits): OpenChannel =>
  (heard) => {
    const mark = randomUUID();
    const [file, args] = commandOf(what);
    const child = spawn(file, args, {
      stdio: ["pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      env: { ...process.env, [markName]: mark },
    });
    return new Promise((resolve, reject) => {
      child.on("error", (error) =>
        reject(new Error(`${what.k === "exec" ? what.command : "node"} cannot be started: ${error.message}`)),
      );
      child.on("spawn", () => resolve(kept(child, mark, heard, limits)));
    });
  };

function kept(child: ChildProcess, mark: string, heard: Heard, limits: Limits): Channel {
  const log = new LastLines(200);
  const { stdin, stdout, stderr } = child;
  let isOver = false;
  const kin = new Kin(mark);
  stdout?.on("data", heard.data);
  stderr?.on("data", log.add);
  stdin?.on("error", () => {}); // it has gone: told by its exit
  const over = (): void => {
    isOver = true;
    const { exitCode, signalCode } = child;
    const how = signalCode === null ? `exit code ${String(exitCode)}` : `signal ${signalCode}`;
    heard.over("crashed", `it ended with ${how}`);
  };
  // what it wrote before it ended is still in the pipe; whoever holds the pipe open behind it is not waited for
  child.on("exit", () => void setTimeout(over, 50));
  child.on("close", over);
  const watching = watch(mark, limits, (why) => {
    heard.over("protocol", why);
    killAll(mark, child.pid);
  });
  return {
    write: (text) => void (isOver || stdin?.write(text)),
    log: log.lines,
    end: async (gently) => {
      watching.stop();
      if (!isOver && gently) {
        stdin?.end('{"kind":"bye"}\n');
        await exited(child, byeMs);
        isOver = child.exitCode !== null || child.signalCode !== null;
      }
      const survivors = isOver ? marked(mark).length : 0;
      killAll(mark, child.pid);
      await exited(child, byeMs);
      return survivors;
    },
    left: kin.stayed,
  };
}

function exited(child: ChildProcess, limitMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** In a pid namespace of its own where that is permitted: the kernel then ends all of it at once. */
function commandOf(what: Extract<Where, { k: "exec" | "node" }>): readonly [string, readonly string[]] {
  if (what.k === "node") return [process.execPath, what.args];
  if (process.platform === "win32") return ["cmd.exe", ["/d", "/s", "/c", what.command]];
  // the shell stays, and is the first process there: the subject's own signals keep their usual meaning
  const shell = ["/bin/sh", "-c", `${what.command}\nexit $?`];
  const [first = "", ...rest] = [...namespace(), ...shell];
  return [first, rest];
}

let known: readonly string[] | undefined;

function namespace(): readonly string[] {
  if (known !== undefined) return known;
  const usual = ["unshare", "--pid", "--fork", "--kill-child=SIGKILL"];
  const asUser = ["unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child=SIGKILL"];
  known =
    [usual, asUser].find(
      ([file = "", ...args]) => spawnSync(file, [...args, "true"], { stdio: "ignore" }).status === 0,
    ) ?? [];
  return known;
}
