// A connection to a subject, used as if it were a function: another thread does the I/O, this one waits for it, with a limit.
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import type { Answer, End, KeeperData, Limits, Order, Told, Where } from "./told.ts";

export type Said = Omit<Told, "end"> & {
  readonly end?: End | { readonly how: "hung"; readonly why: string };
};

export class Link {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly signal: Int32Array;
  private turns = 0;
  private isClosed = false;

  constructor(where: Where, limits: Limits) {
    const shared = new SharedArrayBuffer(4);
    const { port1, port2 } = new MessageChannel();
    this.signal = new Int32Array(shared);
    this.port = port1;
    const data: KeeperData = { where, limits, signal: shared, port: port2 };
    this.worker = new Worker(new URL(keeper, import.meta.url), { workerData: data, transferList: [port2] });
    this.worker.unref();
    this.port.unref();
    keep(this);
  }

  /** Starts the program, or connects. */
  start(limitMs: number): Said {
    return this.ask({ k: "start" }, limitMs, "it did not start");
  }

  /** One turn: says a line and waits for what is answered. */
  turn(text: string, limitMs: number, settlesMs: number, late = "no idle came"): Said {
    return this.ask({ k: "say", text, settlesMs }, limitMs, late);
  }

  /** Ends the program, with everything that it started. */
  stop(gently: boolean): Said {
    return this.ask({ k: "stop", gently }, 5_000, "it did not end");
  }

  /** How many of its processes have come since it began, and were there when this was asked before. */
  left(): number {
    return this.isClosed ? 0 : (this.ask({ k: "left" }, 1_000, "").left ?? 0);
  }

  log(): readonly string[] {
    return this.isClosed ? [] : (this.ask({ k: "log" }, 1_000, "").log ?? []);
  }

  close(): void {
    if (this.isClosed) return;
    this.stop(true);
    this.isClosed = true;
    open.delete(this);
    this.port.close();
    void this.worker.terminate();
  }

  private ask(order: Order, limitMs: number, late: string): Said {
    const told = this.answerTo(order, limitMs);
    if (told !== undefined) return told;
    const rest = this.answerTo({ k: "stop", gently: false }, 5_000) ?? silent;
    return { ...rest, end: { how: "hung", why: `${late} within ${String(limitMs / 1000)} s` } };
  }

  /** undefined: not in time. An answer that comes later is nobody's. */
  private answerTo(order: Order, limitMs: number): Told | undefined {
    const turn = ++this.turns;
    const until = performance.now() + limitMs;
    this.port.postMessage({ order, turn });
    for (;;) {
      const seen = Atomics.load(this.signal, 0);
      const answer = receiveMessageOnPort(this.port)?.message as Answer | undefined;
      if (answer?.turn === turn) return answer.told;
      const left = until - performance.now();
      if (answer === undefined && (left <= 0 || Atomics.wait(this.signal, 0, seen, left) === "timed-out"))
        return undefined;
    }
  }
}

/** While a program is waited for nothing else happens here: what has come in the meantime has its turn. */
export const signalsHeard = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A thread runs what was compiled: where the sources run, types are known to the first thread alone. */
const keeper = import.meta.url.endsWith(".ts") ? "../../../dist/src/adapters/link/keeper.js" : "./keeper.js";

const open = new Set<Link>();
let isWatched = false;

/** However this process ends, what it started ends before. */
function keep(link: Link): void {
  if (!isWatched) {
    isWatched = true;
    process.once("exit", closeAll);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => {
        closeAll();
        process.kill(process.pid, signal);
      });
  }
  open.add(link);
}

const closeAll = (): void => open.forEach((link) => link.close());

const silent: Told = { unasked: [], lines: [] };
