// The parties of a run: their roles and properties, and which of them a name stands for.
import type { Party, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import { Missing, type Val } from "../values/value.ts";

export type Cast = {
  /** the role of a party; of one outside the cast, what its name says */
  readonly roleOf: (party: PartyId) => string | undefined;
  /** full names of the parties of a role, in cast order */
  readonly ofRole: (role: string) => readonly PartyId[];
  readonly has: (party: PartyId) => boolean;
  readonly nameOf: (party: PartyId) => string;
  readonly stationOf: (party: PartyId) => string;
  readonly property: (party: PartyId, name: string) => Val;
  /** position in the cast, for a defined order */
  readonly rank: (party: PartyId) => number;
  /** every party of that role or of that name */
  readonly called: (name: string) => readonly PartyId[];
};

export const castOf = (program: Program, parties: readonly Party[]): Cast => {
  const byId = new Map(parties.map((p) => [p.id, p]));
  const ranks = new Map(parties.map((p, i) => [p.id, i]));
  const called = idsBy(parties, (p) => [...new Set([p.id, p.role, p.name])]);
  const ofRole = idsBy(parties, (p) => [p.role]);
  const lastPart = (id: PartyId): string => id.slice(id.lastIndexOf(".") + 1);
  return {
    roleOf: (id) => byId.get(id)?.role ?? (program.roles.has(lastPart(id)) ? lastPart(id) : undefined),
    ofRole: (role) => ofRole.get(role) ?? nobody,
    has: (id) => byId.has(id),
    nameOf: (id) => byId.get(id)?.name ?? lastPart(id),
    stationOf: (id) => byId.get(id)?.station ?? "",
    property: (id, name) => propertyOf(byId.get(id), id, name),
    rank: (id) => ranks.get(id) ?? parties.length,
    called: (name) => called.get(name) ?? nobody,
  };
};

const nobody: readonly PartyId[] = [];

const idsBy = (
  parties: readonly Party[],
  names: (party: Party) => readonly string[],
): ReadonlyMap<string, readonly PartyId[]> => {
  const ids = new Map<string, PartyId[]>();
  for (const party of parties)
    for (const name of names(party)) {
      const same = ids.get(name);
      if (same === undefined) ids.set(name, [party.id]);
      else same.push(party.id);
    }
  return ids;
};

const propertyOf = (party: Party | undefined, id: PartyId, name: string): Val => {
  const given = party?.properties[name];
  if (given !== undefined) return given;
  if (party === undefined) return new Missing(`${name} of ${id}, who is not among the parties`);
  if (name === "name") return party.name;
  if (name === "role") return party.role;
  if (name === "station") return party.station;
  if (name === "of") return party.of ?? null;
  return new Missing(`${name} of ${id}`);
};
