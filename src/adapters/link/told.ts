// What passes between the thread that plays and the one that keeps the connection.
import type { MessagePort } from "node:worker_threads";

export type Limits = {
  readonly lineBytes: number;
  readonly depth: number;
  readonly linesInATurn: number;
  readonly threads: number;
  readonly memoryBytes: number;
  readonly processes: number;
};

export const usualLimits: Limits = {
  lineBytes: 1024 * 1024,
  depth: 32,
  linesInATurn: 10_000,
  threads: 64,
  memoryBytes: 1024 * 1024 * 1024,
  processes: 64,
};

export type Where =
  | { readonly k: "exec"; readonly command: string }
  | { readonly k: "node"; readonly args: readonly string[] }
  | { readonly k: "tcp"; readonly host: string; readonly port: number }
  | { readonly k: "unix"; readonly path: string };

export type Order =
  | { readonly k: "start" }
  /** `settles`: the turn is over when nothing was said for so many milliseconds; 0: when idle is said */
  | { readonly k: "say"; readonly text: string; readonly settlesMs: number }
  | { readonly k: "stop"; readonly gently: boolean }
  | { readonly k: "log" }
  /** who is there of its processes; those that were there when this was asked before, and were not from the beginning, are counted */
  | { readonly k: "left" };

export type End = { readonly how: "crashed" | "protocol" | "absent"; readonly why: string };

export type Told = {
  /** said since the last turn was over, before anybody asked */
  readonly unasked: readonly string[];
  readonly lines: readonly string[];
  readonly end?: End;
  /** of `stop` and `log` */
  readonly log?: readonly string[];
  /** of `left`; of `start`, what the one before it left behind */
  readonly left?: number;
};

export type Asked = { readonly order: Order; readonly turn: number };
export type Answer = { readonly told: Told; readonly turn: number };

export type KeeperData = {
  readonly port: MessagePort;
  readonly where: Where;
  readonly limits: Limits;
  readonly signal: SharedArrayBuffer;
};
