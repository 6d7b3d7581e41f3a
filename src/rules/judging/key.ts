// One text for everything that can influence what a judge will find: equal texts, equal futures.
import type { Entry } from "../custody/entry.ts";
import type { Ledger } from "../custody/ledger.ts";
import type { Calls } from "../meaning/calls.ts";
import type { Seen } from "../meaning/seen.ts";
import type { Instance, Unit } from "../tracking/instance.ts";
import { hasDueTime, type RuleState } from "../tracking/rule-state.ts";
import { encode, isCallValue, isList, type Val } from "../values/value.ts";

/** Names for open calls. Those that no rule and no move can tell from none are left out. */
export type CallNames = ReadonlyMap<number, string>;
type IsVisible = (seen: Seen, call: number) => boolean;

/** Where a number says already which call it is. */
export const callNumbers = (calls: Calls, isVisible: IsVisible): CallNames => {
  const names = new Map<number, string>();
  for (const [call, seen] of calls.all) if (isVisible(seen, call)) names.set(call, String(call));
  return names;
};

/** Names that do not depend on numbers. Calls that look alike keep their order. */
export const callNames = (calls: Calls, isVisible: IsVisible): CallNames => {
  const names = new Map<number, string>();
  const times = new Map<string, number>();
  const nameOf = (call: number, seen: Seen): string => {
    const around = visibleAround(calls, seen, isVisible);
    const args = Object.entries(seen.args ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const text = `${seen.speaker}>${seen.hearer} ${seen.word.name}(${args.map(([k, v]) => `${k}=${encode(v)}`).join()}) in ${around === undefined ? "-" : (names.get(around) ?? nameOf(around, calls.get(around) ?? seen))}`;
    const n = times.get(text) ?? 0;
    times.set(text, n + 1);
    names.set(call, n === 0 ? text : `${text} #${n}`);
    return text;
  };
  for (const [call, seen] of [...calls.all].toSorted(([a], [b]) => a - b)) {
    if (isVisible(seen, call) && !names.has(call)) nameOf(call, seen);
  }
  return names;
};

const visibleAround = (calls: Calls, seen: Seen, isVisible: IsVisible): number | undefined => {
  let next = seen.in;
  while (next !== undefined) {
    const around = calls.get(next);
    if (around === undefined || isVisible(around, next)) return around === undefined ? undefined : next;
    next = around.in;
  }
  return undefined;
};

export const ledgerKey = (ledger: Ledger, names: CallNames): string => {
  if (ledger.keyCache !== undefined) return ledger.keyCache;
  const entries = [...ledger.entries()];
  const text = entries
    .map((entry) => entryKey(entry, names))
    .toSorted()
    .join("\n");
  if (entries.every(({ loans }) => loans.length === 0)) ledger.keyCache = text;
  return text;
};

const restingTexts = new WeakMap<Entry, string>();

const entryKey = (e: Entry, names: CallNames): string => {
  if (e.loans.length > 0) return textOf(e, names);
  const known = restingTexts.get(e);
  if (known !== undefined) return known;
  const text = textOf(e, names);
  restingTexts.set(e, text);
  return text;
};

const textOf = (e: Entry, names: CallNames): string => {
  const loans = e.loans.map(
    (loan) => `${loan.from}>${loan.to}${loan.isReadOnly ? "r" : "w"}${names.get(loan.call) ?? ""}`,
  );
  const flags = `${e.isEnded ? "ended" : ""}${e.isUnclear ? "unclear" : ""}`;
  return [e.id, e.type, e.home, e.title, e.shares.join(), loans.join(), flags, e.whole, e.origin].join("|");
};

export const ruleKey = (state: RuleState, now: number, names: CallNames): string => {
  if (state.keyCache !== undefined) return state.keyCache;
  const roots = state.root.all();
  if (roots.length === 0 && state.doubts.size === 0) return "";
  const isLasting = state.timed.size === 0 && !roots.some(mentionsCall);
  const doubts =
    state.doubts.size === 0 ? "" : `doubts ${[...state.doubts.keys()].toSorted((a, b) => a - b).join()}`;
  const text = roots.map((root) => instanceKey(root, now, names)).join() + doubts;
  if (isLasting) state.keyCache = text;
  return text;
};

const mentionsCall = (instance: Instance): boolean =>
  [...instance.keys, ...instance.state].some(isOrHasCall) ||
  instance.shelves.some((shelf) => shelf.all().some(mentionsCall));
const isOrHasCall = (v: Val): boolean => isCallValue(v) || (isList(v) && v.some(isOrHasCall));

const instanceKey = (instance: Instance, now: number, names: CallNames): string => {
  const value = (v: Val): string => encode(renamed(v, names));
  const debts = instance.debts
    .map((units) => units.map((unit) => unitKey(unit, now, value)).join())
    .join("/");
  const inner = instance.shelves.map((shelf) =>
    shelf
      .all()
      .map((x) => instanceKey(x, now, names))
      .toSorted()
      .join("\n"),
  );
  const due = hasDueTime(instance) ? "timed" : "";
  return `(${instance.keys.map(value).join()}|${instance.state.map(value).join()}|${debts}|${instance.isLingering ? "lingering" : ""}${due}${instance.before === undefined ? "" : "?"}|${inner.join("\n")})`;
};

const unitKey = ({ due, seen, bound, owing }: Unit, now: number, value: (v: Val) => string): string => {
  const args = owing.args.map((name) => value(seen.args?.[name] ?? null));
  return [
    owing.demand.node.at,
    due === Infinity ? "" : due - now,
    seen.doer,
    seen.other,
    ...args,
    ...bound.map(([slot, v]) => `${slot}${value(v)}`),
  ].join(" ");
};

const renamed = (v: Val, names: CallNames): Val => {
  if (isList(v)) return v.map((x) => renamed(x, names));
  return isCallValue(v) ? `call ${names.get(Number(v.slice("call#".length))) ?? "closed"}` : v;
};
