// Who may be named: roles in rules and moves, the cast of an example, the parties of a scenario.
import type { PartyDecl, Scenario, Step } from "../../contract/syntax.ts";
import type { Named, Scope } from "./context.ts";
import { nearest } from "../near.ts";
import type { Tables } from "./tables.ts";

export type Parties = Pick<Scope, "party" | "partyNames">;
/** A party of a scenario; `station` is "" for the unnamed one. */
type Member = {
  readonly station: string;
  readonly name: string;
  readonly role: string;
  readonly of?: string;
};

/** The role that belongs to no station and is there in every scenario. */
export const medium = "wire";

/** In rules and moves a party is a role; keys and bindings are found among the names. */
export const rolesAsParties = (tables: Tables): Parties => ({
  party: (name) => (tables.roles.has(name) ? { role: name } : undefined),
  partyNames: () => [...tables.roles.keys()],
});

/** In an example: whom its `parties` lines name, the vocabularies' casts, and roles. */
export const exampleParties = (tables: Tables, steps: readonly Step[]): Parties => {
  const own = memberParties(tables, membersOf(tables, steps));
  const role = (name: string): Named | undefined => {
    const member = tables.cast.get(name);
    if (member !== undefined) return { role: member.role };
    return tables.roles.has(name) ? { role: name } : undefined;
  };
  return {
    party: (name, partner) => own.party(name, partner) ?? role(name),
    partyNames: () => [...own.partyNames(), ...tables.cast.keys(), ...tables.roles.keys()],
  };
};

export const scenarioParties = (tables: Tables, scenario: Scenario): Parties =>
  memberParties(tables, scenarioMembers(tables, scenario));

/** A scenario without a `parties` line on an unnamed station has the cast that examples use. */
export const scenarioMembers = (tables: Tables, scenario: Scenario): readonly Member[] => {
  const members = membersOf(tables, scenario.steps);
  if (members.length > 0 || scenario.word === "exchange") return members;
  return [...tables.cast.values()].map((party) => memberOf("", party));
};

const membersOf = (tables: Tables, steps: readonly Step[]): readonly Member[] =>
  steps.flatMap((step) =>
    step.kind === "parties"
      ? step.parties.map((party) => memberOf(step.station ?? "", spelt(tables, party)))
      : [],
  );

/** A misspelt role is reported where it stands; the steps are read as if it were spelt well. */
const spelt = (tables: Tables, party: PartyDecl): PartyDecl => {
  const near = tables.roles.has(party.role) ? undefined : nearest(party.role, tables.roles.keys());
  return near === undefined
    ? party
    : { ...party, role: near, name: party.name === party.role ? near : party.name };
};

const memberOf = (station: string, { name, role, of }: PartyDecl): Member => ({
  station,
  name,
  role,
  ...(of === undefined ? {} : { of }),
});

const memberParties = (tables: Tables, members: readonly Member[]): Parties => ({
  party: (name, partner) => {
    const found = candidates(members, name);
    const stations = new Set(partner === undefined ? [] : candidates(members, partner).map((m) => m.station));
    const near =
      found.length > 1 && stations.size === 1 ? found.filter((m) => stations.has(m.station)) : found;
    const [first, ...more] = new Map((near.length > 0 ? near : found).map((m) => [fullName(m), m])).values();
    if (first === undefined)
      return name === medium && tables.roles.has(medium) ? { role: medium } : undefined;
    return more.length === 0 ? { role: first.role } : { several: [first, ...more].map(fullName) };
  },
  partyNames: () => [...new Set([...members.flatMap((m) => [m.name, m.role, fullName(m)]), medium])],
});

const candidates = (members: readonly Member[], name: string): readonly Member[] => {
  const dot = name.indexOf(".");
  const among = dot < 0 ? members : members.filter((m) => m.station === name.slice(0, dot));
  const bare = name.slice(dot + 1);
  const named = among.filter((m) => m.name === bare);
  return named.length > 0 ? named : among.filter((m) => m.role === bare);
};

const fullName = (member: Member): string =>
  member.station === "" ? member.name : `${member.station}.${member.name}`;
