// `custody run --watch` as a person sees it: what it prints after each change, and how long that takes.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "../root.ts";

export type Round = { readonly text: string; readonly milliseconds: number };

const pause = "waiting for changes; Ctrl-C ends\n\n";
const patienceMs = 60_000;

export class Watching {
  readonly #child: ChildProcess;
  #text = "";
  #heard: () => void = () => {};

  constructor(folder: string, ...args: readonly string[]) {
    const program = join(projectRoot, "bin", "custody.js");
    this.#child = spawn(process.execPath, [program, "run", "--watch", ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.#text += chunk;
        this.#heard();
      });
    this.#child.on("close", () => this.#heard());
  }

  /** Does something and answers what is printed then, up to the next pause. */
  async after(act: () => void): Promise<Round> {
    const started = process.hrtime.bigint();
    act();
    while (!this.#text.includes(pause)) await this.#more();
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    const end = this.#text.indexOf(pause);
    const text = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + pause.length);
    return { text, milliseconds };
  }

  /** By the code of its exit; of one that has ended before, that of then. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const exit = once(this.#child, "exit");
      this.#child.kill(signal);
      await exit;
    }
    return this.#child.exitCode;
  }

  #more(): Promise<void> {
    if (this.#child.exitCode !== null) throw new Error(`it has ended: ${this.#text}`);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`it says no more after: ${this.#text}`)), patienceMs);
      this.#heard = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}
