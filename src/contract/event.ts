// One thing that a rule may observe, whoever produced it: simulator, foreign driver, capture or record.
import type { Shown } from "./value.ts";

/** A party's full name: `nic` on the unnamed station, `WS.nic` on a named one; `wire` belongs to no station. */
export type PartyId = string;
export type ResourceId = string;

export type Party = {
  readonly id: PartyId;
  readonly role: string;
  readonly name: string;
  /** "" for the unnamed station. */
  readonly station: string;
  /** full name of the party it is a client of. */
  readonly of?: PartyId;
  /** what the party is (`nic.serialized`): defaults of the role overlaid by `given`. */
  readonly properties: Shown;
};

export type EventKind = "call" | "return" | "act" | "said" | "arrived";

export type Event = {
  /** 1, 2, 3 … within a record. */
  readonly seq: number;
  /** virtual time in microseconds since the run began. */
  readonly time: number;
  readonly kind: EventKind;
  /** the word as the vocabulary spells it. */
  readonly name: string;
  /** the doer: speaker of a call, act or message; **the answerer of a return**. */
  readonly from: PartyId;
  /** the one across; absent for an act. For `arrived`: from = who said it, to = whom it reached. */
  readonly to?: PartyId;
  /** identity of the call (call and return). */
  readonly call?: number;
  /** identity of the innermost open call around this event, on its own line of calls. For a return: the call around the returning call. */
  readonly in?: number;
  readonly strand?: number;
  /** call, act, message: the arguments. Return: absent; the call's are looked up by `call`. */
  readonly args?: Shown;
  /** return only. */
  readonly results?: Shown;
  /** the fields, as they are now, of every resource named in args, results or (return) the call's args. */
  readonly resources?: Readonly<Record<ResourceId, Shown>>;
  /** an observer derived it from bytes. */
  readonly derived?: true;
  /** said otherwise than its speaker meant it, because the scenario says so, or derived from such a word: what is changed, as it was meant. */
  readonly mutated?: Shown;
  /** outside the scenario's alphabet. */
  readonly unscripted?: true;
  /** act only: the line of the subject's own source that did it, where the subject can tell. */
  readonly where?: string;
};
