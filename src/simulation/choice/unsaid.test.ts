import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { In, Out } from "../../contract/layer.ts";
import { run } from "../run.ts";
import { layer, programOf, world } from "../testing/stage.ts";
import { seeded } from "./chooser.ts";
import { saidWhole } from "./unsaid.ts";

test("a call and an act that leave an argument out have its default: for rules, for whoever hears it, for the scenario", () => {
  const told: In[] = [];
  const brief = layer(null, (state, input) => {
    if (input.k === "do")
      return [
        state,
        [
          { k: "act", name: "reads", args: { what: "form9" } },
          { k: "call", to: "O", name: "Stamp", args: { form: "form9" } },
        ],
      ];
    return [state, []];
  });
  const office = layer(null, (state, input) => {
    told.push(input);
    return [state, [{ k: "return", results: {} }]];
  });
  const heard: Event[] = [];
  const text = 'send "brief" { parties clerk C, office O; C -> O Stamp(?f, copies = 1) }\n';
  const { outcome } = run(world(text, { C: brief, O: office }), seeded(1), (event) => heard.push(event));
  assert.equal(outcome.kind, "finished");
  assert.deepEqual(
    heard.flatMap(({ kind, args }) => (kind === "return" ? [] : [args])),
    [
      { what: "form9", field: "data" },
      { form: "form9", copies: 1 },
    ],
  );
  assert.deepEqual(
    told.map((input) => (input.k === "call" ? input.args : undefined)),
    [{ form: "form9", copies: 1 }],
  );
});

test("what is said stays as it is, none included; lines of doing of its own are made whole as well", () => {
  const { program } = programOf('send "nothing" { parties clerk C, office O }\n');
  const none: Out = { k: "act", name: "reads", args: { what: "form1", field: null } };
  const whole = [null, [none]] as const;
  assert.equal(saidWhole(program, whole), whole);
  assert.equal(saidWhole(program, null), null);
  const begins: Out = { k: "begins", outs: [{ k: "act", name: "reads", args: { what: "form1" } }] };
  assert.deepEqual(saidWhole(program, [null, [begins]])?.[1], [
    { k: "begins", outs: [{ k: "act", name: "reads", args: { what: "form1", field: "data" } }] },
  ]);
});
