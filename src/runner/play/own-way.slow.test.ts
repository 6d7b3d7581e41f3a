// What the vocabulary leaves to a party is no wish that it has to follow: a NIC that goes its own legal way fails nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer, LayerOf, Out } from "../../contract/layer.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { scenarios } from "./testing/scenarios.ts";

const { kit, of, play } = await scenarios();

/** Takes the first of its choices, whatever the scenario would like. */
const stubborn =
  (layerOf: LayerOf): LayerOf =>
  (party) => {
    const layer = layerOf(party);
    if (layer === undefined) return undefined;
    const alone: Layer<never> = {
      ...layer,
      step: (state, input, view) =>
        layer.step(state, input, {
          ...view,
          pick: (_name, options) => {
            const [first] = options;
            if (first === undefined) throw new RangeError("nothing to choose from");
            return first;
          },
        }),
    };
    return alone;
  };

const subject = { ...kit, layerOf: stubborn(kit.layerOf) };

test("a NIC that follows no wish leaves some scenarios unexercised and breaks none", () => {
  const reasons: string[] = [];
  for (const scenario of [...of("send"), ...of("receive")]) {
    const { result } = play(scenario, { subject, roles: ["nic"] });
    assert.ok(["passed", "undecided"].includes(result.status), `"${scenario.title}": ${result.reason}`);
    if (result.reason !== undefined) reasons.push(result.reason);
  }
  for (const reason of reasons) assert.match(reason, /^unexercised: nic chose .+ where .+ was wanted$/u);
  for (const some of [
    "unexercised: nic chose [nbl1(status = SUCCESS)] where [a(status = FAILURE)] was wanted",
    "unexercised: nic chose SUCCESS where PENDING was wanted",
    "unexercised: nic chose [nbl1, nbl2] where [b] was wanted",
  ])
    assert.ok(reasons.includes(some), `${some} is not among\n${reasons.join("\n")}`);
});

test("a protocol that wants nothing is not accused of it", () => {
  const titled = of("receive").find((s) => s.title === "two clients share one packet");
  assert.ok(titled !== undefined);
  const { result } = play(titled, { subject, roles: ["P"] });
  assert.deepEqual(
    [result.status, result.reason],
    ["undecided", "unexercised: P chose 0 where 2 was wanted"],
  );
});

/** The reference's NIC, which does otherwise, or at other times. */
const otherwise =
  (at: (inner: Step) => Step): LayerOf =>
  (party) => {
    const layer = kit.layerOf(party);
    return layer === undefined || party.role !== "nic"
      ? layer
      : { ...layer, step: at((...told) => layer.step(...told)) };
  };
type Step = Layer<never>["step"];

/** Frees whatever comes home to it, and makes another one next time. */
const tidy = otherwise((inner) => (state, input, view) => {
  const [next, outs] = inner(state, input, view) ?? [state, []];
  if (input.k !== "call" || !input.name.startsWith("MiniportReturn")) return [next, outs];
  const home = Object.values(input.args)
    .flat()
    .filter((id) => typeof id === "string" && /^(?:packet|nbl)\d/u.test(id));
  return [next, [...home.map((what) => ({ k: "act", name: "frees", args: { what } }) as const), ...outs]];
});

test("a NIC that frees what came home to it has kept it as well as one that keeps it", () => {
  let freed = 0;
  for (const scenario of of("receive")) {
    const { result } = play(scenario, { subject: { ...kit, layerOf: tidy }, roles: ["nic"] });
    assert.doesNotMatch(result.reason ?? "", /^off script: expect/u, scenario.title);
    if (result.status === "passed" && result.events.some((e) => e.name === "frees" && e.from === "nic"))
      freed++;
  }
  assert.ok(freed > 20, String(freed));
});

const title = (wanted: string): Scenario => {
  const found = of().find((s) => s.title === wanted);
  assert.ok(found !== undefined, wanted);
  return found;
};

test("a NIC that reads nothing of a list that it is sent has its own way", () => {
  const blind = otherwise((inner) => (state, input, view) => {
    const [next, outs] = inner(state, input, view) ?? [state, []];
    return [next, outs.filter((out) => out.k !== "act" || out.name !== "reads")];
  });
  const { result } = play(title("information set before, read below"), {
    subject: { ...kit, layerOf: blind },
    roles: ["nic"],
  });
  assert.deepEqual(
    [result.status, result.reason],
    [
      "undecided",
      'unexercised: nic returned from MiniportSendNetBufferLists where nic reads(a, "info") was wanted first',
    ],
  );
});

test("a NIC that has completed before anybody could reset it is not accused of being quick", () => {
  const quick = otherwise((inner) => (state, input, view) => {
    if (input.k !== "call" || input.name !== "MiniportSendNetBufferLists") return inner(state, input, view);
    const writes = (what: string): Out => ({
      k: "act",
      name: "writes",
      args: { what, field: "status", value: "SUCCESS" },
    });
    const lists = [input.args["lists"] ?? []].flat().filter((id) => typeof id === "string");
    const args = { lists, flags: [] };
    const complete = { k: "call", to: input.from, name: "NdisMSendNetBufferListsComplete", args } as const;
    return [
      state,
      [
        { k: "return", results: {} },
        { k: "begins", outs: [...lists.map(writes), complete] },
      ],
    ];
  });
  for (const [scenario, first] of [
    ["a reset that is completed later", "ndis -> nic MiniportResetEx()"],
    ["a filter's list and a protocol's end together", "a wait"],
  ] as const) {
    const { result } = play(title(scenario), { subject: { ...kit, layerOf: quick }, roles: ["nic"] });
    assert.deepEqual(
      [result.status, result.reason],
      ["undecided", `unexercised: nic said NdisMSendNetBufferListsComplete where ${first} was wanted first`],
    );
  }
});

test("a text that makes of a NIC what it says that it is not is not about it", () => {
  const { result } = play(title("a serialized NIC completes it later"), {
    subject: { ...kit, name: "mine", propertiesOf: () => ({ serialized: false }) },
    roles: ["nic"],
  });
  assert.deepEqual(
    [result.status, result.reason],
    ["unsupported", "mine says of itself serialized false, and it is given true"],
  );
});

test("a redirector that never hangs up by itself has not failed to", () => {
  const scenario = "hung up: the session ends, the link goes with it, and the server closes what was open";
  const stays: LayerOf = (party) => {
    const layer = kit.layerOf(party);
    const told: Step = (...heard) => (heard[1].k === "do" ? null : (layer?.step(...heard) ?? null));
    return layer === undefined || party.role !== "redirector" ? layer : { ...layer, step: told };
  };
  const { result } = play(title(scenario), { subject: { ...kit, layerOf: stays }, roles: ["redirector"] });
  assert.equal(result.status, "undecided", result.reason);
  assert.match(
    result.reason ?? "",
    /redirector -> WS\.netbeui Disconnect\(\) was not said, and need not be/u,
  );
});

test("what is not left to it is its fault: a NIC that completes what it was not given", () => {
  const titled = of("send").find((s) => s.title === "a send that succeeds");
  assert.ok(titled !== undefined);
  const twice = otherwise((inner) => (state, input, view) => {
    const [next, outs] = inner(state, input, view) ?? [state, []];
    return [
      next,
      outs.flatMap((out) =>
        out.k === "call" && out.name === "NdisMSendNetBufferListsComplete" ? [out, out] : [out],
      ),
    ];
  });
  const { result } = play(titled, { subject: { ...kit, layerOf: twice }, roles: ["nic"] });
  assert.equal(result.status, "failed");
});
