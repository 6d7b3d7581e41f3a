// A record as a picture: which of its events are drawn, which step each is, and who held what when.

import type { Event, Party, ResourceId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordHeader } from "../../contract/record.ts";
import type { Shown, Value } from "../../contract/value.ts";
import { Chains } from "../chain.ts";
import type { JudgeOf } from "./open-record.ts";

/** What the steps of an overview are called in the vocabularies; `hides` are words that only repeat others. */
export type StepTable = {
  readonly rule: string;
  readonly says: string;
  readonly hides: readonly string[];
  readonly steps: readonly { readonly n: number; readonly kind: string; readonly name: string }[];
};

export type Picture = {
  readonly parties: readonly Party[];
  readonly events: readonly Event[];
  readonly steps: ReadonlyMap<number, number>;
  readonly custody: ReadonlyMap<number, readonly string[]>;
  /** events below the boundaries of the steps, which are not drawn */
  readonly folded: number;
  /** the chain of the resource that was asked for */
  readonly chain: readonly string[];
};

export type Wish = {
  /** only what concerns this resource */
  readonly resource?: ResourceId;
  /** nothing is folded away */
  readonly all: boolean;
  readonly tables: readonly StepTable[];
};

/** Hears the record once more; without a wish for one resource, the boundaries of the steps are drawn and what lies below them is folded. */
export function pictureOf(
  program: Program,
  judgeOf: JudgeOf,
  header: RecordHeader,
  events: readonly Event[],
  wish: Wish,
): Picture {
  const { parties, fromStart } = header;
  const judge = judgeOf(program, { parties, fromStart });
  const chains = new Chains(program, judge, parties);
  const concerns = concerning(program, events, wish);
  const custody = new Map<number, readonly string[]>();
  for (const event of events) {
    judge.see(event);
    const changed = chains.see(event).filter((id) => wish.resource === undefined || id === wish.resource);
    if (changed.length > 0 && concerns(event))
      custody.set(
        event.seq,
        changed.map((id) => chains.now(id)),
      );
  }
  const drawn = events.filter(concerns);
  const chain = wish.resource === undefined ? [] : chains.sentences(wish.resource);
  return {
    parties,
    events: drawn,
    steps: stepsOf(drawn, wish.tables),
    custody,
    folded: events.length - drawn.length,
    chain,
  };
}

function concerning(
  program: Program,
  events: readonly Event[],
  { resource, all, tables }: Wish,
): (event: Event) => boolean {
  if (resource !== undefined) return namedBy(events, resource);
  const words = tables.flatMap(({ steps }) => steps.map(({ name }) => name));
  const boundaries = new Set(words.flatMap((name) => program.words.get(name)?.boundary ?? []));
  const hidden = new Set(tables.flatMap(({ hides }) => hides));
  const isDrawn = (event: Event): boolean =>
    boundaries.has(program.words.get(event.name)?.boundary ?? "") && !hidden.has(event.name);
  return all ||
    !events.some((event) => tables.some(({ steps }) => steps.some((step) => step.name === event.name)))
    ? () => true
    : isDrawn;
}

/** Every event that names the resource, and the returns of the calls that do. */
function namedBy(events: readonly Event[], resource: ResourceId): (event: Event) => boolean {
  const calls = new Set<number>();
  const seqs = new Set<number>();
  for (const event of events) {
    const names =
      holds(event.args, resource) ||
      holds(event.results, resource) ||
      (event.kind === "return" && calls.has(event.call ?? 0));
    if (!names) continue;
    seqs.add(event.seq);
    if (event.kind === "call" && event.call !== undefined) calls.add(event.call);
  }
  return ({ seq }) => seqs.has(seq);
}

const holds = (values: Shown | undefined, id: ResourceId): boolean =>
  values !== undefined && Object.values(values).some((value) => isOrHas(value, id));
const isOrHas = (value: Value, id: ResourceId): boolean =>
  value === id || (Array.isArray(value) && value.some((each: Value) => isOrHas(each, id)));

function stepsOf(events: readonly Event[], tables: readonly StepTable[]): ReadonlyMap<number, number> {
  const steps = tables.flatMap((table) => table.steps);
  return new Map(
    events.flatMap((event) => {
      const step = steps.find(({ kind, name }) => kind === event.kind && name === event.name);
      return step === undefined ? [] : [[event.seq, step.n] as const];
    }),
  );
}
