// An event as rules look at it: who did it, what it says, and for a return what its call said.
import type { Event, EventKind, PartyId } from "./event.ts";
import type { Word } from "./program.ts";
import type { Shown } from "./value.ts";

export type Seen = {
  readonly word: Word;
  readonly kind: EventKind;
  readonly seq: number;
  readonly time: number;
  /** of a call or message; of a return: of the call that returns */
  readonly speaker: PartyId | undefined;
  readonly hearer: PartyId | undefined;
  readonly doer: PartyId;
  readonly other: PartyId | undefined;
  readonly call: number | undefined;
  readonly in: number | undefined;
  /** undefined for the return of a call that was not seen */
  readonly args: Shown | undefined;
  readonly results: Shown | undefined;
  readonly resources: Event["resources"];
  /** the record says on which line of calls it is: without a call around it, it is inside none */
  readonly isPlaced: boolean;
  /** an observer made it of bytes: what was before it, no byte shows */
  readonly isDerived: boolean;
};
