// What one rule costs that is asked about one event: with all rules in force, beside twenty of them.

import { join } from "node:path";
import type { Event } from "../src/contract/event.ts";
import type { Setting } from "../src/contract/verdict.ts";
import { createJudge } from "../src/rules/judge.ts";
import { setUp } from "../src/rules/judging/setup.ts";
import { play } from "../src/runner/play/play.ts";
import { scenario, stageOf, turnOf } from "./inputs.ts";
import { interleaved, type Job, timed } from "./table/rounds.ts";
import type { Subject } from "./table/table.ts";

const turns = 400;
const million = 1_000_000;

export async function asked(_folder: string, rounds: number): Promise<Subject> {
  const found = scenario(join("receive", "shared-packets.custody"), "two clients share one packet");
  const { result } = play(await stageOf(found));
  const events = Array.from({ length: turns }, (_, turn) => turnOf(result.events, turn))
    .flat()
    .map((event, i) => ({ ...event, seq: i + 1 }));
  const setting: Setting = { parties: result.parties, fromStart: true };
  const every = found.program.rules.map(({ id }) => id);
  const few = every.filter((id) => id.startsWith("RCV-PKT-")).slice(0, 20);
  const notes: string[] = [];
  const job = (name: string, ids: readonly string[]): Job => {
    const asks = asksOf(found.program, setting, ids, events);
    notes.push(`${name}: ${(asks / events.length).toFixed(1)} rules asked about an event, of ${ids.length}`);
    const { once } = timed(name, () => {
      const judge = createJudge(found.program, setting, ids);
      for (const event of events) judge.see(event);
    });
    return { name, once: () => (once() * million) / asks };
  };
  const measured = interleaved([job("all rules", every), job("twenty rules", few)], 3 * rounds, 2);
  return {
    name: "asked",
    rows: [
      {
        what: `a million rules asked, each about one event (${events.length} events again and again)`,
        work: { amount: million, unit: "rules" },
        measured,
        gates: [{ atMost: 1.3, of: "twenty rules" }],
      },
    ],
    notes,
  };
}

/** Over all events, the rules that look at them. */
function asksOf(
  program: Parameters<typeof setUp>[0],
  setting: Setting,
  ids: readonly string[],
  events: readonly Event[],
): number {
  const { selection } = setUp(program, setting, ids);
  const known = new Map<string, number>();
  const asks = ({ name, kind }: Event): number =>
    new Set(
      selection
        .planOf(name)
        ?.kinds?.get(kind)
        ?.waiting(undefined, undefined)
        .map(({ rule }) => rule),
    ).size;
  let sum = 0;
  for (const event of events) {
    const key = `${event.kind} ${event.name}`;
    const count = known.get(key) ?? asks(event);
    known.set(key, count);
    sum += count;
  }
  return sum;
}
