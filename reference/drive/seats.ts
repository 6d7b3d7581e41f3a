// Who sits in a drive, and who shares a boundary with whom.
import type { PartyId } from "../../src/contract/event.ts";
import type { Layer } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";

export type Seat = {
  readonly id: PartyId;
  readonly role: string;
  readonly layer: Layer<unknown>;
  /** the protocol that a client is a client of */
  readonly of?: PartyId;
  readonly properties?: Args;
};

/** The parties of a role that this one is connected to, in cast order. */
export const neighbours = (seats: readonly Seat[], seat: Seat, role: string): readonly PartyId[] =>
  seats.filter((other) => other.role === role && near(seat, other)).map(({ id }) => id);

const boundaries = [
  "client protocol",
  "protocol ndis",
  "filter ndis",
  "ndis nic",
  "nic wire",
  "app os",
  "os redirector",
  "server os",
  "redirector protocol",
  "server protocol",
];

function near(a: Seat, b: Seat): boolean {
  if (stationOf(a.id) !== stationOf(b.id) && a.role !== "wire" && b.role !== "wire") return false;
  if (a.of !== undefined || b.of !== undefined) return a.of === b.id || b.of === a.id;
  return boundaries.includes(`${a.role} ${b.role}`) || boundaries.includes(`${b.role} ${a.role}`);
}

const stationOf = (id: PartyId): string => id.slice(0, Math.max(0, id.lastIndexOf(".")));
