// Half a record: what it does not show accuses nobody, wherever it begins and whatever is left out of it. One that claims to be whole is accused.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Finding, Setting } from "../../contract/verdict.ts";
import { createJudge } from "../../rules/judge.ts";
import { scenarios } from "../play/testing/scenarios.ts";

const { program, of, play } = await scenarios();

/** The short ones: drivers, not whole exchanges. What is changed on purpose is broken to begin with. */
const kept: readonly ScenarioResult[] = ["receive", "send", "states", "lifetime"]
  .flatMap((folder) => of(folder))
  .map((scenario) => play(scenario).result)
  .filter(({ events }) => events.length < 90 && events.every(({ mutated }) => mutated === undefined));

function found(
  { parties }: ScenarioResult,
  events: readonly Event[],
  setting: Omit<Setting, "parties">,
): readonly string[] {
  const judge = createJudge(program, { parties, ...setting });
  for (const event of events) judge.see(event);
  return judge.end("quiet").findings.filter(isAccusation).map(spelled);
}
const isAccusation = ({ level }: Finding): boolean => level !== "may";
const spelled = ({ rule, blames, seq, demand }: Finding): string =>
  `${rule} blames ${blames} at ${seq}: ${demand}`;

/** Numbers that are the same in every run of the tests. */
function drawn(): (below: number) => number {
  let state = 7;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

test("what is left of a kept run, from any event on, accuses nobody when it says that it begins in the middle", () => {
  const draw = drawn();
  assert.ok(kept.length > 150, `${kept.length} runs`);
  for (const run of kept)
    for (let cut = 0; cut < 2; cut++) {
      const from = 1 + draw(run.events.length - 1);
      const rest = run.events.slice(from);
      assert.deepEqual(
        found(run, rest, { fromStart: false, middle: true }),
        [],
        `"${run.title}" from event ${from + 1}`,
      );
    }
});

test("the same rest is accused when it claims to begin at the beginning", () => {
  const accused = kept.filter((run) => {
    const makes = run.events.findIndex(({ name }) => name === "allocates");
    return found(run, run.events.slice(makes + 1), { fromStart: true }).length > 0;
  });
  assert.ok(accused.length > kept.length / 2, `${accused.length} of ${kept.length}`);
});

test("a broken rule is found in half a record as well, where the record shows all of it", () => {
  const run = kept.find(({ title }) => title === "taken over once");
  assert.ok(run !== undefined);
  const back = run.events.find(({ name }) => name === "NdisReturnPackets");
  assert.ok(back !== undefined);
  const twice = [...run.events.slice(2), { ...back, seq: 900, time: 900_000, call: 900 }];
  const findings = found(run, twice, { fromStart: false, middle: true });
  assert.ok(
    findings.some((text) => text.startsWith("RCV-PKT-07 blames P")),
    findings.join("\n"),
  );
});

/** What can be left out of an event: an argument, a result, a field of a resource, a resource, all of them, and where it was. */
function places(event: Event): readonly ((event: Event) => Event)[] {
  const { args, results, resources } = event;
  return [
    ...Object.keys(args ?? {}).map((name) => (e: Event) => ({ ...e, args: without(e.args, name) })),
    ...Object.keys(results ?? {}).map((name) => (e: Event) => ({ ...e, results: without(e.results, name) })),
    ...Object.entries(resources ?? {}).flatMap(([id, fields]) => [
      (e: Event) => ({ ...e, resources: without(e.resources, id) }),
      ...Object.keys(fields).map((name) => (e: Event) => ({
        ...e,
        resources: { ...e.resources, [id]: without(fields, name) },
      })),
    ]),
    ...(resources === undefined ? [] : [({ resources: _, ...e }: Event) => e]),
    ({ in: _in, strand: _strand, ...e }: Event) => e,
  ];
}
const without = <T>(values: Readonly<Record<string, T>> = {}, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

test("whatever field is missing, a rule is undecided and never broken", () => {
  const draw = drawn();
  for (const run of kept)
    for (let turn = 0; turn < 2; turn++) {
      const at = draw(run.events.length);
      const event = run.events[at];
      const ways = event === undefined ? [] : places(event);
      const lacking = ways[draw(Math.max(1, ways.length))];
      if (event === undefined || lacking === undefined) continue;
      const events = run.events.with(at, lacking(event));
      assert.deepEqual(
        found(run, events, { fromStart: true }),
        [],
        `"${run.title}" without something of event ${at + 1}, ${event.kind} ${event.name}`,
      );
    }
});

test("whatever a party does not say of itself, nobody is accused", () => {
  for (const run of kept)
    for (const [at, party] of run.parties.entries())
      for (const name of Object.keys(party.properties)) {
        const silent = { ...party, properties: without(party.properties, name) };
        const setting = { fromStart: true };
        const parties = run.parties.with(at, silent);
        assert.deepEqual(
          found({ ...run, parties }, run.events, setting),
          [],
          `"${run.title}": ${party.id}.${name}`,
        );
      }
});
