// Resources that an event names: entered at first sight, tied to their wholes and origins, taken as moved where nobody watched.
import type { PartyId, ResourceId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Value } from "../../contract/value.ts";
import type { Cast } from "../meaning/cast.ts";
import type { Seen } from "../meaning/seen.ts";
import { type Entry, holds, withTitle } from "./entry.ts";
import type { Ledger } from "./ledger.ts";
import type { CustodyTables, Mention } from "./tables.ts";

/** Enters what is new; the resources entered. */
export const enter = (
  tables: CustodyTables,
  mentions: readonly Mention[],
  ledger: Ledger,
  seen: Seen,
): readonly ResourceId[] => {
  const entered: ResourceId[] = [];
  for (const { name, type } of mentions) {
    const value = (seen.kind === "return" ? seen.results : seen.args)?.[name];
    for (const id of idsIn(value)) if (enterOne(tables, ledger, seen, id, type)) entered.push(id);
  }
  if (seen.resources !== undefined) tie(tables, ledger, seen);
  return entered;
};

const idsIn = (value: Value | undefined): readonly string[] => {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((x: Value) => typeof x === "string") : [];
};

const enterOne = (
  tables: CustodyTables,
  ledger: Ledger,
  seen: Seen,
  id: ResourceId,
  type: string | undefined,
): boolean => {
  const known = ledger.own(id);
  if (known !== undefined) {
    if (type !== undefined && known.type !== type) ledger.put({ ...known, type });
    return false;
  }
  if (type === undefined && seen.resources?.[id] === undefined) return false;
  ledger.put(
    ledger.first(id, type ?? tables.typeOf(id, Object.keys(seen.resources?.[id] ?? {})), seen.doer, seen.seq),
  );
  return true;
};

/** Reads from the fields shown which resource is a part of which, and which a clone. */
const tie = (tables: CustodyTables, ledger: Ledger, seen: Seen): void => {
  for (const id in seen.resources) {
    let entry = ledger.own(id);
    const fields = seen.resources[id];
    if (entry === undefined || fields === undefined) continue;
    if (entry.type === undefined) {
      entry = { ...entry, type: tables.typeOf(id, Object.keys(fields)) };
      ledger.put(entry);
    }
    if (entry.type === undefined) continue;
    for (const { name, type } of tables.partFields(entry.type)) {
      for (const part of idsIn(fields[name])) tieTo(ledger, seen, part, type, id);
    }
    const originField = tables.originField(entry.type);
    const origin = originField === undefined ? undefined : fields[originField];
    if (typeof origin === "string" && entry.origin !== origin) ledger.put({ ...entry, origin });
  }
};

const tieTo = (ledger: Ledger, seen: Seen, part: ResourceId, type: string, whole: ResourceId): void => {
  const entry = ledger.own(part) ?? ledger.first(part, type, seen.doer, seen.seq);
  if (entry.whole !== whole) ledger.put({ ...entry, type, whole });
};

/** Roles that take part in moves of a resource type across boundaries which the record did not watch. */
export type Hidden = (type: string | undefined, role: string | undefined) => boolean;

export const hiddenRoles = (program: Program, watched: readonly string[] | undefined): Hidden | undefined => {
  if (watched === undefined) return undefined;
  const hidden = new Set<string>();
  for (const resource of program.resources.values()) {
    for (const move of resource.moves) {
      const word = program.wordOf(move.pattern);
      if (word.boundary === "" || watched.includes(word.boundary)) continue;
      for (const role of [...word.speakers, word.hearer]) hidden.add(`${resource.name} ${role}`);
    }
  }
  return (type, role) => type !== undefined && role !== undefined && hidden.has(`${type} ${role}`);
};

/** A doer without custody, where the missing move may have happened unseen: taken as having happened. */
export const assumeUnseenMove = (
  hidden: Hidden,
  cast: Cast,
  ledger: Ledger,
  entry: Entry,
  doer: PartyId,
): void => {
  if (entry.isEnded || holds(entry, doer)) return;
  const mayHaveMoved = hidden(entry.type, cast.roleOf(doer)) || hidden(entry.type, cast.roleOf(entry.title));
  if (mayHaveMoved) ledger.put(withTitle(entry, doer));
};
