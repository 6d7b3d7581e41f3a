// What the redirector remembers: a connection to each server, files with their local pointers, and who waits for what.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Table } from "../table.ts";

/** A share that was connected to. */
export type Tree = {
  readonly phase: "ExpectTree" | "Ready";
  readonly tid: number;
  /** the longest message, header included */
  readonly most: number;
};

/** The one session with a server. Named for what it waits for. */
export type Connection = {
  readonly session: string;
  readonly protocol: PartyId;
  /** protocols that are still to be tried should this one not reach the server */
  readonly others: readonly PartyId[];
  readonly phase: "ExpectConnected" | "Connected" | "ExpectNegotiated" | "Ready";
  readonly trees: Table<Tree>;
};

/** An open file. The pointer is the redirector's alone. */
export type OpenFile = {
  readonly server: string;
  readonly share: string;
  readonly fid: number;
  readonly position: number;
  /** what it is good for is gone with its session */
  readonly stale: boolean;
  /** being closed: nothing more is done with it */
  readonly closing: boolean;
};

/** What a blocked call waits for, in its own words, and the answer once it is there: an SMB, or a status in place of one. */
type Waiting = { readonly waiting: boolean; readonly answer: string; readonly failure: number };

export type Work = Waiting &
  (
    | {
        readonly kind: "open";
        readonly phase:
          | "ExpectSession"
          | "ExpectConnected"
          | "ExpectNegotiated"
          | "ExpectTree"
          | "ExpectOpened";
        readonly path: string;
        readonly server: string;
        readonly share: string;
        readonly name: string;
      }
    | {
        readonly kind: "read";
        readonly file: ResourceId;
        readonly offset: number;
        readonly count: number;
        readonly asked: number;
        readonly got: string;
      }
    | { readonly kind: "close"; readonly phase: "ExpectReads" | "ExpectClosed"; readonly file: ResourceId }
    | { readonly kind: "broadcast" }
  );

/** A request that is open, by session and MID: whose it is and in which message it went. */
export type Request = {
  readonly server: string;
  readonly mid: number;
  readonly tag: string;
  readonly message: ResourceId;
};

export type RedirectorState = {
  readonly self: PartyId;
  readonly connections: Table<Connection>;
  readonly files: Table<OpenFile>;
  readonly works: Table<Work>;
  readonly requests: readonly Request[];
  /** datagrams under way, and the call that waits, "" when none does */
  readonly datagrams: Table<string>;
  /** MIDs that were never answered, by server: not used again, lest a late answer be taken for a new one's */
  readonly burned: Table<readonly number[]>;
};

export const initial = (self: PartyId): RedirectorState => ({
  self,
  connections: [],
  files: [],
  works: [],
  requests: [],
  datagrams: [],
  burned: [],
});

export const fresh: Waiting = { waiting: false, answer: "", failure: 0 };
