// Lines out of bytes, and turns out of lines: what was said unasked, what in the turn, and whether it came to an end.
import { isUtf8 } from "node:buffer";
import type { Heard } from "./keeper.ts";
import type { End, Limits, Told } from "./told.ts";

export class Conversation implements Heard {
  private readonly limits: Limits;
  private rest: Buffer[] = [];
  private restBytes = 0;
  private unasked: string[] = [];
  private lines: string[] = [];
  private end: End | undefined;
  private open: ((told: Told) => void) | undefined;
  private settlesMs = 0;
  private settling: NodeJS.Timeout | undefined;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** What is said from now on, up to the line that ends the turn. */
  turn(settlesMs: number): Promise<Told> {
    return new Promise((resolve) => {
      this.open = resolve;
      this.settlesMs = settlesMs;
      if (this.end !== undefined) this.close();
      else this.settle();
    });
  }

  /** Everything said and not yet told; an open turn is given up. */
  cut(): Told {
    this.open = undefined;
    return this.take();
  }

  readonly data = (chunk: Buffer): void => {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0 && this.end === undefined; at = chunk.indexOf(10, from)) {
      this.lineBefore(chunk, from, at);
      from = at + 1;
    }
    if (this.end !== undefined || from === chunk.length) return;
    this.rest.push(chunk.subarray(from));
    this.restBytes += chunk.length - from;
    if (this.restBytes > this.limits.lineBytes) this.tooLong();
  };

  /** A line that begins in this chunk is decoded where it stands. */
  private lineBefore(chunk: Buffer, from: number, to: number): void {
    if (this.restBytes + to - from > this.limits.lineBytes) return this.tooLong();
    const isWhole = this.restBytes === 0;
    const bytes = isWhole ? chunk : Buffer.concat([...this.rest, chunk.subarray(from, to)]);
    if (!isWhole) this.rest = [];
    this.restBytes = 0;
    const [start, end] = isWhole ? [from, to] : [0, bytes.length];
    const text = bytes.toString("utf8", start, bytes[end - 1] === carriageReturn ? end - 1 : end);
    // what it chose itself would come back to it as something else; one that says so itself is rare
    if (text.includes(replacement) && !isUtf8(bytes.subarray(start, end)))
      return this.over("protocol", `a line that is not UTF-8: ${text.slice(0, 120)}`);
    this.line(text);
  }

  readonly over = (how: End["how"], why: string): void => {
    if (this.end !== undefined) return;
    const half =
      this.restBytes === 0
        ? ""
        : `, in the middle of a line: ${Buffer.concat(this.rest).toString("utf8").slice(0, 80)}`;
    this.end = { how, why: why + half };
    this.rest = [];
    this.close();
  };

  private line(text: string): void {
    if (text === "") return;
    const into = this.open === undefined ? this.unasked : this.lines;
    into.push(text);
    if (into.length > this.limits.linesInATurn) {
      const where = this.open === undefined ? "unasked" : "in one turn";
      return this.over("protocol", `more than ${String(this.limits.linesInATurn)} lines ${where}`);
    }
    if (this.open === undefined) return;
    if (endsTurn(text)) this.close();
    else this.settle();
  }

  private tooLong(): void {
    this.rest = [];
    this.restBytes = 0;
    this.over("protocol", `a line of more than ${String(this.limits.lineBytes)} bytes`);
  }

  private settle(): void {
    if (this.settlesMs === 0) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.close(), this.settlesMs);
  }

  private close(): void {
    clearTimeout(this.settling);
    const resolve = this.open;
    this.open = undefined;
    resolve?.(this.take());
  }

  private take(): Told {
    const told = {
      unasked: this.unasked,
      lines: this.lines,
      ...(this.end === undefined ? {} : { end: this.end }),
    };
    this.unasked = [];
    this.lines = [];
    return told;
  }
}

/** What stands in a text for octets that are none. */
const replacement = "\uFFFD";
const carriageReturn = 13;

/** The subject blocks now: it is idle, has begun, or wants an answer. What cannot be read ends the turn as well: it is told to whoever asked. */
function endsTurn(text: string): boolean {
  const kind = kindAtOnce(text);
  if (kind !== undefined && plain.has(kind)) return false;
  if (kind === "idle") return true;
  return endsByItsFields(text);
}

/** Lines that nobody waits behind, whatever else they hold. */
const plain: ReadonlySet<string> = new Set(["call", "return", "note", "timer", "cancel", "befell", "result"]);
const head = '{"kind":"';

/** Of a line that begins with it and says it once; every other one has to be read. */
function kindAtOnce(text: string): string | undefined {
  if (!text.startsWith(head) || !text.endsWith("}") || text.includes('"kind"', head.length)) return undefined;
  return text.slice(head.length, text.indexOf('"', head.length));
}

function endsByItsFields(text: string): boolean {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== "object" || line === null || !("kind" in line)) return true;
    const { kind } = line;
    if (kind === "act") return "ask" in line && line.ask !== null;
    if (kind === "error") return !("call" in line || "ask" in line);
    // nobody knows what else it may be waiting for
    return kind !== "unsupported" && !plain.has(String(kind));
  } catch {
    return true;
  }
}
