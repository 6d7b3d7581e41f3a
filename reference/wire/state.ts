// What the wire remembers: frames on their way to each NIC, and the mischief that it was told to do.
import type { PartyId } from "../../src/contract/event.ts";
import type { Args } from "../../src/contract/value.ts";
import type { Table } from "../table.ts";

/** A fault that waits for its frame: so many times, or always (-1). `microseconds` and `byte` where the fault has them. */
export type Armed = {
  readonly name: string;
  readonly what: Args;
  readonly left: number;
  readonly microseconds: number;
  readonly byte: number;
};

export type Carried = { readonly from: PartyId; readonly data: string };

export type WireState = {
  readonly self: PartyId;
  /** station addresses, by the NIC that was seen sending from them */
  readonly stations: Table<PartyId>;
  /** frames that each NIC is to get, in their order */
  readonly lines: Table<readonly string[]>;
  /** NICs that are just being given one */
  readonly busy: readonly PartyId[];
  readonly armed: readonly Armed[];
  /** frames held back until another one of the same sender has passed, or a moment has */
  readonly held: readonly Carried[];
  readonly delayed: Table<Carried>;
  readonly unplugged: boolean;
};

export const initial = (self: PartyId): WireState => ({
  self,
  stations: [],
  lines: [],
  busy: [],
  armed: [],
  held: [],
  delayed: [],
  unplugged: false,
});
