import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import { seeded } from "../choice/chooser.ts";
import { run } from "../run.ts";
import { clerk, layer, programOf, world } from "../testing/stage.ts";
import { unwritten } from "./unwritten.ts";

const copier = layer(null, (state, input, view) => {
  if (input.k !== "call") return input.k === "do" ? null : [state, []];
  const form = typeof input.args["form"] === "string" ? input.args["form"] : "";
  const shown = view.open(form);
  const copies = shown === "not yours" ? 0 : Number(shown.fields["copies"]);
  const write = { what: form, field: "copies", value: copies + 1 };
  return [
    state,
    [
      { k: "act", name: "writes", args: write },
      { k: "return", results: { status: 1 } },
    ],
  ];
});

test("what nobody wrote shows its default: to events, to whoever looks, and to what the scenario expects", () => {
  const text = `
send "copies" {
  parties clerk C, office O
  C -> O Submit(?f(copies = 1)) returns 1
  expect f.copies = 2
}
`;
  const heard: Event[] = [];
  const stage = world(text, { C: clerk, O: copier });
  const { outcome } = run(stage, seeded(1), (event) => heard.push(event));
  const shown = (name: string): unknown => heard.find((e) => e.name === name)?.resources?.["form1"];
  assert.equal(outcome.kind, "finished");
  assert.deepEqual(shown("allocates"), { copies: 1 });
  assert.deepEqual(shown("writes"), { copies: 2 });
});

test("only what the declaration gives a default has one", () => {
  const { program } = programOf('send "nothing" { parties clerk C, office O }\n');
  assert.deepEqual(unwritten(program)("form"), { copies: 1 });
  assert.deepEqual(unwritten(program)("desk"), {});
});
