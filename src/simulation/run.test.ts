import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../contract/event.ts";
import type { In, Out } from "../contract/layer.ts";
import { first, replaying, scripted, seeded } from "./choice/chooser.ts";
import { run, runWaiting } from "./run.ts";
import { clerk, layer, said, world } from "./testing/stage.ts";
import type { Seat, TurnAnswer, Turns } from "./world.ts";

const scenario = `
send "one form" {
  parties clerk C, office O
  C -> O Submit(?f) returns 1
  O -> C Approve(f)
}
`;

const formOf = (input: Extract<In, { k: "call" }>): string =>
  typeof input.args["form"] === "string" ? input.args["form"] : "";

/** Takes a form and approves it later, as a duty; answers 0 or 1. */
const office = layer<readonly string[]>(
  [],
  (state, input, view) => {
    if (input.k === "call")
      return [[...state, formOf(input)], [{ k: "return", results: { status: view.pick("status", [0, 1]) } }]];
    if (input.k === "do" && input.name === "Approve") {
      const form = input.args["form"];
      if (typeof form !== "string" || !state.includes(form)) return null;
      return [
        state.filter((f) => f !== form),
        [{ k: "call", to: input.to, name: "Approve", args: { form } }],
      ];
    }
    return input.k === "do" ? null : [state, []];
  },
  (state) => state.map((form) => ({ name: "Approve", to: "C", args: { form } })),
);

function events(
  world_: ReturnType<typeof world>,
  seed = 1,
): { readonly events: readonly Event[]; readonly outcome: string; readonly broken: readonly string[] } {
  const heard: Event[] = [];
  const result = run(world_, seeded(seed), (e) => heard.push(e));
  return {
    events: heard,
    outcome: result.outcome.kind,
    broken: result.findings.map((f) => `${f.rule} blames ${f.blames}`),
  };
}

test("a wish for a result reaches the actor's pick, a duty is performed, the run comes to rest", () => {
  const { events: heard, outcome, broken } = events(world(scenario, { C: clerk, O: office }));
  assert.deepEqual(said(heard), ["C.Submit", "=O.Submit", "O.Approve", "=C.Approve"]);
  assert.deepEqual(heard.find((e) => e.kind === "return")?.results, { status: 1 });
  assert.equal(outcome, "finished");
  assert.deepEqual(broken, []);
});

test("the same seed gives the same events; replaying its choices too", () => {
  const once = events(world(scenario, { C: clerk, O: office }), 7);
  assert.deepEqual(events(world(scenario, { C: clerk, O: office }), 7), once);
  const chooser = seeded(7);
  run(world(scenario, { C: clerk, O: office }), chooser, () => {});
  const heard: Event[] = [];
  run(world(scenario, { C: clerk, O: office }), replaying(chooser.taken), (e) => heard.push(e));
  assert.deepEqual(heard, once.events);
});

test("a script of answers decides what is free", () => {
  const free = `send "free" { parties clerk C, office O\n C -> O Submit(?f) }\n`;
  const statusOf = (wanted: string): unknown => {
    const heard: Event[] = [];
    run(world(free, { C: clerk, O: office }, { environment: "general" }), scripted([wanted]), (e) =>
      heard.push(e),
    );
    return heard.find((e) => e.kind === "return")?.results?.["status"];
  };
  assert.deepEqual([statusOf("status=0"), statusOf("status=1")], [0, 1]);
});

test("a party that never approves leaves the step missing, and the rule broken, with its name", () => {
  const lazy = layer(null, (state, input) => [
    state,
    input.k === "call" ? [{ k: "return", results: { status: 1 } }] : [],
  ]);
  const { outcome, broken } = events(world(scenario, { C: clerk, O: lazy }, { live: new Set(["O"]) }));
  assert.equal(outcome, "missing");
  assert.deepEqual(broken, ["DESK-01 blames O"]);
});

test("a live party that says a word twice is off script, and what could have come is told", () => {
  const eager = layer(null, (state, input) => [
    state,
    input.k === "call"
      ? [
          { k: "return", results: { status: 1 } },
          { k: "call", to: "C", name: "Approve", args: input.args },
          { k: "call", to: "C", name: "Approve", args: input.args },
        ]
      : [],
  ]);
  const heard: Event[] = [];
  const result = run(world(scenario, { C: clerk, O: eager }, { live: new Set(["O"]) }), first, (e) =>
    heard.push(e),
  );
  assert.equal(result.outcome.kind, "mismatch");
  assert.ok(
    result.outcome.kind === "mismatch" &&
      result.outcome.mismatch.kind === "off script" &&
      result.outcome.mismatch.by === "O",
  );
  assert.equal(
    said(heard).filter((w) => w === "O.Approve").length,
    2,
    "the overlay lets go and the run goes on to its end",
  );
});

test("a live party that only chose another result leaves the scenario undecided, not broken", () => {
  const stubborn = layer(null, (state, input) => [
    state,
    input.k === "call"
      ? [
          { k: "return", results: { status: 5 } },
          { k: "call", to: "C", name: "Approve", args: input.args },
        ]
      : [],
  ]);
  const result = run(world(scenario, { C: clerk, O: stubborn }, { live: new Set(["O"]) }), first, () => {});
  assert.ok(result.outcome.kind === "mismatch" && result.outcome.mismatch.kind === "chose");
  assert.equal(result.outcome.mismatch.what, "O chose 5 where 1 was wanted");
});

test("outputs behind a return begin a strand of their own once the return is said", () => {
  const late = layer(null, (state, input) => [
    state,
    input.k === "call"
      ? [
          { k: "return", results: { status: 1 } },
          { k: "call", to: "C", name: "Approve", args: input.args },
        ]
      : [],
  ]);
  const { events: heard } = events(world(scenario, { C: clerk, O: late }));
  const [submit, approve] = [heard.find((e) => e.name === "Submit"), heard.find((e) => e.name === "Approve")];
  assert.notEqual(approve?.strand, submit?.strand);
  assert.equal(approve?.in, undefined, "it is inside no call");
});

test("a frame that waits goes on when another step of its layer wakes it; a wake may come first", () => {
  const waiting = layer<string>("", (state, input) => {
    if (input.k === "call" && input.name === "Submit")
      return [
        formOf(input),
        [
          { k: "timer", after: 1000, name: "later" },
          { k: "wait", tag: "t" },
        ],
      ];
    if (input.k === "timer") return [state, [{ k: "wake", tag: "t" }]];
    if (input.k === "woken")
      return [
        state,
        [
          { k: "call", to: "C", name: "Approve", args: { form: state } },
          { k: "return", results: { status: 1 } },
        ],
      ];
    return input.k === "do" ? null : [state, []];
  });
  const { events: heard, outcome } = events(world(scenario, { C: clerk, O: waiting }));
  assert.deepEqual(said(heard), ["C.Submit", "O.Approve", "=C.Approve", "=O.Submit"]);
  assert.equal(heard.find((e) => e.name === "Approve")?.time, 1000);
  assert.equal(outcome, "finished");
});

test("all frames waiting with nothing on offer is a deadlock, with who waits for what", () => {
  const stuck = layer(null, (state, input) => [
    state,
    input.k === "call" ? [{ k: "wait", tag: "never" }] : [],
  ]);
  const result = run(
    world(`send "s" { parties clerk C, office O\n C -> O Submit(?f) }\n`, { C: clerk, O: stuck }),
    first,
    () => {},
  );
  assert.deepEqual(result.outcome, { kind: "deadlock", why: ["O waits in Submit for never"] });
});

test("a maintenance timer alone keeps nothing alive; a bound reached is said", () => {
  const keeping = (maintenance: boolean): Seat =>
    layer(null, (state, input) => [
      state,
      input.k === "call"
        ? [
            {
              k: "timer",
              after: 1_000_000,
              name: "alive",
              ...(maintenance ? { maintenance: true as const } : {}),
            },
            { k: "return", results: { status: 1 } },
          ]
        : [
            {
              k: "timer",
              after: 1_000_000,
              name: "alive",
              ...(maintenance ? { maintenance: true as const } : {}),
            },
          ],
    ]);
  const text = `send "s" { parties clerk C, office O\n C -> O Submit(?f) }\n`;
  assert.notEqual(run(world(text, { C: clerk, O: keeping(true) }), first, () => {}).outcome.kind, "bound");
  assert.equal(run(world(text, { C: clerk, O: keeping(false) }), first, () => {}).outcome.kind, "bound");
});

// ------------------------------------------------------------ parties that are asynchronous functions

function foreign(
  answer: (form: string) => TurnAnswer,
  unasked: Out[][] = [],
): { readonly seat: Seat; readonly inputs: string[] } {
  const inputs: string[] = [];
  const turns: Turns = {
    turn: async (input) => {
      await new Promise((resolve) => setImmediate(resolve));
      inputs.push(input.k);
      if (input.k === "call") return answer(formOf(input));
      return input.k === "do" ? { k: "cannot" } : { k: "outs", outs: [] };
    },
    unasked: () => (inputs.includes("call") ? unasked.splice(0) : []),
  };
  return { seat: { kind: "turns", turns }, inputs };
}

test("a foreign party that answers late is awaited; its calls and returns are like anybody's", async () => {
  const { seat } = foreign((form) => ({
    k: "outs",
    outs: [
      { k: "return", results: { status: 1 } },
      { k: "call", to: "C", name: "Approve", args: { form } },
    ],
  }));
  const heard: Event[] = [];
  const result = await runWaiting(
    world(scenario, { C: clerk, O: seat }, { live: new Set(["O"]) }),
    first,
    (e) => heard.push(e),
  );
  assert.equal(result.outcome.kind, "finished");
  assert.deepEqual(said(heard), ["C.Submit", "=O.Submit", "O.Approve", "=C.Approve"]);
});

test("what a foreign party says unasked begins a strand of its own", async () => {
  const { seat } = foreign(
    () => ({ k: "outs", outs: [{ k: "return", results: { status: 1 } }] }),
    [[{ k: "call", to: "C", name: "Approve", args: { form: "form1" } }]],
  );
  const heard: Event[] = [];
  const result = await runWaiting(
    world(scenario, { C: clerk, O: seat }, { live: new Set(["O"]) }),
    first,
    (e) => heard.push(e),
  );
  assert.equal(result.outcome.kind, "finished");
  assert.ok(said(heard).includes("O.Approve"));
});

test("a foreign party that never answers is named as hung, with nothing thrown", async () => {
  const { seat } = foreign(() => ({ k: "failed", how: "hung", why: "no answer to Submit within 10 s" }));
  const result = await runWaiting(
    world(scenario, { C: clerk, O: seat }, { live: new Set(["O"]) }),
    first,
    () => {},
  );
  assert.deepEqual(result.outcome, {
    kind: "subject",
    party: "O",
    how: "hung",
    why: "no answer to Submit within 10 s",
  });
});

test("what a foreign party does by itself is caused by a neighbour that the kit plays", async () => {
  const { seat } = foreign(() => ({
    k: "outs",
    outs: [
      { k: "return", results: {} },
      { k: "call", to: "C", name: "Notice", args: { form: "form1" } },
    ],
  }));
  const text = `send "noticed" { parties clerk C, office O\n O -> C Notice(?f) }\n`;
  const heard: Event[] = [];
  const result = await runWaiting(world(text, { C: clerk, O: seat }, { live: new Set(["O"]) }), first, (e) =>
    heard.push(e),
  );
  assert.deepEqual(said(heard), ["C.Stamp", "=O.Stamp", "O.Notice", "=C.Notice"]);
  assert.equal(result.outcome.kind, "finished");
});
