// What an observer is shown and what it makes of it: the raw word of one event, and messages or deeds that follow from its bytes.
import type { Event, PartyId } from "../contract/event.ts";
import { isBytes } from "../contract/value.ts";
import type { Args } from "../contract/value.ts";
import { textOctets } from "../formats/octets.ts";

/** One event with its words as they are, byte strings included; for a return `args` are those of its call. */
export type Seen = {
  readonly event: Event;
  readonly args: Args;
  readonly results?: Args;
  /** the bytes that a resource now holds, one character a byte */
  readonly data: (resource: string) => string | undefined;
};

/** Something derived. Numbering, time and the calls around it are those of the event that it was derived from. */
export type Derived = {
  readonly kind: "said" | "arrived" | "act";
  readonly name: string;
  readonly from: PartyId;
  readonly to?: PartyId;
  readonly args: Args;
};

export const text = (args: Args | undefined, name: string): string => {
  const found = args?.[name];
  return typeof found === "string" ? found : "";
};

export const integer = (args: Args | undefined, name: string): number => {
  const found = args?.[name];
  return typeof found === "number" ? found : 0;
};

/** One character a byte; "" when there are no bytes of this name. */
export const latin1 = (args: Args | undefined, name: string): string => {
  const found = args?.[name];
  return isBytes(found) ? found.latin1 : "";
};

export const octetsOf = (data: string): Uint8Array => textOctets(data);
