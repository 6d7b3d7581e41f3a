// What the kernel plays and what the text allows are one: every order of words that a run or an exploration produces is accepted by the
// choreography alone, and what the kernel calls off script the choreography refuses at the same word.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { Layer, LayerOf } from "../../contract/layer.ts";
import { absorb, answersOf, speak } from "../../simulation/step/absorb.ts";
import { seeded } from "../../simulation/choice/chooser.ts";
import { begin, key, type Config } from "../../simulation/config.ts";
import { moves, type Move } from "../../simulation/moves.ts";
import { atRest, lettingGo, outcomeAt, run, type Outcome } from "../../simulation/run.ts";
import type { Word } from "../../simulation/script/advance.ts";
import { compileScript } from "../../simulation/script/compile.ts";
import { exploreWords } from "../../simulation/explore/words.ts";
import type { World } from "../../simulation/world.ts";
import { mutated, reference, rolesOf } from "../subjects.ts";
import { castOf } from "./scene.ts";
import { worldOf, type Stage } from "./play.ts";
import { Choreography, type Said, type Standing } from "./testing/choreography.ts";
import { scenarios } from "./testing/scenarios.ts";

const { program, kit, of, stageOf } = await scenarios();

type Scenario = Stage["scenario"];
type Followed = { readonly outcome: Outcome; readonly standing: Standing; readonly isOver: boolean };

/** What is right is not the matter here, and judging takes half of the time. */
const unjudged = (scenario: Scenario, stage: Partial<Stage> = {}): Stage =>
  stageOf(scenario, { rules: [], ...stage });

/** A run, and where the choreography stands behind its last word. */
function followed(scenario: Scenario, stage: Partial<Stage> = {}): Followed {
  const words: Word[] = [];
  const events: Event[] = [];
  const whole = unjudged(scenario, stage);
  const world = worldOf(whole, { tap: (word) => words.push(word) });
  const { outcome, config } = run(world, seeded(whole.seed), (event) => events.push(event));
  const choreography = new Choreography(world.script, world.parties);
  const standing = said(events, words).reduce(
    (at, one) => choreography.follow(at, one),
    choreography.begin(),
  );
  return { outcome, standing, isOver: choreography.isOver(standing, config.now) };
}

function said(events: readonly Event[], words: readonly Word[]): readonly Said[] {
  assert.equal(words.length, events.length);
  return events.map((event, i) => ({ event, word: words[i] as Word }));
}

function agree({ outcome, standing, isOver }: Followed, what: string): void {
  // what is expected when all is at rest fails at nobody's word: the choreography is only never over
  const atRestOnly = outcome.kind === "mismatch" && outcome.mismatch.kind === "expectation";
  if (outcome.kind === "mismatch" && !(atRestOnly && standing.refused === undefined))
    assert.equal(standing.refused, outcome.mismatch.seq, what);
  assert.equal(isOver, outcome.kind === "finished", `${what}: ${outcome.kind}`);
}

test("every run of every scenario is an order of words that its text allows", () => {
  for (const scenario of of()) agree(followed(scenario), scenario.title);
});

test("so is every run with other choices, at other moments", () => {
  let runs = 0;
  for (const scenario of [...of("receive"), ...of("send")])
    for (const moments of ["settled", "eager", "any"] as const)
      agree(followed(scenario, { moments, seed: 2 + (runs++ % 5) }), `"${scenario.title}" (${moments})`);
  assert.ok(runs > 300);
});

test("what a wrong layer says off script the choreography refuses at the same word", async () => {
  const kinds = new Map<string, number>();
  const played = [...of("receive"), ...of("send")];
  for (const mutant of (await reference()).mutants) {
    const covering = played.filter((s) => s.covers.some(({ id }) => id === mutant.breaks));
    for (const scenario of covering.slice(0, 1)) {
      const one = followed(scenario, { subject: mutated(kit, mutant), roles: rolesOf(mutant) });
      agree(one, `${mutant.name} in "${scenario.title}"`);
      kinds.set(one.outcome.kind, (kinds.get(one.outcome.kind) ?? 0) + 1);
    }
  }
  assert.ok((kinds.get("mismatch") ?? 0) > 20 && (kinds.get("finished") ?? 0) > 20, [...kinds].join(" "));
});

test("the words of every scenario can be explored whole, and every order of them comes to an end", () => {
  for (const scenario of of()) {
    const script = compileScript(program, scenario, castOf(program, scenario));
    const { complete, endings, deadEnds } = exploreWords(script, { most: 5000, choices: 2 });
    assert.ok(complete && endings > 0 && deadEnds === 0, `${scenario.title}: ${deadEnds} dead ends`);
  }
});

/** Small enough to be explored whole. */
const small = [
  "two clients share one packet",
  "two protocols, both keep it",
  "the rest comes later",
  "the rest is there before the call returns",
  "completed the other way round",
  "two sends, one completion",
  "the first returns it before the second has answered",
];

for (const title of small)
  test(`every order in which "${title}" can be played is one that its text allows`, () => {
    const scenario = of().find((s) => s.title === title);
    assert.ok(scenario !== undefined);
    for (const roles of [[], ["ndis"]]) {
      const { nodes, refusals, finished } = explored(unjudged(scenario, { roles, moments: "any" }));
      assert.deepEqual(refusals, []);
      assert.ok(nodes > 20 && finished > 0, `${nodes} configurations, ${finished} ends`);
    }
  });

test("a layer that says more than the text allows is refused in some order", () => {
  const scenario = of().find((s) => s.title === "two clients share one packet");
  assert.ok(scenario !== undefined);
  const wide: LayerOf = (party) => {
    const layer = kit.layerOf(party);
    return layer !== undefined && party.role === "ndis" ? repeating(layer, "MiniportReturnPacket") : layer;
  };
  const { refusals } = explored(
    unjudged(scenario, { subject: { ...kit, layerOf: wide }, roles: ["ndis"], moments: "any" }),
  );
  assert.ok(refusals.length > 0);
  for (const refusal of refusals) assert.match(refusal, /^ndis MiniportReturnPacket/u);
});

/** Says one word twice. */
const repeating = (layer: Layer<never>, name: string): Layer<never> => ({
  ...layer,
  step: (state, input, view) => {
    const reaction = layer.step(state, input, view);
    if (reaction === null) return null;
    const [next, outs] = reaction;
    return [next, outs.flatMap((out) => (out.k === "call" && out.name === name ? [out, out] : [out]))];
  },
});

type Node = { readonly config: Config; readonly standing: Standing };

/** All moves, all answers; the choreography follows every one of them. */
function explored(stage: Stage): {
  readonly nodes: number;
  readonly refusals: readonly string[];
  readonly finished: number;
} {
  const words: Word[] = [];
  const world = worldOf(stage, { ids: "lowest", tap: (word) => words.push(word) });
  const choreography = new Choreography(world.script, world.parties);
  const part = numbered();
  const first: Node = { config: begin(world), standing: choreography.begin() };
  const seen = new Set<string>();
  const todo = [first];
  const refusals = new Set<string>();
  let finished = 0;
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    const text = `${key(at.config, part)} ${at.standing.residuals.map((r) => part(r.term)).join()}`;
    if (seen.has(text)) continue;
    seen.add(text);
    const next = successors(world, at.config, words);
    for (const { config, heard } of next) {
      const standing = heard.reduce((s, one) => choreography.follow(s, one), at.standing);
      if (standing.refused === undefined) todo.push({ config, standing });
      const wrong = heard.find(({ event }) => event.seq === standing.refused);
      if (wrong !== undefined)
        refusals.add(
          `${wrong.word.from} ${wrong.word.name} (${config.mismatch?.kind ?? "the kernel takes it"})`,
        );
    }
    if (next.length > 0) continue;
    const outcome = outcomeAt(world, atRest(world, at.config));
    assert.equal(choreography.isOver(at.standing, at.config.now), outcome.kind === "finished", outcome.kind);
    if (outcome.kind === "finished") finished++;
  }
  return { nodes: seen.size, refusals: [...refusals], finished };
}

type Successor = { readonly config: Config; readonly heard: readonly Said[] };

function successors(world: World, config: Config, words: Word[]): readonly Successor[] {
  const possible = moves(world, config);
  const gone = possible.length === 0 ? lettingGo(world, config) : undefined;
  return gone === undefined
    ? possible.flatMap((move) => after(world, config, move, words))
    : [{ config: gone, heard: [] }];
}

function after(world: World, config: Config, move: Move, words: Word[]): readonly Successor[] {
  words.length = 0;
  const spoken = speak(world, config, move, true);
  const before = said(spoken.events, [...words]);
  const { asked } = spoken;
  if (asked === undefined) return [{ config: spoken.config, heard: before }];
  return answersOf(world, spoken.config, asked).map((answer) => {
    words.length = 0;
    const joined = absorb(world, spoken.config, asked, answer, true);
    return { config: joined.config, heard: [...before, ...said(joined.events, [...words])] };
  });
}

function numbered(): (value: object | string) => number {
  const known = new Map<string, number>();
  return (value) => {
    const text =
      typeof value === "string" ? value : JSON.stringify(value instanceof Map ? [...value] : value);
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  };
}
