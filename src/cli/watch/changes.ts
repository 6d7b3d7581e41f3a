// Which files have changed since they were last asked for. The system's notices only wake us: what counts is what the
// files hold, so bursts, editors that replace files and saves without a change need no rules of their own.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, watch, type FSWatcher } from "node:fs";
import { dirname, join } from "node:path";

export type Watched = {
  /** with everything below them */
  readonly folders: readonly string[];
  /** which of the files there */
  readonly isOf: (path: string) => boolean;
  /** single files elsewhere */
  readonly files: readonly string[];
};

/** An editor may write in several strokes. */
const settleMs = 30;
const mostStrokes = 20;
/** Some file systems (network, containers) give no notice. */
const patienceMs = 2000;

export class Changes {
  readonly #watchers = new Map<string, FSWatcher>();
  #known: Snapshot | undefined;
  #wake: () => void = () => {};
  #noticed = 0;

  /** Paths that were written, made or removed since the last answer; the first answer comes at once and is empty. */
  async next(watched: Watched): Promise<readonly string[]> {
    for (;;) {
      const noticed = this.#noticed;
      this.#follow([...watched.folders.flatMap(foldersBelow), ...watched.files.map((path) => dirname(path))]);
      const before = this.#known ?? snapshot(watched);
      const now = this.#known === undefined ? before : await settled(watched, before);
      const isFirst = this.#known === undefined;
      this.#known = now;
      const changed = differences(before, now);
      if (changed.length > 0 || isFirst) return changed;
      if (noticed === this.#noticed) await this.#notice();
    }
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #follow(folders: readonly string[]): void {
    const wanted = new Set(folders);
    for (const [folder, watcher] of this.#watchers)
      if (!wanted.has(folder)) {
        watcher.close();
        this.#watchers.delete(folder);
      }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#open(folder);
  }

  #open(folder: string): void {
    try {
      const watcher = watch(folder, () => this.#ring());
      watcher.on("error", () => {
        watcher.close();
        this.#watchers.delete(folder);
        this.#ring();
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // gone again, or no more notices to be had: then patience has to do
    }
  }

  #ring(): void {
    this.#noticed++;
    this.#wake();
  }

  #notice(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

type Snapshot = ReadonlyMap<string, string>;

/** What stands there once nothing changes any more: a file that is being written is not read half. */
async function settled(watched: Watched, before: Snapshot): Promise<Snapshot> {
  let now = snapshot(watched);
  for (let tries = 0; tries < mostStrokes && differences(before, now).length > 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const next = snapshot(watched);
    if (differences(now, next).length === 0) return next;
    now = next;
  }
  return now;
}

function foldersBelow(folder: string): readonly string[] {
  return [
    folder,
    ...entriesOf(folder)
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && entry.name !== ".git")
      .flatMap((entry) => foldersBelow(join(folder, entry.name))),
  ];
}

function snapshot({ folders, isOf, files }: Watched): Snapshot {
  const paths = [...new Set(folders.flatMap(foldersBelow))].flatMap((folder) =>
    entriesOf(folder)
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(folder, entry.name)),
  );
  return new Map([...paths.filter(isOf), ...files].flatMap((path) => digestOf(path)));
}

/** A file that goes while we look is not there. */
function digestOf(path: string): readonly (readonly [path: string, digest: string])[] {
  try {
    return [[path, createHash("sha256").update(readFileSync(path)).digest("hex")]];
  } catch {
    return [];
  }
}

function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return [];
  }
}

const readEntries = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

function differences(a: Snapshot, b: Snapshot): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).toSorted();
}
