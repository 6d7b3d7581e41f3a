// The trace as records of ours, as tables for mawk, and as objects for the naive engine.

import { closeSync, openSync, writeSync } from "node:fs";
import type { Event, Party } from "../../src/contract/event.ts";
import { lineOf } from "../../src/runner/record/write.ts";
import { trace, type Type } from "./trace.ts";

type Way = {
  readonly kind: "act" | "said";
  readonly from: string;
  readonly to?: string;
  readonly key: string;
};

const ways: Readonly<Record<Type, Way>> = {
  touch: { kind: "act", from: "sender", key: "n" },
  submit: { kind: "said", from: "sender", to: "middle", key: "n" },
  callback: { kind: "said", from: "middle", to: "sender", key: "n" },
  miniport_submit: { kind: "said", from: "middle", to: "card", key: "n" },
  complete: { kind: "said", from: "card", to: "middle", key: "n" },
  indicate: { kind: "said", from: "middle", to: "sender", key: "p" },
  give_back: { kind: "said", from: "sender", to: "middle", key: "p" },
  read_request: { kind: "said", from: "asker", to: "answerer", key: "mid" },
  read_response: { kind: "said", from: "answerer", to: "asker", key: "mid" },
};

export const parties: readonly Party[] = ["sender", "middle", "card", "asker", "answerer"].map((id) => ({
  id,
  role: id,
  name: id,
  station: "",
  properties: {},
}));

export const objectName = (type: Type, object: number): string => `${ways[type].key}${object}`;

export function eventOf(seq: number, type: Type, object: number, argument: number): Event {
  const { key, ...way } = ways[type];
  const args = { [key]: key === "mid" ? object : `${key}${object}` };
  return {
    seq,
    time: 2 * seq,
    name: type,
    ...way,
    args: type === "indicate" ? { ...args, references: argument } : args,
  };
}

/** Writes so many events as a record, and as a table: number, time, type, object, argument. */
export function writeTrace(events: number, record: string, table: string): void {
  const files = [openSync(record, "w"), openSync(table, "w")] as const;
  const held: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (const [i, file] of files.entries()) writeSync(file, held[i]?.splice(0).join("") ?? "");
  };
  const header = { custody: "record", version: 1, fromStart: true, parties };
  held[0].push(`${JSON.stringify(header)}\n`);
  let seq = 0;
  trace(events, (type, object, argument) => {
    seq++;
    held[0].push(`${lineOf(eventOf(seq, type, object, argument))}\n`);
    held[1].push(`${seq}\t${2 * seq}\t${type}\t${objectName(type, object)}\t${argument}\n`);
    if (held[0].length >= 5000) flush();
  });
  held[0].push(`{"end":"quiet","events":${events}}\n`);
  flush();
  for (const file of files) closeSync(file);
}
