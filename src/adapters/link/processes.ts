// Who belongs to a subject: everybody who inherited its mark, wherever it went. Counted, weighed, and ended.
import { readdirSync, readFileSync } from "node:fs";
import type { Limits } from "./told.ts";

/** In the environment of the subject and of all that it starts. */
export const markName = "CUSTODY_MARK";
const sampleMs = 250;
const pageBytes = 4096;

/** The processes that carry the mark; none where there is no /proc to read them from. */
export function marked(mark: string): readonly number[] {
  return numbersIn("/proc").filter((pid) => hasMark(pid, mark));
}

/** Who belongs to a subject, asked now and then: who was seen to be somebody else's is not looked at again. */
export class Kin {
  private readonly mark: string;
  private strangers: ReadonlySet<number> = new Set();
  private first: ReadonlySet<number> | undefined;
  private before: ReadonlySet<number> = new Set();

  constructor(mark: string) {
    this.mark = mark;
  }

  /** How many have come since the first time that this was asked, and were there the last time. */
  readonly stayed = (): number => {
    const all = numbersIn("/proc");
    const own = all.filter((pid) => !this.strangers.has(pid) && hasMark(pid, this.mark) && !isDead(pid));
    const now = new Set(own);
    this.first ??= now;
    const stayed = own.filter((pid) => this.first?.has(pid) === false && this.before.has(pid));
    this.before = now;
    this.strangers = new Set(all.filter((pid) => !now.has(pid)));
    return stayed.length;
  };
}

export function killAll(mark: string, leader: number | undefined): void {
  if (leader !== undefined) kill(process.platform === "win32" ? leader : -leader);
  // somebody may be born while the others are counted
  for (let round = 0; round < 5; round++) {
    const left = marked(mark).filter((pid) => !isDead(pid));
    if (left.length === 0) return;
    left.forEach(kill);
  }
}

/** Looks now and then how many they are and what they hold in memory; says it once, in a sentence. */
export function watch(
  mark: string,
  limits: Limits,
  tooMuch: (why: string) => void,
): { readonly stop: () => void } {
  const timer = setInterval(() => {
    const pids = marked(mark);
    const bytes = heldBy(pids, limits.memoryBytes);
    const why =
      pids.length > limits.processes
        ? `it has ${String(pids.length)} processes, and ${String(limits.processes)} are the limit`
        : bytes > limits.memoryBytes
          ? `it holds ${megabytes(bytes)} of memory, and ${megabytes(limits.memoryBytes)} are the limit`
          : undefined;
    if (why === undefined) return;
    clearInterval(timer);
    tooMuch(why);
  }, sampleMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

const megabytes = (bytes: number): string => `${String(Math.round(bytes / 1024 / 1024))} MiB`;

function numbersIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has gone, or is somebody else's
  }
}

/** What many share is counted once, where it may matter: a child that has just been forked looks like a copy of its parent. */
function heldBy(pids: readonly number[], limit: number): number {
  const sum = (one: (pid: number) => number): number => pids.reduce((all, pid) => all + one(pid), 0);
  const most = sum((pid) => Number(contentOf(`/proc/${String(pid)}/statm`).split(" ")[1] ?? 0) * pageBytes);
  if (most <= limit) return most;
  return sum(
    (pid) => Number(/^Pss:\s+(\d+)/mu.exec(contentOf(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0) * 1024,
  );
}

const hasMark = (pid: number, mark: string): boolean =>
  contentOf(`/proc/${String(pid)}/environ`)
    .split("\0")
    .includes(`${markName}=${mark}`);

const isDead = (pid: number): boolean => / [ZX] /u.test(contentOf(`/proc/${String(pid)}/stat`));

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has gone already
  }
}
