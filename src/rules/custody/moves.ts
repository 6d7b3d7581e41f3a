// Moves: which of them an event makes, whether the mover had the right, and what becomes of the resource.
import type { PartyId, ResourceId } from "../../contract/event.ts";
import { type Context, partyCalled } from "../meaning/context.ts";
import { eachMatch, fitsLate } from "../meaning/pattern.ts";
import type { Seen } from "../meaning/seen.ts";
import { isMissing, type Val } from "../values/value.ts";
import {
  balance,
  type Entry,
  hasLoan,
  holds,
  mayWrite,
  newEntry,
  owns,
  sharesOut,
  touchedAt,
  withBalance,
  withTitle,
} from "./entry.ts";
import { type CompiledMove, itSlot } from "./tables.ts";

/** A move that this event makes. `amount`: undefined for the title, `unclear` when the record does not say how many shares. */
export type Decided = {
  readonly move: CompiledMove;
  readonly resource: ResourceId;
  readonly to: PartyId | undefined;
  readonly amount: number | "unclear" | undefined;
  /** whether it is made at all was not in the record */
  readonly isUnclear: boolean;
};
/** Why a move or touch was not the doer's to make. */
export type Breach = { readonly resource: ResourceId; readonly doer: PartyId; readonly why: string };

/** `doubted` hears of a move whose resource is not in the record. */
type Doubted = (move: CompiledMove) => void;

/** Per resource, and for each time that the event names it, the first move whose condition holds, against the ledger as it is before the event. */
export const decideMoves = (
  moves: readonly CompiledMove[],
  ctx: Context,
  doubted: Doubted,
): readonly Decided[] => {
  const { seen } = ctx;
  if (moves.length === 0) return none;
  const decided: Decided[] = [];
  const taken = new Map<ResourceId, number>();
  for (const move of moves) {
    const named = new Map<ResourceId, number>();
    ctx.frame.fill(undefined);
    ctx.unsure = undefined;
    eachMatch(move.pattern, ctx, seen, () => {
      const it = ctx.frame[itSlot];
      if (it === undefined && ctx.unsure !== undefined) doubted(move);
      if (typeof it !== "string") return;
      const times = (named.get(it) ?? 0) + 1;
      named.set(it, times);
      const before = taken.get(it) ?? 0;
      if (before >= times) return;
      const holdsWhen = ctx.unsure ?? and(fitsLate(move.pattern, ctx, seen), () => move.when?.(ctx) ?? true);
      if (holdsWhen === false) return;
      taken.set(it, before + 1);
      decided.push({
        move,
        resource: it,
        to: recipient(ctx, move),
        amount: amountOf(ctx, move),
        isUnclear: isMissing(holdsWhen),
      });
    });
  }
  return decided;
};

const none: readonly Decided[] = [];

const and = <T>(first: boolean | T, second: () => boolean | T): boolean | T =>
  first === true ? second() : first;

const amountOf = (ctx: Context, move: CompiledMove): number | "unclear" | undefined => {
  if (move.shares === undefined) return undefined;
  const amount: Val = move.shares(ctx);
  return typeof amount === "number" ? amount : "unclear";
};

const recipient = (ctx: Context, move: CompiledMove): PartyId | undefined => {
  const role = move.node.to;
  if (role === undefined) return undefined;
  const { cast } = ctx.world;
  const { other, doer } = ctx.seen;
  if (other !== undefined && cast.roleOf(other) === role) return other;
  if (cast.roleOf(doer) === role) return doer;
  const party = partyCalled(ctx, role);
  return typeof party === "string" ? party : undefined;
};

/** The entry after a move, and the breach if the mover had no right to it. */
export type Outcome = { readonly entry: Entry; readonly breach?: string };

export const applyMove = (decided: Decided, entry: Entry, seen: Seen): Outcome => {
  const { verb } = decided.move.node;
  if (verb === "makes") return makes(decided, entry, seen);
  if (entry.isEnded) return { entry, breach: "it has ended" };
  const before = touchedAt(entry, seen.seq);
  if (decided.isUnclear || decided.amount === "unclear") return { entry: { ...before, isUnclear: true } };
  if (verb === "ends") return ends(before, seen);
  const { to } = decided;
  if (to === undefined) return { entry: before };
  // Who takes by its own answer takes from the one across.
  const giver = to === seen.doer ? (seen.other ?? seen.doer) : seen.doer;
  if (verb === "lends") return lends(before, giver, to, decided.move.node.readOnly, seen);
  return decided.amount === undefined
    ? givesTitle(before, giver, to, seen)
    : givesShares(before, giver, to, decided.amount, seen);
};

const makes = (decided: Decided, entry: Entry, seen: Seen): Outcome => {
  const made = newEntry(decided.resource, entry.type, seen.doer, seen.seq);
  if (entry.isEnded || entry.isUnseen === true || entry.title === seen.doer) return { entry: made };
  return { entry: made, breach: `${entry.title} still has it` };
};

const ends = (entry: Entry, seen: Seen): Outcome => {
  const after: Entry = { ...entry, isEnded: true, shares: [], loans: [] };
  return entry.isUnclear || owns(entry, seen.doer)
    ? { entry: after }
    : { entry: after, breach: lacksTitle(entry, seen.doer) };
};

const lends = (entry: Entry, giver: PartyId, to: PartyId, isReadOnly: boolean, seen: Seen): Outcome => {
  const { call } = seen;
  const lent =
    call === undefined || seen.kind !== "call"
      ? entry
      : { ...entry, loans: [...entry.loans, { call, from: giver, to, isReadOnly }] };
  if (entry.isUnclear || (isReadOnly ? holds(entry, giver) : mayWrite(entry, giver))) return { entry: lent };
  return {
    entry: lent,
    breach: holds(entry, giver) ? `${giver} may only read it` : `${giver} does not hold it`,
  };
};

const givesTitle = (entry: Entry, giver: PartyId, to: PartyId, seen: Seen): Outcome => {
  const isBack = entry.title === to && (seen.kind === "return" || giver === to);
  if (isBack) return { entry: entry.isUnclear ? withTitle(entry, to) : entry };
  if (entry.isUnclear) return { entry: withTitle(entry, to) };
  if (entry.title !== giver) return { entry, breach: lacksTitle(entry, giver) };
  const loansOut = entry.loans.filter((loan) => loan.call !== seen.call || seen.kind !== "return");
  const out = entry.shares.filter(([party, n]) => n > 0 && party !== giver).map(([party]) => party);
  const after = withTitle(entry, to);
  if (out.length > 0)
    return { entry: after, breach: `${out.join(" and ")} still ${out.length === 1 ? "has" : "have"} shares` };
  return loansOut.length > 0
    ? { entry: after, breach: `it is lent to ${loansOut.map((l) => l.to).join(" and ")}` }
    : { entry: after };
};

const givesShares = (entry: Entry, giver: PartyId, to: PartyId, n: number, seen: Seen): Outcome => {
  if (n <= 0 || giver === to) return { entry };
  const hasTitle = entry.title === giver;
  const mayPromise = seen.doer === giver && hasLoan(entry, giver);
  const credited = entry.title === to ? entry : withBalance(entry, to, balance(entry, to) + n);
  if (hasTitle) return { entry: credited };
  const left = balance(entry, giver) - n;
  if (left >= 0 || mayPromise) return { entry: withBalance(credited, giver, left) };
  if (entry.isUnclear) return { entry: credited };
  const why =
    balance(entry, giver) > 0 ? `${giver} has only ${balance(entry, giver)}` : `${giver} has no share of it`;
  return { entry: withBalance(credited, giver, 0), breach: why };
};

/** The loans of a call end; what was promised beyond the answer is a breach of the borrower. */
export const endLoans = (
  entry: Entry,
  call: number,
): { readonly entry: Entry; readonly overdrawn: readonly PartyId[] } => {
  const ended = entry.loans.filter((loan) => loan.call === call).map((loan) => loan.to);
  let after: Entry = { ...entry, loans: entry.loans.filter((loan) => loan.call !== call) };
  const overdrawn = entry.isUnclear
    ? []
    : [...new Set(ended)].filter((party) => balance(after, party) < 0 && !hasLoan(after, party));
  for (const party of overdrawn) after = withBalance(after, party, 0);
  return { entry: after, overdrawn };
};

const lacksTitle = (entry: Entry, party: PartyId): string => {
  if (entry.title !== party)
    return hasLoan(entry, party) ? `it is only lent to ${party}` : `${entry.title} has it`;
  return sharesOut(entry) === 0
    ? `it is lent to ${entry.loans.map((l) => l.to).join(" and ")}`
    : "shares of it are out";
};
