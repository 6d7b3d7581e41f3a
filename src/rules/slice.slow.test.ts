// Witnesses: what the specification's bad examples show still shows in the events that a finding names.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../contract/event.ts";
import { judgeExample } from "./examples.ts";
import { exampleEvents } from "./expand.ts";
import { createJudge } from "./judge.ts";
import { shortestSlice } from "./slice.ts";
import { specification } from "./testing/spec.ts";

const program = specification();

test("the slice of every finding of a bad example shows it, with the event itself in it", () => {
  let shorter = 0;
  for (const rule of program.rules) {
    for (const example of rule.items) {
      if (example.kind !== "example" || example.good) continue;
      const { judgement, events } = judgeExample(program, rule, example);
      const setting = { parties: exampleEvents(program, example).parties, fromStart: false };
      const last = events.at(-1)?.time ?? 0;
      const shows = (kept: readonly Event[], demand: string): boolean => {
        const judge = createJudge(program, setting, [rule.id]);
        for (const event of kept) judge.see(event);
        judge.advance(last);
        return judge.end("quiet").findings.some((f) => f.demand === demand);
      };
      for (const finding of judgement.findings) {
        const slice = shortestSlice({ program, setting, events, until: last, ending: "quiet" }, finding);
        const where = `${rule.id} ${example.title ?? ""}: ${slice.map((e) => e.seq).join()} of ${events.length}`;
        assert.ok(shows(slice, finding.demand), where);
        if (slice.length < events.length) shorter++;
        if (finding.seq > 0)
          assert.ok(
            slice.some((e) => e.seq === finding.seq),
            where,
          );
      }
    }
  }
  assert.ok(shorter > 20, `${shorter} slices are shorter than their examples`);
});
