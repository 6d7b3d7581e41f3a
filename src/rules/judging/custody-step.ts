// What an event does to custody, and which of it was nobody's right.
import type { ResourceId } from "../../contract/event.ts";
import type { Context } from "../meaning/context.ts";
import type { Seen } from "../meaning/seen.ts";
import { unseen } from "../custody/entry.ts";
import type { Ledger } from "../custody/ledger.ts";
import { applyMove, type Breach, type Decided, decideMoves, endLoans } from "../custody/moves.ts";
import { assumeUnseenMove, enter, type Hidden } from "../custody/sightings.ts";
import type { CompiledMove, CustodyOf, CustodyTables } from "../custody/tables.ts";
import { touchBreach, touchesOf } from "../custody/touches.ts";

/** What custody makes of an event before the rules look at it. */
export type Prepared = {
  readonly moves: readonly Decided[];
  readonly entered: readonly ResourceId[];
  /** names that begin anew with this event */
  readonly born: readonly ResourceId[];
};

export const nothingPrepared: Prepared = { moves: [], entered: [], born: [] };

export const prepare = (
  tables: CustodyTables,
  at: CustodyOf,
  ledger: Ledger,
  ctx: Context,
  hidden: Hidden | undefined,
): Prepared => {
  const entered = enter(tables, at.mentions, ledger, ctx.seen);
  const moves = decideMoves(at.moves, ctx, (move) => doubt(ledger, ctx.seen, move));
  if (hidden !== undefined) assumeUnseen(ledger, ctx, moves, hidden);
  const born = moves.filter(
    (m) =>
      m.move.node.verb === "makes" &&
      (entered.includes(m.resource) || ledger.own(m.resource)?.isEnded === true),
  );
  return { moves, entered, born: born.map((m) => m.resource) };
};

/** It may have been any of its type, of those that the event shows; or one that nobody has named yet. */
const doubt = (ledger: Ledger, seen: Seen, { resource, node }: CompiledMove): void => {
  ledger.movedUnnamed(resource.name);
  for (const entry of ledger.entries()) {
    const isShown = seen.resources === undefined || Object.hasOwn(seen.resources, entry.id);
    if (!isShown || (entry.type ?? resource.name) !== resource.name) continue;
    ledger.put({ ...unseen(entry), isEnded: entry.isEnded && node.verb !== "makes" });
    if (node.verb === "makes") ledger.unbury(entry.id);
  }
};

const assumeUnseen = (ledger: Ledger, ctx: Context, moves: readonly Decided[], hidden: Hidden): void => {
  const { doer } = ctx.seen;
  const needed = [
    ...moves.filter((m) => m.to !== doer).map((m) => m.resource),
    ...touchesOf(ctx.seen).map((touch) => touch.value),
  ];
  for (const resource of needed) {
    const entry = ledger.entry(resource);
    if (entry !== undefined) assumeUnseenMove(hidden, ctx.world.cast, ledger, entry, doer);
  }
};

export type Effects = {
  readonly breaches: readonly Breach[];
  /** names whose tombstones had to go */
  readonly forgotten: readonly ResourceId[];
};

/** Moves and touches against the ledger; the breaches among them. */
export const settleCustody = (
  tables: CustodyTables,
  ledger: Ledger,
  ctx: Context,
  prepared: Prepared,
  isFromStart: boolean,
): Effects => {
  const { seen } = ctx;
  const breaches: Breach[] = isFromStart && !seen.isDerived ? unmade(tables, ledger, ctx, prepared) : [];
  const forgotten: ResourceId[] = [];
  for (const { value, how } of touchesOf(seen)) {
    const entry = ledger.entry(value);
    const why = entry === undefined ? undefined : touchBreach(entry, seen.doer, how);
    if (why !== undefined)
      breaches.push({ resource: value, doer: seen.doer, why: `${seen.doer} ${how}s it, but ${why}` });
  }
  for (const decided of prepared.moves) {
    const { resource } = decided;
    const entry =
      ledger.own(resource) ?? ledger.first(resource, decided.move.resource.name, seen.doer, seen.seq);
    const after = applyMove(decided, entry, seen);
    ledger.put(after.entry);
    if (after.entry.loans.length > entry.loans.length && seen.call !== undefined)
      ledger.lend(seen.call, resource);
    if (after.entry.isEnded) forgotten.push(...[ledger.bury(resource)].filter((x) => x !== undefined));
    else if (entry.isEnded) ledger.unbury(resource);
    if (after.breach !== undefined)
      breaches.push({ resource, doer: seen.doer, why: `${seen.doer} ${deed(decided)}, but ${after.breach}` });
  }
  ledger.sweep(tables.hasAllocator);
  return { breaches, forgotten };
};

/** The end of a call ends what it lent. */
export const settleReturn = (ledger: Ledger, call: number): readonly Breach[] =>
  ledger.takeLent(call).flatMap((resource) => {
    const entry = ledger.own(resource);
    if (entry === undefined) return [];
    const { entry: after, overdrawn } = endLoans(entry, call);
    ledger.put(after);
    return overdrawn.map((doer) => ({
      resource,
      doer,
      why: `${doer} passed on more shares of it than its answer took`,
    }));
  });

/** In a record that begins at the beginning, what has an allocator was allocated before it is seen. */
const unmade = (
  tables: CustodyTables,
  ledger: Ledger,
  { seen }: Context,
  { entered, born }: Prepared,
): Breach[] =>
  entered
    .filter((resource) => {
      const type = ledger.own(resource)?.type;
      return !born.includes(resource) && tables.hasAllocator(type) && !ledger.hasMovedUnnamed(type);
    })
    .map((resource) => ({
      resource,
      doer: seen.doer,
      why: `nobody was seen making it before ${seen.doer} has it`,
    }));

const deed = ({ move, amount, to }: Decided): string => {
  const { verb } = move.node;
  if (verb === "makes" || verb === "ends") return `${verb} it`;
  const what = typeof amount === "number" ? `${amount === 1 ? "a share" : `${amount} shares`} of it` : "it";
  return `${verb} ${what} to ${to ?? move.node.to ?? "another"}`;
};
