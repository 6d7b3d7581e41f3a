// Who holds one resource: a title, counted shares, loans tied to calls; and what moves make of it.
import type { PartyId, ResourceId } from "../../contract/event.ts";

export type Loan = {
  readonly call: number;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly isReadOnly: boolean;
};
export type Entry = {
  readonly id: ResourceId;
  /** the resource declaration, once known */
  readonly type: string | undefined;
  /** its maker; where nobody was seen making it, the first party seen with it */
  readonly home: PartyId;
  readonly title: PartyId;
  /** balances other than zero, in order of party; below zero only while the party has a loan */
  readonly shares: readonly (readonly [PartyId, number])[];
  /** innermost last */
  readonly loans: readonly Loan[];
  /** a tombstone: use after the end is told from an unknown name */
  readonly isEnded: boolean;
  /** how many shares are out was not in the record */
  readonly isUnclear: boolean;
  /** unclear, because it was first seen in the middle of a record */
  readonly isUnseen?: boolean;
  /** the whole that it is part of */
  readonly whole: ResourceId | undefined;
  /** what it was cloned from */
  readonly origin: ResourceId | undefined;
  /** the last events that moved it */
  readonly chain: readonly number[];
};

const chainLength = 8;

export const newEntry = (id: ResourceId, type: string | undefined, holder: PartyId, seq: number): Entry => ({
  id,
  type,
  home: holder,
  title: holder,
  shares: [],
  loans: [],
  isEnded: false,
  isUnclear: false,
  whole: undefined,
  origin: undefined,
  chain: [seq],
});

export const balance = (e: Entry, party: PartyId): number => e.shares.find(([p]) => p === party)?.[1] ?? 0;
export const sharesOut = (e: Entry): number => e.shares.reduce((sum, [, n]) => sum + n, 0);
export const hasLoan = (e: Entry, party: PartyId): boolean => e.loans.some((loan) => loan.to === party);
export const holds = (e: Entry, party: PartyId): boolean =>
  !e.isEnded && (e.title === party || balance(e, party) > 0 || hasLoan(e, party));

/** The title with no share and no loan out, or the innermost loan if it is not read-only. */
export const owns = (e: Entry, party: PartyId): boolean => {
  if (e.isEnded) return false;
  const innermost = e.loans.at(-1);
  if (innermost !== undefined) return innermost.to === party && !innermost.isReadOnly;
  return e.title === party && e.shares.every(([, n]) => n === 0);
};

/** The title, or a loan that is not read-only. */
export const mayWrite = (e: Entry, party: PartyId): boolean =>
  !e.isEnded && (e.title === party || e.loans.some((loan) => loan.to === party && !loan.isReadOnly));

/** Whoever has shares (the first in the order of parties), else the title. */
export const holder = (e: Entry): PartyId => e.shares.find(([, n]) => n > 0)?.[0] ?? e.title;

/** Its maker has all of it, or had when it ended it: what came home is the maker's to keep or to free. */
export const isHome = (e: Entry): boolean => e.title === e.home && sharesOut(e) === 0;

export const withBalance = (e: Entry, party: PartyId, n: number): Entry => {
  const others = e.shares.filter(([p]) => p !== party);
  const shares =
    n === 0 ? others : [...others, [party, n] as const].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { ...e, shares };
};

/** As far as it can be told of one that was there before the first event. */
export const unseen = (e: Entry): Entry => ({ ...e, isUnclear: true, isUnseen: true });

/** The title goes to a party; its own shares are absorbed. Coming home settles what was unclear, and any giving what was not seen. */
export const withTitle = (e: Entry, party: PartyId): Entry => {
  const isSettled = e.isUnclear && (party === e.home || e.isUnseen === true);
  const shares = isSettled ? [] : e.shares.filter(([p]) => p !== party);
  const { isUnseen: _, ...seen } = e;
  return { ...seen, title: party, shares, isUnclear: e.isUnclear && !isSettled };
};

export const touchedAt = (e: Entry, seq: number): Entry =>
  e.chain.at(-1) === seq ? e : { ...e, chain: [...e.chain.slice(1 - chainLength), seq] };

/** Everybody who holds it, and how, in one sentence each: `P has 2 shares`. */
export const holdersOf = (e: Entry): readonly (readonly [PartyId, string])[] => [
  ...(e.isEnded ? [] : [[e.title, "title"] as const]),
  ...e.shares
    .filter(([, n]) => n > 0)
    .map(([party, n]) => [party, n === 1 ? "1 share" : `${n} shares`] as const),
  ...e.loans.map((loan) => [loan.to, loan.isReadOnly ? "loan, read only" : "loan"] as const),
];
