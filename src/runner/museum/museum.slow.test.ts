// The museum judges the rules and scenarios; this judges the museum: it must be able to fail, and its mutants must be layers.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { In, Layer, View } from "../../contract/layer.ts";
import type { Mutant } from "../../contract/subject.ts";
import { exhibit } from "./exhibit.ts";
import { openMuseum, rulesWithoutMutant, type Hall } from "./hall.ts";

let hall: Hall;
before(async () => {
  hall = await openMuseum();
});

const named = (name: string): Mutant => {
  const found = hall.mutants.find((m) => m.name === name);
  assert.ok(found !== undefined, `${name} is in the museum`);
  return found;
};

describe("the museum", () => {
  it("catches one mutant of each layer by the rule it declares", () => {
    for (const name of [
      "nic-completes-twice",
      "ndis-gives-back-twice",
      "protocol-returns-twice",
      "client-returns-twice",
    ]) {
      const { caught, complaints } = exhibit(hall, named(name));
      assert.deepEqual(complaints, []);
      assert.equal(caught?.finding.rule, named(name).breaks);
    }
  });

  it("fails the right layer, declared as a mutant: it survives", () => {
    const right: Mutant = {
      ...named("ndis-gives-back-twice"),
      name: "nothing-wrong",
      wrap: (layer) => layer,
    };
    const { caught, complaints } = exhibit(hall, right);
    assert.equal(caught, undefined);
    assert.match(complaints.join(), /^it survives: RCV-PKT-15/u);
  });

  it("fails a mutant that only another rule catches, and names that rule", () => {
    const { caught, complaints } = exhibit(hall, { ...named("ndis-gives-back-twice"), breaks: "CTX-03" });
    assert.equal(caught, undefined);
    assert.match(complaints[0] ?? "", /caught by RCV-PKT-15, and not by CTX-03/u);
  });

  it("fails a mutant for which somebody else is blamed", () => {
    const { complaints } = exhibit(hall, { ...named("client-returns-twice"), blames: "K2" });
    assert.ok(
      complaints.some((c) => /accuses K1, who is innocent/u.test(c)),
      complaints.join("\n"),
    );
  });

  it("fails a mutant whose scenario the reference does not pass", () => {
    const broken: Hall = {
      ...hall,
      clean: new Map(),
      reference: {
        ...hall.reference,
        layerOf: (party) => {
          const layer = hall.reference.layerOf(party);
          return layer !== undefined && party.role === "ndis"
            ? named("ndis-never-gives-back").wrap(layer)
            : layer;
        },
      },
    };
    const { complaints } = exhibit(broken, named("ndis-gives-back-twice"));
    assert.ok(
      complaints.some((c) => c.startsWith("the reference is not clean")),
      complaints.join("\n"),
    );
  });

  it("fails a mutant without a scenario, with an unknown one, with an unknown rule", () => {
    const one = named("ndis-gives-back-twice");
    assert.match(exhibit(hall, { ...one, scenarios: [] }).complaints.join(), /names no scenario/u);
    assert.match(
      exhibit(hall, { ...one, scenarios: ["no such title"] }).complaints.join(),
      /no scenario .* "no such title"/u,
    );
    assert.match(
      exhibit(hall, { ...one, breaks: "RCV-PKT-99" }).complaints.join(),
      /no rule RCV-PKT-99 that/u,
    );
  });

  it("misses the mutants of a rule that are taken away", () => {
    const without = rulesWithoutMutant({
      ...hall,
      mutants: hall.mutants.filter((m) => m.breaks !== "SND6-14"),
    });
    assert.ok(without.includes("SND6-14"));
    assert.ok(!rulesWithoutMutant(hall).includes("SND6-14"));
  });
});

describe("two defects on one resource", () => {
  it("are both found, each blamed on its own party, the second if only behind the first", () => {
    const { caught, complaints } = exhibit(
      hall,
      named("nic-touches-completed-list-and-ndis-completes-twice"),
    );
    assert.deepEqual(complaints, []);
    assert.deepEqual(
      [caught?.finding, caught?.second].map((f) => [f?.rule, f?.blames, f?.consequenceOf === undefined]),
      [
        ["SND6-17", "nic", true],
        ["SND6-07", "ndis", false],
      ],
    );
  });

  it("fail where the second never shows, or accuses somebody else", () => {
    const double = named("nic-touches-completed-list-and-ndis-completes-twice");
    assert.ok(double.also !== undefined);
    const silent = { ...double, also: { ...double.also, wrap: (layer: Layer<never>) => layer } };
    assert.match(
      exhibit(hall, silent).complaints.join(),
      /caught by SND6-17, and not by SND6-17 with SND6-07/u,
    );
    const other = { ...double, also: { ...double.also, blames: "P" } };
    assert.match(exhibit(hall, other).complaints.join(), /not by SND6-17 with SND6-07/u);
  });
});

describe("a rare order", () => {
  it("is found by exploration, and said to be", () => {
    const { caught, complaints } = exhibit(hall, named("protocol-expects-lists-in-order"));
    assert.deepEqual(complaints, []);
    assert.equal(caught?.how.kind, "exploration");
    assert.equal(caught.finding.rule, "SND6-05");
  });
});

describe("the mutants", () => {
  it("cover every must and every should rule", () => {
    assert.deepEqual(rulesWithoutMutant(hall), []);
    assert.ok(hall.program.rules.filter(({ level }) => level === "must").length >= 140);
  });

  it("have names of their own, sentences, and say which layer they are", () => {
    assert.equal(new Set(hall.mutants.map((m) => m.name)).size, hall.mutants.length);
    for (const { name, sentence, role } of hall.mutants) {
      assert.match(name, /^[a-z]+(?:-[a-z0-9]+)+$/u);
      assert.match(sentence, /^[A-Z].*\.$/u);
      assert.ok(hall.program.roles.has(role), `${role} of ${name} is a role`);
    }
    assert.ok(hall.mutants.filter((m) => m.published !== undefined).length >= 25);
    assert.ok(hall.mutants.filter((m) => m.also !== undefined).length >= 10);
  });

  it("are layers: plain state, untouched by a step, and no answer to nonsense but a polite one", () => {
    for (const mutant of hall.mutants) {
      const party = { id: mutant.party ?? mutant.role, role: mutant.role, name: mutant.party ?? mutant.role };
      const right = hall.reference.layerOf(party);
      assert.ok(right !== undefined);
      keepsTheLaws(mutant.wrap(right), mutant, party.id);
    }
  });
});

function keepsTheLaws(layer: Layer<unknown>, mutant: Mutant, self: string): void {
  let state = layer.initial(self);
  for (const input of inputs()) {
    const before = JSON.stringify(state);
    assert.deepEqual(JSON.parse(before), state, `${mutant.name} has plain state`);
    const reaction = layer.step(state, input, view(self));
    assert.deepEqual(
      layer.step(state, input, view(self)),
      reaction,
      `${mutant.name} reacts alike to the same input`,
    );
    assert.equal(JSON.stringify(state), before, `${mutant.name} leaves its state alone`);
    if (reaction === null) {
      assert.equal(input.k, "do", `${mutant.name} refuses only what it is told to begin`);
      continue;
    }
    state = reaction[0];
    assert.deepEqual(JSON.parse(JSON.stringify(reaction)), reaction, `${mutant.name} says plain data`);
    layer.offers?.(state);
  }
}

/** Every word of the vocabulary, heard, told to begin and returned, with ids and numbers for whatever it takes. */
function inputs(): readonly In[] {
  return [...hall.program.words.values()].flatMap(({ name, kind, parameters, results }): readonly In[] => {
    if (kind !== "call") return [];
    const args = Object.fromEntries(
      parameters.map((p) => [
        p.name,
        p.type.list ? ["packet1", "nbl1"] : p.type.name === "int" ? 64 : "packet1",
      ]),
    );
    const answer = Object.fromEntries(
      (results ?? []).map((p) => [p.name, p.type.name === "int" ? 64 : "SUCCESS"]),
    );
    return [
      { k: "call", name, from: "P", args },
      { k: "returned", name, from: "P", args, results: answer },
      { k: "do", name, to: "P", args },
    ];
  });
}

function view(self: string): View {
  let fresh = 0;
  return {
    now: 0,
    pick: (name, options) => {
      const [first] = options;
      if (first === undefined) throw new Error(`${self} picks ${name} from nothing`);
      return first;
    },
    open: () => ({ fields: { status: "SUCCESS", size: 64, room: 64 }, data: { latin1: "x".repeat(64) } }),
    fresh: (type) => `${type}${String(++fresh)}`,
    neighbours: (role) => [`${role}1`, `${role}2`],
    property: () => null,
  };
}
