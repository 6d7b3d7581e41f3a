// The events that show a finding, and the custody findings that no named rule has.
import type { ResourceId } from "../../contract/event.ts";
import { holdersOf } from "../custody/entry.ts";
import type { Ledger } from "../custody/ledger.ts";
import type { Breach } from "../custody/moves.ts";
import type { Calls } from "../meaning/calls.ts";
import type { Seen } from "../meaning/seen.ts";
import type { Instance } from "../tracking/instance.ts";
import { isMissing } from "../values/value.ts";
import type { Draft, Parts } from "./finding.ts";

const callsShown = 4;

/** The events that touched the instance, the open calls that the rule asks about, for questions of custody also those that moved its resources, and the event itself. */
export const witnessOf = (ledger: Ledger, calls: Calls, parts: Parts, draft: Draft): readonly number[] => {
  const { state, instance, ctx } = parts;
  const seqs = new Set([...draft.witness, draft.seq]);
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent)
    for (const seq of at.seqs) seqs.add(seq);
  const { asksLedger, around } = state.rule.looks();
  if (asksLedger)
    for (const resource of draft.resources)
      for (const seq of ledger.entry(resource)?.chain ?? []) seqs.add(seq);
  for (const name of around) for (const call of [...calls.named(name)].slice(-callsShown)) seqs.add(call.seq);
  if (around.size > 0) for (const call of calls.around(ctx.seen)) if (!isMissing(call)) seqs.add(call.seq);
  return sorted(seqs);
};

export const custodyDraft = (ledger: Ledger, calls: Calls, breach: Breach, seen: Seen): Draft => {
  const entry = ledger.entry(breach.resource);
  const around = [...calls.around(seen)].flatMap((call) => (isMissing(call) ? [] : [call.seq]));
  const holders =
    entry === undefined ? [] : holdersOf(entry).map(([party, what]) => `${party} has it: ${what}`);
  return {
    rule: `CUSTODY-${ledger.own(breach.resource)?.type ?? "resource"}`,
    level: "must",
    seq: seen.seq,
    time: seen.time,
    blames: breach.doer,
    text: "Only who has custody of a thing may touch it or pass it on.",
    demand: seen.word.name,
    because: [breach.why, ...(entry?.isEnded === true ? [`${breach.resource} has ended`] : holders)],
    resources: [breach.resource],
    parties: [...new Set([breach.doer, seen.doer, ...(seen.other === undefined ? [] : [seen.other])])],
    bindings: {},
    witness: sorted(new Set([...(entry?.chain ?? []), ...around.slice(0, 1), seen.seq])),
    concerns: [breach.resource],
  };
};

/** The thing to which a part or clone belongs: what happens to one happened to all. */
export const familyOf = (ledger: Ledger, thing: string): ResourceId => {
  const seen = new Set<string>();
  let at = thing;
  while (!seen.has(at)) {
    seen.add(at);
    const entry = ledger.own(at);
    at = entry?.whole ?? entry?.origin ?? at;
  }
  return at;
};

const sorted = (seqs: ReadonlySet<number>): readonly number[] =>
  [...seqs].filter((seq) => seq > 0).toSorted((a, b) => a - b);
