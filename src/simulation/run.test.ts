import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../contract/event.ts";
import type { Foreign, In, Out } from "../contract/layer.ts";
import { first, replaying, scripted, seeded } from "./choice/chooser.ts";
import { run } from "./run.ts";
import { clerk, layer, said, world } from "./testing/stage.ts";
import type { Seat } from "./world.ts";

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

// ------------------------------------------------------------ parties that somebody else wrote

const alone: Foreign = { state: "O", threads: false, nests: true, begins: false };

/** Answers a form with these outs; `foreign` says how it can be entered. */
function stranger(answer: (form: string) => readonly Out[], foreign: Partial<Foreign> = {}): Seat {
  const { layer: plain } = layer(null, (state, input) =>
    input.k === "call" ? [state, answer(formOf(input))] : input.k === "do" ? null : [state, []],
  );
  return { layer: { ...plain, foreign: { ...alone, ...foreign } } };
}

const stamped: Out = { k: "return", results: { status: 1 } };
const approved = (form: string): Out => ({ k: "call", to: "C", name: "Approve", args: { form } });

function heardFrom(
  text: string,
  seat: Seat,
): { readonly events: readonly Event[]; readonly result: ReturnType<typeof run> } {
  const heard: Event[] = [];
  const result = run(world(text, { C: clerk, O: seat }, { live: new Set(["O"]) }), first, (e) =>
    heard.push(e),
  );
  return { events: heard, result };
}

test("another thread of a foreign party begins a line of doing of its own", () => {
  const { events: heard, result } = heardFrom(
    scenario,
    stranger((form) => [{ k: "begins", outs: [approved(form)] }, stamped]),
  );
  assert.equal(result.outcome.kind, "finished");
  const [submit, approve] = [heard.find((e) => e.name === "Submit"), heard.find((e) => e.name === "Approve")];
  assert.notEqual(approve?.strand, submit?.strand);
});

test("of two parties of one program each speaks for itself, whoever of them was told", () => {
  const stamps: Out = { k: "call", to: "O", name: "Stamp", args: { form: "form1" } };
  const { events: heard } = heardFrom(
    scenario,
    stranger((form) => [{ k: "begins", party: "C", outs: [stamps] }, stamped, approved(form)]),
  );
  assert.ok(said(heard).includes("C.Stamp"), said(heard).slice(0, 9).join(" "));
  assert.ok(!said(heard).includes("O.Stamp"));
});

test("a foreign party that is at its end ends the run, with nothing thrown", () => {
  const why = "no answer to Submit within 10 s";
  const { result } = heardFrom(
    scenario,
    stranger(() => [{ k: "fails", how: "hung", why }]),
  );
  assert.deepEqual(result.outcome, { kind: "subject", party: "O", how: "hung", why });
});

test("what a foreign party does by itself is caused by a neighbour that the kit plays", () => {
  const { events: heard, result } = heardFrom(
    `send "noticed" { parties clerk C, office O\n O -> C Notice(?f) }\n`,
    stranger(() => [stamped, { k: "call", to: "C", name: "Notice", args: { form: "form1" } }]),
  );
  assert.deepEqual(said(heard), ["C.Stamp", "=O.Stamp", "O.Notice", "=C.Notice"]);
  assert.equal(result.outcome.kind, "finished");
});

const twice = `
send "two forms" {
  parties clerk C, office O
  in any order {
    C -> O Submit(?f) returns 1
    C -> O Submit(?g) returns 1
  }
}
`;

/** Whether O was entered while it waited for the answer to a question of its own. */
function enteredWhileAsking(seat: Seat): boolean {
  const heard: Event[] = [];
  run(world(twice, { C: clerk, O: seat }, { live: new Set(["O"]), moments: "any" }), seeded(3), (e) =>
    heard.push(e),
  );
  const asking = (upTo: number): number =>
    heard
      .slice(0, upTo)
      .filter((e) => e.name === "Ask")
      .reduce((open, e) => open + (e.kind === "call" ? 1 : -1), 0);
  return heard.some((e, at) => e.kind === "call" && e.name === "Submit" && asking(at) > 0);
}

test("a foreign party with one stack is entered only on the line that it waits on, one with threads at any time", () => {
  const asks = (form: string): readonly Out[] => [
    { k: "call", to: "C", name: "Ask", args: { form } },
    stamped,
  ];
  assert.equal(enteredWhileAsking(stranger(asks, { threads: true })), true);
  assert.equal(enteredWhileAsking(stranger(asks)), false);
});

test("what a foreign party has returned is said before anything that it is told behind it, even with threads", () => {
  let heard: string[] = [];
  const { layer: plain } = layer(null, (state, input) => {
    if (input.k === "call") return [state, [stamped]];
    if (input.k !== "do") return [state, []];
    heard.push("told");
    return [state, [{ k: "call", to: input.to, name: input.name, args: { form: "form1" } }]];
  });
  const seat: Seat = { layer: { ...plain, foreign: { ...alone, threads: true, begins: true } } };
  const text = `
send "noticed and handed in" {
  parties clerk C, office O
  in any order {
    C -> O Submit(?f) returns 1
    C -> O Submit(?g) returns 1
    O -> C Notice(?h)
  }
}
`;
  const played = world(text, { C: clerk, O: seat }, { live: new Set(["O"]), moments: "any" });
  const orders = new Set<string>();
  for (let seed = 1; seed <= 40; seed++) {
    heard = [];
    run(played, seeded(seed), (event) => heard.push(...said([event])));
    const order = heard.filter((word) => word === "told" || /Submit|O\.Notice/u.test(word)).join(" ");
    assert.doesNotMatch(order, /C\.Submit told/u);
    orders.add(order);
  }
  assert.ok(orders.size > 2, "told before, between and behind them");
});

test("of what a foreign party lets the kit choose, it gets what it can go on with as written, though that shows only later", () => {
  for (const wanted of [0, 1]) {
    const { layer: plain } = layer(0, (state: number, input, view) => {
      if (input.k === "call")
        return [view.pick("in the end", [1, 0]), [{ k: "call", to: "C", name: "Ask", args: {} }]];
      if (input.k === "returned") return [state, [{ k: "return", results: { status: state } }]];
      return input.k === "do" ? null : [state, []];
    });
    const seat: Seat = { layer: { ...plain, foreign: alone } };
    const text = `send "asked first" { parties clerk C, office O\n C -> O Submit(?f) returns ${wanted} }\n`;
    for (let seed = 1; seed <= 5; seed++) {
      const played = world(text, { C: clerk, O: seat }, { live: new Set(["O"]) });
      assert.equal(run(played, seeded(seed), () => {}).outcome.kind, "finished", `returns ${wanted}`);
    }
  }
});
