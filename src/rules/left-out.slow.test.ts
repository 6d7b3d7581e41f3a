// What a record leaves out accuses nobody: an argument, a result, a field of a resource, a property of a party.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event, Party } from "../contract/event.ts";
import type { Rule } from "../contract/syntax.ts";
import type { Finding } from "../contract/verdict.ts";
import { exampleEvents } from "./expand.ts";
import { createJudge } from "./judge.ts";
import { specification } from "./testing/spec.ts";

const program = specification();

type Run = { readonly parties: readonly Party[]; readonly events: readonly Event[] };
type Poorer = { readonly left: string; readonly run: Run };

test("left out, no value adds a finding to any example of any rule", () => {
  const { added, tried } = addedBy((rule, run) => findings(run, true, [rule.id]));
  assert.deepEqual(added, []);
  assert.ok(tried > 5000, `${tried} ways to leave something out`);
});

test("left out, no value makes any rule or the ledger accuse in an example that all find clean", () => {
  const { added, tried } = addedBy((_, run) => findings(run, false), isClean);
  assert.deepEqual(added, []);
  assert.ok(tried > 2000, `${tried} ways to leave something out`);
});

const isClean = (known: readonly Finding[]): boolean => known.length === 0;

const addedBy = (
  findingsOf: (rule: Rule, run: Run) => readonly Finding[],
  isTold: (known: readonly Finding[]) => boolean = () => true,
): { readonly added: readonly string[]; readonly tried: number } => {
  const added: string[] = [];
  let tried = 0;
  for (const rule of program.rules)
    for (const whole of examplesOf(rule)) {
      const known = findingsOf(rule, whole);
      if (!isTold(known)) continue;
      for (const { left, run } of poorer(whole)) {
        tried++;
        for (const finding of findingsOf(rule, run))
          if (!known.some((one) => keyOf(one) === keyOf(finding)))
            added.push(`${rule.id} without ${left}: ${keyOf(finding)}`);
      }
    }
  return { added, tried };
};

const examplesOf = (rule: Rule): readonly Run[] =>
  rule.items.flatMap((item) => (item.kind === "example" ? [exampleEvents(program, item)] : []));

const findings = (
  { parties, events }: Run,
  fromStart: boolean,
  rules?: readonly string[],
): readonly Finding[] => {
  const judge = createJudge(program, { parties, fromStart }, rules);
  for (const event of events) judge.see(event);
  return judge.end("quiet").findings;
};

const keyOf = ({ rule, seq, blames }: Finding): string => `${rule} at ${seq} blames ${blames}`;

/** Each of its values left out where it stands, and wherever it stands: by whoever never says it. */
const poorer = ({ parties, events }: Run): readonly Poorer[] => [
  ...events.flatMap((event, at) =>
    lessOf(event).map(({ left, now }) => ({ left, run: { parties, events: events.with(at, now) } })),
  ),
  ...repeated(events.flatMap(lessOf).map(({ left }) => left)).map((left) => ({
    left: `any ${left}`,
    run: {
      parties,
      events: events.map((event) => lessOf(event).find((each) => each.left === left)?.now ?? event),
    },
  })),
  ...parties.flatMap((party, at) =>
    without(party.properties).map(([name, properties]) => ({
      left: `${name} of a ${party.role}`,
      run: { parties: parties.with(at, { ...party, properties }), events },
    })),
  ),
];

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];

const lessOf = (event: Event): readonly { readonly left: string; readonly now: Event }[] => {
  const { kind, name, args = {}, results = {}, resources = {} } = event;
  return [
    ...without(args).map(([left, rest]) => ({ left, now: { ...event, args: rest } })),
    ...without(results).map(([left, rest]) => ({ left, now: { ...event, results: rest } })),
    ...without(resources).map(([left, rest]) => ({ left, now: { ...event, resources: rest } })),
    ...Object.entries(resources).flatMap(([id, fields]) =>
      without(fields).map(([field, rest]) => ({
        left: `field ${field}`,
        now: { ...event, resources: { ...resources, [id]: rest } },
      })),
    ),
  ].map(({ left, now }) => ({ left: `${left} of a ${kind} of ${name}`, now }));
};

/** One entry less, each in its turn. */
const without = <T>(
  all: Readonly<Record<string, T>>,
): readonly (readonly [string, Readonly<Record<string, T>>])[] =>
  Object.keys(all).map((name) => [
    name,
    Object.fromEntries(Object.entries(all).filter(([other]) => other !== name)),
  ]);
