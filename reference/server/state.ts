// What the server remembers of each session: its trees and handles; and answers that are ready but not sent yet.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Args } from "../../src/contract/value.ts";
import type { Table } from "../table.ts";

/** A handle given to a client. The pointer is moved by reads and seeks, and looked at by SEEK alone. */
export type Handle = {
  readonly tid: number;
  readonly handle: number;
  readonly size: number;
  readonly position: number;
};

export type Session = {
  readonly protocol: PartyId;
  readonly negotiated: boolean;
  /** share by TID, handle by FID: keys are the numbers as text */
  readonly trees: Table<string>;
  readonly fids: Table<Handle>;
};

/** A declared fault: the next requests like this are answered with this status. -1: always. */
export type Armed = { readonly what: Args; readonly status: number; readonly left: number };

export type ServerState = {
  readonly self: PartyId;
  readonly sessions: Table<Session>;
  /** answers put off, by message, with their session */
  readonly pending: Table<string>;
  readonly armed: readonly Armed[];
  /** messages that the protocol has */
  readonly away: readonly ResourceId[];
};

export const initial = (self: PartyId): ServerState => ({
  self,
  sessions: [],
  pending: [],
  armed: [],
  away: [],
});

/** Never handed out: 0, and the two highest numbers. */
export function freeNumber(table: Table<unknown>): number {
  const used = new Set(table.map(([key]) => Number(key)));
  let number = 1;
  while (used.has(number)) number++;
  return number;
}
